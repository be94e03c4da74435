//! Deletion protection is off.
//!
//! Detects: a table that one call can delete.
//! Why: a wrong profile, a script or a destroyed stack takes the table and all of its items in seconds.
//! Way out: switch deletion protection on; whoever means to delete the table switches it off first.
//! Source: Developer Guide, deletion protection; Security Hub DynamoDB.6.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB102", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    if view.table.deletion_protection {
        return;
    }
    let message = format!("One call can delete table {}: switch deletion protection on", view.name());
    let fix = Edit::SetTable { table: view.table.id, field: TableField::DeletionProtection(true) };
    found.add_with_fix(view.at(Field::DeletionProtection), message, "Switch deletion protection on", fix);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn protection_is_wanted() {
        fires_with_fix(&RULE, table("pk"));
        silent(&RULE, table("pk").set(|table| table.deletion_protection = true));
    }
}
