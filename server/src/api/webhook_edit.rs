//! `PUT /webhooks/{id}`

use axum::extract::State;
use tablewright_contract::{ApiError, EditWebhook, WebhookView};
use tablewright_storage::{Role, WebhookId};

use super::extract::{Body, PathId};
use super::extract_etag::{IfMatch, Tagged};
use super::{Failure, views, webhook_create};
use crate::auth::{CurrentUser, require};
use crate::state::AppState;
use crate::time::now;

/// Changes a webhook. Its secret stays.
#[utoipa::path(put, path = "/webhooks/{id}", tag = "webhooks", request_body = EditWebhook,
    params(("id" = String, Path), ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 200, body = WebhookView), (status = 403, body = ApiError), (status = 404, body = ApiError),
        (status = 412, body = ApiError), (status = 422, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<WebhookId>,
    IfMatch(revision): IfMatch,
    Body(body): Body<EditWebhook>,
) -> Result<Tagged<WebhookView>, Failure> {
    require(&user, Role::Administrator, "change webhooks")?;
    let before = state.store.webhook(id).await?.ok_or_else(|| Failure::not_found("webhook"))?;
    let revision = revision.unwrap_or(before.revision);
    let webhook = webhook_create::parse(&state, id, before.secret, revision, body).await?;
    let after = user.store(&state).update_webhook(&webhook, now()).await?;
    Ok(Tagged(after.revision, views::webhook(&after)))
}
