//! What Application Auto Scaling keeps of one region: targets and policies. They outlive their tables.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Targets and policies by their keys.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Scaling {
    pub(crate) targets: BTreeMap<String, Target>,
    pub(crate) policies: BTreeMap<String, ScalingPolicy>,
}

/// The capacity of a table or index that may be scaled.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Dimension {
    pub(crate) resource_id: String,
    pub(crate) scalable_dimension: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Target {
    pub(crate) of: Dimension,
    pub(crate) id: String,
    pub(crate) min: i64,
    pub(crate) max: i64,
    pub(crate) suspended: Value,
    pub(crate) created: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ScalingPolicy {
    pub(crate) of: Dimension,
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) configuration: Value,
    pub(crate) created: u64,
}

impl Dimension {
    /// The key of the target.
    pub(crate) fn key(&self) -> String {
        format!("{} {}", self.resource_id, self.scalable_dimension)
    }
}

impl Scaling {
    /// Whether there is a target of that kind.
    pub(crate) fn scales(&self, resource_id: &str, scalable_dimension: &str) -> bool {
        let of = Dimension {
            resource_id: resource_id.to_owned(),
            scalable_dimension: scalable_dimension.to_owned(),
        };
        self.targets.contains_key(&of.key())
    }
}
