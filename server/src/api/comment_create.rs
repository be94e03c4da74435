//! `POST /requests/{id}/comments`: say something about a request.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use tablewright_contract::{ApiError, CommentAbout, CreateComment, ErrorCode, ThreadView};
use tablewright_plan::{Plan, render};
use tablewright_storage::{CommentId, CommentPlace, CommentsOn, NewComment, RequestId, User, UserId};

use super::extract::{Body, PathId, text};
use super::{Failure, comment_list};
use crate::auth::CurrentUser;
use crate::entropy;
use crate::state::AppState;
use crate::time::now;

const MOST_BODY: usize = 10_000;
const MOST_ADDRESS: usize = 500;

/// Makes a comment: in a thread, or as the beginning of one. Everybody who reads a request may ask about it.
#[utoipa::path(post, path = "/requests/{id}/comments", tag = "requests", request_body = CreateComment,
    params(("id" = String, Path)),
    responses((status = 201, body = ThreadView), (status = 401, body = ApiError), (status = 404, body = ApiError),
        (status = 422, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<RequestId>,
    Body(body): Body<CreateComment>,
) -> Result<(StatusCode, Json<ThreadView>), Failure> {
    let request = state.store.request(id).await?.ok_or_else(|| Failure::not_found("change request"))?;
    let anchor = anchor(body.about, &request.plan)?;
    let wanted =
        say(&state, &user, CommentsOn::Request(id), &anchor, &body.body, body.thread.as_deref()).await?;
    let found = comment_list::threads(&state, id).await?.into_iter().find(|thread| thread.id == wanted);
    found.map(|thread| (StatusCode::CREATED, Json(thread))).ok_or_else(|| Failure::not_found("thread"))
}

/// Stores what is said, in a thread or as the first word about `anchor`; the thread's id.
pub(super) async fn say(
    state: &AppState,
    user: &CurrentUser,
    on: CommentsOn,
    anchor: &str,
    body: &str,
    thread: Option<&str>,
) -> Result<String, Failure> {
    let body = text("body", body, MOST_BODY)?;
    let id = CommentId(entropy::id()?);
    let thread = thread.map(str::parse::<CommentId>).transpose();
    let thread = thread.map_err(|_| Failure::not_found("thread"))?;
    let place = thread.map_or(CommentPlace::New(anchor), CommentPlace::Thread);
    let mentions = mentioned(&body, &state.store.users().await?);
    let new = NewComment { id, on, place, author: user.0.id, body: &body, mentions: &mentions };
    user.store(state).comment(&new, now()).await?;
    Ok(thread.unwrap_or(id).to_string())
}

/// What a new thread is about, as it is kept. A step keeps its title: another plan may number others.
fn anchor(about: Option<CommentAbout>, plan: &Plan) -> Result<String, Failure> {
    let about = match about.unwrap_or(CommentAbout::Request) {
        CommentAbout::Step { number, .. } => {
            let step = plan.steps.iter().find(|step| step.number == number);
            let step = step.ok_or_else(|| Failure::invalid("about", "The plan has no such step."))?;
            CommentAbout::Step { number, title: render::title(&step.call) }
        }
        CommentAbout::Object { address } => {
            CommentAbout::Object { address: text("about", &address, MOST_ADDRESS)? }
        }
        CommentAbout::Place { .. } => {
            return Err(Failure::invalid("about", "On a request, name an object by its address."));
        }
        CommentAbout::Request => CommentAbout::Request,
    };
    kept(&about)
}

/// What a thread is about, as it is kept.
pub(super) fn kept(about: &CommentAbout) -> Result<String, Failure> {
    serde_json::to_string(about).map_err(|error| Failure::new(ErrorCode::Internal, error.to_string()))
}

/// The people whose name or address stands behind an `@`, ended by something that is no letter.
fn mentioned(body: &str, users: &[User]) -> BTreeSet<UserId> {
    let body = body.to_lowercase();
    let starts: Vec<&str> = body.match_indices('@').filter_map(|(at, _)| body.get(at + 1..)).collect();
    let names = |start: &&str, name: &str| {
        let rest = start.strip_prefix(name.to_lowercase().as_str());
        rest.is_some_and(|rest| !rest.chars().next().is_some_and(char::is_alphanumeric))
    };
    let active = users.iter().filter(|user| user.deactivated_at.is_none());
    active
        .filter(|user| starts.iter().any(|start| names(start, &user.name) || names(start, &user.email)))
        .map(|user| user.id)
        .collect()
}

#[cfg(test)]
mod tests {
    use tablewright_storage::{Role, Timestamp};

    use super::*;

    fn user(name: &str) -> User {
        User {
            id: UserId(name.to_lowercase().replace(' ', "-").parse().unwrap()),
            name: name.to_owned(),
            email: format!("{}@example.com", name.to_lowercase().replace(' ', ".")),
            role: Role::Viewer,
            created_at: Timestamp(0),
            deactivated_at: None,
            revision: 1,
            guest_of: None,
        }
    }

    #[test]
    fn people_are_mentioned_by_name_or_address() {
        let users = [user("Ada"), user("Ada King"), user("Bob")];
        let found = |body: &str| -> Vec<String> {
            mentioned(body, &users).into_iter().map(|id| id.to_string()).collect()
        };
        assert_eq!(found("@ada: look"), ["ada"]);
        assert_eq!(found("what does @Ada King say"), ["ada", "ada-king"]);
        assert_eq!(found("(@bob@example.com)"), ["bob"]);
        assert_eq!(found("bob, or @bobby, or someone@bobs"), [] as [&str; 0]);
    }
}
