//! `DELETE /webhooks/{id}`

use axum::extract::State;
use axum::http::StatusCode;
use tablewright_contract::ApiError;
use tablewright_storage::{Role, WebhookId};

use super::Failure;
use super::extract::PathId;
use crate::auth::{CurrentUser, require};
use crate::state::AppState;
use crate::time::now;

/// Deletes a webhook with its log of deliveries.
#[utoipa::path(delete, path = "/webhooks/{id}", tag = "webhooks", params(("id" = String, Path)),
    responses((status = 204), (status = 401, body = ApiError), (status = 403, body = ApiError),
        (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<WebhookId>,
) -> Result<StatusCode, Failure> {
    require(&user, Role::Administrator, "delete webhooks")?;
    match user.store(&state).delete_webhook(id, now()).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Failure::not_found("webhook")),
    }
}
