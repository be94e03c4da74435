//! Recovery goes back fewer days than it could.
//!
//! Detects: point-in-time recovery with fewer days than the policy wants (`recovery_days`).
//! Why: the price is the same for any number of days, and a mistake is often found late.
//! Way out: take 35 days, unless items must be gone sooner by law.
//! Source: Developer Guide, point-in-time recovery: how it works; billing.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB118", Info, check);

fn check(view: &TableView, found: &mut Findings) {
    let wanted = view.thresholds().recovery_days.min(Recovery::MAX_DAYS);
    let Some(Recovery { days }) = view.table.recovery.filter(|recovery| recovery.days < wanted) else {
        return;
    };
    let message =
        format!("Recovery of {} goes back {days} days: {wanted} cost the same, so take those", view.name());
    let field = TableField::Recovery(Some(Recovery { days: wanted }));
    let fix = Edit::SetTable { table: view.table.id, field };
    found.add_with_fix(view.at(Field::Recovery), message, &format!("Take {wanted} days"), fix);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn days_are_free() {
        let short = table("pk").set(|table| table.recovery = Some(Recovery { days: 7 }));
        fires_with_fix(&RULE, short.clone());
        silent(&RULE, short.thresholds(|thresholds| thresholds.recovery_days = 7));
        silent(&RULE, table("pk"));
    }
}
