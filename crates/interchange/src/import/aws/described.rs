//! `create-table` and `describe-table`: the request as it is, the answer without what is of a moment only.

use std::rc::Rc;

use crate::import::report::Notes;
use crate::import::table::TableSource;
use crate::import::value::{Map, Value};

/// Members of an answer that describe a moment and no decision.
const MOMENTARY: [&str; 23] = [
    "ArchivalSummary",
    "Backfilling",
    "CreationDateTime",
    "GlobalTableVersion",
    "IndexArn",
    "IndexSizeBytes",
    "IndexStatus",
    "ItemCount",
    "LastUpdateToPayPerRequestDateTime",
    "LatestStreamArn",
    "LatestStreamLabel",
    "NumberOfDecreasesToday",
    "ReplicaArn",
    "ReplicaInaccessibleDateTime",
    "ReplicaStatus",
    "ReplicaStatusDescription",
    "ReplicaStatusPercentProgress",
    "RestoreSummary",
    "TableArn",
    "TableId",
    "TableSizeBytes",
    "TableStatus",
    "WitnessStatus",
];

/// Summaries in an answer, and the setting in a request that they are.
const SUMMARIES: [(&str, &str); 4] = [
    ("BillingModeSummary", "BillingMode"),
    ("TableClassSummary", "TableClass"),
    ("ReplicaTableClassSummary", "TableClass"),
    ("SSEDescription", "SSESpecification"),
];

/// Lists whose entries are answers of their own.
const LISTS: [&str; 5] =
    ["GlobalSecondaryIndexes", "GlobalTableWitnesses", "LocalSecondaryIndexes", "Replicas", "VectorIndexes"];

/// Lists within each other: indexes of replicas.
const LEVELS: usize = 3;

/// What AWS keeps warm where nobody asks for more: reads and writes.
const WARM: [(&str, u64); 2] = [("ReadUnitsPerSecond", 12_000), ("WriteUnitsPerSecond", 4_000)];

/// Whether a value is one of the two, and not another answer about a table.
pub(super) fn is_table(value: &Value) -> bool {
    let has = |name: &str| value.get(name).is_some();
    let is_request = has("TableName") && !super::is_answer(value);
    has("Table") || has("TableDescription") || has("KeySchema") || is_request
}

pub(super) fn table(value: &Value, notes: &mut Notes) -> TableSource {
    let inner = value.get("Table").or_else(|| value.get("TableDescription")).unwrap_or(value);
    let is_answer = inner.get("TableStatus").is_some() || inner.get("TableArn").is_some();
    let mut properties = inner.as_map().cloned().unwrap_or_default();
    let text = |key: &str| inner.get(key).and_then(Value::to_text);
    let aliases = ["TableName", "TableArn", "LatestStreamArn"].iter().filter_map(|key| text(key)).collect();
    let name = text("TableName").unwrap_or_else(|| "table".into());
    if is_answer {
        if let Some(key) = inner.path(&["SSEDescription", "KMSMasterKeyArn"]) {
            let message = format!(
                "table `{}`: the key is taken as one of the customer, since an answer doesn't tell the one that AWS manages",
                crate::import::value::shown(&name)
            );
            notes.assumed(key.at, message);
        }
        properties = settled(&properties, LEVELS);
        away_from_home(&mut properties, text("TableArn").as_deref());
    }
    TableSource { label: name.to_string(), address: name, aliases, at: inner.at, properties }
}

/// Without what is momentary, and without throughput of nothing, which tables on demand have.
fn settled(map: &Map, levels: usize) -> Map {
    let mut kept: Vec<(Rc<str>, Value)> = Vec::new();
    for (name, value) in map.iter() {
        let summary = SUMMARIES.iter().find(|(summary, _)| *summary == &**name);
        match (&**name, summary) {
            (name, _) if MOMENTARY.contains(&name) => {}
            ("ProvisionedThroughput", _) if is_nothing(value) => {}
            // What AWS keeps warm by itself is not decided by anybody.
            ("WarmThroughput", _) if !is_raised(value) => {}
            ("WarmThroughput", _) => kept.push(("CurrentWarmThroughput".into(), value.clone())),
            (_, Some((_, "SSESpecification"))) => kept.push(("SSESpecification".into(), encryption(value))),
            (_, Some((_, setting))) => {
                kept.extend(value.get(setting).map(|value| (Rc::from(*setting), value.clone())));
            }
            (list, _) if LISTS.contains(&list) => kept.push((name.clone(), entries(value, levels))),
            _ => kept.push((name.clone(), value.clone())),
        }
    }
    Map::of(kept)
}

fn entries(list: &Value, levels: usize) -> Value {
    let Some(levels) = levels.checked_sub(1) else { return list.clone() };
    let entry = |entry: &Value| match entry.as_map() {
        Some(map) => Value::map(entry.at, settled(map, levels)),
        None => entry.clone(),
    };
    Value::list(list.at, list.items().iter().map(entry).collect())
}

fn encryption(description: &Value) -> Value {
    let mut map = Map::default();
    let status = description.get("Status").and_then(Value::as_text);
    let is_on = matches!(status, Some("ENABLED" | "ENABLING" | "UPDATING"));
    map.set("SSEEnabled", Value::bool(description.at, is_on));
    if let Some(key) = description.get("KMSMasterKeyArn") {
        map.set("KMSMasterKeyId", key.clone());
    }
    Value::map(description.at, map)
}

/// The table's own region is among its replicas in some answers.
fn away_from_home(properties: &mut Map, arn: Option<&str>) {
    let home = arn.and_then(|arn| arn.split(':').nth(3)).unwrap_or_default();
    if let Some(replicas) = properties.get_mut("Replicas") {
        let is_away = |replica: &&Value| replica.get("RegionName").and_then(Value::as_text) != Some(home);
        *replicas = Value::list(replicas.at, replicas.items().iter().filter(is_away).cloned().collect());
    }
}

fn is_nothing(throughput: &Value) -> bool {
    let units = |name: &str| throughput.get(name).and_then(Value::to_whole).unwrap_or_default();
    units("ReadCapacityUnits") == 0 && units("WriteCapacityUnits") == 0
}

fn is_raised(warm: &Value) -> bool {
    WARM.iter().any(|(name, usual)| warm.get(name).and_then(Value::to_whole).is_some_and(|now| now > *usual))
}
