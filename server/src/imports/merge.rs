//! An import into a design that is there: new tables join it, tables of the same name take over the settings.
//!
//! What only the design knows of a table (entities, items, notes, access patterns) stays.

use std::sync::Arc;

use tablewright_model::{Design, Digest, Id, Pattern, PatternId, Table, TableId};
use tablewright_plan::{LiveTable, accepted, state_of};

/// The design with what was imported.
pub(super) fn merged(design: &Design, imported: &Design) -> Design {
    let found = |name: &str| imported.tables.iter().find(|table| table.name == name);
    let kept = |table: &Arc<Table>| match found(&table.name) {
        Some(new) => renewed(table, new),
        None => Table::clone(table),
    };
    let mut tables: Vec<Table> = design.tables.iter().map(kept).collect();
    let mut patterns: Vec<Pattern> = design.patterns.iter().map(|pattern| Pattern::clone(pattern)).collect();
    let is_new = |table: &&Arc<Table>| design.tables.iter().all(|known| known.name != table.name);
    for table in imported.tables.iter().filter(is_new) {
        let id = free(table.id.0, |id| tables.iter().any(|known| known.id.0 == id));
        tables.push(Table { id: TableId(id), ..Table::clone(table) });
        let asked = imported.patterns.iter().filter(|pattern| pattern.table == table.id);
        patterns.extend(asked.map(|pattern| Pattern { table: TableId(id), ..Pattern::clone(pattern) }));
    }
    let first_new = design.patterns.len();
    tell_apart(&mut patterns, first_new);
    Design {
        tables: tables.into_iter().collect(),
        patterns: patterns.into_iter().collect(),
        ..design.clone()
    }
}

fn renewed(table: &Table, new: &Table) -> Table {
    accepted(table, &LiveTable::as_if_applied(state_of(new, new.name.clone())))
}

/// Gives new patterns other ids where theirs are taken, also where transactions name them.
fn tell_apart(patterns: &mut [Pattern], first_new: usize) {
    let renamed: Vec<(PatternId, PatternId)> = (first_new..patterns.len())
        .filter_map(|at| {
            let (before, rest) = patterns.split_at_mut(at);
            let pattern = rest.first_mut()?;
            let id = PatternId(free(pattern.id.0, |id| before.iter().any(|known| known.id.0 == id)));
            Some((std::mem::replace(&mut pattern.id, id), id))
        })
        .collect();
    for pattern in patterns.iter_mut().skip(first_new) {
        for part in &mut pattern.together {
            if let Some((_, id)) = renamed.iter().find(|(old, _)| old == part) {
                *part = *id;
            }
        }
    }
}

/// The id itself, or another one made of it that is not taken.
fn free(id: Id, is_taken: impl Fn(Id) -> bool) -> Id {
    let made = |number: u32| Digest::of_bytes(format!("{id} {number}").as_bytes()).short().parse().ok();
    let others = (1..).filter_map(made);
    std::iter::once(id).chain(others).find(|id| !is_taken(*id)).unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use tablewright_model::{StreamView, compare, edit_between};
    use tablewright_testkit::{game_scores, large_design};

    use super::*;

    #[test]
    fn the_same_design_again_changes_nothing() {
        let design = game_scores();
        assert_eq!(merged(&design, &design), design);
    }

    #[test]
    fn a_table_of_the_same_name_takes_over_the_settings_and_keeps_its_own() {
        let design = game_scores();
        let mut table = Table::clone(design.tables.iter().next().unwrap());
        (table.id, table.stream) = (TableId("other".parse().unwrap()), Some(StreamView::KeysOnly));
        (table.items, table.entities) = Default::default();
        let imported = Design { tables: std::iter::once(table).collect(), ..Design::blank("Other") };
        let after = merged(&design, &imported);
        let found: Vec<_> = compare(&design, &after).into_iter().map(|one| one.setting).collect();
        assert_eq!(found, ["stream"]);
    }

    #[test]
    fn new_tables_come_with_their_patterns_under_ids_of_their_own() {
        let (design, imported) = (game_scores(), large_design(3, 1, 6));
        let clashing = Table {
            id: design.tables.iter().next().unwrap().id,
            ..Table::blank(TableId("x".parse().unwrap()), "New")
        };
        let first = imported.tables.iter().next().unwrap().id;
        let retabled = |table: &Arc<Table>| {
            if table.id == first {
                Table { id: clashing.id, ..Table::clone(table) }
            } else {
                Table::clone(table)
            }
        };
        let repatterned = |pattern: &Arc<Pattern>| {
            let table = if pattern.table == first { clashing.id } else { pattern.table };
            Pattern { table, ..Pattern::clone(pattern) }
        };
        let imported = Design {
            tables: imported.tables.iter().map(retabled).collect(),
            patterns: imported.patterns.iter().map(repatterned).collect(),
            ..imported.clone()
        };
        let after = merged(&design, &imported);
        assert_eq!(after.tables.len(), 4);
        assert_eq!(after.patterns.len(), design.patterns.len() + imported.patterns.len());
        assert!(after.patterns.iter().all(|pattern| after.table(pattern.table).is_some()));
        assert!(edit_between(&design, &after).unwrap().is_some());
        let again = merged(&after, &imported);
        assert_eq!(again, after, "a second import of the same finds what the first one made");
    }
}
