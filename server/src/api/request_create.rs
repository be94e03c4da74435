//! `POST /requests`: put a plan up for review.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::json;
use tablewright_contract::{ApiError, CreateRequest, RequestView};
use tablewright_storage::{NewRequest, RequestId, Role};

use super::extract::{Body, text};
use super::request_plan::{Goal, Reviewable};
use super::{Failure, request_get, request_plan};
use crate::auth::{CurrentUser, require};
use crate::entropy;
use crate::state::AppState;
use crate::time::now;
use crate::undoing;

/// Plans a version anew, checks the plan, and opens a change request with it.
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
    let undone = match body.undo {
        Some(run) => {
            let run = run.parse().map_err(|_| Failure::not_found("run"))?;
            Some(undoing::of_run(&state, run, design, body.version, environment).await?)
        }
        None => None,
    };
    let goal = match (&undone, body.retire.as_deref()) {
        (Some(_), Some(_)) => {
            let message = "A request takes a run back or retires a table, not both: open one for each.";
            return Err(Failure::invalid("undo", message));
        }
        (Some(without), None) => Goal::Without(without),
        (None, Some(table)) => Goal::Retire(table),
        (None, None) => Goal::Version,
    };
    let Reviewable { plan: planned, patterns, checks } =
        request_plan::reviewable(&state, design, body.version, environment, goal).await?;
    let new = NewRequest {
        id: RequestId(entropy::id()?),
        design,
        version: body.version,
        environment,
        title: &title,
        author: user.0.id,
        plan: &planned,
        checks: &checks,
        effects: &json!(patterns),
        draft: body.draft,
    };
    user.store(&state).create_request(&new, now()).await?;
    Ok((StatusCode::CREATED, Json(request_get::view(&state, new.id, &user).await?)))
}
