//! DescribeLimits: the default quotas of a region.
//!
//! The sandbox enforces none of them.

use serde_json::{Value, json};

use crate::partition::Partition;
use crate::protocol::Refusal;

pub(super) fn describe_limits(_partition: &Partition, _request: Value) -> Result<Value, Refusal> {
    Ok(json!({
        "AccountMaxReadCapacityUnits": 80_000,
        "AccountMaxWriteCapacityUnits": 80_000,
        "TableMaxReadCapacityUnits": 40_000,
        "TableMaxWriteCapacityUnits": 40_000,
    }))
}
