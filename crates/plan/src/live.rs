//! What AWS says now, as the gateway read and normalised it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use tablewright_model::{Capacity, Digest, Encryption, digest_of};

use crate::{BillingState, Dimension, IndexState, ReplicaState, ScalingState, TableState};

/// The name of the stream's resource policy among what is not modelled.
pub const STREAM_POLICY: &str = "StreamSpecification.ResourcePolicy";

/// The tables that a plan asked about; one that is not listed does not exist.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveState {
    /// By name in AWS.
    pub tables: BTreeMap<String, LiveTable>,
    /// Whether the endpoint has no backups on demand, as some emulators: AWS always has.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub without_backups: bool,
}

impl LiveState {
    /// A digest of what plans depend on: settings and identity, nothing that moves by itself.
    #[must_use]
    pub fn fingerprint(&self) -> Digest {
        let fixed: Vec<_> =
            self.tables.values().map(|table| (fixed(&table.state), identities(table))).collect();
        if self.without_backups { digest_of(&(fixed, "without backups")) } else { digest_of(&fixed) }
    }
}

/// Its own, and those of its replicas by region.
fn identities(table: &LiveTable) -> (&str, BTreeMap<&str, &str>) {
    let replicas = table.replicas.iter().map(|(region, there)| (region.as_str(), there.table_id.as_str()));
    (&table.table_id, replicas.collect())
}

/// The settings that do not move by themselves: not a capacity that scales, nor warm throughput, which AWS raises.
fn fixed(state: &TableState) -> TableState {
    let mut state = TableState { warm: None, ..state.clone() };
    if let BillingState::Provisioned(capacity) = &mut state.billing {
        hide_scaled(capacity, &state.autoscaling);
    }
    for index in state.indexes.values_mut() {
        index.warm = None;
        if let Some(capacity) = &mut index.capacity {
            hide_scaled(capacity, &index.autoscaling);
        }
    }
    hide_scaled_reads(&mut state);
    state
}

fn hide_scaled_reads(state: &mut TableState) {
    let scales = |index: &IndexState| index.autoscaling.contains_key(&Dimension::Read);
    let scaled: BTreeSet<_> =
        state.indexes.iter().filter(|(_, index)| scales(index)).map(|(name, _)| name.clone()).collect();
    for replica in state.replicas.values_mut() {
        replica.read = replica.read.filter(|_| replica.read_scaling.is_none());
        replica.index_reads.retain(|name, _| !scaled.contains(name));
    }
}

fn hide_scaled(capacity: &mut Capacity, autoscaling: &BTreeMap<Dimension, ScalingState>) {
    for dimension in autoscaling.keys() {
        *dimension.of_mut(capacity) = 0;
    }
}

/// A table as it is in AWS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveTable {
    /// Its settings.
    pub state: TableState,
    /// The identity that AWS gave it; another one means that it was deleted and made again.
    pub table_id: String,
    /// Its ARN.
    pub arn: String,
    /// The ARN of its newest stream, which can be one that is off by now.
    pub stream_arn: Option<String>,
    /// Its status.
    pub status: TableStatus,
    /// The status of each index.
    pub index_status: BTreeMap<String, IndexStatus>,
    /// How many items it had at the last count, up to six hours ago.
    pub item_count: u64,
    /// How often its capacity, or that of the index where it was most often, was lowered on this UTC day.
    #[serde(default)]
    pub decreases_today: u64,
    /// Settings that AWS has and the model does not know, by their AWS names: shown, never changed.
    pub unmodelled: BTreeMap<String, String>,
    /// What could not be read, and why: never taken for a difference.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unknown: BTreeMap<Topic, String>,
    /// What AWS is still putting in place while the table can be used, and what it says of it: the next step of the same
    /// topic waits for its end.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub settling: BTreeMap<Topic, String>,
    /// Backups on demand of this very table, by name: only those that a call is about are ever looked for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub backups: BTreeMap<String, BackupStatus>,
    /// Exports of this very table by the place that they write to: only those that a call is about are ever looked for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub exports: BTreeMap<String, ExportStatus>,
    /// Imports that made this table, by the place that they read from; looked for in the same way.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub imports: BTreeMap<String, ImportStatus>,
    /// The aliases of the customer's key that it is encrypted with.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub key_aliases: BTreeSet<String>,
    /// The status of the other members of its global table, the witness included, by region.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub members: BTreeMap<String, TableStatus>,
    /// What it is in the regions of its replicas, where it is there; these have no replicas of their own here.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub replicas: BTreeMap<String, LiveTable>,
}

/// What belongs to a table and has a state of its own, most of it read by a request of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words of the service")]
pub enum Topic {
    Ttl,
    Tags,
    Recovery,
    Policy,
    Insights,
    Kinesis,
    Autoscaling,
    Encryption,
    Warm,
    Replicas,
}

impl Topic {
    /// The topic in words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Ttl => "TTL",
            Self::Tags => "tags",
            Self::Recovery => "point-in-time recovery",
            Self::Policy => "resource policy",
            Self::Insights => "Contributor Insights",
            Self::Kinesis => "Kinesis data stream",
            Self::Autoscaling => "autoscaling",
            Self::Encryption => "encryption key",
            Self::Warm => "warm throughput",
            Self::Replicas => "replicas",
        }
    }
}

impl LiveTable {
    /// The table as AWS would show it once these settings were applied: ready, empty, with an identity made of its
    /// name. For tests and previews; nothing in it was read.
    #[must_use]
    pub fn as_if_applied(state: TableState) -> Self {
        Self::applied_in("eu-central-1", state)
    }

    fn applied_in(region: &str, state: TableState) -> Self {
        let arn = format!("arn:aws:dynamodb:{region}:000000000000:table/{}", state.name);
        let digest = Digest::of_bytes(arn.as_bytes()).short();
        let there = |(region, replica): (&String, &ReplicaState)| {
            (region.clone(), Self::applied_in(region, state.in_region(replica)))
        };
        let regions = state.replicas.keys().chain(&state.witness);
        Self {
            members: regions.map(|region| (region.clone(), TableStatus::Active)).collect(),
            replicas: state.replicas.iter().map(there).collect(),
            table_id: format!("00000000-0000-4000-8000-{digest}"),
            stream_arn: state.stream.map(|_| format!("{arn}/stream/2026-01-01T00:00:00.000")),
            arn,
            status: TableStatus::Active,
            index_status: state
                .indexes
                .keys()
                .chain(state.vector_indexes.keys())
                .map(|name| (name.clone(), IndexStatus::Active))
                .collect(),
            item_count: 0,
            decreases_today: 0,
            unmodelled: BTreeMap::new(),
            unknown: BTreeMap::new(),
            settling: BTreeMap::new(),
            backups: BTreeMap::new(),
            exports: BTreeMap::new(),
            imports: BTreeMap::new(),
            key_aliases: BTreeSet::new(),
            state,
        }
    }

    /// Whether it is encrypted so: a design may name a customer's key by its id, its ARN or an alias, AWS shows its ARN.
    #[must_use]
    pub fn is_encrypted_with(&self, wanted: &Encryption) -> bool {
        match (wanted, &self.state.encryption) {
            (Encryption::Customer(wanted), Encryption::Customer(arn)) => {
                let name = key_name(wanted);
                wanted == arn || name == key_name(arn) || self.key_aliases.contains(name)
            }
            (wanted, found) => wanted == found,
        }
    }
}

/// The last part of a key's ARN: `key/1234abcd-..` without `key/`, or `alias/orders`.
fn key_name(key: &str) -> &str {
    let resource = if key.starts_with("arn:") { key.rsplit(':').next().unwrap_or(key) } else { key };
    resource.strip_prefix("key/").unwrap_or(resource)
}

/// The status of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TableStatus {
    /// It is being made.
    Creating,
    /// It is being changed.
    Updating,
    /// It is being deleted.
    Deleting,
    /// It is ready.
    Active,
    /// Anything else: nobody but a person may go on from there.
    Other(String),
}

/// The status of a backup on demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BackupStatus {
    /// It is being made.
    Creating,
    /// It can be restored from.
    Available,
}

/// How far an export of a table is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ExportStatus {
    /// AWS is at it.
    InProgress,
    /// All items are in the bucket.
    Completed,
    /// It ended without that, for this reason.
    Failed(String),
}

/// How far an import is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ImportStatus {
    /// AWS is at it.
    InProgress,
    /// It has read everything. What it could not make an item of it has left out, counted, and told the log group.
    Completed {
        /// How many items are in the table.
        imported: u64,
        /// How many are not.
        errors: u64,
        /// Where AWS says which and why.
        log: Option<String>,
    },
    /// It was ended before that, for this reason.
    Failed(String),
}

/// The status of an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum IndexStatus {
    /// It is being made: resources first, then the items are copied in (`backfilling`).
    Creating {
        /// Whether items are being copied.
        backfilling: bool,
    },
    /// It is being changed.
    Updating,
    /// It is being deleted.
    Deleting,
    /// It is ready.
    Active,
    /// Anything else.
    Other(String),
}
