//! One step: look, call when it has not happened, look until it is through.
//!
//! What a look and what is known of the call mean together is decided in [`Knowledge::decide`], without IO.

mod call;
mod filling;
mod knowledge;
mod take_back;

use tablewright_aws::Gateway;
use tablewright_plan::{Call, LiveTable, Progress, Step};
use tablewright_storage::{RunStep, StepState};

use crate::engine::{Context, Stop};
use crate::ownership::Ownership;
use crate::patience::Pauses;
use crate::{Happening, Outcome, Trouble};

use filling::Filling;
use knowledge::{Decision, Knowledge, Known};
use take_back::TakingBack;

impl<G: Gateway> Context<'_, G> {
    /// Carries out a step, or finds that it is through already.
    pub(crate) async fn step(&self, step: &Step, entry: &RunStep, owned: &Ownership) -> Result<(), Stop> {
        let mut knowledge = match entry.state {
            StepState::Skipped if take_back::was_taken_back(entry) => {
                return Err(Stop::Ended(Outcome::Cancelled));
            }
            StepState::Done | StepState::Skipped => return Ok(()),
            StepState::Failed => {
                return Err(trouble(step, entry.detail.clone().unwrap_or_default()));
            }
            StepState::Pending => Knowledge::new(Known::NotCalled, self.limits()),
            StepState::Intent => Knowledge::new(Known::Uncertain, self.limits()),
            StepState::Waiting => Knowledge::new(Known::Taken, self.limits()),
        };
        self.tell(Happening::StepStarted { step: step.number });
        let mut pauses = Pauses::between_looks(self.limits());
        let mut taking_back = TakingBack::of(step, entry);
        let mut filling = Filling::of(step, entry, self.now(), self.limits());
        loop {
            self.stop_if_cancelled(&knowledge)?;
            self.wait_if_paused(step, &knowledge).await?;
            let (live, progress) = self.look(step, &knowledge, owned).await?;
            if let (Some(live), Progress::Underway(_) | Progress::Done) = (&live, &progress) {
                self.own_if_made(step, owned, live).await?;
            }
            if self.take_back(step, live.as_ref(), &mut taking_back).await? {
                self.idle(pauses.next(self.pace()), &knowledge).await;
                continue;
            }
            self.watch_filling(step, live.as_ref(), &mut filling).await;
            match knowledge.decide(progress, self.now(), self.limits()) {
                Decision::Through => return self.through(step, &knowledge, owned).await,
                Decision::Call => self.call(step, live.as_ref(), &mut knowledge).await?,
                Decision::Wait(detail) => self.wait(step, detail, &mut knowledge, &mut pauses).await?,
                Decision::LookAgain => self.idle(pauses.next(self.pace()), &knowledge).await,
                Decision::Fail(reason) => return Err(self.failed(step, reason).await?),
            }
        }
    }

    fn stop_if_cancelled(&self, knowledge: &Knowledge) -> Result<(), Stop> {
        let stop = self.cancel.is_cancelled() && knowledge.known() == Known::NotCalled;
        if stop { Err(Stop::Ended(Outcome::Cancelled)) } else { Ok(()) }
    }

    async fn wait_if_paused(&self, step: &Step, knowledge: &Knowledge) -> Result<(), Stop> {
        if !self.cancel.is_paused() || knowledge.known() != Known::NotCalled {
            return Ok(());
        }
        self.tell(Happening::Paused { step: step.number });
        self.cancel.may_go_on().await;
        self.stop_if_cancelled(knowledge)
    }

    async fn look(
        &self,
        step: &Step,
        knowledge: &Knowledge,
        owned: &Ownership,
    ) -> Result<(Option<LiveTable>, Progress), Stop> {
        let live = match self.read_for(&step.call).await {
            Ok(live) => live,
            Err(error) => return Err(self.failed(step, error.to_string()).await?),
        };
        let objection = owned.objection(&step.call, live.as_ref());
        let progress = objection.map_or_else(|| step.call.progress(live.as_ref()), Progress::Diverged);
        Ok((live, not_by_others(step, progress, knowledge)))
    }

    async fn own_if_made(&self, step: &Step, owned: &Ownership, live: &LiveTable) -> Result<(), Stop> {
        if step.call.makes_table() {
            self.own(owned, live).await?;
        }
        Ok(())
    }

    /// Waits for the end of a call that was taken, or for a table that is busy with something else. Only the former is
    /// in the journal: there, waiting means that the call was taken.
    async fn wait(
        &self,
        step: &Step,
        detail: String,
        knowledge: &mut Knowledge,
        pauses: &mut Pauses,
    ) -> Result<(), Stop> {
        if knowledge.is_news(&detail) {
            if knowledge.known() == Known::Taken {
                self.store().record_waiting(self.job.run, step.number, &detail).await?;
            }
            self.tell(Happening::Waiting { step: step.number, detail });
        }
        self.idle(pauses.next(self.pace()), knowledge).await;
        Ok(())
    }

    /// A pause; it ends early when the run is to stop and may.
    async fn idle(&self, pause: std::time::Duration, knowledge: &Knowledge) {
        if knowledge.known() == Known::NotCalled {
            tokio::select! {
                () = self.pause(pause) => {}
                () = self.cancel.cancelled() => {}
            }
        } else {
            self.pause(pause).await;
        }
    }

    async fn through(&self, step: &Step, knowledge: &Knowledge, owned: &Ownership) -> Result<(), Stop> {
        if let Call::DeleteTable { table } = &step.call {
            self.disown(owned, table).await?;
        }
        let (run, number) = (self.job.run, step.number);
        if knowledge.is_intended() {
            self.store().record_done(run, number, self.now()).await?;
            self.tell(Happening::StepDone { step: number });
        } else {
            let detail = "Everything was already as it should be";
            self.store().record_skipped(run, number, detail, self.now()).await?;
            self.tell(Happening::StepSkipped { step: number });
        }
        Ok(())
    }

    /// Notes that the step failed, and gives what ends the run.
    async fn failed(&self, step: &Step, reason: String) -> Result<Stop, Stop> {
        self.store().record_failed(self.job.run, step.number, &reason, self.now()).await?;
        self.tell(Happening::StepFailed { step: step.number, reason: reason.clone() });
        Ok(trouble(step, reason))
    }
}

/// A table that is there although this run did not call is somebody else's.
fn not_by_others(step: &Step, progress: Progress, knowledge: &Knowledge) -> Progress {
    let is_there = matches!(progress, Progress::Underway(_) | Progress::Done);
    if step.call.makes_table() && is_there && knowledge.known() == Known::NotCalled {
        let table = step.call.table();
        return Progress::Diverged(format!(
            "Table `{table}` was made by somebody else meanwhile: make a new plan"
        ));
    }
    progress
}

fn trouble(step: &Step, reason: String) -> Stop {
    Trouble::Step { step: step.number, reason }.into()
}
