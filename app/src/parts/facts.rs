//! Names and values, side by side.

use crate::prelude::*;

/// A list of [`Fact`]s.
#[component]
pub(crate) fn Facts(children: Children) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }
}

/// A name and its value.
#[component]
pub(crate) fn Fact(
    /// The name.
    #[prop(into)]
    name: String,
    /// Whether the value is a name or a number of AWS.
    #[prop(optional)]
    mono: bool,
    /// The value.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="fact">
            <dt>{name}</dt>
            <dd class:mono=mono>{children()}</dd>
        </div>
    }
}
