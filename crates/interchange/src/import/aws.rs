//! What the AWS command line takes and gives: `create-table`, `describe-table`, or a list of either.
//!
//! The neutral description has this shape already; what is left are the differences between a request and an answer.

use std::rc::Rc;

use super::table::TableSource;
use super::value::{Map, Value};

/// Members of an answer that describe a moment and no decision.
const MOMENTARY: [&str; 17] = [
    "TableStatus",
    "CreationDateTime",
    "TableSizeBytes",
    "ItemCount",
    "TableArn",
    "TableId",
    "LatestStreamArn",
    "LatestStreamLabel",
    "ArchivalSummary",
    "RestoreSummary",
    "GlobalTableVersion",
    "IndexStatus",
    "IndexSizeBytes",
    "IndexArn",
    "Backfilling",
    "LastUpdateToPayPerRequestDateTime",
    "NumberOfDecreasesToday",
];

/// Summaries in an answer, and the setting in a request that they are.
const SUMMARIES: [(&str, &str); 3] = [
    ("BillingModeSummary", "BillingMode"),
    ("TableClassSummary", "TableClass"),
    ("SSEDescription", "SSESpecification"),
];

/// The tables of a file.
pub(super) fn tables(root: &Value) -> Vec<TableSource> {
    root.items().iter().map(table).collect()
}

fn table(value: &Value) -> TableSource {
    let inner = value.get("Table").or_else(|| value.get("TableDescription")).unwrap_or(value);
    let is_answer = inner.get("TableStatus").is_some() || inner.get("TableArn").is_some();
    let mut properties = inner.as_map().cloned().unwrap_or_default();
    let text = |key: &str| inner.get(key).and_then(Value::to_text);
    let aliases = ["TableName", "TableArn", "LatestStreamArn"].iter().filter_map(|key| text(key)).collect();
    if is_answer {
        answered(&mut properties);
    }
    let name = text("TableName").unwrap_or_else(|| "table".into());
    TableSource { label: name.to_string(), address: name, aliases, at: inner.at, properties }
}

fn answered(properties: &mut Map) {
    for (summary, setting) in SUMMARIES {
        let Some(value) = properties.remove(summary) else { continue };
        let decided = match setting {
            "SSESpecification" => Some(encryption(&value)),
            setting => value.get(setting).cloned(),
        };
        if let Some(decided) = decided {
            properties.set(setting, decided);
        }
    }
    let cleaned = settled(properties);
    *properties = cleaned;
    for list in ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"] {
        if let Some(indexes) = properties.get_mut(list) {
            let index = |index: &Value| match index.as_map() {
                Some(map) => Value::map(index.at, settled(map)),
                None => index.clone(),
            };
            *indexes = Value::list(indexes.at, indexes.items().iter().map(index).collect());
        }
    }
}

fn encryption(description: &Value) -> Value {
    let mut map = Map::default();
    let is_on = description.get("Status").and_then(Value::as_text) == Some("ENABLED");
    map.set("SSEEnabled", Value::bool(description.at, is_on));
    if let Some(key) = description.get("KMSMasterKeyArn") {
        map.set("KMSMasterKeyId", key.clone());
    }
    Value::map(description.at, map)
}

/// Without what is momentary, and without throughput of nothing, which tables on demand have.
fn settled(map: &Map) -> Map {
    let mut kept: Vec<(Rc<str>, Value)> = Vec::new();
    for (name, value) in map.iter() {
        let value = match &**name {
            name if MOMENTARY.contains(&name) => continue,
            // What AWS keeps warm by itself is not decided by anybody.
            "WarmThroughput" => continue,
            "ProvisionedThroughput" if is_nothing(value) => continue,
            _ => value.clone(),
        };
        kept.push((name.clone(), value));
    }
    Map::of(kept)
}

fn is_nothing(throughput: &Value) -> bool {
    let units = |name: &str| throughput.get(name).and_then(Value::to_whole).unwrap_or_default();
    units("ReadCapacityUnits") == 0 && units("WriteCapacityUnits") == 0
}
