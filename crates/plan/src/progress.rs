//! How far a call has come, told from the live state alone.
//!
//! The engine asks before a call, while it waits, and after a crash. Two things only the engine knows: whether the
//! call was made (then `Busy` is waiting for it to end, since AWS shows some new values only at the end), and
//! whether a read may be stale (describing is eventually consistent: `NotStarted` right after the call is one more
//! reason to look again).

mod copying;

use std::collections::BTreeMap;

use crate::diff::{fields, replaced_for};
use crate::{
    BackupStatus, Call, FieldChange, IndexKind, IndexStatus, LiveTable, NewIndex, Progress, ScalarType,
    TableState, TableStatus, Topic,
};

impl Call {
    /// How far it has come; `live` is the table now, `None` when there is none of this name.
    #[must_use]
    pub fn progress(&self, live: Option<&LiveTable>) -> Progress {
        match (self, live) {
            (Self::CreateTable { .. } | Self::Import { .. }, None) => Progress::NotStarted,
            (Self::DeleteTable { .. }, None) => Progress::Done,
            (_, None) => Progress::diverged(self.table(), "does not exist any more"),
            (Self::CreateTable { table }, Some(live)) => create_table(table, live),
            (Self::Import { table, from, .. }, Some(live)) => copying::import(table, from, live),
            (Self::DeleteTable { .. }, Some(live)) => delete_table(live),
            (Self::At { region, call }, Some(live)) => at(region, call, live),
            (_, Some(live)) => match &live.status {
                TableStatus::Deleting => Progress::diverged(self.table(), "is being deleted"),
                TableStatus::Other(status) => Progress::diverged(self.table(), &format!("is {status}")),
                _ => self.on_table(live),
            },
        }
    }

    fn on_table(&self, live: &LiveTable) -> Progress {
        let state = &live.state;
        if let Some((topic, why)) = self.topic().and_then(|topic| live.unknown.get_key_value(&topic)) {
            return Progress::Diverged(format!(
                "The {} of table `{}` can't be read, so nobody would see whether it was changed: {why}",
                topic.label(),
                state.name
            ));
        }
        match self {
            Self::CreateTable { table } => create_table(table, live),
            Self::DeleteTable { .. } => delete_table(live),
            Self::Import { table, from, .. } => copying::import(table, from, live),
            Self::BackUp { backup, .. } => back_up(backup, live),
            Self::Export { to, .. } => copying::export(to, live),
            Self::CreateIndex { definitions, index, state, .. } => {
                create_index(definitions, index, state, live)
            }
            Self::DeleteIndex { index, kind, .. } => delete_index(index, *kind, live),
            Self::Set { setting, .. } => setting.progress(live),
            Self::Tag { tags, .. } => Progress::of_setting(
                tags.iter().all(|(key, value)| state.tags.get(key) == Some(value)),
                live.table_busy(),
            ),
            Self::Untag { keys, .. } => {
                Progress::of_setting(keys.iter().all(|key| !state.tags.contains_key(key)), live.table_busy())
            }
            Self::Replicate { change, .. } => change.progress(live),
            Self::At { region, call } => at(region, call, live),
        }
    }
}

/// A backup of that name that is there serves: the name is that of the plan.
fn back_up(backup: &str, live: &LiveTable) -> Progress {
    match live.backups.get(backup) {
        Some(BackupStatus::Available) => Progress::Done,
        Some(BackupStatus::Creating) => Progress::Underway(format!("Backup `{backup}` is being made")),
        None => live.table_busy().map_or(Progress::NotStarted, Progress::Busy),
    }
}

fn at(region: &str, call: &Call, live: &LiveTable) -> Progress {
    match live.replicas.get(region) {
        Some(there) => call.progress(Some(there)),
        None => Progress::diverged(call.table(), &format!("has no replica in {region} any more")),
    }
}

impl Call {
    const fn topic(&self) -> Option<Topic> {
        match self {
            Self::Set { setting, .. } => setting.topic(),
            Self::Tag { .. } | Self::Untag { .. } => Some(Topic::Tags),
            Self::Replicate { .. } => Some(Topic::Replicas),
            _ => None,
        }
    }
}

fn create_table(wanted: &TableState, live: &LiveTable) -> Progress {
    if live.status == TableStatus::Deleting {
        return Progress::Busy(format!("The former table `{}` is being deleted", wanted.name));
    }
    if let TableStatus::Other(status) = &live.status {
        return Progress::diverged(&wanted.name, &format!("is {status}"));
    }
    if let Some(what) = replaced_for(&live.state, wanted) {
        return Progress::diverged(&wanted.name, &format!("exists already with another setting: {what}"));
    }
    if let Some(why) = live.busy() {
        return Progress::Underway(why);
    }
    match differing(live, wanted) {
        Some(path) => {
            Progress::diverged(&wanted.name, &format!("exists already with another setting: {path}"))
        }
        None if live.unknown.contains_key(&Topic::Tags) => Progress::Done,
        None if wanted.tags.iter().any(|(key, value)| live.state.tags.get(key) != Some(value)) => {
            Progress::Underway("Its tags are not shown yet".to_owned())
        }
        None => Progress::Done,
    }
}

/// The first setting that the request sets and the table has otherwise. Tags show late, and what is warm AWS raises.
fn differing(live: &LiveTable, wanted: &TableState) -> Option<String> {
    let mut same = TableState { tags: wanted.tags.clone(), warm: wanted.warm, ..live.state.at_creation() };
    if live.is_encrypted_with(&wanted.encryption) || live.unknown.contains_key(&Topic::Encryption) {
        same.encryption.clone_from(&wanted.encryption);
    }
    if live.unknown.contains_key(&Topic::Policy) {
        same.policy.clone_from(&wanted.policy);
    }
    for (name, index) in &mut same.indexes {
        index.warm = wanted.indexes.get(name).and_then(|wanted| wanted.warm);
    }
    let (changes, _) = fields(Some(&same), Some(wanted));
    changes.into_iter().next().map(|FieldChange { path, .. }| path)
}

fn delete_table(live: &LiveTable) -> Progress {
    match &live.status {
        TableStatus::Deleting => Progress::Underway("The table is being deleted".to_owned()),
        TableStatus::Other(status) => Progress::diverged(&live.state.name, &format!("is {status}")),
        _ if live.state.deletion_protection => {
            Progress::diverged(&live.state.name, "has deletion protection, which was off before")
        }
        _ => Progress::of_setting(false, live.busy()),
    }
}

fn create_index(
    definitions: &BTreeMap<String, ScalarType>,
    name: &str,
    wanted: &NewIndex,
    live: &LiveTable,
) -> Progress {
    let state = &live.state;
    let Some(found) = found(state, name, wanted.kind()) else {
        return match live.busy() {
            Some(why) => Progress::Busy(why),
            None if definitions_fit(definitions, wanted, state) => Progress::NotStarted,
            None => Progress::diverged(
                &state.name,
                "has other indexes than before: the attribute definitions don't fit",
            ),
        };
    };
    let same_types = wanted.keyed().all(|name| state.definitions.get(name) == definitions.get(name));
    match live.index_status.get(name) {
        Some(IndexStatus::Deleting) => Progress::Busy(format!("The former index `{name}` is being deleted")),
        _ if !(same_types && is_same_index(&found, wanted)) => {
            Progress::diverged(&state.name, &format!("has another index `{name}` already"))
        }
        _ => Progress::of_setting(true, live.busy()),
    }
}

fn found(state: &TableState, name: &str, kind: IndexKind) -> Option<NewIndex> {
    match kind {
        IndexKind::Global => state.indexes.get(name).cloned().map(NewIndex::Global),
        IndexKind::Vector => state.vector_indexes.get(name).cloned().map(NewIndex::Vector),
    }
}

/// What can't be changed later is the same.
fn is_same_index(found: &NewIndex, wanted: &NewIndex) -> bool {
    match (found, wanted) {
        (NewIndex::Global(found), NewIndex::Global(wanted)) => {
            found.key == wanted.key && found.projection == wanted.projection
        }
        (found, wanted) => found == wanted,
    }
}

/// AWS takes exactly the definitions that the keys need after the call.
fn definitions_fit(sent: &BTreeMap<String, ScalarType>, index: &NewIndex, live: &TableState) -> bool {
    let is_new = |name: &str| index.keyed().any(|part| part == name);
    live.definitions.iter().all(|(name, kind)| sent.get(name) == Some(kind))
        && sent.keys().all(|name| live.definitions.contains_key(name) || is_new(name))
}

fn delete_index(name: &str, kind: IndexKind, live: &LiveTable) -> Progress {
    match live.index_status.get(name) {
        _ if found(&live.state, name, kind).is_none() => Progress::of_setting(true, live.busy()),
        Some(IndexStatus::Deleting) => Progress::Underway(format!("Index `{name}` is being deleted")),
        _ => Progress::of_setting(false, live.busy()),
    }
}

impl LiveTable {
    /// Why `UpdateTable` would be refused now: one at a time for each table, and one index made or deleted at a time.
    pub(crate) fn busy(&self) -> Option<String> {
        let index = || self.index_status.iter().find_map(|(name, status)| index_busy(name, status));
        self.table_busy().or_else(index).or_else(|| self.elsewhere_busy())
    }

    /// What is going on in the other regions: what all of them share changes in all of them.
    fn elsewhere_busy(&self) -> Option<String> {
        let member = |(region, status): (&String, &TableStatus)| match status {
            TableStatus::Active => None,
            TableStatus::Creating => Some(format!("The replica in {region} is being made and filled")),
            TableStatus::Updating => Some(format!("The replica in {region} is being changed")),
            TableStatus::Deleting => Some(format!("The replica in {region} is being removed")),
            TableStatus::Other(status) => Some(format!("The replica in {region} is {status}")),
        };
        let there = |(region, table): (&String, &Self)| Some(format!("In {region}: {}", table.busy()?));
        self.members.iter().find_map(member).or_else(|| self.replicas.iter().find_map(there))
    }

    /// Why the other operations would be refused now.
    pub(crate) fn table_busy(&self) -> Option<String> {
        match &self.status {
            TableStatus::Active => None,
            TableStatus::Creating => Some("The table is being created".to_owned()),
            TableStatus::Updating => Some("The table is being changed".to_owned()),
            TableStatus::Deleting => Some("The table is being deleted".to_owned()),
            TableStatus::Other(status) => Some(format!("The table is {status}")),
        }
    }
}

fn index_busy(name: &str, status: &IndexStatus) -> Option<String> {
    match status {
        IndexStatus::Active => None,
        IndexStatus::Creating { backfilling: false } => Some(format!("Index `{name}` is being created")),
        IndexStatus::Creating { backfilling: true } => {
            Some(format!("Index `{name}` is being filled with the items of the table"))
        }
        IndexStatus::Updating => Some(format!("Index `{name}` is being changed")),
        IndexStatus::Deleting => Some(format!("Index `{name}` is being deleted")),
        IndexStatus::Other(status) => Some(format!("Index `{name}` is {status}")),
    }
}
