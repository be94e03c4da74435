//! `GET /requests/{id}/events`: a change request as it moves, as server-sent events.
//!
//! Each event carries all that a page compares with what it shows, so that late and lost ones do no harm. What was
//! written is found out by looking: approvals, comments, policies, roles and runs all move a request.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::stream::{self, Stream};
use tablewright_contract::{ApiError, RequestEvent, RequestState};
use tablewright_engine::Event as Happened;
use tablewright_policy::standing;
use tablewright_storage::RequestId;
use tokio::sync::broadcast::{self, error::RecvError};
use tokio::sync::watch;

use super::extract::PathId;
use super::{Failure, views};
use crate::auth::CurrentUser;
use crate::state::AppState;

const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// What is written in this time makes one event.
const BREATH: Duration = Duration::from_millis(200);

/// The request now, and again at each change, until nothing can change any more.
#[utoipa::path(get, path = "/requests/{id}/events", tag = "requests", params(("id" = String, Path)),
    responses((status = 200, body = RequestEvent, content_type = "text/event-stream"), (status = 401, body = ApiError),
        (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    PathId(id): PathId<RequestId>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Failure> {
    // Subscribed before the first look, so that no change falls in between.
    let (written, runs) = (state.alarm.listen(), state.runs.events());
    seen(&state, id).await?;
    let follow = Follow { state, id, written, runs, last: None };
    let events = stream::unfold(follow, |mut follow| async {
        let event = follow.next().await?;
        Some((Ok(event), follow))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}

struct Follow {
    state: AppState,
    id: RequestId,
    written: watch::Receiver<u64>,
    runs: broadcast::Receiver<Happened>,
    last: Option<RequestEvent>,
}

impl Follow {
    async fn next(&mut self) -> Option<Event> {
        loop {
            match &self.last {
                None => {}
                Some(last) if is_over(last.state) => return None,
                Some(_) => self.changed().await?,
            }
            let now = seen(&self.state, self.id).await.ok()?;
            if self.last.as_ref() != Some(&now) {
                let event = Event::default().json_data(&now).ok();
                self.last = Some(now);
                return event;
            }
        }
    }

    /// Waits until something was written or a run has moved; being late is a move too.
    async fn changed(&mut self) -> Option<()> {
        tokio::select! {
            written = self.written.changed() => written.ok()?,
            moved = self.runs.recv() => {
                if matches!(moved, Err(RecvError::Closed)) {
                    return None;
                }
            }
        }
        tokio::time::sleep(BREATH).await;
        self.written.mark_unchanged();
        // What has happened meanwhile is seen in one look.
        self.runs = self.runs.resubscribe();
        Some(())
    }
}

const fn is_over(state: RequestState) -> bool {
    matches!(state, RequestState::Applied | RequestState::Discarded | RequestState::Superseded)
}

async fn seen(state: &AppState, id: RequestId) -> Result<RequestEvent, Failure> {
    let gone = || Failure::not_found("change request");
    let summary = state.store.request_summary(id).await?.ok_or_else(gone)?;
    let case = state.store.case(id).await?;
    let standing = standing(&case.policy, &case.facts);
    let digest = state.store.request(id).await?.ok_or_else(gone)?.digest;
    let approvals = state.store.approvals(id).await?;
    let comments = state.store.comments(tablewright_storage::CommentsOn::Request(id)).await?;
    let closed = comments.iter().filter(|comment| comment.resolved_at.is_some()).count();
    Ok(RequestEvent {
        state: views::request(summary).state,
        digest: digest.to_string(),
        needed: standing.needed,
        counted: standing.given(),
        approvals: approvals.iter().filter(|approval| approval.digest == digest).count(),
        comments: (comments.len(), closed),
        run: state.store.runs_of(id).await?.last().map(|run| run.id.to_string()),
    })
}
