//! The Kinesis data stream that changes are sent to.

use aws_sdk_dynamodb::types::{DestinationStatus, KinesisDataStreamDestination};
use tablewright_model::{Kinesis, TimePrecision};
use tablewright_plan::Topic;

use super::Reader;
use super::topic::Known;
use crate::GatewayError;
use crate::normalise::Destinations;

const OPERATION: &str = "DescribeKinesisStreamingDestination";

impl Reader<'_> {
    pub(super) async fn kinesis(&self) -> Result<Known<Destinations>, GatewayError> {
        self.asking.pacing.turn(OPERATION).await;
        let request = self.asking.services.dynamodb.describe_kinesis_streaming_destination();
        let answer = request.table_name(self.name).send().await;
        let doing = self.asking.connection.doing(OPERATION, self.object);
        let answer = Known::of(Topic::Kinesis, answer.map_err(|error| doing.failed(&error)))?;
        Ok(answer.map(|answer| destinations(answer.kinesis_data_stream_destinations.unwrap_or_default())))
    }
}

/// Streams that get nothing any more stay listed.
fn destinations(all: Vec<KinesisDataStreamDestination>) -> Destinations {
    let mut found = Destinations::default();
    for one in all {
        let stream = one.stream_arn.unwrap_or_default();
        let status = one.destination_status.unwrap_or(DestinationStatus::Disabled);
        let word = status.as_str().to_owned();
        match status {
            DestinationStatus::Disabled => continue,
            DestinationStatus::Disabling | DestinationStatus::EnableFailed => {}
            _ => {
                let precision = one.approximate_creation_date_time_precision;
                let precision = precision.and_then(|precision| TimePrecision::from_term(precision.as_str()));
                found.on.push(Kinesis { stream: stream.clone(), precision });
            }
        }
        match status {
            DestinationStatus::Active => {}
            DestinationStatus::EnableFailed => {
                let why = one.destination_status_description.unwrap_or_default();
                found.failed.push(format!("{stream} {word} {why}").trim_end().to_owned());
            }
            _ => found.settling = Some(format!("Kinesis stream {stream} is {word}")),
        }
    }
    found
}
