//! Point-in-time recovery is off.
//!
//! Detects: a table without point-in-time recovery.
//! Why: after a bad write or a wrong deletion there is nothing to go back to; backups are days apart, if
//! there are any.
//! Way out: switch it on; an environment that needs none, such as a sandbox, can switch it off in its
//! overrides.
//! Source: Developer Guide, point-in-time recovery; Security Hub DynamoDB.2; checkov CKV_AWS_28.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB101", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    if view.table.recovery.is_some() {
        return;
    }
    let message = format!("Table {} has no point-in-time recovery: switch it on", view.name());
    let field = TableField::Recovery(Some(Recovery { days: Recovery::MAX_DAYS }));
    let fix = Edit::SetTable { table: view.table.id, field };
    found.add_with_fix(view.at(Field::Recovery), message, "Switch point-in-time recovery on", fix);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn recovery_is_wanted() {
        fires_with_fix(&RULE, table("pk"));
        silent(&RULE, table("pk").set(|table| table.recovery = Some(Recovery { days: 7 })));
    }
}
