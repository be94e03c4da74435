//! Validation: what AWS refuses, and references that lead nowhere. Every check collects; none stops at the first finding.
//!
//! What AWS accepts and a good engineer would not is not here: that is lint. Codes are stable and follow the rule
//! list of the project; limits are those of the Developer Guide and the API reference. Where sources disagree on
//! whether AWS refuses, or a quota can be raised, the finding is a warning, which no plan is held up by.

mod arn;
mod attributes;
mod autoscaling;
mod consumers;
mod encryption;
mod entities;
mod formats;
mod global_indexes;
mod global_tables;
mod index_names;
mod item_keys;
mod items;
mod keys;
mod local_indexes;
mod names;
mod pattern_conditions;
mod pattern_references;
mod projections;
mod protection;
mod replicas;
mod scope;
mod seen;
mod shapes;
mod silences;
mod size;
mod subject;
mod tags;
mod throughput;
mod validation;
mod values;
mod vector_indexes;

pub use names::is_name_char;
pub use tags::{validate_tag_key, validate_tag_value};
pub use validation::Validation;

use scope::Scope;

use crate::{Design, Diagnostic, Identified, List, Table, side_by_side};

/// Everything that AWS would refuse in this design, in document order.
#[must_use]
pub fn validate(design: &Design) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    names::duplicate_tables(design, &mut found);
    found.extend(of_all(&design.tables, |table, found| check_table(design, table, found)));
    for check in [pattern_references::check, pattern_conditions::check] {
        found.extend(of_all(&design.patterns, |pattern, found| check(design, pattern, found)));
    }
    silences::check(design, &mut found);
    found
}

fn of_all<T>(all: &List<T>, check: impl Fn(&T, &mut Vec<Diagnostic>) + Sync) -> Vec<Diagnostic>
where
    T: Identified + Send + Sync,
{
    side_by_side(all.iter().as_slice(), |part| {
        let mut found = Vec::new();
        part.iter().for_each(|one| check(one, &mut found));
        found
    })
}

/// Nothing but the table is looked at, save where samples are taken from.
fn check_table(design: &Design, table: &Table, found: &mut Vec<Diagnostic>) {
    let scope = &Scope::of(table);
    names::table(scope.table, found);
    attributes::check(scope, found);
    shapes::check(scope.table, found);
    keys::check(scope, found);
    keys::ttl(scope, found);
    index_names::check(scope.table, found);
    global_indexes::check(scope, found);
    local_indexes::check(scope, found);
    vector_indexes::check(scope, found);
    projections::check(scope, found);
    throughput::check(scope.table, found);
    autoscaling::check(scope.table, found);
    protection::check(scope.table, found);
    encryption::check(scope.table, found);
    global_tables::check(scope.table, found);
    replicas::check(scope, found);
    consumers::check(scope.table, found);
    tags::check(scope.table, found);
    entities::check(scope, found);
    items::check(scope, found);
    formats::check(design, table, found);
}
