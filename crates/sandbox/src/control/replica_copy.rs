//! A new replica: the table of one region made in another one, with its items.
//!
//! What global tables never share stays behind: protection, recovery, tags, insights, Kinesis, policies.

use dynoxide::ImportOptions;
use dynoxide::actions::scan::ScanRequest;
use dynoxide::actions::update_time_to_live::{TimeToLiveSpecification, UpdateTimeToLiveRequest};
use serde_json::{Map, Value, json};

use super::describe_table::is_on_demand;
use super::encryption;
use super::wanted::{Replica, SseSpecification};
use crate::durations::after;
use crate::overlay::{
    Backups, Encryption, Group, IndexEntry, Intent, Sent, StreamEntry, TableEntry, Transition, TransitionKind,
};
use crate::partition::{Change, Partition};
use crate::protocol::{Refusal, decode};
use crate::stream_records::last_sequence;
use crate::streams::new_label;

/// The view type of the records that replication reads.
const VIEW_TYPE: &str = "NEW_AND_OLD_IMAGES";

/// The table that a replica is made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'a> {
    pub(super) partition: &'a Partition,
    pub(super) entry: &'a TableEntry,
    /// Its description.
    pub(super) current: &'a Value,
    pub(super) table: &'a str,
}

/// Makes the replica in the region of `change`, CREATING until `until`.
pub(super) fn make(
    change: &mut Change<'_>,
    source: Source<'_>,
    replica: &Replica,
    group: &Group,
    until: u64,
) -> Result<(), Refusal> {
    let (partition, now, table) = (change.partition, change.now, source.table);
    change.intend(Intent { table: table.to_owned() })?;
    let request = decode("CreateTable", request(source.current))?;
    partition.db.create_table(request)?;
    copy_items(source, partition)?;
    let mut entry = entry(source, partition, table, now)?;
    entry.group = Some(group.clone());
    entry.encryption = key(source, partition, replica, now);
    entry.transition = Some(Transition { kind: TransitionKind::Creating, until });
    set_time_to_live(&entry, partition, table)?;
    change.overlay.departing.remove(table);
    change.overlay.tables.insert(table.to_owned(), entry);
    Ok(())
}

/// Records of a table without a stream of its own: dynoxide writes them, and nothing shows them.
pub(super) fn record_silently(partition: &Partition, table: &str) -> Result<(), Refusal> {
    if partition.db.table(table)?.stream_specification.is_some() {
        return Ok(());
    }
    let stream = json!({ "StreamEnabled": true, "StreamViewType": VIEW_TYPE });
    let request = json!({ "TableName": table, "StreamSpecification": stream });
    partition.db.update_table(decode("UpdateTable", request)?)?;
    Ok(())
}

/// A table that is no longer global has only the records of its own stream.
pub(super) fn end_silent_records(here: &mut Change<'_>, table: &str) -> Result<(), Refusal> {
    if here.table(table)?.live_stream().is_some() {
        return Ok(());
    }
    let request = json!({ "TableName": table, "StreamSpecification": { "StreamEnabled": false } });
    here.partition.db.update_table(decode("UpdateTable", request)?)?;
    Ok(())
}

fn request(current: &Value) -> Value {
    const INDEX_FIELDS: [&str; 7] = [
        "IndexName",
        "KeySchema",
        "Projection",
        "SearchSchema",
        "VectorAttribute",
        "Dimensions",
        "DistanceFunction",
    ];
    let mut request = json!({
        "StreamSpecification": { "StreamEnabled": true, "StreamViewType": VIEW_TYPE },
        "BillingMode": "PAY_PER_REQUEST",
    });
    for field in ["TableName", "AttributeDefinitions", "KeySchema", "OnDemandThroughput"] {
        if !current[field].is_null() {
            request[field] = current[field].clone();
        }
    }
    if let Some(class) = current["TableClassSummary"]["TableClass"].as_str() {
        request["TableClass"] = json!(class);
    }
    let provisioned = !is_on_demand(current);
    if provisioned {
        request["BillingMode"] = json!("PROVISIONED");
        request["ProvisionedThroughput"] = units(current);
    }
    for list in ["LocalSecondaryIndexes", "GlobalSecondaryIndexes", "VectorIndexes"] {
        let indexes = current[list].as_array().into_iter().flatten().map(|index| {
            let fields = INDEX_FIELDS.iter().filter(|field| !index[**field].is_null());
            let mut kept: Map<String, Value> =
                fields.map(|field| ((*field).to_owned(), index[*field].clone())).collect();
            if provisioned && list == "GlobalSecondaryIndexes" {
                kept.insert("ProvisionedThroughput".into(), units(index));
            }
            Value::Object(kept)
        });
        let indexes: Vec<Value> = indexes.collect();
        if !indexes.is_empty() {
            request[list] = json!(indexes);
        }
    }
    request
}

fn units(description: &Value) -> Value {
    let throughput = &description["ProvisionedThroughput"];
    json!({
        "ReadCapacityUnits": throughput["ReadCapacityUnits"],
        "WriteCapacityUnits": throughput["WriteCapacityUnits"],
    })
}

fn copy_items(source: Source<'_>, target: &Partition) -> Result<(), Refusal> {
    let mut start = None;
    loop {
        let scan = ScanRequest {
            table_name: source.table.to_owned(),
            exclusive_start_key: start,
            ..ScanRequest::default()
        };
        let page = source.partition.db.scan(scan)?;
        // An import leaves no records: the stream of a replica begins after the copy.
        target.db.import_items(source.table, page.items.unwrap_or_default(), ImportOptions::default())?;
        match page.last_evaluated_key {
            Some(last) => start = Some(last),
            None => return Ok(()),
        }
    }
}

fn entry(source: Source<'_>, partition: &Partition, table: &str, now: u64) -> Result<TableEntry, Refusal> {
    let after_copy = last_sequence(&partition.db, table)?;
    let of_source = source.entry;
    let indexes = of_source
        .indexes
        .iter()
        .map(|(name, index)| (name.clone(), IndexEntry { build: None, updating_until: 0, ..index.clone() }));
    let stream = of_source.live_stream().map(|_| StreamEntry {
        label: new_label(&[], now),
        view_type: VIEW_TYPE.to_owned(),
        created: now,
        after: after_copy,
        last: None,
    });
    Ok(TableEntry {
        table_id: partition.db.table(table)?.table_id.unwrap_or_default(),
        created: now,
        indexes: indexes.collect(),
        streams: stream.into_iter().collect(),
        time_to_live: of_source.time_to_live.clone(),
        backups: Backups {
            available: after(now, partition.durations.backups_unavailable),
            ..Backups::default()
        },
        on_demand_since: of_source.on_demand_since,
        warm: of_source.warm.clone(),
        sent: Sent { upto: after_copy, foreign: Vec::new() },
        ..TableEntry::default()
    })
}

/// The kind of encryption is shared, the key belongs to its region.
fn key(source: Source<'_>, partition: &Partition, replica: &Replica, now: u64) -> Option<Encryption> {
    let encrypted = source.entry.encryption.as_ref().is_some_and(|encryption| encryption.enabled);
    let wanted = SseSpecification { enabled: Some(true), kind: None, key: replica.key.clone() };
    (encrypted || replica.key.is_some())
        .then(|| encryption::changed(&partition.place, None, &wanted, now))
        .flatten()
}

fn set_time_to_live(entry: &TableEntry, partition: &Partition, table: &str) -> Result<(), Refusal> {
    let Some(attribute) = entry.time_to_live.attribute.clone().filter(|_| entry.time_to_live.enabled) else {
        return Ok(());
    };
    partition.db.update_time_to_live(UpdateTimeToLiveRequest {
        table_name: table.to_owned(),
        time_to_live_specification: TimeToLiveSpecification { attribute_name: attribute, enabled: true },
    })?;
    Ok(())
}
