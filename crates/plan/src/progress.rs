//! How far a call has come, told from the live state alone.
//!
//! The engine asks before a call, while it waits, and after a crash. Two things only the engine knows: whether the
//! call was made (then `Busy` is waiting for it to end, since AWS shows some new values only at the end), and
//! whether a read may be stale (describing is eventually consistent: `NotStarted` right after the call is one more
//! reason to look again).

use std::collections::BTreeMap;

use tablewright_model::Capacity;

use crate::diff::{fields, other_key};
use crate::{
    BillingState, Call, FieldChange, IndexState, IndexStatus, LiveTable, Progress, ScalarType, TableState,
    TableStatus,
};

impl Call {
    /// How far it has come; `live` is the table now, `None` when there is none of this name.
    #[must_use]
    pub fn progress(&self, live: Option<&LiveTable>) -> Progress {
        match (self, live) {
            (Self::CreateTable { .. }, None) => Progress::NotStarted,
            (Self::DeleteTable { .. }, None) => Progress::Done,
            (_, None) => diverged(self.table(), "does not exist any more"),
            (Self::CreateTable { table }, Some(live)) => create_table(table, live),
            (Self::DeleteTable { .. }, Some(live)) => delete_table(live),
            (_, Some(live)) => match &live.status {
                TableStatus::Deleting => diverged(self.table(), "is being deleted"),
                TableStatus::Other(status) => diverged(self.table(), &format!("is {status}")),
                _ => self.on_table(live),
            },
        }
    }

    fn on_table(&self, live: &LiveTable) -> Progress {
        let state = &live.state;
        match self {
            Self::CreateTable { table } => create_table(table, live),
            Self::DeleteTable { .. } => delete_table(live),
            Self::CreateIndex { definitions, index, state, .. } => {
                create_index(definitions, index, state, live)
            }
            Self::DeleteIndex { index, .. } => delete_index(index, live),
            Self::SetBilling { billing, indexes, .. } => {
                setting(state.billing == *billing && has_capacities(state, indexes), busy(live))
            }
            Self::SetCapacity { capacity, indexes, .. } => set_capacity(*capacity, indexes, live),
            Self::SetStream { view, .. } => match state.stream {
                Some(other) if view.is_some_and(|view| view != other) => {
                    diverged(&state.name, &format!("has a stream with {} already", other.term()))
                }
                _ => setting(state.stream == *view, busy(live)),
            },
            Self::SetDeletionProtection { enabled, .. } => {
                setting(state.deletion_protection == *enabled, busy(live))
            }
            Self::SetTtl { attribute, enabled, .. } => set_ttl(attribute, *enabled, live),
            Self::Tag { tags, .. } => {
                setting(tags.iter().all(|(key, value)| state.tags.get(key) == Some(value)), table_busy(live))
            }
            Self::Untag { keys, .. } => {
                setting(keys.iter().all(|key| !state.tags.contains_key(key)), table_busy(live))
            }
        }
    }
}

fn create_table(wanted: &TableState, live: &LiveTable) -> Progress {
    if live.status == TableStatus::Deleting {
        return Progress::Busy(format!("The former table `{}` is being deleted", wanted.name));
    }
    if let TableStatus::Other(status) = &live.status {
        return diverged(&wanted.name, &format!("is {status}"));
    }
    if other_key(&live.state, wanted) {
        return diverged(&wanted.name, "exists already with another key");
    }
    if let Some(why) = busy(live) {
        return Progress::Underway(why);
    }
    match differing(&live.state, wanted) {
        Some(path) => diverged(&wanted.name, &format!("exists already with another setting: {path}")),
        None if wanted.tags.iter().any(|(key, value)| live.state.tags.get(key) != Some(value)) => {
            Progress::Underway("Its tags are not shown yet".to_owned())
        }
        None => Progress::Done,
    }
}

/// The first setting that the request sets and the table has otherwise. TTL has a call of its own; tags show late.
fn differing(live: &TableState, wanted: &TableState) -> Option<String> {
    let same = TableState { ttl: wanted.ttl.clone(), tags: wanted.tags.clone(), ..live.clone() };
    let (changes, _) = fields(Some(&same), Some(wanted));
    changes.into_iter().next().map(|FieldChange { path, .. }| path)
}

fn delete_table(live: &LiveTable) -> Progress {
    match &live.status {
        TableStatus::Deleting => Progress::Underway("The table is being deleted".to_owned()),
        TableStatus::Other(status) => diverged(&live.state.name, &format!("is {status}")),
        _ if live.state.deletion_protection => {
            diverged(&live.state.name, "has deletion protection, which was off before")
        }
        _ => setting(false, busy(live)),
    }
}

fn create_index(
    definitions: &BTreeMap<String, ScalarType>,
    name: &str,
    wanted: &IndexState,
    live: &LiveTable,
) -> Progress {
    let state = &live.state;
    let Some(index) = state.indexes.get(name) else {
        return match busy(live) {
            Some(why) => Progress::Busy(why),
            None if definitions_fit(definitions, wanted, state) => Progress::NotStarted,
            None => {
                diverged(&state.name, "has other indexes than before: the attribute definitions don't fit")
            }
        };
    };
    let same = index.key == wanted.key
        && index.projection == wanted.projection
        && index.key.iter().all(|part| state.definitions.get(&part.name) == definitions.get(&part.name));
    match live.index_status.get(name) {
        Some(IndexStatus::Deleting) => Progress::Busy(format!("The former index `{name}` is being deleted")),
        _ if !same => diverged(&state.name, &format!("has another index `{name}` already")),
        _ => setting(true, busy(live)),
    }
}

/// AWS takes exactly the definitions that the keys need after the call.
fn definitions_fit(sent: &BTreeMap<String, ScalarType>, index: &IndexState, live: &TableState) -> bool {
    let is_new = |name: &str| index.key.iter().any(|part| part.name == name);
    live.definitions.iter().all(|(name, kind)| sent.get(name) == Some(kind))
        && sent.keys().all(|name| live.definitions.contains_key(name) || is_new(name))
}

fn delete_index(name: &str, live: &LiveTable) -> Progress {
    match live.index_status.get(name) {
        _ if !live.state.indexes.contains_key(name) => setting(true, busy(live)),
        Some(IndexStatus::Deleting) => Progress::Underway(format!("Index `{name}` is being deleted")),
        _ => setting(false, busy(live)),
    }
}

fn set_capacity(
    capacity: Option<Capacity>,
    indexes: &BTreeMap<String, Capacity>,
    live: &LiveTable,
) -> Progress {
    match live.state.billing {
        BillingState::OnDemand => diverged(&live.state.name, "is on demand by now and has no capacity"),
        BillingState::Provisioned(now) => {
            let same = capacity.is_none_or(|wanted| wanted == now) && has_capacities(&live.state, indexes);
            setting(same, busy(live))
        }
    }
}

fn has_capacities(state: &TableState, wanted: &BTreeMap<String, Capacity>) -> bool {
    let now = |name| state.indexes.get(name).and_then(|index| index.capacity);
    wanted.iter().all(|(name, capacity)| now(name) == Some(*capacity))
}

fn set_ttl(attribute: &str, enabled: bool, live: &LiveTable) -> Progress {
    match &live.state.ttl {
        Some(other) if other != attribute => {
            diverged(&live.state.name, &format!("has TTL on attribute `{other}`"))
        }
        now => setting(now.is_some() == enabled, table_busy(live)),
    }
}

fn setting(is_as_wanted: bool, busy: Option<String>) -> Progress {
    match (is_as_wanted, busy) {
        (true, None) => Progress::Done,
        (true, Some(why)) => Progress::Underway(why),
        (false, None) => Progress::NotStarted,
        (false, Some(why)) => Progress::Busy(why),
    }
}

/// Why `UpdateTable` would be refused now: one at a time for each table, and one index made or deleted at a time.
fn busy(live: &LiveTable) -> Option<String> {
    let index = || live.index_status.iter().find_map(|(name, status)| index_busy(name, status));
    table_busy(live).or_else(index)
}

fn table_busy(live: &LiveTable) -> Option<String> {
    match &live.status {
        TableStatus::Active => None,
        TableStatus::Creating => Some("The table is being created".to_owned()),
        TableStatus::Updating => Some("The table is being changed".to_owned()),
        TableStatus::Deleting => Some("The table is being deleted".to_owned()),
        TableStatus::Other(status) => Some(format!("The table is {status}")),
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

fn diverged(table: &str, what: &str) -> Progress {
    Progress::Diverged(format!("Table `{table}` {what}: make a new plan"))
}
