//! `POST /designs/{id}/trials`: a pattern tried on a scratch sandbox, beside what the preview says.

use axum::Json;
use axum::extract::State;
use tablewright_access::trial::{Failed, Trial};
use tablewright_contract::{ApiError, TrialView, TryPattern};
use tablewright_model::digest_of;
use tablewright_storage::DesignId;

use super::Failure;
use super::extract::{Body, PathId};
use super::failure::capitalised;
use crate::auth::CurrentUser;
use crate::state::AppState;
use crate::trials::{self, Busy, Lost, PATIENCE};

/// After how many seconds to ask again, when somebody has to wait.
const WAIT: u64 = 5;
/// Pages that are gone through.
const MOST_PAGES: u32 = 1_000;

// Whoever may read the design may try it: a trial reads nothing else, its tables are in memory and nobody else's, and
// nothing is left of them.
/// Makes the tables of a pattern in a scratch sandbox, puts the sample items, sends the very request of the preview, and compares the two answers. Nothing is stored, no environment is touched; one at a time for each person.
#[utoipa::path(post, path = "/designs/{id}/trials", tag = "designs", request_body = TryPattern,
    params(("id" = String, Path)),
    responses((status = 200, body = TrialView), (status = 404, body = ApiError), (status = 422, body = ApiError),
        (status = 429, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<DesignId>,
    Body(given): Body<TryPattern>,
) -> Result<Json<TrialView>, Failure> {
    let head = state.designs.head(id).await?.ok_or_else(|| Failure::not_found("design"))?;
    let design = head.design;
    let pattern = given.pattern.parse().map_err(|_| Failure::not_found("access pattern"))?;
    design.pattern(pattern).ok_or_else(|| Failure::not_found("access pattern"))?;
    if given.page >= MOST_PAGES {
        return Err(Failure::invalid("page", format!("Ask for one of the first {MOST_PAGES} pages.")));
    }
    let turn = state.trials.turn(user.0.id).map_err(busy)?;
    let work = tokio::task::spawn_blocking(move || {
        let arguments = trials::arguments(&design, pattern, &given)?;
        let trial = trials::run(&design, pattern, &arguments, given.page.into(), PATIENCE).map_err(failed);
        // Held to here: whoever hangs up does not get another turn before this one has ended.
        drop(turn);
        trial.map(|trial| shown(&design, trial))
    });
    work.await.map_err(|error| Failure::internal(&error))?.map(Json)
}

fn shown(design: &tablewright_model::Design, trial: Trial) -> TrialView {
    trials::view(digest_of(design), trial)
}

fn busy(busy: Busy) -> Failure {
    Failure::too_many(
        WAIT,
        match busy {
            Busy::Own => "You are trying a pattern already: wait for its answer.",
            Busy::Others => "Others are trying patterns: ask again in a few seconds.",
        },
    )
}

fn failed(failed: Failed<Lost>) -> Failure {
    match failed {
        Failed::Stopped(stopped) => Failure::invalid("pattern", capitalised(&stopped.to_string())),
        Failed::TooMany(items) => Failure::invalid(
            "pattern",
            format!(
                "The pattern's tables have {items} sample items, and at most 5,000 are tried: remove some."
            ),
        ),
        Failed::Refused(operation, refused) => {
            Failure::invalid("pattern", format!("The sandbox refuses {operation}: {refused}"))
        }
        Failed::Lost(Lost::TooLong) => Failure::invalid(
            "pattern",
            "The sandbox did not get through in time: take fewer sample items, or an earlier page.",
        ),
        Failed::Lost(Lost::Unopened(error)) => Failure::internal(&error),
    }
}
