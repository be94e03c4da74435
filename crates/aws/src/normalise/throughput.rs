//! Billing mode, capacity, and the units that on-demand requests may use.

use aws_sdk_dynamodb::types::{
    BillingMode, IndexStatus, OnDemandThroughput, ProvisionedThroughputDescription, TableDescription,
    TableStatus,
};
use tablewright_model::{Capacity, Maximum, Warm};
use tablewright_plan::BillingState;

use super::count;

/// A table that was never on demand has no summary.
pub(super) fn billing(description: &TableDescription) -> BillingState {
    let mode = description.billing_mode_summary.as_ref().and_then(|summary| summary.billing_mode.as_ref());
    match mode {
        Some(BillingMode::PayPerRequest) => BillingState::OnDemand,
        _ => BillingState::Provisioned(capacity(description.provisioned_throughput.as_ref())),
    }
}

pub(super) fn capacity(throughput: Option<&ProvisionedThroughputDescription>) -> Capacity {
    Capacity {
        read: count(throughput.and_then(|units| units.read_capacity_units)),
        write: count(throughput.and_then(|units| units.write_capacity_units)),
    }
}

/// Each of the table and its indexes has a number of its own; the highest runs out first.
pub(super) fn decreases(description: &TableDescription) -> u64 {
    let of_indexes = description.global_secondary_indexes().iter();
    let all = of_indexes.map(|index| index.provisioned_throughput.as_ref());
    let all = all.chain([description.provisioned_throughput.as_ref()]);
    all.map(|units| count(units.and_then(|units| units.number_of_decreases_today))).max().unwrap_or_default()
}

/// -1 is no bound.
pub(super) fn maximum(throughput: Option<&OnDemandThroughput>) -> Maximum {
    let bound = |units: Option<i64>| units.and_then(|units| u64::try_from(units).ok());
    Maximum {
        read: bound(throughput.and_then(|units| units.max_read_request_units)),
        write: bound(throughput.and_then(|units| units.max_write_request_units)),
    }
}

pub(super) fn warm(read: Option<i64>, write: Option<i64>) -> Option<Warm> {
    Some(Warm { read: u64::try_from(read?).ok()?, write: u64::try_from(write?).ok()? })
}

/// Warm throughput has a state of its own; the table is ACTIVE meanwhile.
pub(super) fn warming(description: &TableDescription) -> Option<String> {
    let table = description.warm_throughput.as_ref().and_then(|warm| warm.status.as_ref());
    if table == Some(&TableStatus::Updating) {
        return Some("Its warm throughput is being raised".to_owned());
    }
    description.global_secondary_indexes().iter().find_map(|index| {
        let status = index.warm_throughput.as_ref()?.status.as_ref();
        let name = index.index_name.as_deref().unwrap_or_default();
        (status == Some(&IndexStatus::Updating))
            .then(|| format!("The warm throughput of index `{name}` is being raised"))
    })
}
