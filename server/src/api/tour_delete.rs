//! `DELETE /examples/tour`: remove the example of a change request and of a drifted table, for good.

use axum::extract::State;
use axum::http::StatusCode;
use tablewright_contract::ApiError;
use tablewright_storage::Role;

use super::Failure;
use crate::auth::{CurrentUser, require};
use crate::state::AppState;
use crate::tour;

/// Removes its design, requests, people and table in the sandbox, with all that was made of them. It does not come back.
#[utoipa::path(delete, path = "/examples/tour", tag = "designs",
    responses((status = 204), (status = 403, body = ApiError), (status = 409, body = ApiError)))]
pub(super) async fn handler(State(state): State<AppState>, user: CurrentUser) -> Result<StatusCode, Failure> {
    require(&user, Role::Designer, "remove examples")?;
    tour::remove(&state, user.store(&state)).await?;
    Ok(StatusCode::NO_CONTENT)
}
