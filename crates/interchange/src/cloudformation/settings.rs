//! Settings that `Table`, `GlobalTable` and its replicas have in one shape.

use tablewright_model::{InsightsMode, Kinesis, Recovery, Table};

use super::Template;
use crate::tree::{Map, Tree, map};

/// `TimeToLiveSpecification`.
pub(super) fn ttl(table: &Table) -> Option<Map> {
    let name = table.attribute(table.ttl?)?.name.as_str();
    Some(map([("AttributeName", name.into()), ("Enabled", true.into())]))
}

/// `PointInTimeRecoverySpecification`.
pub(super) fn recovery(recovery: Option<Recovery>) -> Option<Map> {
    let Recovery { days } = recovery?;
    let mut shape = map([("PointInTimeRecoveryEnabled", true.into())]);
    shape.maybe("RecoveryPeriodInDays", (days != Recovery::MAX_DAYS).then_some(days));
    Some(shape)
}

/// `ContributorInsightsSpecification`.
pub(super) fn insights(mode: Option<InsightsMode>) -> Option<Map> {
    let mode = mode?;
    let mut shape = map([("Enabled", true.into())]);
    if mode != InsightsMode::AccessedAndThrottled {
        shape.set("Mode", mode.term());
    }
    Some(shape)
}

/// `KinesisStreamSpecification`.
pub(super) fn kinesis(template: &mut Template, kinesis: Option<&Kinesis>, logical: &str) -> Option<Map> {
    let Kinesis { stream, precision } = kinesis?;
    let about = "ARN of the Kinesis data stream that changes go to.";
    let mut shape =
        map([("StreamArn", template.known(stream, &format!("{logical}KinesisStreamArn"), about))]);
    shape.maybe("ApproximateCreationDateTimePrecision", precision.map(|one| one.term()));
    Some(shape)
}

/// `ResourcePolicy`; a policy that is no JSON is nothing that CloudFormation takes.
pub(super) fn policy(policy: Option<&String>) -> Option<Map> {
    Some(map([("PolicyDocument", Tree::of_json(policy?)?)]))
}
