//! `GET /examples/tour`

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, TourView};

use super::Failure;
use crate::auth::CurrentUser;
use crate::state::AppState;
use crate::tour;

/// Whether there is, or can be, a change request and a drifted table to look at.
#[utoipa::path(get, path = "/examples/tour", tag = "designs",
    responses((status = 200, body = TourView), (status = 401, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
) -> Result<Json<TourView>, Failure> {
    tour::view(&state).await.map(Json)
}
