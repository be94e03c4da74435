//! One verdict in full: its request, its price, and why each other place was not chosen.

use tablewright_access::verdict::{Considered, Verdict, render};
use tablewright_contract::judge::{ConsideredView, VerdictView};
use tablewright_model::{Design, PatternId};

use crate::lines::{place, served};

pub(super) fn seen(design: &Design, verdicts: &[Verdict], pattern: PatternId) -> Option<VerdictView> {
    let verdict = verdicts.iter().find(|verdict| verdict.pattern == pattern)?;
    let facts = render::facts(design, verdict).into_iter().map(|(label, text)| (label.to_owned(), text));
    let service = verdict.service.as_deref();
    let prices = service.into_iter().flat_map(|service| &service.prices);
    let notes = service.into_iter().flat_map(|service| &service.notes);
    Some(VerdictView {
        pattern,
        facts: facts.collect(),
        prices: prices.map(|price| render::price(design, pattern, price)).collect(),
        notes: notes.map(|note| render::note(design, pattern, note)).collect(),
        considered: verdict.considered.iter().map(|one| considered(design, pattern, one)).collect(),
    })
}

fn considered(design: &Design, pattern: PatternId, considered: &Considered) -> ConsideredView {
    let reasons = considered.reasons.iter().map(|reason| render::reason(design, pattern, reason));
    ConsideredView {
        place: place(design, pattern, considered.place),
        served: served(considered.fit),
        why: reasons.collect::<Vec<_>>().join("; "),
    }
}
