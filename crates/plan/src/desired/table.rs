//! One table of a design in AWS's terms.
//!
//! Settings that rest, since they belong to the other billing mode, are left out here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tablewright_model::{
    AttributeId, AttributeType, Autoscaling, Billing, Capacity, Consistency, GlobalIndex, LocalIndex,
    Maximum, Projection, Replica, Scaling, Table, VectorIndex,
};

use super::replica;
use crate::state::{canonical_kinesis, canonical_policy};
use crate::{
    BillingState, Bounds, Dimension, IndexState, KeyElement, KeyRole, LocalIndexState, ProjectionState,
    ScalarType, ScalingState, TableState, Tracking, VectorIndexState,
};

/// The settings of a table that goes by this name in AWS, whether or not AWS would take them.
#[must_use]
pub fn state(table: &Table, name: String) -> TableState {
    let mode = Mode::of(table.billing);
    let key = |id, role| KeyElement { name: table.attribute_name(id).to_owned(), role };
    let partition = table.key.partition.map(|id| key(id, KeyRole::Hash));
    let autoscaling = mode.autoscaling(table.autoscaling);
    let alone = TableState {
        name,
        key: partition.into_iter().chain(table.key.sort.map(|id| key(id, KeyRole::Range))).collect(),
        definitions: definitions(table),
        indexes: table.indexes.iter().map(|one| (one.name.clone(), index(table, one, mode))).collect(),
        local_indexes: table.local_indexes.iter().map(|one| (one.name.clone(), local(table, one))).collect(),
        vector_indexes: table
            .vector_indexes
            .iter()
            .map(|one| (one.name.clone(), vector(table, one)))
            .collect(),
        billing: match table.billing {
            Billing::OnDemand => BillingState::OnDemand,
            Billing::Provisioned(capacity) => BillingState::Provisioned(within(capacity, &autoscaling)),
        },
        autoscaling,
        maximum: mode.maximum(table.maximum),
        warm: table.warm,
        class: table.class,
        stream: table.stream,
        kinesis: table.kinesis.clone().map(canonical_kinesis),
        ttl: table.ttl.map(|id| table.attribute_name(id).to_owned()),
        recovery: table.recovery,
        encryption: table.encryption.clone(),
        deletion_protection: table.deletion_protection,
        policy: table.policy.as_deref().map(canonical_policy),
        insights: table.insights,
        tags: table.tags.clone(),
        consistency: Consistency::Eventual,
        replicas: BTreeMap::new(),
        witness: None,
    };
    let copy = |one: &Arc<Replica>| (one.region.clone(), replica::state(&alone, table, one));
    let replicas = table.replicas.iter().map(copy).collect();
    let is_alone = table.replicas.is_empty();
    TableState {
        consistency: if is_alone { Consistency::Eventual } else { table.consistency },
        witness: table.witness.clone(),
        replicas,
        ..alone
    }
}

/// Whether capacity is provisioned, which decides what of the rest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    OnDemand,
    Provisioned,
}

impl Mode {
    const fn of(billing: Billing) -> Self {
        match billing {
            Billing::OnDemand => Self::OnDemand,
            Billing::Provisioned(_) => Self::Provisioned,
        }
    }

    fn maximum(self, maximum: Option<Maximum>) -> Maximum {
        maximum.filter(|_| self == Self::OnDemand).unwrap_or_default()
    }

    fn autoscaling(self, autoscaling: Option<Autoscaling>) -> BTreeMap<Dimension, ScalingState> {
        let Some(Autoscaling { read, write }) = autoscaling.filter(|_| self == Self::Provisioned) else {
            return BTreeMap::new();
        };
        let both = [(Dimension::Read, read), (Dimension::Write, write)];
        both.into_iter().filter_map(|(dimension, one)| Some((dimension, scaling(one?)))).collect()
    }
}

/// No cooldown is what AWS takes when none is said.
pub(super) fn scaling(scaling: Scaling) -> ScalingState {
    let Scaling { min, max, target, scale_in_cooldown, scale_out_cooldown, only_out } = scaling;
    let cooldown = |seconds: Option<u32>| seconds.filter(|seconds| *seconds > 0);
    let tracking = Tracking {
        target,
        scale_in_cooldown: cooldown(scale_in_cooldown),
        scale_out_cooldown: cooldown(scale_out_cooldown),
        only_out,
    };
    ScalingState { bounds: Bounds { min, max }, tracking: Some(tracking) }
}

/// The capacity that scaling would make of it at once.
fn within(mut capacity: Capacity, autoscaling: &BTreeMap<Dimension, ScalingState>) -> Capacity {
    for (dimension, scaling) in autoscaling {
        let units = dimension.of_mut(&mut capacity);
        *units = scaling.bounds.clamp(*units);
    }
    capacity
}

fn definitions(table: &Table) -> BTreeMap<String, ScalarType> {
    let definition = |id: AttributeId| {
        let attribute = table.attribute(id)?;
        Some((attribute.name.clone(), scalar(attribute.kind)?))
    };
    table.key_attributes().into_iter().filter_map(definition).collect()
}

const fn scalar(kind: AttributeType) -> Option<ScalarType> {
    match kind {
        AttributeType::S => Some(ScalarType::S),
        AttributeType::N => Some(ScalarType::N),
        AttributeType::B => Some(ScalarType::B),
        _ => None,
    }
}

fn index(table: &Table, index: &GlobalIndex, mode: Mode) -> IndexState {
    let elements = |ids: &[AttributeId], role| -> Vec<KeyElement> {
        ids.iter().map(|id| KeyElement { name: table.attribute_name(*id).to_owned(), role }).collect()
    };
    let mut key = elements(&index.partition, KeyRole::Hash);
    key.extend(elements(&index.sort, KeyRole::Range));
    let autoscaling = mode.autoscaling(index.autoscaling);
    IndexState {
        key,
        projection: projection(table, &index.projection),
        capacity: index.capacity.map(|capacity| within(capacity, &autoscaling)),
        autoscaling,
        maximum: mode.maximum(index.maximum),
        warm: index.warm,
        insights: index.insights,
    }
}

fn local(table: &Table, index: &LocalIndex) -> LocalIndexState {
    LocalIndexState { sort: name(table, index.sort), projection: projection(table, &index.projection) }
}

fn vector(table: &Table, index: &VectorIndex) -> VectorIndexState {
    VectorIndexState {
        vector: name(table, index.vector),
        dimensions: index.dimensions,
        distance: index.distance,
        partition: index.partition.map(|id| table.attribute_name(id).to_owned()),
        filters: index.filters.iter().map(|id| table.attribute_name(*id).to_owned()).collect(),
        projection: projection(table, &index.projection),
    }
}

/// What is not chosen yet is an error of the design, which then has no desired state.
fn name(table: &Table, id: Option<AttributeId>) -> String {
    id.map(|id| table.attribute_name(id).to_owned()).unwrap_or_default()
}

fn projection(table: &Table, projection: &Projection) -> ProjectionState {
    match projection {
        Projection::All => ProjectionState::All,
        Projection::KeysOnly => ProjectionState::KeysOnly,
        Projection::Include(ids) => {
            let names: BTreeSet<_> = ids.iter().map(|id| table.attribute_name(*id).to_owned()).collect();
            ProjectionState::Include(names)
        }
    }
}
