//! A run from its beginning to its end.

use std::sync::Arc;
use std::time::Duration;

use tablewright_aws::Gateway;
use tablewright_storage::{RequestState, RunJournal, RunState, StepState, Store, StoreError, Timestamp};

use crate::ownership::Ownership;
use crate::{Cancel, EngineError, Event, Events, Happening, Job, Limits, Outcome, Pace, SystemPace, Trouble};

/// Executes plans. Clones share the store.
#[derive(Debug, Clone)]
pub struct Engine {
    store: Store,
    pace: Arc<dyn Pace>,
    limits: Limits,
}

impl Engine {
    /// An engine that works at the machine's pace.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self::with(store, Arc::new(SystemPace), Limits::default())
    }

    /// An engine with a time and bounds of its own.
    #[must_use]
    pub fn with(store: Store, pace: Arc<dyn Pace>, limits: Limits) -> Self {
        Self { store, pace, limits }
    }

    /// Works on a run until it ends, from its beginning or from wherever it was interrupted.
    ///
    /// The run was started in the store and holds the lease on its environment. Before the first step AWS is read, and
    /// nothing is called when it is not what the plan was made for. Dropping the future is an interruption like a crash.
    ///
    /// # Errors
    ///
    /// When the run may not be worked on, or the journal can't be written. The run then has not ended.
    pub async fn run<G: Gateway>(
        &self,
        job: &Job,
        gateway: &G,
        events: &Events,
        cancel: &Cancel,
    ) -> Result<Outcome, EngineError> {
        let context = Context { engine: self, job, gateway, events, cancel };
        let journal = context.admit().await?;
        let outcome = match context.carry_out(&journal).await {
            Ok(outcome) | Err(Stop::Ended(outcome)) => outcome,
            Err(Stop::Broken(error)) => return Err(error),
        };
        context.finish(&outcome).await?;
        Ok(outcome)
    }
}

/// Why the steps do not go on.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The run has come to its end.
    Ended(Outcome),
    /// The run can't be worked on now.
    Broken(EngineError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Broken(error.into())
    }
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        Self::Ended(Outcome::Failed { trouble })
    }
}

/// What all parts of a run share.
#[derive(Debug)]
pub(crate) struct Context<'a, G> {
    pub(crate) engine: &'a Engine,
    pub(crate) job: &'a Job,
    pub(crate) gateway: &'a G,
    pub(crate) events: &'a Events,
    pub(crate) cancel: &'a Cancel,
}

impl<G: Gateway> Context<'_, G> {
    pub(crate) fn store(&self) -> &Store {
        &self.engine.store
    }

    pub(crate) fn pace(&self) -> &dyn Pace {
        &*self.engine.pace
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.engine.limits
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.pace().now()
    }

    pub(crate) fn tell(&self, happening: Happening) {
        // An error says that nobody listens.
        let _ = self.events.send(Event { run: self.job.run, at: self.now(), happening });
    }

    pub(crate) async fn pause(&self, duration: Duration) {
        self.pace().sleep(duration).await;
    }

    async fn carry_out(&self, journal: &RunJournal) -> Result<Outcome, Stop> {
        let resumed = journal.steps.iter().any(|step| step.state != StepState::Pending);
        self.tell(Happening::RunStarted { resumed });
        let owned = Ownership::load(self).await?;
        if !resumed {
            self.is_as_planned(&owned).await?;
        }
        self.lanes(journal, &owned).await?;
        self.closing(&owned).await
    }

    async fn finish(&self, outcome: &Outcome) -> Result<(), StoreError> {
        let (state, error) = match outcome {
            Outcome::Succeeded { .. } => (RunState::Succeeded, None),
            Outcome::Failed { trouble } => (RunState::Failed, Some(trouble.to_string())),
            Outcome::Cancelled => (RunState::Cancelled, None),
        };
        self.store().finish_run(self.job.run, state, error.as_deref(), self.now()).await?;
        if let Outcome::Failed { trouble: Trouble::Stale { .. } } = outcome {
            let from = [RequestState::Failed];
            self.store().transition(self.job.request, &from, RequestState::Stale, self.now()).await?;
        }
        self.tell(Happening::RunFinished { outcome: outcome.clone() });
        Ok(())
    }
}
