//! Makes the overlay and dynoxide agree when a sandbox is opened.
//!
//! dynoxide is the authority for which tables, indexes and streams exist: it is called before the overlay is stored, so
//! after a crash it may be one unanswered change ahead. What the overlay alone knows of a table that is gone, is gone.

use std::collections::BTreeMap;

use dynoxide::actions::TableDescription;
use dynoxide::actions::delete_table::DeleteTableRequest;
use dynoxide::actions::list_tables::ListTablesRequest;
use dynoxide::actions::update_table::UpdateTableRequest;

use crate::db::Db;
use crate::overlay::{FORMAT, Overlay, StreamEntry, TableEntry};
use crate::protocol::Refusal;
use crate::stream_records;
use crate::streams;

/// The overlay as it is true for `db`, at the time `now`.
pub(crate) fn reconcile(mut overlay: Overlay, db: &Db, now: u64) -> Result<Overlay, Refusal> {
    if let Some(intent) = overlay.intent.take() {
        remove_rest(db, &intent.table);
    }
    let mut known = std::mem::take(&mut overlay.tables);
    let mut tables = BTreeMap::new();
    for name in all_tables(db)? {
        let described = db.table(&name)?;
        let entry = known.remove(&name).filter(|entry| Some(&entry.table_id) == described.table_id.as_ref());
        tables.insert(name.clone(), fit(entry.unwrap_or_default(), &name, &described, db, now)?);
        overlay.departing.remove(&name);
    }
    overlay.tables = tables;
    overlay.format = FORMAT;
    overlay.settle(now);
    Ok(overlay)
}

/// Drops what an interrupted creation or deletion left. Nobody was told that the table exists, or somebody asked for
/// its deletion, so a failure leaves nothing worse than a table to delete again.
fn remove_rest(db: &Db, table: &str) {
    let unprotect = UpdateTableRequest {
        table_name: table.to_owned(),
        deletion_protection_enabled: Some(false),
        ..UpdateTableRequest::default()
    };
    let removed = db
        .update_table(unprotect)
        .and_then(|_| db.delete_table(DeleteTableRequest { table_name: table.to_owned() }));
    if let Err(error) = removed {
        tracing::debug!(table, %error, "nothing was left of an interrupted creation or deletion");
    }
}

fn all_tables(db: &Db) -> Result<Vec<String>, Refusal> {
    let mut names = Vec::new();
    let mut start = None;
    loop {
        let page = db.list_tables(ListTablesRequest { exclusive_start_table_name: start, limit: None })?;
        names.extend(page.table_names);
        match page.last_evaluated_table_name {
            Some(last) => start = Some(last),
            None => return Ok(names),
        }
    }
}

fn fit(
    mut entry: TableEntry,
    table: &str,
    described: &TableDescription,
    db: &Db,
    now: u64,
) -> Result<TableEntry, Refusal> {
    entry.table_id = described.table_id.clone().unwrap_or_default();
    if entry.created == 0 {
        entry.created = described.creation_date_time.map_or(now, milliseconds);
    }
    if entry.on_demand_since.is_none() && described.billing_mode_summary.is_some() {
        entry.on_demand_since = Some(entry.created);
    }
    let indexes = described.global_secondary_indexes.as_deref().unwrap_or_default();
    let vectors = described.vector_indexes.as_deref().unwrap_or_default();
    let exists = |name: &str| {
        indexes.iter().any(|index| index.index_name == name)
            || vectors.iter().any(|index| index.index_name == name)
    };
    entry.indexes.retain(|name, _| exists(name));
    entry.leaving.retain(|name, _| !exists(name));
    fit_stream(&mut entry, table, described, db, now)?;
    Ok(entry)
}

/// An unanswered switch of the stream is taken over as dynoxide has it.
fn fit_stream(
    entry: &mut TableEntry,
    table: &str,
    described: &TableDescription,
    db: &Db,
    now: u64,
) -> Result<(), Refusal> {
    let on = described.stream_specification.as_ref();
    let view_type = on.and_then(|stream| stream.stream_view_type.clone());
    match (view_type, entry.live_stream().is_some()) {
        // A strongly consistent global table has records that no stream shows.
        (Some(_), false) if entry.group.is_some() => {}
        (Some(view_type), false) => {
            let after = stream_records::last_sequence(db, table)?;
            let label = streams::new_label(&entry.streams, now);
            entry.streams.push(StreamEntry { label, view_type, created: now, after, last: None });
        }
        (None, true) => {
            if let Some(stream) = entry.streams.last_mut() {
                stream.last = Some(stream_records::last_sequence_after(db, table, stream.after)?);
            }
        }
        _ => {}
    }
    Ok(())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a creation date is a positive second"
)]
fn milliseconds(seconds: f64) -> u64 {
    (seconds * 1_000.0) as u64
}
