//! The two programs of the interface: the pages, and the design editor. A page of the server belongs to one of them,
//! and loads only that one (ADR 8).
//!
//! Between the two the browser loads a page from the server; inside the pages a router changes it in place. Deliberately
//! absent from the editor: a router, which would take its links, all of them links to pages, for its own.

mod editor;
mod pages;

use crate::prelude::*;
use leptos_meta::{Title, provide_meta_context};

pub use editor::EditorRoot;
pub use pages::PagesRoot;

use crate::header::Header;
use crate::session::provide_session;
use crate::ui::{Toasts, announce_hydration, provide_toasts};

/// One of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Root {
    /// Everything but the editor.
    Pages,
    /// The editor of one design.
    Editor,
}

impl Root {
    /// The one that an address belongs to: a path, with or without a query.
    #[must_use]
    pub fn of(address: &str) -> Self {
        if design_of(parted(address).0).is_some() { Self::Editor } else { Self::Pages }
    }

    /// The name of its files in `pkg/`.
    #[must_use]
    pub const fn bundle(self) -> &'static str {
        match self {
            Self::Pages => "pages",
            Self::Editor => "editor",
        }
    }
}

/// Path and query of an address.
fn parted(address: &str) -> (&str, &str) {
    address.split_once('?').unwrap_or((address, ""))
}

/// The id in `/designs/{id}`.
fn design_of(path: &str) -> Option<&str> {
    let id = path.strip_prefix("/designs/")?.trim_end_matches('/');
    (!id.is_empty() && !id.contains('/')).then_some(id)
}

/// What the program of an address asks the API for before it shows anything.
pub(crate) fn awaited(address: &str) -> Option<String> {
    design_of(parted(address).0).map(|id| format!("/api/v1/designs/{id}"))
}

/// The path of the page that is shown, in the context of both programs.
#[derive(Clone, Copy)]
pub(crate) struct Here(Signal<String>);

/// The path of the page that is shown.
pub(crate) fn use_path() -> Signal<String> {
    use_context().map_or_else(Signal::default, |Here(path)| path)
}

/// What everything below counts on.
fn provide_contexts() {
    provide_meta_context();
    provide_toasts();
    provide_session();
    Effect::new(announce_hydration);
}

/// The title of the window: what a page calls itself, and the name of the product.
#[component]
fn WindowTitles() -> impl IntoView {
    view! {
        <Title formatter=|title: String| {
            if title.is_empty() { "Tablewright".to_owned() } else { format!("{title} · Tablewright") }
        } />
    }
}

/// What stands around every page.
#[component]
fn Frame(
    /// The path of the page.
    #[prop(into)]
    path: Signal<String>,
    /// The page.
    children: Children,
) -> impl IntoView {
    provide_context(Here(path));
    view! {
        <a class="skip" href="#main" rel="external">
            "Skip to the content"
        </a>
        <Header />
        <main id="main" class="main" tabindex="-1">
            {children()}
        </main>
        <Toasts />
    }
}

#[cfg(test)]
mod tests {
    use super::Root;

    #[test]
    fn only_the_design_itself_belongs_to_the_editor() {
        for path in ["/designs/d1", "/designs/d1/", "/designs/d1?select=table:t1"] {
            assert_eq!(Root::of(path), Root::Editor, "{path}");
        }
        for path in
            ["/", "/designs", "/designs/", "/designs/d1/versions", "/designs/d1/versions/1", "/requests/d1"]
        {
            assert_eq!(Root::of(path), Root::Pages, "{path}");
        }
    }
}
