//! Judging designs that follow one another, as when somebody edits: a table that is the same value as in the last
//! design, and is asked the same, has the same findings.
//!
//! Deliberately no rule of its own: it finds what [`judge`](crate::judge) finds, in the same order.

use std::sync::Arc;

use tablewright_model::{Design, Diagnostic, Kept, Pattern, PatternKind, Table};

use crate::context::{Context, TableView};
use crate::findings::Findings;
use crate::outcome::{Rules, Sifted, sift};
use crate::policy::Policy;

/// What was found of the last design under one policy.
#[derive(Debug, Default)]
pub struct Judging {
    policy: Policy,
    last: Design,
    tables: Kept<Table, OfTable>,
}

#[derive(Debug)]
struct OfTable {
    /// The patterns that were asked of it.
    asked: Vec<Arc<Pattern>>,
    found: Vec<Arc<Diagnostic>>,
}

impl Judging {
    /// Judges nothing yet.
    #[must_use]
    pub fn under(policy: Policy) -> Self {
        Self { policy, ..Self::default() }
    }

    /// What a good engineer would do otherwise in the next design, and how much of it silences took away.
    pub fn judge(&mut self, design: &Design) -> (Vec<Arc<Diagnostic>>, usize) {
        let last = std::mem::replace(&mut self.last, design.clone());
        let (rules, context) = (Rules::of(&self.policy), Context::new(design, &self.policy));
        self.tables.renew(
            &design.tables,
            |table, of| is_asked_the_same(&context, &last, table, &of.asked),
            |table| {
                let asked = context.patterns_of(table).iter().map(|pattern| Arc::clone(pattern)).collect();
                let found = found(|found| rules.on_table(&TableView::new(&context, table), found));
                OfTable { asked, found }
            },
        );
        let mut all = found(|found| rules.on_design(&context, found));
        all.extend(self.tables.made().iter().flat_map(|of| &of.found).cloned());
        let Sifted { told: mut all, silenced, unused } = sift(design, all);
        all.extend(found(|found| rules.on_unused(&context, &unused, found)));
        (all, silenced.len())
    }
}

/// Of another table's patterns a rule asks only whether they are there, when a transaction carries them out.
fn is_asked_the_same(context: &Context, last: &Design, table: &Table, asked: &[Arc<Pattern>]) -> bool {
    let now = context.patterns_of(table);
    let is_same = |(one, other): (&Arc<Pattern>, &&Arc<Pattern>)| Arc::ptr_eq(one, other);
    let transactions = now.iter().filter(|pattern| pattern.kind == PatternKind::Transaction);
    let mut parts = transactions.flat_map(|pattern| &pattern.together);
    now.len() == asked.len()
        && asked.iter().zip(now).all(is_same)
        && parts.all(|id| last.pattern(*id).is_some() == context.design.pattern(*id).is_some())
}

fn found(check: impl FnOnce(&mut Findings)) -> Vec<Arc<Diagnostic>> {
    let mut found = Findings::new();
    check(&mut found);
    found.list.into_iter().map(Arc::new).collect()
}
