//! `DELETE /designs/{id}/guest-links/{link}`: let nobody in by it any more.

use axum::extract::State;
use axum::http::StatusCode;
use tablewright_contract::ApiError;
use tablewright_storage::{DesignId, GuestLinkId, Role};

use super::Failure;
use super::extract::IdPair;
use crate::auth::{CurrentUser, require};
use crate::state::AppState;
use crate::time::now;

/// Ends a link at once, with the sessions of those who came by it, and what they have open.
#[utoipa::path(delete, path = "/designs/{id}/guest-links/{link}", tag = "designs",
    params(("id" = String, Path), ("link" = String, Path)),
    responses((status = 204), (status = 403, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    IdPair(design, link): IdPair<DesignId, GuestLinkId>,
) -> Result<StatusCode, Failure> {
    require(&user, Role::Designer, "revoke guest links")?;
    let known = state.store.guest_links(design).await?.iter().any(|known| known.id == link);
    if !known {
        return Err(Failure::not_found("guest link"));
    }
    user.store(&state).revoke_guest_link(design, link, now()).await?;
    state.designs.live.look_again(design);
    Ok(StatusCode::NO_CONTENT)
}
