//! The canvas: every table as a card.
//!
//! For now a calm grid that scrolls; what is on it (cards, their parts, the way the keyboard walks) does not know how
//! it is laid out, so that a canvas to pan and to zoom can take the grid's place.

mod card;
pub(super) mod walk;

use crate::prelude::*;

use self::card::Card;
use super::commands;
use super::desk::{Desk, ids};
use crate::ui::{Button, ButtonKind, EmptyState, IconName};

#[component]
pub(super) fn Canvas(desk: Desk) -> impl IntoView {
    let tables = memo(move |_| desk.design.with(|design| ids(&design.tables)));
    view! {
        <section class="canvas" aria-label="Tables" on:keydown=move |event| walk::on_key(desk, &event)>
            <Show when=move || tables.with(Vec::is_empty)>
                <Empty desk />
            </Show>
            <ul class="canvas-grid">
                <For each=move || tables.get() key=|id| *id let:id>
                    <li class="canvas-cell">
                        <Card desk id />
                    </li>
                </For>
            </ul>
        </section>
    }
}

#[component]
fn Empty(desk: Desk) -> impl IntoView {
    view! {
        <div class="canvas-empty">
            <EmptyState
                icon=IconName::Table
                title="No table yet"
                text="A table holds the items of one or more entities. Start with its partition key: what every request knows."
            >
                <Button
                    kind=ButtonKind::Primary
                    icon=IconName::Plus
                    disabled=desk.read_only
                    on_press=move |()| commands::add_table(desk)
                >
                    "Add a table"
                </Button>
            </EmptyState>
        </div>
    }
}
