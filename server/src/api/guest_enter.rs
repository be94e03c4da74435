//! `POST /guest-links/{token}/enter`: come in as a guest.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::{Extension, Json};
use tablewright_contract::{ApiError, EnterAsGuest, SessionView};
use tablewright_storage::{NewGuest, StoreError, UserId};

use super::extract::{Body, text};
use super::{Failure, views};
use crate::auth::session_cookie_for;
use crate::entropy::{self, Secret, hash_secret};
use crate::state::AppState;
use crate::time::now;
use crate::web::trace::Whence;

const MOST_NAME: usize = 80;

/// Lets a guest in under the name that they give; the answer sets the cookie of a session for the link's design alone,
/// which ends with the link. Others see that it is a guest.
#[utoipa::path(post, path = "/guest-links/{token}/enter", tag = "people", request_body = EnterAsGuest,
    params(("token" = String, Path, description = "The secret of the link")),
    responses((status = 200, body = SessionView), (status = 404, body = ApiError), (status = 409, body = ApiError),
        (status = 422, body = ApiError), (status = 429, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    Path(token): Path<String>,
    Extension(whence): Extension<Whence>,
    Body(EnterAsGuest { name }): Body<EnterAsGuest>,
) -> Result<(HeaderMap, Json<SessionView>), Failure> {
    // Wherever a name stands, it says what it is: nobody passes for a member of the team.
    let name = format!("{} (guest)", text("name", &name, MOST_NAME)?);
    // Tries count for the address that they come from alone: somebody's guesses do not shut out other guests.
    let account = format!("guest from {}", whence.address);
    if let Some(seconds) = state.attempts.wait(&account, &whence.address, now()) {
        return Err(Failure::too_many(seconds, "Too many attempts. Try again in a quarter of an hour."));
    }
    let (session, now) = (Secret::new()?, now());
    let new = NewGuest { id: UserId(entropy::id()?), name: &name };
    let store = whence.store(&state, None, None);
    let entered = store.enter_as_guest(&hash_secret(&token), new, &session.hash(), now).await;
    if matches!(entered, Err(StoreError::GuestLinkGone)) {
        state.attempts.failed(&account, &whence.address, now);
    }
    let (user, link) = entered?;
    let mut headers = HeaderMap::new();
    let seconds = (link.expires_at.0 - now.0).max(0) / 1_000;
    if let Some(cookie) = session_cookie_for(session.text(), seconds, state.secure_cookies) {
        headers.insert(header::SET_COOKIE, cookie);
    }
    let guest = Some(views::guest(link.opens));
    Ok((headers, Json(SessionView { user: views::user(&user), guest })))
}
