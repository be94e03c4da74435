//! Capacity that scales: bounds and policy, which are Application Auto Scaling's and not DynamoDB's.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tablewright_model::Capacity;

use crate::{BillingState, Bounds, Dimension, ScalingState, TableState, Tracking};

/// `dynamodb` in the words of Application Auto Scaling.
const NAMESPACE: &str = "dynamodb";

pub(super) fn target(
    table: &str,
    index: Option<&str>,
    dimension: Dimension,
    bounds: Option<Bounds>,
) -> Value {
    let mut body = scalable(table, index, dimension);
    if let Some(Bounds { min, max }) = bounds {
        body["MinCapacity"] = json!(min);
        body["MaxCapacity"] = json!(max);
    }
    body
}

pub(super) fn policy(table: &str, index: Option<&str>, dimension: Dimension, tracking: &Tracking) -> Value {
    let metric = match dimension {
        Dimension::Read => "DynamoDBReadCapacityUtilization",
        Dimension::Write => "DynamoDBWriteCapacityUtilization",
    };
    let mut target = json!({
        "TargetValue": f64::from(tracking.target),
        "PredefinedMetricSpecification": { "PredefinedMetricType": metric },
        "DisableScaleIn": tracking.only_out,
    });
    if let Some(seconds) = tracking.scale_in_cooldown {
        target["ScaleInCooldown"] = json!(seconds);
    }
    if let Some(seconds) = tracking.scale_out_cooldown {
        target["ScaleOutCooldown"] = json!(seconds);
    }
    let mut body = scalable(table, index, dimension);
    // The name that the console gives: another one would stand beside it.
    body["PolicyName"] = json!(format!("{metric}:{}", resource(table, index)));
    body["PolicyType"] = json!("TargetTrackingScaling");
    body["TargetTrackingScalingPolicyConfiguration"] = target;
    body
}

fn scalable(table: &str, index: Option<&str>, dimension: Dimension) -> Value {
    let kind = if index.is_some() { "index" } else { "table" };
    let units = match dimension {
        Dimension::Read => "ReadCapacityUnits",
        Dimension::Write => "WriteCapacityUnits",
    };
    json!({
        "ServiceNamespace": NAMESPACE,
        "ResourceId": resource(table, index),
        "ScalableDimension": format!("dynamodb:{kind}:{units}"),
    })
}

fn resource(table: &str, index: Option<&str>) -> String {
    match index {
        None => format!("table/{table}"),
        Some(index) => format!("table/{table}/index/{index}"),
    }
}

/// Registering moves the capacity inside the bounds at once.
pub(super) fn bounded(
    state: &mut TableState,
    index: Option<&str>,
    dimension: Dimension,
    bounds: Option<Bounds>,
) {
    let Some((scaling, capacity)) = scaled(state, index) else { return };
    match bounds {
        None => {
            scaling.remove(&dimension);
        }
        Some(bounds) => {
            scaling.entry(dimension).or_insert(ScalingState { bounds, tracking: None }).bounds = bounds;
            if let Some(capacity) = capacity {
                let units = dimension.of_mut(capacity);
                *units = bounds.clamp(*units);
            }
        }
    }
}

pub(super) fn tracked(state: &mut TableState, index: Option<&str>, dimension: Dimension, tracking: Tracking) {
    if let Some((scaling, _)) = scaled(state, index)
        && let Some(found) = scaling.get_mut(&dimension)
    {
        found.tracking = Some(tracking);
    }
}

type Scaled<'a> = (&'a mut BTreeMap<Dimension, ScalingState>, Option<&'a mut Capacity>);

fn scaled<'a>(state: &'a mut TableState, index: Option<&str>) -> Option<Scaled<'a>> {
    match index {
        None => {
            let capacity = match &mut state.billing {
                BillingState::Provisioned(capacity) => Some(capacity),
                BillingState::OnDemand => None,
            };
            Some((&mut state.autoscaling, capacity))
        }
        Some(name) => {
            let index = state.indexes.get_mut(name)?;
            Some((&mut index.autoscaling, index.capacity.as_mut()))
        }
    }
}

pub(super) fn target_title(index: Option<&str>, dimension: Dimension, bounds: Option<Bounds>) -> String {
    let what = what(index, dimension);
    match bounds {
        Some(Bounds { min, max }) => format!("scale {what} from {min} to {max}"),
        None => format!("scale {what} no more"),
    }
}

pub(super) fn policy_title(index: Option<&str>, dimension: Dimension, tracking: &Tracking) -> String {
    format!("keep {} used to {} %", what(index, dimension), tracking.target)
}

fn what(index: Option<&str>, dimension: Dimension) -> String {
    let word = dimension.word();
    match index {
        None => format!("{word} capacity"),
        Some(index) => format!("{word} capacity of index {index}"),
    }
}
