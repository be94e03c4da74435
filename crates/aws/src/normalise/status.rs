//! The states of a table and its indexes.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::{
    IndexStatus as AwsIndexStatus, TableDescription, TableStatus as AwsTableStatus,
};
use tablewright_plan::{IndexStatus, TableStatus};

pub(super) fn table(status: Option<AwsTableStatus>) -> TableStatus {
    match status {
        Some(AwsTableStatus::Creating) => TableStatus::Creating,
        Some(AwsTableStatus::Updating) => TableStatus::Updating,
        Some(AwsTableStatus::Deleting) => TableStatus::Deleting,
        Some(AwsTableStatus::Active) => TableStatus::Active,
        Some(other) => TableStatus::Other(other.as_str().to_owned()),
        None => TableStatus::Other("UNKNOWN".to_owned()),
    }
}

/// Local indexes have none.
pub(super) fn indexes(description: &TableDescription) -> BTreeMap<String, IndexStatus> {
    let global = description.global_secondary_indexes().iter();
    let global = global.map(|one| (one.index_name.clone(), &one.index_status, one.backfilling));
    let vector = description.vector_indexes().iter();
    let vector = vector.map(|one| (one.index_name.clone(), &one.index_status, one.backfilling));
    let all = global.chain(vector);
    all.filter_map(|(name, status, backfilling)| Some((name?, index(status.as_ref(), backfilling)))).collect()
}

fn index(status: Option<&AwsIndexStatus>, backfilling: Option<bool>) -> IndexStatus {
    match status {
        Some(AwsIndexStatus::Creating) => IndexStatus::Creating { backfilling: backfilling.unwrap_or(false) },
        Some(AwsIndexStatus::Updating) => IndexStatus::Updating,
        Some(AwsIndexStatus::Deleting) => IndexStatus::Deleting,
        Some(AwsIndexStatus::Active) => IndexStatus::Active,
        Some(other) => IndexStatus::Other(other.as_str().to_owned()),
        None => IndexStatus::Other("UNKNOWN".to_owned()),
    }
}
