//! `GET /users`: the people of this server.

use axum::extract::State;
use serde::Deserialize;
use tablewright_contract::{ApiError, UserView};

use super::extract::Query;
use super::paging::{Paged, Paging};
use super::{Failure, views};
use crate::auth::CurrentUser;
use crate::state::AppState;

#[derive(Deserialize)]
pub(super) struct Options {
    #[serde(default)]
    all: bool,
}

/// Everybody who can sign in; with `all` also those who could.
#[utoipa::path(get, path = "/users", tag = "people",
    params(("all" = Option<bool>, Query, description = "Deactivated people too"),
        ("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Vec<UserView>), (status = 401, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    Query(Options { all }): Query<Options>,
    paging: Paging,
) -> Result<Paged<UserView>, Failure> {
    let users = state.store.users().await?;
    let shown = users.iter().filter(|user| all || user.deactivated_at.is_none());
    paging.cut(shown.map(views::user).collect(), |user| user.id.clone())
}
