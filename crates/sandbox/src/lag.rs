//! Descriptions that lag behind changes, as those of the service do.
//!
//! Only while the switch is on: before a change, the answers of all operations that describe the table are kept, and
//! given until the lag has passed. Settings of single indexes and reads of items do not lag.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

use crate::control;
use crate::durations::after;
use crate::partition::Partition;
use crate::protocol::Refusal;

/// The operations that lag, and how they name a table.
const READS: [(&str, Names); 12] = [
    ("DescribeTable", Names::Table),
    ("DescribeTimeToLive", Names::Table),
    ("DescribeContinuousBackups", Names::Table),
    ("ListBackups", Names::Table),
    ("ListExports", Names::TableArn),
    ("ListImports", Names::TableArn),
    ("DescribeKinesisStreamingDestination", Names::Table),
    ("DescribeContributorInsights", Names::Table),
    ("ListContributorInsights", Names::Table),
    ("ListTagsOfResource", Names::Resource),
    ("GetResourcePolicy", Names::Resource),
    ("ListTables", Names::Nothing),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Names {
    Table,
    TableArn,
    Resource,
    Nothing,
}

/// The answers from before the latest changes of a region, the oldest first.
#[derive(Debug, Default)]
pub(crate) struct Past(Mutex<Vec<Snapshot>>);

#[derive(Debug)]
struct Snapshot {
    table: String,
    until: u64,
    answers: BTreeMap<&'static str, Result<Value, (u16, String)>>,
}

/// Keeps the answers from before a change that `request` makes.
pub(crate) fn remember(partition: &Partition, request: &Value, lag: Duration) {
    let Some(table) = table(partition, request) else { return };
    let answers = READS.iter().filter_map(|(operation, names)| {
        let asked = match names {
            Names::Table => json!({ "TableName": table }),
            Names::TableArn => json!({ "TableArn": partition.place.table(&table) }),
            Names::Resource => json!({ "ResourceArn": partition.place.table(&table) }),
            Names::Nothing => json!({}),
        };
        let answer = control::handler(operation)?(partition, asked);
        Some((*operation, answer.map_err(|refusal| (refusal.status, refusal.body))))
    });
    let answers = answers.collect();
    let now = partition.now();
    let mut past = partition.past.0.lock().unwrap_or_else(PoisonError::into_inner);
    past.retain(|snapshot| now < snapshot.until);
    past.push(Snapshot { table, until: after(now, lag), answers });
}

/// The answer that a description still gives.
pub(crate) fn recall(
    partition: &Partition,
    operation: &str,
    request: &Value,
) -> Option<Result<Value, Refusal>> {
    let (_, names) = READS.iter().find(|(name, _)| *name == operation)?;
    let table = table(partition, request);
    let of_index = !request["IndexName"].is_null();
    let past = partition.past.0.lock().unwrap_or_else(PoisonError::into_inner);
    let snapshot = past.iter().find(|snapshot| {
        let same = *names == Names::Nothing || table.as_deref() == Some(&snapshot.table);
        same && !of_index && partition.now() < snapshot.until
    })?;
    let answer = snapshot.answers.get(operation)?.clone();
    Some(answer.map_err(|(status, body)| Refusal { status, body }))
}

/// The table that a request names, by name or by an ARN.
fn table(partition: &Partition, request: &Value) -> Option<String> {
    let of_import = &request["TableCreationParameters"]["TableName"];
    let named = [&request["TableName"], &request["TableArn"], of_import];
    if let Some(given) = named.into_iter().find_map(Value::as_str) {
        return partition.place.table_name("", given).ok().map(str::to_owned);
    }
    let arn = request["ResourceArn"].as_str()?;
    Some(partition.place.parse("", arn).ok()?.table().to_owned())
}
