//! The signed-in person of a request, and what they may do.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use tablewright_contract::ErrorCode;
use tablewright_storage::{Role, User};

use super::session_token;
use crate::api::Failure;
use crate::entropy::hash_secret;
use crate::state::AppState;
use crate::time::now;

/// The person whose session the request carries; without one the answer is 401.
#[derive(Debug, Clone)]
pub(crate) struct CurrentUser(pub(crate) User);

impl FromRequestParts<AppState> for CurrentUser {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Failure> {
        let missing = || Failure::new(ErrorCode::Unauthenticated, "Sign in first.");
        let token = session_token(&parts.headers).ok_or_else(missing)?;
        let session = state.store.find_session(&hash_secret(token), now()).await?;
        session.map(|session| Self(session.user)).ok_or_else(missing)
    }
}

/// Whether the person has at least this role.
pub(crate) fn require(user: &CurrentUser, least: Role, to_do: &str) -> Result<(), Failure> {
    if user.0.role >= least {
        return Ok(());
    }
    let message =
        format!("To {to_do} you need the role {} or more; yours is {}.", least.term(), user.0.role.term());
    Err(Failure::forbidden(message))
}
