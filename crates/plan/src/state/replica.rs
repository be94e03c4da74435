//! Copies of a table in other regions: what they have of their own, and what follows from the table.
//!
//! Values are those that hold in the region, not overrides: AWS has no way to take an override away, and overwrites it
//! when the same setting of the table is changed (Developer Guide, how global tables work).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tablewright_model::{Encryption, InsightsMode, Kinesis, Recovery, TableClass};

use super::{BillingState, Dimension, ScalingState, TableState};

/// A replica, as far as it can differ from its table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplicaState {
    /// What storage and requests cost against each other.
    pub class: TableClass,
    /// Provisioned reads.
    pub read: Option<u64>,
    /// How provisioned reads follow their use.
    pub read_scaling: Option<ScalingState>,
    /// What on-demand reads may use at most.
    pub max_read: Option<u64>,
    /// Provisioned reads of its indexes.
    pub index_reads: BTreeMap<String, u64>,
    /// The key that data at rest is encrypted with; its kind is the table's.
    pub encryption: Encryption,
    /// Point-in-time recovery; `None` is off.
    pub recovery: Option<Recovery>,
    /// Whether AWS refuses to delete it.
    pub deletion_protection: bool,
    /// Contributor Insights; `None` is off.
    pub insights: Option<InsightsMode>,
    /// The Kinesis data stream that changes are sent to.
    pub kinesis: Option<Kinesis>,
    /// The resource policy as canonical JSON.
    pub policy: Option<String>,
    /// Tags, without those of AWS itself.
    pub tags: BTreeMap<String, String>,
}

impl ReplicaState {
    /// Of the table as it is in one region.
    #[must_use]
    pub fn of(state: &TableState) -> Self {
        let reads = |(name, index): (&String, &super::IndexState)| Some((name.clone(), index.capacity?.read));
        Self {
            class: state.class,
            read: state.capacity().map(|capacity| capacity.read),
            read_scaling: state.autoscaling.get(&Dimension::Read).copied(),
            max_read: state.maximum.read,
            index_reads: state.indexes.iter().filter_map(reads).collect(),
            encryption: state.encryption.clone(),
            recovery: state.recovery,
            deletion_protection: state.deletion_protection,
            insights: state.insights,
            kinesis: state.kinesis.clone(),
            policy: state.policy.clone(),
            tags: state.tags.clone(),
        }
    }

    /// What AWS makes of it at first: what follows from the table, and nothing of its own. A key of the customer belongs
    /// to a region.
    #[must_use]
    pub fn follower(table: &TableState) -> Self {
        Self {
            read_scaling: None,
            encryption: match &table.encryption {
                Encryption::AwsOwned => Encryption::AwsOwned,
                Encryption::AwsManaged | Encryption::Customer(_) => Encryption::AwsManaged,
            },
            recovery: None,
            deletion_protection: false,
            insights: None,
            kinesis: None,
            policy: None,
            tags: BTreeMap::new(),
            ..Self::of(table)
        }
    }

    /// Takes over what a change of the table changed, also where it had something else.
    pub(crate) fn follow(&mut self, before: &Self, after: &Self) {
        if before.class != after.class {
            self.class = after.class;
        }
        if before.read != after.read {
            self.read = after.read;
        }
        let is_other_mode = before.read.is_some() != after.read.is_some();
        if before.max_read != after.max_read || is_other_mode {
            self.max_read = after.max_read;
        }
        self.index_reads.retain(|name, _| after.index_reads.contains_key(name));
        for (name, units) in &after.index_reads {
            if before.index_reads.get(name) != Some(units) || !self.index_reads.contains_key(name) {
                self.index_reads.insert(name.clone(), *units);
            }
        }
        if before.encryption != after.encryption {
            self.encryption = match (&after.encryption, &self.encryption) {
                (Encryption::AwsOwned, _) => Encryption::AwsOwned,
                (_, Encryption::Customer(own)) => Encryption::Customer(own.clone()),
                _ => Encryption::AwsManaged,
            };
        }
    }
}

impl TableState {
    /// The table as it is in the region of a replica, as far as that is known here: nothing of streams and of what is
    /// watched and scaled of indexes.
    #[must_use]
    pub fn in_region(&self, replica: &ReplicaState) -> Self {
        let mut state = Self {
            replicas: BTreeMap::new(),
            witness: None,
            autoscaling: replica.read_scaling.map(|scaling| (Dimension::Read, scaling)).into_iter().collect(),
            class: replica.class,
            encryption: replica.encryption.clone(),
            recovery: replica.recovery,
            deletion_protection: replica.deletion_protection,
            insights: replica.insights,
            kinesis: replica.kinesis.clone(),
            policy: replica.policy.clone(),
            tags: replica.tags.clone(),
            ..self.clone()
        };
        state.maximum.read = replica.max_read;
        if let (BillingState::Provisioned(capacity), Some(read)) = (&mut state.billing, replica.read) {
            capacity.read = read;
        }
        for (name, index) in &mut state.indexes {
            if let (Some(capacity), Some(read)) = (&mut index.capacity, replica.index_reads.get(name)) {
                capacity.read = *read;
            }
        }
        state
    }

    /// Whether it is in more than one region.
    #[must_use]
    pub fn is_global(&self) -> bool {
        !self.replicas.is_empty() || self.witness.is_some()
    }
}
