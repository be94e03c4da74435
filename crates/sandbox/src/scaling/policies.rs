//! Scaling policies: what utilisation a target aims at. DynamoDB has target tracking only.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{NAMESPACE, check_namespace, given, id, invalid, listed, not_found, page, scaled};
use crate::arn::Place;
use crate::control::seconds;
use crate::overlay::{Dimension, ScalingPolicy};
use crate::partition::Partition;
use crate::protocol::{Refusal, decode};

const TRACKING: &str = "TargetTrackingScaling";
const READ_METRIC: &str = "DynamoDBReadCapacityUtilization";
const WRITE_METRIC: &str = "DynamoDBWriteCapacityUtilization";
/// The alarms that a policy makes.
const ALARMS: [&str; 4] = ["AlarmHigh", "AlarmLow", "ProvisionedCapacityHigh", "ProvisionedCapacityLow"];

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct OfPolicy {
    #[serde(flatten)]
    of: Dimension,
    policy_name: String,
    policy_type: Option<String>,
    target_tracking_scaling_policy_configuration: Option<Value>,
}

impl OfPolicy {
    fn key(&self) -> String {
        format!("{} {}", self.of.key(), self.policy_name)
    }
}

pub(super) fn put(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    const OPERATION: &str = "PutScalingPolicy";
    check_namespace(OPERATION, &request)?;
    let wanted: OfPolicy = decode(OPERATION, request)?;
    let configuration = check(&wanted)?;
    partition.change(|change| {
        let now = change.now;
        let scaling = &mut change.overlay.scaling;
        if !scaling.targets.contains_key(&wanted.of.key()) {
            return Err(not_found("scalable target", &wanted.of));
        }
        let known = scaling.policies.get(&wanted.key());
        let policy = ScalingPolicy {
            of: wanted.of.clone(),
            id: known.map_or_else(|| id(&partition.place, &wanted.key()), |known| known.id.clone()),
            name: wanted.policy_name.clone(),
            configuration: configuration.clone(),
            created: known.map_or(now, |known| known.created),
        };
        let answer = json!({
            "PolicyARN": arn(&partition.place, &policy),
            "Alarms": alarms(&partition.place, &policy),
        });
        scaling.policies.insert(wanted.key(), policy);
        Ok(answer)
    })
}

pub(super) fn describe(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    check_namespace("DescribeScalingPolicies", &request)?;
    let overlay = partition.look();
    let wanted = overlay.scaling.policies.values().filter(|policy| {
        listed(&request, "PolicyNames", &policy.name)
            && given(&request, "ResourceId", &policy.of.resource_id)
            && given(&request, "ScalableDimension", &policy.of.scalable_dimension)
    });
    let shown = wanted.map(|policy| shown(&partition.place, policy)).collect();
    Ok(page(shown, "ScalingPolicies", &request))
}

pub(super) fn delete(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    const OPERATION: &str = "DeleteScalingPolicy";
    check_namespace(OPERATION, &request)?;
    let wanted: OfPolicy = decode(OPERATION, request)?;
    partition.change(|change| {
        let removed = change.overlay.scaling.policies.remove(&wanted.key());
        removed.map(|_| json!({})).ok_or_else(|| not_found("scaling policy", &wanted.of))
    })
}

/// The configuration of a request that is in order.
fn check(wanted: &OfPolicy) -> Result<&Value, Refusal> {
    let read = scaled(&wanted.of)?.read;
    if wanted.policy_type.as_deref() != Some(TRACKING) {
        let given = wanted.policy_type.as_deref().unwrap_or("StepScaling");
        return Err(invalid(&format!("PolicyType must be {TRACKING} for {NAMESPACE}, not {given}")));
    }
    let Some(configuration) = &wanted.target_tracking_scaling_policy_configuration else {
        return Err(invalid("TargetTrackingScalingPolicyConfiguration is required"));
    };
    let target = configuration["TargetValue"].as_f64();
    if !target.is_some_and(|value| (20.0..=90.0).contains(&value)) {
        return Err(invalid("TargetValue must be between 20 and 90"));
    }
    let metric = configuration["PredefinedMetricSpecification"]["PredefinedMetricType"].as_str();
    let fitting = if read { READ_METRIC } else { WRITE_METRIC };
    match metric {
        Some(metric) if metric != fitting => Err(invalid(&format!(
            "The metric type {metric} does not fit the scalable dimension {}, {fitting} does",
            wanted.of.scalable_dimension
        ))),
        _ => Ok(configuration),
    }
}

fn shown(place: &Place, policy: &ScalingPolicy) -> Value {
    json!({
        "PolicyARN": arn(place, policy),
        "PolicyName": policy.name,
        "ServiceNamespace": NAMESPACE,
        "ResourceId": policy.of.resource_id,
        "ScalableDimension": policy.of.scalable_dimension,
        "PolicyType": TRACKING,
        "TargetTrackingScalingPolicyConfiguration": policy.configuration,
        "Alarms": alarms(place, policy),
        "CreationTime": seconds(policy.created),
    })
}

fn arn(place: &Place, policy: &ScalingPolicy) -> String {
    place.scaling_policy(&policy.id, &policy.of.resource_id, &policy.name)
}

fn alarms(place: &Place, policy: &ScalingPolicy) -> Value {
    let named = ALARMS.iter().map(|kind| {
        let name = format!("TargetTracking-{}-{kind}-{}", policy.of.resource_id, policy.id);
        json!({ "AlarmARN": place.alarm(&name), "AlarmName": name })
    });
    named.collect()
}
