//! `GET /users`: the people of this server.

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, UserView};

use super::{Failure, views};
use crate::auth::CurrentUser;
use crate::state::AppState;

/// Everybody who can sign in.
#[utoipa::path(get, path = "/users", tag = "people",
    responses((status = 200, body = Vec<UserView>), (status = 401, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
) -> Result<Json<Vec<UserView>>, Failure> {
    let users = state.store.users().await?;
    Ok(Json(users.iter().filter(|user| user.deactivated_at.is_none()).map(views::user).collect()))
}
