//! The pages, and the routes between them.

use crate::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::use_location;
use leptos_router::path;

use super::{Frame, WindowTitles, provide_contexts};
use crate::page::NotFoundPage;
use crate::pages::{
    AccountPage, AuditPage, DriftPage, EnvironmentsPage, FrozenPage, GalleryPage, GuestPage, ImportPage,
    JoinPage, PeoplePage, PlanPage, PolicyPage, RequestPage, RequestsPage, SharePage, SignInPage,
    VersionPage, VersionsPage, WebhooksPage,
};
use crate::session::guarded;
use crate::ui::focus;

/// Everything but the editor.
#[component]
pub fn PagesRoot() -> impl IntoView {
    provide_contexts();
    view! {
        <WindowTitles />
        <Router>
            <Routed />
        </Router>
    }
}

/// The page of the route. It takes the focus when the route changes, as a page load would.
#[component]
fn Routed() -> impl IntoView {
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now) {
            focus("main");
        }
        now
    });
    view! {
        <Frame path>
            <FlatRoutes fallback=NotFoundPage>
                <Route path=path!("/sign-in") view=SignInPage />
                <Route path=path!("/join/:token") view=JoinPage />
                <Route path=path!("/guest/:token") view=GuestPage />
                <Route path=path!("/") view=guarded(GalleryPage) />
                <Route path=path!("/designs/:id/versions") view=guarded(VersionsPage) />
                <Route path=path!("/designs/:id/versions/:number") view=guarded(VersionPage) />
                <Route path=path!("/designs/:id/versions/:number/plan/:environment") view=guarded(PlanPage) />
                <Route path=path!("/designs/:id/share") view=guarded(SharePage) />
                <Route path=path!("/requests") view=guarded(RequestsPage) />
                <Route path=path!("/requests/:id") view=guarded(RequestPage) />
                <Route path=path!("/requests/:id/plans/:digest") view=guarded(FrozenPage) />
                <Route path=path!("/environments") view=guarded(EnvironmentsPage) />
                <Route path=path!("/environments/:id/policy") view=guarded(PolicyPage) />
                <Route path=path!("/environments/:id/drift") view=guarded(DriftPage) />
                <Route path=path!("/import") view=guarded(ImportPage) />
                <Route path=path!("/people") view=guarded(PeoplePage) />
                <Route path=path!("/account") view=guarded(AccountPage) />
                <Route path=path!("/audit") view=guarded(AuditPage) />
                <Route path=path!("/webhooks") view=guarded(WebhooksPage) />
            </FlatRoutes>
        </Frame>
    }
}
