//! `GET /examples`: the designs of the gallery.

use axum::Json;
use tablewright_contract::{ApiError, ExampleSummary};

use super::Failure;
use crate::auth::CurrentUser;
use crate::gallery;

/// The examples that a design can start from.
#[utoipa::path(get, path = "/examples", tag = "designs",
    responses((status = 200, body = Vec<ExampleSummary>), (status = 401, body = ApiError)))]
pub(super) async fn handler(_: CurrentUser) -> Result<Json<Vec<ExampleSummary>>, Failure> {
    let summary = |(key, design): (String, tablewright_model::Design)| ExampleSummary {
        key,
        name: design.name,
        description: design.description,
        tables: design.tables.iter().map(|table| table.name.clone()).collect(),
        patterns: design.patterns.len(),
    };
    Ok(Json(gallery::examples().map(summary).collect()))
}
