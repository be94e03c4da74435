//! `GET /users/{id}`

use axum::extract::State;
use tablewright_contract::{ApiError, UserView};
use tablewright_storage::UserId;

use super::extract::PathId;
use super::extract_etag::Tagged;
use super::{Failure, views};
use crate::auth::CurrentUser;
use crate::state::AppState;

/// A person. The `ETag` is what an edit names in `If-Match`.
#[utoipa::path(get, path = "/users/{id}", tag = "people", params(("id" = String, Path)),
    responses((status = 200, body = UserView), (status = 401, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    PathId(id): PathId<UserId>,
) -> Result<Tagged<UserView>, Failure> {
    let user = state.store.user(id).await?.filter(|user| user.guest_of.is_none());
    let user = user.ok_or_else(|| Failure::not_found("person"))?;
    Ok(Tagged(user.revision, views::user(&user)))
}
