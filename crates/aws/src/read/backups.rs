//! The backups of a table that were asked for by name. Only read where a call is about one: they are listed page by page.
//!
//! Whether an endpoint has backups at all is asked before a plan is made, of every endpoint but AWS's own.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::BackupStatus as Status;
use tablewright_plan::{BackupStatus, LiveTable};

use super::Asking;
use super::topic::says_unknown;
use crate::failure::NOT_THERE;
use crate::{Failure, GatewayError};

const OPERATION: &str = "ListBackups";

/// The backups of this very table that have the name: of a table that was made again, those of the former are another's.
pub(crate) async fn backups(
    asking: Asking<'_>,
    table: &LiveTable,
    name: &str,
) -> Result<BTreeMap<String, BackupStatus>, GatewayError> {
    let object = format!("table {}", table.state.name);
    let doing = asking.connection.doing(OPERATION, &object);
    let (mut found, mut from) = (BTreeMap::new(), None);
    loop {
        asking.pacing.turn(OPERATION).await;
        let request = asking.services.dynamodb.list_backups().table_name(&table.state.name);
        let answer = request.set_exclusive_start_backup_arn(from).send().await;
        let answer = answer.map_err(|error| doing.failed(&error))?;
        for backup in answer.backup_summaries.unwrap_or_default() {
            // Emulators leave the id out, and the name is of one plan.
            let is_its_own = backup.table_id.as_deref().is_none_or(|id| id == table.table_id);
            if is_its_own && backup.backup_name.as_deref() == Some(name) {
                note(&mut found, name, backup.backup_status);
            }
        }
        from = answer.last_evaluated_backup_arn;
        if from.is_none() {
            return Ok(found);
        }
    }
}

/// Whether the endpoint says that it does not know backups: no plan then waits for one. Nothing else counts, neither a
/// missing permission nor a page of a web server, and AWS is not even asked.
pub(crate) async fn is_without_backups(asking: Asking<'_>) -> Result<bool, GatewayError> {
    if asking.connection.is_aws() {
        return Ok(false);
    }
    let doing = asking.connection.doing(OPERATION, "the account");
    let answer = asking.services.dynamodb.list_backups().limit(1).send().await;
    match answer.map_err(|error| doing.failed(&error)) {
        Ok(_) => Ok(false),
        Err(GatewayError::Service(refusal)) if says_unknown(&refusal.code) => Ok(true),
        Err(error) if error.code() == Some(NOT_THERE) || error.failure() == Failure::Refused => Ok(false),
        Err(error) => Err(error),
    }
}

/// Of several with one name the one that has come furthest counts.
fn note(found: &mut BTreeMap<String, BackupStatus>, name: &str, status: Option<Status>) {
    match status {
        Some(Status::Available) => drop(found.insert(name.to_owned(), BackupStatus::Available)),
        Some(Status::Creating) => drop(found.entry(name.to_owned()).or_insert(BackupStatus::Creating)),
        _ => {}
    }
}
