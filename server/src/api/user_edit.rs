//! `PATCH /users/{id}`: another role for somebody, or an end to their account.

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, EditUser, UserView};
use tablewright_storage::{Role, UserId};

use super::extract::{Body, PathId};
use super::{Failure, views};
use crate::auth::{CurrentUser, require};
use crate::state::AppState;
use crate::time::now;

/// Changes somebody. Rights that are lost are lost at once; what the person did stays. The last administrator stays one.
#[utoipa::path(patch, path = "/users/{id}", tag = "people", request_body = EditUser, params(("id" = String, Path)),
    responses((status = 200, body = UserView), (status = 403, body = ApiError), (status = 404, body = ApiError),
        (status = 409, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<UserId>,
    Body(EditUser { role, deactivated }): Body<EditUser>,
) -> Result<Json<UserView>, Failure> {
    require(&user, Role::Administrator, "change people")?;
    let gone = || Failure::not_found("person");
    state.store.user(id).await?.ok_or_else(gone)?;
    let store = user.store(&state);
    if let Some(role) = role {
        store.set_role(id, views::stored_role(role), now()).await?;
    }
    match deactivated {
        Some(true) => store.deactivate_user(id, now()).await?,
        Some(false) => store.reactivate_user(id, now()).await?,
        None => false,
    };
    Ok(Json(views::user(&state.store.user(id).await?.ok_or_else(gone)?)))
}
