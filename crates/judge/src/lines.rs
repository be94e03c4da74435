//! A line for each access pattern: how well it is served, and by what.

use tablewright_access::verdict::render::place;
use tablewright_access::verdict::{Outcome, Verdict};
use tablewright_contract::judge::{Served, VerdictLine};
use tablewright_model::Design;

pub(crate) fn of(design: &Design, verdicts: &[Verdict]) -> Vec<VerdictLine> {
    verdicts.iter().map(|verdict| line(design, verdict)).collect()
}

fn line(design: &Design, verdict: &Verdict) -> VerdictLine {
    let Verdict { pattern, outcome, service, .. } = verdict;
    let by = service
        .as_ref()
        .map(|service| format!("{} · {}", service.operation.name(), place(design, *pattern, service.place)));
    VerdictLine { pattern: *pattern, served: served(*outcome), by: by.unwrap_or_default() }
}

/// How well something serves a pattern, as it is told.
pub(crate) const fn served(outcome: Outcome) -> Served {
    match outcome {
        Outcome::Served => Served::Well,
        Outcome::AtPrice => Served::AtPrice,
        Outcome::NotServed => Served::Not,
    }
}
