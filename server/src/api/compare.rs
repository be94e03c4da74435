//! `POST /designs/{id}/comparisons`: look whether both tables of a migration hold the same.

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, CompareTables, ComparisonView};
use tablewright_storage::{DesignId, Role};

use super::Failure;
use super::extract::{Body, PathId, text};
use crate::auth::{CurrentUser, require};
use crate::planning::Subject;
use crate::retiring;
use crate::state::AppState;

/// Counts the items of both tables and looks for a sample of the old one in the new one. What is found is kept: it is the proof that the old table may go. AWS charges the reading of all items.
#[utoipa::path(post, path = "/designs/{id}/comparisons", tag = "plans", request_body = CompareTables,
    params(("id" = String, Path)),
    responses((status = 200, body = ComparisonView), (status = 403, body = ApiError), (status = 404, body = ApiError),
        (status = 409, body = ApiError), (status = 422, body = ApiError), (status = 502, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<DesignId>,
    Body(CompareTables { version, environment, table }): Body<CompareTables>,
) -> Result<Json<ComparisonView>, Failure> {
    require(&user, Role::Operator, "compare tables, which reads their items")?;
    let table = text("table", &table, 255)?;
    let version = state.store.version(id, version).await?.ok_or_else(|| Failure::not_found("version"))?;
    let environment = environment.parse().map_err(|_| Failure::not_found("environment"))?;
    let environment = state.store.environment(environment).await?;
    let environment = environment.ok_or_else(|| Failure::not_found("environment"))?;
    let subject = Subject { id, design: &version.document, digest: version.version.digest };
    let store = user.store(&state);
    retiring::compare(&state, &store, user.0.id, &environment, &subject, &table).await.map(Json)
}
