//! What a plan does to access patterns: how they are served by the tables that are there, and by those of the version.
//!
//! The tables that are there are told as the design would tell them, so that one judge answers both.

use tablewright_access::verdict::{Place, Verdict, render, verdicts};
use tablewright_contract::{PatternChange, PatternEffect, PatternServed};
use tablewright_model::{Design, Table};
use tablewright_plan::{Desired, LiveState, accepted};

/// The patterns that are served otherwise afterwards, in their order.
pub(crate) fn effects(design: &Design, desired: &Desired, live: &LiveState) -> Vec<PatternChange> {
    let before = as_it_is(design, desired, live);
    let (was, will_be) = (verdicts(&before), verdicts(design));
    let pairs = design.patterns.iter().zip(was.iter().zip(&will_be));
    pairs
        .filter_map(|(pattern, (was, will_be))| {
            let (before, after) = (served(&before, was), served(design, will_be));
            let effect = match (was.service.is_some(), will_be.service.is_some()) {
                _ if before == after => return None,
                (false, true) => PatternEffect::Gains,
                (true, false) => PatternEffect::Loses,
                _ => PatternEffect::Changes,
            };
            Some(PatternChange { pattern: pattern.name.clone(), effect, before, after })
        })
        .collect()
}

/// A change in a line: `gains Top scores of a game: not served -> served by Query, GameTitleIndex`.
pub(crate) fn line(change: &PatternChange) -> String {
    let PatternChange { pattern, effect, before, after } = change;
    let effect = match effect {
        PatternEffect::Gains => "gains",
        PatternEffect::Loses => "loses",
        PatternEffect::Changes => "changes",
    };
    let words = |served: &PatternServed| match &served.by {
        Some(by) => format!("{} by {by}", served.outcome),
        None => served.outcome.clone(),
    };
    format!("{effect} {pattern}: {} -> {}", words(before), words(after))
}

/// The design with each table as it is in AWS, and without those that are not there.
fn as_it_is(design: &Design, desired: &Desired, live: &LiveState) -> Design {
    let name_of = |table: &Table| desired.sources.iter().find(|(_, source)| **source == table.id);
    let there = |table: &std::sync::Arc<Table>| {
        let (name, _) = name_of(table)?;
        Some(accepted(table, live.tables.get(name)?))
    };
    Design { tables: design.tables.iter().filter_map(there).collect(), ..design.clone() }
}

fn served(design: &Design, verdict: &Verdict) -> PatternServed {
    let table = design.pattern(verdict.pattern).and_then(|pattern| design.table(pattern.table));
    let place = |place| match place {
        Place::Table => "the table",
        Place::Index(id) => table.and_then(|table| table.index_name(id)).unwrap_or_default(),
    };
    let by = verdict.service.as_ref();
    PatternServed {
        outcome: render::outcome(verdict.outcome).to_owned(),
        by: by.map(|service| format!("{}, {}", service.operation.name(), place(service.place))),
    }
}
