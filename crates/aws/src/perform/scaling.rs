//! The requests to Application Auto Scaling.

use aws_sdk_applicationautoscaling::Client;
use aws_sdk_applicationautoscaling::types::{
    MetricType, PolicyType, PredefinedMetricSpecification, ScalableDimension, ServiceNamespace,
    TargetTrackingScalingPolicyConfiguration,
};
use tablewright_plan::{Bounds, Dimension, Tracking};

use super::receipt;
use crate::failure::Doing;
use crate::{GatewayError, Receipt};

pub(super) async fn target(
    client: &Client,
    doing: Doing<'_>,
    table: &str,
    index: Option<&str>,
    dimension: Dimension,
    bounds: Option<Bounds>,
) -> Result<Receipt, GatewayError> {
    let resource = resource(table, index);
    let dimension = scalable(index, dimension);
    match bounds {
        Some(Bounds { min, max }) => {
            let request = client.register_scalable_target().service_namespace(ServiceNamespace::Dynamodb);
            let request = request.resource_id(resource).scalable_dimension(dimension);
            let request = request.min_capacity(capacity(min)).max_capacity(capacity(max));
            receipt(doing, request.send().await)
        }
        None => {
            let request = client.deregister_scalable_target().service_namespace(ServiceNamespace::Dynamodb);
            receipt(doing, request.resource_id(resource).scalable_dimension(dimension).send().await)
        }
    }
}

pub(super) async fn policy(
    client: &Client,
    doing: Doing<'_>,
    table: &str,
    index: Option<&str>,
    dimension: Dimension,
    tracking: &Tracking,
) -> Result<Receipt, GatewayError> {
    let metric = match dimension {
        Dimension::Read => MetricType::DynamoDbReadCapacityUtilization,
        Dimension::Write => MetricType::DynamoDbWriteCapacityUtilization,
    };
    let resource = resource(table, index);
    let name = format!("{}:{resource}", metric.as_str());
    let specification = PredefinedMetricSpecification::builder().predefined_metric_type(metric).build();
    let seconds = |seconds: u32| i32::try_from(seconds).unwrap_or(i32::MAX);
    let configuration = TargetTrackingScalingPolicyConfiguration::builder()
        .target_value(f64::from(tracking.target))
        .predefined_metric_specification(doing.built(specification)?)
        .disable_scale_in(tracking.only_out)
        .set_scale_in_cooldown(tracking.scale_in_cooldown.map(seconds))
        .set_scale_out_cooldown(tracking.scale_out_cooldown.map(seconds))
        .build();
    let request = client.put_scaling_policy().service_namespace(ServiceNamespace::Dynamodb);
    let request = request.resource_id(resource).scalable_dimension(scalable(index, dimension));
    let request = request.policy_name(name).policy_type(PolicyType::TargetTrackingScaling);
    let request = request.target_tracking_scaling_policy_configuration(doing.built(configuration)?);
    receipt(doing, request.send().await)
}

fn resource(table: &str, index: Option<&str>) -> String {
    index.map_or_else(|| format!("table/{table}"), |index| format!("table/{table}/index/{index}"))
}

const fn scalable(index: Option<&str>, dimension: Dimension) -> ScalableDimension {
    match (index, dimension) {
        (None, Dimension::Read) => ScalableDimension::DynamoDbTableReadCapacityUnits,
        (None, Dimension::Write) => ScalableDimension::DynamoDbTableWriteCapacityUnits,
        (Some(_), Dimension::Read) => ScalableDimension::DynamoDbIndexReadCapacityUnits,
        (Some(_), Dimension::Write) => ScalableDimension::DynamoDbIndexWriteCapacityUnits,
    }
}

/// AWS refuses far smaller numbers than these with a sentence of its own.
fn capacity(units: u64) -> i32 {
    i32::try_from(units).unwrap_or(i32::MAX)
}
