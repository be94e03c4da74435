//! The calls that let provisioned capacity follow its use.

use tablewright_model::{Autoscaling, Billing, Scaling, Table};

use super::shell::Script;
use crate::tree::{Map, map};

pub(super) fn calls(script: &mut Script, table: &Table, name: &str) {
    if table.billing == Billing::OnDemand {
        return;
    }
    of(script, &format!("table/{name}"), "table", table.autoscaling);
    for index in &table.indexes {
        of(script, &format!("table/{name}/index/{}", index.name), "index", index.autoscaling);
    }
}

fn of(script: &mut Script, resource: &str, kind: &str, scaling: Option<Autoscaling>) {
    let Autoscaling { read, write } = scaling.unwrap_or_default();
    for (capacity, scaling) in [("Read", read), ("Write", write)] {
        let Some(scaling) = scaling else { continue };
        let mut target = dimension(resource, kind, capacity);
        target.set("MinCapacity", scaling.min);
        target.set("MaxCapacity", scaling.max);
        script.call("application-autoscaling register-scalable-target", None, target);
        let metric = format!("DynamoDB{capacity}CapacityUtilization");
        let mut policy = map([("PolicyName", format!("{metric}:{resource}").into())]);
        for member in dimension(resource, kind, capacity).members() {
            policy.set(member.key.clone(), member.value.clone());
        }
        policy.set("PolicyType", "TargetTrackingScaling");
        policy.set("TargetTrackingScalingPolicyConfiguration", tracking(scaling, &metric));
        script.call("application-autoscaling put-scaling-policy", None, policy);
    }
}

fn dimension(resource: &str, kind: &str, capacity: &str) -> Map {
    map([
        ("ServiceNamespace", "dynamodb".into()),
        ("ResourceId", resource.into()),
        ("ScalableDimension", format!("dynamodb:{kind}:{capacity}CapacityUnits").into()),
    ])
}

fn tracking(scaling: Scaling, metric: &str) -> Map {
    let predefined = map([("PredefinedMetricType", metric.into())]);
    let mut shape =
        map([("TargetValue", scaling.target.into()), ("PredefinedMetricSpecification", predefined.into())]);
    shape.maybe("ScaleOutCooldown", scaling.scale_out_cooldown);
    shape.maybe("ScaleInCooldown", scaling.scale_in_cooldown);
    shape.maybe("DisableScaleIn", scaling.only_out.then_some(true));
    shape
}
