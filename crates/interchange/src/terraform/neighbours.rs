//! What belongs to a table and is a resource of its own: autoscaling, policy, Contributor Insights, Kinesis.

use tablewright_model::{Autoscaling, InsightsMode, Scaling, TimePrecision};

use super::body::{Body, Expr};
use super::module::{Module, Need};
use super::table::Scope;
use crate::tree::Tree;

/// Where a resource stands and what it is called.
pub(super) struct Place<'a> {
    pub(super) name: &'a str,
    /// The region, where it is not the table's.
    pub(super) region: Option<&'a str>,
    /// What must be there before, where no argument says so.
    pub(super) after: Option<Expr>,
}

impl<'a> Place<'a> {
    /// Beside the table.
    pub(super) const fn of(name: &'a str) -> Self {
        Self { name, region: None, after: None }
    }

    /// Adds a resource in this place.
    fn resource(&self, module: &mut Module<'_>, kind: &str, about: &str, fill: impl FnOnce(&mut Body)) {
        module.resource(kind, self.name, about, |body| {
            body.maybe("region", self.region);
            fill(body);
            if let Some(after) = &self.after {
                body.gap();
                body.set("depends_on", Expr::List(vec![after.clone()]));
            }
        });
    }
}

/// Adds the resources of a table.
pub(super) fn resources(module: &mut Module<'_>, scope: Scope<'_>) {
    let table = scope.table;
    if scope.is_provisioned() {
        autoscaling(module, scope, None, table.autoscaling);
        for index in &table.indexes {
            autoscaling(module, scope, Some(&index.name), index.autoscaling);
        }
    }
    let place = Place::of(scope.resource);
    if let Some(text) = &table.policy {
        policy(module, scope.of("arn"), text, &place);
    }
    if let Some(mode) = table.insights {
        insights(module, scope, None, mode, &place);
    }
    for index in &table.indexes {
        let Some(mode) = index.insights else { continue };
        let name = module.names.of(scope.resource, &index.name);
        insights(module, scope, Some(&index.name), mode, &Place::of(&name));
    }
    if let Some(kinesis) = &table.kinesis {
        destination(module, scope, &kinesis.stream, kinesis.precision, "", &place);
    }
}

pub(super) fn policy(module: &mut Module<'_>, arn: Expr, text: &str, place: &Place<'_>) {
    place.resource(module, "aws_dynamodb_resource_policy", "", |body| {
        body.set("resource_arn", arn);
        body.set("policy", document(text));
    });
}

/// Sends changes to a Kinesis data stream; a table has one at most in a region.
pub(super) fn destination(
    module: &mut Module<'_>,
    scope: Scope<'_>,
    stream: &str,
    precision: Option<TimePrecision>,
    comment: &str,
    place: &Place<'_>,
) {
    let about = format!("ARN of the Kinesis data stream that changes of {} go to.", scope.table.name);
    let arn = known(module, stream, &format!("{}_kinesis_stream_arn", place.name), &about);
    let kind = "aws_dynamodb_kinesis_streaming_destination";
    place.resource(module, kind, comment, |body| {
        body.set("table_name", scope.of("name"));
        body.set("stream_arn", arn);
        body.maybe("approximate_creation_date_time_precision", precision.map(TimePrecision::term));
    });
    if !stream.is_empty() {
        let region = place.region.map(|region| format!("@{region}")).unwrap_or_default();
        let id = scope.import_id(module, "", &format!(",{stream}{region}"));
        module.import(&scope.table.name, format!("{kind}.{}", place.name), id);
    }
}

pub(super) fn insights(
    module: &mut Module<'_>,
    scope: Scope<'_>,
    index: Option<&str>,
    mode: InsightsMode,
    place: &Place<'_>,
) {
    let is_default = mode == InsightsMode::AccessedAndThrottled;
    if !is_default {
        module.needs(Need::Six);
    }
    place.resource(module, "aws_dynamodb_contributor_insights", "", |body| {
        body.set("table_name", scope.of("name"));
        body.maybe("index_name", index);
        body.maybe("mode", (!is_default).then_some(mode.term()));
    });
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

fn autoscaling(module: &mut Module<'_>, scope: Scope<'_>, index: Option<&str>, scaling: Option<Autoscaling>) {
    let Autoscaling { read, write } = scaling.unwrap_or_default();
    for (side, capacity, scaling) in [("read", "Read", read), ("write", "Write", write)] {
        let Some(scaling) = scaling else { continue };
        let what = index.map_or_else(|| side.to_owned(), |index| format!("{index} {side}"));
        let name = module.names.of(scope.resource, &what);
        let metric = format!("DynamoDB{capacity}CapacityUtilization");
        module.resource(TARGET, &name, "", |body| target(scope, index, capacity, scaling, body));
        module.resource(POLICY, &name, "", |body| scaling_policy(&name, &metric, scaling, body));
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

fn scaling_policy(name: &str, metric: &str, scaling: Scaling, body: &mut Body) {
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
