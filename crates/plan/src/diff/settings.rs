//! Every setting of a table that is not at its default, with its path and its value in words.

use std::collections::BTreeMap;

use tablewright_model::{Capacity, Consistency, Encryption, Kinesis, Maximum, TableClass, Warm};

use super::{is_rebuilt, other_members};
use crate::setting::table::key_in_words;
use crate::{
    Action, BillingState, Dimension, IndexState, KeyElement, KeyRole, LocalIndexState, ProjectionState,
    ReplicaState, ScalingState, TableState, VectorIndexState,
};

/// One setting of a table, in the order of display.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Setting<'a> {
    PartitionKey,
    SortKey,
    Billing,
    Scaling(Dimension),
    Maximum,
    Warm,
    Class,
    Stream,
    Kinesis,
    Ttl,
    Recovery,
    Encryption,
    DeletionProtection,
    Policy,
    Insights,
    Tag(&'a str),
    LocalIndex(&'a str, Part),
    Index(&'a str, Part),
    Witness,
    Replica(&'a str, Copy<'a>),
}

/// One setting of a replica.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Copy<'a> {
    Consistency,
    Capacity,
    Scaling,
    Maximum,
    Class,
    Kinesis,
    Recovery,
    Encryption,
    DeletionProtection,
    Policy,
    Insights,
    Tag(&'a str),
    IndexCapacity(&'a str),
}

/// One setting of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    PartitionKey,
    SortKey,
    Vector,
    Dimensions,
    Distance,
    Filters,
    Projection,
    Capacity,
    Scaling(Dimension),
    Maximum,
    Warm,
    Insights,
}

impl Setting<'_> {
    pub(super) fn path(self) -> String {
        let plain = match self {
            Self::PartitionKey => "partition key",
            Self::SortKey => "sort key",
            Self::Billing => "billing",
            Self::Scaling(Dimension::Read) => "autoscaling of reads",
            Self::Scaling(Dimension::Write) => "autoscaling of writes",
            Self::Maximum => "on-demand maximum",
            Self::Warm => "warm throughput",
            Self::Class => "table class",
            Self::Stream => "stream",
            Self::Kinesis => "Kinesis data stream",
            Self::Ttl => "TTL attribute",
            Self::Recovery => "point-in-time recovery",
            Self::Encryption => "encryption",
            Self::DeletionProtection => "deletion protection",
            Self::Policy => "resource policy",
            Self::Insights => "Contributor Insights",
            Self::Tag(key) => return format!("tag {key}"),
            Self::LocalIndex(name, part) => return format!("local index {name} / {}", part.label()),
            Self::Index(name, part) => return format!("index {name} / {}", part.label()),
            Self::Witness => "witness",
            Self::Replica(region, part) => return format!("replica {region}{}", part.path()),
        };
        plain.to_owned()
    }

    /// Whether a desired state without it leaves it as it is.
    pub(super) const fn is_left_open(self) -> bool {
        matches!(self, Self::Warm | Self::Index(_, Part::Warm))
    }

    /// Whether a change of it, from one state to another, needs another table.
    pub(super) fn forces_replacement(self, before: &TableState, after: &TableState) -> bool {
        match self {
            Self::PartitionKey | Self::SortKey | Self::LocalIndex(..) => true,
            Self::Witness | Self::Replica(_, Copy::Consistency) => other_members(before, after).is_some(),
            _ => false,
        }
    }

    pub(super) fn action(
        self,
        both: Option<(&TableState, &TableState)>,
        before: Option<&str>,
        after: Option<&str>,
    ) -> Action {
        if let (Self::Index(name, part), Some((old, new))) = (self, both)
            && part.is_fixed()
            && is_rebuilt(old, new, name)
        {
            return Action::Replace;
        }
        match (before, after) {
            (None, Some(_)) => Action::Create,
            (Some(_), None) => Action::Delete,
            _ => Action::Update,
        }
    }
}

impl Copy<'_> {
    fn path(self) -> String {
        let plain = match self {
            Self::Consistency => return String::new(),
            Self::Capacity => "read capacity",
            Self::Scaling => "autoscaling of reads",
            Self::Maximum => "on-demand maximum",
            Self::Class => "table class",
            Self::Kinesis => "Kinesis data stream",
            Self::Recovery => "point-in-time recovery",
            Self::Encryption => "encryption",
            Self::DeletionProtection => "deletion protection",
            Self::Policy => "resource policy",
            Self::Insights => "Contributor Insights",
            Self::Tag(key) => return format!(" / tag {key}"),
            Self::IndexCapacity(name) => return format!(" / index {name} / read capacity"),
        };
        format!(" / {plain}")
    }
}

impl Part {
    const fn label(self) -> &'static str {
        match self {
            Self::PartitionKey => "partition key",
            Self::SortKey => "sort key",
            Self::Vector => "vector",
            Self::Dimensions => "dimensions",
            Self::Distance => "distance",
            Self::Filters => "filters",
            Self::Projection => "projection",
            Self::Capacity => "capacity",
            Self::Scaling(Dimension::Read) => "autoscaling of reads",
            Self::Scaling(Dimension::Write) => "autoscaling of writes",
            Self::Maximum => "on-demand maximum",
            Self::Warm => "warm throughput",
            Self::Insights => "Contributor Insights",
        }
    }

    /// Whether it stays as the index was made.
    const fn is_fixed(self) -> bool {
        matches!(
            self,
            Self::PartitionKey
                | Self::SortKey
                | Self::Vector
                | Self::Dimensions
                | Self::Distance
                | Self::Filters
                | Self::Projection
        )
    }
}

/// Every setting that is on, with its value in words.
pub(super) fn settings(state: &TableState) -> BTreeMap<Setting<'_>, String> {
    let mut all = BTreeMap::new();
    let mut put = |setting, text: Option<String>| {
        all.extend(text.map(|text| (setting, text)));
    };
    put(Setting::PartitionKey, key_part(state, &state.key, KeyRole::Hash));
    put(Setting::SortKey, key_part(state, &state.key, KeyRole::Range));
    put(Setting::Billing, Some(billing(state.billing)));
    for (dimension, one) in &state.autoscaling {
        put(Setting::Scaling(*dimension), Some(scaling(one)));
    }
    put(Setting::Maximum, maximum(state.maximum));
    put(Setting::Warm, state.warm.map(warm));
    put(Setting::Class, (state.class != TableClass::Standard).then(|| state.class.term().to_owned()));
    put(Setting::Stream, state.stream.map(|view| view.term().to_owned()));
    put(Setting::Kinesis, state.kinesis.as_ref().map(kinesis));
    put(Setting::Ttl, state.ttl.clone());
    put(Setting::Recovery, state.recovery.map(|recovery| format!("{} days", recovery.days)));
    let own_key = state.encryption != Encryption::AwsOwned;
    put(Setting::Encryption, own_key.then(|| key_in_words(&state.encryption)));
    let protection = if state.deletion_protection { "on" } else { "off" };
    put(Setting::DeletionProtection, Some(protection.to_owned()));
    put(Setting::Policy, state.policy.clone());
    put(Setting::Insights, state.insights.map(|mode| mode.term().to_owned()));
    for (key, value) in &state.tags {
        put(Setting::Tag(key), Some(value.clone()));
    }
    for (name, index) in &state.local_indexes {
        all.extend(local_settings(state, index).map(|(part, text)| (Setting::LocalIndex(name, part), text)));
    }
    for (name, index) in &state.indexes {
        all.extend(index_settings(state, index).map(|(part, text)| (Setting::Index(name, part), text)));
    }
    for (name, index) in &state.vector_indexes {
        all.extend(vector_settings(state, index).map(|(part, text)| (Setting::Index(name, part), text)));
    }
    all.extend(state.witness.clone().map(|region| (Setting::Witness, region)));
    for (region, replica) in &state.replicas {
        let own = copy_settings(state, replica);
        all.extend(own.map(|(part, text)| (Setting::Replica(region, part), text)));
    }
    all
}

/// What follows from the table is told where it is not the default, as for the table.
fn copy_settings<'a>(
    table: &TableState,
    replica: &'a ReplicaState,
) -> impl Iterator<Item = (Copy<'a>, String)> {
    let consistency = match table.consistency {
        Consistency::Eventual => "eventually consistent",
        Consistency::Strong => "strongly consistent",
    };
    let own_key = replica.encryption != Encryption::AwsOwned;
    let parts = [
        (Copy::Consistency, Some(consistency.to_owned())),
        (Copy::Capacity, replica.read.map(|units| format!("{units} read units"))),
        (Copy::Scaling, replica.read_scaling.as_ref().map(scaling)),
        (Copy::Maximum, replica.max_read.map(|units| format!("{units} reads a second"))),
        (Copy::Class, (replica.class != TableClass::Standard).then(|| replica.class.term().to_owned())),
        (Copy::Kinesis, replica.kinesis.as_ref().map(kinesis)),
        (Copy::Recovery, replica.recovery.map(|recovery| format!("{} days", recovery.days))),
        (Copy::Encryption, own_key.then(|| key_in_words(&replica.encryption))),
        (Copy::DeletionProtection, Some(if replica.deletion_protection { "on" } else { "off" }.to_owned())),
        (Copy::Policy, replica.policy.clone()),
        (Copy::Insights, replica.insights.map(|mode| mode.term().to_owned())),
    ];
    let tags = replica.tags.iter().map(|(key, value)| (Copy::Tag(key), value.clone()));
    let reads = replica
        .index_reads
        .iter()
        .map(|(name, units)| (Copy::IndexCapacity(name), format!("{units} read units")));
    parts.into_iter().filter_map(|(part, text)| Some((part, text?))).chain(tags).chain(reads)
}

fn index_settings(state: &TableState, index: &IndexState) -> impl Iterator<Item = (Part, String)> {
    let parts = [
        (Part::PartitionKey, key_part(state, &index.key, KeyRole::Hash)),
        (Part::SortKey, key_part(state, &index.key, KeyRole::Range)),
        (Part::Projection, Some(projection(&index.projection))),
        (Part::Capacity, index.capacity.map(capacity)),
        (Part::Maximum, maximum(index.maximum)),
        (Part::Warm, index.warm.map(warm)),
        (Part::Insights, index.insights.map(|mode| mode.term().to_owned())),
    ];
    let scaled =
        index.autoscaling.iter().map(|(dimension, one)| (Part::Scaling(*dimension), Some(scaling(one))));
    parts.into_iter().chain(scaled).filter_map(|(part, text)| Some((part, text?)))
}

fn local_settings(state: &TableState, index: &LocalIndexState) -> impl Iterator<Item = (Part, String)> {
    [(Part::SortKey, typed(state, &index.sort)), (Part::Projection, projection(&index.projection))]
        .into_iter()
}

fn vector_settings(state: &TableState, index: &VectorIndexState) -> impl Iterator<Item = (Part, String)> {
    let filters: Vec<_> = index.filters.iter().map(|name| typed(state, name)).collect();
    let parts = [
        (Part::Vector, Some(index.vector.clone())),
        (Part::Dimensions, Some(index.dimensions.to_string())),
        (Part::Distance, Some(index.distance.term().to_owned())),
        (Part::PartitionKey, index.partition.as_ref().map(|name| typed(state, name))),
        (Part::Filters, (!filters.is_empty()).then(|| filters.join(", "))),
        (Part::Projection, Some(projection(&index.projection))),
    ];
    parts.into_iter().filter_map(|(part, text)| Some((part, text?)))
}

fn key_part(state: &TableState, key: &[KeyElement], role: KeyRole) -> Option<String> {
    let parts: Vec<_> =
        key.iter().filter(|part| part.role == role).map(|part| typed(state, &part.name)).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn typed(state: &TableState, name: &str) -> String {
    match state.definitions.get(name) {
        Some(kind) => format!("{name} ({})", kind.term()),
        None => name.to_owned(),
    }
}

fn billing(billing: BillingState) -> String {
    match billing {
        BillingState::OnDemand => "on demand".to_owned(),
        BillingState::Provisioned(units) => format!("provisioned, {}", capacity(units)),
    }
}

fn capacity(capacity: Capacity) -> String {
    format!("{} read and {} write units", capacity.read, capacity.write)
}

fn scaling(scaling: &ScalingState) -> String {
    let bounds = format!("{} to {} units", scaling.bounds.min, scaling.bounds.max);
    let Some(tracking) = scaling.tracking else { return bounds };
    let mut text = format!("{bounds}, used to {} %", tracking.target);
    let cooldowns = [("in", tracking.scale_in_cooldown), ("out", tracking.scale_out_cooldown)];
    for (word, seconds) in cooldowns {
        text.extend(seconds.map(|seconds| format!(", {seconds} s between steps {word}")));
    }
    if tracking.only_out {
        text.push_str(", only out");
    }
    text
}

fn maximum(maximum: Maximum) -> Option<String> {
    let bound = |units: Option<u64>, word| units.map(|units| format!("{units} {word}"));
    let bounds: Vec<_> =
        [bound(maximum.read, "reads"), bound(maximum.write, "writes")].into_iter().flatten().collect();
    (!bounds.is_empty()).then(|| format!("{} a second", bounds.join(" and ")))
}

fn warm(warm: Warm) -> String {
    format!("{} reads and {} writes a second", warm.read, warm.write)
}

fn kinesis(kinesis: &Kinesis) -> String {
    match kinesis.precision {
        Some(precision) => format!("{}, times in {}", kinesis.stream, precision.term()),
        None => kinesis.stream.clone(),
    }
}

fn projection(projection: &ProjectionState) -> String {
    match projection {
        ProjectionState::Include(names) => {
            let names: Vec<_> = names.iter().map(String::as_str).collect();
            format!("INCLUDE ({})", names.join(", "))
        }
        ProjectionState::All | ProjectionState::KeysOnly => projection.term().to_owned(),
    }
}
