//! An AWS account as a pure value: takes calls, refuses what DynamoDB refuses, and is busy for a while.
//!
//! Written from the service's rules and without looking at the planner, which it judges.

mod regions;
mod settings;

use std::collections::{BTreeMap, BTreeSet};

use tablewright_model::{Capacity, Consistency, Maximum};
use tablewright_plan::{
    BackupStatus, BillingState, Call, CopyPlace, Dimension, ExportStatus, ImportStatus, IndexState,
    IndexStatus, LiveState, LiveTable, NewCapacity, NewIndex, ScalarType, ScalingState, Setting, TableState,
    TableStatus,
};

#[derive(Debug, Clone, Default)]
pub(crate) struct Account {
    pub(crate) live: LiveState,
    tables_made: u32,
}

type Answer = Result<(), String>;

impl Account {
    pub(crate) fn new(live: LiveState) -> Self {
        Self { live, tables_made: 0 }
    }

    /// Makes a call; the table is busy then until `settle`.
    pub(crate) fn call(&mut self, call: &Call) -> Answer {
        let before = self.live.tables.get(call.table()).map(|table| table.state.clone());
        self.own_call(call)?;
        if let Some(table) = self.live.tables.get_mut(call.table()) {
            regions::share(before.as_ref(), table);
        }
        Ok(())
    }

    fn own_call(&mut self, call: &Call) -> Answer {
        match call {
            Call::CreateTable { table } => self.create_table(table),
            Call::DeleteTable { table } => delete_table(self.table(table)?),
            Call::BackUp { table, backup } => {
                refuse_if(self.live.without_backups, "the endpoint does not know CreateBackup")?;
                self.active(table)?.backups.insert(backup.clone(), BackupStatus::Available);
                Ok(())
            }
            Call::Export { table, to } => {
                let live = self.active(table)?;
                refuse_if(live.state.recovery.is_none(), "an export needs point-in-time recovery")?;
                live.exports.insert(to.to_string(), ExportStatus::Completed);
                Ok(())
            }
            Call::Import { table, of, from } => self.import(table, of, from),
            Call::CreateIndex { table, definitions, index, state } => {
                create_index(self.ready(table)?, definitions, index, state)
            }
            Call::DeleteIndex { table, index, .. } => delete_index(self.ready(table)?, index),
            Call::Set { table, setting } => self.set(table, setting),
            Call::Tag { table, tags } => {
                let live = self.active(table)?;
                refuse_if(tags.is_empty() || tags.keys().any(|key| key.starts_with("aws:")), "wrong tags")?;
                live.state.tags.extend(tags.clone());
                refuse_if(live.state.tags.len() > 50, "more than 50 tags")
            }
            Call::Untag { table, keys } => {
                refuse_if(keys.is_empty(), "no tag keys")?;
                self.active(table)?.state.tags.retain(|key, _| !keys.contains(key));
                Ok(())
            }
            Call::Replicate { table, change } => regions::replicate(self.ready(table)?, change),
            Call::At { region, call } => regions::at(self.table(call.table())?, region, call),
        }
    }

    fn set(&mut self, table: &str, setting: &Setting) -> Answer {
        match setting {
            Setting::Billing { billing, indexes } => set_billing(self.ready(table)?, *billing, indexes),
            Setting::Capacity { capacity, indexes } => set_capacity(self.ready(table)?, *capacity, indexes),
            Setting::Stream(view) => {
                let live = self.ready(table)?;
                refuse_if(view.is_some() == live.state.stream.is_some(), "the stream is already on, or off")?;
                let is_needed = !live.replicas.is_empty() && live.state.consistency == Consistency::Eventual;
                refuse_if(is_needed, "replicas need the stream")?;
                live.state.stream = *view;
                live.status = TableStatus::Updating;
                Ok(())
            }
            Setting::DeletionProtection(enabled) => {
                self.ready(table)?.state.deletion_protection = *enabled;
                Ok(())
            }
            Setting::Ttl { attribute, enabled } => set_ttl(self.active(table)?, attribute, *enabled),
            other => settings::set(self, table, other),
        }
    }

    /// Lets everything that is under way end.
    pub(crate) fn settle(&mut self) {
        self.live.tables.retain(|_, table| table.status != TableStatus::Deleting);
        for table in self.live.tables.values_mut() {
            let before = table.state.clone();
            settle_table(table);
            regions::share(Some(&before), table);
        }
    }

    fn create_table(&mut self, wanted: &TableState) -> Answer {
        refuse_if(self.live.tables.contains_key(&wanted.name), "the table exists already")?;
        refuse_if(*wanted != wanted.at_creation(), "CreateTable does not take all of this")?;
        refuse_if(wanted.indexes.len() > 20, "more than 20 indexes")?;
        exact_definitions(wanted, &wanted.definitions)?;
        for index in wanted.indexes.values() {
            capacity_fits(wanted.billing, index)?;
        }
        self.tables_made += 1;
        let mut table = LiveTable::as_if_applied(wanted.clone());
        table.table_id = format!("made-{}", self.tables_made);
        table.status = TableStatus::Creating;
        for status in table.index_status.values_mut() {
            *status = IndexStatus::Creating { backfilling: false };
        }
        self.live.tables.insert(wanted.name.clone(), table);
        Ok(())
    }

    fn import(&mut self, wanted: &TableState, of: &str, from: &CopyPlace) -> Answer {
        let from = from.to_string();
        let exported = self.live.tables.get(of).and_then(|table| table.exports.get(&from));
        refuse_if(exported != Some(&ExportStatus::Completed), "there is nothing to import")?;
        let parameters = TableState {
            key: wanted.key.clone(),
            indexes: wanted.indexes.clone(),
            vector_indexes: wanted.vector_indexes.clone(),
            billing: wanted.billing,
            maximum: wanted.maximum,
            encryption: wanted.encryption.clone(),
            ..TableState::new(wanted.name.clone(), Vec::new(), wanted.definitions.clone())
        };
        refuse_if(*wanted != parameters, "ImportTable does not take all of this")?;
        refuse_if(wanted.indexes.values().any(|index| index.warm.is_some()), "an import warms nothing up")?;
        self.create_table(wanted)?;
        let completed = ImportStatus::Completed { imported: 0, errors: 0, log: None };
        self.table(&wanted.name)?.imports.insert(from, completed);
        Ok(())
    }

    fn table(&mut self, name: &str) -> Result<&mut LiveTable, String> {
        self.live.tables.get_mut(name).ok_or_else(|| "the table does not exist".to_owned())
    }

    fn active(&mut self, name: &str) -> Result<&mut LiveTable, String> {
        let table = self.table(name)?;
        refuse_if(table.status != TableStatus::Active, "the table is in use")?;
        Ok(table)
    }

    fn ready(&mut self, name: &str) -> Result<&mut LiveTable, String> {
        let table = self.active(name)?;
        let is_busy = table.index_status.values().any(|status| *status != IndexStatus::Active);
        refuse_if(is_busy, "an index is being made or deleted")?;
        Ok(table)
    }
}

fn settle_table(table: &mut LiveTable) {
    let gone: BTreeSet<_> = table
        .index_status
        .iter()
        .filter(|(_, status)| **status == IndexStatus::Deleting)
        .map(|(name, _)| name.clone())
        .collect();
    table.index_status.retain(|name, _| !gone.contains(name));
    table.state.indexes.retain(|name, _| !gone.contains(name));
    table.state.vector_indexes.retain(|name, _| !gone.contains(name));
    let used = used(&table.state);
    table.state.definitions.retain(|name, _| used.contains(name));
    table.index_status.values_mut().for_each(|status| *status = IndexStatus::Active);
    table.status = TableStatus::Active;
    table.members.retain(|_, status| *status != TableStatus::Deleting);
    table.members.values_mut().for_each(|status| *status = TableStatus::Active);
    for there in table.replicas.values_mut() {
        there.index_status.clone_from(&table.index_status);
        settle_table(there);
    }
}

fn delete_table(live: &mut LiveTable) -> Answer {
    refuse_if(live.state.deletion_protection, "the table is protected against deletion")?;
    refuse_if(!live.members.is_empty(), "its replicas go first")?;
    refuse_if(live.status != TableStatus::Active, "the table is in use")?;
    let scales = !live.state.autoscaling.is_empty()
        || live.state.indexes.values().any(|index| !index.autoscaling.is_empty());
    refuse_if(scales, "AWS would leave scaling behind")?;
    live.status = TableStatus::Deleting;
    Ok(())
}

fn create_index(
    live: &mut LiveTable,
    definitions: &BTreeMap<String, ScalarType>,
    name: &str,
    index: &NewIndex,
) -> Answer {
    refuse_if(live.index_status.contains_key(name), "the index exists already")?;
    refuse_if(live.state.local_indexes.contains_key(name), "a local index has that name")?;
    let is_other_type = |(name, kind): (&String, &ScalarType)| {
        live.state.definitions.get(name).is_some_and(|known| known != kind)
    };
    refuse_if(definitions.iter().any(is_other_type), "an attribute has another type")?;
    match index {
        NewIndex::Global(index) => {
            refuse_if(live.state.indexes.len() >= 20, "20 indexes already")?;
            refuse_if(*index != index.at_creation(), "an index is not made with all of this")?;
            capacity_fits(live.state.billing, index)?;
            live.state.indexes.insert(name.to_owned(), index.clone());
        }
        NewIndex::Vector(index) => {
            refuse_if(live.state.vector_indexes.len() >= 5, "5 vector indexes already")?;
            refuse_if(live.state.billing != BillingState::OnDemand, "vector indexes are for on demand")?;
            live.state.vector_indexes.insert(name.to_owned(), index.clone());
        }
    }
    exact_definitions(&live.state, definitions)?;
    live.state.definitions.clone_from(definitions);
    live.index_status.insert(name.to_owned(), IndexStatus::Creating { backfilling: false });
    live.status = TableStatus::Updating;
    Ok(())
}

fn delete_index(live: &mut LiveTable, name: &str) -> Answer {
    refuse_if(!live.index_status.contains_key(name), "the index does not exist")?;
    let scales = live.state.indexes.get(name).is_some_and(|index| !index.autoscaling.is_empty());
    refuse_if(scales, "AWS would leave scaling behind")?;
    live.index_status.insert(name.to_owned(), IndexStatus::Deleting);
    live.status = TableStatus::Updating;
    Ok(())
}

fn set_billing(live: &mut LiveTable, billing: BillingState, indexes: &BTreeMap<String, Capacity>) -> Answer {
    let is_provisioned = |billing| matches!(billing, BillingState::Provisioned(_));
    refuse_if(is_provisioned(billing) == is_provisioned(live.state.billing), "the mode is the same")?;
    refuse_if(!is_provisioned(billing) && !indexes.is_empty(), "on demand takes no capacity")?;
    refuse_if(indexes.keys().any(|name| !live.state.indexes.contains_key(name)), "no such index")?;
    let scales = !live.state.autoscaling.is_empty()
        || live.state.indexes.values().any(|index| !index.autoscaling.is_empty());
    refuse_if(scales && !is_provisioned(billing), "on demand does not scale")?;
    let bounded = |maximum: Maximum| maximum != Maximum::default();
    let is_bounded =
        bounded(live.state.maximum) || live.state.indexes.values().any(|index| bounded(index.maximum));
    refuse_if(is_bounded && is_provisioned(billing), "provisioned has no on-demand maximum")?;
    refuse_if(
        is_provisioned(billing) && !live.state.vector_indexes.is_empty(),
        "vector indexes are for on demand",
    )?;
    live.state.billing = billing;
    for (name, index) in &mut live.state.indexes {
        index.capacity = indexes.get(name).copied();
        capacity_fits(billing, index)?;
    }
    live.index_status.values_mut().for_each(|status| *status = IndexStatus::Updating);
    live.status = TableStatus::Updating;
    Ok(())
}

fn set_capacity(
    live: &mut LiveTable,
    capacity: Option<NewCapacity>,
    indexes: &BTreeMap<String, NewCapacity>,
) -> Answer {
    let BillingState::Provisioned(now) = live.state.billing else {
        return Err("on demand takes no capacity".to_owned());
    };
    refuse_if(capacity.is_none() && indexes.is_empty(), "nothing to change")?;
    if let Some(new) = capacity {
        let new = sent(new, now, &live.state.autoscaling)?;
        refuse_if(new == now, "the table's capacity will not change")?;
        live.state.billing = BillingState::Provisioned(new);
    }
    for (name, wanted) in indexes {
        let index = live.state.indexes.get_mut(name).ok_or("no such index")?;
        let now = index.capacity.ok_or("the index has no capacity")?;
        let new = sent(*wanted, now, &index.autoscaling)?;
        refuse_if(new == now, "the index's capacity will not change")?;
        index.capacity = Some(new);
    }
    live.status = TableStatus::Updating;
    Ok(())
}

/// What scales is left as it is, and nothing else is.
fn sent(
    new: NewCapacity,
    now: Capacity,
    scaling: &BTreeMap<Dimension, ScalingState>,
) -> Result<Capacity, String> {
    for (units, dimension) in [(new.read, Dimension::Read), (new.write, Dimension::Write)] {
        let scales = scaling.contains_key(&dimension);
        refuse_if(units.is_none() && !scales, "a capacity is left open that nothing moves")?;
        refuse_if(
            scales && units == Some(dimension.of(now)),
            "a capacity that scales is set to what it was",
        )?;
    }
    Ok(new.over(now))
}

fn set_ttl(live: &mut LiveTable, attribute: &str, enabled: bool) -> Answer {
    let is_strong = !live.members.is_empty() && live.state.consistency == Consistency::Strong;
    refuse_if(is_strong, "strong consistency has no TTL")?;
    match &live.state.ttl {
        Some(_) if enabled => return Err("TTL is already enabled".to_owned()),
        None if !enabled => return Err("TTL is already disabled".to_owned()),
        Some(other) if other != attribute => return Err("TTL is on another attribute".to_owned()),
        _ => {}
    }
    live.state.ttl = enabled.then(|| attribute.to_owned());
    Ok(())
}

fn exact_definitions(table: &TableState, definitions: &BTreeMap<String, ScalarType>) -> Answer {
    let sent: BTreeSet<_> = definitions.keys().cloned().collect();
    refuse_if(sent != used(table), "the definitions are not exactly those of the keys")
}

fn used(table: &TableState) -> BTreeSet<String> {
    let keys = table.key.iter().chain(table.indexes.values().flat_map(|index| &index.key));
    let local = table.local_indexes.values().map(|index| index.sort.clone());
    let vector = table.vector_indexes.values().flat_map(|index| index.partition.iter().chain(&index.filters));
    keys.map(|part| part.name.clone()).chain(local).chain(vector.cloned()).collect()
}

fn capacity_fits(billing: BillingState, index: &IndexState) -> Answer {
    let needs = matches!(billing, BillingState::Provisioned(_));
    refuse_if(needs != index.capacity.is_some(), "an index has no capacity, or one too many")
}

fn refuse_if(is_wrong: bool, message: &str) -> Answer {
    if is_wrong { Err(message.to_owned()) } else { Ok(()) }
}
