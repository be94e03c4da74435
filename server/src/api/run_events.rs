//! `GET /runs/{id}/events`: a run as it goes, as server-sent events.
//!
//! Each event carries the whole run, so a browser that missed some is right again with the next one.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::stream::{self, Stream};
use tablewright_contract::{ApiError, RunState, RunView};
use tablewright_engine::Event as Happened;
use tablewright_storage::RunId;
use tokio::sync::broadcast::{Receiver, error::RecvError};

use super::extract::PathId;
use super::{Failure, run_get};
use crate::auth::CurrentUser;
use crate::state::AppState;

const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// The run now, and again at each change, until it ends.
#[utoipa::path(get, path = "/runs/{id}/events", tag = "runs", params(("id" = String, Path)),
    responses((status = 200, body = RunView, content_type = "text/event-stream"), (status = 401, body = ApiError),
        (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    PathId(id): PathId<RunId>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Failure> {
    // Subscribed before the first read, so that no change falls in between.
    let changes = state.runs.events();
    run_get::view(&state, id).await?;
    let follow = Follow { state, id, changes, at: At::First };
    let events = stream::unfold(follow, |mut follow| async {
        let event = follow.next().await?;
        Some((Ok(event), follow))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}

/// Where a follower is.
enum At {
    First,
    Going,
    Ended,
}

struct Follow {
    state: AppState,
    id: RunId,
    changes: Receiver<Happened>,
    at: At,
}

impl Follow {
    async fn next(&mut self) -> Option<Event> {
        match self.at {
            At::First => self.at = At::Going,
            At::Going => self.changed().await?,
            At::Ended => return None,
        }
        let run = run_get::view(&self.state, self.id).await.ok()?;
        if run.state != RunState::Running {
            self.at = At::Ended;
        }
        Event::default().json_data(run).ok()
    }

    /// Waits for the run to change; being late is a change too.
    async fn changed(&mut self) -> Option<()> {
        loop {
            match self.changes.recv().await {
                Ok(event) if event.run == self.id => return Some(()),
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => return Some(()),
                Err(RecvError::Closed) => return None,
            }
        }
    }
}
