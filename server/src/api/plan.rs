//! `POST /designs/{id}/plans`: what applying a version would do, without storing anything.

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, ErrorCode, PlanRequest, PlanView};
use tablewright_plan::Plan;
use tablewright_storage::{DesignId, EnvironmentId};

use super::Failure;
use super::extract::{Body, PathId};
use crate::auth::CurrentUser;
use crate::planning::{self, PlanError, Subject};
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
    let plan = planned(&state, id, body.version, environment).await?;
    Ok(Json(plan.into()))
}

/// A plan of a version for an environment, or the failure to answer with.
pub(super) async fn planned(
    state: &AppState,
    id: DesignId,
    number: u32,
    environment: EnvironmentId,
) -> Result<Plan, Failure> {
    let version = state.store.version(id, number).await?.ok_or_else(|| Failure::not_found("version"))?;
    let environment = state.store.environment(environment).await?;
    let environment = environment.ok_or_else(|| Failure::not_found("environment"))?;
    let subject = Subject { id, design: &version.document, digest: version.version.digest };
    planning::make(&state.store, &state.environments, &environment, subject).await.map_err(failed)
}

/// From the reason why there is no plan to the answer.
pub(super) fn failed(error: PlanError) -> Failure {
    match error {
        PlanError::Design(diagnostics) => {
            let first = diagnostics.first().map(|first| first.message.clone()).unwrap_or_default();
            let count = diagnostics.len();
            let rest =
                if count > 1 { format!(" There are {} more errors.", count - 1) } else { String::new() };
            Failure::invalid("version", format!("AWS would refuse this version. {first}.{rest}"))
        }
        PlanError::Template(_) => Failure::conflict(error.to_string()),
        PlanError::Gateway(error) => Failure::new(ErrorCode::Upstream, error.to_string()),
        PlanError::Store(error) => error.into(),
    }
}
