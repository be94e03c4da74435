//! Encryption settings: from an SSESpecification to what DescribeTable shows.
//!
//! Nothing is encrypted, and no key is looked up: every key id is taken to exist.

use super::wanted::SseSpecification;
use crate::arn::Place;
use crate::overlay::Encryption;
use crate::protocol::Refusal;

/// The alias of the account's key that AWS manages.
pub(crate) const MANAGED_ALIAS: &str = "alias/aws/dynamodb";
/// Its id.
pub(crate) const MANAGED_KEY: &str = "0d9a1f1e-7ab1-4e0b-8d57-000000000001";

/// Checks what can be checked without a table.
pub(super) fn check(wanted: &SseSpecification) -> Result<(), Refusal> {
    if let Some(kind) = wanted.kind.as_deref().filter(|kind| *kind != "KMS") {
        return Err(Refusal::validation(&format!(
            "1 validation error detected: Value '{kind}' at 'sSESpecification.sSEType' failed to satisfy constraint: \
             Member must satisfy enum value set: [KMS]"
        )));
    }
    if wanted.enabled != Some(true) && wanted.key.is_some() {
        return Err(Refusal::invalid("KMSMasterKeyId can only be specified when SSE is enabled"));
    }
    Ok(())
}

/// The setting after a change that has settled at `settled`.
pub(super) fn changed(
    place: &Place,
    current: Option<&Encryption>,
    wanted: &SseSpecification,
    settled: u64,
) -> Option<Encryption> {
    if wanted.enabled == Some(true) {
        let key_arn = key_arn(place, wanted.key.as_deref());
        let status = if current.is_some() { "UPDATING" } else { "ENABLING" };
        return Some(Encryption { key_arn, enabled: true, settled, status: status.to_owned() });
    }
    current.map(|current| Encryption {
        key_arn: current.key_arn.clone(),
        enabled: false,
        settled,
        status: "DISABLING".to_owned(),
    })
}

fn key_arn(place: &Place, key: Option<&str>) -> String {
    match key {
        None | Some(MANAGED_ALIAS) => place.kms_key(MANAGED_KEY),
        Some(arn) if arn.starts_with("arn:") => arn.to_owned(),
        Some(id) => place.kms_key(id.trim_start_matches("alias/")),
    }
}
