//! What a change does: the verdicts of the table's patterns before and after it.

use tablewright_model::{Design, Edit, Pattern, PatternKind, Table, apply};

use super::super::candidate::Scope;
use super::super::estimate::entry_bytes;
use super::super::question::Question;
use super::super::{Outcome, Verdict, verdicts_of};
use super::{Change, Effect, Proposal};
use crate::capacity::{Amount, BASE_OVERHEAD};

/// The design as it is, judged.
pub(super) struct Before<'d> {
    design: &'d Design,
    pattern: &'d Pattern,
    verdicts: Vec<Verdict>,
    verdict: Verdict,
    written: Amount,
    stored: Option<u64>,
}

impl<'d> Before<'d> {
    pub(super) fn of(design: &'d Design, pattern: &'d Pattern) -> Self {
        let verdicts = verdicts_of(design, pattern.table);
        let asked = verdicts.iter().find(|verdict| verdict.pattern == pattern.id);
        let verdict = asked.cloned().unwrap_or_else(|| Verdict::of_nothing(pattern.id));
        let written = written(design, &verdicts);
        let stored = design.table(pattern.table).and_then(|table| stored(table, pattern));
        Self { design, pattern, verdicts, verdict, written, stored }
    }

    pub(super) const fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// The change tried; none if the pattern is served no better by it.
    pub(super) fn with(&self, change: Change, edit: Edit) -> Option<Proposal> {
        let after = apply(self.design, &edit).ok()?.design;
        let verdicts = verdicts_of(&after, self.pattern.table);
        let verdict = verdicts.iter().find(|verdict| verdict.pattern == self.pattern.id)?;
        if rating(verdict) <= rating(&self.verdict) {
            return None;
        }
        let pairs = self.verdicts.iter().zip(&verdicts);
        let others = pairs.filter(|(old, new)| old.pattern != self.pattern.id && old.outcome != new.outcome);
        let effect = |(old, new): (&Verdict, &Verdict)| Effect {
            pattern: old.pattern,
            before: old.outcome,
            after: new.outcome,
        };
        let stored = after.table(self.pattern.table).and_then(|table| stored(table, self.pattern));
        let storage = stored.zip(self.stored).map(|(new, old)| new.saturating_sub(old));
        Some(Proposal {
            change,
            outcome: verdict.outcome,
            effects: others.map(effect).collect(),
            write_units: (self.written, written(&after, &verdicts)),
            storage,
            edit,
        })
    }
}

/// Better service is greater: the outcome, then fewer prices.
fn rating(verdict: &Verdict) -> (Outcome, std::cmp::Reverse<usize>) {
    let prices = verdict.service.as_ref().map_or(0, |service| service.prices.len());
    (verdict.outcome, std::cmp::Reverse(prices))
}

/// Units of all writes of the table at their peaks. Parts of transactions count with the transaction as well.
fn written(design: &Design, verdicts: &[Verdict]) -> Amount {
    let is_write = |verdict: &&Verdict| {
        let kind = design.pattern(verdict.pattern).map(|pattern| pattern.kind);
        kind.is_some_and(|kind| kind.is_write() || kind == PatternKind::Transaction)
    };
    let services = verdicts.iter().filter(is_write).filter_map(|verdict| verdict.service.as_ref());
    services.filter_map(|service| service.estimate.peak_units).sum()
}

/// Bytes that an item takes in all indexes that its entity is in, as the pattern's items are.
fn stored(table: &Table, pattern: &Pattern) -> Option<u64> {
    let scope = Scope::of(table);
    let question = Question::of(&scope, pattern);
    let holds =
        scope.candidates.iter().skip(1).filter(|index| !index.keys().any(|key| question.is_nowhere(key)));
    holds.map(|index| Some(entry_bytes(&question, index)? + BASE_OVERHEAD)).sum()
}
