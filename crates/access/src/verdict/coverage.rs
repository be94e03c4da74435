//! What the patterns of a table reach: a matrix against its indexes, reads that nothing fills, forgotten entities.

use tablewright_model::{Design, EntityId, Pattern, PatternId, PatternKind, Table, TableId};

use super::{Outcome, Place, Verdict};

/// The patterns of a table against the table and its indexes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The table.
    pub table: TableId,
    /// The columns: the table, then its indexes.
    pub places: Vec<Place>,
    /// A row for each pattern.
    pub rows: Vec<Row>,
    /// Reads of items that no put or update of the table makes.
    pub unfilled: Vec<PatternId>,
    /// Entities that no pattern is about.
    pub unreached: Vec<EntityId>,
}

/// A pattern in the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The pattern.
    pub pattern: PatternId,
    /// How well each place would serve it, in the order of the columns.
    pub fits: Vec<Outcome>,
    /// What serves it.
    pub chosen: Option<Place>,
}

/// The coverage of every table, given all verdicts.
#[must_use]
pub fn coverage(design: &Design, verdicts: &[Verdict]) -> Vec<Coverage> {
    design.tables.iter().map(|table| of_table(design, table, verdicts)).collect()
}

fn of_table(design: &Design, table: &Table, verdicts: &[Verdict]) -> Coverage {
    let asked: Vec<(&Pattern, &Verdict)> = verdicts
        .iter()
        .filter_map(|verdict| Some((design.pattern(verdict.pattern)?, verdict)))
        .filter(|(pattern, _)| pattern.table == table.id)
        .collect();
    let patterns = || asked.iter().map(|(pattern, _)| *pattern);
    let fills = |read: &Pattern| patterns().any(|write| fills(write, read));
    let unfilled = patterns().filter(|pattern| is_read(pattern.kind) && !fills(pattern));
    let reaches =
        |entity: EntityId| patterns().any(|pattern| pattern.entity.is_none_or(|asked| asked == entity));
    let entities = table.entities.iter().map(|entity| entity.id);
    Coverage {
        table: table.id,
        places: std::iter::once(Place::Table).chain(table.index_ids().map(Place::Index)).collect(),
        rows: asked.iter().map(|(_, verdict)| row(verdict)).collect(),
        unfilled: unfilled.map(|pattern| pattern.id).collect(),
        unreached: entities.filter(|entity| !reaches(*entity)).collect(),
    }
}

fn row(verdict: &Verdict) -> Row {
    let fits = verdict.considered.iter().map(|considered| considered.fit).collect();
    Row { pattern: verdict.pattern, fits, chosen: verdict.place() }
}

const fn is_read(kind: PatternKind) -> bool {
    !kind.is_write() && !matches!(kind, PatternKind::Transaction)
}

/// Whether a write makes items that the read is about.
fn fills(write: &Pattern, read: &Pattern) -> bool {
    let makes = matches!(write.kind, PatternKind::Put | PatternKind::Update);
    makes && (write.entity.is_none() || read.entity.is_none() || write.entity == read.entity)
}
