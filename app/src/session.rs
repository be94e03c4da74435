//! Who is signed in: asked once for each page load, since signing in and out load the page anew.

use crate::prelude::*;
use leptos::context::Provider;
use tablewright_contract::{ApiError, ErrorCode, Role, SessionView, UserView};

use crate::client;
use crate::data::Data;
use crate::page::{Answer, Failure};
use crate::roots::use_path;
use crate::ui::leave_for;

/// The answer to `GET /session`.
pub(crate) type Session = Data<SessionView>;

/// Makes [`use_session`] work below.
pub(crate) fn provide_session() {
    provide_context::<Session>(Data::first(Vec::new, |_| client::get("/session")));
}

/// The session, to be read inside a `Suspense`.
#[must_use]
pub(crate) fn use_session() -> Option<Session> {
    use_context()
}

/// The signed-in person, for whatever is shown inside [`as_user`].
#[must_use]
pub fn use_user() -> Option<UserView> {
    use_context()
}

/// Whether the signed-in person has at least this role. The server decides; the interface only hides what would fail.
#[must_use]
pub(crate) fn may(role: Role) -> bool {
    use_user().is_some_and(|user| user.role >= role)
}

/// Shows something as the signed-in person, inside a `Suspense`: nothing while it is not known who that is.
pub(crate) fn as_user(show: Box<dyn FnOnce() -> Option<AnyView> + Send>) -> Option<AnyView> {
    match use_session()?.get()? {
        Ok(SessionView { user, .. }) => Some(view! { <Provider value=user>{show()}</Provider> }.into_any()),
        // The guard of the page says so.
        Err(_) => Some(().into_any()),
    }
}

/// Shows something to people with at least this role.
pub(crate) fn allowed(role: Role, show: fn() -> AnyView) -> AnyView {
    let content = move || as_user(Box::new(move || may(role).then(show)));
    view! { <Suspense fallback=|| ()>{content}</Suspense> }.into_any()
}

/// A page that only signed-in people see; others are sent to sign in and come back.
///
/// The page is made at once and only once: what it reads from the API is numbered in the order of making, and the
/// browser must come to the same numbers.
pub(crate) fn guarded<V: IntoView + 'static>(
    page: fn() -> V,
) -> impl Fn() -> AnyView + Send + Sync + Clone + 'static {
    move || view! { <Guard /> {page()} }.into_any()
}

/// Stands in for nothing, and says so where the page can't be had: nobody is signed in, the server does not answer, or a
/// guest has only one design.
#[component]
pub(crate) fn Guard() -> impl IntoView {
    let session = use_session();
    let path = use_path();
    let refused = move || match session?.get()? {
        Ok(SessionView { guest, .. }) => {
            let own = format!("/designs/{}", guest?.design);
            (path.get() != own).then(|| view! { <Sent target=own /> })
        }
        Err(error) => Some(view! { <Failure error /> }),
    };
    view! { <Suspense fallback=|| ()>{refused}</Suspense> }
}

/// Sends to the page for signing in, which comes back here.
#[component]
pub(crate) fn SentToSignIn() -> impl IntoView {
    let path = use_path().get_untracked();
    let target = if path == "/" { "/sign-in".to_owned() } else { format!("/sign-in?next={path}") };
    view! { <Sent target /> }
}

/// Sends to another page.
#[component]
fn Sent(target: String) -> impl IntoView {
    if let Some(answer) = use_context::<Answer>() {
        (answer.redirect)(&target);
    }
    // A full load: nothing of the ended session stays in the page.
    Effect::new(move || leave_for(&target));
}

/// Whether an error means that nobody is signed in.
pub(crate) const fn is_signed_out(error: &ApiError) -> bool {
    matches!(error.code, ErrorCode::Unauthenticated)
}
