//! The key of encryption is not the customer's.
//!
//! Detects: a table or replica encrypted with a key of AWS, where the policy wants a customer key
//! (`wants_customer_key`).
//! Why: only a customer key can be audited, restricted and revoked by the team.
//! Way out: name a key of AWS KMS; each replica needs one of its own region.
//! Source: Developer Guide, encryption at rest; checkov CKV_AWS_119 and CKV_AWS_271.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB104", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    if !view.thresholds().wants_customer_key {
        return;
    }
    let is_customer = |encryption: &Encryption| matches!(encryption, Encryption::Customer(_));
    if !is_customer(&view.table.encryption) {
        let message = format!("Table {} is encrypted with a key of AWS: name a customer key", view.name());
        found.add(view.at(Field::Encryption), message);
    }
    for replica in &view.table.replicas {
        if replica.encryption.as_ref().is_some_and(|own| !is_customer(own)) {
            let region = quoted(&replica.region);
            let message =
                format!("The replica in {region} is encrypted with a key of AWS: name a customer key");
            found.add(Address::field(Object::Replica(view.table.id, replica.id), Field::Encryption), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn a_customer_key_is_wanted_where_the_policy_says_so() {
        let strict = table("pk").thresholds(|thresholds| thresholds.wants_customer_key = true);
        let keyed = strict.clone().set(|table| table.encryption = Encryption::Customer("alias/a".to_owned()));
        fires(&RULE, strict);
        fires(&RULE, keyed.clone().replica("eu-west-1", |it| it.encryption = Some(Encryption::AwsManaged)));
        silent(&RULE, keyed.replica("eu-west-1", |_| {}));
        silent(&RULE, table("pk"));
    }
}
