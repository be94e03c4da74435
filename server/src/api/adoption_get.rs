//! `GET /designs/{id}/versions/{number}/adoptions/{environment}`: the tables that could be adopted.

use axum::Json;
use axum::extract::{Path, State};
use tablewright_contract::{AdoptableTable, ApiError};

use super::Failure;
use crate::adoption::{self, Subject};
use crate::auth::CurrentUser;
use crate::state::AppState;

/// The tables of a version that are there and not managed by its design, with what differs.
#[utoipa::path(get, path = "/designs/{id}/versions/{number}/adoptions/{environment}", tag = "adoption",
    params(("id" = String, Path), ("number" = u32, Path), ("environment" = String, Path)),
    responses((status = 200, body = Vec<AdoptableTable>), (status = 401, body = ApiError),
        (status = 404, body = ApiError), (status = 422, body = ApiError), (status = 502, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    Path((design, version, environment)): Path<(String, String, String)>,
) -> Result<Json<Vec<AdoptableTable>>, Failure> {
    let gone = || Failure::not_found("environment");
    let (Ok(design), Ok(version)) = (design.parse(), version.parse()) else {
        return Err(Failure::not_found("version"));
    };
    let id = environment.parse().map_err(|_| gone())?;
    let environment = state.store.environment(id).await?.ok_or_else(gone)?;
    let subject = Subject { design, version, environment: &environment };
    adoption::adoptable(&state, &subject).await.map(Json)
}
