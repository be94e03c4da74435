//! Billing mode and provisioned capacity.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tablewright_model::{Capacity, Maximum};

use super::units;
use crate::{BillingState, LiveTable, Progress, TableState};

pub(super) fn switch(table: &str, billing: BillingState, indexes: &BTreeMap<String, Capacity>) -> Value {
    let mut body = change(table, billing.capacity(), indexes);
    body["BillingMode"] = json!(mode(billing));
    body
}

pub(super) fn change(table: &str, capacity: Option<Capacity>, indexes: &BTreeMap<String, Capacity>) -> Value {
    let own = capacity.map(throughput);
    units::of_table_and_indexes(table, "ProvisionedThroughput", own, indexes, |units| throughput(*units))
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
    capacity: Option<Capacity>,
    indexes: &BTreeMap<String, Capacity>,
) {
    if let Some(capacity) = capacity {
        state.billing = BillingState::Provisioned(capacity);
    }
    for (name, index) in &mut state.indexes {
        index.capacity = indexes.get(name).copied().or(index.capacity);
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
    capacity: Option<Capacity>,
    indexes: &BTreeMap<String, Capacity>,
) -> Progress {
    match live.state.billing {
        BillingState::OnDemand => {
            Progress::diverged(&live.state.name, "is on demand by now and has no capacity")
        }
        BillingState::Provisioned(now) => {
            let same = capacity.is_none_or(|wanted| wanted == now) && has(&live.state, indexes);
            Progress::of_setting(same, live.busy())
        }
    }
}

fn has(state: &TableState, wanted: &BTreeMap<String, Capacity>) -> bool {
    let now = |name| state.indexes.get(name).and_then(|index| index.capacity);
    wanted.iter().all(|(name, capacity)| now(name) == Some(*capacity))
}
