//! Which steps go side by side: tables are independent of each other, and the steps of one go in order. A table that is made
//! of another one shares its lane.
//!
//! A step that fails ends the lane of its table; the other lanes go on to their ends. Tables that are deleted come after
//! all others, as they do in the plan.

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use tablewright_aws::Gateway;
use tablewright_plan::{Call, Step};
use tablewright_storage::{RunJournal, RunStep};

use crate::engine::{Context, Stop};
use crate::ownership::Ownership;
use crate::{Outcome, Trouble};

/// The steps of one table, or of several that hang together, each with its entry in the journal.
#[derive(Debug, Default)]
struct Lane<'a> {
    steps: Vec<(&'a Step, &'a RunStep)>,
}

impl Lane<'_> {
    fn deletes(&self) -> bool {
        self.steps.iter().any(|(step, _)| matches!(step.call, Call::DeleteTable { .. }))
    }
}

impl<G: Gateway> Context<'_, G> {
    /// Carries out all steps, as far as they can be.
    pub(crate) async fn lanes(&self, journal: &RunJournal, owned: &Ownership) -> Result<(), Stop> {
        let (last, first) = lanes(&self.job.plan.steps, &journal.steps).into_iter().partition(Lane::deletes);
        let mut stops = self.side_by_side(first, owned).await;
        if !is_broken(&stops) {
            stops.extend(self.side_by_side(last, owned).await);
        }
        stops.into_iter().min_by_key(weight).map_or(Ok(()), Err)
    }

    async fn side_by_side(&self, lanes: Vec<Lane<'_>>, owned: &Ownership) -> Vec<Stop> {
        let mut waiting = lanes.into_iter();
        let mut going: FuturesUnordered<_> =
            waiting.by_ref().take(self.limits().tables).map(|lane| self.lane(lane, owned)).collect();
        let mut stops = Vec::new();
        while let Some(ended) = going.next().await {
            stops.extend(ended.err());
            let next = waiting.next().filter(|_| !is_broken(&stops));
            going.extend(next.map(|lane| self.lane(lane, owned)));
        }
        stops
    }

    async fn lane(&self, lane: Lane<'_>, owned: &Ownership) -> Result<(), Stop> {
        for (step, entry) in lane.steps {
            Box::pin(self.step(step, entry, owned)).await?;
        }
        Ok(())
    }
}

/// Without a journal nothing may be begun.
fn is_broken(stops: &[Stop]) -> bool {
    stops.iter().any(|stop| matches!(stop, Stop::Broken(_)))
}

/// In the order of the first step of each.
fn lanes<'a>(steps: &'a [Step], entries: &'a [RunStep]) -> Vec<Lane<'a>> {
    let mut lanes: Vec<Lane<'_>> = Vec::new();
    for (step, entry) in steps.iter().zip(entries) {
        let tables = [Some(step.call.table()), step.call.after()];
        let is_own = |lane: &&mut Lane<'_>| {
            lane.steps.iter().any(|(known, _)| tables.contains(&Some(known.call.table())))
        };
        match lanes.iter_mut().find(is_own) {
            Some(lane) => lane.steps.push((step, entry)),
            None => lanes.push(Lane { steps: vec![(step, entry)] }),
        }
    }
    lanes
}

/// What counts most of several ends: a journal that can't be written, then the first step that failed.
fn weight(stop: &Stop) -> u32 {
    match stop {
        Stop::Broken(_) => 0,
        Stop::Ended(Outcome::Failed { trouble: Trouble::Step { step, .. } }) => *step,
        Stop::Ended(Outcome::Failed { .. }) => 1,
        Stop::Ended(_) => u32::MAX,
    }
}
