//! Reading AWS in spite of what passes: throttling, faults, a network that is away for a while.

use std::collections::BTreeSet;

use tablewright_aws::{Failure, Gateway, GatewayError};
use tablewright_plan::{Call, LiveState, LiveTable};

use crate::engine::Context;
use crate::patience::{Pauses, Streak};

impl<G: Gateway> Context<'_, G> {
    /// Reads the table of a call, with what tells how far the call has come. `Err` when it can't be read for good, or not
    /// for too long.
    pub(crate) async fn read_for(&self, call: &Call) -> Result<Option<LiveTable>, GatewayError> {
        self.patiently(|| self.gateway.read_for(call)).await
    }

    /// Reads several tables.
    pub(crate) async fn read(&self, names: &BTreeSet<String>) -> Result<LiveState, GatewayError> {
        self.patiently(|| self.gateway.read(names)).await
    }

    async fn patiently<T, F>(&self, read: impl Fn() -> F) -> Result<T, GatewayError>
    where
        F: Future<Output = Result<T, GatewayError>> + Send,
    {
        let (mut pauses, mut trouble) = (Pauses::after_errors(self.limits()), Streak::default());
        loop {
            match read().await {
                Err(error)
                    if passes(&error) && trouble.again((), self.now()).0 < self.limits().unreadable =>
                {
                    tracing::debug!(run = %self.job.run, %error, "AWS could not be read; it is tried again");
                    self.pause(pauses.next(self.pace())).await;
                }
                answer => return answer,
            }
        }
    }
}

fn passes(error: &GatewayError) -> bool {
    matches!(error.failure(), Failure::Retryable | Failure::Busy | Failure::Missing | Failure::Unreachable)
}
