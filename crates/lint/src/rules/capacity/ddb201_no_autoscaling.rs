//! Provisioned capacity does not follow its use.
//!
//! Detects: a provisioned table or global index without autoscaling of reads or of writes.
//! Why: fixed capacity is too little at the peak, which throttles, or too much the rest of the day, which is
//! paid for.
//! Way out: let it scale, or switch to on-demand.
//! Source: Developer Guide, DynamoDB auto scaling; Security Hub DynamoDB.1; checkov CKV2_AWS_16.

use crate::rules::prelude::*;
use crate::rules::shared::{Owner, QUOTA, Side};

pub(super) const RULE: Rule = Rule::table("DDB201", Warning, check);

/// The use that AWS aims at by default, in percent.
const TARGET: u32 = 70;

fn check(view: &TableView, found: &mut Findings) {
    for owner in Owner::all(view) {
        let Some(capacity) = owner.capacity() else { continue };
        let mut autoscaling = owner.autoscaling();
        let mut missing = Vec::new();
        for side in Side::BOTH {
            if side.scaling(autoscaling).is_none() {
                missing.push(side.word());
                autoscaling = side.with_scaling(autoscaling, Some(scaling(side.of(capacity))));
            }
        }
        if missing.is_empty() {
            continue;
        }
        let what = missing.join(" and ");
        let message = format!("{} has fixed {what} capacity: let it scale, or pay by request", owner.named());
        let fix = owner.set_autoscaling(Some(autoscaling));
        found.add_with_fix(owner.at(Field::Autoscaling), message, "Let capacity follow its use", fix);
    }
}

/// Up to ten times of what is there now.
fn scaling(units: u64) -> Scaling {
    let min = units.clamp(1, QUOTA);
    let max = min.saturating_mul(10).min(QUOTA);
    Scaling { min, max, target: TARGET, scale_in_cooldown: None, scale_out_cooldown: None, only_out: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn capacity_follows_its_use() {
        let capacity = Capacity { read: 5, write: 5 };
        let provisioned = table("pk | email").set(|table| table.billing = Billing::Provisioned(capacity));
        let both = Autoscaling { read: Some(scaling(5)), write: Some(scaling(5)) };
        let scaled = provisioned.clone().set(|table| table.autoscaling = Some(both));
        fires_with_fix(&RULE, provisioned.clone());
        fires_with_fix(
            &RULE,
            provisioned.set(|table| table.autoscaling = Some(Autoscaling { write: None, ..both })),
        );
        fires_with_fix(
            &RULE,
            scaled.clone().index_with("by_email", "email", |index| index.capacity = Some(capacity)),
        );
        silent(&RULE, scaled);
        silent(&RULE, table("pk"));
    }
}
