//! What a design says of a table beyond the settings that somebody can carry out.
//!
//! Whoever makes calls or files of a design knows some of AWS's settings; what it does not know must be told and not
//! dropped. Settings that AWS knows nothing of are never among them, nor are consumers, which are not part of a table.

use super::{Described, Spec, Visit};
use crate::{Address, Field, Object, Table};

/// A setting, or an index or replica as a whole, that is said and not covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncovered {
    /// Where it is.
    pub address: Address,
    /// What it is called, with its table: `GameScores / GameTitleIndex`.
    pub subject: String,
    /// The setting, or the kind of object, in words.
    pub what: &'static str,
}

/// What a table says of AWS beyond the covered fields of tables and their global indexes.
#[must_use]
pub fn uncovered(table: &Table, covered: &[Field]) -> Vec<Uncovered> {
    let mut found = Found { covered, at: (Object::Table(table.id), table.title()), found: Vec::new() };
    Table::visit(None, Some(table), &mut found);
    for index in &table.indexes {
        found.at = (Object::Index(table.id, index.id), within(table, &**index));
        Described::visit(None, Some(&**index), &mut found);
    }
    for index in &table.local_indexes {
        found.whole(Object::Index(table.id, index.id), within(table, &**index), "local secondary index");
    }
    for index in &table.vector_indexes {
        found.whole(Object::Index(table.id, index.id), within(table, &**index), "vector index");
    }
    for replica in &table.replicas {
        found.whole(Object::Replica(table.id, replica.id), within(table, &**replica), "replica");
    }
    found.found
}

fn within(table: &Table, inner: &impl Described) -> String {
    format!("{} / {}", table.name, inner.title())
}

struct Found<'a> {
    covered: &'a [Field],
    at: (Object, String),
    found: Vec<Uncovered>,
}

impl Found<'_> {
    fn whole(&mut self, object: Object, subject: String, what: &'static str) {
        self.found.push(Uncovered { address: Address::of(object), subject, what });
    }
}

impl Visit for Found<'_> {
    fn settings<T>(&mut self, specs: &[Spec<T>], _before: Option<&T>, after: Option<&T>) {
        let Some(object) = after else { return };
        let said = |spec: &&Spec<T>| spec.term.is_some() && !(spec.is_default)(object);
        for spec in specs.iter().filter(said).filter(|spec| !self.covered.contains(&spec.field)) {
            let (owner, subject) = (self.at.0, self.at.1.clone());
            self.found.push(Uncovered {
                address: Address::field(owner, spec.field),
                subject,
                what: spec.label,
            });
        }
    }
}
