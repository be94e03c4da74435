//! Billing mode and provisioned capacity.
//!
//! `UpdateTable` takes reads and writes together. Of a capacity that scales, the number is not the plan's: hours may
//! pass before it runs, and the load of the night sent at noon would throttle the table.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tablewright_model::{Capacity, Maximum};

use super::units;
use crate::{BillingState, LiveTable, Progress, TableState};

/// A capacity to set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewCapacity {
    /// Reads; `None` is what they are at the call, since autoscaling moves them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<u64>,
    /// Writes; `None` is what they are at the call, since autoscaling moves them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub write: Option<u64>,
}

impl From<Capacity> for NewCapacity {
    fn from(capacity: Capacity) -> Self {
        Self { read: Some(capacity.read), write: Some(capacity.write) }
    }
}

impl NewCapacity {
    /// What it makes of a capacity.
    #[must_use]
    pub fn over(self, now: Capacity) -> Capacity {
        Capacity { read: self.read.unwrap_or(now.read), write: self.write.unwrap_or(now.write) }
    }
}

pub(super) fn switch(table: &str, billing: BillingState, indexes: &BTreeMap<String, Capacity>) -> Value {
    let own = billing.capacity().map(throughput);
    let mut body =
        units::of_table_and_indexes(table, "ProvisionedThroughput", own, indexes, |units| throughput(*units));
    body["BillingMode"] = json!(mode(billing));
    body
}

pub(super) fn change(
    table: &str,
    capacity: Option<NewCapacity>,
    indexes: &BTreeMap<String, NewCapacity>,
) -> Value {
    let units = |units: Option<u64>| units.map_or(json!("<as it is>"), |units| json!(units));
    let value = |new: &NewCapacity| {
        let (read, write) = (units(new.read), units(new.write));
        json!({ "ReadCapacityUnits": read, "WriteCapacityUnits": write })
    };
    let own = capacity.as_ref().map(value);
    units::of_table_and_indexes(table, "ProvisionedThroughput", own, indexes, value)
}

/// The same with all numbers, those that scale as they are now.
pub(super) fn sent(
    state: &TableState,
    capacity: Option<NewCapacity>,
    indexes: &BTreeMap<String, NewCapacity>,
) -> (Option<NewCapacity>, BTreeMap<String, NewCapacity>) {
    let whole = |new: NewCapacity, now: Option<Capacity>| now.map_or(new, |now| new.over(now).into());
    let of_index = |name: &String| state.indexes.get(name).and_then(|index| index.capacity);
    let indexes = indexes.iter().map(|(name, new)| (name.clone(), whole(*new, of_index(name))));
    (capacity.map(|new| whole(new, state.capacity())), indexes.collect())
}

pub(crate) fn throughput(capacity: Capacity) -> Value {
    json!({ "ReadCapacityUnits": capacity.read, "WriteCapacityUnits": capacity.write })
}

pub(crate) const fn mode(billing: BillingState) -> &'static str {
    match billing {
        BillingState::OnDemand => "PAY_PER_REQUEST",
        BillingState::Provisioned(_) => "PROVISIONED",
    }
}

/// Bounds of on-demand requests end with on demand.
pub(super) fn switched(state: &mut TableState, billing: BillingState, indexes: &BTreeMap<String, Capacity>) {
    state.billing = billing;
    let is_provisioned = billing.capacity().is_some();
    if is_provisioned {
        state.maximum = Maximum::default();
    }
    for (name, index) in &mut state.indexes {
        index.capacity = indexes.get(name).copied();
        if is_provisioned {
            index.maximum = Maximum::default();
        }
    }
}

pub(super) fn changed(
    state: &mut TableState,
    capacity: Option<NewCapacity>,
    indexes: &BTreeMap<String, NewCapacity>,
) {
    if let (Some(new), BillingState::Provisioned(now)) = (capacity, &mut state.billing) {
        *now = new.over(*now);
    }
    for (name, index) in &mut state.indexes {
        if let (Some(new), Some(now)) = (indexes.get(name), &mut index.capacity) {
            *now = new.over(*now);
        }
    }
}

pub(super) fn switch_progress(
    live: &LiveTable,
    billing: BillingState,
    indexes: &BTreeMap<String, Capacity>,
) -> Progress {
    Progress::of_setting(live.state.billing == billing && has(&live.state, indexes), live.busy())
}

pub(super) fn progress(
    live: &LiveTable,
    capacity: Option<NewCapacity>,
    indexes: &BTreeMap<String, NewCapacity>,
) -> Progress {
    match live.state.billing {
        BillingState::OnDemand => {
            Progress::diverged(&live.state.name, "is on demand by now and has no capacity")
        }
        BillingState::Provisioned(now) => {
            let of_index = |name: &String| live.state.indexes.get(name).and_then(|index| index.capacity);
            let fits =
                |(name, new): (&String, &NewCapacity)| of_index(name).is_some_and(|now| new.over(now) == now);
            let same = capacity.is_none_or(|new| new.over(now) == now) && indexes.iter().all(fits);
            Progress::of_setting(same, live.busy())
        }
    }
}

fn has(state: &TableState, wanted: &BTreeMap<String, Capacity>) -> bool {
    let now = |name| state.indexes.get(name).and_then(|index| index.capacity);
    wanted.iter().all(|(name, capacity)| now(name) == Some(*capacity))
}
