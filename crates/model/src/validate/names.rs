//! Names of tables and indexes (DDB001) and their uniqueness (DDB002).

use std::collections::BTreeSet;

use crate::{Address, Design, Diagnostic, Field, Object, Table, quoted};

/// Checks a table's own name.
pub(super) fn table(table: &Table, found: &mut Vec<Diagnostic>) {
    let address = Address::field(Object::Table(table.id), Field::Name);
    found.extend(resource_name("Table name", &table.name, address));
}

/// Two tables of one name can't both be made.
pub(super) fn duplicate_tables(design: &Design, found: &mut Vec<Diagnostic>) {
    let mut seen = BTreeSet::new();
    for table in &design.tables {
        if !table.name.is_empty() && !seen.insert(&table.name) {
            let message = format!(
                "Another table is called {} as well: names are unique in an account and region",
                quoted(&table.name)
            );
            let address = Address::field(Object::Table(table.id), Field::Name);
            found.push(Diagnostic::error("DDB002", address, message));
        }
    }
}

/// Names of tables and indexes: 3 to 255 of `A-Z a-z 0-9 _ - .` (Developer Guide, naming rules).
pub(super) fn resource_name(what: &str, name: &str, address: Address) -> Option<Diagnostic> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let problem = if name.is_empty() {
        "is missing: give it 3 to 255 characters".to_owned()
    } else if let Some(wrong) = name.chars().find(|c| !allowed(*c)) {
        format!("has {}: use only A-Z, a-z, 0-9, _, - and .", shown(wrong))
    } else if name.len() < 3 {
        format!("has {}: use at least 3 characters", characters(name.len()))
    } else if name.len() > 255 {
        format!("has {}: use at most 255", characters(name.len()))
    } else {
        return None;
    };
    let subject = if name.is_empty() { what.to_owned() } else { format!("{what} {}", quoted(name)) };
    Some(Diagnostic::error("DDB001", address, format!("{subject} {problem}")))
}

fn characters(count: usize) -> String {
    if count == 1 { "1 character".to_owned() } else { format!("{count} characters") }
}

fn shown(c: char) -> String {
    match c {
        ' ' => "a space".to_owned(),
        c if c.is_control() => "a control character".to_owned(),
        c => format!("the character “{c}”"),
    }
}
