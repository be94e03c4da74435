//! `POST /designs/{id}/adoptions`: make tables managed that were there first.

use axum::Json;
use axum::extract::State;
use tablewright_contract::{AdoptTables, AdoptableTable, ApiError};
use tablewright_storage::{DesignId, Role};

use super::Failure;
use super::extract::{Body, PathId};
use crate::adoption::{self, Subject};
use crate::auth::{CurrentUser, require};
use crate::state::AppState;

/// Makes tables of an environment managed by a design; from then on plans may change them. Gives what is left to adopt.
#[utoipa::path(post, path = "/designs/{id}/adoptions", tag = "adoption", params(("id" = String, Path)),
    request_body = AdoptTables,
    responses((status = 200, body = Vec<AdoptableTable>), (status = 403, body = ApiError),
        (status = 404, body = ApiError), (status = 409, body = ApiError), (status = 422, body = ApiError),
        (status = 502, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(design): PathId<DesignId>,
    Body(AdoptTables { version, environment, tables }): Body<AdoptTables>,
) -> Result<Json<Vec<AdoptableTable>>, Failure> {
    require(&user, Role::Operator, "adopt tables")?;
    let gone = || Failure::not_found("environment");
    let id = environment.parse().map_err(|_| gone())?;
    let environment = state.store.environment(id).await?.ok_or_else(gone)?;
    if tables.is_empty() {
        return Err(Failure::invalid("tables", "Choose at least one table."));
    }
    let subject = Subject { design, version, environment: &environment };
    adoption::adopt(&state, &user.store(&state), &subject, &tables).await?;
    adoption::adoptable(&state, &subject).await.map(Json)
}
