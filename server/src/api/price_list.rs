//! `GET /prices`: the list prices that bills are made with.

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, PricesView};

use super::Failure;
use crate::auth::CurrentUser;
use crate::state::AppState;

/// The list prices that the server knows, with their dates and sources.
#[utoipa::path(get, path = "/prices", tag = "designs",
    responses((status = 200, body = PricesView), (status = 401, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
) -> Result<Json<PricesView>, Failure> {
    Ok(Json(state.prices.view()))
}
