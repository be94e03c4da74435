//! The primary key (DDB003, DDB006, DDB027) and the TTL attribute (DDB028).

use crate::{Address, AttributeId, AttributeType, Diagnostic, Field, Object, Table, quoted};

/// Checks the primary key: there is one, its attributes exist, are scalars, and are two different ones.
pub(super) fn check(table: &Table, found: &mut Vec<Diagnostic>) {
    let at = |field| Address::field(Object::Table(table.id), field);
    let owner = format!("Table {}", quoted(&table.name));
    match table.key.partition {
        None => {
            let message = format!("{owner} has no partition key: choose an attribute for it");
            found.push(Diagnostic::error("DDB006", at(Field::PartitionKey), message));
        }
        Some(id) => key_attribute(table, id, &owner, at(Field::PartitionKey), found),
    }
    let Some(sort) = table.key.sort else { return };
    if table.key.partition == Some(sort) {
        let message = format!(
            "{owner} uses {} as partition key and as sort key: they must be two attributes",
            quoted(table.attribute_name(sort))
        );
        found.push(Diagnostic::error("DDB006", at(Field::SortKey), message));
    } else {
        key_attribute(table, sort, &owner, at(Field::SortKey), found);
    }
}

/// Checks that an attribute used by a key exists and has a key type.
pub(super) fn key_attribute(
    table: &Table,
    id: AttributeId,
    owner: &str,
    at: Address,
    found: &mut Vec<Diagnostic>,
) {
    let Some(attribute) = table.attribute(id) else {
        let message = format!("{owner} has a key attribute that is gone: choose another");
        found.push(Diagnostic::error("DDB003", at, message));
        return;
    };
    if !attribute.kind.is_key_type() {
        let message = format!(
            "{owner} uses {} in a key, but its type is {}: keys are String, Number or Binary",
            quoted(&attribute.name),
            attribute.kind.label()
        );
        found.push(Diagnostic::error("DDB027", at, message));
    }
}

/// TTL needs a Number with epoch seconds; another type never expires anything.
pub(super) fn ttl(table: &Table, found: &mut Vec<Diagnostic>) {
    let Some(id) = table.ttl else { return };
    let at = Address::field(Object::Table(table.id), Field::Ttl);
    let message = match table.attribute(id) {
        None => "The TTL attribute is gone: choose another or switch TTL off".to_owned(),
        Some(attribute) if attribute.kind != AttributeType::N => format!(
            "The TTL attribute {} is a {}: TTL needs a Number with the time in epoch seconds",
            quoted(&attribute.name),
            attribute.kind.label()
        ),
        Some(_) => return,
    };
    found.push(Diagnostic::error("DDB028", at, message));
}
