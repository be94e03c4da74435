//! What a finding is about: how a message calls it, and its address.
//!
//! It is written out only when a message is, since most checks find nothing.

use std::fmt;

use crate::{Address, Diagnostic, Field, IndexId, Object, Severity, Table, TableId, quoted};

/// An object as messages call it: ``Index `ByDate` ``.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject<'a> {
    pub(super) kind: &'static str,
    pub(super) name: &'a str,
    pub(super) object: Object,
}

impl<'a> Subject<'a> {
    pub(super) fn table(table: &'a Table) -> Self {
        Self { kind: "Table", name: &table.name, object: Object::Table(table.id) }
    }

    /// An index of whatever kind.
    pub(super) fn index(table: TableId, id: IndexId, name: &'a str) -> Self {
        Self { kind: "Index", name, object: Object::Index(table, id) }
    }

    /// An error in it as a whole.
    pub(super) fn error_of_whole(&self, code: &str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, Address::of(self.object), message)
    }

    /// An error in one of its fields.
    pub(super) fn error(&self, code: &str, field: Field, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, Address::field(self.object, field), message)
    }

    /// Something in one of its fields that AWS may take or not.
    pub(super) fn warning(&self, code: &str, field: Field, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..self.error(code, field, message) }
    }
}

impl fmt::Display for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, quoted(self.name))
    }
}

/// A number of things: `1 tag`, `3 tags`.
pub(super) fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

/// A number with its thousands apart, as people read it: `40,000`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_for_people() {
        for (number, text) in
            [(0, "0"), (999, "999"), (1_000, "1,000"), (40_000, "40,000"), (1_234_567, "1,234,567")]
        {
            assert_eq!(grouped(number), text);
        }
        assert_eq!((count(1, "tag"), count(2, "tag")), ("1 tag".to_owned(), "2 tags".to_owned()));
    }
}
