//! `DELETE /sessions`: sign out everywhere.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use tablewright_contract::ApiError;

use super::Failure;
use crate::auth::{CurrentUser, clear_session_cookie};
use crate::state::AppState;
use crate::time::now;

/// Ends every session of the person, this one too.
#[utoipa::path(delete, path = "/sessions", tag = "people",
    responses((status = 204), (status = 401, body = ApiError), (status = 403, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
) -> Result<(StatusCode, HeaderMap), Failure> {
    user.in_a_browser()?;
    user.store(&state).delete_sessions_of(user.0.id, now()).await?;
    let mut headers = HeaderMap::new();
    if let Some(cookie) = clear_session_cookie(state.secure_cookies) {
        headers.insert(header::SET_COOKIE, cookie);
    }
    Ok((StatusCode::NO_CONTENT, headers))
}
