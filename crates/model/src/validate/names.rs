//! Names of tables and indexes (DDB001), and that no two tables have the same (DDB002).

use std::collections::BTreeSet;

use super::subject::{Subject, count};
use crate::{Design, Diagnostic, Edit, Field, Table, TableField, quoted};

/// Checks a table's own name.
pub(super) fn table(table: &Table, found: &mut Vec<Diagnostic>) {
    let rename = |name| Edit::SetTable { table: table.id, field: TableField::Name(name) };
    found.extend(resource_name(Subject::table(table), rename));
}

/// Two tables of one name can't both be made.
pub(super) fn duplicate_tables(design: &Design, found: &mut Vec<Diagnostic>) {
    let mut seen = BTreeSet::new();
    for table in &design.tables {
        if !table.name.is_empty() && !seen.insert(&table.name) {
            let message = format!(
                "Another table is called {} as well: names are unique in an account and region; rename one",
                quoted(&table.name)
            );
            found.push(Subject::table(table).error("DDB002", Field::Name, message));
        }
    }
}

/// Names of tables and indexes: 3 to 255 of `A-Z a-z 0-9 _ - .` (Developer Guide, naming rules).
pub(super) fn resource_name(subject: Subject<'_>, rename: impl Fn(String) -> Edit) -> Option<Diagnostic> {
    let Subject { kind, name, .. } = subject;
    let problem = if name.is_empty() {
        "is missing: give it 3 to 255 characters".to_owned()
    } else if let Some(wrong) = name.chars().find(|c| !is_name_char(*c)) {
        format!("has {}: use only A-Z, a-z, 0-9, `_`, `-` and `.`", shown(wrong))
    } else if name.len() < 3 {
        format!("has {}: use at least 3", count(name.len(), "character"))
    } else if name.len() > 255 {
        format!("has {}: use at most 255", count(name.len(), "character"))
    } else {
        return None;
    };
    let called =
        if name.is_empty() { format!("{kind} name") } else { format!("{kind} name {}", quoted(name)) };
    let finding = subject.error("DDB001", Field::Name, format!("{called} {problem}"));
    Some(match mended(name) {
        Some(name) => finding.with_fix(format!("Call it {}", quoted(&name)), rename(name)),
        None => finding,
    })
}

/// Whether AWS takes the character in the name of a table, an index or a Kinesis stream (Developer Guide, naming
/// rules).
#[must_use]
pub const fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// The name as near as it may be, if enough of it is left to be recognised.
fn mended(name: &str) -> Option<String> {
    let mended: String = name.chars().map(|c| if is_name_char(c) { c } else { '_' }).take(255).collect();
    let is_recognisable = mended.len() >= 3 && mended.chars().any(|c| c.is_ascii_alphanumeric());
    is_recognisable.then_some(mended)
}

fn shown(c: char) -> String {
    match c {
        ' ' => "a space".to_owned(),
        c if c.is_control() => "a control character".to_owned(),
        c => format!("the character “{c}”"),
    }
}
