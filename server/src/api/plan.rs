//! `POST /designs/{id}/plans`: what applying a version would do, without storing anything.

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, PlanRequest, PlanView};
use tablewright_storage::{DesignId, EnvironmentId};

use super::Failure;
use super::extract::{Body, PathId};
use crate::auth::CurrentUser;
use crate::planning::{self, Planned, Subject};
use crate::state::AppState;

/// Plans a version for an environment.
#[utoipa::path(post, path = "/designs/{id}/plans", tag = "plans", request_body = PlanRequest,
    params(("id" = String, Path)),
    responses((status = 200, body = PlanView), (status = 404, body = ApiError), (status = 422, body = ApiError),
        (status = 502, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    PathId(id): PathId<DesignId>,
    Body(body): Body<PlanRequest>,
) -> Result<Json<PlanView>, Failure> {
    let environment = body.environment.parse().map_err(|_| Failure::not_found("environment"))?;
    let planned = planned(&state, id, body.version, environment).await?;
    Ok(Json(PlanView { patterns: planned.patterns, ..planned.plan.into() }))
}

/// A plan of a version for an environment, or the failure to answer with.
pub(super) async fn planned(
    state: &AppState,
    id: DesignId,
    number: u32,
    environment: EnvironmentId,
) -> Result<Planned, Failure> {
    let version = state.store.version(id, number).await?.ok_or_else(|| Failure::not_found("version"))?;
    let environment = state.store.environment(environment).await?;
    let environment = environment.ok_or_else(|| Failure::not_found("environment"))?;
    let subject = Subject { id, design: &version.document, digest: version.version.digest };
    Ok(planning::make(&state.store, &state.environments, &environment, subject).await?)
}
