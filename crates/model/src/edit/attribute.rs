//! Attributes are used all over a table: renaming one follows into the items, removing one takes its uses along.

use super::apply::{add as add_to, change, one_or_batch, remove as remove_from, table_mut};
use super::{AttributeField, Edit, IndexField, Refusal, TableField};
use crate::{Attribute, AttributeId, Design, Item, Object, Pattern, PrimaryKey, Projection, Table, TableId};

/// Adds an attribute. What referred to it already (it was removed and comes back), and values that items carried
/// undeclared, outlive the undoing of this.
pub(super) fn add(
    design: &mut Design,
    table_id: TableId,
    at: usize,
    attribute: &Attribute,
) -> Result<Edit, Refusal> {
    let mut inverses = remove_uses(&mut design.clone(), table_id, attribute.id, &attribute.name)?;
    let attributes = &mut table_mut(design, table_id)?.attributes;
    add_to(attributes, at, attribute.clone(), |id| id.0)?;
    inverses.push(Edit::RemoveAttribute { table: table_id, attribute: attribute.id });
    Ok(one_or_batch(inverses))
}

/// Sets a field; a new name is carried into the sample items, which know attributes by name.
pub(super) fn set(
    design: &mut Design,
    table_id: TableId,
    id: AttributeId,
    field: &AttributeField,
) -> Result<Edit, Refusal> {
    let table = table_mut(design, table_id)?;
    let gone = Refusal::Gone(Object::Attribute(table_id, id));
    let old = field.swap(table.attributes.get_mut(id).ok_or(gone)?)?;
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

/// Removes an attribute with every use of it: keys, projections, TTL, conditions, orders, values of items.
pub(super) fn remove(design: &mut Design, table_id: TableId, id: AttributeId) -> Result<Edit, Refusal> {
    let found = design.table(table_id).ok_or(Refusal::Gone(Object::Table(table_id)))?;
    let gone = Refusal::Gone(Object::Attribute(table_id, id));
    let name = found.attribute(id).ok_or(gone)?.name.clone();
    let mut inverses = remove_uses(design, table_id, id, &name)?;
    let attributes = &mut table_mut(design, table_id)?.attributes;
    let (at, attribute) = remove_from(attributes, id, Object::Attribute(table_id, id))?;
    inverses.push(Edit::AddAttribute { table: table_id, at, attribute });
    Ok(one_or_batch(inverses))
}

fn remove_uses(
    design: &mut Design,
    table_id: TableId,
    id: AttributeId,
    name: &str,
) -> Result<Vec<Edit>, Refusal> {
    let found = design.table(table_id).ok_or(Refusal::Gone(Object::Table(table_id)))?;
    let mut uses = uses_in_table(found, table_id, id);
    uses.extend(uses_in_items(found, table_id, id, name));
    uses.extend(uses_in_patterns(design, table_id, id));
    uses.iter().map(|edit| change(design, edit)).collect()
}

fn uses_in_table(found: &Table, table: TableId, id: AttributeId) -> Vec<Edit> {
    let mut edits = Vec::new();
    let keep = |key: Option<AttributeId>| key.filter(|used| *used != id);
    let key = PrimaryKey { partition: keep(found.key.partition), sort: keep(found.key.sort) };
    if key != found.key {
        edits.push(Edit::SetTable { table, field: TableField::Key(key) });
    }
    if found.ttl == Some(id) {
        edits.push(Edit::SetTable { table, field: TableField::Ttl(None) });
    }
    for index in &found.indexes {
        let set = |field| Edit::SetIndex { table, index: index.id, field };
        if index.partition.contains(&id) {
            edits.push(set(IndexField::Partition(without(&index.partition, id))));
        }
        if index.sort.contains(&id) {
            edits.push(set(IndexField::Sort(without(&index.sort, id))));
        }
        if index.projection.included().contains(&id) {
            let included = without(index.projection.included(), id);
            edits.push(set(IndexField::Projection(Projection::Include(included))));
        }
    }
    edits
}

fn uses_in_items(found: &Table, table: TableId, id: AttributeId, name: &str) -> Vec<Edit> {
    if found.attributes.iter().any(|other| other.id != id && other.name == name) {
        return Vec::new();
    }
    let holders = found.items.iter().filter(|item| item.values.contains_key(name));
    let stripped = |item: &Item| {
        let mut item = item.clone();
        item.values.remove(name);
        item
    };
    holders.map(|item| Edit::SetItem { table, item: stripped(item) }).collect()
}

fn uses_in_patterns(design: &Design, table: TableId, id: AttributeId) -> Vec<Edit> {
    let uses = |pattern: &Pattern| {
        pattern.conditions.iter().any(|condition| condition.attribute == id)
            || pattern.order.is_some_and(|order| order.attribute == id)
    };
    let stripped = |pattern: &Pattern| {
        let mut pattern = pattern.clone();
        pattern.conditions.retain(|condition| condition.attribute != id);
        pattern.order = pattern.order.filter(|order| order.attribute != id);
        pattern
    };
    let asked = design.patterns.iter().filter(|pattern| pattern.table == table && uses(pattern));
    asked.map(|pattern| Edit::SetPattern { pattern: stripped(pattern) }).collect()
}

fn without(ids: &[AttributeId], gone: AttributeId) -> Vec<AttributeId> {
    ids.iter().copied().filter(|id| *id != gone).collect()
}
