//! `PATCH /users/{id}`: another role for somebody, or an end to their account.

use axum::extract::State;
use tablewright_contract::{ApiError, EditUser, UserView};
use tablewright_storage::{Role, UserEdit, UserId};

use super::extract::{Body, PathId};
use super::extract_etag::{IfMatch, Tagged};
use super::{Failure, views};
use crate::auth::{CurrentUser, require};
use crate::state::AppState;
use crate::time::now;

/// Changes somebody, all of it or nothing. Rights that are lost are lost at once; what the person did stays. The last administrator stays one.
#[utoipa::path(patch, path = "/users/{id}", tag = "people", request_body = EditUser,
    params(("id" = String, Path), ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 200, body = UserView), (status = 403, body = ApiError), (status = 404, body = ApiError),
        (status = 409, body = ApiError), (status = 412, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<UserId>,
    IfMatch(seen): IfMatch,
    Body(EditUser { role, deactivated }): Body<EditUser>,
) -> Result<Tagged<UserView>, Failure> {
    require(&user, Role::Administrator, "change people")?;
    state.store.user(id).await?.ok_or_else(|| Failure::not_found("person"))?;
    let edit = UserEdit { role: role.map(views::stored_role), deactivated };
    let (after, _) = user.store(&state).edit_user(id, edit, seen, now()).await?;
    // Who lost a right loses what is open, too, and so do the guests that they let in.
    state.designs.live.look_again_everywhere();
    Ok(Tagged(after.revision, views::user(&after)))
}
