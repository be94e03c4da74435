//! `GET /designs/{id}/comments`: the threads of a design.

use axum::Json;
use axum::extract::State;
use tablewright_app::editor::place;
use tablewright_contract::{ApiError, CommentAbout, ThreadView};
use tablewright_storage::{CommentsOn, DesignId};

use super::Failure;
use super::comment_list::thread;
use super::extract::PathId;
use crate::auth::CurrentUser;
use crate::state::AppState;

/// What was said about a design and its objects, by thread, in the order in which the threads began.
#[utoipa::path(get, path = "/designs/{id}/comments", tag = "designs", params(("id" = String, Path)),
    responses((status = 200, body = Vec<ThreadView>), (status = 401, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    PathId(id): PathId<DesignId>,
) -> Result<Json<Vec<ThreadView>>, Failure> {
    threads(&state, id).await.map(Json)
}

/// The threads of a design. An object that is there has the name that it has now.
pub(super) async fn threads(state: &AppState, id: DesignId) -> Result<Vec<ThreadView>, Failure> {
    let head = state.designs.head(id).await?.ok_or_else(|| Failure::not_found("design"))?;
    let comments = state.store.comments(CommentsOn::Design(id)).await?;
    let firsts = comments.iter().filter(|comment| comment.thread.is_none());
    let view = |first| {
        let mut view = thread(first, &comments, false);
        if let CommentAbout::Place { object, title } = &mut view.about
            && let Some(object) =
                place::from_link(object).filter(|object| place::exists(&head.design, *object))
        {
            view.current = true;
            *title = place::described(&head.design, object);
        }
        view
    };
    Ok(firsts.map(view).collect())
}
