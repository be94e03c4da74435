//! A Kinesis data stream as a destination of changes: one at a time.

use serde_json::{Value, json};
use tablewright_model::{Kinesis, TimePrecision};

use super::KinesisChange;
use crate::state::canonical_kinesis;
use crate::{Progress, TableState};

impl KinesisChange {
    pub(super) const fn operation(self) -> &'static str {
        match self {
            Self::Enable(_) => "EnableKinesisStreamingDestination",
            Self::Disable => "DisableKinesisStreamingDestination",
            Self::Precision(_) => "UpdateKinesisStreamingDestination",
        }
    }
}

pub(super) fn request(table: &str, stream: &str, change: KinesisChange) -> Value {
    let mut body = json!({ "TableName": table, "StreamArn": stream });
    let precision =
        |precision: TimePrecision| json!({ "ApproximateCreationDateTimePrecision": precision.term() });
    match change {
        KinesisChange::Enable(Some(exact)) => {
            body["EnableKinesisStreamingConfiguration"] = precision(exact);
        }
        KinesisChange::Precision(exact) => body["UpdateKinesisStreamingConfiguration"] = precision(exact),
        KinesisChange::Enable(None) | KinesisChange::Disable => {}
    }
    body
}

pub(super) fn changed(state: &mut TableState, stream: &str, change: KinesisChange) {
    let to = |precision| Some(canonical_kinesis(Kinesis { stream: stream.to_owned(), precision }));
    state.kinesis = match change {
        KinesisChange::Enable(precision) => to(precision),
        KinesisChange::Precision(precision) => to(Some(precision)),
        KinesisChange::Disable => None,
    };
}

pub(super) fn is_other(state: &TableState, stream: &str) -> bool {
    state.kinesis.as_ref().is_some_and(|kinesis| kinesis.stream != stream)
}

pub(super) fn diverged(state: &TableState) -> Progress {
    let stream = state.kinesis.as_ref().map_or("", |kinesis| &kinesis.stream);
    Progress::diverged(&state.name, &format!("sends its changes to {stream} by now"))
}

pub(super) fn title(stream: &str, change: KinesisChange) -> String {
    let name = stream.rsplit_once('/').map_or(stream, |(_, name)| name);
    match change {
        KinesisChange::Enable(_) => format!("send changes to Kinesis stream {name}"),
        KinesisChange::Disable => format!("no changes to Kinesis stream {name} any more"),
        KinesisChange::Precision(precision) => {
            format!("times in {} to Kinesis stream {name}", precision.term())
        }
    }
}
