//! `DELETE /session`: sign out.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};

use super::Failure;
use crate::auth::{clear_session_cookie, session_token};
use crate::entropy::hash_secret;
use crate::state::AppState;

/// Ends the session; without one nothing happens.
#[utoipa::path(delete, path = "/session", tag = "people", responses((status = 204)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    request: HeaderMap,
) -> Result<(StatusCode, HeaderMap), Failure> {
    if let Some(token) = session_token(&request) {
        state.store.delete_session(&hash_secret(token)).await?;
    }
    let mut headers = HeaderMap::new();
    if let Some(cookie) = clear_session_cookie(state.secure_cookies) {
        headers.insert(header::SET_COOKIE, cookie);
    }
    Ok((StatusCode::NO_CONTENT, headers))
}
