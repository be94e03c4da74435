//! Taking back an index that is being filled, when the run is asked to stop and to do so.
//!
//! It is the reverse that the step has in the plan, so nothing is done that nobody has read. DynamoDB takes it only
//! while items are copied in: before that it is waited for, and an index that is ready stays. The journal says that the
//! index is being dropped before the call is made, so that a run that is gone on with knows why it is not there.

use tablewright_aws::Gateway;
use tablewright_plan::{Call, IndexStatus, LiveTable, Reverse, Step};
use tablewright_storage::{RunStep, StepState};

use crate::engine::{Context, Stop};
use crate::{Happening, Outcome};

/// What the journal says while the index goes.
const DROPPING: &str = "The run is stopped: the index is dropped before it is filled";
/// What it says afterwards.
const DROPPED: &str = "The run was stopped: the index was dropped before it was filled";

/// How far taking back is.
#[derive(Debug)]
pub(super) struct TakingBack<'a> {
    /// The index and the call that drops it; `None` for a step that is no index or has no reverse.
    index: Option<(&'a str, &'a Call)>,
    /// Whether the journal says that it is being dropped.
    is_noted: bool,
    calls: u32,
}

impl<'a> TakingBack<'a> {
    /// As the journal knows it.
    pub(super) fn of(step: &'a Step, entry: &RunStep) -> Self {
        let index = match (&step.call, &step.reverse) {
            (Call::CreateIndex { index, .. }, Reverse::Call(reverse)) => Some((index.as_str(), &**reverse)),
            _ => None,
        };
        let is_noted = entry.state == StepState::Waiting && entry.detail.as_deref() == Some(DROPPING);
        Self { index, is_noted, calls: 0 }
    }
}

/// Whether the step is as it was before the run, since the run was asked for that.
pub(super) fn was_taken_back(entry: &RunStep) -> bool {
    entry.state == StepState::Skipped && entry.detail.as_deref() == Some(DROPPED)
}

impl<G: Gateway> Context<'_, G> {
    /// Goes on with taking back, where that is wished and possible. Whether it is to be looked at again.
    pub(super) async fn take_back(
        &self,
        step: &Step,
        live: Option<&LiveTable>,
        taking: &mut TakingBack<'_>,
    ) -> Result<bool, Stop> {
        let (Some((index, reverse)), Some(live), true) = (taking.index, live, self.cancel.takes_back())
        else {
            return Ok(false);
        };
        match live.index_status.get(index) {
            None if taking.is_noted => Err(self.taken_back(step).await?),
            Some(IndexStatus::Deleting) => Ok(taking.is_noted),
            Some(IndexStatus::Creating { backfilling: false }) => Ok(true),
            Some(IndexStatus::Creating { backfilling: true }) if taking.calls < self.limits().calls => {
                self.drop_index(step, live, reverse, taking).await?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    async fn drop_index(
        &self,
        step: &Step,
        live: &LiveTable,
        reverse: &Call,
        taking: &mut TakingBack<'_>,
    ) -> Result<(), Stop> {
        let (run, number) = (self.job.run, step.number);
        if !taking.is_noted {
            self.store().record_waiting(run, number, DROPPING).await?;
            taking.is_noted = true;
            self.tell(Happening::TakingBack { step: number });
        }
        taking.calls += 1;
        let (id, refused) = match self.gateway.perform(reverse, Some(live)).await {
            Ok(receipt) => (receipt.request_id, None),
            Err(error) => (error.request_id().map(ToOwned::to_owned), Some(error.to_string())),
        };
        if let Some(id) = id {
            self.store().record_call(run, number, &id, self.now()).await?;
        }
        if let Some(reason) = refused {
            tracing::info!(%run, step = number, reason, "an index could not be dropped yet");
        }
        Ok(())
    }

    async fn taken_back(&self, step: &Step) -> Result<Stop, Stop> {
        self.store().record_taken_back(self.job.run, step.number, DROPPED, self.now()).await?;
        self.tell(Happening::TakenBack { step: step.number });
        Ok(Stop::Ended(Outcome::Cancelled))
    }
}
