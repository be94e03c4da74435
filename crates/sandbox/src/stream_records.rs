//! The records of a stream: positions in it, and what follows them.
//!
//! A position is a sequence number as dynoxide stores it. Which part of the sequence belongs to which stream is the
//! overlay's to know.

use dynoxide::actions::describe_stream::DescribeStreamRequest;
use dynoxide::actions::get_records::{GetRecordsRequest, Record};
use dynoxide::actions::get_shard_iterator::{decode_shard_iterator, encode_shard_iterator};
use dynoxide::streams::{shard_id as dynoxide_shard_id, stream_arn as dynoxide_stream_arn};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::data::freshen;
use crate::db::Db;
use crate::overlay::StreamEntry;
use crate::partition::Partition;
use crate::protocol::{Refusal, decode};
use crate::streams::{find, shard_id};

/// What dynoxide adds to a stored sequence number to show it.
const SHOWN: i128 = 100_000_000_000_000_000_000;
/// The most records of one answer.
const MOST_RECORDS: usize = 1_000;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct GetShardIterator {
    stream_arn: String,
    shard_id: String,
    shard_iterator_type: String,
    sequence_number: Option<String>,
}

pub(crate) fn get_shard_iterator(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let request: GetShardIterator = decode("GetShardIterator", request)?;
    let overlay = partition.look();
    let (table, stream) = find(partition, &overlay, "GetShardIterator", &request.stream_arn)?;
    if request.shard_id != shard_id(stream) {
        let message = format!("Requested resource not found: Shard does not exist: {}", request.shard_id);
        return Err(Refusal::named("ResourceNotFoundException", &message));
    }
    let position = position(partition, &table, stream, &request)?;
    Ok(json!({ "ShardIterator": token(&stream.label, &table, position) }))
}

/// The stored sequence number that the wanted records come after.
fn position(
    partition: &Partition,
    table: &str,
    stream: &StreamEntry,
    request: &GetShardIterator,
) -> Result<i64, Refusal> {
    let named = || match request.sequence_number.as_deref().map(stored) {
        None => Err(Refusal::invalid("SequenceNumber cannot be null")),
        Some(None) => Err(Refusal::validation("Invalid SequenceNumber for the shard")),
        Some(Some(number)) => Ok(number),
    };
    let position = match request.shard_iterator_type.as_str() {
        "TRIM_HORIZON" => stream.after,
        "LATEST" => match stream.last {
            Some(last) => last,
            None => last_sequence(&partition.db, table)?,
        },
        "AT_SEQUENCE_NUMBER" => named()?.saturating_sub(1),
        "AFTER_SEQUENCE_NUMBER" => named()?,
        other => {
            return Err(Refusal::validation(&format!(
                "1 validation error detected: Value '{other}' at 'shardIteratorType' failed to satisfy constraint: \
                 Member must satisfy enum value set: [AT_SEQUENCE_NUMBER, AFTER_SEQUENCE_NUMBER, TRIM_HORIZON, LATEST]"
            )));
        }
    };
    Ok(position.max(stream.after))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct GetRecords {
    shard_iterator: String,
    limit: Option<usize>,
}

pub(crate) fn get_records(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let request: GetRecords = decode("GetRecords", request)?;
    let invalid = || Refusal::validation("Invalid ShardIterator.");
    let (label, inner) = request.shard_iterator.split_once('|').ok_or_else(invalid)?;
    let (table, _, position) = decode_shard_iterator(inner).ok_or_else(invalid)?;
    freshen(partition, &table)?;
    let overlay = partition.look();
    let arn = partition.place.stream(&table, label);
    let (table, stream) = find(partition, &overlay, "GetRecords", &arn)?;
    let limit = request.limit.unwrap_or(MOST_RECORDS).clamp(1, MOST_RECORDS);
    let read = GetRecordsRequest { shard_iterator: inner.to_owned(), limit: Some(limit) };
    let mut records = partition.db.get_records(read)?.records;
    let last = stream.last.unwrap_or(i64::MAX);
    let found = records.len();
    records.retain(|record| sequence(record) <= last);
    let expired = overlay.tables.get(&table).map(|entry| entry.expired.as_slice()).unwrap_or_default();
    for record in &mut records {
        record.aws_region.clone_from(&partition.place.region);
        record.dynamodb.stream_view_type.clone_from(&stream.view_type);
    }
    let reached = records.iter().map(sequence).max().unwrap_or(position);
    // A shard that is closed and read to its end has no next iterator; that is how a consumer knows.
    let finished = stream.last.is_some() && (records.len() < found || found < limit);
    let shown = records.iter().map(|record| show(record, expired)).collect::<Result<Vec<_>, _>>()?;
    let mut answer = json!({ "Records": shown });
    if !finished {
        answer["NextShardIterator"] = json!(token(label, &table, reached));
    }
    Ok(answer)
}

/// A record as the protocol has it: expired items are deleted by the service itself.
fn show(record: &Record, expired: &[(i64, i64)]) -> Result<Value, Refusal> {
    let mut shown = serde_json::to_value(record).map_err(|error| Refusal::internal(&error.to_string()))?;
    let number = sequence(record);
    if expired.iter().any(|(first, last)| (*first..=*last).contains(&number)) {
        shown["userIdentity"] = json!({ "Type": "Service", "PrincipalId": "dynamodb.amazonaws.com" });
    }
    Ok(shown)
}

fn sequence(record: &Record) -> i64 {
    stored(&record.dynamodb.sequence_number).unwrap_or(0)
}

/// The stored sequence number of the newest record of a table whose stream is on; 0 if there is none.
pub(crate) fn last_sequence(db: &Db, table: &str) -> Result<i64, Refusal> {
    let request = DescribeStreamRequest {
        stream_arn: dynoxide_stream_arn(table, "any"),
        exclusive_start_shard_id: None,
        limit: None,
    };
    let shards = db.describe_stream(request)?.stream_description.shards;
    let last = shards.first().and_then(|shard| shard.sequence_number_range.ending_sequence_number.as_deref());
    Ok(last.and_then(stored).unwrap_or(0))
}

/// The same for a table whose stream is off, read from `after` on: dynoxide describes no such stream.
pub(crate) fn last_sequence_after(db: &Db, table: &str, after: i64) -> Result<i64, Refusal> {
    let mut last = after;
    loop {
        let shard_iterator = encode_shard_iterator(table, &dynoxide_shard_id(table), last);
        let records =
            db.get_records(GetRecordsRequest { shard_iterator, limit: Some(MOST_RECORDS) })?.records;
        match records.iter().map(sequence).max() {
            Some(newest) if newest > last => last = newest,
            _ => return Ok(last),
        }
    }
}

/// The keys of all records after a stored sequence number, with their own.
pub(crate) fn written_after(db: &Db, table: &str, after: i64) -> Result<Vec<(i64, Value)>, Refusal> {
    let (mut written, mut position) = (Vec::new(), after);
    loop {
        let shard_iterator = encode_shard_iterator(table, &dynoxide_shard_id(table), position);
        let page = db.get_records(GetRecordsRequest { shard_iterator, limit: Some(MOST_RECORDS) })?.records;
        let Some(last) = page.iter().map(sequence).max() else {
            return Ok(written);
        };
        position = last;
        for record in &page {
            let keys = serde_json::to_value(&record.dynamodb.keys);
            written.push((sequence(record), keys.map_err(|error| Refusal::internal(&error.to_string()))?));
        }
    }
}

fn token(label: &str, table: &str, position: i64) -> String {
    format!("{label}|{}", encode_shard_iterator(table, &dynoxide_shard_id(table), position))
}

fn stored(shown: &str) -> Option<i64> {
    i64::try_from(shown.parse::<i128>().ok()?.checked_sub(SHOWN)?).ok()
}

/// A stored sequence number as the protocol shows it.
pub(crate) fn shown(stored: i64) -> String {
    (SHOWN + i128::from(stored)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequence_numbers_read_back() {
        assert_eq!(stored(&shown(17)), Some(17));
        assert_eq!(stored("nonsense"), None);
    }
}
