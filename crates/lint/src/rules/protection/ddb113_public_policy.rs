//! The resource policy lets everybody in.
//!
//! Detects: a statement of a resource policy that allows the principal `*` without a condition.
//! Why: anybody with any AWS account can do what the statement allows; Block Public Access may refuse the
//! policy.
//! Way out: name the accounts or roles, or add a condition such as `aws:PrincipalOrgID`.
//! Source: Developer Guide, resource-based policies: Block Public Access.

use crate::rules::prelude::*;
use crate::rules::shared::{Statement, policies};

pub(super) const RULE: Rule = Rule::table("DDB113", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    for (address, owner, policy) in policies(view) {
        if Statement::all_of(policy).iter().any(|statement| statement.is_allowing() && statement.is_for_all())
        {
            let message = format!(
                "The resource policy of {owner} allows everybody: name accounts or roles, or add a condition"
            );
            found.add(address, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    fn with_policy(text: &str) -> Sketch {
        table("pk").set(|table| table.policy = Some(text.to_owned()))
    }

    #[test]
    fn policies_name_who_is_let_in() {
        fires(
            &RULE,
            with_policy(r#"{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "dynamodb:*"}}"#),
        );
        fires(
            &RULE,
            with_policy(r#"{"Statement": [{"Effect": "Allow", "Principal": {"AWS": ["1", "*"]}}]}"#),
        );
        silent(
            &RULE,
            with_policy(r#"{"Statement": [{"Effect": "Allow", "Principal": "*", "Condition": {"a": 1}}]}"#),
        );
        silent(&RULE, with_policy(r#"{"Statement": [{"Effect": "Deny", "Principal": "*"}]}"#));
        silent(
            &RULE,
            with_policy(r#"{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "111122223333"}}]}"#),
        );
        silent(&RULE, with_policy("no JSON"));
        fires(
            &RULE,
            table("pk").replica("eu-west-1", |replica| {
                replica.policy = Some(r#"{"Statement": {"Effect": "Allow", "Principal": "*"}}"#.to_owned());
            }),
        );
    }
}
