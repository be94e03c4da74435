//! `PUT /requests/{id}/threads/{thread}`: settle a thread, or open it again.

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, ResolveThread, ThreadView};
use tablewright_storage::{CommentId, CommentsOn, RequestId, Role};

use super::extract::{Body, IdPair};
use super::{Failure, comment_list};
use crate::auth::{CurrentUser, require};
use crate::state::AppState;
use crate::time::now;

/// Settles a thread or opens it again: who began it, and designers and more.
#[utoipa::path(put, path = "/requests/{id}/threads/{thread}", tag = "requests", request_body = ResolveThread,
    params(("id" = String, Path), ("thread" = String, Path)),
    responses((status = 200, body = ThreadView), (status = 403, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    IdPair(id, thread): IdPair<RequestId, CommentId>,
    Body(ResolveThread { resolved }): Body<ResolveThread>,
) -> Result<Json<ThreadView>, Failure> {
    settle(&state, &user, CommentsOn::Request(id), thread, resolved).await?;
    let wanted = thread.to_string();
    let found = comment_list::threads(&state, id).await?.into_iter().find(|thread| thread.id == wanted);
    found.map(Json).ok_or_else(|| Failure::not_found("thread"))
}

/// Settles a thread or opens it again, if the person may.
pub(super) async fn settle(
    state: &AppState,
    user: &CurrentUser,
    on: CommentsOn,
    thread: CommentId,
    resolved: bool,
) -> Result<(), Failure> {
    let first = state.store.comments(on).await?.into_iter().find(|comment| comment.id == thread);
    let first = first.filter(|comment| comment.thread.is_none());
    let first = first.ok_or_else(|| Failure::not_found("thread"))?;
    if first.author != user.0.id {
        require(user, Role::Designer, "settle somebody else's thread")?;
    }
    user.store(state).resolve(on, thread, resolved, user.0.id, now()).await?;
    Ok(())
}
