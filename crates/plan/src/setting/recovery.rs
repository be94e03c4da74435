//! Point-in-time recovery.

use serde_json::{Value, json};
use tablewright_model::Recovery;

pub(super) fn request(recovery: Option<Recovery>) -> Value {
    match recovery {
        Some(Recovery { days }) => {
            json!({ "PointInTimeRecoveryEnabled": true, "RecoveryPeriodInDays": days })
        }
        None => json!({ "PointInTimeRecoveryEnabled": false }),
    }
}
