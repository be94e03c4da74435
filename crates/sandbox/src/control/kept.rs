//! Backups on demand: made, described and listed. No item is in them and nothing is restored from them; what they tell is
//! that they are there, for which table, and since when.

use serde::Deserialize;
use serde_json::{Value, json};

use super::describe_table::describe;
use super::{seconds, table_of};
use crate::durations::after;
use crate::overlay::{Backup, TransitionKind};
use crate::partition::Partition;
use crate::protocol::{Refusal, decode};

/// The most that one answer of ListBackups holds.
const PAGE: usize = 100;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CreateBackup {
    backup_name: String,
}

pub(super) fn create_backup(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let table = table_of(&partition.place, "CreateBackup", &request)?;
    let CreateBackup { backup_name: name } = decode("CreateBackup", request)?;
    check_name(&name)?;
    partition.change(|change| {
        let now = change.now;
        let Some(entry) = change.overlay.tables.get(&table) else { return Err(no_table(&table)) };
        let is_creating =
            entry.transition(now).is_some_and(|transition| transition.kind == TransitionKind::Creating);
        if is_creating {
            return Err(Refusal::named("TableInUseException", &format!("Table is being created: {table}")));
        }
        if now < entry.backups.available {
            let message = format!("Backups are being enabled for the table: {table}. Please retry later");
            return Err(Refusal::named("ContinuousBackupsUnavailableException", &message));
        }
        let source = describe(partition, change.overlay, &table, now)?;
        let available = after(now, partition.durations.create_backup);
        let backup = Backup { name, table: table.clone(), source, created: now, available };
        let label = format!("{now:014}-{:08x}", change.overlay.kept.len());
        let arn = partition.place.backup(&table, &label);
        let details = details(&arn, &backup, now);
        change.overlay.kept.insert(arn, backup);
        Ok(json!({ "BackupDetails": details }))
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DescribeBackup {
    backup_arn: String,
}

pub(super) fn describe_backup(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let DescribeBackup { backup_arn: arn } = decode("DescribeBackup", request)?;
    let overlay = partition.look();
    let backup = overlay
        .kept
        .get(&arn)
        .ok_or_else(|| Refusal::named("BackupNotFoundException", &format!("Backup not found: {arn}")))?;
    Ok(json!({ "BackupDescription": {
        "BackupDetails": details(&arn, backup, partition.now()),
        "SourceTableDetails": source(backup),
    }}))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ListBackups {
    table_name: Option<String>,
    limit: Option<usize>,
    exclusive_start_backup_arn: Option<String>,
}

pub(super) fn list_backups(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    const OPERATION: &str = "ListBackups";
    let ListBackups { table_name, limit, exclusive_start_backup_arn: from } = decode(OPERATION, request)?;
    let limit = limit.unwrap_or(PAGE);
    if !(1..=PAGE).contains(&limit) {
        return Err(Refusal::invalid(&format!("Limit must be between 1 and {PAGE}")));
    }
    let table =
        table_name.as_deref().map(|given| partition.place.table_name(OPERATION, given)).transpose()?;
    let (overlay, now) = (partition.look(), partition.now());
    let wanted = |(arn, backup): &(&String, &Backup)| {
        table.is_none_or(|table| table == backup.table) && from.as_ref().is_none_or(|from| *arn > from)
    };
    let mut found = overlay.kept.iter().filter(wanted).peekable();
    let mut summaries = Vec::new();
    let mut last = None;
    while let Some((arn, backup)) = found.next_if(|_| summaries.len() < limit) {
        summaries.push(summary(arn, backup, now));
        last = Some(arn);
    }
    let mut answer = json!({ "BackupSummaries": summaries });
    if let Some(arn) = last.filter(|_| found.peek().is_some()) {
        answer["LastEvaluatedBackupArn"] = json!(arn);
    }
    Ok(answer)
}

fn details(arn: &str, backup: &Backup, now: u64) -> Value {
    json!({
        "BackupArn": arn,
        "BackupName": backup.name,
        "BackupSizeBytes": backup.source["TableSizeBytes"],
        "BackupStatus": if now < backup.available { "CREATING" } else { "AVAILABLE" },
        "BackupType": "USER",
        "BackupCreationDateTime": seconds(backup.created),
    })
}

fn summary(arn: &str, backup: &Backup, now: u64) -> Value {
    let mut summary = details(arn, backup, now);
    for name in ["TableName", "TableId", "TableArn"] {
        summary[name] = backup.source[name].clone();
    }
    summary
}

fn source(backup: &Backup) -> Value {
    let mut source = json!({ "BillingMode": "PROVISIONED" });
    for name in [
        "TableName",
        "TableId",
        "TableArn",
        "TableSizeBytes",
        "KeySchema",
        "ProvisionedThroughput",
        "ItemCount",
    ] {
        source[name] = backup.source[name].clone();
    }
    source["TableCreationDateTime"] = backup.source["CreationDateTime"].clone();
    if let Some(mode) = backup.source.pointer("/BillingModeSummary/BillingMode") {
        source["BillingMode"] = mode.clone();
    }
    source
}

fn check_name(name: &str) -> Result<(), Refusal> {
    let is_fit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if (3..=255).contains(&name.len()) && name.chars().all(is_fit) {
        return Ok(());
    }
    Err(Refusal::invalid("BackupName must have 3 to 255 of the characters a-z, A-Z, 0-9, _, - and ."))
}

fn no_table(table: &str) -> Refusal {
    Refusal::named("TableNotFoundException", &format!("Table not found: {table}"))
}
