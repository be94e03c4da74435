//! `DELETE /tokens/{id}`: end a token.

use axum::extract::State;
use axum::http::StatusCode;
use tablewright_contract::ApiError;
use tablewright_storage::{Role, TokenId};

use super::Failure;
use super::extract::PathId;
use crate::auth::CurrentUser;
use crate::state::AppState;
use crate::time::now;

/// Ends a token at once: one's own, or as an administrator anybody's. One that has ended stays ended.
#[utoipa::path(delete, path = "/tokens/{id}", tag = "people", params(("id" = String, Path)),
    responses((status = 204), (status = 401, body = ApiError), (status = 403, body = ApiError),
        (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<TokenId>,
) -> Result<StatusCode, Failure> {
    user.in_a_browser()?;
    let gone = || Failure::not_found("token");
    let token = state.store.token(id).await?.ok_or_else(gone)?;
    if token.user != user.0.id && user.0.role < Role::Administrator {
        // Whether somebody else has a token of this id is nobody's business.
        return Err(gone());
    }
    user.store(&state).revoke_token(id, now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
