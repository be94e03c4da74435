//! Global tables as each of their regions remembers them.
//!
//! Every member keeps the same `Group`; all of them change under the locks of all regions, so that they stay the same.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Phase;

/// A table in several regions.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Group {
    pub(crate) consistency: Consistency,
    /// All regions with a replica, this one included.
    pub(crate) members: BTreeMap<String, Member>,
    pub(crate) witness: Option<Witness>,
}

/// How soon a write is seen in the other regions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Consistency {
    #[default]
    Eventual,
    Strong,
}

/// A replica. Its status is empty once it is gone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Member {
    pub(crate) phase: Phase,
    /// What it has otherwise than the rest, as descriptions show it.
    #[serde(default)]
    pub(crate) overrides: Map<String, Value>,
}

/// The region that votes and holds no items. Its status is empty once it is gone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Witness {
    pub(crate) region: String,
    pub(crate) phase: Phase,
}

/// What of a table's records the other regions have, as stored sequence numbers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Sent {
    /// The last record that was looked at.
    pub(crate) upto: i64,
    /// Records after it that were themselves brought from another region: first and last of each range.
    pub(crate) foreign: Vec<(i64, i64)>,
}

impl Group {
    /// The group without what has gone; `None` once a single member is left.
    pub(crate) fn settled(mut self, now: u64) -> Option<Self> {
        self.members.retain(|_, member| !member.phase.at(now).is_empty());
        self.witness = self.witness.filter(|witness| !witness.phase.at(now).is_empty());
        (self.members.len() > 1 || self.witness.is_some()).then_some(self)
    }

    /// Regions whose replica is there or is coming.
    pub(crate) fn regions(&self) -> impl Iterator<Item = &str> {
        let staying = self.members.iter().filter(|(_, member)| !member.phase.after.is_empty());
        staying.map(|(region, _)| region.as_str())
    }
}

impl Sent {
    pub(crate) fn is_foreign(&self, sequence: i64) -> bool {
        self.foreign.iter().any(|(first, last)| (*first..=*last).contains(&sequence))
    }

    /// Everything up to `sequence` was looked at.
    pub(crate) fn advance(&mut self, sequence: i64) {
        self.upto = self.upto.max(sequence);
        self.foreign.retain(|(_, last)| *last > self.upto);
    }
}

impl Consistency {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Eventual => "EVENTUAL",
            Self::Strong => "STRONG",
        }
    }
}
