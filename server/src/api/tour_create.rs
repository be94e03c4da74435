//! `POST /examples/tour`: make the example of a change request and of a drifted table.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use tablewright_contract::{ApiError, TourView};
use tablewright_storage::Role;

use super::Failure;
use crate::auth::{CurrentUser, require};
use crate::state::AppState;
use crate::tour;

/// Lets the story happen in the sandbox, which takes a moment. Only in a server that has no work of its own, and once.
#[utoipa::path(post, path = "/examples/tour", tag = "designs",
    responses((status = 201, body = TourView), (status = 403, body = ApiError), (status = 409, body = ApiError),
        (status = 502, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
) -> Result<(StatusCode, Json<TourView>), Failure> {
    require(&user, Role::Designer, "make examples")?;
    let made = tour::make(&state, user.store(&state), user.1.whence.clone()).await?;
    Ok((StatusCode::CREATED, Json(made)))
}
