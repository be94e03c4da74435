//! `POST /session`: sign in by password.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::{Extension, Json};
use tablewright_contract::{ApiError, ErrorCode, SessionView, SignIn};
use tablewright_storage::{Timestamp, User};

use super::extract::Body;
use super::{Failure, views};
use crate::auth::{SESSION_DAYS, session_cookie, verify_password};
use crate::entropy::Secret;
use crate::state::AppState;
use crate::time::{days, now};
use crate::web::trace::Whence;

/// Signs in; the answer sets the session's cookie.
#[utoipa::path(post, path = "/session", tag = "people", request_body = SignIn,
    responses((status = 200, body = SessionView), (status = 401, body = ApiError), (status = 429, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    Extension(whence): Extension<Whence>,
    Body(sign_in): Body<SignIn>,
) -> Result<(HeaderMap, Json<SessionView>), Failure> {
    if let Some(seconds) = state.attempts.wait(&sign_in.email, &whence.address, now()) {
        return Err(Failure::too_many(seconds, "Too many attempts. Try again in a quarter of an hour."));
    }
    let known = state.store.credentials(sign_in.email.trim()).await?;
    let known = known.filter(|known| known.user.deactivated_at.is_none());
    let hash = known.as_ref().map(|known| known.password_hash.clone());
    let right = verify_password(sign_in.password, hash).await?;
    let Some(user) = known.filter(|_| right).map(|known| known.user) else {
        state.attempts.failed(&sign_in.email, &whence.address, now());
        return Err(Failure::new(ErrorCode::Unauthenticated, "Address or password are not right."));
    };
    state.attempts.succeeded(&sign_in.email);
    open_session(&state, &user, &whence).await
}

/// Makes a session for a person and the answer that carries its cookie.
pub(crate) async fn open_session(
    state: &AppState,
    user: &User,
    whence: &Whence,
) -> Result<(HeaderMap, Json<SessionView>), Failure> {
    let (secret, at) = (Secret::new()?, now());
    let store = whence.store(state, Some(user.id), None);
    store.create_session(&secret.hash(), user.id, at, session_end(at)).await?;
    Ok(signed_in(state, user, &secret))
}

/// When a session ends that begins now.
pub(super) fn session_end(now: Timestamp) -> Timestamp {
    Timestamp(now.0 + days(SESSION_DAYS))
}

/// The answer to somebody who has a session.
pub(super) fn signed_in(state: &AppState, user: &User, secret: &Secret) -> (HeaderMap, Json<SessionView>) {
    let mut headers = HeaderMap::new();
    if let Some(cookie) = session_cookie(secret.text(), state.secure_cookies) {
        headers.insert(header::SET_COOKIE, cookie);
    }
    (headers, Json(SessionView { user: views::user(user), guest: None }))
}
