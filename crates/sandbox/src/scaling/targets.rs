//! Scalable targets: the bounds of one capacity of a table or an index.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{NAMESPACE, Scaled, check_namespace, given, id, invalid, listed, not_found, page, scaled};
use crate::arn::Place;
use crate::control::{self, seconds};
use crate::overlay::{Dimension, Target};
use crate::partition::Partition;
use crate::protocol::{Refusal, decode};

/// No capacity can be below.
const LEAST: i64 = 1;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Register {
    #[serde(flatten)]
    of: Dimension,
    min_capacity: Option<i64>,
    max_capacity: Option<i64>,
    suspended_state: Option<Value>,
}

pub(super) fn register(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    const OPERATION: &str = "RegisterScalableTarget";
    check_namespace(OPERATION, &request)?;
    let wanted: Register = decode(OPERATION, request)?;
    let scaled = scaled(&wanted.of)?;
    let units = current(partition, &scaled, &wanted.of)?;
    let target = partition.change(|change| {
        let known = change.overlay.scaling.targets.get(&wanted.of.key());
        let target = merged(&partition.place, known, &wanted, change.now)?;
        change.overlay.scaling.targets.insert(wanted.of.key(), target.clone());
        Ok(target)
    })?;
    move_into_bounds(partition, &scaled, units, &target);
    Ok(json!({ "ScalableTargetARN": arn(&partition.place, &target) }))
}

pub(super) fn describe(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    check_namespace("DescribeScalableTargets", &request)?;
    let overlay = partition.look();
    let wanted = overlay.scaling.targets.values().filter(|target| {
        listed(&request, "ResourceIds", &target.of.resource_id)
            && given(&request, "ScalableDimension", &target.of.scalable_dimension)
    });
    let shown = wanted.map(|target| shown(&partition.place, target)).collect();
    Ok(page(shown, "ScalableTargets", &request))
}

pub(super) fn deregister(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    const OPERATION: &str = "DeregisterScalableTarget";
    check_namespace(OPERATION, &request)?;
    let of: Dimension = decode(OPERATION, request)?;
    partition.change(|change| {
        let scaling = &mut change.overlay.scaling;
        scaling.targets.remove(&of.key()).ok_or_else(|| not_found("scalable target", &of))?;
        scaling.policies.retain(|_, policy| policy.of != of);
        Ok(json!({}))
    })
}

/// The capacity now, and both units of the table or index.
fn current(partition: &Partition, scaled: &Scaled<'_>, of: &Dimension) -> Result<(i64, i64), Refusal> {
    let missing = |what: &str| invalid(&format!("DynamoDB {what} does not exist: {}", of.resource_id));
    let described = control::describe(partition, scaled.table).map_err(|_| missing("table"))?;
    if described["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST" {
        return Err(invalid(&format!(
            "The capacity of an on-demand table cannot be scaled: {}",
            of.resource_id
        )));
    }
    let holder = match scaled.index {
        None => &described,
        Some(name) => described["GlobalSecondaryIndexes"]
            .as_array()
            .and_then(|indexes| indexes.iter().find(|index| index["IndexName"] == name))
            .ok_or_else(|| missing("index"))?,
    };
    let unit = |field: &str| holder["ProvisionedThroughput"][field].as_i64().unwrap_or(LEAST);
    Ok((unit("ReadCapacityUnits"), unit("WriteCapacityUnits")))
}

fn merged(place: &Place, known: Option<&Target>, wanted: &Register, now: u64) -> Result<Target, Refusal> {
    let first = |bound: Option<i64>, known: Option<i64>| {
        bound.or(known).ok_or_else(|| {
            invalid("MinCapacity and MaxCapacity are required when a scalable target is registered first")
        })
    };
    let min = first(wanted.min_capacity, known.map(|known| known.min))?;
    let max = first(wanted.max_capacity, known.map(|known| known.max))?;
    if min < LEAST {
        return Err(invalid(&format!("Minimum capacity cannot be less than {LEAST}")));
    }
    if max < min {
        return Err(invalid("Maximum capacity cannot be less than minimum capacity"));
    }
    let awake = json!({
        "DynamicScalingInSuspended": false,
        "DynamicScalingOutSuspended": false,
        "ScheduledScalingSuspended": false,
    });
    let mut suspended = known.map_or(awake, |known| known.suspended.clone());
    for (kind, state) in wanted.suspended_state.as_ref().and_then(Value::as_object).into_iter().flatten() {
        suspended[kind] = state.clone();
    }
    Ok(Target {
        of: wanted.of.clone(),
        id: known.map_or_else(|| id(place, &wanted.of.key()), |known| known.id.clone()),
        min,
        max,
        suspended,
        created: known.map_or(now, |known| known.created),
    })
}

/// A registration moves the capacity of an ACTIVE table at once. A table that is busy, or without credit for a
/// decrease, keeps what it has.
fn move_into_bounds(partition: &Partition, scaled: &Scaled<'_>, units: (i64, i64), target: &Target) {
    let (read, write) = units;
    let within = |unit: i64| unit.clamp(target.min, target.max);
    let moved = if scaled.read { (within(read), write) } else { (read, within(write)) };
    if moved == units {
        return;
    }
    let throughput = json!({ "ReadCapacityUnits": moved.0, "WriteCapacityUnits": moved.1 });
    let mut request = json!({ "TableName": scaled.table });
    match scaled.index {
        None => request["ProvisionedThroughput"] = throughput,
        Some(name) => {
            let update = json!({ "IndexName": name, "ProvisionedThroughput": throughput });
            request["GlobalSecondaryIndexUpdates"] = json!([{ "Update": update }]);
        }
    }
    let moved = if scaled.read {
        control::update_alone(partition, request)
    } else {
        control::update_table(partition, request).map(drop)
    };
    if let Err(refusal) = moved {
        tracing::debug!(resource = target.of.resource_id, why = refusal.body, "the capacity stays as it is");
    }
}

fn shown(place: &Place, target: &Target) -> Value {
    json!({
        "ServiceNamespace": NAMESPACE,
        "ResourceId": target.of.resource_id,
        "ScalableDimension": target.of.scalable_dimension,
        "MinCapacity": target.min,
        "MaxCapacity": target.max,
        "RoleARN": place.scaling_role(),
        "CreationTime": seconds(target.created),
        "SuspendedState": target.suspended,
        "ScalableTargetARN": arn(place, target),
    })
}

fn arn(place: &Place, target: &Target) -> String {
    place.scalable_target(&target.id)
}
