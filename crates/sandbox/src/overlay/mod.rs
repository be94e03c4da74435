//! What the sandbox knows about tables beyond dynoxide: states with deadlines, and the settings that dynoxide lacks.
//!
//! Plain data and its reading at a given time. It asks no clock, touches no file and never calls dynoxide.

mod copies;
mod replication;
mod scaling;
mod settings;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub(crate) use copies::{Export, Import, Read};
pub(crate) use replication::{Consistency, Group, Member, Sent, Witness};
pub(crate) use scaling::{Dimension, Scaling, ScalingPolicy, Target};
pub(crate) use settings::{
    Backup, Backups, Destination, Encryption, Insights, Moves, Phase, Policy, TimeToLive, Warm,
};

/// The version of the state file's format.
pub(crate) const FORMAT: u32 = 1;

/// Everything that one region of one account remembers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Overlay {
    pub(crate) format: u32,
    /// Each table that dynoxide holds, by name.
    #[serde(default)]
    pub(crate) tables: BTreeMap<String, TableEntry>,
    /// Tables that are DELETING: gone from dynoxide, described until the deadline.
    #[serde(default)]
    pub(crate) departing: BTreeMap<String, Departing>,
    /// Backups on demand, by ARN.
    #[serde(default)]
    pub(crate) kept: BTreeMap<String, Backup>,
    /// Exports of tables, by ARN.
    #[serde(default)]
    pub(crate) exports: BTreeMap<String, Export>,
    /// Imports that made tables, by ARN.
    #[serde(default)]
    pub(crate) imports: BTreeMap<String, Import>,
    /// Application Auto Scaling.
    #[serde(default)]
    pub(crate) scaling: Scaling,
    /// A table that dynoxide was creating or dropping when this was stored.
    #[serde(default)]
    pub(crate) intent: Option<Intent>,
}

/// The table whose creation or deletion was not finished: either way a start removes what is left of it, because
/// neither call was answered yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Intent {
    pub(crate) table: String,
}

/// A table or an index that is described as DELETING for a while.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Departing {
    pub(crate) description: Value,
    pub(crate) until: u64,
}

/// One table.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct TableEntry {
    /// dynoxide's id: an entry with another id belongs to an earlier table of the same name.
    pub(crate) table_id: String,
    pub(crate) created: u64,
    pub(crate) transition: Option<Transition>,
    /// What dynoxide does not keep of the global secondary and vector indexes, by name.
    pub(crate) indexes: BTreeMap<String, IndexEntry>,
    /// Global secondary and vector indexes that are DELETING: gone from dynoxide.
    pub(crate) leaving: BTreeMap<String, Departing>,
    /// All streams of the table, the latest one last.
    pub(crate) streams: Vec<StreamEntry>,
    pub(crate) encryption: Option<Encryption>,
    pub(crate) time_to_live: TimeToLive,
    pub(crate) backups: Backups,
    /// Resource policies by the ARN of the table or stream.
    pub(crate) policies: BTreeMap<String, Policy>,
    /// When the table last became on-demand, in milliseconds; it stays when the table leaves that mode.
    pub(crate) on_demand_since: Option<u64>,
    /// Contributor Insights by index, `TABLE` for the table's own.
    pub(crate) insights: BTreeMap<String, Insights>,
    pub(crate) kinesis: Vec<Destination>,
    /// Warm throughput by index, `TABLE` for the table's own.
    pub(crate) warm: BTreeMap<String, Warm>,
    /// Moves of provisioned throughput by index, `TABLE` for the table's own.
    pub(crate) moves: BTreeMap<String, Moves>,
    /// When each rationed change was made, by the name of its ration, the newest last.
    pub(crate) spent: BTreeMap<String, Vec<u64>>,
    /// The global table that this table is a replica of.
    pub(crate) group: Option<Group>,
    /// What of this table's writes the other replicas have.
    pub(crate) sent: Sent,
    /// Records of items that expired, as stored sequence numbers: first and last of each range.
    pub(crate) expired: Vec<(i64, i64)>,
    /// This table was the source of a new replica, and cannot be deleted before this time.
    pub(crate) source_until: u64,
}

/// The name of the table itself among its indexes, which have at least three characters.
pub(crate) const TABLE: &str = "";

/// A table that is not ACTIVE before `until`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Transition {
    pub(crate) kind: TransitionKind,
    pub(crate) until: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum TransitionKind {
    Creating,
    Updating,
    /// UPDATING because a new index allocates its resources: other indexes may still change their throughput.
    AllocatingIndex,
}

/// One global secondary or vector index.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct IndexEntry {
    /// Throughput given after the table was created.
    pub(crate) throughput: Option<Throughput>,
    pub(crate) on_demand: Option<Value>,
    /// An index added to an existing table.
    pub(crate) build: Option<Build>,
    /// UPDATING before this time.
    pub(crate) updating_until: u64,
    /// A vector index, not a global secondary one.
    pub(crate) vector: bool,
}

/// The two phases of an index that is added to an existing table.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Build {
    /// CREATING with `Backfilling` false before this time.
    pub(crate) allocated: u64,
    /// CREATING with `Backfilling` true before this time.
    pub(crate) active: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Throughput {
    #[serde(rename = "ReadCapacityUnits")]
    pub(crate) read: i64,
    #[serde(rename = "WriteCapacityUnits")]
    pub(crate) write: i64,
}

/// One stream of a table. dynoxide keeps the records of all streams of a name in one sequence; `after` and `last` are
/// this stream's part of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct StreamEntry {
    pub(crate) label: String,
    pub(crate) view_type: String,
    pub(crate) created: u64,
    /// The stored sequence number before the first record.
    pub(crate) after: i64,
    /// The stored sequence number of the last record, once the stream is off.
    pub(crate) last: Option<i64>,
}

impl Overlay {
    /// Forgets what has run its course, so that the state does not grow.
    pub(crate) fn settle(&mut self, now: u64) {
        self.departing.retain(|_, table| now < table.until);
        for table in self.tables.values_mut() {
            table.settle(now);
        }
    }

    /// How many tables are between two states.
    pub(crate) fn in_transition(&self, now: u64) -> usize {
        let changing = self.tables.values().filter(|table| table.transition(now).is_some()).count();
        changing + self.departing.values().filter(|table| now < table.until).count()
    }

    /// How many tables with indexes are being created.
    pub(crate) fn indexed_creations(&self, now: u64) -> usize {
        self.tables.values().filter(|table| table.is_creating(now) && !table.indexes.is_empty()).count()
    }

    pub(crate) fn is_departing(&self, table: &str, now: u64) -> bool {
        self.departing.get(table).is_some_and(|table| now < table.until)
    }
}

impl TableEntry {
    fn settle(&mut self, now: u64) {
        self.transition = self.transition(now);
        self.leaving.retain(|_, index| now < index.until);
        self.group = self.group.take().and_then(|group| group.settled(now));
        for index in self.indexes.values_mut() {
            index.build = index.building(now);
        }
        if self.encryption.as_ref().is_some_and(|encryption| !encryption.enabled && encryption.settled <= now)
        {
            self.encryption = None;
        }
    }

    /// What the table is still doing.
    pub(crate) fn transition(&self, now: u64) -> Option<Transition> {
        self.transition.filter(|transition| now < transition.until)
    }

    pub(crate) fn is_creating(&self, now: u64) -> bool {
        self.transition(now).is_some_and(|transition| transition.kind == TransitionKind::Creating)
    }

    /// The `TableStatus`.
    pub(crate) fn status(&self, now: u64) -> &'static str {
        match self.transition(now).map(|transition| transition.kind) {
            None => "ACTIVE",
            Some(TransitionKind::Creating) => "CREATING",
            Some(TransitionKind::Updating | TransitionKind::AllocatingIndex) => "UPDATING",
        }
    }

    /// Forgets everything that is kept of an index.
    pub(crate) fn forget_index(&mut self, name: &str) {
        self.indexes.remove(name);
        self.insights.remove(name);
        self.warm.remove(name);
        self.moves.remove(name);
    }

    /// The global secondary or vector index that is being built.
    pub(crate) fn building(&self, now: u64) -> Option<(&str, Build)> {
        self.indexes.iter().find_map(|(name, index)| Some((name.as_str(), index.building(now)?)))
    }

    pub(crate) fn index_is_leaving(&self, now: u64) -> bool {
        self.leaving.values().any(|index| now < index.until)
    }

    /// The table is not ACTIVE before `until`, or longer if it already was not.
    pub(crate) fn busy(&mut self, kind: TransitionKind, until: u64) {
        let until = self.transition.map_or(until, |transition| transition.until.max(until));
        self.transition = Some(Transition { kind, until });
    }

    /// The stream that is on.
    pub(crate) fn live_stream(&self) -> Option<&StreamEntry> {
        self.streams.last().filter(|stream| stream.last.is_none())
    }
}

impl IndexEntry {
    pub(crate) fn building(&self, now: u64) -> Option<Build> {
        self.build.filter(|build| now < build.active)
    }
}
