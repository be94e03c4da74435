//! Autoscaling that can't move.
//!
//! Detects: autoscaling whose lower bound is its upper bound.
//! Why: capacity is fixed while everybody believes that it scales.
//! Way out: widen the bounds, or take autoscaling away.
//! Source: Application Auto Scaling API reference, RegisterScalableTarget.

use crate::rules::prelude::*;
use crate::rules::shared::{Owner, Side};

pub(super) const RULE: Rule = Rule::table("DDB223", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    for owner in Owner::all(view) {
        let is_stuck = |side: &Side| side.scaling(owner.autoscaling()).is_some_and(|it| it.min == it.max);
        let Some(side) = Side::BOTH.into_iter().find(is_stuck) else { continue };
        let message =
            format!("{} scales {} capacity within no range: widen its bounds", owner.named(), side.word());
        found.add(owner.at(Field::Autoscaling), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn bounds_differ() {
        let scaling = |max| Scaling {
            min: 5,
            max,
            target: 70,
            scale_in_cooldown: None,
            scale_out_cooldown: None,
            only_out: false,
        };
        let scaled = |max| {
            table("pk")
                .set(|table| table.autoscaling = Some(Autoscaling { read: None, write: Some(scaling(max)) }))
        };
        fires(&RULE, scaled(5));
        silent(&RULE, scaled(6));
    }
}
