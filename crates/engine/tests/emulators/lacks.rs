//! What each emulator lacks of what the engine calls, as data: the same rows are in `docs/emulator-differences.md`.

use std::collections::BTreeMap;

use tablewright_model::{Encryption, Maximum, TableClass};
use tablewright_plan::{BillingState, Call, NewIndex, Setting, TableState};

/// Something that an emulator does not do as AWS does.
pub(crate) struct Lack {
    pub(crate) emulator: &'static str,
    /// What it is, and what the emulator does instead, in the words of the document.
    pub(crate) what: &'static str,
    /// Whether these calls, one after the other, run into it.
    pub(crate) meets: fn(&[Call]) -> bool,
}

const fn lack(emulator: &'static str, what: &'static str, meets: fn(&[Call]) -> bool) -> Lack {
    Lack { emulator, what, meets }
}

pub(crate) const LACKS: [Lack; 27] = [
    lack("dynalite", "streams: dropped by CreateTable, unknown to UpdateTable", |calls| {
        made(calls, |table| table.stream.is_some()) || set(calls, |to| matches!(to, Setting::Stream(_)))
    }),
    lack("dynalite", "table class: dropped by CreateTable, unknown to UpdateTable", |calls| {
        made(calls, |table| table.class != TableClass::Standard)
            || set(calls, |to| matches!(to, Setting::Class(_)))
    }),
    lack("dynalite", "on-demand maxima: dropped by CreateTable, unknown to UpdateTable", |calls| {
        made(calls, has_maximum) || set(calls, |to| matches!(to, Setting::Maximum { .. }))
    }),
    lack("dynalite", "warm throughput: dropped by CreateTable, unknown to UpdateTable", |calls| {
        made(calls, has_warm) || set(calls, |to| matches!(to, Setting::Warm { .. }))
    }),
    lack("dynalite", "keys of encryption: dropped by CreateTable, unknown to UpdateTable", |calls| {
        made(calls, |table| table.encryption != Encryption::AwsOwned)
            || set(calls, |to| matches!(to, Setting::Encryption(_)))
    }),
    lack("dynalite", "deletion protection: dropped by CreateTable, unknown to UpdateTable", |calls| {
        made(calls, |table| table.deletion_protection)
            || set(calls, |to| matches!(to, Setting::DeletionProtection(_)))
    }),
    lack("dynalite", "tags of a new table: dropped by CreateTable, while TagResource works", |calls| {
        made(calls, |table| !table.tags.is_empty())
    }),
    lack("dynalite", "resource policies: dropped by CreateTable, no operations", |calls| {
        set(calls, |to| matches!(to, Setting::Policy(_))) || made(calls, |table| table.policy.is_some())
    }),
    lack("dynalite", "time to live: no UpdateTimeToLive", |calls| {
        set(calls, |to| matches!(to, Setting::Ttl { .. }))
    }),
    lack("dynalite", "point-in-time recovery: no operations", |calls| {
        set(calls, |to| matches!(to, Setting::Recovery(_)))
    }),
    lack("dynalite", "Contributor Insights: no operations", |calls| {
        set(calls, |to| matches!(to, Setting::Insights { .. }))
    }),
    lack("dynalite", "Kinesis data streams: no operations", |calls| {
        set(calls, |to| matches!(to, Setting::Kinesis { .. }))
    }),
    lack("dynalite", "autoscaling: no such service", |calls| {
        set(calls, |to| matches!(to, Setting::ScalingTarget { .. } | Setting::ScalingPolicy { .. }))
    }),
    lack(
        "dynalite",
        "indexes of a table that is there: UpdateTable accepts them and does nothing",
        |calls| calls.iter().any(|call| matches!(call, Call::CreateIndex { .. } | Call::DeleteIndex { .. })),
    ),
    lack("dynalite", "vector indexes: dropped by CreateTable, unknown to UpdateTable", |calls| {
        made(calls, |table| !table.vector_indexes.is_empty())
    }),
    lack("dynalite", "replicas: unknown to UpdateTable", |calls| has_replicas(calls)),
    lack("moto", "table class: dropped by CreateTable and UpdateTable", |calls| {
        made(calls, |table| table.class != TableClass::Standard)
            || set(calls, |to| matches!(to, Setting::Class(_)))
    }),
    lack("moto", "on-demand maxima: dropped by CreateTable and UpdateTable", |calls| {
        made(calls, has_maximum) || set(calls, |to| matches!(to, Setting::Maximum { .. }))
    }),
    lack("moto", "another key of encryption: dropped by UpdateTable", |calls| {
        set(calls, |to| matches!(to, Setting::Encryption(_)))
    }),
    lack("moto", "a stream that was on once: cannot be switched on again", |calls| {
        set(calls, |to| matches!(to, Setting::Stream(Some(_))))
            && (made(calls, |table| table.stream.is_some()) || set(calls, |to| *to == Setting::Stream(None)))
    }),
    lack(
        "moto",
        "a resource policy of a new table: dropped by CreateTable, while PutResourcePolicy works",
        |calls| made(calls, |table| table.policy.is_some()),
    ),
    lack("moto", "Contributor Insights: HTTP 500 with a page", |calls| {
        set(calls, |to| matches!(to, Setting::Insights { .. }))
    }),
    lack("moto", "Kinesis data streams: HTTP 500 with a page", |calls| {
        set(calls, |to| matches!(to, Setting::Kinesis { .. }))
    }),
    lack("moto", "capacity below the bounds of its scaling: is not moved into them", |calls| {
        scales_above(calls)
    }),
    lack(
        "moto",
        "attributes that only a deleted index used: stay defined, which keeps other indexes from being made",
        |calls| leaves_definitions(calls),
    ),
    lack("moto", "vector indexes: dropped by CreateTable and UpdateTable", |calls| {
        made(calls, |table| !table.vector_indexes.is_empty())
            || calls.iter().any(|call| matches!(call, Call::CreateIndex { state: NewIndex::Vector(_), .. }))
    }),
    lack("moto", "replicas: dropped by UpdateTable", |calls| has_replicas(calls)),
];

fn made(calls: &[Call], which: impl Fn(&TableState) -> bool) -> bool {
    calls.iter().any(|call| matches!(call, Call::CreateTable { table } if which(table)))
}

fn set(calls: &[Call], which: impl Fn(&Setting) -> bool) -> bool {
    calls.iter().any(|call| matches!(call, Call::Set { setting, .. } if which(setting)))
}

fn has_replicas(calls: &[Call]) -> bool {
    calls.iter().any(|call| matches!(call, Call::Replicate { .. } | Call::At { .. }))
}

fn has_maximum(table: &TableState) -> bool {
    let none = Maximum { read: None, write: None };
    table.maximum != none || table.indexes.values().any(|index| index.maximum != none)
}

fn has_warm(table: &TableState) -> bool {
    table.warm.is_some() || table.indexes.values().any(|index| index.warm.is_some())
}

/// Whether AWS would move a capacity at once, from what the table was made with to the least that it may scale to.
fn scales_above(calls: &[Call]) -> bool {
    set(calls, |to| {
        let Setting::ScalingTarget { index, dimension, bounds: Some(bounds) } = to else { return false };
        made(calls, |table| match (index, table.billing) {
            (Some(index), _) => {
                let capacity = table.indexes.get(index).and_then(|index| index.capacity);
                capacity.is_some_and(|capacity| dimension.of(capacity) < bounds.min)
            }
            (None, BillingState::Provisioned(capacity)) => dimension.of(capacity) < bounds.min,
            (None, BillingState::OnDemand) => false,
        })
    })
}

/// Whether an index is made after the last one that had some key attribute, or had it with this type, is gone.
fn leaves_definitions(calls: &[Call]) -> bool {
    let mut given = BTreeMap::new();
    calls.iter().any(|call| match call {
        Call::CreateTable { table } => {
            given.insert(&table.name, &table.definitions);
            false
        }
        Call::CreateIndex { table, definitions, .. } => {
            let before = given.insert(table, definitions);
            before.is_some_and(|before| before.iter().any(|(name, kind)| definitions.get(name) != Some(kind)))
        }
        _ => false,
    })
}
