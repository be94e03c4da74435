//! What other commands than `describe-table` tell of a table, as settings of the neutral description.

use std::rc::Rc;

use crate::import::value::{Map, Value};

/// A setting, and the table that it is of, when that is said.
pub(super) struct Answer {
    pub(super) table: Option<Rc<str>>,
    pub(super) into: &'static str,
    pub(super) is_one_of_many: bool,
    pub(super) value: Value,
}

/// A member of an answer that tells which command it came from.
struct Kind {
    member: &'static str,
    into: &'static str,
    /// Where each entry names its table.
    names: &'static [&'static str],
    read: fn(&Value) -> Option<Value>,
}

const KINDS: [Kind; 9] = [
    Kind {
        member: "ContinuousBackupsDescription",
        into: "PointInTimeRecoverySpecification",
        names: &[],
        read: recovery,
    },
    Kind {
        member: "ContributorInsightsSummaries",
        into: "ContributorInsightsSpecification",
        names: &["TableName"],
        read: insights,
    },
    Kind {
        member: "EventSourceMappings",
        into: "EventSourceMappings",
        names: &["EventSourceArn"],
        read: mapping,
    },
    Kind {
        member: "KinesisDataStreamDestinations",
        into: "KinesisStreamSpecification",
        names: &[],
        read: kinesis,
    },
    Kind { member: "Policy", into: "ResourcePolicy", names: &[], read: policy },
    Kind { member: "ScalableTargets", into: "AutoScaling", names: &["ResourceId"], read: scaling },
    Kind { member: "ScalingPolicies", into: "AutoScaling", names: &["ResourceId"], read: scaling },
    Kind { member: "Tags", into: "Tags", names: &[], read: |tag| Some(tag.clone()) },
    Kind { member: "TimeToLiveDescription", into: "TimeToLiveSpecification", names: &[], read: ttl },
];

/// Whether a value is the answer of one of these commands.
pub(in crate::import) fn is_answer(value: &Value) -> bool {
    let is_alone = value.as_map().is_some_and(|map| map.len() <= 2) && value.get("TableName").is_none();
    let has = |kind: &Kind| value.get(kind.member).is_some();
    KINDS.iter().any(|kind| match kind.member {
        // Words of everybody.
        "Tags" | "Policy" => has(kind) && is_alone,
        _ => has(kind),
    }) || value.get("ContributorInsightsStatus").is_some()
}

/// The answers in a value, which may have several put together.
pub(super) fn of(value: &Value) -> Vec<Answer> {
    let said = value.get("TableName").and_then(Value::to_text);
    let mut found = Vec::new();
    // In a request these are settings, and stand there as they are.
    let is_request = value.get("KeySchema").is_some();
    // Descriptions are of one thing; all others are lists.
    let is_one_of_many = |kind: &Kind| !kind.member.ends_with("Description");
    for kind in KINDS.iter().filter(|_| !is_request) {
        for entry in value.get(kind.member).map(Value::items).unwrap_or_default() {
            let table =
                kind.names.iter().find_map(|name| entry.get(name)?.to_text()).or_else(|| said.clone());
            let is_one_of_many = is_one_of_many(kind);
            let answer = |value| Answer { table, into: kind.into, is_one_of_many, value };
            found.extend((kind.read)(entry).map(answer));
        }
    }
    if value.get("ContributorInsightsStatus").is_some() {
        let into = "ContributorInsightsSpecification";
        found.extend(insights(value).map(|value| Answer { table: said, into, is_one_of_many: true, value }));
    }
    found
}

fn recovery(description: &Value) -> Option<Value> {
    let own = description.get("PointInTimeRecoveryDescription")?;
    let mut map = Map::default();
    map.set("PointInTimeRecoveryEnabled", is_on(own, "PointInTimeRecoveryStatus"));
    copied(own, &mut map, &[("RecoveryPeriodInDays", "RecoveryPeriodInDays")]);
    Some(Value::map(own.at, map))
}

fn ttl(description: &Value) -> Option<Value> {
    let mut map = Map::default();
    map.set("Enabled", is_on(description, "TimeToLiveStatus"));
    copied(description, &mut map, &[("AttributeName", "AttributeName")]);
    Some(Value::map(description.at, map))
}

fn insights(entry: &Value) -> Option<Value> {
    let mut map = Map::default();
    map.set("Enabled", is_on(entry, "ContributorInsightsStatus"));
    copied(entry, &mut map, &[("ContributorInsightsMode", "Mode"), ("IndexName", "IndexName")]);
    Some(Value::map(entry.at, map))
}

fn kinesis(entry: &Value) -> Option<Value> {
    let names = ["StreamArn", "ApproximateCreationDateTimePrecision"].map(|name| (name, name));
    let mut map = Map::default();
    copied(entry, &mut map, &names);
    let is_on = is_on(entry, "DestinationStatus").to_bool() == Some(true);
    is_on.then(|| Value::map(entry.at, map))
}

fn policy(text: &Value) -> Option<Value> {
    let document = Map::of(vec![("PolicyDocument".into(), text.clone())]);
    text.as_text().map(|_| Value::map(text.at, document))
}

/// Targets and policies have the members of their requests, and some of a moment.
fn scaling(entry: &Value) -> Option<Value> {
    let dimension = entry.get("ScalableDimension").and_then(Value::to_text)?;
    if !dimension.starts_with("dynamodb:") {
        return None;
    }
    let mut map =
        without(entry, &["Alarms", "CreationTime", "PolicyARN", "PredictedCapacity", "ScalableTargetARN"]);
    let suspended = map.remove("SuspendedState");
    let is_suspended = |value: &Value| {
        value.as_map().is_some_and(|map| map.iter().any(|(_, flag)| flag.to_bool() == Some(true)))
    };
    if let Some(state) = suspended.filter(is_suspended) {
        map.set("SuspendedState", state);
    }
    if let Some((_, index)) = entry.get("ResourceId")?.as_text()?.split_once("/index/") {
        map.set("IndexName", Value::text(entry.at, index));
    }
    let tracking = map.remove("TargetTrackingScalingPolicyConfiguration");
    for (name, value) in tracking.as_ref().and_then(Value::as_map).into_iter().flat_map(Map::iter) {
        map.set(name.clone(), value.clone());
    }
    Some(Value::map(entry.at, map))
}

fn mapping(entry: &Value) -> Option<Value> {
    let is_of_table = entry.get("EventSourceArn")?.as_text()?.contains(":dynamodb:");
    let momentary = [
        "EventSourceArn",
        "EventSourceMappingArn",
        "LastModified",
        "LastProcessingResult",
        "StateTransitionReason",
        "UUID",
    ];
    let mut map = without(entry, &momentary);
    if let Some(function) = map.remove("FunctionArn") {
        map.set("FunctionName", function);
    }
    if let Some(state) = map.remove("State").and_then(|state| state.to_text()) {
        map.set("Enabled", Value::bool(entry.at, !matches!(&*state, "Disabled" | "Disabling")));
    }
    is_of_table.then(|| Value::map(entry.at, map))
}

/// Whether a status says that something is on, or is about to be.
fn is_on(value: &Value, status: &str) -> Value {
    let status = value.get(status);
    let on = ["ENABLED", "ENABLING", "ACTIVE", "UPDATING"];
    let is_on = status.and_then(Value::as_text).is_some_and(|text| on.contains(&text));
    Value::bool(status.map_or(value.at, |status| status.at), is_on)
}

fn copied(from: &Value, to: &mut Map, names: &[(&'static str, &'static str)]) {
    for (from_name, to_name) in names {
        if let Some(value) = from.get(from_name) {
            to.set(*to_name, value.clone());
        }
    }
}

fn without(value: &Value, names: &[&str]) -> Map {
    let pairs = value.as_map().into_iter().flat_map(Map::iter);
    let kept = pairs.filter(|(name, value)| !names.contains(&&**name) && !is_empty(value));
    Map::of(kept.map(|(name, value)| (name.clone(), value.clone())).collect())
}

/// Answers have empty lists and maps where nothing is set.
fn is_empty(value: &Value) -> bool {
    value.is_null()
        || value.as_list().is_some_and(<[Value]>::is_empty)
        || value.as_map().is_some_and(|map| {
            map.iter().all(|(_, value)| value.is_null() || value.as_map().is_some_and(Map::is_empty))
        })
}
