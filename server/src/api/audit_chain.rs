//! `GET /audit/chain`: whether the log is as it was written.

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, ChainView};
use tablewright_storage::{Chain, Role};

use super::Failure;
use crate::auth::{CurrentUser, require};
use crate::state::AppState;

/// Looks at every entry of the audit log. The same as `tablewright audit verify`.
#[utoipa::path(get, path = "/audit/chain", tag = "audit",
    responses((status = 200, body = ChainView), (status = 401, body = ApiError), (status = 403, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
) -> Result<Json<ChainView>, Failure> {
    require(&user, Role::Administrator, "verify the audit log")?;
    let Chain { entries, head, broken_at } = state.store.verify_audit().await?;
    Ok(Json(ChainView { entries, head, broken_at }))
}
