//! Verdicts: what serves an access pattern, at what price, or why nothing does.
//!
//! The table and each of its indexes are *candidates*; each is judged by the same steps, every step gives its
//! [`Reason`] as a value, and the cheapest candidate that fits serves the pattern. `render` makes text of it all.
//! Semantics: developer guide on queries, key conditions, projections and index design.
//!
//! Deliberately absent: what would have to change (`advice`), prices in money, and the items themselves (`engine`).

pub mod advice;
mod answer;
mod candidate;
mod coverage;
mod direct;
mod estimate;
mod fill;
mod judge;
mod judging;
mod price;
mod query;
mod question;
mod rank;
mod reason;
pub mod render;
mod request;
mod sample;
mod scan;
mod search;
mod term;
mod transaction;
mod write;
mod written;

use std::collections::BTreeMap;

use tablewright_model::{Design, Pattern, PatternId, PatternKind, TableId};

pub use answer::{Considered, Operation, Outcome, Place, Service, Verdict};
pub use coverage::{Coverage, Row, coverage};
pub use estimate::Estimate;
pub use fill::{Argument, Arguments, Call, Unfilled};
pub use judging::Judging;
pub use price::{Note, Price};
pub use reason::{Drawback, Reason};
pub use request::{Piece, Request, Slot};

use candidate::Scope;

/// The verdict of every access pattern, in their order.
#[must_use]
pub fn verdicts(design: &Design) -> Vec<Verdict> {
    let mut scopes = Scopes::of(design);
    design.patterns.iter().map(|pattern| scopes.verdict(pattern)).collect()
}

/// The verdict of one access pattern, if it is there.
#[must_use]
pub fn verdict(design: &Design, id: PatternId) -> Option<Verdict> {
    Some(Scopes::of(design).verdict(design.pattern(id)?))
}

/// The request that carries out an access pattern, if something serves it; a transaction has those of its parts.
///
/// Apart from the verdict, which every pattern has at every keystroke, while a request is looked at one at a time.
#[must_use]
pub fn request(design: &Design, id: PatternId) -> Option<Request> {
    let pattern = design.pattern(id).filter(|pattern| pattern.kind != PatternKind::Transaction)?;
    judge::request(&Scope::of(design.table(pattern.table)?), pattern)
}

/// The verdicts of the patterns of one table, in their order.
pub(crate) fn verdicts_of(design: &Design, table: TableId) -> Vec<Verdict> {
    let mut scopes = Scopes::of(design);
    let asked = design.patterns.iter().filter(|pattern| pattern.table == table);
    asked.map(|pattern| scopes.verdict(pattern)).collect()
}

/// What is known of each table that was asked for, so that it is found out once.
struct Scopes<'d> {
    design: &'d Design,
    tables: BTreeMap<TableId, Scope<'d>>,
}

impl<'d> Scopes<'d> {
    const fn of(design: &'d Design) -> Self {
        Self { design, tables: BTreeMap::new() }
    }

    fn verdict(&mut self, pattern: &'d Pattern) -> Verdict {
        if pattern.kind == PatternKind::Transaction {
            let parts = self.parts(pattern);
            return match self.scope(pattern.table) {
                Some(scope) => transaction::verdict(scope, pattern, &parts),
                None => Verdict::of_nothing(pattern.id),
            };
        }
        match self.scope(pattern.table) {
            Some(scope) => judge::verdict(scope, pattern),
            None => Verdict::of_nothing(pattern.id),
        }
    }

    fn scope(&mut self, id: TableId) -> Option<&Scope<'d>> {
        let table = self.design.table(id)?;
        Some(self.tables.entry(id).or_insert_with(|| Scope::of(table)))
    }

    /// The patterns of a transaction with their verdicts; one in another transaction has none.
    fn parts(&mut self, pattern: &'d Pattern) -> Vec<(&'d Pattern, Verdict)> {
        let found = pattern.together.iter().filter_map(|id| self.design.pattern(*id));
        let parts: Vec<&Pattern> = found.filter(|part| part.kind != PatternKind::Transaction).collect();
        parts.into_iter().map(|part| (part, self.verdict(part))).collect()
    }
}
