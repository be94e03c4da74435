//! Validation of designs that follow one another, as when somebody edits: what is the same value as in the last
//! design is not checked again.
//!
//! Deliberately no check of its own: it finds what [`validate`](super::validate) finds, in the same order.

use std::sync::Arc;

use super::{check_table, names, pattern_conditions, pattern_references, silences};
use crate::{Design, Diagnostic, Kept, Pattern, SampleFormat, Table, shares_question};

/// What was found of the last design.
#[derive(Debug, Default)]
pub struct Validation {
    last: Design,
    tables: Kept<Table, Found>,
    /// What patterns refer to, and what they ask: findings are in the order of checks.
    patterns: Kept<Pattern, [Found; 2]>,
}

type Found = Vec<Arc<Diagnostic>>;

impl Validation {
    /// Everything that AWS would refuse in the next design, in document order.
    pub fn check(&mut self, design: &Design) -> Vec<Arc<Diagnostic>> {
        let last = std::mem::replace(&mut self.last, design.clone());
        self.tables.renew(
            &design.tables,
            |table, _| !asks_others(table),
            |table| found(|found| check_table(design, table, found)),
        );
        self.patterns.renew(
            &design.patterns,
            |pattern, _| shares_question(&last, design, pattern),
            |pattern| {
                let checks = [pattern_references::check, pattern_conditions::check];
                checks.map(|check| found(|found| check(design, pattern, found)))
            },
        );
        self.told(design)
    }

    fn told(&self, design: &Design) -> Found {
        let names = found(|found| names::duplicate_tables(design, found));
        let silences = found(|found| silences::check(design, found));
        let patterns = |check: usize| self.patterns.made().iter().filter_map(move |found| found.get(check));
        let kept = self.tables.made().iter().chain(patterns(0)).chain(patterns(1)).flatten().cloned();
        names.into_iter().chain(kept).chain(silences).collect()
    }
}

/// Whether its samples are taken from another table.
fn asks_others(table: &Table) -> bool {
    table.attributes.iter().any(|attribute| matches!(attribute.format, Some(SampleFormat::Reference { .. })))
}

fn found(check: impl FnOnce(&mut Vec<Diagnostic>)) -> Found {
    let mut found = Vec::new();
    check(&mut found);
    found.into_iter().map(Arc::new).collect()
}
