//! What is worked out only while a panel shows it.

mod advice;
mod changes;
mod coverage;
mod effects;
mod rule;
mod text;
mod verdict;

use tablewright_access::verdict::Verdict;
use tablewright_contract::judge::{Look, Seen};
use tablewright_model::Design;

use crate::papers;
use crate::prices::Book;

/// What is seen there; nothing if what is looked at is gone.
pub(crate) fn seen(
    design: &Design,
    against: Option<&Design>,
    prices: &Book,
    verdicts: &[Verdict],
    look: &Look,
) -> Option<Seen> {
    match look {
        Look::Verdict(pattern) => verdict::seen(design, verdicts, *pattern).map(Seen::Verdict),
        Look::Advice(pattern, fresh) => {
            advice::seen(design, prices, verdicts, *pattern, *fresh).map(Seen::Advice)
        }
        Look::Coverage(table) => coverage::seen(design, prices, verdicts, *table).map(Seen::Coverage),
        Look::Rule(code) => rule::seen(code).map(Seen::Rule),
        Look::Paper(topic, given) => papers::seen(design, prices, verdicts, *topic, given).map(Seen::Paper),
        Look::Text(format) => text::seen(design, format).map(Seen::Text),
        Look::Reading(reading) => Some(Seen::Reading(text::read(reading))),
        Look::Changes => against.map(|before| Seen::Changes(changes::seen(before, design))),
    }
}
