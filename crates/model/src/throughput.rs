//! How reads and writes are paid for, and how fast they may get.
//!
//! Settings of the other billing mode may be kept while they rest, since teams switch and switch back; whether they
//! fit the mode is validation.

use serde::{Deserialize, Serialize};

/// Read and write capacity units per second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Capacity {
    /// Read capacity units per second.
    pub read: u64,
    /// Write capacity units per second.
    pub write: u64,
}

/// How reads and writes are paid for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Billing {
    /// By request (`PAY_PER_REQUEST`).
    #[default]
    OnDemand,
    /// By capacity kept ready (`PROVISIONED`).
    Provisioned(Capacity),
}

/// Bounds of what on-demand requests may use (`OnDemandThroughput`); `None` is the quota of the table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Maximum {
    /// Read request units per second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<u64>,
    /// Write request units per second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub write: Option<u64>,
}

/// What must be sustained at once (`WarmThroughput`). It goes up and never down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Warm {
    /// Read units per second.
    pub read: u64,
    /// Write units per second.
    pub write: u64,
}

/// Provisioned capacity that follows its use (Application Auto Scaling); `None` stays where it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Autoscaling {
    /// For read capacity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<Scaling>,
    /// For write capacity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub write: Option<Scaling>,
}

/// Target tracking of one capacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Scaling {
    /// The least units per second.
    pub min: u64,
    /// The most units per second.
    pub max: u64,
    /// The use that is aimed at, in percent of the capacity.
    pub target: u32,
    /// Seconds between two decreases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale_in_cooldown: Option<u32>,
    /// Seconds between two increases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale_out_cooldown: Option<u32>,
    /// Whether capacity only goes up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub only_out: bool,
}
