//! What the settings of a table are after a call: how the planner knows what the next step starts from.

use std::collections::BTreeSet;

use crate::{Call, IndexKind, NewIndex, ReplicaState, Setting, TableState};

impl Call {
    /// Changes the settings of a table that is there as the finished call does; what makes or
    /// deletes a table or copies its items changes none.
    pub fn effect(&self, state: &mut TableState) {
        let before = (!state.replicas.is_empty() && self.is_followed()).then(|| ReplicaState::of(state));
        self.own_effect(state);
        if let Some(before) = before {
            let after = ReplicaState::of(state);
            state.replicas.values_mut().for_each(|replica| replica.follow(&before, &after));
        }
    }

    /// Whether replicas take over what it changes. Autoscaling moves the reads of one region.
    const fn is_followed(&self) -> bool {
        match self {
            Self::CreateIndex { .. } | Self::DeleteIndex { .. } => true,
            Self::Set { setting, .. } => matches!(
                setting,
                Setting::Billing { .. }
                    | Setting::Capacity { .. }
                    | Setting::Maximum { .. }
                    | Setting::Class(_)
                    | Setting::Encryption(_)
            ),
            _ => false,
        }
    }

    fn own_effect(&self, state: &mut TableState) {
        match self {
            Self::CreateTable { .. }
            | Self::Import { .. }
            | Self::DeleteTable { .. }
            | Self::BackUp { .. }
            | Self::Export { .. } => {}
            Self::CreateIndex { definitions, index, state: new, .. } => {
                state.definitions.clone_from(definitions);
                match new {
                    NewIndex::Global(new) => drop(state.indexes.insert(index.clone(), new.clone())),
                    NewIndex::Vector(new) => drop(state.vector_indexes.insert(index.clone(), new.clone())),
                }
            }
            Self::DeleteIndex { index, kind, .. } => remove_index(state, index, *kind),
            Self::Set { setting, .. } => setting.effect(state),
            Self::Tag { tags, .. } => state.tags.extend(tags.clone()),
            Self::Untag { keys, .. } => state.tags.retain(|key, _| !keys.contains(key)),
            Self::Replicate { change, .. } => change.effect(state),
            Self::At { region, call } => {
                if let Some(replica) = state.replicas.get(region) {
                    let mut there = state.in_region(replica);
                    call.effect(&mut there);
                    state.replicas.insert(region.clone(), ReplicaState::of(&there));
                }
            }
        }
    }
}

/// The service drops the definitions that only this index used.
fn remove_index(state: &mut TableState, name: &str, kind: IndexKind) {
    let removed = match kind {
        IndexKind::Global => state.indexes.remove(name).map(NewIndex::Global),
        IndexKind::Vector => state.vector_indexes.remove(name).map(NewIndex::Vector),
    };
    let Some(removed) = removed else { return };
    let kept: BTreeSet<String> = state.keyed().map(str::to_owned).collect();
    for name in removed.keyed().filter(|name| !kept.contains(*name)) {
        state.definitions.remove(name);
    }
}
