//! On-demand throughput has no maximum.
//!
//! Detects: an on-demand table without a maximum of reads or writes, where the policy wants one
//! (`wants_maximum`).
//! Why: a loop in a client or a burst from outside is served and billed up to the quota of the table.
//! Way out: set a maximum well above the expected peak.
//! Source: Developer Guide, maximum throughput for on-demand tables.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB205", Info, check);

fn check(view: &TableView, found: &mut Findings) {
    let Maximum { read, write } = view.table.maximum.unwrap_or_default();
    let is_bounded = read.is_some() && write.is_some();
    if view.thresholds().wants_maximum && view.table.billing == Billing::OnDemand && !is_bounded {
        let message = format!("Nothing bounds what requests of {} may cost: set a maximum", view.name());
        found.add(view.at(Field::Maximum), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn a_maximum_is_wanted_where_the_policy_says_so() {
        let strict = table("pk").thresholds(|thresholds| thresholds.wants_maximum = true);
        let maximum = |write| Some(Maximum { read: Some(100), write });
        fires(&RULE, strict.clone());
        fires(&RULE, strict.clone().set(|table| table.maximum = maximum(None)));
        silent(&RULE, strict.set(|table| table.maximum = maximum(Some(100))));
        silent(&RULE, table("pk"));
    }
}
