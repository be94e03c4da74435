//! What a design leaves open: settings that move by themselves, names of keys, and what could not be read.
//!
//! A desired state is completed with the live values of what it leaves open, so that whoever compares the two needs to
//! know nothing of this.

use std::collections::BTreeMap;

use tablewright_model::{Capacity, Warm};

use crate::diff::is_rebuilt;
use crate::{BillingState, Dimension, LiveTable, ReplicaState, ScalingState, TableState, Topic};

/// The desired state with everything that it leaves open as it is live.
pub(crate) fn completed(wanted: &TableState, live: &LiveTable) -> TableState {
    let mut wanted = wanted.clone();
    let now = &live.state;
    if let (BillingState::Provisioned(units), BillingState::Provisioned(found)) =
        (&mut wanted.billing, now.billing)
    {
        leave_scaled(units, &wanted.autoscaling, found);
    }
    wanted.warm = warm(wanted.warm, now.warm);
    let made_again: Vec<_> =
        wanted.indexes.keys().filter(|name| is_rebuilt(now, &wanted, name)).cloned().collect();
    for (name, index) in &mut wanted.indexes {
        let found = now.indexes.get(name);
        if let (Some(units), Some(found)) = (&mut index.capacity, found.and_then(|index| index.capacity)) {
            leave_scaled(units, &index.autoscaling, found);
        }
        // An index that is made again starts where AWS starts it: to keep it warm would be charged.
        if !made_again.contains(name) {
            index.warm = warm(index.warm, found.and_then(|index| index.warm));
        }
    }
    if live.is_encrypted_with(&wanted.encryption) {
        wanted.encryption.clone_from(&now.encryption);
    }
    complete_replicas(&mut wanted, live);
    for topic in live.unknown.keys() {
        leave_topic(*topic, &mut wanted, now);
    }
    wanted
}

/// A replica is completed as a table of its region.
fn complete_replicas(wanted: &mut TableState, live: &LiveTable) {
    let home = TableState { replicas: BTreeMap::new(), ..wanted.clone() };
    for (region, replica) in &mut wanted.replicas {
        if let Some(there) = live.replicas.get(region) {
            *replica = ReplicaState::of(&completed(&home.in_region(replica), there));
        }
    }
}

/// A capacity that scales is where its use has moved it, within the bounds.
fn leave_scaled(units: &mut Capacity, autoscaling: &BTreeMap<Dimension, ScalingState>, found: Capacity) {
    for (dimension, scaling) in autoscaling {
        *dimension.of_mut(units) = scaling.bounds.clamp(dimension.of(found));
    }
}

/// AWS raises what is warm and nobody can lower it.
fn warm(wanted: Option<Warm>, found: Option<Warm>) -> Option<Warm> {
    match (wanted, found) {
        (Some(wanted), Some(found)) => {
            Some(Warm { read: wanted.read.max(found.read), write: wanted.write.max(found.write) })
        }
        (Some(wanted), None) => Some(wanted),
        (None, found) => found,
    }
}

fn leave_topic(topic: Topic, wanted: &mut TableState, now: &TableState) {
    match topic {
        Topic::Ttl => wanted.ttl.clone_from(&now.ttl),
        Topic::Tags => wanted.tags.clone_from(&now.tags),
        Topic::Recovery => wanted.recovery = now.recovery,
        Topic::Policy => wanted.policy.clone_from(&now.policy),
        Topic::Kinesis => wanted.kinesis.clone_from(&now.kinesis),
        Topic::Encryption => wanted.encryption.clone_from(&now.encryption),
        Topic::Warm => wanted.warm = now.warm,
        Topic::Replicas => {
            wanted.consistency = now.consistency;
            wanted.replicas.clone_from(&now.replicas);
            wanted.witness.clone_from(&now.witness);
        }
        Topic::Insights => {
            wanted.insights = now.insights;
            for (name, index) in &mut wanted.indexes {
                index.insights = now.indexes.get(name).and_then(|found| found.insights);
            }
        }
        Topic::Autoscaling => {
            wanted.autoscaling.clone_from(&now.autoscaling);
            for (name, index) in &mut wanted.indexes {
                index.autoscaling =
                    now.indexes.get(name).map(|found| found.autoscaling.clone()).unwrap_or_default();
            }
        }
    }
}
