//! Point-in-time recovery.

use aws_sdk_dynamodb::types::{ContinuousBackupsDescription, PointInTimeRecoveryStatus};
use tablewright_model::Recovery;
use tablewright_plan::Topic;

use super::Reader;
use super::topic::Known;
use crate::GatewayError;

const OPERATION: &str = "DescribeContinuousBackups";

impl Reader<'_> {
    pub(super) async fn recovery(&self) -> Result<Known<Option<Recovery>>, GatewayError> {
        self.asking.pacing.turn(OPERATION).await;
        let request = self.asking.services.dynamodb.describe_continuous_backups().table_name(self.name);
        let doing = self.asking.connection.doing(OPERATION, self.object);
        let answer = Known::of(Topic::Recovery, request.send().await.map_err(|error| doing.failed(&error)))?;
        Ok(answer.map(|answer| answer.continuous_backups_description.and_then(recovery)))
    }
}

/// Continuous backups are on for every table; what can be switched is the recovery.
fn recovery(backups: ContinuousBackupsDescription) -> Option<Recovery> {
    let recovery = backups.point_in_time_recovery_description?;
    let on = recovery.point_in_time_recovery_status == Some(PointInTimeRecoveryStatus::Enabled);
    let days = recovery.recovery_period_in_days.and_then(|days| u32::try_from(days).ok());
    on.then(|| Recovery { days: days.unwrap_or(Recovery::MAX_DAYS) })
}
