//! Capacity lies outside its own bounds.
//!
//! Detects: provisioned capacity below or above the bounds of its autoscaling.
//! Why: registering the bounds moves the capacity into them at once, so that the design says what never
//! holds.
//! Way out: start within the bounds.
//! Source: Application Auto Scaling API reference, RegisterScalableTarget.

use crate::rules::prelude::*;
use crate::rules::shared::{Owner, Side};

pub(super) const RULE: Rule = Rule::table("DDB224", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    for owner in Owner::all(view) {
        let Some(capacity) = owner.capacity() else { continue };
        let within = |side: Side| {
            let units = side.of(capacity);
            let scaling = side.scaling(owner.autoscaling()).filter(|scaling| scaling.min <= scaling.max);
            scaling.map_or(units, |scaling| units.clamp(scaling.min, scaling.max))
        };
        let inside = Capacity { read: within(Side::Read), write: within(Side::Write) };
        if inside == capacity {
            continue;
        }
        let message =
            format!("{} starts outside the bounds of its autoscaling: start within them", owner.named());
        found.add_with_fix(
            owner.at(Field::Capacity),
            message,
            "Start within the bounds",
            owner.set_capacity(inside),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn capacity_starts_within_bounds() {
        let scaling = Scaling {
            min: 5,
            max: 50,
            target: 70,
            scale_in_cooldown: None,
            scale_out_cooldown: None,
            only_out: false,
        };
        let starting = |read| {
            table("pk").set(|table| {
                table.billing = Billing::Provisioned(Capacity { read, write: 1 });
                table.autoscaling = Some(Autoscaling { read: Some(scaling), write: None });
            })
        };
        fires_with_fix(&RULE, starting(4));
        fires_with_fix(&RULE, starting(51));
        silent(&RULE, starting(5));
        silent(&RULE, starting(4).set(|table| table.billing = Billing::OnDemand));
    }
}
