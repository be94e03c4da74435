//! `GET /environments/{id}/tables`: the tables that are there, to choose from.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, LiveTableName};
use tablewright_storage::{EnvironmentId, Role};

use super::Failure;
use super::extract::PathId;
use crate::auth::{CurrentUser, require};
use crate::state::AppState;

/// The names of all tables of an environment, with the designs that manage them.
#[utoipa::path(get, path = "/environments/{id}/tables", tag = "environments", params(("id" = String, Path)),
    responses((status = 200, body = Vec<LiveTableName>), (status = 403, body = ApiError),
        (status = 404, body = ApiError), (status = 502, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<EnvironmentId>,
) -> Result<Json<Vec<LiveTableName>>, Failure> {
    require(&user, Role::Designer, "list the tables of an environment")?;
    let environment = state.store.environment(id).await?.ok_or_else(|| Failure::not_found("environment"))?;
    let mut owners = BTreeMap::new();
    for design in state.store.managing_designs(id).await? {
        let name = state.designs.head(design).await?.map(|head| head.design.name);
        for table in state.store.managed_tables(id, design).await? {
            owners.insert(table.name, name.clone());
        }
    }
    let names = state.environments.connect(&environment).await?.gateway.table_names().await?;
    let row = |table: String| LiveTableName { managed_by: owners.remove(&table).flatten(), table };
    Ok(Json(names.into_iter().map(row).collect()))
}
