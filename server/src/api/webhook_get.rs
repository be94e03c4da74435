//! `GET /webhooks/{id}`

use axum::extract::State;
use tablewright_contract::{ApiError, WebhookView};
use tablewright_storage::{Role, WebhookId};

use super::extract::PathId;
use super::extract_etag::Tagged;
use super::{Failure, views};
use crate::auth::{CurrentUser, require};
use crate::state::AppState;

/// A webhook.
#[utoipa::path(get, path = "/webhooks/{id}", tag = "webhooks", params(("id" = String, Path)),
    responses((status = 200, body = WebhookView), (status = 401, body = ApiError), (status = 403, body = ApiError),
        (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<WebhookId>,
) -> Result<Tagged<WebhookView>, Failure> {
    require(&user, Role::Administrator, "see webhooks")?;
    let webhook = state.store.webhook(id).await?.ok_or_else(|| Failure::not_found("webhook"))?;
    Ok(Tagged(webhook.revision, views::webhook(&webhook)))
}
