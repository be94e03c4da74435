//! `PUT /designs/{id}/threads/{thread}`: settle a thread about a design, or open it again.

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, ResolveThread, ThreadView};
use tablewright_storage::{CommentId, CommentsOn, DesignId};

use super::extract::{Body, IdPair};
use super::thread_resolve::settle;
use super::{Failure, design_comment_list};
use crate::auth::CurrentUser;
use crate::state::AppState;

/// Settles a thread or opens it again: who began it, and whoever may edit.
#[utoipa::path(put, path = "/designs/{id}/threads/{thread}", tag = "designs", request_body = ResolveThread,
    params(("id" = String, Path), ("thread" = String, Path)),
    responses((status = 200, body = ThreadView), (status = 403, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    IdPair(id, thread): IdPair<DesignId, CommentId>,
    Body(ResolveThread { resolved }): Body<ResolveThread>,
) -> Result<Json<ThreadView>, Failure> {
    settle(&state, &user, CommentsOn::Design(id), thread, resolved).await?;
    state.designs.live.tell_of_comments(id);
    let wanted = thread.to_string();
    let found = design_comment_list::threads(&state, id).await?;
    found.into_iter().find(|thread| thread.id == wanted).map(Json).ok_or_else(|| Failure::not_found("thread"))
}
