//! What is different in one environment: settings laid over those of a design.
//!
//! An override is a field as an edit would set it, so that any setting can be one and none needs a mechanism of its own;
//! what an environment is without, goes as an edit would take it away. Overrides of what is gone have no effect. The
//! names of tables are not overridden but made by a template (`plan`).

use serde::{Deserialize, Serialize};

use crate::edit::change;
use crate::{
    ConsumerField, ConsumerId, Design, Edit, IndexField, IndexId, Object, Refusal, ReplicaField, ReplicaId,
    TableField, TableId,
};

/// Overrides of one environment; the later of two of one setting holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Overlay {
    /// Settings of every table.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub every_table: Vec<TableField>,
    /// Settings of single tables and of what belongs to them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<TableOverlay>,
    /// What the environment does not have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<Object>,
    /// Whether nothing consumes changes there.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no_consumers: bool,
    /// Whether tables have no copies in other regions there, and so no witness either.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no_replicas: bool,
}

/// Takes an object away. In a design with faults, an index of each kind may have the id: all of them go.
fn removals(object: Object) -> impl Iterator<Item = Edit> {
    let times = if matches!(object, Object::Index(..)) { 3 } else { 1 };
    Edit::removing(object).into_iter().flat_map(move |edit| std::iter::repeat_n(edit, times))
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
    /// Settings of what consumes its changes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consumers: Vec<ConsumerOverlay>,
    /// Settings of its replicas.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replicas: Vec<ReplicaOverlay>,
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

/// Overrides of one consumer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsumerOverlay {
    /// The consumer.
    pub consumer: ConsumerId,
    /// Its settings.
    pub fields: Vec<ConsumerField>,
}

/// Overrides of one replica.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplicaOverlay {
    /// The replica.
    pub replica: ReplicaId,
    /// Its settings.
    pub fields: Vec<ReplicaField>,
}

impl Overlay {
    /// The design as it is in the environment.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] when a value passes a limit.
    pub fn over(&self, design: &Design) -> Result<Design, Refusal> {
        let mut laid = design.clone();
        for edit in self.edits(design) {
            match change(&mut laid, &edit) {
                // One setting at a time: what is gone has not changed anything either.
                Ok(_) | Err(Refusal::Gone(_)) => {}
                Err(refusal) => return Err(refusal),
            }
        }
        Ok(laid)
    }

    /// What it does to a design, in order: what is left out goes first, the particular overrides the general.
    fn edits(&self, design: &Design) -> Vec<Edit> {
        let mut edits: Vec<_> = self.without.iter().flat_map(|object| removals(*object)).collect();
        for table in &design.tables {
            edits.extend(self.left_out(table));
            let everywhere = self.every_table.iter().cloned();
            edits.extend(everywhere.map(|field| Edit::SetTable { table: table.id, field }));
        }
        edits.extend(self.tables.iter().flat_map(TableOverlay::edits));
        edits
    }

    fn left_out(&self, found: &crate::Table) -> Vec<Edit> {
        let (mut edits, table) = (Vec::new(), found.id);
        if self.no_consumers {
            let consumers = found.consumers.iter().map(|consumer| consumer.id);
            edits.extend(consumers.map(|consumer| Edit::RemoveConsumer { table, consumer }));
        }
        if self.no_replicas {
            let replicas = found.replicas.iter().map(|replica| replica.id);
            edits.extend(replicas.map(|replica| Edit::RemoveReplica { table, replica }));
            edits.push(Edit::SetTable { table, field: TableField::Witness(None) });
        }
        edits
    }
}

impl TableOverlay {
    fn edits(&self) -> Vec<Edit> {
        let Self { table, fields, indexes, consumers, replicas } = self;
        let table = *table;
        let mut edits: Vec<_> = fields.iter().cloned().map(|field| Edit::SetTable { table, field }).collect();
        for IndexOverlay { index, fields } in indexes {
            let set = |field| Edit::SetIndex { table, index: *index, field };
            edits.extend(fields.iter().cloned().map(set));
        }
        for ConsumerOverlay { consumer, fields } in consumers {
            let set = |field| Edit::SetConsumer { table, consumer: *consumer, field };
            edits.extend(fields.iter().cloned().map(set));
        }
        for ReplicaOverlay { replica, fields } in replicas {
            let set = |field| Edit::SetReplica { table, replica: *replica, field };
            edits.extend(fields.iter().cloned().map(set));
        }
        edits
    }
}
