//! Tables through the clipboard, from one design to another: with their patterns, as the text of a design document.
//!
//! Whatever is pasted gets new ids where another design could have the same, and names that are free. Deliberately
//! absent: text of other kinds, which belongs to the import.

use std::sync::Arc;

use crate::prelude::*;
use serde::{Deserialize, Serialize};
use tablewright_model::{Design, Edit, Id, Object, Pattern, Table, TableId};

use super::desk::{Desk, Stage, fresh_id};
use super::words::count;
use super::{browser, commands, fresh};

/// What stands in the clipboard: a design document, so that it reads as one elsewhere as well.
#[derive(Serialize, Deserialize)]
struct Clip {
    format: u32,
    design: Design,
}

/// Listens to the browser's own copy, cut and paste for as long as the editor is open.
pub(super) fn listen(desk: Desk) {
    for (name, hear) in [("copy", copy as fn(Desk, &web_sys::Event)), ("cut", cut), ("paste", paste)] {
        let listener = window_event_listener_untyped(name, move |event| {
            let is_ours = desk.stage.with_untracked(|stage| *stage == Stage::Ready)
                && browser::is_of_canvas(&event)
                && !browser::dialog_is_open();
            if is_ours {
                hear(desk, &event);
            }
        });
        on_cleanup(move || listener.remove());
    }
}

fn copy(desk: Desk, event: &web_sys::Event) {
    let tables = chosen(desk);
    let design = desk.design.with_untracked(|design| part(design, &tables));
    let clip = Clip { format: tablewright_model::FORMAT_VERSION, design };
    let Ok(text) = serde_json::to_string(&clip) else { return };
    if !tables.is_empty() && browser::put_on_clipboard(event, &text) {
        desk.toasts.success(format!("Copied {}.", count(tables.len(), "table")));
    }
}

fn cut(desk: Desk, event: &web_sys::Event) {
    if desk.read_only.get_untracked() {
        return;
    }
    copy(desk, event);
    let edits: Vec<_> = chosen(desk).into_iter().map(|table| Edit::RemoveTable { table }).collect();
    if !edits.is_empty() {
        desk.edit_now(Edit::Batch { edits });
    }
}

fn paste(desk: Desk, event: &web_sys::Event) {
    let Some(text) = browser::from_clipboard(event) else { return };
    let Ok(Clip { design, .. }) = serde_json::from_str::<Clip>(&text) else {
        desk.toasts.error("This is not a copied table: other files and texts come in by “Import”.");
        return;
    };
    let (edit, first) = desk.design.with_untracked(|into| pasted(into, &design, fresh_id));
    if let Some(first) = first {
        let pasted = count(design.tables.len(), "table");
        desk.add(edit, Object::Table(first), None);
        desk.toasts.offer(format!("Pasted {pasted}."), "Undo", move || desk.undo());
    }
}

/// The tables that are picked, or the one that is shown.
fn chosen(desk: Desk) -> Vec<TableId> {
    let picked = desk.board.picked.get_untracked().into_iter().filter_map(|object| match object {
        Object::Table(table) => Some(table),
        _ => None,
    });
    let picked: Vec<_> = picked.collect();
    if picked.is_empty() { commands::current_table(desk).into_iter().collect() } else { picked }
}

/// Some tables of a design with what asks them.
fn part(design: &Design, tables: &[TableId]) -> Design {
    let own = |id: TableId| tables.contains(&id);
    let patterns = design.patterns.iter().filter(|pattern| own(pattern.table));
    Design {
        tables: design.tables.iter().filter(|table| own(table.id)).map(|table| Table::clone(table)).collect(),
        patterns: patterns.map(|pattern| Pattern::clone(pattern)).collect(),
        ..Design::blank(design.name.clone())
    }
}

/// The edit that adds a copied part to a design, and its first table. Ids inside a table need not change.
fn pasted(into: &Design, part: &Design, mut fresh_id: impl FnMut() -> Id) -> (Edit, Option<TableId>) {
    let mut names: Vec<String> = into.tables.iter().map(|table| table.name.clone()).collect();
    let mut edits = Vec::new();
    let mut tables = Vec::new();
    for table in &part.tables {
        let id = TableId(fresh_id());
        let name = fresh::free_name(&table.name, names.iter().map(String::as_str));
        names.push(name.clone());
        tables.push((table.id, id));
        let position =
            table.position.filter(|at| into.tables.iter().all(|known| known.position != Some(*at)));
        let table = Table { id, name, position, ..Table::clone(table) };
        edits.push(Edit::AddTable { at: u32::MAX, table: Box::new(table) });
    }
    let ids: Vec<_> = part.patterns.iter().map(|pattern| (pattern.id, fresh_id().into())).collect();
    let patterns = part.patterns.iter().filter_map(|pattern| repeated(pattern, &tables, &ids));
    edits.extend(patterns.map(|pattern| Edit::AddPattern { at: u32::MAX, pattern: Box::new(pattern) }));
    (Edit::Batch { edits }, tables.first().map(|(_, id)| *id))
}

/// The pattern under its new id, of the table's new id, and together only with what comes along.
fn repeated(
    pattern: &Arc<Pattern>,
    tables: &[(TableId, TableId)],
    ids: &[(tablewright_model::PatternId, tablewright_model::PatternId)],
) -> Option<Pattern> {
    let new = |old| ids.iter().find(|(known, _)| *known == old).map(|(_, new)| *new);
    let table = tables.iter().find(|(known, _)| *known == pattern.table)?.1;
    let together = pattern.together.iter().filter_map(|other| new(*other)).collect();
    Some(Pattern { id: new(pattern.id)?, table, together, ..Pattern::clone(pattern) })
}

#[cfg(test)]
mod tests {
    use tablewright_model::{apply, from_json, validate};

    use super::*;

    #[test]
    fn a_part_that_was_copied_stands_in_another_design_and_again_in_its_own() {
        for text in [
            include_str!("../../../assets/examples/shop.json"),
            include_str!("../../../assets/examples/game-scores.json"),
            include_str!("../../../assets/examples/vector-search.json"),
        ] {
            let from = from_json(text).unwrap();
            let tables: Vec<_> = from.tables.iter().map(|table| table.id).collect();
            let copied = part(&from, &tables);
            let mut next = 0;
            let mut fresh = || {
                next += 1;
                Id::from_random(next)
            };
            let mut design = Design::blank("Other");
            for round in 1..=2 {
                let (edit, first) = pasted(&design, &copied, &mut fresh);
                design = apply(&design, &edit).unwrap().design;
                assert!(design.table(first.unwrap()).is_some());
                assert_eq!(design.tables.len(), round * from.tables.len());
                assert_eq!(design.patterns.len(), round * from.patterns.len());
                assert_eq!(validate(&design).len(), round * validate(&from).len());
            }
            let names: std::collections::BTreeSet<_> =
                design.tables.iter().map(|table| &table.name).collect();
            assert_eq!(names.len(), design.tables.len());
        }
    }

    #[test]
    fn what_is_not_copied_does_not_come_along() {
        let from = from_json(include_str!("../../../assets/examples/shop.json")).unwrap();
        let first = from.tables.iter().next().unwrap().id;
        let copied = part(&from, &[first]);
        assert_eq!(copied.tables.len(), 1);
        assert!(copied.patterns.iter().all(|pattern| pattern.table == first));
        let (edit, _) = pasted(&Design::blank("Other"), &copied, || Id::from_random(7));
        assert!(matches!(edit, Edit::Batch { edits } if edits.len() == 1 + copied.patterns.len()));
    }
}
