//! What must hold before anything is called.

use tablewright_aws::Gateway;
use tablewright_storage::{RunJournal, RunState};

use crate::engine::{Context, Stop};
use crate::ownership::Ownership;
use crate::{EngineError, Trouble};

impl<G: Gateway> Context<'_, G> {
    /// The journal of a run that is under way, holds its environment and executes the plan of its request.
    pub(crate) async fn admit(&self) -> Result<RunJournal, EngineError> {
        let job = self.job;
        let journal = self.store().run(job.run).await?;
        let journal = journal.filter(|journal| journal.run.state == RunState::Running);
        let journal = journal.ok_or(EngineError::NotRunning { run: job.run })?;
        let lease = self.store().lease(job.environment).await?;
        if lease.is_none_or(|lease| lease.run != job.run) {
            return Err(EngineError::NoLease { run: job.run });
        }
        let request = self.store().request(journal.run.request).await?;
        let same = request.is_some_and(|request| {
            (request.id, request.design, request.digest) == (job.request, job.design, job.plan.digest())
        });
        if !same || journal.steps.len() != job.plan.steps.len() {
            return Err(EngineError::OtherPlan { request: job.request });
        }
        Ok(journal)
    }

    /// Refuses a plan that has problems, and one that was made for another state of AWS.
    pub(crate) async fn is_as_planned(&self, owned: &Ownership) -> Result<(), Stop> {
        let plan = &self.job.plan;
        if let Some(problem) = plan.problems.first() {
            return Err(Trouble::Unworkable { message: problem.message.clone() }.into());
        }
        let live = self.read(&self.job.names(owned.tables().keys())).await;
        let live = live.map_err(|error| Trouble::Unreadable { message: error.to_string() })?;
        let (planned, found) = (plan.fingerprint, live.fingerprint());
        if planned == found { Ok(()) } else { Err(Trouble::Stale { planned, found }.into()) }
    }
}
