//! The closing check: AWS is read once more and compared with the design, whatever the journal says.

use tablewright_aws::Gateway;
use tablewright_plan::{Desired, NO_BACKUP, Plan, plan};

use crate::engine::{Context, Stop};
use crate::ownership::Ownership;
use crate::patience::{Pauses, Streak};
use crate::{Happening, Outcome, Trouble};

impl<G: Gateway> Context<'_, G> {
    pub(crate) async fn closing(&self, owned: &Ownership) -> Result<Outcome, Stop> {
        self.tell(Happening::Checking);
        let (mut pauses, mut differing) = (Pauses::between_looks(self.limits()), Streak::default());
        loop {
            let closing = Box::new(self.plan_again(owned).await?);
            if closing.is_empty() {
                return Ok(Outcome::Succeeded { closing });
            }
            // What was changed last may not be seen everywhere yet.
            if differing.again((), self.now()).0 >= self.limits().settle {
                return Err(Trouble::Differs { closing }.into());
            }
            self.pause(pauses.next(self.pace())).await;
        }
    }

    async fn plan_again(&self, owned: &Ownership) -> Result<Plan, Stop> {
        let job = self.job;
        let live = self.read(&job.names(owned.tables().keys())).await;
        let live = live.map_err(|error| Trouble::Unreadable { message: error.to_string() })?;
        let environment = job.plan.environment.clone();
        // Nobody reads what the closing plan says of who reads a stream.
        let desired =
            Desired { states: job.desired.clone(), sources: job.tables.clone(), ..Desired::default() };
        Ok(plan(job.plan.version, environment, &desired, &live, &owned.tables(), NO_BACKUP))
    }
}
