//! `DELETE /session`: sign out.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};

use super::Failure;
use crate::auth::{clear_session_cookie, session_token};
use crate::entropy::hash_secret;
use crate::state::AppState;
use crate::time::now;
use crate::web::trace::Whence;

/// Ends the session; without one nothing happens.
#[utoipa::path(delete, path = "/session", tag = "people", responses((status = 204)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    Extension(whence): Extension<Whence>,
    request: HeaderMap,
) -> Result<(StatusCode, HeaderMap), Failure> {
    if let Some(token) = session_token(&request) {
        whence.store(&state, None, None).delete_session(&hash_secret(token), now()).await?;
    }
    let mut headers = HeaderMap::new();
    if let Some(cookie) = clear_session_cookie(state.secure_cookies) {
        headers.insert(header::SET_COOKIE, cookie);
    }
    Ok((StatusCode::NO_CONTENT, headers))
}
