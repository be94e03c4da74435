//! What belongs to a table and is a resource of its own: autoscaling, policy, Contributor Insights, Kinesis.

use tablewright_model::{Autoscaling, InsightsMode, Scaling, TimePrecision};

use super::body::{Body, Expr};
use super::module::{Module, Need};
use super::table::Scope;
use crate::tree::Tree;

/// Adds the resources of a table.
pub(super) fn resources(module: &mut Module<'_>, scope: Scope<'_>) {
    let table = scope.table;
    if scope.is_provisioned() {
        autoscaling(module, scope, None, table.autoscaling);
        for index in &table.indexes {
            autoscaling(module, scope, Some(&index.name), index.autoscaling);
        }
    }
    if let Some(policy) = &table.policy {
        module.resource("aws_dynamodb_resource_policy", scope.resource, "", |body| {
            body.set("resource_arn", scope.of("arn"));
            body.set("policy", document(policy));
        });
    }
    insights(module, scope, None, table.insights);
    for index in &table.indexes {
        insights(module, scope, Some(&index.name), index.insights);
    }
    if let Some(kinesis) = &table.kinesis {
        destination(module, scope, &kinesis.stream, kinesis.precision, "");
    }
}

/// Sends changes to a Kinesis data stream; a table has one at most.
pub(super) fn destination(
    module: &mut Module<'_>,
    scope: Scope<'_>,
    stream: &str,
    precision: Option<TimePrecision>,
    comment: &str,
) {
    let about = format!("ARN of the Kinesis data stream that changes of {} go to.", scope.table.name);
    let arn = known(module, stream, &format!("{}_kinesis_stream_arn", scope.resource), &about);
    let kind = "aws_dynamodb_kinesis_streaming_destination";
    module.resource(kind, scope.resource, comment, |body| {
        body.set("table_name", scope.of("name"));
        body.set("stream_arn", arn);
        body.maybe("approximate_creation_date_time_precision", precision.map(TimePrecision::term));
    });
    if !stream.is_empty() {
        let id = scope.import_id(module, "", &format!(",{stream}"));
        module.import(&scope.table.name, format!("{kind}.{}", scope.resource), id);
    }
}

/// The text, or a variable for it when the design does not know it.
pub(super) fn known(module: &mut Module<'_>, text: &str, variable: &str, about: &str) -> Expr {
    if text.is_empty() { module.unknown(variable, about) } else { text.into() }
}

/// A JSON text as the expression that makes it.
pub(super) fn document(text: &str) -> Expr {
    match Tree::of_json(text) {
        Some(tree) => Expr::Call("jsonencode", vec![Expr::from(&tree)]),
        None => text.into(),
    }
}

fn insights(module: &mut Module<'_>, scope: Scope<'_>, index: Option<&str>, mode: Option<InsightsMode>) {
    let Some(mode) = mode else { return };
    let is_default = mode == InsightsMode::AccessedAndThrottled;
    if !is_default {
        module.needs(Need::Six);
    }
    let name = index.map(|index| module.names.of(scope.resource, index));
    let name = name.as_deref().unwrap_or(scope.resource);
    module.resource("aws_dynamodb_contributor_insights", name, "", |body| {
        body.set("table_name", scope.of("name"));
        body.maybe("index_name", index);
        body.maybe("mode", (!is_default).then_some(mode.term()));
    });
}

fn autoscaling(module: &mut Module<'_>, scope: Scope<'_>, index: Option<&str>, scaling: Option<Autoscaling>) {
    let Autoscaling { read, write } = scaling.unwrap_or_default();
    for (side, capacity, scaling) in [("read", "Read", read), ("write", "Write", write)] {
        let Some(scaling) = scaling else { continue };
        let what = index.map_or_else(|| side.to_owned(), |index| format!("{index} {side}"));
        let name = module.names.of(scope.resource, &what);
        let metric = format!("DynamoDB{capacity}CapacityUtilization");
        module.resource(TARGET, &name, "", |body| target(scope, index, capacity, scaling, body));
        module.resource(POLICY, &name, "", |body| policy(&name, &metric, scaling, body));
        scaling_imports(module, scope, index, capacity, &name);
    }
}

const TARGET: &str = "aws_appautoscaling_target";
const POLICY: &str = "aws_appautoscaling_policy";

fn scaling_imports(
    module: &mut Module<'_>,
    scope: Scope<'_>,
    index: Option<&str>,
    capacity: &str,
    name: &str,
) {
    let path = index.map(|index| format!("/index/{index}")).unwrap_or_default();
    let dimension = dimension(index, capacity);
    let id = scope.import_id(module, "dynamodb/table/", &format!("{path}/{dimension}"));
    module.import(&scope.table.name, format!("{TARGET}.{name}"), id);
}

fn dimension(index: Option<&str>, capacity: &str) -> String {
    let kind = if index.is_some() { "index" } else { "table" };
    format!("dynamodb:{kind}:{capacity}CapacityUnits")
}

fn policy(name: &str, metric: &str, scaling: Scaling, body: &mut Body) {
    let of_target = |attribute| Expr::value(format!("{TARGET}.{name}.{attribute}"));
    body.set("name", Expr::Template(vec![Expr::text(format!("{metric}:")), of_target("resource_id")]));
    body.set("policy_type", "TargetTrackingScaling");
    for argument in ["service_namespace", "resource_id", "scalable_dimension"] {
        body.set(argument, of_target(argument));
    }
    tracking(scaling, metric, body);
}

fn target(scope: Scope<'_>, index: Option<&str>, capacity: &str, scaling: Scaling, body: &mut Body) {
    let mut id = vec![Expr::text("table/"), scope.of("name")];
    id.extend(index.map(|index| Expr::text(format!("/index/{index}"))));
    body.set("service_namespace", "dynamodb");
    body.set("resource_id", Expr::Template(id));
    body.set("scalable_dimension", Expr::text(dimension(index, capacity)));
    body.set("min_capacity", scaling.min);
    body.set("max_capacity", scaling.max);
}

fn tracking(scaling: Scaling, metric: &str, body: &mut Body) {
    body.block("target_tracking_scaling_policy_configuration", |body| {
        body.set("target_value", scaling.target);
        body.maybe("scale_in_cooldown", scaling.scale_in_cooldown);
        body.maybe("scale_out_cooldown", scaling.scale_out_cooldown);
        body.maybe("disable_scale_in", scaling.only_out.then_some(true));
        body.block("predefined_metric_specification", |body| body.set("predefined_metric_type", metric));
    });
}
