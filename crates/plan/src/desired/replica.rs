//! One replica of a design in AWS's terms: what it leaves open follows the table, what is never carried over is off.

use std::collections::BTreeMap;

use tablewright_model::{Encryption, Replica, Table};

use super::table::scaling;
use crate::state::{canonical_kinesis, canonical_policy};
use crate::{Dimension, ReplicaState, TableState};

/// `home` is the table itself.
pub(super) fn state(home: &TableState, table: &Table, replica: &Replica) -> ReplicaState {
    let provisioned = home.capacity();
    let read_scaling = provisioned
        .and_then(|_| replica.read_scaling.map(scaling).or(home.autoscaling.get(&Dimension::Read).copied()));
    let read = provisioned.map(|capacity| replica.read_capacity.unwrap_or(capacity.read));
    ReplicaState {
        class: replica.class.unwrap_or(home.class),
        read: read.map(|units| read_scaling.map_or(units, |scaling| scaling.bounds.clamp(units))),
        read_scaling,
        max_read: provisioned.map_or(replica.max_read.or(home.maximum.read), |_| None),
        index_reads: index_reads(home, table, replica),
        encryption: encryption(home, replica),
        recovery: replica.recovery,
        deletion_protection: replica.deletion_protection,
        insights: replica.insights,
        kinesis: replica.kinesis.clone().map(canonical_kinesis),
        policy: replica.policy.as_deref().map(canonical_policy),
        tags: if replica.copies_tags { home.tags.clone() } else { BTreeMap::new() },
    }
}

fn index_reads(home: &TableState, table: &Table, replica: &Replica) -> BTreeMap<String, u64> {
    let mut reads = ReplicaState::of(home).index_reads;
    for own in &replica.index_reads {
        let name = table.index(own.index).map(|index| index.name.as_str()).unwrap_or_default();
        if let Some(units) = reads.get_mut(name) {
            // The scaling of its indexes is that of the table's.
            let scaling = home.indexes.get(name).and_then(|index| index.autoscaling.get(&Dimension::Read));
            *units = scaling.map_or(own.capacity, |scaling| scaling.bounds.clamp(own.capacity));
        }
    }
    reads
}

/// The kind of key is the table's; a key of the customer belongs to one region.
fn encryption(home: &TableState, replica: &Replica) -> Encryption {
    match &home.encryption {
        Encryption::AwsOwned => Encryption::AwsOwned,
        Encryption::AwsManaged | Encryption::Customer(_) => {
            replica.encryption.clone().unwrap_or(Encryption::AwsManaged)
        }
    }
}
