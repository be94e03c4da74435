//! What belongs to a table and is not in its description, as `read` found it.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_applicationautoscaling::types::{ScalableTarget, ScalingPolicy};
use tablewright_model::{InsightsMode, Kinesis, Recovery};
use tablewright_plan::Topic;

/// All of it.
#[derive(Debug, Default)]
pub(crate) struct Neighbours {
    /// The TTL attribute, if TTL is on.
    pub(crate) ttl: Option<String>,
    /// All tags.
    pub(crate) tags: BTreeMap<String, String>,
    /// Point-in-time recovery, if it is on.
    pub(crate) recovery: Option<Recovery>,
    /// The resource policy as canonical JSON.
    pub(crate) policy: Option<String>,
    /// The resource policy of the stream.
    pub(crate) stream_policy: Option<String>,
    /// Kinesis data streams.
    pub(crate) kinesis: Destinations,
    /// Contributor Insights.
    pub(crate) insights: Insights,
    /// Autoscaling.
    pub(crate) scaling: Scaling,
    /// The aliases of the key in KMS that the table is encrypted with.
    pub(crate) key_aliases: BTreeSet<String>,
    /// What could not be read, and why.
    pub(crate) unknown: BTreeMap<Topic, String>,
}

/// The Kinesis data streams of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Destinations {
    /// Those that get changes, or will.
    pub(crate) on: Vec<Kinesis>,
    /// Those that could not be switched on.
    pub(crate) failed: Vec<String>,
    /// What is being switched.
    pub(crate) settling: Option<String>,
}

/// Contributor Insights of a table and its indexes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Insights {
    /// Where they are on, or will be; `None` is the table.
    pub(crate) on: BTreeMap<Option<String>, InsightsMode>,
    /// Where they could not be switched on.
    pub(crate) failed: Vec<String>,
    /// What is being switched.
    pub(crate) settling: Option<String>,
}

/// What Application Auto Scaling has of a table and its indexes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scaling {
    /// The bounds.
    pub(crate) targets: Vec<ScalableTarget>,
    /// The policies.
    pub(crate) policies: Vec<ScalingPolicy>,
}
