//! DeleteTable: the table leaves dynoxide at once and is described as DELETING for a while.

use dynoxide::actions::delete_table::DeleteTableRequest;
use serde_json::{Value, json};

use super::describe_table::describe;
use super::{replicas, table_of};
use crate::durations::after;
use crate::overlay::{Backup, Departing, Intent, TransitionKind};
use crate::partition::{Change, Partition};
use crate::protocol::Refusal;

pub(super) fn delete_table(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let table = table_of(&partition.place, "DeleteTable", &request)?;
    partition.change_in(&replicas::regions(partition, &table), |changes| {
        // Deleting what is being deleted is no error and has no effect.
        if let Some(departing) = changes.here()?.overlay.departing.get(&table) {
            return Ok(json!({ "TableDescription": departing.description }));
        }
        check_idle(changes.here()?, &table)?;
        check_protection(changes.here()?, &table)?;
        check_backups(changes.here()?, &table)?;
        check_source(changes.here()?, &table)?;
        replicas::leave(changes, &table)?;
        Ok(json!({ "TableDescription": remove(changes.here()?, &table)? }))
    })
}

/// Refuses a table that is protected against deletion.
pub(super) fn check_protection(change: &mut Change<'_>, table: &str) -> Result<(), Refusal> {
    let protected = change.partition.db.table(table)?.deletion_protection_enabled;
    if protected == Some(true) {
        return Err(Refusal::validation(
            "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection \
             first.",
        ));
    }
    Ok(())
}

/// Refuses a table with a backup in the making (Developer Guide, "Backing up and restoring": "While a backup is in
/// progress, you can't delete the source table of the backup"; which code that has, it does not say).
fn check_backups(change: &mut Change<'_>, table: &str) -> Result<(), Refusal> {
    let now = change.now;
    let is_in_the_making = |backup: &Backup| backup.table == table && now < backup.available;
    if change.overlay.kept.values().any(is_in_the_making) {
        return Err(Refusal::still_in_use(&format!("Table has a backup in progress: {table}")));
    }
    Ok(())
}

/// Refuses a table that a replica was made of a short time ago.
pub(super) fn check_source(change: &mut Change<'_>, table: &str) -> Result<(), Refusal> {
    let now = change.now;
    if now < change.table(table)?.source_until {
        return Err(Refusal::validation(
            "Replica cannot be deleted because it has acted as a source region for new replica(s) being added to the \
             table in the last 24 hours.",
        ));
    }
    Ok(())
}

/// Removes a table that may go, and returns how it is described until it is gone.
pub(super) fn remove(change: &mut Change<'_>, table: &str) -> Result<Value, Refusal> {
    let (partition, now) = (change.partition, change.now);
    let mut description = describe(partition, change.overlay, table, now)?;
    change.intend(Intent { table: table.to_owned() })?;
    partition.db.delete_table(DeleteTableRequest { table_name: table.to_owned() })?;
    description["TableStatus"] = json!("DELETING");
    change.overlay.tables.remove(table);
    let until = after(now, partition.durations.delete_table);
    let departing = Departing { description: description.clone(), until };
    change.overlay.departing.insert(table.to_owned(), departing);
    Ok(description)
}

fn check_idle(change: &mut Change<'_>, table: &str) -> Result<(), Refusal> {
    let now = change.now;
    let entry = change.table(table)?;
    if entry.building(now).is_some() || entry.index_is_leaving(now) {
        let why = "Cannot delete table while indexes are being created, updated, or deleted.";
        return Err(Refusal::still_in_use(why));
    }
    match entry.transition(now).map(|transition| transition.kind) {
        None => Ok(()),
        Some(TransitionKind::Creating) => {
            Err(Refusal::still_in_use(&format!("Table is being created: {table}")))
        }
        Some(_) => Err(Refusal::still_in_use(&format!("Table is being updated: {table}"))),
    }
}
