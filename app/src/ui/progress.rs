//! Waiting: a spinner for what was started, a skeleton for what is on its way.

use crate::prelude::*;

/// A small turning ring. The element that waits carries `aria-busy`.
#[component]
pub fn Spinner() -> impl IntoView {
    view! { <span class="spinner" aria-hidden="true"></span> }
}

/// Grey lines of the size of what will stand here, so that nothing jumps.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 3)]
    lines: usize,
    /// Whether each line is as tall as a row of a list.
    #[prop(optional)]
    rows: bool,
) -> impl IntoView {
    let lines = (0..lines).map(|_| view! { <span class="skeleton-line"></span> }).collect_view();
    view! {
        <div class="skeleton" class:skeleton-rows=rows role="status">
            <span class="visually-hidden">"Loading"</span>
            {lines}
        </div>
    }
}
