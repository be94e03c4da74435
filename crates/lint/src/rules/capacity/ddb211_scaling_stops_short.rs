//! Autoscaling ends below the expected peak.
//!
//! Detects: an upper bound of autoscaling that is less than the peak of the patterns divided by the aimed
//! use, or above the quota.
//! Why: capacity stops growing before the peak is served, or AWS refuses to grow it.
//! Way out: raise the bound to the peak divided by the target; above 40,000 ask AWS for a higher quota first.
//! Source: Developer Guide, DynamoDB auto scaling; service quotas.

use crate::rules::prelude::*;
use crate::rules::shared::{Owner, QUOTA, Side};

pub(super) const RULE: Rule = Rule::table("DDB211", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    for owner in Owner::all(view).filter(|owner| owner.capacity().is_some()) {
        for side in Side::BOTH {
            let Some(scaling) = side.scaling(owner.autoscaling()) else { continue };
            check_bound(view, owner, side, scaling, found);
        }
    }
}

fn check_bound(view: &TableView, owner: Owner, side: Side, scaling: Scaling, found: &mut Findings) {
    let target = u64::from(scaling.target.clamp(1, 100));
    let needed = side.of(owner.peak(view)).saturating_mul(100).div_ceil(target).min(QUOTA);
    let (word, most) = (side.word(), scaling.max);
    let (message, max) = if most < needed {
        let message = format!(
            "{} scales to {most} {word} units and needs {needed} at its peak: raise the bound",
            owner.named()
        );
        (message, needed)
    } else if most > QUOTA && scaling.min <= QUOTA {
        let message = format!(
            "{} scales to {most} {word} units, above the quota of {QUOTA}: lower the bound",
            owner.named()
        );
        (message, QUOTA)
    } else {
        return;
    };
    let autoscaling = side.with_scaling(owner.autoscaling(), Some(Scaling { max, ..scaling }));
    let fix = owner.set_autoscaling(Some(autoscaling));
    found.add_with_fix(owner.at(Field::Autoscaling), message, &format!("Let it scale to {max}"), fix);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    fn sketch(max: u64) -> Sketch {
        let scaling = Scaling {
            min: 1,
            max,
            target: 50,
            scale_in_cooldown: None,
            scale_out_cooldown: None,
            only_out: false,
        };
        table("pk")
            .set(|table| {
                table.billing = Billing::Provisioned(Capacity { read: 1, write: 1 });
                table.autoscaling = Some(Autoscaling { read: None, write: Some(scaling) });
            })
            .pattern(PatternKind::Put, "", |_| {})
            .rate(100)
    }

    #[test]
    fn the_peak_is_reached() {
        fires_with_fix(&RULE, sketch(199));
        fires_with_fix(&RULE, sketch(40_001));
        silent(&RULE, sketch(200));
        silent(&RULE, sketch(1).set(|table| table.billing = Billing::OnDemand));
    }
}
