//! `GET /designs/{id}/comparisons/{environment}`

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, ComparisonView};
use tablewright_storage::{DesignId, EnvironmentId};

use super::Failure;
use super::extract::IdPair;
use crate::auth::CurrentUser;
use crate::retiring;
use crate::state::AppState;

/// What comparisons of the tables of migrations have found, newest first.
#[utoipa::path(get, path = "/designs/{id}/comparisons/{environment}", tag = "plans",
    params(("id" = String, Path), ("environment" = String, Path)),
    responses((status = 200, body = Vec<ComparisonView>), (status = 401, body = ApiError),
        (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    IdPair(id, environment): IdPair<DesignId, EnvironmentId>,
) -> Result<Json<Vec<ComparisonView>>, Failure> {
    let environment = state.store.environment(environment).await?;
    let environment = environment.ok_or_else(|| Failure::not_found("environment"))?;
    retiring::compared(&state, &environment, id).await.map(Json)
}
