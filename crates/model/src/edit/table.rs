//! Tables come and go with the access patterns that are asked of them.

use super::apply::{add as add_to, change, one_or_batch, remove as remove_from};
use super::{Edit, Refusal};
use crate::{Design, Object, PatternId, Table, TableId};

/// Adds a table. Patterns that ask it already (it was removed and comes back) outlive the undoing of this.
pub(super) fn add(design: &mut Design, at: usize, table: &Table) -> Result<Edit, Refusal> {
    let mut inverses = remove_patterns(&mut design.clone(), table.id)?;
    add_to(&mut design.tables, at, table.clone(), |id| id.0)?;
    inverses.push(Edit::RemoveTable { table: table.id });
    Ok(one_or_batch(inverses))
}

/// Removes a table with the access patterns that are asked of it.
pub(super) fn remove(design: &mut Design, id: TableId) -> Result<Edit, Refusal> {
    let mut inverses = remove_patterns(design, id)?;
    let (at, table) = remove_from(&mut design.tables, id, Object::Table(id))?;
    inverses.push(Edit::AddTable { at, table: Box::new(table) });
    Ok(one_or_batch(inverses))
}

fn remove_patterns(design: &mut Design, table: TableId) -> Result<Vec<Edit>, Refusal> {
    let asked = design.patterns.iter().filter(|pattern| pattern.table == table).map(|pattern| pattern.id);
    let asked: Vec<PatternId> = asked.collect();
    asked.into_iter().map(|pattern| change(design, &Edit::RemovePattern { pattern })).collect()
}
