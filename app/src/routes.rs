//! The root of the interface: contexts, header, routes.

use crate::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::use_location;
use leptos_router::path;

use crate::header::Header;
use crate::page::NotFoundPage;
use crate::pages::{
    DesignPage, EnvironmentsPage, GalleryPage, JoinPage, PeoplePage, PlanPage, RequestPage, RequestsPage,
    SignInPage, VersionPage, VersionsPage,
};
use crate::session::{guarded, provide_session};
use crate::ui::{Toasts, announce_hydration, focus, provide_toasts};

/// The interface.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_toasts();
    provide_session();
    Effect::new(announce_hydration);
    view! {
        <Title formatter=|title: String| {
            if title.is_empty() { "Tablewright".to_owned() } else { format!("{title} · Tablewright") }
        } />
        <Router>
            <a class="skip" href="#main" rel="external">
                "Skip to the content"
            </a>
            <Header />
            <Main />
            <Toasts />
        </Router>
    }
}

/// The page of the route. It takes the focus when the route changes, as a page load would.
#[component]
fn Main() -> impl IntoView {
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now) {
            focus("main");
        }
        now
    });
    view! {
        <main id="main" class="main" tabindex="-1">
            <FlatRoutes fallback=NotFoundPage>
                <Route path=path!("/sign-in") view=SignInPage />
                <Route path=path!("/join/:token") view=JoinPage />
                <Route path=path!("/") view=guarded(GalleryPage) />
                <Route path=path!("/designs/:id") view=guarded(DesignPage) />
                <Route path=path!("/designs/:id/versions") view=guarded(VersionsPage) />
                <Route path=path!("/designs/:id/versions/:number") view=guarded(VersionPage) />
                <Route path=path!("/designs/:id/versions/:number/plan/:environment") view=guarded(PlanPage) />
                <Route path=path!("/requests") view=guarded(RequestsPage) />
                <Route path=path!("/requests/:id") view=guarded(RequestPage) />
                <Route path=path!("/environments") view=guarded(EnvironmentsPage) />
                <Route path=path!("/people") view=guarded(PeoplePage) />
            </FlatRoutes>
        </main>
    }
}
