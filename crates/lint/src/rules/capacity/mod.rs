//! What a table costs, and whether it suffices.

mod ddb201_no_autoscaling;
mod ddb202_index_writes_too_slow;
mod ddb203_little_used_capacity;
mod ddb204_steady_on_demand;
mod ddb205_no_maximum;
mod ddb206_maximum_below_peak;
mod ddb209_much_too_warm;
mod ddb211_scaling_stops_short;
mod ddb213_wide_projection;
mod ddb214_narrow_projection;
mod ddb215_scan;
mod ddb216_large_items;
mod ddb217_needless_transaction;
mod ddb218_needless_consistency;
mod ddb221_unused_index;
mod ddb222_no_rate;
mod ddb223_scaling_without_range;
mod ddb224_capacity_outside_bounds;
mod ddb225_resting_autoscaling;
mod ddb226_batch_too_large;
mod ddb227_many_pages;

use crate::rule::{Rule, group};

/// The rules of the group, by code.
pub(super) const RULES: &[Rule] = group![
    Capacity:
    ddb201_no_autoscaling,
    ddb202_index_writes_too_slow,
    ddb203_little_used_capacity,
    ddb204_steady_on_demand,
    ddb205_no_maximum,
    ddb206_maximum_below_peak,
    ddb209_much_too_warm,
    ddb211_scaling_stops_short,
    ddb213_wide_projection,
    ddb214_narrow_projection,
    ddb215_scan,
    ddb216_large_items,
    ddb217_needless_transaction,
    ddb218_needless_consistency,
    ddb221_unused_index,
    ddb222_no_rate,
    ddb223_scaling_without_range,
    ddb224_capacity_outside_bounds,
    ddb225_resting_autoscaling,
    ddb226_batch_too_large,
    ddb227_many_pages,
];
