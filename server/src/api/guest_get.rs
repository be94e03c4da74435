//! `GET /guest-links/{token}`: whether a link lets somebody in, and to what.

use axum::extract::{Path, State};
use axum::{Extension, Json};
use tablewright_contract::{ApiError, GuestInvitation};
use tablewright_storage::{GuestLink, StoreError};

use super::{Failure, views};
use crate::entropy::hash_secret;
use crate::state::AppState;
use crate::time::{now, rfc3339};
use crate::web::trace::Whence;

/// A guest link that lets somebody in.
#[utoipa::path(get, path = "/guest-links/{token}", tag = "people",
    params(("token" = String, Path, description = "The secret of the link")),
    responses((status = 200, body = GuestInvitation), (status = 404, body = ApiError), (status = 429, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    Path(token): Path<String>,
    Extension(whence): Extension<Whence>,
) -> Result<Json<GuestInvitation>, Failure> {
    let link = open(&state, &token, &whence).await?;
    let head = state.designs.head(link.opens.design).await?.ok_or(StoreError::GuestLinkGone)?;
    Ok(Json(GuestInvitation {
        design: link.opens.design.to_string(),
        name: head.design.name,
        access: views::access(link.opens.access),
        expires_at: rfc3339(link.expires_at),
    }))
}

/// The link of a secret, if it is open. Whoever tries one after the other has to wait.
pub(super) async fn open(state: &AppState, token: &str, whence: &Whence) -> Result<GuestLink, Failure> {
    // Tries count for the address they come from alone: somebody's guesses do not shut out other guests.
    let account = format!("guest from {}", whence.address);
    if let Some(seconds) = state.attempts.wait(&account, &whence.address, now()) {
        return Err(Failure::too_many(seconds, "Too many attempts. Try again in a quarter of an hour."));
    }
    let found = state.store.open_guest_link(&hash_secret(token), now()).await?;
    if found.is_none() {
        state.attempts.failed(&account, &whence.address, now());
    }
    Ok(found.ok_or(StoreError::GuestLinkGone)?)
}
