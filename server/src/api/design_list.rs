//! `GET /designs`

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, DesignSummary};

use super::{Failure, views};
use crate::auth::CurrentUser;
use crate::state::AppState;

/// All designs, the last edited first.
#[utoipa::path(get, path = "/designs", tag = "designs",
    responses((status = 200, body = Vec<DesignSummary>), (status = 401, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
) -> Result<Json<Vec<DesignSummary>>, Failure> {
    let designs = state.store.designs().await?;
    let current = designs.into_iter().filter(|design| design.archived_at.is_none());
    Ok(Json(current.map(views::design).collect()))
}
