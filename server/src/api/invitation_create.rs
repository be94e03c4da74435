//! `POST /invitations`: a link that lets one person join.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use tablewright_contract::{ApiError, CreateInvitation, CreatedInvitation};
use tablewright_storage::{Role, Timestamp};

use super::extract::Body;
use super::{Failure, views};
use crate::auth::{CurrentUser, require};
use crate::entropy::Secret;
use crate::state::AppState;
use crate::time::{days, now, rfc3339};

/// How long an invitation can be accepted, in days.
const VALID_DAYS: i64 = 7;

/// Invites a person; the link is in the answer and nowhere else.
#[utoipa::path(post, path = "/invitations", tag = "people", request_body = CreateInvitation,
    responses((status = 201, body = CreatedInvitation), (status = 403, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    Body(body): Body<CreateInvitation>,
) -> Result<(StatusCode, Json<CreatedInvitation>), Failure> {
    require(&user, Role::Administrator, "invite people")?;
    let secret = Secret::new()?;
    let created_at = now();
    let expires_at = Timestamp(created_at.0 + days(VALID_DAYS));
    let role = views::stored_role(body.role);
    user.store(&state).create_invitation(&secret.hash(), role, user.0.id, created_at, expires_at).await?;
    let path = format!("/join/{}", secret.text());
    Ok((StatusCode::CREATED, Json(CreatedInvitation { path, expires_at: rfc3339(expires_at) })))
}
