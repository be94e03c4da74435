//! Kinesis data streams as destinations of a table: the setting and its states.
//!
//! Nothing is sent, and no stream is looked up: every stream of this account and region is taken to exist.

use serde::Deserialize;
use serde_json::{Value, json};

use super::rations::PRECISION;
use super::table_of;
use crate::arn::Place;
use crate::durations::after;
use crate::overlay::{Destination, Phase, TableEntry};
use crate::partition::Partition;
use crate::protocol::{Refusal, decode};

const PRECISIONS: [&str; 2] = ["MILLISECOND", "MICROSECOND"];

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Wanted {
    stream_arn: String,
    #[serde(alias = "UpdateKinesisStreamingConfiguration")]
    enable_kinesis_streaming_configuration: Option<Configuration>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Configuration {
    approximate_creation_date_time_precision: Option<String>,
}

impl Wanted {
    fn read(operation: &str, request: Value, place: &Place) -> Result<Self, Refusal> {
        let wanted: Self = decode(operation, request)?;
        let own = place.kinesis_streams();
        if wanted.stream_arn.strip_prefix(&own).is_none_or(str::is_empty) {
            return Err(Refusal::validation(&format!(
                "Invalid StreamArn: {} is not a stream of this account and region, which begin with {own}",
                wanted.stream_arn
            )));
        }
        match wanted.precision() {
            Some(given) if !PRECISIONS.contains(&given) => Err(Refusal::validation(&format!(
                "1 validation error detected: Value '{given}' at 'approximateCreationDateTimePrecision' failed to \
                 satisfy constraint: Member must satisfy enum value set: [{}]",
                PRECISIONS.join(", ")
            ))),
            _ => Ok(wanted),
        }
    }

    fn precision(&self) -> Option<&str> {
        self.enable_kinesis_streaming_configuration
            .as_ref()?
            .approximate_creation_date_time_precision
            .as_deref()
    }
}

pub(super) fn enable(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    const OPERATION: &str = "EnableKinesisStreamingDestination";
    let table = table_of(&partition.place, OPERATION, &request)?;
    let wanted = Wanted::read(OPERATION, request, &partition.place)?;
    partition.change(|change| {
        let (now, until) = (change.now, after(change.now, partition.durations.settle_kinesis));
        let entry = idle(change.table(&table)?, &table, now)?;
        if entry.kinesis.iter().any(|it| it.phase.at(now) != "DISABLED") {
            return Err(wrong_state("enable", "DISABLED or ENABLE_FAILED to perform ENABLE"));
        }
        entry.kinesis.retain(|it| it.stream_arn != wanted.stream_arn);
        entry.kinesis.push(Destination {
            stream_arn: wanted.stream_arn.clone(),
            precision: wanted.precision().map(str::to_owned),
            phase: Phase::new("ENABLING", until, "ACTIVE"),
        });
        Ok(answer(&table, &wanted, "ENABLING", "EnableKinesisStreamingConfiguration"))
    })
}

pub(super) fn disable(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    const OPERATION: &str = "DisableKinesisStreamingDestination";
    let table = table_of(&partition.place, OPERATION, &request)?;
    let wanted = Wanted::read(OPERATION, request, &partition.place)?;
    partition.change(|change| {
        let (now, until) = (change.now, after(change.now, partition.durations.settle_kinesis));
        let entry = idle(change.table(&table)?, &table, now)?;
        let destination = active(entry, &wanted.stream_arn, now)
            .ok_or_else(|| wrong_state("disable", "ACTIVE to perform DISABLE"))?;
        destination.phase = Phase::new("DISABLING", until, "DISABLED");
        Ok(answer(&table, &wanted, "DISABLING", "EnableKinesisStreamingConfiguration"))
    })
}

pub(super) fn update(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    const OPERATION: &str = "UpdateKinesisStreamingDestination";
    let table = table_of(&partition.place, OPERATION, &request)?;
    let wanted = Wanted::read(OPERATION, request, &partition.place)?;
    let Some(precision) = wanted.precision() else {
        return Err(Refusal::validation(
            "Invalid Request: Streaming destination cannot be updated with given parameters",
        ));
    };
    partition.change(|change| {
        let (now, until) = (change.now, after(change.now, partition.durations.update_precision));
        let entry = idle(change.table(&table)?, &table, now)?;
        let destination = active(entry, &wanted.stream_arn, now)
            .ok_or_else(|| wrong_state("update", "ACTIVE to perform UPDATE"))?;
        if destination.precision.as_deref().unwrap_or(PRECISIONS[0]) == precision {
            return Err(Refusal::validation(&format!(
                "Invalid Request: Precision is already set to the desired value of {precision} for stream: {}",
                wanted.stream_arn
            )));
        }
        PRECISION.check(entry, &partition.durations, now)?;
        PRECISION.spend(entry, now);
        if let Some(destination) = active(entry, &wanted.stream_arn, now) {
            destination.precision = Some(precision.to_owned());
            destination.phase = Phase::new("UPDATING", until, "ACTIVE");
        }
        Ok(answer(&table, &wanted, "UPDATING", "UpdateKinesisStreamingConfiguration"))
    })
}

pub(super) fn describe(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let table = table_of(&partition.place, "DescribeKinesisStreamingDestination", &request)?;
    let overlay = partition.look();
    let now = partition.now();
    let entry = overlay.tables.get(&table).ok_or_else(|| Refusal::no_table(&table))?;
    let shown = entry.kinesis.iter().map(|destination| {
        let mut shown = json!({
            "StreamArn": destination.stream_arn,
            "DestinationStatus": destination.phase.at(now),
        });
        if let Some(precision) = &destination.precision {
            shown["ApproximateCreationDateTimePrecision"] = json!(precision);
        }
        shown
    });
    let shown: Vec<Value> = shown.collect();
    Ok(json!({ "TableName": table, "KinesisDataStreamDestinations": shown }))
}

fn idle<'a>(entry: &'a mut TableEntry, table: &str, now: u64) -> Result<&'a mut TableEntry, Refusal> {
    match entry.status(now) {
        "ACTIVE" => Ok(entry),
        status => Err(Refusal::still_in_use(&format!("Table is {status}: {table}"))),
    }
}

fn active<'a>(entry: &'a mut TableEntry, stream_arn: &str, now: u64) -> Option<&'a mut Destination> {
    entry.kinesis.iter_mut().find(|it| it.stream_arn == stream_arn && it.phase.at(now) == "ACTIVE")
}

fn answer(table: &str, wanted: &Wanted, status: &str, configuration: &str) -> Value {
    let mut answer =
        json!({ "TableName": table, "StreamArn": wanted.stream_arn, "DestinationStatus": status });
    if let Some(precision) = wanted.precision() {
        answer[configuration] = json!({ "ApproximateCreationDateTimePrecision": precision });
    }
    answer
}

fn wrong_state(doing: &str, needed: &str) -> Refusal {
    Refusal::validation(&format!(
        "Table is not in a valid state to {doing} Kinesis Streaming Destination: KinesisStreamingDestination must be \
         {needed} operation."
    ))
}
