//! The key of data at rest: no description is the key that AWS owns, and the account's key that AWS manages shows by an
//! alias and by nothing else.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::{SseDescription, SseStatus, SseType, TableDescription};
use tablewright_model::Encryption;

/// The alias of the key that AWS manages for DynamoDB in every account.
const MANAGED: &str = "alias/aws/dynamodb";

/// The ARN of the key in KMS that the table is encrypted with.
pub(crate) fn encrypted_with(description: &TableDescription) -> Option<&str> {
    in_kms(description)?.kms_master_key_arn.as_deref()
}

pub(super) fn of(description: &TableDescription, aliases: &BTreeSet<String>) -> Encryption {
    if in_kms(description).is_none() {
        return Encryption::AwsOwned;
    }
    match encrypted_with(description) {
        Some(key) if !aliases.contains(MANAGED) => Encryption::Customer(key.to_owned()),
        _ => Encryption::AwsManaged,
    }
}

pub(super) fn settling(description: &TableDescription) -> Option<String> {
    let status = description.sse_description.as_ref()?.status.as_ref()?;
    let ended = matches!(status, SseStatus::Enabled | SseStatus::Disabled);
    (!ended).then(|| format!("Its encryption is {}", status.as_str()))
}

/// `AES256` is what descriptions of old tables say of the key that AWS owns.
fn in_kms(description: &TableDescription) -> Option<&SseDescription> {
    let sse = description.sse_description.as_ref()?;
    let off = matches!(sse.status, None | Some(SseStatus::Disabled | SseStatus::Disabling));
    (!off && sse.sse_type != Some(SseType::Aes256)).then_some(sse)
}
