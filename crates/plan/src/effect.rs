//! What the settings of a table are after a call: how the planner knows what the next step starts from.

use crate::{BillingState, Call, TableState};

impl Call {
    /// Changes the settings of a table that is there as the finished call does; `CreateTable` and `DeleteTable` change
    /// none.
    pub fn effect(&self, state: &mut TableState) {
        match self {
            Self::CreateTable { .. } | Self::DeleteTable { .. } => {}
            Self::CreateIndex { definitions, index, state: new, .. } => {
                state.definitions.clone_from(definitions);
                state.indexes.insert(index.clone(), new.clone());
            }
            Self::DeleteIndex { index, .. } => remove_index(state, index),
            Self::SetBilling { billing, indexes, .. } => {
                state.billing = *billing;
                for (name, index) in &mut state.indexes {
                    index.capacity = indexes.get(name).copied();
                }
            }
            Self::SetCapacity { capacity, indexes, .. } => {
                if let Some(capacity) = capacity {
                    state.billing = BillingState::Provisioned(*capacity);
                }
                for (name, index) in &mut state.indexes {
                    index.capacity = indexes.get(name).copied().or(index.capacity);
                }
            }
            Self::SetStream { view, .. } => state.stream = *view,
            Self::SetDeletionProtection { enabled, .. } => state.deletion_protection = *enabled,
            Self::SetTtl { attribute, enabled, .. } => state.ttl = enabled.then(|| attribute.clone()),
            Self::Tag { tags, .. } => state.tags.extend(tags.clone()),
            Self::Untag { keys, .. } => state.tags.retain(|key, _| !keys.contains(key)),
        }
    }
}

/// The service drops the definitions that only this index used. Those that nothing we know uses stay: a local index
/// needs them.
fn remove_index(state: &mut TableState, name: &str) {
    let Some(removed) = state.indexes.remove(name) else {
        return;
    };
    let TableState { key, indexes, definitions, .. } = state;
    let remaining = key.iter().chain(indexes.values().flat_map(|index| &index.key));
    for element in removed.key {
        if !remaining.clone().any(|other| other.name == element.name) {
            definitions.remove(&element.name);
        }
    }
}
