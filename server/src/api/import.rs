//! `POST /imports`: look at what would be imported, or do it.

use axum::Json;
use axum::extract::{DefaultBodyLimit, State};
use tablewright_contract::{ApiError, ImportRequest, ImportView};
use tablewright_storage::Role;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Failure;
use super::extract::Body;
use crate::auth::{CurrentUser, require};
use crate::imports;
use crate::state::AppState;

/// 20 MB of files in base64, and what JSON adds.
const MAX_BODY: usize = 32 * 1024 * 1024;

/// The route, which takes larger bodies than the others.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(handler)).layer(DefaultBodyLimit::max(MAX_BODY))
}

/// Reads files or live tables. Without a digest nothing is changed; with that of a preview, it is carried out: as a new
/// design, or as one edit of a design.
#[utoipa::path(post, path = "/imports", tag = "imports", request_body = ImportRequest,
    responses((status = 200, body = ImportView), (status = 403, body = ApiError), (status = 404, body = ApiError),
        (status = 409, body = ApiError), (status = 413, body = ApiError), (status = 422, body = ApiError),
        (status = 502, body = ApiError)))]
async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    Body(request): Body<ImportRequest>,
) -> Result<Json<ImportView>, Failure> {
    require(&user, Role::Designer, "import designs")?;
    imports::import(&state, &user.store(&state), user.0.id, request).await.map(Json)
}
