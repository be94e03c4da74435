//! One value of a key gets too much.
//!
//! Detects: a partition key whose commonest value gets more than 1,000 write units or 3,000 read units per
//! second, by the rates of the patterns.
//! Why: that is what one value takes, in every billing mode; the rest is throttled.
//! Way out: spread the value over shards, or cache its reads.
//! Source: Developer Guide, designing partition keys to distribute your workload.

use crate::rules::prelude::*;
use crate::rules::shared::{Owner, Side};

pub(super) const RULE: Rule = Rule::table("DDB319", Warning, check);

const OF_ONE: Capacity = Capacity { read: 3_000, write: 1_000 };

fn check(view: &TableView, found: &mut Findings) {
    for path in &view.paths {
        let Some(owner) = Owner::of(view, path) else { continue };
        let Some(share) = hottest(view, path) else { continue };
        let peak = owner.peak(view);
        let hot = |side: Side| side.of(peak).saturating_mul(share) / 100;
        let Some(side) = Side::BOTH.into_iter().find(|side| hot(*side) > side.of(OF_ONE)) else { continue };
        let (units, word, most) = (hot(side), side.word(), side.of(OF_ONE));
        let message = format!(
            "{} gets {units} {word} units per second for one value of its key, and {most} are the most: spread it",
            owner.named()
        );
        found.add(owner.at(Field::PartitionKey), message);
    }
}

/// The share of the commonest combination: at most that of the rarest of its parts.
fn hottest(view: &TableView, path: &Path) -> Option<u64> {
    let parts = path.partition.iter().filter_map(|id| view.attribute(*id)?.hottest);
    parts.min().map(|percent| u64::from(percent.min(100)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn load_is_spread() {
        let hot = |percent| table("pk").set_attribute("pk", |it| it.hottest = Some(percent));
        let busy = |sketch: Sketch, rate| sketch.pattern(PatternKind::Put, "", |_| {}).rate(rate);
        fires(&RULE, busy(hot(50), 2_002));
        silent(&RULE, busy(hot(50), 2_000));
        silent(&RULE, busy(table("pk"), 9_000));
    }
}
