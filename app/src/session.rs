//! Who is signed in: asked once for each page load, since signing in and out load the page anew.

use leptos::context::Provider;
use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_location;
use tablewright_contract::{ApiError, ErrorCode, Role, SessionView, UserView};

use crate::client;
use crate::page::{Failure, PageSkeleton};
use crate::ui::leave_for;

/// The answer to `GET /session`.
pub type Session = Resource<Result<SessionView, ApiError>>;

/// Makes [`use_session`] work below.
pub(crate) fn provide_session() {
    provide_context::<Session>(Resource::new_blocking(|| (), |()| client::get("/session")));
}

/// The session, to be read inside a `Suspense`.
#[must_use]
pub fn use_session() -> Option<Session> {
    use_context()
}

/// The signed-in person: on every page but those for signing in and joining.
#[must_use]
pub fn use_user() -> Option<UserView> {
    use_context()
}

/// Whether the signed-in person has at least this role. The server decides; the interface only hides what would fail.
#[must_use]
pub(crate) fn may(role: Role) -> bool {
    use_user().is_some_and(|user| user.role >= role)
}

/// A page that only signed-in people see; others are sent to sign in and come back.
pub(crate) fn guarded<V: IntoView + 'static>(
    page: fn() -> V,
) -> impl Fn() -> AnyView + Send + Sync + Clone + 'static {
    move || view! { <Guard page=ViewFn::from(page) /> }.into_any()
}

#[component]
fn Guard(page: ViewFn) -> impl IntoView {
    let session = use_session();
    // Not in a closure: the server would run it, and make the page with all that it reads, several times over.
    let content = Suspend::new(async move {
        let view = match session?.await {
            Ok(SessionView { user }) => view! { <Provider value=user>{page.run()}</Provider> }.into_any(),
            Err(error) => view! { <Failure error /> }.into_any(),
        };
        Some(view)
    });
    view! { <Suspense fallback=PageSkeleton>{content}</Suspense> }
}

/// Sends to the page for signing in, which comes back here.
#[component]
pub(crate) fn SentToSignIn() -> impl IntoView {
    let path = use_location().pathname.get_untracked();
    let target = if path == "/" { "/sign-in".to_owned() } else { format!("/sign-in?next={path}") };
    let on_server = cfg!(feature = "ssr").then(|| view! { <Redirect path=target.clone() /> });
    // A full load: nothing of the ended session stays in the page.
    Effect::new(move || leave_for(&target));
    on_server
}

/// Whether an error means that nobody is signed in.
pub(crate) const fn is_signed_out(error: &ApiError) -> bool {
    matches!(error.code, ErrorCode::Unauthenticated)
}
