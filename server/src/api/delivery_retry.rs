//! `POST /webhooks/{id}/deliveries/{delivery}/retry`

use axum::extract::State;
use axum::http::StatusCode;
use tablewright_contract::ApiError;
use tablewright_storage::{Role, WebhookId};

use super::Failure;
use super::extract::IdPair;
use crate::auth::{CurrentUser, require};
use crate::state::AppState;
use crate::time::now;

/// Tells a webhook once more what has arrived before or was given up.
#[utoipa::path(post, path = "/webhooks/{id}/deliveries/{delivery}/retry", tag = "webhooks",
    params(("id" = String, Path), ("delivery" = u64, Path)),
    responses((status = 202), (status = 401, body = ApiError), (status = 403, body = ApiError),
        (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    IdPair(id, delivery): IdPair<WebhookId, u64>,
) -> Result<StatusCode, Failure> {
    require(&user, Role::Administrator, "send deliveries again")?;
    if !user.store(&state).redeliver(id, delivery, now()).await? {
        return Err(Failure::not_found("delivery that is over"));
    }
    state.alarm.ring();
    Ok(StatusCode::ACCEPTED)
}
