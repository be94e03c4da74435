//! `POST /designs/{id}/drift/acceptance`: take drift into the design, as a new version.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use tablewright_contract::{AcceptDrift, ApiError, VersionSummary};
use tablewright_storage::{DesignId, Role};

use super::extract::{Body, PathId, text};
use super::{Failure, views};
use crate::auth::{CurrentUser, require};
use crate::drift::{self, Acceptance};
use crate::state::AppState;

/// Makes a version that wants what is there now, of the newest one. What autoscaling and AWS move is no part of it.
#[utoipa::path(post, path = "/designs/{id}/drift/acceptance", tag = "drift", params(("id" = String, Path)),
    request_body = AcceptDrift,
    responses((status = 201, body = VersionSummary), (status = 403, body = ApiError), (status = 404, body = ApiError),
        (status = 409, body = ApiError), (status = 422, body = ApiError), (status = 502, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(design): PathId<DesignId>,
    Body(AcceptDrift { environment, tables, message }): Body<AcceptDrift>,
) -> Result<(StatusCode, Json<VersionSummary>), Failure> {
    require(&user, Role::Designer, "accept drift")?;
    let message = text("message", &message, 2_000)?;
    let gone = || Failure::not_found("environment");
    let id = environment.parse().map_err(|_| gone())?;
    let environment = state.store.environment(id).await?.ok_or_else(gone)?;
    let (environment, tables, author) = (&environment, &*tables, user.0.id);
    let acceptance = Acceptance { design, environment, tables, author, message: &message };
    let version = drift::accept(&state, &user.store(&state), acceptance).await?;
    Ok((StatusCode::CREATED, Json(views::version(&version))))
}
