//! The choice of a key attribute of a table.

use crate::prelude::*;
use tablewright_model::{Address, AttributeId, Edit, Field, Object, PrimaryKey, Table, TableField, TableId};

use crate::editor::desk::{Desk, fresh_id, slice};
use crate::editor::fresh;
use crate::editor::setting::SelectSetting;
use crate::ui::Choice;

/// The choice that makes a new attribute.
const NEW: &str = "+";

/// A part of the primary key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Partition,
    Sort,
}

#[component]
pub(super) fn KeyPicker(desk: Desk, table: TableId, key: Key) -> impl IntoView {
    let whole = desk.table(table);
    let (field, label, hint, term) = match key {
        Key::Partition => (
            Field::PartitionKey,
            "Partition key",
            "Spreads the items; every Query names one value of it.",
            "HASH",
        ),
        Key::Sort => {
            (Field::SortKey, "Sort key", "Orders the items of a partition and tells them apart.", "RANGE")
        }
    };
    let at = Address::field(Object::Table(table), field);
    let chosen = move |text: String| {
        let before = whole.get_untracked()?;
        if text == NEW {
            add_and_use(desk, &before, key);
            return None;
        }
        Some(set(&before, key, text.parse().ok()))
    };
    view! {
        <SelectSetting
            desk
            at
            label
            hint
            term
            choices=slice(whole, move |table: &Table| choices(table, key))
            value=slice(whole, move |table: &Table| part(table.key, key).map(|id| id.to_string()).unwrap_or_default())
            edit=Callback::new(chosen)
        />
    }
}

fn choices(table: &Table, key: Key) -> Vec<Choice> {
    let none = if key == Key::Sort { "None" } else { "Choose an attribute" };
    let usable =
        |id, kind: tablewright_model::AttributeType| kind.is_key_type() || part(table.key, key) == Some(id);
    let attributes = table.attributes.iter().filter(|one| usable(one.id, one.kind));
    let attributes =
        attributes.map(|one| Choice::new(one.id.to_string(), format!("{} · {}", one.name, one.kind.label())));
    let first = std::iter::once(Choice::new("", none));
    first.chain(attributes).chain([Choice::new(NEW, "New attribute…")]).collect()
}

const fn part(of: PrimaryKey, key: Key) -> Option<AttributeId> {
    match key {
        Key::Partition => of.partition,
        Key::Sort => of.sort,
    }
}

/// An attribute becomes the key. One that already is the other part changes places with it.
fn set(table: &Table, key: Key, id: Option<AttributeId>) -> Edit {
    let PrimaryKey { partition, sort } = table.key;
    let swaps = |other: Option<AttributeId>| id.is_some() && other == id;
    let changed = match key {
        Key::Partition => PrimaryKey { partition: id, sort: if swaps(sort) { partition } else { sort } },
        Key::Sort => PrimaryKey { partition: if swaps(partition) { sort } else { partition }, sort: id },
    };
    Edit::SetTable { table: table.id, field: TableField::Key(changed) }
}

/// A new attribute that is the key at once; its name is what is typed next.
fn add_and_use(desk: Desk, table: &Table, key: Key) {
    let id: AttributeId = fresh_id();
    let wanted = if key == Key::Partition { "PK" } else { "SK" };
    let edits = vec![fresh::attribute_called(table, id, wanted), set(table, key, Some(id))];
    let object = Object::Attribute(table.id, id);
    desk.add(Edit::Batch { edits }, object, Some(Address::field(object, Field::Name)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choosing_the_other_key_swaps_the_two() {
        let mut table = Table::blank("t".parse().unwrap(), "T");
        let (a, b): (AttributeId, AttributeId) = ("a".parse().unwrap(), "b".parse().unwrap());
        table.key = PrimaryKey { partition: Some(a), sort: Some(b) };
        let field = |edit| match edit {
            Edit::SetTable { field: TableField::Key(key), .. } => key,
            other => unreachable!("{other:?}"),
        };
        assert_eq!(
            field(set(&table, Key::Partition, Some(b))),
            PrimaryKey { partition: Some(b), sort: Some(a) }
        );
        assert_eq!(field(set(&table, Key::Sort, None)), PrimaryKey { partition: Some(a), sort: None });
    }
}
