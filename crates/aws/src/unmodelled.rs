//! Settings that a table has and our model of a table in one region does not know: shown beside a plan, never changed by
//! one.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::{GlobalTableSettingsReplicationMode, ReplicaDescription, TableDescription};

use crate::normalise::Neighbours;

/// The settings by their names in the API.
pub(crate) fn of(table: &TableDescription, neighbours: &Neighbours) -> BTreeMap<String, String> {
    let arn = table.table_arn.as_deref().unwrap_or_default();
    let own_region = arn.split(':').nth(3).unwrap_or_default();
    let witness = |one: &aws_sdk_dynamodb::types::GlobalTableWitnessDescription| one.region_name.clone();
    let witnesses: Vec<_> = table.global_table_witnesses().iter().filter_map(witness).collect();
    let shared = table.global_table_settings_replication_mode.as_ref();
    let shared = shared.filter(|mode| **mode != GlobalTableSettingsReplicationMode::Disabled);
    let other_streams = neighbours.kinesis.on.iter().skip(1).map(|one| one.stream.clone());
    let streams = other_streams.chain(neighbours.kinesis.failed.iter().cloned()).collect();
    let all = [
        ("Replicas", replicas(table.replicas(), own_region)),
        (
            "MultiRegionConsistency",
            table.multi_region_consistency.as_ref().map(|mode| mode.as_str().to_owned()),
        ),
        ("GlobalTableWitnesses", list(witnesses)),
        ("GlobalTableSettingsReplicationMode", shared.map(|mode| mode.as_str().to_owned())),
        (
            "DisassociationProtectionEnabled",
            table.disassociation_protection_enabled.filter(|on| *on).map(|_| "on".to_owned()),
        ),
        ("KinesisDataStreamDestinations", list(streams)),
        (
            "ContributorInsights",
            list(neighbours.insights.failed.iter().map(|of| format!("{of} FAILED")).collect()),
        ),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

/// All of them in one line, or nothing for none.
fn list(items: Vec<String>) -> Option<String> {
    (!items.is_empty()).then(|| items.join(", "))
}

/// The service lists the region that was asked as well.
fn replicas(replicas: &[ReplicaDescription], own_region: &str) -> Option<String> {
    let regions = replicas.iter().filter_map(|one| one.region_name.clone());
    list(regions.filter(|one| one != own_region).collect())
}
