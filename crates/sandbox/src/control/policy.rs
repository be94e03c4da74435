//! Resource policies of tables and streams: kept and given back, never enforced.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::arn::Resource;
use crate::durations::after;
use crate::overlay::{Overlay, Policy, TableEntry};
use crate::partition::Partition;
use crate::protocol::{Refusal, decode};

/// The largest policy, blanks included.
const MOST_BYTES: usize = 20 * 1024;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct OfResource {
    resource_arn: String,
    policy: Option<String>,
    expected_revision_id: Option<String>,
}

pub(super) fn put_resource_policy(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    const OPERATION: &str = "PutResourcePolicy";
    let wanted: OfResource = decode(OPERATION, request)?;
    let resource = partition.place.parse(OPERATION, &wanted.resource_arn)?;
    let document = wanted.policy.as_deref().unwrap_or_default();
    check(document)?;
    partition.change(|change| {
        let (now, arn) = (change.now, wanted.resource_arn.clone());
        let entry = find_mut(change.overlay, &resource, &arn)?;
        let current = entry.policies.get(&arn);
        check_revision(current, wanted.expected_revision_id.as_deref(), &arn)?;
        if let Some(same) = current.filter(|current| current.document == document) {
            return Ok(json!({ "RevisionId": same.revision }));
        }
        check_interval(current, now)?;
        let stored = stored(document, current, now, after(now, partition.durations.policy_interval));
        let answer = json!({ "RevisionId": stored.revision });
        entry.policies.insert(arn, stored);
        Ok(answer)
    })
}

pub(super) fn get_resource_policy(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    const OPERATION: &str = "GetResourcePolicy";
    let wanted: OfResource = decode(OPERATION, request)?;
    let arn = &wanted.resource_arn;
    let resource = partition.place.parse(OPERATION, arn)?;
    let overlay = partition.look();
    let entry = overlay.tables.get(resource.table()).ok_or_else(|| not_found(arn))?;
    let policy = entry.policies.get(arn).ok_or_else(|| no_policy(arn))?;
    Ok(json!({ "Policy": policy.document, "RevisionId": policy.revision }))
}

pub(super) fn delete_resource_policy(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    const OPERATION: &str = "DeleteResourcePolicy";
    let wanted: OfResource = decode(OPERATION, request)?;
    let resource = partition.place.parse(OPERATION, &wanted.resource_arn)?;
    partition.change(|change| {
        let (now, arn) = (change.now, &wanted.resource_arn);
        let entry = find_mut(change.overlay, &resource, arn)?;
        check_revision(entry.policies.get(arn), wanted.expected_revision_id.as_deref(), arn)?;
        check_interval(entry.policies.get(arn), now)?;
        Ok(match entry.policies.remove(arn) {
            Some(policy) => json!({ "RevisionId": policy.revision }),
            None => json!({}),
        })
    })
}

/// Checks a policy's text.
pub(super) fn check(document: &str) -> Result<(), Refusal> {
    if document.len() > MOST_BYTES {
        return Err(Refusal::validation(&format!("The policy is larger than {MOST_BYTES} bytes")));
    }
    match serde_json::from_str(document) {
        Ok(Value::Object(_)) => Ok(()),
        _ => Err(Refusal::validation("The resource policy is not a valid JSON document")),
    }
}

/// The policy to keep. Revisions are times, moved on so that no two of a resource are equal.
pub(super) fn stored(document: &str, current: Option<&Policy>, now: u64, locked_until: u64) -> Policy {
    let before = current.and_then(|policy| policy.revision.parse().ok()).unwrap_or(0);
    let revision = now.max(before + 1).to_string();
    Policy { document: document.to_owned(), revision, locked_until }
}

fn check_revision(current: Option<&Policy>, expected: Option<&str>, arn: &str) -> Result<(), Refusal> {
    let fits = match (expected, current) {
        (None, _) | (Some("NO_POLICY"), None) => true,
        (Some(expected), Some(current)) => expected == current.revision,
        (Some(_), None) => false,
    };
    if fits { Ok(()) } else { Err(no_policy(arn)) }
}

fn check_interval(current: Option<&Policy>, now: u64) -> Result<(), Refusal> {
    match current {
        Some(current) if now < current.locked_until => {
            Err(Refusal::limit("The resource policy was changed a moment ago. Try again later"))
        }
        _ => Ok(()),
    }
}

fn find_mut<'a>(
    overlay: &'a mut Overlay,
    resource: &Resource,
    arn: &str,
) -> Result<&'a mut TableEntry, Refusal> {
    overlay.tables.get_mut(resource.table()).ok_or_else(|| not_found(arn))
}

fn not_found(arn: &str) -> Refusal {
    Refusal::named("ResourceNotFoundException", &format!("Requested resource not found: {arn}"))
}

fn no_policy(arn: &str) -> Refusal {
    Refusal::named(
        "PolicyNotFoundException",
        &format!("Resource-based policy not found for the provided ResourceArn: {arn}"),
    )
}
