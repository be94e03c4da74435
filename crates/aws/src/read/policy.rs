//! The resource policy of the table.

use tablewright_plan::{Topic, canonical_policy};

use super::Reader;
use super::topic::Known;
use crate::GatewayError;

const OPERATION: &str = "GetResourcePolicy";

impl Reader<'_> {
    /// As canonical JSON; a table without one answers with an error of its own.
    pub(super) async fn policy(&self, arn: &str) -> Result<Known<Option<String>>, GatewayError> {
        self.asking.pacing.turn(OPERATION).await;
        let answer = self.asking.services.dynamodb.get_resource_policy().resource_arn(arn).send().await;
        let doing = self.asking.connection.doing(OPERATION, self.object);
        let answer = match answer.map_err(|error| doing.failed(&error)) {
            Ok(answer) => Ok(answer.policy),
            Err(error) if error.code() == Some("PolicyNotFoundException") => Ok(None),
            Err(error) => Err(error),
        };
        let policy = |text: Option<String>| text.as_deref().map(canonical_policy);
        Ok(Known::of(Topic::Policy, answer)?.map(policy))
    }
}
