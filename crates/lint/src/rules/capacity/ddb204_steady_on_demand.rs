//! Steady traffic is paid by request.
//!
//! Detects: an on-demand table whose patterns' average rates are above a share of their peaks
//! (`steady_percent`).
//! Why: where the load hardly varies, provisioned capacity costs about a third, and reserved capacity less
//! than that.
//! Way out: consider provisioned capacity with autoscaling.
//! Source: Developer Guide, capacity modes; the break-even follows from list prices.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB204", Info, check);

/// Below so many units a second there is little to save.
const WORTHWHILE: u64 = 50;

fn check(view: &TableView, found: &mut Findings) {
    if view.table.billing != Billing::OnDemand {
        return;
    }
    let (mut average, mut peak) = (0_u64, 0_u64);
    for PatternView { pattern, .. } in &view.patterns {
        let (Some(mean), Some(most)) = (pattern.average_rate, pattern.peak_rate) else { return };
        average = average.saturating_add(view.units(pattern, u64::from(mean)));
        peak = peak.saturating_add(view.units(pattern, u64::from(most)));
    }
    let share = average.saturating_mul(100).checked_div(peak).unwrap_or(0);
    if peak >= WORTHWHILE && share >= view.thresholds().steady_percent {
        let name = view.name();
        let message =
            format!("The load of {name} is {share} % of its peak on average: consider provisioned capacity");
        found.add(view.at(Field::Billing), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    fn sketch(average: u32, peak: u32) -> Sketch {
        table("pk").pattern(PatternKind::Put, "", |pattern| {
            (pattern.average_rate, pattern.peak_rate) = (Some(average), Some(peak));
        })
    }

    #[test]
    fn a_load_that_varies_is_paid_by_request() {
        fires(&RULE, sketch(80, 100));
        silent(&RULE, sketch(20, 100));
        silent(&RULE, sketch(8, 10));
        silent(&RULE, sketch(80, 100).query("pk ="));
        let capacity = Capacity { read: 100, write: 100 };
        silent(&RULE, sketch(80, 100).set(|table| table.billing = Billing::Provisioned(capacity)));
    }
}
