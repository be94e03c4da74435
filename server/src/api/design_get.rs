//! `GET /designs/{id}`: the document as it is now.

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, DesignView};
use tablewright_model::digest_of;
use tablewright_storage::{DesignId, GuestAccess, Role};

use super::Failure;
use super::extract::PathId;
use crate::auth::CurrentUser;
use crate::state::AppState;

/// A design with its document.
#[utoipa::path(get, path = "/designs/{id}", tag = "designs", params(("id" = String, Path)),
    responses((status = 200, body = DesignView), (status = 401, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<DesignId>,
) -> Result<Json<DesignView>, Failure> {
    view(&state, id, &user).await.map(Json)
}

/// The design as this person sees it.
pub(super) async fn view(state: &AppState, id: DesignId, user: &CurrentUser) -> Result<DesignView, Failure> {
    let head = state.designs.head(id).await?.ok_or_else(|| Failure::not_found("design"))?;
    let latest = state.store.latest_version(id).await?;
    Ok(DesignView {
        id: id.to_string(),
        seq: head.seq,
        version: latest.as_ref().map_or(0, |version| version.number),
        saved: latest.is_some_and(|version| version.digest == digest_of(&head.design)),
        can_edit: user.0.role >= Role::Designer,
        can_comment: user.1.guest.is_none_or(|guest| guest.access >= GuestAccess::Comment),
        guest: user.1.guest.is_some(),
        document: head.design,
    })
}
