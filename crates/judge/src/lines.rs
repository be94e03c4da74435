//! A line for each access pattern: how well it is served, and by what.

use std::sync::Arc;

use tablewright_access::verdict::{Judging, Outcome, Place, Verdict};
use tablewright_contract::judge::{Served, Splice, VerdictLine};
use tablewright_model::{Design, Kept, Pattern, PatternId, shares_question};

/// The verdicts of designs that follow one another.
#[derive(Debug, Default)]
pub(crate) struct Verdicts {
    judging: Judging,
    last: Design,
    /// A line holds as long as its verdict does.
    lines: Kept<Pattern, Arc<VerdictLine>>,
}

impl Verdicts {
    /// In the order of the patterns.
    pub(crate) fn all(&self) -> &[Verdict] {
        self.judging.verdicts()
    }

    /// Goes on to the next design, and tells which lines are others than before.
    pub(crate) fn judge(&mut self, design: &Design) -> Vec<Splice<VerdictLine>> {
        self.judging.judge(design);
        let (verdicts, before) = (self.judging.verdicts(), self.lines.made().to_vec());
        let last = std::mem::replace(&mut self.last, design.clone());
        let verdict = |pattern: PatternId| verdicts.get(design.patterns.position(pattern)?);
        self.lines.renew(
            &design.patterns,
            |pattern, _| shares_question(&last, design, pattern),
            |pattern| Arc::new(line(design, pattern, verdict(pattern.id))),
        );
        // Only what is new is written.
        let splices = Splice::between(&before, self.lines.made()).into_iter();
        splices.map(|splice| splice.map(Arc::unwrap_or_clone)).collect()
    }
}

fn line(design: &Design, pattern: &Pattern, verdict: Option<&Verdict>) -> VerdictLine {
    let service = verdict.and_then(|verdict| verdict.service.as_ref());
    let by = service.map(|service| {
        format!("{} · {}", service.operation.name(), place(design, pattern.id, service.place))
    });
    let outcome = verdict.map_or(Outcome::NotServed, |verdict| verdict.outcome);
    VerdictLine { pattern: pattern.id, served: served(outcome), by: by.unwrap_or_default() }
}

/// The name of the table or index.
pub(crate) fn place(design: &Design, pattern: PatternId, place: Place) -> String {
    let table = design.pattern(pattern).and_then(|pattern| design.table(pattern.table));
    let name = table.and_then(|table| match place {
        Place::Table => Some(table.name.as_str()),
        Place::Index(index) => table.index_name(index),
    });
    name.unwrap_or_default().to_owned()
}

/// How well something serves a pattern, as it is told.
pub(crate) const fn served(outcome: Outcome) -> Served {
    match outcome {
        Outcome::Served => Served::Well,
        Outcome::AtPrice => Served::AtPrice,
        Outcome::NotServed => Served::Not,
    }
}
