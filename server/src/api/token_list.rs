//! `GET /tokens`

use axum::extract::State;
use serde::Deserialize;
use tablewright_contract::{ApiError, TokenView};
use tablewright_storage::Role;

use super::extract::Query;
use super::paging::{Paged, Paging};
use super::{Failure, views};
use crate::auth::{CurrentUser, require};
use crate::state::AppState;

#[derive(Deserialize)]
pub(super) struct Options {
    #[serde(default)]
    all: bool,
}

/// One's own tokens, newest first; for administrators with `all` those of everybody.
#[utoipa::path(get, path = "/tokens", tag = "people",
    params(("all" = Option<bool>, Query, description = "Everybody's, for administrators"),
        ("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Vec<TokenView>), (status = 401, body = ApiError), (status = 403, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    Query(Options { all }): Query<Options>,
    paging: Paging,
) -> Result<Paged<TokenView>, Failure> {
    if all {
        require(&user, Role::Administrator, "see everybody's tokens")?;
    }
    let tokens = state.store.tokens((!all).then_some(user.0.id)).await?;
    paging.cut(tokens.iter().map(views::token).collect(), |token| token.id.clone())
}
