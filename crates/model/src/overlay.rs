//! What is different in one environment: settings laid over those of a design.
//!
//! An override is a field as an edit would set it, so that any setting can be one and none needs a mechanism of its own.
//! Overrides of what is gone have no effect. The names of tables are not overridden but made by a template (`plan`).

use serde::{Deserialize, Serialize};

use crate::{Design, Edit, IndexField, IndexId, Refusal, TableField, TableId, apply};

/// Overrides of one environment; the later of two of one setting holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Overlay {
    /// Settings of every table.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub every_table: Vec<TableField>,
    /// Settings of single tables and their indexes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<TableOverlay>,
}

/// Overrides of one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableOverlay {
    /// The table.
    pub table: TableId,
    /// Its settings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<TableField>,
    /// Settings of its global secondary indexes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indexes: Vec<IndexOverlay>,
}

/// Overrides of one global secondary index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexOverlay {
    /// The index.
    pub index: IndexId,
    /// Its settings.
    pub fields: Vec<IndexField>,
}

impl Overlay {
    /// The design as it is in the environment.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] when a value passes a limit.
    pub fn over(&self, design: &Design) -> Result<Design, Refusal> {
        let mut design = design.clone();
        let everywhere: Vec<_> = design.tables.iter().map(|table| table.id).collect();
        for table in everywhere {
            for field in &self.every_table {
                lay(&mut design, Edit::SetTable { table, field: field.clone() })?;
            }
        }
        for TableOverlay { table, fields, indexes } in &self.tables {
            for field in fields {
                lay(&mut design, Edit::SetTable { table: *table, field: field.clone() })?;
            }
            for IndexOverlay { index, fields } in indexes {
                for field in fields {
                    let edit = Edit::SetIndex { table: *table, index: *index, field: field.clone() };
                    lay(&mut design, edit)?;
                }
            }
        }
        Ok(design)
    }
}

fn lay(design: &mut Design, edit: Edit) -> Result<(), Refusal> {
    match apply(design, &edit) {
        Ok(applied) => *design = applied.design,
        Err(Refusal::Gone(_)) => {}
        Err(refusal) => return Err(refusal),
    }
    Ok(())
}
