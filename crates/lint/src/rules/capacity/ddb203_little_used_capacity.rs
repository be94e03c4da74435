//! Provisioned capacity is hardly used.
//!
//! Detects: fixed capacity of which the patterns use less than a share on average (`low_use_percent`), by
//! their average rates.
//! Why: below about 29 percent of average use the same requests cost less on demand.
//! Way out: switch to on-demand, or let capacity scale.
//! Source: Developer Guide, capacity modes; the break-even follows from list prices.

use crate::rules::prelude::*;
use crate::rules::shared::Owner;

pub(super) const RULE: Rule = Rule::table("DDB203", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    let owner = Owner::Table(view.table);
    let Some(capacity) = owner.capacity().filter(|_| view.table.autoscaling.is_none()) else { return };
    // Without the rate of each pattern the use is not known.
    let is_known = view.patterns.iter().all(|view| view.pattern.average_rate.is_some());
    if view.patterns.is_empty() || !is_known {
        return;
    }
    let (mut reads, mut writes) = (0_u64, 0_u64);
    for PatternView { pattern, .. } in &view.patterns {
        let units = view.units(pattern, pattern.average_rate.map_or(0, u64::from));
        let side = if pattern.kind.is_write() { &mut writes } else { &mut reads };
        *side = side.saturating_add(units);
    }
    let share = |used: u64, of: u64| used.saturating_mul(100).checked_div(of).unwrap_or(100);
    let used = share(reads, capacity.read).max(share(writes, capacity.write));
    if used < view.thresholds().low_use_percent {
        let message = format!(
            "The patterns of {} use {used} % of its capacity on average: pay by request",
            view.name()
        );
        found.add_with_fix(view.at(Field::Billing), message, "Switch to on-demand", to_on_demand(view.table));
    }
}

/// Indexes have no capacity of their own then.
fn to_on_demand(table: &Table) -> Edit {
    let billing = Edit::SetTable { table: table.id, field: TableField::Billing(Billing::OnDemand) };
    let without = |index: &GlobalIndex| Edit::SetIndex {
        table: table.id,
        index: index.id,
        field: IndexField::Capacity(None),
    };
    let indexes = table.indexes.iter().filter(|index| index.capacity.is_some());
    Edit::Batch { edits: std::iter::once(billing).chain(indexes.map(|index| without(index))).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    fn sketch(rate: u32) -> Sketch {
        let capacity = Capacity { read: 100, write: 100 };
        table("pk | email")
            .set(|table| table.billing = Billing::Provisioned(capacity))
            .index_with("by_email", "email", |index| index.capacity = Some(capacity))
            .pattern(PatternKind::Put, "", |pattern| pattern.average_rate = Some(rate))
    }

    #[test]
    fn capacity_is_used() {
        fires_with_fix(&RULE, sketch(10));
        silent(&RULE, sketch(50));
        silent(&RULE, sketch(10).query("pk ="));
        silent(&RULE, sketch(10).set(|table| table.autoscaling = Some(Autoscaling::default())));
        silent(&RULE, sketch(10).set(|table| table.billing = Billing::OnDemand));
    }
}
