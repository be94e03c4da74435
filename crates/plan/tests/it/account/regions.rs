//! Global tables: members that come and go, what they share, and what each has of its own.

use std::collections::{BTreeMap, BTreeSet};

use tablewright_model::{Consistency, Encryption, StreamView};
use tablewright_plan::{
    BillingState, Call, Dimension, LiveState, LiveTable, Overrides, ReadBound, ReplicaState, Replication,
    TableState, TableStatus,
};

use super::{Account, Answer, refuse_if};

const HOME: &str = "eu-central-1";
const MANAGED: &str = "alias/aws/dynamodb";

pub(super) fn replicate(live: &mut LiveTable, change: &Replication) -> Answer {
    let is_busy = live.members.values().any(|status| *status != TableStatus::Active);
    refuse_if(is_busy, "another replica is being changed")?;
    let is_strong = live.state.consistency == Consistency::Strong && !live.members.is_empty();
    match change {
        Replication::Add { region, own } => {
            refuse_if(is_strong, "strong consistency keeps its regions")?;
            refuse_if(live.state.stream != Some(StreamView::NewAndOldImages), "the stream is not so")?;
            add(live, region, own)
        }
        Replication::Override { region, own } => {
            let there = live.replicas.get_mut(region).ok_or("no such replica")?;
            there.status = TableStatus::Updating;
            override_one(&mut there.state, own)
        }
        Replication::Remove { region } => {
            refuse_if(is_strong, "strong consistency keeps its regions")?;
            remove(live, region)
        }
        Replication::Begin { replicas, witness } => {
            refuse_if(!live.members.is_empty(), "it is a global table already")?;
            refuse_if(live.item_count > 0, "it is not empty")?;
            refuse_if(
                live.state.ttl.is_some() || !live.state.local_indexes.is_empty(),
                "TTL or local indexes",
            )?;
            refuse_if(replicas.len() + witness.iter().len() != 2, "three regions")?;
            for (region, own) in replicas {
                add(live, region, own)?;
            }
            live.members.extend(witness.iter().map(|region| (region.clone(), TableStatus::Creating)));
            live.state.witness.clone_from(witness);
            live.state.consistency = Consistency::Strong;
            Ok(())
        }
        Replication::End { replicas, witness } => {
            refuse_if(!is_strong, "it is not strongly consistent")?;
            let named: BTreeSet<_> = replicas.iter().chain(witness).collect();
            refuse_if(named != live.members.keys().collect(), "all members go together")?;
            for region in replicas {
                remove(live, region)?;
            }
            live.members.values_mut().for_each(|status| *status = TableStatus::Deleting);
            live.state.witness = None;
            live.state.consistency = Consistency::Eventual;
            Ok(())
        }
    }?;
    live.status = TableStatus::Updating;
    Ok(())
}

/// A call in the region of a replica, as of a table that is alone there.
pub(super) fn at(live: &mut LiveTable, region: &str, call: &Call) -> Answer {
    let name = live.state.name.clone();
    let there = live.replicas.get(region).ok_or("no such replica")?.clone();
    let mut account =
        Account::new(LiveState { tables: BTreeMap::from([(name.clone(), there)]), ..LiveState::default() });
    account.call(call)?;
    live.replicas.extend(account.live.tables.remove(&name).map(|there| (region.to_owned(), there)));
    Ok(())
}

fn add(live: &mut LiveTable, region: &str, own: &Overrides) -> Answer {
    refuse_if(region == HOME || live.members.contains_key(region), "a replica is there already")?;
    refuse_if(!scales_writes(&live.state), "writes do not scale")?;
    let mut there = live.clone();
    (there.members, there.replicas) = (BTreeMap::new(), BTreeMap::new());
    there.state = own_only(&live.state);
    override_one(&mut there.state, own)?;
    there.table_id = format!("{}-{region}", live.table_id);
    there.status = TableStatus::Creating;
    live.members.insert(region.to_owned(), TableStatus::Creating);
    live.replicas.insert(region.to_owned(), there);
    Ok(())
}

/// What is not carried over is as nobody had ever set it.
fn own_only(home: &TableState) -> TableState {
    let mut state = TableState {
        encryption: match home.encryption {
            Encryption::AwsOwned => Encryption::AwsOwned,
            _ => Encryption::AwsManaged,
        },
        policy: None,
        tags: BTreeMap::new(),
        deletion_protection: false,
        ..home.at_creation()
    };
    state.ttl.clone_from(&home.ttl);
    state
}

fn scales_writes(state: &TableState) -> bool {
    let scales = |scaling: &BTreeMap<Dimension, _>| scaling.contains_key(&Dimension::Write);
    state.billing == BillingState::OnDemand
        || (scales(&state.autoscaling) && state.indexes.values().all(|index| scales(&index.autoscaling)))
}

fn remove(live: &mut LiveTable, region: &str) -> Answer {
    let there = live.replicas.get(region).ok_or("no such replica")?;
    refuse_if(there.state.deletion_protection, "the replica is protected")?;
    refuse_if(!there.state.autoscaling.is_empty(), "AWS would leave scaling behind")?;
    live.replicas.remove(region);
    live.members.insert(region.to_owned(), TableStatus::Deleting);
    Ok(())
}

fn override_one(state: &mut TableState, own: &Overrides) -> Answer {
    let Overrides { key, class, read, index_reads, max_read } = own;
    match key.as_deref() {
        Some(_) if state.encryption == Encryption::AwsOwned => return Err("the kind of key is shared".into()),
        Some(MANAGED) => state.encryption = Encryption::AwsManaged,
        Some(key) => state.encryption = Encryption::Customer(key.to_owned()),
        None => {}
    }
    if let Some(class) = class {
        refuse_if(state.class == *class, "it has that class")?;
        state.class = *class;
    }
    if let Some(units) = read {
        let BillingState::Provisioned(capacity) = &mut state.billing else { return Err("on demand".into()) };
        refuse_if(capacity.read == *units, "it has that capacity")?;
        capacity.read = *units;
    }
    for (name, units) in index_reads {
        let index = state.indexes.get_mut(name).ok_or("no such index")?;
        let capacity = index.capacity.as_mut().ok_or("on demand")?;
        refuse_if(capacity.read == *units, "the index has that capacity")?;
        capacity.read = *units;
    }
    if let Some(bound) = max_read {
        refuse_if(state.billing != BillingState::OnDemand, "only on demand has a maximum")?;
        state.maximum.read = match bound {
            ReadBound::AtMost(units) => Some(*units),
            ReadBound::Unbounded => None,
        };
    }
    Ok(())
}

/// What was changed in one region is changed in all of them, but for what never is; then the table shows its members.
pub(super) fn share(before: Option<&TableState>, live: &mut LiveTable) {
    let after = live.state.clone();
    if let Some(before) = before {
        live.replicas.values_mut().for_each(|there| follow(before, &after, &mut there.state));
    }
    let shown = |(region, there): (&String, &LiveTable)| (region.clone(), ReplicaState::of(&there.state));
    live.state.replicas = live.replicas.iter().map(shown).collect();
}

fn follow(before: &TableState, after: &TableState, there: &mut TableState) {
    let is_other = |old, new| old != new;
    there.definitions.clone_from(&after.definitions);
    there.ttl.clone_from(&after.ttl);
    if is_other(before.class, after.class) {
        there.class = after.class;
    }
    match (before.billing, after.billing, &mut there.billing) {
        (BillingState::Provisioned(old), BillingState::Provisioned(new), BillingState::Provisioned(own)) => {
            own.write = new.write;
            // Scaling moves the reads of one region.
            if old.read != new.read && before.autoscaling == after.autoscaling {
                own.read = new.read;
            }
        }
        (old, new, own) if old != new => *own = new,
        _ => {}
    }
    if before.maximum.read != after.maximum.read || before.billing != after.billing {
        there.maximum.read = after.maximum.read;
    }
    there.indexes.retain(|name, _| after.indexes.contains_key(name));
    for (name, index) in &after.indexes {
        let mut shared = index.at_creation();
        let old = before.indexes.get(name).and_then(|index| index.capacity);
        let own = there.indexes.get(name).and_then(|index| index.capacity);
        let scaled = before.indexes.get(name).is_some_and(|old| old.autoscaling != index.autoscaling);
        if let (Some(capacity), Some(old), Some(own)) = (&mut shared.capacity, old, own)
            && (old.read == capacity.read || scaled)
        {
            capacity.read = own.read;
        }
        there.indexes.insert(name.clone(), shared);
    }
    if before.encryption != after.encryption {
        match (&after.encryption, &there.encryption) {
            (Encryption::AwsOwned, _) => there.encryption = Encryption::AwsOwned,
            (_, Encryption::AwsOwned) => there.encryption = Encryption::AwsManaged,
            _ => {}
        }
    }
}
