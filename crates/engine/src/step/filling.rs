//! How much of an index is filled while its step waits for it: for whoever watches, and for nothing else.
//!
//! AWS publishes a figure a minute, late or not at all, so that nothing depends on one, and the journal has none. What keeps
//! it from being known is told once and never ends a run.

use std::ops::Range;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tablewright_aws::{Failure, Gateway, GatewayError};
use tablewright_plan::{Call, IndexStatus, LiveTable, NewIndex, Step};
use tablewright_storage::{RunStep, Timestamp};

use crate::engine::Context;
use crate::patience::Pauses;
use crate::{Filled, Happening, Limits};

/// Figures that are older say nothing about now. As many as there are in this time come in one answer.
const OLDEST: Duration = Duration::from_secs(60 * 60);
const MINUTE: Duration = Duration::from_secs(60);

/// What is known of how much is filled.
#[derive(Debug)]
pub(super) struct Filling<'a> {
    /// The index; `None` for a step that makes none that AWS has figures of, and where it is of no use to ask again.
    index: Option<&'a str>,
    /// Figures from before this are of an earlier index of that name.
    since: Timestamp,
    next: Timestamp,
    pauses: Pauses,
    told: Option<Filled>,
}

impl<'a> Filling<'a> {
    /// Nothing yet.
    pub(super) fn of(step: &'a Step, entry: &RunStep, now: Timestamp, limits: &Limits) -> Self {
        let index = match &step.call {
            Call::CreateIndex { index, state: NewIndex::Global(_), .. } => Some(index.as_str()),
            _ => None,
        };
        let since = entry.started_at.unwrap_or(now);
        Self { index, since, next: now, pauses: Pauses::between_figures(limits), told: None }
    }

    /// The index to ask about, if it is being filled and was not asked about just now.
    fn due(&self, live: &LiveTable, now: Timestamp) -> Option<&'a str> {
        let index = self.index.filter(|_| self.next <= now)?;
        let is_filled = live.index_status.get(index) == Some(&IndexStatus::Creating { backfilling: true });
        is_filled.then_some(index)
    }

    /// The time whose figures count. The minute that has begun is in it.
    fn time(&self, now: Timestamp) -> Range<SystemTime> {
        let now = moment(now);
        moment(self.since).max(now - OLDEST)..now + MINUTE
    }

    /// What is to be told of an answer.
    fn heard(&mut self, answer: Result<Option<u8>, GatewayError>) -> Option<Filled> {
        if let Err(Failure::Refused | Failure::Credentials) = answer.as_ref().map_err(GatewayError::failure) {
            self.index = None;
        }
        let filled = match answer {
            Ok(Some(percent)) => Filled::Percent(percent),
            _ if self.told.is_some() => return None,
            Ok(None) => Filled::Unknown("AWS has published no figure yet".to_owned()),
            Err(error) => Filled::Unknown(error.to_string()),
        };
        let is_news = self.told.as_ref() != Some(&filled);
        self.told = Some(filled.clone());
        is_news.then_some(filled)
    }
}

fn moment(at: Timestamp) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(u64::try_from(at.0).unwrap_or_default())
}

impl<G: Gateway> Context<'_, G> {
    /// Asks how much is filled when it is time to, and tells what is new.
    pub(super) async fn watch_filling(
        &self,
        step: &Step,
        live: Option<&LiveTable>,
        filling: &mut Filling<'_>,
    ) {
        let now = self.now();
        let Some(index) = live.and_then(|live| filling.due(live, now)) else { return };
        let answer = self.gateway.filling(step.call.table(), index, filling.time(now)).await;
        let pause = filling.pauses.next(self.pace());
        filling.next = Timestamp(self.now().0 + i64::try_from(pause.as_millis()).unwrap_or(i64::MAX));
        if let Some(filled) = filling.heard(answer) {
            tracing::debug!(run = %self.job.run, step = step.number, ?filled, "an index is being filled");
            self.tell(Happening::Filling { step: step.number, filled });
        }
    }
}
