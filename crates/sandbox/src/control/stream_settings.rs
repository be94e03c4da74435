//! The stream of a table, switched on and off.
//!
//! It does not read streams; that is the streams API's part.

use super::wanted::StreamSpecification;
use crate::overlay::{StreamEntry, TableEntry};
use crate::protocol::Refusal;
use crate::streams::new_label;

const VIEW_TYPES: [&str; 4] = ["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"];

/// Checks what can be checked without a table.
pub(super) fn check(wanted: &StreamSpecification) -> Result<(), Refusal> {
    match (wanted.stream_enabled, wanted.stream_view_type.as_deref()) {
        (true, None) => Err(Refusal::invalid("StreamViewType is required when StreamEnabled is true")),
        (false, Some(_)) => {
            Err(Refusal::invalid("StreamViewType must not be specified when StreamEnabled is false"))
        }
        (true, Some(view_type)) if !VIEW_TYPES.contains(&view_type) => Err(Refusal::validation(&format!(
            "1 validation error detected: Value '{view_type}' at 'streamSpecification.streamViewType' failed to \
             satisfy constraint: Member must satisfy enum value set: [{}]",
            VIEW_TYPES.join(", ")
        ))),
        _ => Ok(()),
    }
}

/// Checks a switch against the stream that the table has. A view type cannot change while the stream is on.
pub(super) fn check_switch(
    entry: &TableEntry,
    table: &str,
    wanted: &StreamSpecification,
) -> Result<(), Refusal> {
    match (wanted.stream_enabled, entry.live_stream()) {
        (true, Some(_)) => {
            Err(Refusal::validation(&format!("Table already has an enabled stream: TableName: {table}")))
        }
        (false, None) => {
            Err(Refusal::validation(&format!("Table already has a disabled stream: TableName: {table}")))
        }
        _ => Ok(()),
    }
}

/// Takes the switch over, after dynoxide did it. `last` is the stored sequence number of the newest record.
pub(super) fn switch(entry: &mut TableEntry, wanted: &StreamSpecification, last: i64, now: u64) {
    match &wanted.stream_view_type {
        Some(view_type) if wanted.stream_enabled => {
            let label = new_label(&entry.streams, now);
            entry.streams.push(StreamEntry {
                label,
                view_type: view_type.clone(),
                created: now,
                after: last,
                last: None,
            });
        }
        _ => {
            if let Some(stream) = entry.streams.last_mut() {
                stream.last = Some(last.max(stream.after));
            }
        }
    }
}
