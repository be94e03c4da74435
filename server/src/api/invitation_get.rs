//! `GET /invitations/{token}`: whether a link can still be used, and for what.

use axum::Json;
use axum::extract::{Path, State};
use tablewright_contract::{ApiError, InvitationView};
use tablewright_storage::StoreError;

use super::{Failure, views};
use crate::entropy::hash_secret;
use crate::state::AppState;
use crate::time::now;

/// An invitation that can be accepted.
#[utoipa::path(get, path = "/invitations/{token}", tag = "people",
    params(("token" = String, Path, description = "The secret of the link")),
    responses((status = 200, body = InvitationView), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    Path(token): Path<String>,
) -> Result<Json<InvitationView>, Failure> {
    let invitation = state.store.open_invitation(&hash_secret(&token), now()).await?;
    let invitation = invitation.ok_or(StoreError::InvitationGone)?;
    Ok(Json(InvitationView { role: views::role(invitation.role), first: invitation.created_by.is_none() }))
}
