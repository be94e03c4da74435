//! `GET /environments`

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, EnvironmentView};

use super::Failure;
use crate::auth::CurrentUser;
use crate::state::AppState;

/// Where designs can be applied.
#[utoipa::path(get, path = "/environments", tag = "environments",
    responses((status = 200, body = Vec<EnvironmentView>), (status = 401, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
) -> Result<Json<Vec<EnvironmentView>>, Failure> {
    let environments = state.store.environments().await?;
    Ok(Json(environments.iter().map(|environment| state.environments.view(environment)).collect()))
}
