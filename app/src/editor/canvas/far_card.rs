//! A table from far away: its name, as large as it takes to be read, and what is nearest to it in importance.
//!
//! Little is drawn, so that hundreds of cards move in a frame. Sizes are the style sheet's, by the distance.

use crate::prelude::*;
use tablewright_model::{Object, Table, TableId};

use super::card::{Line, Problem};
use super::name::{from_afar, shown_name, title_of};
use crate::editor::desk::{Desk, slice};
use crate::editor::words;

/// The most indexes that are named.
const INDEXES: usize = 4;

#[component]
pub(super) fn FarCard(desk: Desk, id: TableId, distance: Memo<usize>) -> impl IntoView {
    let whole = desk.table(id);
    let name = slice(whole, |table: &Table| shown_name(&table.name));
    let within = move || desk.is_within(id);
    let problems = desk.problems_in(Object::Table(id));
    view! {
        <article class="card card-far" class:is-selected=within aria-label=move || format!("Table {}", name.get())>
            <Line desk object=Object::Table(id) class="card-far-head">
                <span class="card-far-name" title=move || name.with(|name| title_of(name))>
                    {move || name.with(|name| from_afar(name, distance.get()))}
                </span>
                <Show when=move || { problems.get() > 0 }>
                    <Problem />
                </Show>
                <Show when=move || { distance.get() < 2 }>
                    <span class="card-far-key">{slice(whole, key_of)}</span>
                    <span class="card-far-indexes">{slice(whole, indexes_of)}</span>
                </Show>
            </Line>
        </article>
    }
}

fn key_of(table: &Table) -> String {
    words::names(table, &table.key.attributes().collect::<Vec<_>>())
}

/// One line for each. They are cut off by their lengths, since clips cost.
fn indexes_of(table: &Table) -> String {
    let all: Vec<_> = table.index_ids().collect();
    let shown = if all.len() > INDEXES { INDEXES - 1 } else { all.len() };
    let name = |id: &_| from_afar(table.index_name(*id).unwrap_or_default(), 2);
    let mut lines: Vec<_> = all.iter().take(shown).map(name).collect();
    if all.len() > shown {
        lines.push(format!("and {} more", all.len() - shown));
    }
    lines.join("\n")
}
