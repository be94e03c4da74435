//! The changes of a table's regions that `UpdateTable` of the table itself makes: each with its request, its effect, and
//! how to see that it has happened.
//!
//! One replica in a call, but for strong consistency, whose members come and go together (reference, `UpdateTable`).
//! What a replica has of its own and AWS never carries over is set in its region, by the calls of a table.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tablewright_model::{Consistency, Encryption, TableClass};

use crate::setting::units;
use crate::{LiveTable, Progress, ReplicaState, TableState, TableStatus};

/// One change of the regions of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are those of the requests")]
pub enum Replication {
    /// One more replica.
    Add { region: String, own: Overrides },
    /// What a replica has otherwise than its table.
    Override { region: String, own: Overrides },
    /// One replica less.
    Remove { region: String },
    /// Strong consistency, with all its members.
    Begin { replicas: BTreeMap<String, Overrides>, witness: Option<String> },
    /// Back to one region from strong consistency.
    End { replicas: BTreeSet<String>, witness: Option<String> },
}

/// What a replica has otherwise than its table; only what is set is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Overrides {
    /// A key of KMS in that region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The table class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<TableClass>,
    /// Provisioned reads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<u64>,
    /// Provisioned reads of indexes.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub index_reads: BTreeMap<String, u64>,
    /// What on-demand reads may use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_read: Option<ReadBound>,
}

/// What on-demand reads of a replica may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the two there are")]
pub enum ReadBound {
    AtMost(u64),
    Unbounded,
}

/// The alias of the key that AWS manages for DynamoDB in every account and region.
const MANAGED: &str = "alias/aws/dynamodb";

impl Overrides {
    /// What makes `after` of `before`, as far as it is not of the region alone.
    #[must_use]
    pub fn between(before: &ReplicaState, after: &ReplicaState) -> Self {
        let key = match &after.encryption {
            Encryption::Customer(key) => Some(key.clone()),
            Encryption::AwsManaged => Some(MANAGED.to_owned()),
            Encryption::AwsOwned => None,
        };
        let differs = |(name, units): &(&String, &u64)| before.index_reads.get(*name) != Some(*units);
        let reads = after.index_reads.iter().filter(differs).map(|(name, units)| (name.clone(), *units));
        Self {
            key: key.filter(|_| before.encryption != after.encryption),
            class: (before.class != after.class).then_some(after.class),
            read: after.read.filter(|_| before.read != after.read),
            index_reads: reads.collect(),
            max_read: (before.max_read != after.max_read)
                .then(|| after.max_read.map_or(ReadBound::Unbounded, ReadBound::AtMost)),
        }
    }

    /// What sets the same things back to what they were.
    pub(crate) fn reversed(&self, before: &ReplicaState) -> Self {
        let mut after = before.clone();
        self.apply(&mut after);
        Self::between(&after, before)
    }

    fn apply(&self, replica: &mut ReplicaState) {
        match self.key.as_deref() {
            Some(MANAGED) => replica.encryption = Encryption::AwsManaged,
            Some(key) => replica.encryption = Encryption::Customer(key.to_owned()),
            None => {}
        }
        replica.class = self.class.unwrap_or(replica.class);
        replica.read = self.read.or(replica.read);
        replica.index_reads.extend(self.index_reads.clone());
        match self.max_read {
            Some(ReadBound::AtMost(units)) => replica.max_read = Some(units),
            Some(ReadBound::Unbounded) => replica.max_read = None,
            None => {}
        }
    }

    /// Whether the table there is so.
    fn hold(&self, there: &LiveTable) -> bool {
        let now = ReplicaState::of(&there.state);
        let mut after = now.clone();
        self.apply(&mut after);
        if there.is_encrypted_with(&after.encryption) {
            after.encryption.clone_from(&now.encryption);
        }
        now == after
    }

    fn body(&self, region: &str) -> Value {
        let mut body = json!({ "RegionName": region });
        if let Some(key) = &self.key {
            body["KMSMasterKeyId"] = json!(key);
        }
        if let Some(units) = self.read {
            body["ProvisionedThroughputOverride"] = json!({ "ReadCapacityUnits": units });
        }
        if let Some(bound) = self.max_read {
            let units = match bound {
                ReadBound::AtMost(units) => json!(units),
                ReadBound::Unbounded => json!(units::UNBOUNDED),
            };
            body["OnDemandThroughputOverride"] = json!({ "MaxReadRequestUnits": units });
        }
        if !self.index_reads.is_empty() {
            let reads = |(name, units): (&String, &u64)| json!({ "IndexName": name, "ProvisionedThroughputOverride": { "ReadCapacityUnits": units } });
            body["GlobalSecondaryIndexes"] = self.index_reads.iter().map(reads).collect();
        }
        if let Some(class) = self.class {
            body["TableClassOverride"] = json!(class.term());
        }
        body
    }
}

impl Replication {
    pub(crate) fn request(&self, table: &str) -> Value {
        let create = |(region, own): (&String, &Overrides)| json!({ "Create": own.body(region) });
        let delete = |region: &String| json!({ "Delete": { "RegionName": region } });
        let mut body = json!({ "TableName": table });
        let (updates, witness): (Value, Option<Value>) = match self {
            Self::Add { region, own } => (json!([create((region, own))]), None),
            Self::Override { region, own } => (json!([{ "Update": own.body(region) }]), None),
            Self::Remove { region } => (json!([delete(region)]), None),
            Self::Begin { replicas, witness } => {
                body["MultiRegionConsistency"] = json!(Consistency::Strong.term());
                let witness = witness.as_ref().map(|region| json!({ "Create": { "RegionName": region } }));
                (replicas.iter().map(create).collect(), witness)
            }
            Self::End { replicas, witness } => {
                (replicas.iter().map(delete).collect(), witness.as_ref().map(delete))
            }
        };
        body["ReplicaUpdates"] = updates;
        if let Some(witness) = witness {
            body["GlobalTableWitnessUpdates"] = json!([witness]);
        }
        body
    }

    pub(crate) fn effect(&self, state: &mut TableState) {
        match self {
            Self::Add { region, own } => add(state, region, own),
            Self::Override { region, own } => {
                state.replicas.entry(region.clone()).and_modify(|replica| own.apply(replica));
            }
            Self::Remove { region } => drop(state.replicas.remove(region)),
            Self::Begin { replicas, witness } => {
                state.consistency = Consistency::Strong;
                replicas.iter().for_each(|(region, own)| add(state, region, own));
                state.witness.clone_from(witness);
            }
            Self::End { replicas, .. } => {
                state.replicas.retain(|region, _| !replicas.contains(region));
                state.consistency = Consistency::Eventual;
                state.witness = None;
            }
        }
    }

    pub(crate) fn progress(&self, live: &LiveTable) -> Progress {
        match self {
            Self::Add { region, own } => coming(live, std::iter::once((region, own)), None),
            Self::Begin { replicas, witness } => coming(live, replicas.iter(), witness.as_ref()),
            Self::Override { region, own } => match live.replicas.get(region) {
                None => Progress::diverged(&live.state.name, &format!("has no replica in {region}")),
                Some(there) => Progress::of_setting(own.hold(there), live.busy()),
            },
            Self::Remove { region } => going(live, std::iter::once(region)),
            Self::End { replicas, witness } => going(live, replicas.iter().chain(witness)),
        }
    }

    pub(crate) fn title(&self) -> String {
        match self {
            Self::Add { region, .. } => format!("add a replica in {region}"),
            Self::Override { region, own } => format!("{} of the replica in {region}", own.what()),
            Self::Remove { region } => format!("remove the replica in {region}"),
            Self::Begin { replicas, witness } => {
                let regions: Vec<_> = replicas.keys().map(String::as_str).collect();
                let witness = witness.as_ref().map(|region| format!(", with a witness in {region}"));
                format!("strong consistency with {}{}", regions.join(" and "), witness.unwrap_or_default())
            }
            Self::End { replicas, witness } => {
                let regions: Vec<_> = replicas.iter().chain(witness).map(String::as_str).collect();
                format!("leave strong consistency: remove {}", regions.join(" and "))
            }
        }
    }
}

impl Overrides {
    fn what(&self) -> &'static str {
        match self {
            Self { class: Some(_), .. } => "table class",
            Self { key: Some(_), .. } => "encryption key",
            Self { max_read: Some(_), .. } => "on-demand maximum",
            _ => "read capacity",
        }
    }
}

fn add(state: &mut TableState, region: &str, own: &Overrides) {
    let mut replica = ReplicaState::follower(state);
    own.apply(&mut replica);
    state.replicas.insert(region.to_owned(), replica);
}

/// They come together, so that one that is there tells of all.
fn coming<'a>(
    live: &LiveTable,
    mut replicas: impl Iterator<Item = (&'a String, &'a Overrides)> + Clone,
    witness: Option<&String>,
) -> Progress {
    let mut regions = replicas.clone().map(|(region, _)| region).chain(witness);
    if !regions.clone().any(|region| live.members.contains_key(region)) {
        return Progress::of_setting(false, live.busy());
    }
    let failed = |region: &&String| matches!(live.members.get(*region), Some(TableStatus::Other(_)));
    if let Some(region) = regions.clone().find(failed) {
        return Progress::Diverged(format!(
            "The replica of table `{}` in {region} could not be made: remove it, see to what AWS says of it, and make a \
             new plan",
            live.state.name
        ));
    }
    if let Some(why) = live.busy() {
        return Progress::Underway(why);
    }
    if let Some(region) = regions.find(|region| !live.members.contains_key(*region)) {
        return Progress::Underway(format!("The replica in {region} is not shown yet"));
    }
    match replicas.find(|(region, own)| !live.replicas.get(*region).is_some_and(|there| own.hold(there))) {
        None => Progress::Done,
        Some((region, _)) => Progress::diverged(
            &live.state.name,
            &format!("has a replica in {region} already, with other settings"),
        ),
    }
}

fn going<'a>(live: &LiveTable, mut regions: impl Iterator<Item = &'a String> + Clone) -> Progress {
    let deleting = |region: &&String| live.members.get(*region) == Some(&TableStatus::Deleting);
    if let Some(region) = regions.clone().find(deleting) {
        return Progress::Underway(format!("The replica in {region} is being removed"));
    }
    let is_gone = !regions.clone().any(|region| live.members.contains_key(region));
    let protected =
        |region: &&String| live.replicas.get(*region).is_some_and(|there| there.state.deletion_protection);
    match regions.find(protected) {
        Some(region) => Progress::diverged(
            &live.state.name,
            &format!("has deletion protection in {region}, which was off before"),
        ),
        None => Progress::of_setting(is_gone, live.busy()),
    }
}
