//! A line for each access pattern: how well it is served, and by what.

use tablewright_access::verdict::{Judging, Outcome, Place, Verdict};
use tablewright_contract::judge::{Served, Splice, VerdictLine};
use tablewright_model::{Design, PatternId};

/// The verdicts of designs that follow one another.
#[derive(Debug, Default)]
pub(crate) struct Verdicts {
    judging: Judging,
    lines: Vec<VerdictLine>,
}

impl Verdicts {
    /// In the order of the patterns.
    pub(crate) fn all(&self) -> &[Verdict] {
        self.judging.verdicts()
    }

    /// Goes on to the next design, and tells which lines are others than before.
    pub(crate) fn judge(&mut self, design: &Design) -> Vec<Splice<VerdictLine>> {
        self.judging.judge(design);
        let lines: Vec<_> = self.all().iter().map(|verdict| line(design, verdict)).collect();
        let splices = Splice::between(&self.lines, &lines);
        self.lines = lines;
        splices
    }
}

fn line(design: &Design, verdict: &Verdict) -> VerdictLine {
    let Verdict { pattern, outcome, service, .. } = verdict;
    let by = service
        .as_ref()
        .map(|service| format!("{} · {}", service.operation.name(), place(design, *pattern, service.place)));
    VerdictLine { pattern: *pattern, served: served(*outcome), by: by.unwrap_or_default() }
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
