//! What the editor shows around its canvas: a module of its own, which is asked for at once and waited
//! for by nobody (ADR 19). Where it could not be loaded, each part says so and can be asked for again.
//!
//! Where the editor's bundle is made, with the feature `later`, each of the functions here is a place where its module is
//! taken apart: what only these reach is in the later one. Elsewhere they are ordinary functions.

use std::future::Future;

use crate::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::task::spawn_local;

use super::desk::Desk;
use super::outline::{self, Sheet};
use super::{beside, dock, inspector, palette, shortcuts};
use crate::ui::Button;

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

/// How often the person asked for the parts again; all parts come in one module, so each tries again.
#[derive(Clone, Copy)]
pub(super) struct Again(RwSignal<u32>);

impl Again {
    pub(super) fn new() -> Self {
        Self(RwSignal::new(0))
    }

    fn ask(self) {
        self.0.update(|times| *times += 1);
    }
}

/// The settings of what is selected.
#[component]
pub(super) fn Inspector(desk: Desk, again: Again) -> impl IntoView {
    let sheet = desk.design.with_untracked(|design| Sheet::of(design, desk.shown.get_untracked()));
    later(desk, again, inspector_view, outline::inspector(sheet), move |failed| {
        view! { <div class="inspector"><Absent what="The settings" again failed /></div> }
    })
}

/// The panels below the canvas.
#[component]
pub(super) fn Dock(desk: Desk, again: Again) -> impl IntoView {
    let empty = view! { <div class="dock"></div> };
    later(desk, again, dock_view, empty.into_any(), move |failed| {
        view! { <div class="dock"><Absent what="The panels" again failed /></div> }
    })
}

/// The pane beside the canvas.
#[component]
pub(super) fn Beside(desk: Desk, again: Again) -> impl IntoView {
    later(desk, again, beside_view, nothing(), move |failed| {
        view! {
            <Show when=move || desk.aside.open.with(Option::is_some)>
                <div class="beside"><Absent what="This pane" again failed /></div>
            </Show>
        }
    })
}

/// What lies over everything when it is called.
#[component]
pub(super) fn Dialogs(desk: Desk, again: Again) -> impl IntoView {
    later(desk, again, dialog_views, nothing(), move |failed| {
        let called = [desk.palette_open, desk.shortcuts_open];
        Effect::new(move || {
            if failed.get() == 0 {
                // They are there now.
                return;
            }
            for open in called.into_iter().filter(|open| open.get()) {
                open.set(false);
                desk.toasts.offer(
                    "This dialog could not be loaded. Your edits are safe.",
                    "Try again",
                    move || again.ask(),
                );
            }
        });
        nothing()
    })
}

fn nothing() -> AnyView {
    ().into_any()
}

/// What stands in the place of a part that could not be loaded.
#[component]
fn Absent(what: &'static str, again: Again, failed: RwSignal<u32>) -> impl IntoView {
    let told = move || match failed.get() {
        0 | 1 => format!("{what} could not be loaded. Your edits are safe."),
        _ => format!("{what} could not be loaded this time either: is there a network? Your edits are safe."),
    };
    view! {
        <div class="late-absent">
            <p role="status">{told}</p>
            <Button small=true on_press=move |()| again.ask()>"Try again"</Button>
        </div>
    }
}

/// A part as soon as its code is there; asked for once, and whenever the person wants it again until then.
fn later<F>(
    desk: Desk,
    again: Again,
    part: fn(Desk) -> F,
    before: AnyView,
    missing: impl Fn(RwSignal<u32>) -> AnyView + 'static,
) -> AnyView
where
    F: Future<Output = Result<AnyView, Missing>> + 'static,
{
    let owner = Owner::current().unwrap_or_default();
    let made = RwSignal::new_local(Some(before));
    let (failed, is_there) = (RwSignal::new(0_u32), StoredValue::new(false));
    let missing = StoredValue::new_local(missing);
    let ask = move || {
        // What it makes belongs to the page, not to the asking.
        let part = owner.with(|| ScopedFuture::new(part(desk)));
        let owner = owner.clone();
        spawn_local(async move {
            let Ok(view) = part.await else {
                // The message stays where it is, and with it the focus on its button.
                if failed.try_update(|failed| std::mem::replace(failed, *failed + 1)) == Some(0) {
                    made.set(Some(owner.with(|| missing.with_value(|missing| missing(failed)))));
                }
                return;
            };
            is_there.set_value(true);
            failed.set(0);
            made.set(Some(view));
        });
    };
    Effect::new(move || {
        again.0.track();
        if !is_there.get_value() {
            ask();
        }
    });
    (move || {
        made.track();
        made.update_untracked(Option::take)
    })
    .into_any()
}
