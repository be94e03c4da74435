//! The streams API: which streams there are, and the one shard of each.
//!
//! dynoxide has one endless sequence of records per table name, shows a stream only while it is on, and calls its open
//! shard closed. So streams are kept in the overlay, as ranges of that sequence, and only records come from dynoxide
//! (`stream_records`). A stream that was switched off stays readable; the one of a deleted table does not.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::arn::Resource;
use crate::control::{Handler, seconds};
use crate::overlay::{Overlay, StreamEntry};
use crate::partition::Partition;
use crate::protocol::{Refusal, decode};
use crate::stream_records::{get_records, get_shard_iterator, shown};

/// The operation of that name, if it belongs to the streams API.
pub(crate) fn handler(operation: &str) -> Option<Handler> {
    Some(match operation {
        "ListStreams" => list_streams,
        "DescribeStream" => describe_stream,
        "GetShardIterator" => get_shard_iterator,
        "GetRecords" => get_records,
        _ => return None,
    })
}

/// The label of a new stream: the time, moved on if an earlier stream of the table has it.
pub(crate) fn new_label(streams: &[StreamEntry], now: u64) -> String {
    let label = |ms: u64| {
        let time = i64::try_from(ms)
            .ok()
            .and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok())
            .unwrap_or_default();
        format!("{time:.3}").trim_end_matches('Z').to_owned()
    };
    let taken = |ms: u64| streams.iter().any(|stream| stream.label == label(ms));
    let mut ms = now;
    while taken(ms) {
        ms += 1;
    }
    label(ms)
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ListStreams {
    table_name: Option<String>,
    exclusive_start_stream_arn: Option<String>,
    limit: Option<usize>,
}

fn list_streams(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let request: ListStreams = decode("ListStreams", request)?;
    let place = &partition.place;
    let wanted =
        request.table_name.as_deref().map(|table| place.table_name("ListStreams", table)).transpose()?;
    let overlay = partition.look();
    let all = overlay.tables.iter().filter(|(table, _)| wanted.is_none_or(|wanted| wanted == table.as_str()));
    let mut streams: Vec<(String, Value)> = all
        .flat_map(|(table, entry)| entry.streams.iter().map(move |stream| (table, stream)))
        .map(|(table, stream)| {
            let arn = place.stream(table, &stream.label);
            let shown = json!({ "StreamArn": arn, "TableName": table, "StreamLabel": stream.label });
            (arn, shown)
        })
        .collect();
    if let Some(start) = request.exclusive_start_stream_arn
        && let Some(position) = streams.iter().position(|(arn, _)| *arn == start)
    {
        streams.drain(..=position);
    }
    let limit = request.limit.unwrap_or(100).clamp(1, 100);
    let more = streams.len() > limit;
    streams.truncate(limit);
    let last = streams.last().filter(|_| more).map(|(arn, _)| arn.clone());
    let shown: Vec<Value> = streams.into_iter().map(|(_, shown)| shown).collect();
    let mut answer = json!({ "Streams": shown });
    if let Some(last) = last {
        answer["LastEvaluatedStreamArn"] = json!(last);
    }
    Ok(answer)
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DescribeStream {
    stream_arn: String,
    exclusive_start_shard_id: Option<String>,
}

fn describe_stream(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let request: DescribeStream = decode("DescribeStream", request)?;
    let overlay = partition.look();
    let (table, stream) = find(partition, &overlay, "DescribeStream", &request.stream_arn)?;
    let described = partition.db.table(&table)?;
    let shards = match request.exclusive_start_shard_id {
        Some(_) => Vec::new(),
        None => vec![shard(stream)],
    };
    Ok(json!({ "StreamDescription": {
        "StreamArn": request.stream_arn,
        "StreamLabel": stream.label,
        "StreamStatus": if stream.last.is_none() { "ENABLED" } else { "DISABLED" },
        "StreamViewType": stream.view_type,
        "CreationRequestDateTime": seconds(stream.created),
        "TableName": table,
        "KeySchema": described.key_schema,
        "Shards": shards,
    }}))
}

fn shard(stream: &StreamEntry) -> Value {
    let mut range = json!({ "StartingSequenceNumber": shown(stream.after.saturating_add(1)) });
    if let Some(last) = stream.last {
        range["EndingSequenceNumber"] = json!(shown(last.max(stream.after.saturating_add(1))));
    }
    json!({ "ShardId": shard_id(stream), "SequenceNumberRange": range })
}

/// In the form that AWS uses, because the AWS CLI checks its length.
pub(crate) fn shard_id(stream: &StreamEntry) -> String {
    format!("shardId-{:020}-{:08x}", stream.created, stream.after & 0xffff_ffff)
}

/// The stream that an ARN names, and its table.
pub(crate) fn find<'a>(
    partition: &Partition,
    overlay: &'a Overlay,
    operation: &str,
    arn: &str,
) -> Result<(String, &'a StreamEntry), Refusal> {
    let missing = || {
        let message = format!("Requested resource not found: Stream: {arn} not found");
        Refusal::named("ResourceNotFoundException", &message)
    };
    let Resource::Stream { table, label } = partition.place.parse(operation, arn)? else {
        return Err(missing());
    };
    let entry = overlay.tables.get(&table).ok_or_else(missing)?;
    let stream = entry.streams.iter().find(|stream| stream.label == label).ok_or_else(missing)?;
    Ok((table, stream))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_the_time_and_never_repeats() {
        let label = new_label(&[], 1_767_225_600_000);
        assert_eq!(label, "2026-01-01T00:00:00.000");
        let stream = StreamEntry {
            label,
            view_type: "NEW_IMAGE".into(),
            created: 1_767_225_600_000,
            after: 0,
            last: None,
        };
        assert_eq!(new_label(&[stream], 1_767_225_600_000), "2026-01-01T00:00:00.001");
    }
}
