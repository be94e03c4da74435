//! `POST /designs/{id}/guest-links`: a link that opens one design to people without an account.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use tablewright_contract::{ApiError, CreateGuestLink, CreatedGuestLink};
use tablewright_storage::{DesignId, Guest, GuestLinkId, NewGuestLink, Role, Timestamp};

use super::extract::{Body, PathId};
use super::{Failure, views};
use crate::auth::{CurrentUser, require};
use crate::entropy::{self, Secret};
use crate::state::AppState;
use crate::time::{hours, now};

/// The longest that a link lasts.
const MOST_HOURS: u32 = 30 * 24;

/// Makes a link; its path is in the answer and nowhere else. It is over with its time, when somebody revokes it, and when
/// who made it may not edit any more.
#[utoipa::path(post, path = "/designs/{id}/guest-links", tag = "designs", request_body = CreateGuestLink,
    params(("id" = String, Path)),
    responses((status = 201, body = CreatedGuestLink), (status = 403, body = ApiError), (status = 404, body = ApiError),
        (status = 422, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(design): PathId<DesignId>,
    Body(CreateGuestLink { access, hours: lasts }): Body<CreateGuestLink>,
) -> Result<(StatusCode, Json<CreatedGuestLink>), Failure> {
    require(&user, Role::Designer, "let guests in")?;
    if !(1..=MOST_HOURS).contains(&lasts) {
        return Err(Failure::invalid("hours", format!("A guest link lasts 1 to {MOST_HOURS} hours.")));
    }
    let (secret, made_at) = (Secret::new()?, now());
    let id = GuestLinkId(entropy::id()?);
    let new = NewGuestLink {
        id,
        hash: &secret.hash(),
        opens: Guest { design, access: views::stored_access(access) },
        made_by: user.0.id,
        expires_at: Timestamp(made_at.0 + hours(lasts.into())),
    };
    user.store(&state).create_guest_link(&new, made_at).await?;
    let made = state.store.guest_links(design).await?.into_iter().find(|link| link.id == id);
    let link = made.ok_or_else(|| Failure::not_found("guest link"))?;
    let path = format!("/guest/{}", secret.text());
    Ok((StatusCode::CREATED, Json(CreatedGuestLink { path, link: views::guest_link(&link, made_at) })))
}
