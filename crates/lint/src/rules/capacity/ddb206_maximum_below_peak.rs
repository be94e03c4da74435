//! The maximum is below the expected peak.
//!
//! Detects: an on-demand table or index whose maximum is less than the units that its patterns need at their
//! peak.
//! Why: requests above the maximum are throttled, exactly when they are most.
//! Way out: raise the maximum, or correct the rates of the patterns.
//! Source: Developer Guide, maximum throughput for on-demand tables.

use crate::rules::prelude::*;
use crate::rules::shared::{Owner, Side};

pub(super) const RULE: Rule = Rule::table("DDB206", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    for owner in Owner::all(view).filter(|owner| owner.is_on_demand()) {
        let Some(maximum) = owner.maximum() else { continue };
        let peak = owner.peak(view);
        let enough = Maximum {
            read: maximum.read.map(|most| most.max(peak.read)),
            write: maximum.write.map(|most| most.max(peak.write)),
        };
        if enough == maximum {
            continue;
        }
        let side = if enough.read == maximum.read { Side::Write } else { Side::Read };
        let (needed, word) = (side.of(peak), side.word());
        let message =
            format!("{} needs {needed} {word} units at its peak, above its maximum: raise it", owner.named());
        let fix = owner.set_maximum(Some(enough));
        found.add_with_fix(owner.at(Field::Maximum), message, "Raise the maximum to the peak", fix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn the_peak_is_let_through() {
        let bounded = |most| {
            table("pk | email").set(|table| table.maximum = Some(Maximum { read: None, write: Some(most) }))
        };
        let busy = |sketch: Sketch| {
            sketch.pattern(PatternKind::Put, "", |pattern| pattern.item_size = Some(2_000)).rate(100)
        };
        fires_with_fix(&RULE, busy(bounded(199)));
        silent(&RULE, busy(bounded(200)));
        silent(&RULE, bounded(1));
    }

    #[test]
    fn indexes_have_peaks_of_their_own() {
        let sketch = table("pk | email").index_with("by_email", "email", |index| {
            index.maximum = Some(Maximum { read: Some(10), write: None });
        });
        fires_with_fix(&RULE, sketch.clone().query("email =").rate(100));
        silent(&RULE, sketch.query("pk =").rate(100));
    }
}
