//! `PUT /session/password`: another password for the person who is signed in.

use axum::extract::State;
use axum::http::StatusCode;
use tablewright_contract::{ApiError, ChangePassword};

use super::Failure;
use super::extract::{Body, password};
use crate::auth::{CurrentUser, hash_password, verify_password};
use crate::state::AppState;
use crate::time::now;

/// Changes the password, and ends every other session of the person.
#[utoipa::path(put, path = "/session/password", tag = "people", request_body = ChangePassword,
    responses((status = 204), (status = 401, body = ApiError), (status = 403, body = ApiError),
        (status = 422, body = ApiError), (status = 429, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    Body(body): Body<ChangePassword>,
) -> Result<StatusCode, Failure> {
    user.in_a_browser()?;
    let new = password("new", body.new)?;
    // Whoever sits at a browser that was left open guesses as others do.
    let (email, address) = (&user.0.email, &user.1.whence.address);
    if let Some(seconds) = state.attempts.wait(email, address, now()) {
        return Err(Failure::too_many(seconds, "Too many attempts. Try again in a quarter of an hour."));
    }
    let known = state.store.credentials(email).await?.map(|known| known.password_hash);
    if !verify_password(body.current, known).await? {
        state.attempts.failed(email, address, now());
        return Err(Failure::invalid("current", "This is not your password."));
    }
    let hash = hash_password(new).await?;
    user.store(&state).set_password(user.0.id, &hash, user.1.session.as_ref(), now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
