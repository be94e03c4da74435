//! `GET /guest-links/{token}`: whether a link lets somebody in, and to what.

use axum::Json;
use axum::extract::{Path, State};
use tablewright_contract::{ApiError, GuestInvitation};
use tablewright_storage::StoreError;

use super::{Failure, views};
use crate::entropy::hash_secret;
use crate::state::AppState;
use crate::time::{now, rfc3339};

/// A guest link that lets somebody in.
#[utoipa::path(get, path = "/guest-links/{token}", tag = "people",
    params(("token" = String, Path, description = "The secret of the link")),
    responses((status = 200, body = GuestInvitation), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    Path(token): Path<String>,
) -> Result<Json<GuestInvitation>, Failure> {
    let link = state.store.open_guest_link(&hash_secret(&token), now()).await?;
    let link = link.ok_or(StoreError::GuestLinkGone)?;
    let head = state.designs.head(link.opens.design).await?.ok_or(StoreError::GuestLinkGone)?;
    Ok(Json(GuestInvitation {
        design: link.opens.design.to_string(),
        name: head.design.name,
        access: views::access(link.opens.access),
        expires_at: rfc3339(link.expires_at),
    }))
}
