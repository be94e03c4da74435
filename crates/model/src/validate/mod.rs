//! Validation: what AWS refuses. Every check collects; none stops at the first finding.
//!
//! What AWS accepts and a good engineer would not is not here: that is lint. Codes are stable and follow the rule
//! list of the project; limits are those of the Developer Guide and the API reference.

mod attributes;
mod billing;
mod indexes;
mod keys;
mod names;
mod patterns;
mod tags;

pub use tags::{validate_tag_key, validate_tag_value};

use crate::{Design, Diagnostic, Table};

/// Everything that AWS would refuse in this design, in document order.
#[must_use]
pub fn validate(design: &Design) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    names::duplicate_tables(design, &mut found);
    for table in &design.tables {
        check_table(table, &mut found);
    }
    patterns::check(design, &mut found);
    found
}

fn check_table(table: &Table, found: &mut Vec<Diagnostic>) {
    names::table(table, found);
    attributes::check(table, found);
    keys::check(table, found);
    keys::ttl(table, found);
    indexes::check(table, found);
    billing::check(table, found);
    tags::check(table, found);
}
