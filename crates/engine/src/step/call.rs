//! Making the call of a step: intent first, then the call, then what came of it.

use tablewright_aws::{Gateway, GatewayError, Receipt};
use tablewright_plan::{LiveTable, Step};

use super::knowledge::Knowledge;
use crate::Happening;
use crate::engine::{Context, Stop};

impl<G: Gateway> Context<'_, G> {
    pub(super) async fn call(
        &self,
        step: &Step,
        live: Option<&LiveTable>,
        knowledge: &mut Knowledge,
    ) -> Result<(), Stop> {
        self.store().record_intent(self.job.run, step.number, self.now()).await?;
        knowledge.intended();
        match self.gateway.perform(&step.call, live).await {
            Ok(receipt) => self.taken(step, receipt, knowledge).await,
            Err(error) => self.not_taken(step, error, knowledge).await,
        }
    }

    async fn taken(&self, step: &Step, receipt: Receipt, knowledge: &mut Knowledge) -> Result<(), Stop> {
        let (run, number, request_id) = (self.job.run, step.number, receipt.request_id);
        if let Some(id) = &request_id {
            self.store().record_call(run, number, id, self.now()).await?;
        }
        self.store().record_waiting(run, number, "AWS has taken the call").await?;
        knowledge.taken();
        self.tell(Happening::CallMade { step: number, request_id });
        Ok(())
    }

    async fn not_taken(
        &self,
        step: &Step,
        error: GatewayError,
        knowledge: &mut Knowledge,
    ) -> Result<(), Stop> {
        if let Some(id) = error.request_id() {
            self.store().record_call(self.job.run, step.number, id, self.now()).await?;
        }
        let (failure, message) = (error.failure(), error.to_string());
        tracing::info!(run = %self.job.run, step = step.number, %message, "a call failed");
        self.tell(Happening::CallFailed { step: step.number, failure, message: message.clone() });
        let pause = knowledge.failed(failure, message, self.now(), self.pace());
        self.idle(pause, knowledge).await;
        Ok(())
    }
}
