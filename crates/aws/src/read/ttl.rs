//! Time to live.

use aws_sdk_dynamodb::types::{TimeToLiveDescription, TimeToLiveStatus};
use tablewright_plan::Topic;

use super::Reader;
use super::topic::Known;
use crate::GatewayError;

const OPERATION: &str = "DescribeTimeToLive";

impl Reader<'_> {
    /// The attribute, if it is on.
    pub(super) async fn ttl(&self) -> Result<Known<Option<String>>, GatewayError> {
        self.asking.pacing.turn(OPERATION).await;
        let answer = self.asking.services.dynamodb.describe_time_to_live().table_name(self.name).send().await;
        let doing = self.asking.connection.doing(OPERATION, self.object);
        let answer = Known::of(Topic::Ttl, answer.map_err(|error| doing.failed(&error)))?;
        Ok(answer.map(|answer| answer.time_to_live_description.and_then(attribute)))
    }
}

/// On means on or being switched on; AWS takes up to an hour for it.
fn attribute(ttl: TimeToLiveDescription) -> Option<String> {
    match ttl.time_to_live_status {
        Some(TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling) => ttl.attribute_name,
        _ => None,
    }
}
