//! `POST /environments/{id}/drift/{design}`: look for drift now.

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, DesignDrift};
use tablewright_storage::{DesignId, EnvironmentId, Role};

use super::extract::IdPair;
use super::{Failure, drift_get};
use crate::auth::{CurrentUser, require};
use crate::drift;
use crate::state::AppState;

/// Reads the tables of a design in an environment and compares them with the version that they were equal to last.
#[utoipa::path(post, path = "/environments/{id}/drift/{design}", tag = "drift",
    params(("id" = String, Path), ("design" = String, Path)),
    responses((status = 200, body = DesignDrift), (status = 403, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    IdPair(id, design): IdPair<EnvironmentId, DesignId>,
) -> Result<Json<DesignDrift>, Failure> {
    require(&user, Role::Designer, "look for drift")?;
    let environment = state.store.environment(id).await?.ok_or_else(|| Failure::not_found("environment"))?;
    state.designs.head(design).await?.ok_or_else(|| Failure::not_found("design"))?;
    let check = drift::check(&state, &environment, design).await?;
    drift_get::of_design(&state, id, design, Some(check)).await.map(Json)
}
