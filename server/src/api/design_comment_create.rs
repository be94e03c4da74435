//! `POST /designs/{id}/comments`: say something about a design or an object of it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use tablewright_app::editor::place;
use tablewright_contract::{ApiError, CommentAbout, CreateComment, ThreadView};
use tablewright_model::{Design, Object};
use tablewright_storage::{CommentsOn, DesignId};

use super::comment_create::{kept, say};
use super::extract::{Body, PathId};
use super::{Failure, design_comment_list};
use crate::auth::CurrentUser;
use crate::state::AppState;

/// Makes a comment: in a thread, or as the beginning of one. Everybody who reads a design may ask about it; a guest if the
/// link says so. Whoever has the design open hears of it.
#[utoipa::path(post, path = "/designs/{id}/comments", tag = "designs", request_body = CreateComment,
    params(("id" = String, Path)),
    responses((status = 201, body = ThreadView), (status = 401, body = ApiError), (status = 404, body = ApiError),
        (status = 422, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<DesignId>,
    Body(body): Body<CreateComment>,
) -> Result<(StatusCode, Json<ThreadView>), Failure> {
    let head = state.designs.head(id).await?.ok_or_else(|| Failure::not_found("design"))?;
    let anchor = anchor(body.about, &head.design)?;
    let on = CommentsOn::Design(id);
    let wanted = say(&state, &user, on, &anchor, &body.body, body.thread.as_deref()).await?;
    state.designs.live.tell_of_comments(id);
    let found = design_comment_list::threads(&state, id).await?;
    let found = found.into_iter().find(|thread| thread.id == wanted);
    found.map(|thread| (StatusCode::CREATED, Json(thread))).ok_or_else(|| Failure::not_found("thread"))
}

/// What a new thread is about, as it is kept: with its name, for when it is gone.
fn anchor(about: Option<CommentAbout>, design: &Design) -> Result<String, Failure> {
    let object = match about {
        None => Some(Object::Design),
        Some(CommentAbout::Place { object, .. }) => place::from_link(&object),
        Some(_) => None,
    };
    let object = object.filter(|object| place::exists(design, *object));
    let object = object.ok_or_else(|| Failure::invalid("about", "The design has no such object."))?;
    let title = place::described(design, object);
    kept(&CommentAbout::Place { object: place::to_link(object), title })
}
