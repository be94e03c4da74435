//! ListTables: every table that can still be described, by name.

use dynoxide::actions::list_tables::ListTablesRequest;
use serde_json::{Value, json};

use crate::partition::Partition;
use crate::protocol::{Refusal, decode};

pub(super) fn list_tables(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let request: ListTablesRequest = decode("ListTables", request)?;
    let overlay = partition.look();
    let now = partition.now();
    let departing = overlay.departing.keys().filter(|name| overlay.is_departing(name, now));
    let mut names: Vec<&String> = overlay.tables.keys().chain(departing).collect();
    names.sort_unstable();
    if let Some(start) = &request.exclusive_start_table_name {
        names.retain(|name| *name > start);
    }
    let limit = request.limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(100);
    let more = names.len() > limit;
    names.truncate(limit);
    let mut answer = json!({ "TableNames": names });
    if more {
        answer["LastEvaluatedTableName"] = json!(names.last());
    }
    Ok(answer)
}
