//! The resource policy of the table, and that of its stream, which our model does not know.

use aws_sdk_dynamodb::types::TableDescription;
use tablewright_plan::{Topic, canonical_policy};

use super::Reader;
use super::topic::Known;
use crate::failure::NOT_THERE;
use crate::{Failure, GatewayError};

const OPERATION: &str = "GetResourcePolicy";

impl Reader<'_> {
    /// That of the stream, if it is on and has one that may be read: it goes with the stream, and no plan brings it back.
    pub(super) async fn stream_policy(
        &self,
        table: &TableDescription,
    ) -> Result<Option<String>, GatewayError> {
        let is_on = table.stream_specification.as_ref().is_some_and(|stream| stream.stream_enabled);
        let Some(arn) = table.latest_stream_arn.as_deref().filter(|_| is_on) else { return Ok(None) };
        match self.policy_of(arn).await {
            Ok(policy) => Ok(policy.as_deref().map(canonical_policy)),
            Err(error) if error.code() == Some(NOT_THERE) => Ok(None),
            Err(error) => match error.failure() {
                Failure::Refused | Failure::Missing => Ok(None),
                _ => Err(error),
            },
        }
    }

    /// As canonical JSON; a table without one answers with an error of its own.
    pub(super) async fn policy(&self, arn: &str) -> Result<Known<Option<String>>, GatewayError> {
        let policy = |text: Option<String>| text.as_deref().map(canonical_policy);
        Ok(Known::of(Topic::Policy, self.policy_of(arn).await)?.map(policy))
    }

    async fn policy_of(&self, arn: &str) -> Result<Option<String>, GatewayError> {
        self.asking.pacing.turn(OPERATION).await;
        let answer = self.asking.services.dynamodb.get_resource_policy().resource_arn(arn).send().await;
        let doing = self.asking.connection.doing(OPERATION, self.object);
        match answer.map_err(|error| doing.failed(&error)) {
            Ok(answer) => Ok(answer.policy),
            Err(error) if error.code() == Some("PolicyNotFoundException") => Ok(None),
            Err(error) => Err(error),
        }
    }
}
