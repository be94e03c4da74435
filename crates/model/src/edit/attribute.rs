//! Attributes are known to sample items by name: renaming one follows into them.

use super::part::{add as add_part, one_or_batch, part};
use super::{AttributeField, Edit, Refusal};
use crate::{Attribute, AttributeId, Design, Item, Table, TableId};

/// Adds an attribute. Values that items carried undeclared outlive the undoing of this.
pub(super) fn add(
    design: &mut Design,
    table_id: TableId,
    at: u32,
    attribute: &Attribute,
) -> Result<Edit, Refusal> {
    let carried = holders(part(design, (), table_id)?, attribute);
    let removal = add_part(design, table_id, at, attribute)?;
    let mut inverses: Vec<_> =
        carried.into_iter().map(|item| Edit::SetItem { table: table_id, item }).collect();
    inverses.push(removal);
    Ok(one_or_batch(inverses))
}

/// The items whose value goes when this attribute is taken away again.
fn holders(table: &Table, attribute: &Attribute) -> Vec<Item> {
    if table.attributes.iter().any(|other| other.id != attribute.id && other.name == attribute.name) {
        return Vec::new();
    }
    let holders = table.items.iter().filter(|item| item.values.contains_key(&attribute.name));
    holders.map(|item| Item::clone(item)).collect()
}

/// Sets a field; a new name is carried into the sample items, which know attributes by name.
pub(super) fn set(
    design: &mut Design,
    table_id: TableId,
    id: AttributeId,
    field: &AttributeField,
) -> Result<Edit, Refusal> {
    let old = field.swap(part(design, table_id, id)?)?;
    let table = part(design, (), table_id)?;
    let mut inverses = Vec::new();
    if let (AttributeField::Name(from), AttributeField::Name(to)) = (&old, field) {
        let lost = rename_in_items(table, id, from, to);
        inverses.extend(lost.into_iter().map(|item| Edit::SetItem { table: table_id, item }));
    }
    // Inverses are undone from the last: the name goes back first, then the items that this does not restore.
    inverses.push(Edit::SetAttribute { table: table_id, attribute: id, field: old });
    Ok(one_or_batch(inverses))
}

/// Moves the values of a renamed attribute, and returns the items that the opposite renaming would not restore.
///
/// A value stays where it is when another attribute still goes by the old name: it is that one's value too.
fn rename_in_items(table: &mut Table, id: AttributeId, from: &str, to: &str) -> Vec<Item> {
    let others = |name| table.attributes.iter().any(|other| other.id != id && other.name == name);
    let (goes, comes_back) = (!others(from), !others(to));
    let carries = |item: &Item| item.values.contains_key(from) || item.values.contains_key(to);
    let affected: Vec<_> = table.items.iter().filter(|item| carries(item)).map(|item| item.id).collect();
    let mut lost = Vec::new();
    for item in affected {
        let Some(item) = table.items.get_mut(item) else {
            continue;
        };
        let before = item.clone();
        if goes {
            move_value(item, from, to);
        }
        let mut restored = item.clone();
        if comes_back {
            move_value(&mut restored, to, from);
        }
        if restored != before {
            lost.push(before);
        }
    }
    lost
}

fn move_value(item: &mut Item, from: &str, to: &str) {
    if let Some(value) = item.values.remove(from) {
        item.values.insert(to.to_owned(), value);
    }
}
