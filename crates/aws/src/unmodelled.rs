//! Settings that a table has and our model of a table does not know: shown beside a plan, never changed by
//! one.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::{GlobalTableSettingsReplicationMode, TableDescription};

use tablewright_plan::STREAM_POLICY;

use crate::normalise::{LEGACY, Neighbours};

/// The settings by their names in the API.
pub(crate) fn of(table: &TableDescription, neighbours: &Neighbours) -> BTreeMap<String, String> {
    let shared = table.global_table_settings_replication_mode.as_ref();
    let shared = shared.filter(|mode| **mode != GlobalTableSettingsReplicationMode::Disabled);
    let other_streams = neighbours.kinesis.on.iter().skip(1).map(|one| one.stream.clone());
    let streams = other_streams.chain(neighbours.kinesis.failed.iter().cloned()).collect();
    let legacy = table.global_table_version.clone().filter(|version| version == LEGACY);
    let all = [
        ("GlobalTableVersion", legacy),
        ("GlobalTableSettingsReplicationMode", shared.map(|mode| mode.as_str().to_owned())),
        (
            "DisassociationProtectionEnabled",
            table.disassociation_protection_enabled.filter(|on| *on).map(|_| "on".to_owned()),
        ),
        (STREAM_POLICY, neighbours.stream_policy.clone()),
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
