//! `GET /audit`: the newest entries of the audit log, searched.

use axum::extract::State;
use jiff::Timestamp as Instant;
use serde::Deserialize;
use tablewright_contract::{ApiError, AuditEntryView};
use tablewright_storage::{AuditFilter, Role, Timestamp};

use super::extract::Query;
use super::paging::{Paged, Paging};
use super::{Failure, views};
use crate::auth::{CurrentUser, require};
use crate::state::AppState;

/// The entries of a page, unless another number is asked for.
const PAGE: u32 = 100;

/// What is searched for.
#[derive(Deserialize)]
pub(super) struct Search {
    actor: Option<String>,
    action: Option<String>,
    subject: Option<String>,
    text: Option<String>,
    from: Option<String>,
    until: Option<String>,
}

/// Who did what, newest first.
#[utoipa::path(get, path = "/audit", tag = "audit",
    params(("actor" = Option<String>, Query, description = "The id of a person"),
        ("action" = Option<String>, Query, description = "The beginning of a deed: `request.`"),
        ("subject" = Option<String>, Query, description = "What it was done to: `request/…`"),
        ("text" = Option<String>, Query, description = "A text somewhere in the entry"),
        ("from" = Option<String>, Query, description = "Not before this time, RFC 3339"),
        ("until" = Option<String>, Query, description = "Before this time, RFC 3339"),
        ("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Vec<AuditEntryView>), (status = 401, body = ApiError),
        (status = 403, body = ApiError), (status = 422, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    Query(search): Query<Search>,
    paging: Paging,
) -> Result<Paged<AuditEntryView>, Failure> {
    require(&user, Role::Administrator, "read the audit log")?;
    let filter = AuditFilter { before: paging.cursor()?, ..filter(search)? };
    let limit = paging.limit_or(PAGE);
    let entries = state.store.audit(&filter, limit + 1).await?;
    let more = u32::try_from(entries.len()).is_ok_and(|count| count > limit);
    let shown: Vec<_> = entries.into_iter().take(usize::try_from(limit).unwrap_or(usize::MAX)).collect();
    let next = if more { shown.last().map(|entry| entry.seq.to_string()) } else { None };
    Ok(paging.page(shown.into_iter().map(views::audit_entry).collect(), next))
}

fn filter(search: Search) -> Result<AuditFilter, Failure> {
    let given =
        |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let actor = given(search.actor).map(|id| id.parse()).transpose();
    Ok(AuditFilter {
        actor: actor.map_err(|_| Failure::invalid("actor", "There is no such person."))?,
        action: given(search.action),
        subject: given(search.subject),
        text: given(search.text),
        from: given(search.from).map(|text| time("from", &text)).transpose()?,
        until: given(search.until).map(|text| time("until", &text)).transpose()?,
        before: None,
    })
}

fn time(field: &str, text: &str) -> Result<Timestamp, Failure> {
    let parsed = text.parse::<Instant>().map(|instant| Timestamp(instant.as_millisecond()));
    parsed.map_err(|_| Failure::invalid(field, "A time looks like 2026-12-24T00:00:00Z."))
}
