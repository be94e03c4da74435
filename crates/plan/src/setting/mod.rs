//! Settings that one call puts in place, each with its request, its effect, and how to see that it is there.
//!
//! One file per setting; the steps that use them are made in `planner`. A setting that AWS takes only alone is one of
//! its own, and what it takes together is one setting.

pub(crate) mod capacity;
mod insights;
mod kinesis;
mod policy;
mod recovery;
mod scaling;
pub(crate) mod table;
mod ttl;
pub(crate) mod units;

use std::collections::BTreeMap;

pub use capacity::NewCapacity;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tablewright_model::{
    Capacity, Encryption, InsightsMode, Maximum, Recovery, StreamView, TableClass, TimePrecision, Warm,
};

use crate::{BillingState, Bounds, Dimension, LiveTable, Progress, TableState, Topic, Tracking};

/// One setting of a table, with the value that it is to have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are those of the requests")]
pub enum Setting {
    /// Another billing mode: to provisioned, with the capacity of the table and of all indexes that are there; to
    /// on-demand, with none.
    Billing { billing: BillingState, indexes: BTreeMap<String, Capacity> },
    /// Capacities of a provisioned table: only those that change, since AWS refuses equal ones.
    Capacity { capacity: Option<NewCapacity>, indexes: BTreeMap<String, NewCapacity> },
    /// What on-demand requests may use, of the table and of indexes: only those that change.
    Maximum { table: Option<Maximum>, indexes: BTreeMap<String, Maximum> },
    /// What is sustained at once, of the table and of indexes: only those that are raised.
    Warm { table: Option<Warm>, indexes: BTreeMap<String, Warm> },
    /// The table class; AWS takes it alone.
    Class(TableClass),
    /// The stream on or off; another view type is off and on.
    Stream(Option<StreamView>),
    /// The key of data at rest.
    Encryption(Encryption),
    /// Deletion protection.
    DeletionProtection(bool),
    /// Time to live; the attribute is named to switch off as well.
    Ttl { attribute: String, enabled: bool },
    /// Point-in-time recovery.
    Recovery(Option<Recovery>),
    /// The resource policy, as canonical JSON.
    Policy(Option<String>),
    /// Contributor Insights of the table or of an index.
    Insights { index: Option<String>, mode: Option<InsightsMode> },
    /// A Kinesis data stream.
    Kinesis { stream: String, change: KinesisChange },
    /// The bounds of a capacity that scales; `None` ends its scaling, policy and all.
    ScalingTarget { index: Option<String>, dimension: Dimension, bounds: Option<Bounds> },
    /// The policy that moves a capacity whose bounds are set.
    ScalingPolicy { index: Option<String>, dimension: Dimension, tracking: Tracking },
}

/// What happens to a Kinesis data stream as a destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KinesisChange {
    /// It gets the changes from now on.
    Enable(Option<TimePrecision>),
    /// It gets none any more.
    Disable,
    /// It gets them with times as exact as this.
    Precision(TimePrecision),
}

impl Setting {
    /// The name of the operation in the AWS API.
    #[must_use]
    pub const fn operation(&self) -> &'static str {
        match self {
            Self::Ttl { .. } => "UpdateTimeToLive",
            Self::Recovery(_) => "UpdateContinuousBackups",
            Self::Policy(Some(_)) => "PutResourcePolicy",
            Self::Policy(None) => "DeleteResourcePolicy",
            Self::Insights { .. } => "UpdateContributorInsights",
            Self::Kinesis { change, .. } => change.operation(),
            Self::ScalingTarget { bounds: Some(_), .. } => "RegisterScalableTarget",
            Self::ScalingTarget { bounds: None, .. } => "DeregisterScalableTarget",
            Self::ScalingPolicy { .. } => "PutScalingPolicy",
            Self::Billing { .. }
            | Self::Capacity { .. }
            | Self::Maximum { .. }
            | Self::Warm { .. }
            | Self::Class(_)
            | Self::Stream(_)
            | Self::Encryption(_)
            | Self::DeletionProtection(_) => "UpdateTable",
        }
    }

    /// The body of the request; `arn` is the table's.
    pub(crate) fn request(&self, table: &str, arn: &str) -> Value {
        let (field, value) = match self {
            Self::Billing { billing, indexes } => return capacity::switch(table, *billing, indexes),
            Self::Capacity { capacity, indexes } => return capacity::change(table, *capacity, indexes),
            Self::Maximum { table: own, indexes } => return units::maximum(table, own.as_ref(), indexes),
            Self::Warm { table: own, indexes } => return units::warm(table, own.as_ref(), indexes),
            Self::Class(class) => ("TableClass", json!(class.term())),
            Self::Stream(view) => ("StreamSpecification", table::stream(*view)),
            Self::Encryption(encryption) => ("SSESpecification", table::encryption(encryption)),
            Self::DeletionProtection(enabled) => ("DeletionProtectionEnabled", json!(enabled)),
            Self::Ttl { attribute, enabled } => {
                ("TimeToLiveSpecification", json!({ "AttributeName": attribute, "Enabled": enabled }))
            }
            Self::Recovery(recovery) => ("PointInTimeRecoverySpecification", recovery::request(*recovery)),
            Self::Policy(policy) => return policy::request(policy.as_deref(), arn),
            Self::Insights { index, mode } => return insights::request(table, index.as_deref(), *mode),
            Self::Kinesis { stream, change } => return kinesis::request(table, stream, *change),
            Self::ScalingTarget { index, dimension, bounds } => {
                return scaling::target(table, index.as_deref(), *dimension, *bounds);
            }
            Self::ScalingPolicy { index, dimension, tracking } => {
                return scaling::policy(table, index.as_deref(), *dimension, tracking);
            }
        };
        json!({ "TableName": table, field: value })
    }

    /// The same as it is sent to a table that is so now: what moves by itself may have moved since the plan was made,
    /// and must not be set back.
    #[must_use]
    pub fn as_sent(&self, state: &TableState) -> Self {
        match self {
            Self::Capacity { capacity, indexes } => {
                let (capacity, indexes) = capacity::sent(state, *capacity, indexes);
                Self::Capacity { capacity, indexes }
            }
            Self::Warm { table, indexes } => {
                let (table, indexes) = units::sent(state, *table, indexes);
                Self::Warm { table, indexes }
            }
            other => other.clone(),
        }
    }

    /// Changes the settings of a table as the finished call does.
    pub(crate) fn effect(&self, state: &mut TableState) {
        match self {
            Self::Billing { billing, indexes } => capacity::switched(state, *billing, indexes),
            Self::Capacity { capacity, indexes } => capacity::changed(state, *capacity, indexes),
            Self::Maximum { table, indexes } => units::maximum_set(state, table.as_ref(), indexes),
            Self::Warm { table, indexes } => units::warmed(state, table.as_ref(), indexes),
            Self::Class(class) => state.class = *class,
            Self::Stream(view) => state.stream = *view,
            Self::Encryption(encryption) => state.encryption.clone_from(encryption),
            Self::DeletionProtection(enabled) => state.deletion_protection = *enabled,
            Self::Ttl { attribute, enabled } => state.ttl = enabled.then(|| attribute.clone()),
            Self::Recovery(recovery) => state.recovery = *recovery,
            Self::Policy(policy) => state.policy.clone_from(policy),
            Self::Insights { index, mode } => insights::set(state, index.as_deref(), *mode),
            Self::Kinesis { stream, change } => kinesis::changed(state, stream, *change),
            Self::ScalingTarget { index, dimension, bounds } => {
                scaling::bounded(state, index.as_deref(), *dimension, *bounds);
            }
            Self::ScalingPolicy { index, dimension, tracking } => {
                scaling::tracked(state, index.as_deref(), *dimension, *tracking);
            }
        }
    }

    /// How far it has come on a table that is there.
    pub(crate) fn progress(&self, live: &LiveTable) -> Progress {
        match self {
            Self::Billing { billing, indexes } => capacity::switch_progress(live, *billing, indexes),
            Self::Capacity { capacity, indexes } => capacity::progress(live, *capacity, indexes),
            Self::Stream(view) => table::stream_progress(live, *view),
            Self::Ttl { attribute, enabled } => ttl::progress(live, attribute, *enabled),
            Self::Kinesis { stream, .. } if kinesis::is_other(&live.state, stream) => {
                kinesis::diverged(&live.state)
            }
            Self::Encryption(wanted) if live.is_encrypted_with(wanted) => {
                Progress::of_setting(true, self.busy(live))
            }
            _ => self.as_effect(live),
        }
    }

    /// It is there when making it once more would change nothing.
    fn as_effect(&self, live: &LiveTable) -> Progress {
        let mut after = live.state.clone();
        self.effect(&mut after);
        Progress::of_setting(after == live.state, self.busy(live))
    }

    fn busy(&self, live: &LiveTable) -> Option<String> {
        let busy = if self.needs_ready() { live.busy() } else { live.table_busy() };
        busy.or_else(|| live.settling.get(&self.topic()?).cloned())
    }

    /// The topic that it is of, if its state is not that of the table.
    pub(crate) const fn topic(&self) -> Option<Topic> {
        match self {
            Self::Ttl { .. } => Some(Topic::Ttl),
            Self::Recovery(_) => Some(Topic::Recovery),
            Self::Policy(_) => Some(Topic::Policy),
            Self::Insights { .. } => Some(Topic::Insights),
            Self::Kinesis { .. } => Some(Topic::Kinesis),
            Self::ScalingTarget { .. } | Self::ScalingPolicy { .. } => Some(Topic::Autoscaling),
            Self::Encryption(_) => Some(Topic::Encryption),
            Self::Warm { .. } => Some(Topic::Warm),
            Self::Billing { .. }
            | Self::Capacity { .. }
            | Self::Maximum { .. }
            | Self::Class(_)
            | Self::Stream(_)
            | Self::DeletionProtection(_) => None,
        }
    }

    /// Whether AWS takes it only while no index is being made or deleted.
    const fn needs_ready(&self) -> bool {
        matches!(self.operation().as_bytes(), b"UpdateTable")
    }

    /// What it does, in a few words.
    pub(crate) fn title(&self) -> String {
        let on = |enabled: bool| if enabled { "on" } else { "off" };
        match self {
            Self::Billing { billing: BillingState::OnDemand, .. } => "switch to on demand".to_owned(),
            Self::Billing { billing: BillingState::Provisioned(_), .. } => "switch to provisioned".to_owned(),
            Self::Capacity { .. } => "change capacity".to_owned(),
            Self::Maximum { .. } => "change the on-demand maximum".to_owned(),
            Self::Warm { .. } => "raise warm throughput".to_owned(),
            Self::Class(class) => format!("table class {}", class.term()),
            Self::Stream(Some(view)) => format!("stream on with {}", view.term()),
            Self::Stream(None) => "stream off".to_owned(),
            Self::Encryption(encryption) => format!("encrypt with {}", table::key_in_words(encryption)),
            Self::DeletionProtection(enabled) => format!("deletion protection {}", on(*enabled)),
            Self::Ttl { attribute, enabled } => format!("TTL {} for {attribute}", on(*enabled)),
            Self::Recovery(Some(recovery)) => format!("point-in-time recovery of {} days", recovery.days),
            Self::Recovery(None) => "point-in-time recovery off".to_owned(),
            Self::Policy(Some(_)) => "set the resource policy".to_owned(),
            Self::Policy(None) => "remove the resource policy".to_owned(),
            Self::Insights { index, mode } => insights::title(index.as_deref(), *mode),
            Self::Kinesis { stream, change } => kinesis::title(stream, *change),
            Self::ScalingTarget { index, dimension, bounds } => {
                scaling::target_title(index.as_deref(), *dimension, *bounds)
            }
            Self::ScalingPolicy { index, dimension, tracking } => {
                scaling::policy_title(index.as_deref(), *dimension, tracking)
            }
        }
    }
}
