//! Chips that choose one of a few ways to look at the same thing.

use crate::prelude::*;

#[component]
pub(super) fn Ways(
    ways: &'static [&'static str],
    /// What they choose, for assistive technology.
    label: &'static str,
    way: RwSignal<usize>,
) -> impl IntoView {
    let chip = move |(at, name): (usize, &'static str)| {
        view! {
            <button
                type="button"
                class="chip"
                aria-pressed=move || if way.get() == at { "true" } else { "false" }
                on:click=move |_| way.set(at)
            >
                {name}
            </button>
        }
    };
    view! {
        <div class="chips" role="group" aria-label=label>
            {ways.iter().copied().enumerate().map(chip).collect::<Vec<_>>()}
        </div>
    }
}
