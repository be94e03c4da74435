//! The resource policy locks everybody out.
//!
//! Detects: a statement that denies the principal `*` to change the policy or everything, without a
//! condition.
//! Why: nobody, the owner of the table included, could change the policy again; only the root user of the
//! account can help.
//! Way out: exempt the roles that manage the table by a condition, such as `aws:PrincipalArn`.
//! Source: API reference, PutResourcePolicy: ConfirmRemoveSelfResourceAccess.

use crate::rules::prelude::*;
use crate::rules::shared::{Statement, policies};

pub(super) const RULE: Rule = Rule::table("DDB115", Warning, check);

/// What is needed to get in again.
const NEEDED: [&str; 4] = ["*", "dynamodb:*", "dynamodb:PutResourcePolicy", "dynamodb:DeleteResourcePolicy"];

fn check(view: &TableView, found: &mut Findings) {
    for (address, owner, policy) in policies(view) {
        let locks = |statement: &Statement| {
            statement.is_denying() && statement.is_for_all() && statement.names_action(&NEEDED)
        };
        if Statement::all_of(policy).iter().any(locks) {
            let message = format!(
                "The resource policy of {owner} denies everybody to change it again: exempt the roles that manage it"
            );
            found.add(address, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    fn denying(rest: &str) -> Sketch {
        let text = format!(r#"{{"Statement": [{{"Effect": "Deny", "Principal": "*", {rest}}}]}}"#);
        table("pk").set(|table| table.policy = Some(text))
    }

    #[test]
    fn somebody_can_still_change_the_policy() {
        fires(&RULE, denying(r#""Action": "dynamodb:*""#));
        fires(&RULE, denying(r#""Action": ["dynamodb:GetItem", "dynamodb:PutResourcePolicy"]"#));
        silent(&RULE, denying(r#""Action": "dynamodb:DeleteTable""#));
        silent(&RULE, denying(r#""Action": "dynamodb:*", "Condition": {"ArnNotLike": {}}"#));
    }
}
