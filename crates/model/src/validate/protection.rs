//! Days of recovery (DDB017), resource policies (DDB022) and Kinesis data streams (DDB031), of tables and replicas.

use std::collections::BTreeMap;

use serde::de::IgnoredAny;

use super::arn::Arn;
use super::names::is_name_char;
use super::subject::{Subject, grouped};
use crate::{
    Diagnostic, Edit, Field, Kinesis, Object, Recovery, Replica, ReplicaField, Table, TableField, quoted,
};

/// Bytes of a resource policy, blanks included (Developer Guide, resource-based policies).
const MAX_POLICY: usize = 20 * 1_024;
/// Characters of the name of a data stream (Kinesis API, `StreamName`).
const MAX_STREAM_NAME: usize = 128;

pub(super) fn check(table: &Table, found: &mut Vec<Diagnostic>) {
    let subject = Subject::table(table);
    let set = |field| Edit::SetTable { table: table.id, field };
    let days = |recovery| set(TableField::Recovery(Some(recovery)));
    found.extend(table.recovery.and_then(|recovery| days_of(subject, recovery, days)));
    found.extend(table.policy.as_deref().and_then(|text| policy(subject, text)));
    found.extend(table.kinesis.as_ref().and_then(|stream| kinesis(subject, stream, None)));
    for replica in &table.replicas {
        check_replica(table, replica, found);
    }
}

fn check_replica(table: &Table, replica: &Replica, found: &mut Vec<Diagnostic>) {
    let object = Object::Replica(table.id, replica.id);
    let subject = Subject { kind: "Replica", name: &replica.region, object };
    let set = |field| Edit::SetReplica { table: table.id, replica: replica.id, field };
    let days = |recovery| set(ReplicaField::Recovery(Some(recovery)));
    found.extend(replica.recovery.and_then(|recovery| days_of(subject, recovery, days)));
    found.extend(replica.policy.as_deref().and_then(|text| policy(subject, text)));
    found.extend(replica.kinesis.as_ref().and_then(|stream| kinesis(subject, stream, Some(&replica.region))));
}

fn days_of(
    subject: Subject<'_>,
    recovery: Recovery,
    set: impl FnOnce(Recovery) -> Edit,
) -> Option<Diagnostic> {
    let nearest = recovery.days.clamp(1, Recovery::MAX_DAYS);
    if nearest == recovery.days {
        return None;
    }
    let message = format!(
        "{subject} can be taken back {} days: use 1 to {}",
        grouped(recovery.days.into()),
        Recovery::MAX_DAYS
    );
    let finding = subject.error("DDB017", Field::Recovery, message);
    Some(finding.with_fix(format!("Use {nearest}"), set(Recovery { days: nearest })))
}

fn policy(subject: Subject<'_>, text: &str) -> Option<Diagnostic> {
    let message = if text.len() > MAX_POLICY {
        format!(
            "The policy of {subject} has {} bytes: the most is {}, blanks included; shorten it",
            grouped(text.len() as u64),
            grouped(MAX_POLICY as u64)
        )
    } else if serde_json::from_str::<BTreeMap<String, IgnoredAny>>(text).is_err() {
        format!("The policy of {subject} is not a JSON object: correct it or remove it")
    } else {
        return None;
    };
    Some(subject.error("DDB022", Field::Policy, message))
}

/// The stream is named by ARN, and lies in the region of the replica; the region of the table is its environment's.
fn kinesis(subject: Subject<'_>, kinesis: &Kinesis, region: Option<&str>) -> Option<Diagnostic> {
    let text = &kinesis.stream;
    let arn = Arn::parse(text);
    let name = arn.and_then(|arn| arn.name_of("kinesis", "stream/"));
    let is_stream = name.is_some_and(|name| name.len() <= MAX_STREAM_NAME && name.chars().all(is_name_char));
    let message = if !is_stream {
        format!(
            "{subject} sends its changes to {}, which is not the ARN of a Kinesis data stream: use arn:aws:kinesis:…:stream/…",
            quoted(text)
        )
    } else if region.is_some_and(|region| arn.is_some_and(|arn| arn.region != region)) {
        format!("{subject} sends its changes to {}, in another region: use a stream of its own", quoted(text))
    } else {
        return None;
    };
    Some(subject.error("DDB031", Field::Kinesis, message))
}
