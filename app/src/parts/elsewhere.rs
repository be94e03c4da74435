//! The way to a provider of identities, where the server has one.

use crate::prelude::*;
use tablewright_contract::SignInWays;

use crate::data::Data;
use crate::ui::LinkButton;

/// A link that goes there; nothing without a provider.
#[component]
pub(crate) fn ElsewherePart(
    /// How people sign in here.
    ways: Data<SignInWays>,
    /// What the way is told, as the query of its address.
    query: String,
) -> impl IntoView {
    let link = move || {
        let provider = ways.get()?.ok()?.provider?;
        // A page that the server sends on: not one of those between which the browser moves by itself.
        let href = format!("/sign-in/oidc?{query}");
        Some(view! {
            <div class="button-row">
                <LinkButton href external=true>{format!("Continue with {provider}")}</LinkButton>
            </div>
        })
    };
    view! { <Suspense fallback=|| ()>{link}</Suspense> }
}
