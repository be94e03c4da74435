//! `POST /designs/{id}/edits`: change a design.

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, EditsView, PostEdits, SubmittedEdit};
use tablewright_storage::{DesignId, EditId, Role};

use super::edits_get::PAGE;
use super::extract::{Body, PathId};
use super::{Failure, views};
use crate::auth::{CurrentUser, require};
use crate::state::AppState;
use crate::time::now;

const MOST_EDITS: usize = 500;

/// Applies edits in order. What is stored is safe when the answer comes; an edit that arrives twice happens once.
#[utoipa::path(post, path = "/designs/{id}/edits", tag = "designs", request_body = PostEdits,
    params(("id" = String, Path)),
    responses((status = 200, body = EditsView), (status = 400, body = ApiError), (status = 403, body = ApiError),
        (status = 404, body = ApiError), (status = 422, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<DesignId>,
    Body(body): Body<PostEdits>,
) -> Result<Json<EditsView>, Failure> {
    require(&user, Role::Designer, "edit designs")?;
    if body.edits.len() > MOST_EDITS {
        return Err(Failure::invalid("edits", format!("Send at most {MOST_EDITS} edits at once.")));
    }
    let edits = body.edits.into_iter().map(identified).collect::<Result<Vec<_>, _>>()?;
    let posted = state.designs.post(id, user.0.id, edits, now()).await?;
    let (head, results) = posted.ok_or_else(|| Failure::not_found("design"))?;
    let edits = state.store.edits_since(id, body.after, PAGE).await?;
    let edits = edits.into_iter().map(views::edit).collect();
    Ok(Json(EditsView { seq: head.seq, results, edits }))
}

fn identified(submitted: SubmittedEdit) -> Result<(EditId, SubmittedEdit), Failure> {
    let id = submitted.id.parse::<EditId>();
    let id = id.map_err(|error| Failure::invalid("edits.id", format!("{error}.")))?;
    Ok((id, submitted))
}
