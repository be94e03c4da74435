//! What differs between two states of a table, setting by setting, as values for people.
//!
//! Deliberately absent: what to do about it (`planner`) and how it looks (`render`).

use std::collections::{BTreeMap, BTreeSet};

use tablewright_model::Capacity;

use crate::{
    Action, BillingState, FieldChange, IndexState, KeyElement, KeyRole, ProjectionState, TableState,
};

/// The settings that differ, and how many are the same.
pub(crate) fn fields(before: Option<&TableState>, after: Option<&TableState>) -> (Vec<FieldChange>, usize) {
    let mut old = before.map(settings).unwrap_or_default();
    let mut new = after.map(settings).unwrap_or_default();
    let all: BTreeSet<_> = old.keys().chain(new.keys()).copied().collect();
    let mut changes = Vec::new();
    for setting in &all {
        let (before_value, after_value) = (old.remove(setting), new.remove(setting));
        if before_value == after_value {
            continue;
        }
        let both = before.zip(after);
        changes.push(FieldChange {
            path: setting.path(),
            action: setting.action(both, before_value.as_deref(), after_value.as_deref()),
            before: before_value,
            after: after_value,
            forces_replacement: both.is_some() && setting.is_primary_key(),
        });
    }
    let unchanged = all.len() - changes.len();
    (changes, unchanged)
}

/// Whether the primary key differs, in its attributes or their types. It can't be changed in place.
pub(crate) fn other_key(before: &TableState, after: &TableState) -> bool {
    before.key != after.key || other_types(before, after, &after.key)
}

/// Whether the index is on both sides and has to be made again: nothing but its capacity can be changed in place.
pub(crate) fn is_rebuilt(before: &TableState, after: &TableState, name: &str) -> bool {
    let (Some(old), Some(new)) = (before.indexes.get(name), after.indexes.get(name)) else {
        return false;
    };
    old.key != new.key || old.projection != new.projection || other_types(before, after, &new.key)
}

fn other_types(before: &TableState, after: &TableState, key: &[KeyElement]) -> bool {
    key.iter().any(|part| before.definitions.get(&part.name) != after.definitions.get(&part.name))
}

/// One setting of a table, in the order of display.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Setting<'a> {
    PartitionKey,
    SortKey,
    Billing,
    Stream,
    Ttl,
    DeletionProtection,
    Tag(&'a str),
    Index(&'a str, IndexPart),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum IndexPart {
    PartitionKey,
    SortKey,
    Projection,
    Capacity,
}

impl Setting<'_> {
    fn path(self) -> String {
        match self {
            Self::PartitionKey => "partition key".to_owned(),
            Self::SortKey => "sort key".to_owned(),
            Self::Billing => "billing".to_owned(),
            Self::Stream => "stream".to_owned(),
            Self::Ttl => "TTL attribute".to_owned(),
            Self::DeletionProtection => "deletion protection".to_owned(),
            Self::Tag(key) => format!("tag {key}"),
            Self::Index(name, part) => format!("index {name} / {}", part.label()),
        }
    }

    const fn is_primary_key(self) -> bool {
        matches!(self, Self::PartitionKey | Self::SortKey)
    }

    fn action(
        self,
        both: Option<(&TableState, &TableState)>,
        before: Option<&str>,
        after: Option<&str>,
    ) -> Action {
        if let (Self::Index(name, part), Some((old, new))) = (self, both)
            && part != IndexPart::Capacity
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

impl IndexPart {
    const fn label(self) -> &'static str {
        match self {
            Self::PartitionKey => "partition key",
            Self::SortKey => "sort key",
            Self::Projection => "projection",
            Self::Capacity => "capacity",
        }
    }
}

/// Every setting that is on, with its value in words.
fn settings(state: &TableState) -> BTreeMap<Setting<'_>, String> {
    let mut all = BTreeMap::new();
    for (setting, role) in [(Setting::PartitionKey, KeyRole::Hash), (Setting::SortKey, KeyRole::Range)] {
        all.extend(key_part(state, &state.key, role).map(|text| (setting, text)));
    }
    all.insert(Setting::Billing, billing(state.billing));
    all.extend(state.stream.map(|view| (Setting::Stream, view.term().to_owned())));
    all.extend(state.ttl.clone().map(|attribute| (Setting::Ttl, attribute)));
    let protection = if state.deletion_protection { "on" } else { "off" };
    all.insert(Setting::DeletionProtection, protection.to_owned());
    all.extend(state.tags.iter().map(|(key, value)| (Setting::Tag(key), value.clone())));
    for (name, index) in &state.indexes {
        all.extend(index_settings(state, index).map(|(part, text)| (Setting::Index(name, part), text)));
    }
    all
}

fn index_settings(state: &TableState, index: &IndexState) -> impl Iterator<Item = (IndexPart, String)> {
    let parts = [
        (IndexPart::PartitionKey, key_part(state, &index.key, KeyRole::Hash)),
        (IndexPart::SortKey, key_part(state, &index.key, KeyRole::Range)),
        (IndexPart::Projection, Some(projection(&index.projection))),
        (IndexPart::Capacity, index.capacity.map(capacity)),
    ];
    parts.into_iter().filter_map(|(part, text)| Some((part, text?)))
}

fn key_part(state: &TableState, key: &[KeyElement], role: KeyRole) -> Option<String> {
    let text = |part: &KeyElement| match state.definitions.get(&part.name) {
        Some(kind) => format!("{} ({})", part.name, kind.term()),
        None => part.name.clone(),
    };
    let parts: Vec<_> = key.iter().filter(|part| part.role == role).map(text).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
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

fn projection(projection: &ProjectionState) -> String {
    match projection {
        ProjectionState::Include(names) => {
            let names: Vec<_> = names.iter().map(String::as_str).collect();
            format!("INCLUDE ({})", names.join(", "))
        }
        ProjectionState::All | ProjectionState::KeysOnly => projection.term().to_owned(),
    }
}
