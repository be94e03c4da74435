//! `POST /environments/{id}/drift/interval`: how often to look for drift.

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, DriftInterval, EnvironmentDrift, SetDriftInterval};
use tablewright_storage::{self as storage, EnvironmentId, Role};

use super::extract::{Body, PathId};
use super::{Failure, drift_get};
use crate::auth::{CurrentUser, require};
use crate::state::AppState;
use crate::time::now;

/// Says how often the server looks for drift in an environment by itself.
#[utoipa::path(post, path = "/environments/{id}/drift/interval", tag = "drift", params(("id" = String, Path)),
    request_body = SetDriftInterval,
    responses((status = 200, body = EnvironmentDrift), (status = 403, body = ApiError),
        (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<EnvironmentId>,
    Body(SetDriftInterval { interval }): Body<SetDriftInterval>,
) -> Result<Json<EnvironmentDrift>, Failure> {
    require(&user, Role::Operator, "say how often to look for drift")?;
    let environment = state.store.environment(id).await?.ok_or_else(|| Failure::not_found("environment"))?;
    let interval = match interval {
        DriftInterval::Off => None,
        DriftInterval::Hourly => Some(storage::DriftInterval::Hourly),
        DriftInterval::Daily => Some(storage::DriftInterval::Daily),
    };
    user.store(&state).set_drift_interval(id, interval, now()).await?;
    drift_get::view(&state, &environment).await.map(Json)
}
