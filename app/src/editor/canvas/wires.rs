//! The lines between what belongs together: a table and what hangs below it, an index and the attributes of its key.
//!
//! One layer of three paths for the whole canvas, made of the same numbers as the layout: nothing has to be drawn or
//! measured to know where a line goes. Deliberately absent: the shapes at their ends, which are lines of cards.

use crate::prelude::*;
use tablewright_model::{Design, IndexId, Object, Table, TableId};

use super::fold::Lines;
use super::geometry::Rect;
use super::layout::{HANGER, card_height, line_of_attribute, line_of_index};
use crate::editor::desk::Desk;

/// How far from the card's left edge lines leave it downwards.
const TRUNK: i32 = 22;
/// How far from there what hangs begins.
const REACH: i32 = 22;
/// How far lines of keys swing out.
const SWING: i32 = 34;

#[component]
pub(super) fn Wires(desk: Desk) -> impl IntoView {
    let board = desk.board;
    let paths = memo(move |_| {
        let far = board.distance() > 0;
        let drawn = if far { Vec::new() } else { board.drawn(desk.shown.get().table()) };
        let placed = drawn.into_iter().filter_map(|id| Some((id, board.place(Object::Table(id))?)));
        let unfolded = board.unfolded.read();
        desk.design.with(|design| wires(design, placed, desk.shown.get(), &unfolded))
    });
    let path = move |part: fn(&Paths) -> &String| move || paths.with(|paths| part(paths).clone());
    view! {
        <svg class="wires" aria-hidden="true">
            <path class="wires-stream" d=path(|paths| &paths.stream)></path>
            <path class="wires-replica" d=path(|paths| &paths.replica)></path>
            <path class="wires-key" d=path(|paths| &paths.key)></path>
        </svg>
    }
}

/// The lines, each kind as the data of one path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Paths {
    /// From a table to the consumers of its stream.
    stream: String,
    /// From a table to its replicas.
    replica: String,
    /// From the attributes of a key to the index that is shown, or from the attribute that is shown to its indexes.
    key: String,
}

fn wires(
    design: &Design,
    placed: impl Iterator<Item = (TableId, Rect)>,
    shown: Object,
    unfolded: &[TableId],
) -> Paths {
    let mut paths = Paths::default();
    for (id, rect) in placed {
        let Some(table) = design.table(id) else { continue };
        let lines = Lines::of(table, unfolded);
        let below = rect.at.y.saturating_add(card_height(table, &lines));
        let consumers = table.consumers.len();
        hang(&mut paths.stream, rect, below, 0..consumers);
        hang(&mut paths.replica, rect, below, consumers..consumers + table.replicas.len());
        if shown.table() == Some(id) {
            keys(&mut paths.key, table, &lines, rect, shown);
        }
    }
    paths
}

/// From below the card down, and to each that hangs there.
fn hang(path: &mut String, rect: Rect, below: i32, hangers: std::ops::Range<usize>) {
    let x = rect.at.x + TRUNK;
    for at in hangers {
        let drop = i32::try_from(at).unwrap_or_default() * HANGER + HANGER - 18;
        // It begins behind the card, so that no gap shows where letters are larger than usual.
        let (from, down) = (below - 12, drop + 12 - 8);
        path.push_str(&format!("M{x} {from}v{down}q0 8 8 8h{}", REACH - 8));
    }
}

/// Along the left side of the card.
fn keys(path: &mut String, table: &Table, lines: &Lines, rect: Rect, shown: Object) {
    for id in table.index_ids() {
        for attribute in key_of(table, id) {
            let is_meant =
                shown == Object::Index(table.id, id) || shown == Object::Attribute(table.id, attribute);
            let (from, to) = (line_of_attribute(lines, attribute), line_of_index(table, lines, id));
            if let (true, Some(from), Some(to)) = (is_meant, from, to) {
                let (x, from, to) = (rect.at.x, rect.at.y + from, rect.at.y + to);
                let far = x - SWING;
                path.push_str(&format!("M{x} {from}C{far} {from} {far} {to} {x} {to}m-6 -4l6 4l-6 4"));
            }
        }
    }
}

/// The attributes by which an index of whatever kind finds items.
fn key_of(table: &Table, id: IndexId) -> Vec<tablewright_model::AttributeId> {
    let global = table.index(id).into_iter().flat_map(|index| index.keys());
    let local = table.local_indexes.get(id).and_then(|index| index.sort);
    let vector = table.vector_indexes.get(id).and_then(|index| index.vector);
    global.chain(local).chain(vector).collect()
}

#[cfg(test)]
mod tests {
    use tablewright_model::from_json;

    use super::super::layout::places;
    use super::*;

    fn lines(text: &str, shown: Object) -> Paths {
        let design = from_json(text).unwrap();
        wires(&design, places(&design, &[]).into_iter(), shown, &[])
    }

    #[test]
    fn each_consumer_and_replica_has_a_line_of_its_own() {
        for text in [
            include_str!("../../../../assets/examples/game-scores.json"),
            include_str!("../../../../assets/examples/shop.json"),
            include_str!("../../../../assets/examples/multi-tenant.json"),
        ] {
            let design = from_json(text).unwrap();
            let count = |of: fn(&Table) -> usize| design.tables.iter().map(|table| of(table)).sum::<usize>();
            let paths = lines(text, Object::Design);
            assert_eq!(paths.stream.matches('M').count(), count(|table| table.consumers.len()));
            assert_eq!(paths.replica.matches('M').count(), count(|table| table.replicas.len()));
            assert_eq!(paths.key, "");
        }
    }

    #[test]
    fn an_index_is_joined_to_its_keys_and_an_attribute_to_its_indexes() {
        let text = include_str!("../../../../assets/examples/game-scores.json");
        let design = from_json(text).unwrap();
        let table = design.tables.iter().next().unwrap();
        let index = table.indexes.iter().next().unwrap();
        let of_index = lines(text, Object::Index(table.id, index.id)).key;
        assert_eq!(of_index.matches('C').count(), index.keys().count());
        let key = index.keys().next().unwrap();
        let of_attribute = lines(text, Object::Attribute(table.id, key)).key;
        assert!(of_attribute.matches('C').count() >= 1);
        let loose = table
            .attributes
            .iter()
            .find(|one| table.index_ids().all(|id| !key_of(table, id).contains(&one.id)));
        assert_eq!(lines(text, Object::Attribute(table.id, loose.unwrap().id)).key, "");
    }
}
