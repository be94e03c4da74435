//! `POST /tokens`: a secret for a pipeline or a script.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use tablewright_contract::{ApiError, CreateToken, CreatedToken};
use tablewright_storage::{NewToken, Timestamp, TokenId};

use super::extract::{Body, text};
use super::{Failure, views};
use crate::auth::CurrentUser;
use crate::entropy::{self, Secret, hash_secret};
use crate::state::AppState;
use crate::time::{days, now};

/// The beginning of every token: by it, scanners of repositories know one.
const PREFIX: &str = "tablewright_";
const MOST_DAYS: u32 = 366;

/// Makes a token that acts for the person. Its secret is in this answer and nowhere else.
#[utoipa::path(post, path = "/tokens", tag = "people", request_body = CreateToken,
    responses((status = 201, body = CreatedToken), (status = 401, body = ApiError), (status = 403, body = ApiError),
        (status = 422, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    Body(body): Body<CreateToken>,
) -> Result<(StatusCode, Json<CreatedToken>), Failure> {
    user.in_a_browser()?;
    let name = text("name", &body.name, 100)?;
    if body.scopes.is_empty() {
        return Err(Failure::invalid("scopes", "Choose at least one scope."));
    }
    if !(1..=MOST_DAYS).contains(&body.days) {
        return Err(Failure::invalid("days", "A token lasts 1 to 366 days."));
    }
    let scopes: BTreeSet<_> = body.scopes.iter().map(|scope| scope.term().to_owned()).collect();
    let secret = format!("{PREFIX}{}", Secret::new()?.text());
    let (id, at) = (TokenId(entropy::id()?), now());
    let expires_at = Timestamp(at.0 + days(i64::from(body.days)));
    let hash = hash_secret(&secret);
    let new = NewToken { id, hash: &hash, user: user.0.id, name: &name, scopes: &scopes, expires_at };
    user.store(&state).create_token(&new, at).await?;
    let token = state.store.token(id).await?.ok_or_else(|| Failure::not_found("token"))?;
    Ok((StatusCode::CREATED, Json(CreatedToken { token: views::token(&token), secret })))
}
