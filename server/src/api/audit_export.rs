//! `GET /audit/export`: the whole log, to keep elsewhere.

use std::convert::Infallible;

use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures::stream;
use tablewright_contract::ApiError;
use tablewright_storage::Role;

use super::{Failure, views};
use crate::auth::{CurrentUser, require};
use crate::state::AppState;

/// Entries that are read in one go.
const BATCH: u32 = 500;

/// Every entry, oldest first, one JSON object a line. The last line's hash proves all before it.
#[utoipa::path(get, path = "/audit/export", tag = "audit",
    responses((status = 200, body = String, content_type = "application/x-ndjson"), (status = 401, body = ApiError),
        (status = 403, body = ApiError)))]
pub(super) async fn handler(State(state): State<AppState>, user: CurrentUser) -> Result<Response, Failure> {
    require(&user, Role::Administrator, "export the audit log")?;
    let lines = stream::unfold((state, 0), |(state, seen)| async move {
        // A log that can't be read any more ends the download; its last line is then not the log's.
        let entries = state.store.audit_after(seen, BATCH).await.ok()?;
        let last = entries.last()?.seq;
        let lines: String = entries.into_iter().map(line).collect();
        Some((Ok::<_, Infallible>(lines), (state, last)))
    });
    let headers = [
        (header::CONTENT_TYPE, "application/x-ndjson"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"tablewright-audit.ndjson\""),
    ];
    Ok((headers, Body::from_stream(lines)).into_response())
}

fn line(entry: tablewright_storage::AuditEntry) -> String {
    let mut line = serde_json::to_string(&views::audit_entry(entry)).unwrap_or_default();
    line.push('\n');
    line
}
