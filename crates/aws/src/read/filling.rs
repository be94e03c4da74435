//! How much of an index that is being made is filled, which DynamoDB publishes in CloudWatch once a minute, and late.
//!
//! `GetMetricStatistics` answers about one metric in one piece; `GetMetricData` has pages that may be empty, answers that
//! are in part, and charges from the first figure on.

use std::ops::Range;
use std::time::SystemTime;

use aws_sdk_cloudwatch::primitives::DateTime;
use aws_sdk_cloudwatch::types::{Datapoint, Dimension, Statistic};

use super::Asking;
use crate::GatewayError;

const OPERATION: &str = "GetMetricStatistics";
/// Seconds from one figure to the next.
const PERIOD: i32 = 60;

/// The newest figure of this time, in percent; `None` when there is none.
pub(crate) async fn filling(
    asking: Asking<'_>,
    table: &str,
    index: &str,
    time: Range<SystemTime>,
) -> Result<Option<u8>, GatewayError> {
    let object = format!("index {index} of table {table}");
    let doing = asking.connection.doing(OPERATION, &object);
    let dimension = |name: &str, value: &str| Dimension::builder().name(name).value(value).build();
    asking.pacing.turn(OPERATION).await;
    let request = asking
        .services
        .metrics
        .get_metric_statistics()
        .namespace("AWS/DynamoDB")
        .metric_name("OnlineIndexPercentageProgress")
        .dimensions(dimension("TableName", table))
        .dimensions(dimension("GlobalSecondaryIndexName", index))
        .start_time(DateTime::from(time.start))
        .end_time(DateTime::from(time.end))
        .period(PERIOD)
        .statistics(Statistic::Maximum);
    let answer = request.send().await.map_err(|error| doing.failed(&error))?;
    // They come in no order.
    let newest = answer.datapoints().iter().max_by_key(|point| point.timestamp);
    Ok(newest.and_then(|point: &Datapoint| point.maximum).map(percent))
}

/// A whole number of percent: what is not full is not shown as full.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is from 0 to 100 by then"
)]
fn percent(figure: f64) -> u8 {
    figure.clamp(0.0, 100.0).floor() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_whole_and_inside_their_bounds() {
        for (figure, expected) in
            [(0.0, 0), (41.7, 41), (99.9, 99), (100.0, 100), (103.0, 100), (-1.0, 0), (f64::NAN, 0)]
        {
            assert_eq!(percent(figure), expected, "{figure}");
        }
    }
}
