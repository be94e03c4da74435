//! Application Auto Scaling for DynamoDB: targets and policies, kept and described.
//!
//! It answers on the same endpoint, by the name that requests carry in `X-Amz-Target`. A target moves capacity into its
//! bounds when it is registered; nothing scales with traffic, and no alarm exists beyond its name.

mod policies;
mod targets;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::arn::Place;
use crate::control::Handler;
use crate::overlay::Dimension;
use crate::protocol::{Refusal, decode};

/// The dimensions that DynamoDB has: name, whether it is an index's, whether it is read capacity.
const DIMENSIONS: [(&str, bool, bool); 4] = [
    ("dynamodb:table:ReadCapacityUnits", false, true),
    ("dynamodb:table:WriteCapacityUnits", false, false),
    ("dynamodb:index:ReadCapacityUnits", true, true),
    ("dynamodb:index:WriteCapacityUnits", true, false),
];
const NAMESPACE: &str = "dynamodb";
const MOST_RESULTS: usize = 50;

/// The operation of that name, if it belongs to this service.
pub(crate) fn handler(operation: &str) -> Option<Handler> {
    Some(match operation {
        "RegisterScalableTarget" => targets::register,
        "DescribeScalableTargets" => targets::describe,
        "DeregisterScalableTarget" => targets::deregister,
        "PutScalingPolicy" => policies::put,
        "DescribeScalingPolicies" => policies::describe,
        "DeleteScalingPolicy" => policies::delete,
        _ => return None,
    })
}

/// A refusal of this service.
fn invalid(message: &str) -> Refusal {
    Refusal::plain("ValidationException", message)
}

fn not_found(what: &str, of: &Dimension) -> Refusal {
    Refusal::plain(
        "ObjectNotFoundException",
        &format!(
            "No {what} found for service namespace: {NAMESPACE}, resource ID: {}, scalable dimension: {}",
            of.resource_id, of.scalable_dimension
        ),
    )
}

/// What every request names.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Named {
    service_namespace: Option<String>,
}

fn check_namespace(operation: &str, request: &Value) -> Result<(), Refusal> {
    let named: Named = decode(operation, request.clone())?;
    match named.service_namespace.as_deref() {
        Some(NAMESPACE) => Ok(()),
        given => {
            let given = given.unwrap_or("null");
            Err(invalid(&format!("The sandbox scales '{NAMESPACE}' only, not '{given}'")))
        }
    }
}

/// The table and index that a dimension is of, and whether it is of read capacity.
struct Scaled<'a> {
    table: &'a str,
    index: Option<&'a str>,
    read: bool,
}

fn scaled(of: &Dimension) -> Result<Scaled<'_>, Refusal> {
    let known = DIMENSIONS.iter().find(|(name, _, _)| *name == of.scalable_dimension);
    let Some((_, of_index, read)) = known else {
        return Err(invalid(&format!("Unsupported scalable dimension: {}", of.scalable_dimension)));
    };
    let parts: Vec<&str> = of.resource_id.split('/').collect();
    match (parts.as_slice(), of_index) {
        (["table", table], false) => Ok(Scaled { table, index: None, read: *read }),
        (["table", table, "index", index], true) => Ok(Scaled { table, index: Some(index), read: *read }),
        _ => Err(invalid(&format!(
            "Unsupported service namespace, resource type or scalable dimension: {} {}",
            of.resource_id, of.scalable_dimension
        ))),
    }
}

/// One page of what a Describe operation shows.
fn page(all: Vec<Value>, field: &str, request: &Value) -> Value {
    let start = request["NextToken"].as_str().map_or(Some(0), |token| token.parse().ok());
    let start = start.unwrap_or(usize::MAX).min(all.len());
    let asked = request["MaxResults"].as_u64().and_then(|most| usize::try_from(most).ok());
    let end = (start + asked.unwrap_or(MOST_RESULTS).clamp(1, MOST_RESULTS)).min(all.len());
    let shown: Vec<Value> = all.iter().take(end).skip(start).cloned().collect();
    let mut answer = json!({ field: shown });
    if end < all.len() {
        answer["NextToken"] = json!(end.to_string());
    }
    answer
}

/// Whether a list in a request names `value`, or is not given.
fn listed(request: &Value, list: &str, value: &str) -> bool {
    match request[list].as_array() {
        Some(names) if !names.is_empty() => names.iter().any(|name| name == value),
        _ => true,
    }
}

/// Whether a field in a request is `value`, or is not given.
fn given(request: &Value, field: &str, value: &str) -> bool {
    request[field].is_null() || request[field] == value
}

/// An id that follows from what it is of: the same request gets the same one.
fn id(place: &Place, name: &str) -> String {
    let digest = |seed: u64| {
        let text = format!("{}/{}/{name}", place.account, place.region);
        text.bytes().fold(seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    };
    format!("{:016x}{:016x}", digest(0xcbf2_9ce4_8422_2325), digest(0x8422_2325_cbf2_9ce4))
}
