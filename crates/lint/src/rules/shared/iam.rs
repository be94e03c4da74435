//! Statements of resource policies, as far as rules look at them.

use serde_json::Value;

use crate::rules::prelude::*;

/// The resource policies of a table and its replicas, with whose they are.
pub(in crate::rules) fn policies<'a>(
    view: &TableView<'a>,
) -> impl Iterator<Item = (Address, String, &'a str)> {
    let (table, own) = (view.table, view.table.policy.as_deref());
    let own = own.map(|policy| (view.at(Field::Policy), quoted(&table.name), policy));
    let replicas = table.replicas.iter().filter_map(|replica| {
        let address = Address::field(Object::Replica(table.id, replica.id), Field::Policy);
        let owner = format!("the replica in {}", quoted(&replica.region));
        Some((address, owner, replica.policy.as_deref()?))
    });
    own.into_iter().chain(replicas)
}

/// One statement of a policy.
pub(in crate::rules) struct Statement(Value);

impl Statement {
    /// The statements of a policy; a text that is no policy has none.
    pub(in crate::rules) fn all_of(policy: &str) -> Vec<Self> {
        let mut policy: Value = serde_json::from_str(policy).unwrap_or_default();
        match policy.get_mut("Statement").map(Value::take) {
            Some(Value::Array(statements)) => statements.into_iter().map(Self).collect(),
            Some(one @ Value::Object(_)) => vec![Self(one)],
            _ => Vec::new(),
        }
    }

    pub(in crate::rules) fn is_allowing(&self) -> bool {
        self.0.get("Effect").is_some_and(|effect| effect == "Allow")
    }

    pub(in crate::rules) fn is_denying(&self) -> bool {
        self.0.get("Effect").is_some_and(|effect| effect == "Deny")
    }

    /// Whether it is for everybody, whatever the circumstances.
    pub(in crate::rules) fn is_for_all(&self) -> bool {
        let has_condition = self
            .0
            .get("Condition")
            .is_some_and(|condition| condition.as_object().is_none_or(|members| !members.is_empty()));
        let principal = self.0.get("Principal");
        let aws = principal.and_then(|principal| principal.get("AWS"));
        !has_condition && [principal, aws].into_iter().flatten().any(|one| words(one).any(|word| word == "*"))
    }

    /// Whether it names one of these actions.
    pub(in crate::rules) fn names_action(&self, actions: &[&str]) -> bool {
        self.0.get("Action").is_some_and(|one| {
            words(one).any(|word| actions.iter().any(|action| action.eq_ignore_ascii_case(word)))
        })
    }
}

/// A policy has one word or a list of them.
fn words(value: &Value) -> impl Iterator<Item = &str> {
    value.as_str().into_iter().chain(value.as_array().into_iter().flatten().filter_map(Value::as_str))
}
