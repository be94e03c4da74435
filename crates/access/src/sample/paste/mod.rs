//! Items from pasted text: JSON (plain, DynamoDB's own, one object a line) and CSV.
//!
//! What can be read is read, and what can't is told with its line and column. Nothing is guessed silently: a value
//! becomes what the table's attribute says, else what it looks like in JSON, else text.

mod csv;
mod json;
mod place;
mod reader;
mod take;

use std::collections::BTreeSet;
use std::fmt;

use tablewright_model::{Design, Edit, Id, Item, ItemId, Table, TableId, Values};

use super::random::Random;

pub use csv::from_csv;
pub use json::from_json;

/// What was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pasted {
    /// The items that a table can hold.
    pub items: Vec<Values>,
    /// What is wrong with the rest.
    pub problems: Vec<Located>,
}

/// Something wrong with pasted text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// From 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
    /// What is wrong and the way out.
    pub message: String,
}

impl fmt::Display for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

impl Pasted {
    /// One edit that adds them behind the items that the table has, each as the entity whose templates made its key.
    #[must_use]
    pub fn edit(self, design: &Design, table: TableId, seed: u64) -> Edit {
        let Some(of) = design.table(table) else { return Edit::Batch { edits: Vec::new() } };
        let mut taken: BTreeSet<ItemId> = of.items.iter().map(|item| item.id).collect();
        let mut random = Random::new(seed);
        let edits = self.items.into_iter().enumerate().map(|(number, values)| {
            let id = std::iter::repeat_with(|| ItemId(Id::from_random(random.next())));
            let id = id.into_iter().find(|id| taken.insert(*id)).unwrap_or(ItemId(Id::from_random(0)));
            let at = u32::try_from(of.items.len() + number).unwrap_or(u32::MAX);
            Edit::AddItem { table, at, item: Item { id, entity: entity(of, &values), values } }
        });
        Edit::Batch { edits: edits.collect() }
    }
}

/// The only entity whose templates can have made the item's key.
fn entity(table: &Table, values: &Values) -> Option<tablewright_model::EntityId> {
    let fits = |entity: &&std::sync::Arc<tablewright_model::Entity>| {
        table.key.attributes().all(|key| {
            let value = values.get(table.attribute_name(key));
            match (entity.template(key), value) {
                (Some(template), Some(tablewright_model::AttributeValue::S(text))) => {
                    crate::template::read(table, template, text).is_some()
                }
                (Some(_), _) => false,
                (None, _) => true,
            }
        })
    };
    let mut fitting = table.entities.iter().filter(fits);
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first.id)
}
