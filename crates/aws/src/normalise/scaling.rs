//! Autoscaling by index and dimension. What our model has no words for is noted beside it.

use std::collections::BTreeMap;

use aws_sdk_applicationautoscaling::types::{
    MetricType, ScalableDimension, ScalableTarget, ScalingPolicy, TargetTrackingScalingPolicyConfiguration,
};
use tablewright_plan::{Bounds, Dimension, ScalingState, Tracking};

use super::Scaling;

type ByIndex = BTreeMap<Option<String>, BTreeMap<Dimension, ScalingState>>;

/// The scaling of the table (`None`) and of its indexes.
pub(super) fn by_index(scaling: &Scaling, unmodelled: &mut BTreeMap<String, String>) -> ByIndex {
    let mut found = ByIndex::new();
    for target in &scaling.targets {
        let Some(dimension) = dimension(&target.scalable_dimension) else { continue };
        let policies = scaling.policies.iter().filter(|policy| is_of(policy, target));
        let place = format!("Autoscaling/{}/{}", target.resource_id, dimension.word());
        unmodelled.extend(suspended(target).map(|what| (format!("{place}/SuspendedState"), what)));
        let tracking = tracking(policies, dimension, &place, unmodelled);
        let bounds = Bounds { min: units(target.min_capacity), max: units(target.max_capacity) };
        let index = target.resource_id.split_once("/index/").map(|(_, index)| index.to_owned());
        found.entry(index).or_default().insert(dimension, ScalingState { bounds, tracking });
    }
    found
}

fn dimension(dimension: &ScalableDimension) -> Option<Dimension> {
    match dimension {
        ScalableDimension::DynamoDbTableReadCapacityUnits
        | ScalableDimension::DynamoDbIndexReadCapacityUnits => Some(Dimension::Read),
        ScalableDimension::DynamoDbTableWriteCapacityUnits
        | ScalableDimension::DynamoDbIndexWriteCapacityUnits => Some(Dimension::Write),
        _ => None,
    }
}

fn is_of(policy: &ScalingPolicy, target: &ScalableTarget) -> bool {
    policy.resource_id == target.resource_id && policy.scalable_dimension == target.scalable_dimension
}

fn units(units: i32) -> u64 {
    u64::try_from(units).unwrap_or_default()
}

fn suspended(target: &ScalableTarget) -> Option<String> {
    let state = target.suspended_state.as_ref()?;
    let parts = [
        (state.dynamic_scaling_in_suspended, "in"),
        (state.dynamic_scaling_out_suspended, "out"),
        (state.scheduled_scaling_suspended, "by schedule"),
    ];
    let on: Vec<_> = parts.into_iter().filter(|(on, _)| *on == Some(true)).map(|(_, word)| word).collect();
    (!on.is_empty()).then(|| format!("scaling {} suspended", on.join(", ")))
}

/// The policy that follows the use of this capacity; the one with the name that the console gives, if there are more.
fn tracking<'a>(
    policies: impl Iterator<Item = &'a ScalingPolicy>,
    dimension: Dimension,
    place: &str,
    unmodelled: &mut BTreeMap<String, String>,
) -> Option<Tracking> {
    let mut policies: Vec<_> = policies.collect();
    policies.sort_by_key(|policy| policy.policy_name != usual_name(policy, dimension));
    let mut chosen = None;
    for policy in policies {
        let configuration = policy.target_tracking_scaling_policy_configuration.as_ref();
        match configuration.filter(|one| follows(one, dimension)).and_then(tracked) {
            Some(tracking) if chosen.is_none() => chosen = Some(tracking),
            _ => {
                let what = format!("{}, which stays beside that of the design", policy.policy_type.as_str());
                unmodelled.insert(format!("{place}/{}", policy.policy_name), what);
            }
        }
    }
    chosen
}

fn usual_name(policy: &ScalingPolicy, dimension: Dimension) -> String {
    format!("{}:{}", metric(dimension).as_str(), policy.resource_id)
}

const fn metric(dimension: Dimension) -> MetricType {
    match dimension {
        Dimension::Read => MetricType::DynamoDbReadCapacityUtilization,
        Dimension::Write => MetricType::DynamoDbWriteCapacityUtilization,
    }
}

fn follows(configuration: &TargetTrackingScalingPolicyConfiguration, dimension: Dimension) -> bool {
    let predefined = configuration.predefined_metric_specification.as_ref();
    predefined.is_some_and(|metric_of| metric_of.predefined_metric_type == metric(dimension))
}

/// No cooldown and none stated are the same; a use that is aimed at is a whole number in our model.
fn tracked(configuration: &TargetTrackingScalingPolicyConfiguration) -> Option<Tracking> {
    let cooldown =
        |seconds: Option<i32>| seconds.and_then(|seconds| u32::try_from(seconds).ok()).filter(|it| *it > 0);
    Some(Tracking {
        target: (1..=100).find(|target| f64::from(*target) == configuration.target_value)?,
        scale_in_cooldown: cooldown(configuration.scale_in_cooldown),
        scale_out_cooldown: cooldown(configuration.scale_out_cooldown),
        only_out: configuration.disable_scale_in.unwrap_or(false),
    })
}
