//! The primary key (DDB003, DDB006, DDB027) and the TTL attribute (DDB028).

use super::scope::Scope;
use super::subject::Subject;
use crate::{
    AttributeField, AttributeId, AttributeType, Diagnostic, Edit, Field, PrimaryKey, TableField, quoted,
};

/// Checks the primary key: there is one, its attributes exist, are scalars, and are two different ones.
pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let table = scope.table;
    let subject = Subject::table(table);
    match table.key.partition {
        None => {
            let message = format!("{subject} has no partition key: choose an attribute for it");
            found.push(subject.error("DDB006", Field::PartitionKey, message));
        }
        Some(id) => found.extend(key_attribute(scope, id, &subject, Field::PartitionKey)),
    }
    let Some(sort) = table.key.sort else { return };
    if table.key.partition == Some(sort) {
        let message = format!(
            "{subject} uses {} as partition key and as sort key: they must be two attributes",
            quoted(scope.name(sort))
        );
        let alone = TableField::Key(PrimaryKey { sort: None, ..table.key });
        let fix = Edit::SetTable { table: table.id, field: alone };
        found.push(subject.error("DDB006", Field::SortKey, message).with_fix("Remove the sort key", fix));
    } else {
        found.extend(key_attribute(scope, sort, &subject, Field::SortKey));
    }
}

/// Checks that an attribute used by a key exists and has a key type.
pub(super) fn key_attribute(
    scope: &Scope<'_>,
    id: AttributeId,
    subject: &Subject<'_>,
    field: Field,
) -> Option<Diagnostic> {
    let Some(attribute) = scope.attribute(id) else {
        let message = format!("{subject} has a key attribute that is gone: choose another");
        return Some(subject.error("DDB003", field, message));
    };
    if attribute.kind.is_key_type() {
        return None;
    }
    let message = format!(
        "{subject} uses {} in a key, but its type is {}: keys are String, Number or Binary",
        quoted(&attribute.name),
        attribute.kind.label()
    );
    Some(subject.error("DDB027", field, message))
}

/// TTL needs a Number with epoch seconds; another type never expires anything.
pub(super) fn ttl(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let table = scope.table;
    let subject = Subject::table(table);
    let Some(id) = table.ttl else { return };
    let Some(attribute) = scope.attribute(id) else {
        let message = format!("{subject} has a TTL attribute that is gone: choose another or switch TTL off");
        let fix = Edit::SetTable { table: table.id, field: TableField::Ttl(None) };
        found.push(subject.error("DDB028", Field::Ttl, message).with_fix("Switch TTL off", fix));
        return;
    };
    if attribute.kind == AttributeType::N {
        return;
    }
    let message = format!(
        "The TTL attribute {} of {} is a {}: TTL needs a Number with the time in epoch seconds",
        quoted(&attribute.name),
        quoted(&table.name),
        attribute.kind.label()
    );
    let finding = subject.error("DDB028", Field::Ttl, message);
    let field = AttributeField::Type(AttributeType::N);
    let fix = Edit::SetAttribute { table: table.id, attribute: id, field };
    // A key keeps its type: the other way out is another attribute.
    found.push(if scope.is_key(id) { finding } else { finding.with_fix("Make it a Number", fix) });
}
