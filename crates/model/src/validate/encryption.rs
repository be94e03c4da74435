//! Keys of the customer (DDB034), of tables and replicas.

use super::arn::Arn;
use super::subject::Subject;
use crate::{Diagnostic, Edit, Encryption, Field, Object, Replica, ReplicaField, Table, quoted};

/// Characters of the name of a key (API reference, `KMSMasterKeyId`).
const MAX_KEY: usize = 2_048;

pub(super) fn check(table: &Table, found: &mut Vec<Diagnostic>) {
    if let Encryption::Customer(key) = &table.encryption {
        found.extend(shape(Subject::table(table), key, None));
    }
    for replica in &table.replicas {
        found.extend(of_replica(table, replica));
    }
}

/// The kind of key is that of the table, but a key of the customer is one of the region.
fn of_replica(table: &Table, replica: &Replica) -> Option<Diagnostic> {
    let object = Object::Replica(table.id, replica.id);
    let subject = Subject { kind: "Replica", name: &replica.region, object };
    let of_table = &table.encryption;
    let message = match (of_table, &replica.encryption) {
        (_, Some(Encryption::Customer(key))) if *of_table != Encryption::AwsOwned => {
            return shape(subject, key, Some(&replica.region));
        }
        (Encryption::Customer(_), None) => {
            let message = format!(
                "{subject} has no key, but its table has one of the customer: name a key in that region"
            );
            return Some(subject.error("DDB034", Field::Encryption, message));
        }
        (_, None) => return None,
        (of_table, Some(own)) if (*of_table == Encryption::AwsOwned) == (*own == Encryption::AwsOwned) => {
            return None;
        }
        (Encryption::AwsOwned, Some(_)) => "has a key in KMS, but its table has a key that AWS owns",
        (_, Some(_)) => "has a key that AWS owns, but its table has a key in KMS",
    };
    let message = format!("{subject} {message}: all replicas have the same kind");
    let field = ReplicaField::Encryption(None);
    let fix = Edit::SetReplica { table: table.id, replica: replica.id, field };
    let finding = subject.error("DDB034", Field::Encryption, message);
    let follows = !matches!(of_table, Encryption::Customer(_));
    Some(if follows { finding.with_fix("Follow the table", fix) } else { finding })
}

fn shape(subject: Subject<'_>, key: &str, region: Option<&str>) -> Option<Diagnostic> {
    let message = if key.is_empty() {
        format!(
            "{subject} is encrypted with a key of the customer that is not named: give its id, ARN or alias"
        )
    } else if key.len() > MAX_KEY || !is_key(key) {
        format!("{subject} is encrypted with {}, which is no key: give its id, ARN or alias", quoted(key))
    } else if region.zip(Arn::parse(key)).is_some_and(|(region, arn)| arn.region != region) {
        format!("{subject} is encrypted with {}, a key of another region: name one of its own", quoted(key))
    } else {
        return None;
    };
    Some(subject.error("DDB034", Field::Encryption, message))
}

/// `1234abcd-…`, `alias/orders`, or the ARN of either.
fn is_key(key: &str) -> bool {
    let is_id = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let is_alias = |text: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/'))
    };
    match (Arn::parse(key), key.strip_prefix("alias/")) {
        (Some(arn), _) => {
            arn.name_of("kms", "key/").is_some_and(is_id)
                || arn.name_of("kms", "alias/").is_some_and(is_alias)
        }
        (None, Some(alias)) => is_alias(alias),
        (None, None) => is_id(key),
    }
}
