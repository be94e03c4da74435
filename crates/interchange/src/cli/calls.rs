//! The calls that make one table with all that hangs on it.

use tablewright_model::{ConsumerKind, InsightsMode, Kinesis, Lambda, Recovery, Table};

use super::shell::{Script, answer, word};
use super::{input, replica, scaling};
use crate::consumers;
use crate::tree::{Map, map};

pub(super) fn table(script: &mut Script, table: &Table, name: &str) {
    script.part(&table.name);
    script.call("dynamodb create-table", None, input::create_table(table, name));
    script.wait(name, None);
    own(script, name, None, table.recovery, table.kinesis.as_ref());
    insights(script, name, None, None, table.insights);
    for index in &table.indexes {
        insights(script, name, None, Some(&index.name), index.insights);
    }
    replica::calls(script, table, name);
    scaling::calls(script, table, name);
    // It may be changed once in an hour, so it comes when all else has gone well.
    if let Some(attribute) = table.ttl.and_then(|id| table.attribute(id)) {
        let specification =
            map([("AttributeName", attribute.name.as_str().into()), ("Enabled", true.into())]);
        let input = map([("TableName", name.into()), ("TimeToLiveSpecification", specification.into())]);
        script.call("dynamodb update-time-to-live", None, input);
    }
    for consumer in &table.consumers {
        match &consumer.kind {
            ConsumerKind::Lambda(lambda) => mapping(script, name, lambda),
            ConsumerKind::Copy(copy) => {
                mapping(script, name, &Lambda { function: copy.function.clone(), ..Lambda::default() });
            }
            ConsumerKind::Search(_) | ConsumerKind::Analytics(_) => {}
        }
    }
}

/// Settings that each region has for itself and that are not part of making a table there.
pub(super) fn own(
    script: &mut Script,
    name: &str,
    region: Option<&str>,
    recovery: Option<Recovery>,
    kinesis: Option<&Kinesis>,
) {
    if let Some(recovery) = recovery {
        let mut specification = map([("PointInTimeRecoveryEnabled", true.into())]);
        let days = (recovery.days != Recovery::MAX_DAYS).then_some(recovery.days);
        specification.maybe("RecoveryPeriodInDays", days);
        let input = [("TableName", name.into()), ("PointInTimeRecoverySpecification", specification.into())];
        script.call("dynamodb update-continuous-backups", region, map(input));
    }
    if let Some(kinesis) = kinesis {
        let mut input = map([("TableName", name.into()), ("StreamArn", kinesis.stream.as_str().into())]);
        if let Some(precision) = kinesis.precision {
            let precision = [("ApproximateCreationDateTimePrecision", precision.term().into())];
            input.set("EnableKinesisStreamingConfiguration", map(precision));
        }
        script.call("dynamodb enable-kinesis-streaming-destination", region, input);
    }
}

pub(super) fn insights(
    script: &mut Script,
    name: &str,
    region: Option<&str>,
    index: Option<&str>,
    mode: Option<InsightsMode>,
) {
    let Some(mode) = mode else { return };
    let mut input = map([("TableName", name.into())]);
    input.maybe("IndexName", index);
    input.set("ContributorInsightsAction", "ENABLE");
    input.set("ContributorInsightsMode", mode.term());
    script.call("dynamodb update-contributor-insights", region, input);
}

/// The stream's ARN is only known once the table is there.
fn mapping(script: &mut Script, name: &str, lambda: &Lambda) {
    let mut input = Map::default();
    consumers::mapping(&mut input, lambda);
    let source = answer(name, None, "Table.LatestStreamArn");
    let function = word(&lambda.function);
    let call =
        format!("lambda create-event-source-mapping --event-source-arn {source} --function-name {function}");
    script.call(&call, None, input);
}
