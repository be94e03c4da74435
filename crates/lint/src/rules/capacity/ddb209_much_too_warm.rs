//! Warm throughput is far above the expected peak.
//!
//! Detects: warm throughput several times what the patterns need at their peak (`warm_factor`) and above what
//! any table has.
//! Why: it is charged once when it is set, and never goes down again.
//! Way out: take it away or lower it before the table is made.
//! Source: Developer Guide, warm throughput.

use crate::rules::prelude::*;
use crate::rules::shared::{Owner, Side};

pub(super) const RULE: Rule = Rule::table("DDB209", Warning, check);

/// What a new on-demand table sustains anyway.
const FREE: Capacity = Capacity { read: 12_000, write: 4_000 };

fn check(view: &TableView, found: &mut Findings) {
    for owner in Owner::all(view) {
        let Some(warm) = owner.warm() else { continue };
        let peak = owner.peak(view);
        let warm = Capacity { read: warm.read, write: warm.write };
        let factor = view.thresholds().warm_factor;
        let is_too_much = |side: &Side| {
            let needed = side.of(peak);
            needed > 0 && side.of(warm) > side.of(FREE).max(needed.saturating_mul(factor))
        };
        let Some(side) = Side::BOTH.into_iter().find(is_too_much) else { continue };
        let (has, word, needed) = (side.of(warm), side.word(), side.of(peak));
        let message = format!(
            "{} is kept warm for {has} {word} units and needs {needed} at its peak: lower it",
            owner.named()
        );
        found.add_with_fix(owner.at(Field::Warm), message, "Take warm throughput away", owner.set_warm(None));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn warmth_fits_the_peak() {
        let warm = |write| table("pk").set(|table| table.warm = Some(Warm { read: 12_000, write }));
        let busy = |sketch: Sketch| sketch.pattern(PatternKind::Put, "", |_| {}).rate(2_000);
        fires_with_fix(&RULE, busy(warm(8_001)));
        silent(&RULE, busy(warm(8_000)));
        silent(&RULE, warm(20_000));
    }
}
