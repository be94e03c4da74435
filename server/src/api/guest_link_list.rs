//! `GET /designs/{id}/guest-links`: who can come by a link, and who did.

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, GuestLinkView};
use tablewright_storage::{DesignId, Role};

use super::extract::PathId;
use super::{Failure, views};
use crate::auth::{CurrentUser, require};
use crate::state::AppState;
use crate::time::now;

/// The guest links of a design, the newest first; those that are over too.
#[utoipa::path(get, path = "/designs/{id}/guest-links", tag = "designs", params(("id" = String, Path)),
    responses((status = 200, body = Vec<GuestLinkView>), (status = 403, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<DesignId>,
) -> Result<Json<Vec<GuestLinkView>>, Failure> {
    require(&user, Role::Designer, "see who was let in")?;
    state.designs.head(id).await?.ok_or_else(|| Failure::not_found("design"))?;
    let (links, now) = (state.store.guest_links(id).await?, now());
    Ok(Json(links.iter().map(|link| views::guest_link(link, now)).collect()))
}
