//! What the editor shows around its canvas: a module of its own, which is asked for at once and waited
//! for by nobody (ADR 19).
//!
//! Where the editor's bundle is made, with the feature `later`, each of the functions here is a place where its module is
//! taken apart: what only these reach is in the later one. Elsewhere they are ordinary functions.

use std::future::Future;

use crate::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::task::spawn_local;

use super::desk::Desk;
use super::{beside, dock, inspector, palette, shortcuts};

/// Why a part is not there.
struct Missing;

#[cfg(feature = "later")]
impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Functions that make a view, and that come with the later module where there is one.
macro_rules! parts {
    ($($name:ident($desk:ident) $view:block)+) => {$(
        #[cfg(feature = "later")]
        #[wasm_split_helpers::wasm_split(panels, fallible)]
        fn $name($desk: Desk) -> Result<AnyView, Missing> {
            Ok($view)
        }

        #[cfg(not(feature = "later"))]
        fn $name($desk: Desk) -> impl Future<Output = Result<AnyView, Missing>> + 'static {
            std::future::ready(Ok($view))
        }
    )+};
}

parts! {
    inspector_view(desk) {
        view! { <inspector::Inspector desk /> }.into_any()
    }

    dock_view(desk) {
        view! { <dock::Dock desk /> }.into_any()
    }

    beside_view(desk) {
        view! { <beside::BesideCanvas desk /> }.into_any()
    }

    dialog_views(desk) {
        view! {
            <shortcuts::ShortcutsDialog desk />
            <palette::Palette desk />
        }
        .into_any()
    }
}

/// Begins to load the parts, so that they are there when the design is.
pub(super) fn begin() {
    #[cfg(feature = "later")]
    spawn_local(async {
        // Whoever shows a part says it if that failed.
        let _ = __wasm_split_preload_dock_view().await;
    });
}

/// The settings of what is selected.
#[component]
pub(super) fn Inspector(desk: Desk) -> impl IntoView {
    let empty = || view! { <div class="inspector"></div> }.into_any();
    later(inspector_view(desk), empty, empty)
}

/// The panels below the canvas.
#[component]
pub(super) fn Dock(desk: Desk) -> impl IntoView {
    let empty = || view! { <div class="dock"></div> }.into_any();
    later(dock_view(desk), empty, || {
        view! {
            <div class="dock">
                <p class="dock-empty">"The panels could not be loaded: reload the page. Your edits are safe."</p>
            </div>
        }
        .into_any()
    })
}

/// The pane beside the canvas.
#[component]
pub(super) fn Beside(desk: Desk) -> impl IntoView {
    later(beside_view(desk), nothing, nothing)
}

/// What lies over everything when it is called.
#[component]
pub(super) fn Dialogs(desk: Desk) -> impl IntoView {
    later(dialog_views(desk), nothing, nothing)
}

fn nothing() -> AnyView {
    ().into_any()
}

/// A part as soon as its code is there.
fn later(
    part: impl Future<Output = Result<AnyView, Missing>> + 'static,
    before: fn() -> AnyView,
    missing: fn() -> AnyView,
) -> AnyView {
    let made = RwSignal::new_local(Some(before()));
    let part = ScopedFuture::new(part);
    spawn_local(async move {
        let view = part.await.unwrap_or_else(|Missing| missing());
        made.set(Some(view));
    });
    (move || {
        made.track();
        made.update_untracked(Option::take)
    })
    .into_any()
}
