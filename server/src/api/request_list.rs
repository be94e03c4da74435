//! `GET /requests`

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, RequestSummary};
use tablewright_storage::RequestFilter;

use super::{Failure, views};
use crate::auth::CurrentUser;
use crate::state::AppState;

/// All change requests, newest first.
#[utoipa::path(get, path = "/requests", tag = "requests",
    responses((status = 200, body = Vec<RequestSummary>), (status = 401, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
) -> Result<Json<Vec<RequestSummary>>, Failure> {
    let requests = state.store.requests(&RequestFilter::default()).await?;
    Ok(Json(requests.into_iter().map(views::request).collect()))
}
