//! Application Auto Scaling of a table of one region and of its indexes; a global table has its own settings for it.

use tablewright_model::{Autoscaling, Billing, Scaling};

use super::{Scope, Template};
use crate::tree::{Function, Map, Tree, map};

pub(super) fn resources(template: &mut Template, scope: &Scope<'_>) {
    let table = scope.table;
    if table.billing == Billing::OnDemand {
        return;
    }
    of(template, scope, "", table.autoscaling);
    for index in &table.indexes {
        of(template, scope, &index.name, index.autoscaling);
    }
}

fn of(template: &mut Template, scope: &Scope<'_>, index: &str, scaling: Option<Autoscaling>) {
    let Autoscaling { read, write } = scaling.unwrap_or_default();
    for (capacity, scaling) in [("Read", read), ("Write", write)] {
        let Some(scaling) = scaling else { continue };
        let target = template.names.within(&scope.logical, &[index, capacity, "Target"]);
        let policy = template.names.within(&scope.logical, &[index, capacity, "Policy"]);
        let properties = target_properties(scope, index, capacity, scaling);
        template.resource("", target.clone(), "AWS::ApplicationAutoScaling::ScalableTarget", properties);
        let metric = format!("DynamoDB{capacity}CapacityUtilization");
        let mut tracking = tracking(scaling);
        let predefined = map([("PredefinedMetricType", metric.as_str().into())]);
        tracking.set("PredefinedMetricSpecification", predefined);
        let properties = map([
            ("PolicyName", format!("{metric}:{}", path(&scope.aws_name, index)).into()),
            ("PolicyType", "TargetTrackingScaling".into()),
            ("ScalingTargetId", Tree::reference(target)),
            ("TargetTrackingScalingPolicyConfiguration", tracking.into()),
        ]);
        template.resource("", policy, "AWS::ApplicationAutoScaling::ScalingPolicy", properties);
    }
}

fn target_properties(scope: &Scope<'_>, index: &str, capacity: &str, scaling: Scaling) -> Map {
    let kind = if index.is_empty() { "table" } else { "index" };
    map([
        ("ServiceNamespace", "dynamodb".into()),
        ("ResourceId", Tree::Call(Function::Sub, path(&format!("${{{}}}", scope.logical), index))),
        ("ScalableDimension", format!("dynamodb:{kind}:{capacity}CapacityUnits").into()),
        ("MinCapacity", scaling.min.into()),
        ("MaxCapacity", scaling.max.into()),
    ])
}

fn path(table: &str, index: &str) -> String {
    if index.is_empty() { format!("table/{table}") } else { format!("table/{table}/index/{index}") }
}

/// What is aimed at, and how fast.
pub(super) fn tracking(scaling: Scaling) -> Map {
    let mut shape = map([("TargetValue", scaling.target.into())]);
    shape.maybe("ScaleInCooldown", scaling.scale_in_cooldown);
    shape.maybe("ScaleOutCooldown", scaling.scale_out_cooldown);
    shape.maybe("DisableScaleIn", scaling.only_out.then_some(true));
    shape
}
