//! `GET /requests/{id}/comments`: the threads of a request.

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, CommentAbout, CommentView, ThreadView};
use tablewright_storage::{Comment, CommentsOn, RequestId};

use super::Failure;
use super::extract::PathId;
use crate::auth::CurrentUser;
use crate::state::AppState;
use crate::time::rfc3339;

/// What was said about a request, by thread, in the order in which the threads began.
#[utoipa::path(get, path = "/requests/{id}/comments", tag = "requests", params(("id" = String, Path)),
    responses((status = 200, body = Vec<ThreadView>), (status = 401, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    PathId(id): PathId<RequestId>,
) -> Result<Json<Vec<ThreadView>>, Failure> {
    threads(&state, id).await.map(Json)
}

/// The threads of a request.
pub(super) async fn threads(state: &AppState, id: RequestId) -> Result<Vec<ThreadView>, Failure> {
    let request = state.store.request(id).await?.ok_or_else(|| Failure::not_found("change request"))?;
    let comments = state.store.comments(CommentsOn::Request(id)).await?;
    let firsts = comments.iter().filter(|comment| comment.thread.is_none());
    Ok(firsts.map(|first| thread(first, &comments, first.digest == Some(request.digest))).collect())
}

/// The thread that a comment begins.
pub(super) fn thread(first: &Comment, all: &[Comment], current: bool) -> ThreadView {
    let about = first.anchor.as_deref().and_then(|anchor| serde_json::from_str(anchor).ok());
    let said = all.iter().filter(|comment| comment.id == first.id || comment.thread == Some(first.id));
    ThreadView {
        id: first.id.to_string(),
        about: about.unwrap_or(CommentAbout::Request),
        current,
        resolved_by: first.resolved_by_name.clone(),
        comments: said.map(view).collect(),
    }
}

fn view(comment: &Comment) -> CommentView {
    CommentView {
        id: comment.id.to_string(),
        author: comment.author_name.clone(),
        at: rfc3339(comment.at),
        body: comment.body.clone(),
        mentions: comment.mentions.clone(),
    }
}
