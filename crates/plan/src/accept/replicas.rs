//! The regions of a table that is being accepted: the replicas that AWS has, with what is their own.
//!
//! A replica follows its table where its design says nothing; so the table is accepted first, and only what then still
//! differs is said of the replica. What a design can't say of one stays different: tags that are not the table's, and
//! reads that do not scale where the table's do.

use std::sync::Arc;

use tablewright_model::{Encryption, IndexRead, Replica, ReplicaId, Table};

use super::attributes::fresh_id;
use super::scaling;
use crate::desired::state_of;
use crate::open::completed;
use crate::{Dimension, LiveTable, ReplicaState, TableState};

/// `table` is as it has to be but for its replicas.
pub(super) fn take_over(table: &mut Table, live: &LiveTable) {
    let now = &live.state;
    let home = completed(&state_of(table, now.name.clone()), live);
    if home.consistency != now.consistency {
        table.consistency = now.consistency;
    }
    if home.witness != now.witness {
        table.witness.clone_from(&now.witness);
    }
    if home.replicas.keys().ne(now.replicas.keys()) {
        regions(table, now);
    }
    // Of a new replica, what it would come to by itself is known now.
    let home = completed(&state_of(table, now.name.clone()), live);
    let same = table.clone();
    let own = |replica: &Arc<Replica>| {
        let (was, now) = (home.replicas.get(&replica.region), now.replicas.get(&replica.region));
        let differs = was.zip(now).filter(|(was, now)| was != now);
        differs.map_or_else(|| Replica::clone(replica), |(was, now)| settled(replica, was, now, &home, &same))
    };
    table.replicas = same.replicas.iter().map(own).collect();
}

/// The replicas of the design that AWS has, and then the others.
fn regions(table: &mut Table, now: &TableState) {
    let known = |region: &str| table.replicas.iter().any(|replica| replica.region == region);
    let id = |region: &str| {
        ReplicaId(fresh_id(region, |id| table.replicas.iter().any(|replica| replica.id.0 == id)))
    };
    let new: Vec<Replica> = now
        .replicas
        .keys()
        .filter(|region| !known(region))
        .map(|region| Replica::new(id(region), region.as_str()))
        .collect();
    let there = table.replicas.iter().filter(|replica| now.replicas.contains_key(&replica.region));
    table.replicas = there.map(|replica| Replica::clone(replica)).chain(new).collect();
}

/// The replica as it has to be to come to what AWS has.
fn settled(
    replica: &Replica,
    was: &ReplicaState,
    now: &ReplicaState,
    home: &TableState,
    table: &Table,
) -> Replica {
    let mut own = replica.clone();
    let follows = ReplicaState::of(home);
    if was.class != now.class {
        own.class = unless_same(&now.class, &follows.class);
    }
    if was.read_scaling != now.read_scaling {
        own.read_scaling = now.read_scaling.filter(|own| Some(*own) != home_scaling(home)).and_then(scaling);
    }
    if was.read != now.read {
        own.read_capacity = unless_same(&now.read, &follows.read).flatten();
    }
    if was.max_read != now.max_read {
        own.max_read = unless_same(&now.max_read, &follows.max_read).flatten();
    }
    if was.index_reads != now.index_reads {
        own.index_reads = index_reads(now, &follows, table);
    }
    if was.encryption != now.encryption {
        own.encryption = Some(now.encryption.clone()).filter(|key| matches!(key, Encryption::Customer(_)));
    }
    if was.tags != now.tags {
        own.copies_tags = !now.tags.is_empty() && now.tags == home.tags;
    }
    /// Takes over what no region has from its table.
    macro_rules! take {
        ($($field:ident),+) => {
            $(if was.$field != now.$field {
                own.$field.clone_from(&now.$field);
            })+
        };
    }
    take!(recovery, deletion_protection, insights, kinesis, policy);
    own
}

/// What is to be said of a replica that has this: nothing, where the table has the same.
fn unless_same<T: PartialEq + Clone>(own: &T, follows: &T) -> Option<T> {
    (own != follows).then(|| own.clone())
}

fn home_scaling(home: &TableState) -> Option<crate::ScalingState> {
    home.autoscaling.get(&Dimension::Read).copied()
}

fn index_reads(now: &ReplicaState, follows: &ReplicaState, table: &Table) -> Vec<IndexRead> {
    let own = now.index_reads.iter().filter(|(name, units)| follows.index_reads.get(*name) != Some(*units));
    own.filter_map(|(name, units)| {
        let index = table.indexes.iter().find(|index| index.name == *name)?;
        Some(IndexRead { index: index.id, capacity: *units })
    })
    .collect()
}
