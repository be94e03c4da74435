//! Autoscaling of what is paid by request.
//!
//! Detects: autoscaling of a table or index that is on-demand.
//! Why: it does nothing now, and comes alive with old bounds on the day the table is switched to provisioned.
//! Way out: take it away; it is quickly set again.
//! Source: Developer Guide, switching capacity modes: auto scaling settings stay dormant.

use crate::rules::prelude::*;
use crate::rules::shared::Owner;

pub(super) const RULE: Rule = Rule::table("DDB225", Info, check);

fn check(view: &TableView, found: &mut Findings) {
    let resting = |owner: &Owner| owner.is_on_demand() && owner.autoscaling() != Autoscaling::default();
    for owner in Owner::all(view).filter(resting) {
        let message = format!("{} is on-demand, and its autoscaling rests: take it away", owner.named());
        let fix = owner.set_autoscaling(None);
        found.add_with_fix(owner.at(Field::Autoscaling), message, "Take autoscaling away", fix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn on_demand_does_not_scale() {
        let scaling = Scaling {
            min: 5,
            max: 50,
            target: 70,
            scale_in_cooldown: None,
            scale_out_cooldown: None,
            only_out: false,
        };
        let scaled = table("pk")
            .set(|table| table.autoscaling = Some(Autoscaling { read: Some(scaling), write: None }));
        fires_with_fix(&RULE, scaled.clone());
        silent(
            &RULE,
            scaled.set(|table| table.billing = Billing::Provisioned(Capacity { read: 5, write: 5 })),
        );
        silent(&RULE, table("pk"));
    }
}
