//! The other members of a global table. The settings of replicas are read in their regions.
//!
//! Version 2017.11.29 of global tables has other operations: its replicas are not members here.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::{ReplicaDescription, ReplicaStatus, TableDescription, WitnessStatus};
use tablewright_model::Consistency;
use tablewright_plan::TableStatus;

/// The legacy version, which nobody can change with `UpdateTable`.
pub(crate) const LEGACY: &str = "2017.11.29";

/// What is agreed on between the regions of a table.
#[derive(Debug, Default)]
pub(super) struct Members {
    pub(super) all: BTreeMap<String, TableStatus>,
    pub(super) consistency: Consistency,
    pub(super) witness: Option<String>,
}

pub(super) fn of(description: &TableDescription) -> Members {
    if description.global_table_version.as_deref() == Some(LEGACY) {
        return Members::default();
    }
    // The service lists the region that was asked as well.
    let arn = description.table_arn.as_deref().unwrap_or_default();
    let here = arn.split(':').nth(3).unwrap_or_default();
    let replicas = description.replicas().iter().filter_map(replica).filter(|(region, _)| region != here);
    let mut all: BTreeMap<_, _> = replicas.collect();
    let mut witness = None;
    for one in description.global_table_witnesses() {
        if let Some(region) = &one.region_name {
            all.insert(region.clone(), witness_status(one.witness_status.as_ref()));
            witness = Some(region.clone());
        }
    }
    let strong = description.multi_region_consistency.as_ref().is_some_and(|mode| mode.as_str() == "STRONG");
    let consistency = if strong && !all.is_empty() { Consistency::Strong } else { Consistency::Eventual };
    Members { all, consistency, witness }
}

fn replica(replica: &ReplicaDescription) -> Option<(String, TableStatus)> {
    let status = match &replica.replica_status {
        // Old global tables show none.
        None | Some(ReplicaStatus::Active) => TableStatus::Active,
        Some(ReplicaStatus::Creating) => TableStatus::Creating,
        Some(ReplicaStatus::Updating) => TableStatus::Updating,
        Some(ReplicaStatus::Deleting) => TableStatus::Deleting,
        Some(other) => TableStatus::Other(other.as_str().to_owned()),
    };
    Some((replica.region_name.clone()?, status))
}

fn witness_status(status: Option<&WitnessStatus>) -> TableStatus {
    match status {
        None | Some(WitnessStatus::Active) => TableStatus::Active,
        Some(WitnessStatus::Creating) => TableStatus::Creating,
        Some(WitnessStatus::Deleting) => TableStatus::Deleting,
        Some(other) => TableStatus::Other(other.as_str().to_owned()),
    }
}
