//! `POST /requests`: put a plan up for review.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use tablewright_contract::{ApiError, CreateRequest, RequestView};
use tablewright_plan::Plan;
use tablewright_storage::{NewRequest, RequestId, Role};

use super::extract::{Body, text};
use super::{Failure, plan, request_get};
use crate::auth::{CurrentUser, require};
use crate::entropy;
use crate::planning::Planned;
use crate::state::AppState;
use crate::time::now;

/// Plans a version anew and opens a change request with that plan.
#[utoipa::path(post, path = "/requests", tag = "requests", request_body = CreateRequest,
    responses((status = 201, body = RequestView), (status = 403, body = ApiError), (status = 404, body = ApiError),
        (status = 409, body = ApiError), (status = 422, body = ApiError), (status = 502, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    Body(body): Body<CreateRequest>,
) -> Result<(StatusCode, Json<RequestView>), Failure> {
    require(&user, Role::Designer, "open change requests")?;
    let title = text("title", &body.title, 200)?;
    let design = body.design.parse().map_err(|_| Failure::not_found("design"))?;
    let environment = body.environment.parse().map_err(|_| Failure::not_found("environment"))?;
    let Planned { plan: planned, patterns } =
        plan::planned(&state, design, body.version, environment).await?;
    reviewable(&planned)?;
    let new = NewRequest {
        id: RequestId(entropy::id()?),
        design,
        version: body.version,
        environment,
        title: &title,
        author: user.0.id,
        plan: &planned,
    };
    state.store.create_request(&new, now()).await?;
    state.store.record_effects(new.id, planned.digest(), &patterns).await?;
    Ok((StatusCode::CREATED, Json(request_get::view(&state, new.id, &user).await?)))
}

/// A plan that does nothing, or that can't be carried out, is not worth a review.
pub(super) fn reviewable(plan: &Plan) -> Result<(), Failure> {
    if let Some(problem) = plan.problems.first() {
        return Err(Failure::conflict(format!("This plan can't be carried out: {}", problem.message)));
    }
    if plan.steps.is_empty() {
        return Err(Failure::conflict("There is nothing to do: the tables match this version already."));
    }
    Ok(())
}
