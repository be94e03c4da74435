//! A table from far away: its name, as large as it takes to be read, and what is nearest to it in importance.
//!
//! Little is drawn, so that hundreds of cards move in a frame. Sizes are the style sheet's, by the distance.

use crate::prelude::*;
use tablewright_model::{Object, Table, TableId};

use super::card::{Line, Problem};
use super::fold::Lines;
use super::layout::card_height;
use super::name::{from_afar, shown_name, title_of};
use crate::editor::desk::{Desk, slice};
use crate::editor::words;

/// The most indexes that are named.
const INDEXES: usize = 4;
/// What the style sheet leaves of a card's height beside its lines, and how tall those of the name and the others are.
const FRAME: i32 = 72;
const NAME: i32 = 42;
const PROBLEM: i32 = 52;
const LINE: i32 = 32;
/// How many letters of one width a line of the name has, and any other.
const NAME_LETTERS: usize = 14;
const LETTERS: usize = 21;
/// The most lines of a key.
const KEY_LINES: usize = 2;

#[component]
pub(super) fn FarCard(desk: Desk, id: TableId, distance: Memo<usize>) -> impl IntoView {
    let whole = desk.table(id);
    let name = slice(whole, |table: &Table| shown_name(&table.name));
    let within = move || desk.is_within(id);
    let problems = desk.problems_in(Object::Table(id));
    let told = slice(whole, told);
    view! {
        <article class="card card-far" class:is-selected=within aria-label=move || format!("Table {}", name.get())>
            <Line desk object=Object::Table(id) class="card-far-head">
                <span class="card-far-name" title=move || name.with(|name| title_of(name))>
                    {move || name.with(|name| from_afar(name, distance.get()))}
                </span>
                <Show when=move || { problems.get() > 0 }>
                    <Problem />
                </Show>
                <Show when=move || { distance.get() < 2 && told.with(|(key, _)| !key.is_empty()) }>
                    <span class="card-far-key">{move || told.with(|(key, _)| key.clone())}</span>
                </Show>
                <Show when=move || { distance.get() < 2 && told.with(|(_, indexes)| !indexes.is_empty()) }>
                    <span class="card-far-indexes">{move || told.with(|(_, indexes)| indexes.clone())}</span>
                </Show>
            </Line>
        </article>
    }
}

/// The key, and a line for each index, as far as there is room for them below the name. They are cut off by their lengths,
/// since clips cost.
fn told(table: &Table) -> (String, String) {
    let name = from_afar(&table.name, 0);
    let name = i32::try_from(cells(&name).div_ceil(NAME_LETTERS)).unwrap_or(i32::MAX).saturating_mul(NAME);
    let height = card_height(table, &Lines::of(table, &[]));
    // Whether there are problems comes later, and moves nothing then.
    let free = height.saturating_sub(FRAME + PROBLEM).saturating_sub(name).max(0);
    let room = usize::try_from(free / LINE).unwrap_or_default();
    let key = words::names(table, &table.key.attributes().collect::<Vec<_>>());
    let key = cut(&key, room.min(KEY_LINES).saturating_mul(LETTERS));
    let rest = room.saturating_sub(cells(&key).div_ceil(LETTERS));
    (key, indexes(table, rest.min(INDEXES)))
}

fn indexes(table: &Table, room: usize) -> String {
    let all: Vec<_> = table.index_ids().collect();
    let shown = if all.len() > room { room.saturating_sub(1) } else { all.len() };
    let name = |id: &_| cut(table.index_name(*id).unwrap_or_default(), LETTERS);
    let mut lines: Vec<_> = all.iter().take(shown).map(name).collect();
    if all.len() > shown && room > 0 {
        lines.push(format!("and {} more", all.len() - shown));
    }
    lines.join("\n")
}

/// How wide a text is: letters that are none of the face's own may take twice the room.
fn cells(text: &str) -> usize {
    text.chars().map(cell).sum()
}

const fn cell(letter: char) -> usize {
    if letter.is_ascii() { 1 } else { 2 }
}

/// As much of a text as so many cells hold.
fn cut(text: &str, room: usize) -> String {
    if cells(text) <= room {
        return text.to_owned();
    }
    let mut left = room.saturating_sub(cell('…'));
    let kept: String = text
        .chars()
        .take_while(|letter| {
            let fits = cell(*letter) <= left;
            left = left.saturating_sub(cell(*letter));
            fits
        })
        .collect();
    if kept.is_empty() { kept } else { kept + "…" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_to_the_cells_it_may_take() {
        assert_eq!(cut("UserId, GameTitle", 17), "UserId, GameTitle");
        assert_eq!(cut("UserId, GameTitle", 10), "UserId, …");
        assert_eq!(cut("طلبات", 6), "طل…");
        assert_eq!(cut("a", 0), "");
        for room in 0..60 {
            for text in ["n".repeat(400), "تصميم الجداول".to_owned(), "🧱🧑‍🚀🏳️‍🌈".repeat(9)]
            {
                assert!(cells(&cut(&text, room)) <= room, "{room}: {text}");
            }
        }
    }
}
