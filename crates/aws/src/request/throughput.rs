//! Capacity, bounds of on-demand requests, and warm throughput; of the table and of indexes.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::builders::UpdateGlobalSecondaryIndexActionBuilder;
use aws_sdk_dynamodb::types::{
    BillingMode, GlobalSecondaryIndexUpdate, OnDemandThroughput, ProvisionedThroughput,
    UpdateGlobalSecondaryIndexAction, WarmThroughput,
};
use tablewright_model::{Capacity, Maximum, Warm};
use tablewright_plan::{BillingState, NewCapacity};

use super::list;

/// What AWS takes for "no bound any more".
const UNBOUNDED: i64 = -1;

type Updates = Option<Vec<GlobalSecondaryIndexUpdate>>;

/// The mode, and the capacity that goes with it.
pub(crate) fn billing(
    billing: BillingState,
) -> Result<(BillingMode, Option<ProvisionedThroughput>), BuildError> {
    Ok(match billing {
        BillingState::OnDemand => (BillingMode::PayPerRequest, None),
        BillingState::Provisioned(capacity) => (BillingMode::Provisioned, Some(throughput(capacity)?)),
    })
}

pub(crate) fn throughput(capacity: Capacity) -> Result<ProvisionedThroughput, BuildError> {
    ProvisionedThroughput::builder()
        .read_capacity_units(units(capacity.read))
        .write_capacity_units(units(capacity.write))
        .build()
}

/// What is left open makes no request: the table was not read before.
pub(crate) fn new_throughput(new: NewCapacity) -> Result<ProvisionedThroughput, BuildError> {
    ProvisionedThroughput::builder()
        .set_read_capacity_units(new.read.map(units))
        .set_write_capacity_units(new.write.map(units))
        .build()
}

/// Bounds of what is there: one that is left out of the design goes.
pub(crate) fn maximum(maximum: &Maximum) -> OnDemandThroughput {
    let bound = |bound: Option<u64>| bound.map_or(UNBOUNDED, units);
    OnDemandThroughput::builder()
        .max_read_request_units(bound(maximum.read))
        .max_write_request_units(bound(maximum.write))
        .build()
}

/// Bounds of what is being made, where none is said by leaving it out.
pub(crate) fn first_maximum(maximum: &Maximum) -> Option<OnDemandThroughput> {
    (*maximum != Maximum::default()).then(|| {
        OnDemandThroughput::builder()
            .set_max_read_request_units(maximum.read.map(units))
            .set_max_write_request_units(maximum.write.map(units))
            .build()
    })
}

pub(crate) fn warm(warm: &Warm) -> WarmThroughput {
    WarmThroughput::builder()
        .read_units_per_second(units(warm.read))
        .write_units_per_second(units(warm.write))
        .build()
}

pub(crate) fn index_capacities(capacities: &BTreeMap<String, Capacity>) -> Result<Updates, BuildError> {
    list(capacities, |name, capacity| {
        let throughput = throughput(*capacity)?;
        update(name, |update| update.provisioned_throughput(throughput))
    })
}

pub(crate) fn new_index_capacities(
    capacities: &BTreeMap<String, NewCapacity>,
) -> Result<Updates, BuildError> {
    list(capacities, |name, new| {
        let throughput = new_throughput(*new)?;
        update(name, |update| update.provisioned_throughput(throughput))
    })
}

pub(crate) fn index_maxima(maxima: &BTreeMap<String, Maximum>) -> Result<Updates, BuildError> {
    list(maxima, |name, one| update(name, |update| update.on_demand_throughput(maximum(one))))
}

pub(crate) fn index_warmth(warmth: &BTreeMap<String, Warm>) -> Result<Updates, BuildError> {
    list(warmth, |name, one| update(name, |update| update.warm_throughput(warm(one))))
}

fn update(
    name: &str,
    with: impl FnOnce(UpdateGlobalSecondaryIndexActionBuilder) -> UpdateGlobalSecondaryIndexActionBuilder,
) -> Result<GlobalSecondaryIndexUpdate, BuildError> {
    let update = with(UpdateGlobalSecondaryIndexAction::builder().index_name(name)).build()?;
    Ok(GlobalSecondaryIndexUpdate::builder().update(update).build())
}

/// AWS refuses far smaller numbers than these with a sentence of its own.
fn units(units: u64) -> i64 {
    i64::try_from(units).unwrap_or(i64::MAX)
}
