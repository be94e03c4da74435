//! `POST /invitations/{token}/accept`: join, and be signed in.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::{Extension, Json};
use tablewright_contract::{AcceptInvitation, ApiError, SessionView};
use tablewright_storage::{NewSession, NewUser, StoreError, UserId};

use super::Failure;
use super::extract::{Body, password, text};
use super::session_create::{session_end, signed_in};
use crate::auth::hash_password;
use crate::entropy::{self, Secret, hash_secret};
use crate::state::AppState;
use crate::time::now;
use crate::web::trace::Whence;

/// Creates the person that the invitation was for, and signs in.
#[utoipa::path(post, path = "/invitations/{token}/accept", tag = "people", request_body = AcceptInvitation,
    params(("token" = String, Path, description = "The secret of the link")),
    responses((status = 200, body = SessionView), (status = 404, body = ApiError), (status = 409, body = ApiError),
        (status = 422, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    Path(token): Path<String>,
    Extension(whence): Extension<Whence>,
    Body(body): Body<AcceptInvitation>,
) -> Result<(HeaderMap, Json<SessionView>), Failure> {
    let name = text("name", &body.name, 100)?;
    let email = email(&body.email)?;
    let password = password("password", body.password)?;
    let token = hash_secret(&token);
    // Asked before the slow hash: a wrong link costs nothing.
    state.store.open_invitation(&token, now()).await?.ok_or(StoreError::InvitationGone)?;
    let password_hash = hash_password(password).await?;
    let new =
        NewUser { id: UserId(entropy::id()?), name: &name, email: &email, password_hash: &password_hash };
    let (secret, at) = (Secret::new()?, now());
    let session = NewSession { token: &secret.hash(), expires_at: session_end(at) };
    let user = whence.store(&state, None, None).accept_invitation(&token, &new, session, at).await?;
    Ok(signed_in(&state, &user, &secret))
}

fn email(value: &str) -> Result<String, Failure> {
    let value = text("email", value, 320)?;
    let plausible =
        value.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty());
    if plausible && !value.contains(char::is_whitespace) {
        return Ok(value);
    }
    Err(Failure::invalid("email", "This is not an e-mail address."))
}
