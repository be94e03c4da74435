//! The other regions of global tables: their clients, made when a table first has a replica there, and what is read
//! there.
//!
//! A replica is read as the table that it is in its region. One that may not be read makes the replicas of its table
//! unknown, so that no plan touches them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use aws_config::SdkConfig;
use futures::future::try_join_all;
use tablewright_model::Consistency;
use tablewright_plan::{LiveTable, ReplicaState, TableStatus, Topic};

use crate::place::Place;
use crate::{Connection, GatewayError, read};

/// The regions that were needed so far.
#[derive(Debug, Clone)]
pub(crate) struct Regions {
    config: SdkConfig,
    home: Connection,
    known: Arc<Mutex<BTreeMap<String, Place>>>,
}

impl Regions {
    pub(crate) fn new(config: SdkConfig, home: Connection) -> Self {
        Self { config, home, known: Arc::default() }
    }

    /// The clients of a region.
    pub(crate) fn place(&self, region: &str) -> Place {
        // The map is whole after every use, so a poisoned lock holds good data.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || {
            let connection = Connection { region: region.to_owned(), ..self.home.clone() };
            Place::new(&self.config, connection)
        };
        known.entry(region.to_owned()).or_insert_with(new).clone()
    }

    /// The table with what it is in the regions of its replicas.
    pub(crate) async fn complete(&self, mut live: LiveTable) -> Result<LiveTable, GatewayError> {
        let is_witness = |region: &String| live.state.witness.as_ref() == Some(region);
        let is_there = |(region, status): &(&String, &TableStatus)| {
            !is_witness(region) && **status != TableStatus::Deleting
        };
        let regions: Vec<_> =
            live.members.iter().filter(is_there).map(|(region, _)| region.clone()).collect();
        let name = live.state.name.as_str();
        let read = |region: String| async move {
            let place = self.place(&region);
            let there = Box::pin(read::table(place.asking(), name, None)).await;
            match there {
                Err(error @ GatewayError::Denied { .. }) => Ok((region, Err(error.to_string()))),
                there => Ok((region, Ok(there?))),
            }
        };
        for (region, there) in try_join_all(regions.into_iter().map(read)).await? {
            match there {
                Ok(there) => add(&mut live, region, there),
                Err(why) => {
                    live.state.replicas.insert(region, ReplicaState::follower(&live.state));
                    live.unknown.insert(Topic::Replicas, why);
                }
            }
        }
        Ok(live)
    }
}

/// One that is listed and is not there yet is still being made.
fn add(live: &mut LiveTable, region: String, there: Option<LiveTable>) {
    let Some(mut there) = there else {
        live.state.replicas.insert(region.clone(), ReplicaState::follower(&live.state));
        live.members.insert(region, TableStatus::Creating);
        return;
    };
    there.members = BTreeMap::new();
    (there.state.consistency, there.state.witness) = (Consistency::Eventual, None);
    live.state.replicas.insert(region.clone(), ReplicaState::of(&there.state));
    live.replicas.insert(region, there);
}
