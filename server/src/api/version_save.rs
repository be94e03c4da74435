//! `POST /designs/{id}/versions`: keep the document as it is, with a message.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use tablewright_contract::{ApiError, SaveVersion, VersionSummary};
use tablewright_model::digest_of;
use tablewright_storage::{DesignId, NewVersion, Role};

use super::extract::{Body, PathId, text};
use super::{Failure, views};
use crate::auth::{CurrentUser, require};
use crate::state::AppState;
use crate::time::now;

/// Saves a version of the document that the sender sees.
#[utoipa::path(post, path = "/designs/{id}/versions", tag = "versions", request_body = SaveVersion,
    params(("id" = String, Path)),
    responses((status = 201, body = VersionSummary), (status = 403, body = ApiError), (status = 404, body = ApiError),
        (status = 409, body = ApiError), (status = 422, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<DesignId>,
    Body(body): Body<SaveVersion>,
) -> Result<(StatusCode, Json<VersionSummary>), Failure> {
    require(&user, Role::Designer, "save versions")?;
    let message = text("message", &body.message, 2_000)?;
    let head = state.designs.head(id).await?.ok_or_else(|| Failure::not_found("design"))?;
    if head.seq != body.seq {
        return Err(Failure::conflict(
            "The design was edited meanwhile: look at the changes, then save again.",
        ));
    }
    let latest = state.store.latest_version(id).await?;
    if latest.is_some_and(|version| version.digest == digest_of(&head.design)) {
        return Err(Failure::conflict("Nothing has changed since the newest version."));
    }
    let version = NewVersion { message: &message, author: user.0.id, seq: head.seq, document: &head.design };
    let saved = user.store(&state).create_version(id, &version, now()).await?;
    Ok((StatusCode::CREATED, Json(views::version(&saved))))
}
