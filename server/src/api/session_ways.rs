//! `GET /session/ways`: how people sign in here.

use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use tablewright_contract::SignInWays;

use super::Failure;
use crate::auth::CurrentUser;
use crate::state::AppState;

/// The ways to sign in beside a password. Everybody may know them.
#[utoipa::path(get, path = "/session/ways", tag = "people", responses((status = 200, body = SignInWays)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    mut parts: Parts,
) -> Result<Json<SignInWays>, Failure> {
    let Some(oidc) = &state.oidc else { return Ok(Json(SignInWays::default())) };
    let connected = match CurrentUser::from_request_parts(&mut parts, &state).await {
        Ok(user) => state.store.has_identity(user.0.id, &oidc.config().issuer).await?,
        Err(_) => false,
    };
    Ok(Json(SignInWays { provider: Some(oidc.name().to_owned()), connected }))
}
