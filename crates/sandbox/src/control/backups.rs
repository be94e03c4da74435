//! Point-in-time recovery: the setting and its period. Nothing can be restored; exports need it.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{seconds, table_of};
use crate::overlay::Backups;
use crate::partition::Partition;
use crate::protocol::{Refusal, decode};

const DAY: u64 = 24 * 60 * 60 * 1_000;
/// The latest moment that a table can be restored to lies about this long ago.
const LAG: u64 = 5 * 60 * 1_000;
/// The longest period, and the one that is meant where none is given.
const MOST_DAYS: i64 = 35;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct UpdateContinuousBackups {
    point_in_time_recovery_specification: Specification,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Specification {
    point_in_time_recovery_enabled: bool,
    recovery_period_in_days: Option<i64>,
}

pub(super) fn update_continuous_backups(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let table = table_of(&partition.place, "UpdateContinuousBackups", &request)?;
    let wanted: UpdateContinuousBackups = decode("UpdateContinuousBackups", request)?;
    let wanted = wanted.point_in_time_recovery_specification;
    let days = wanted.recovery_period_in_days.unwrap_or(MOST_DAYS);
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(Refusal::invalid(&format!("RecoveryPeriodInDays must be between 1 and {MOST_DAYS}")));
    }
    partition.change(|change| {
        let now = change.now;
        let entry = change.overlay.tables.get_mut(&table).ok_or_else(|| not_found(&table))?;
        if now < entry.backups.available {
            let message = format!("Backups are being enabled for the table: {table}. Please retry later");
            return Err(Refusal::named("ContinuousBackupsUnavailableException", &message));
        }
        if wanted.point_in_time_recovery_enabled {
            entry.backups.recovery_since.get_or_insert(now);
            entry.backups.recovery_days = days;
        } else {
            entry.backups.recovery_since = None;
        }
        Ok(shown(&entry.backups, now))
    })
}

pub(super) fn describe_continuous_backups(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let table = table_of(&partition.place, "DescribeContinuousBackups", &request)?;
    let overlay = partition.look();
    let entry = overlay.tables.get(&table).ok_or_else(|| not_found(&table))?;
    Ok(shown(&entry.backups, partition.now()))
}

fn shown(backups: &Backups, now: u64) -> Value {
    let recovery = match backups.recovery_since {
        None => json!({ "PointInTimeRecoveryStatus": "DISABLED" }),
        Some(since) => {
            let period = u64::try_from(backups.recovery_days).unwrap_or(0) * DAY;
            json!({
                "PointInTimeRecoveryStatus": "ENABLED",
                "RecoveryPeriodInDays": backups.recovery_days,
                "EarliestRestorableDateTime": seconds(since.max(now.saturating_sub(period))),
                "LatestRestorableDateTime": seconds(since.max(now.saturating_sub(LAG))),
            })
        }
    };
    json!({ "ContinuousBackupsDescription": {
        "ContinuousBackupsStatus": "ENABLED",
        "PointInTimeRecoveryDescription": recovery,
    }})
}

fn not_found(table: &str) -> Refusal {
    Refusal::named("TableNotFoundException", &format!("Table not found: {table}"))
}
