//! Phrases that several kinds of step share.

use crate::Estimate;

/// What `UpdateTable` needs: DynamoDB takes one change of a table at a time.
pub(super) fn ready(table: &str) -> String {
    format!("Table `{table}` is ACTIVE and none of its indexes is being made or deleted")
}

pub(super) fn active(table: &str) -> String {
    format!("Table `{table}` is ACTIVE")
}

pub(super) fn until_active(table: &str) -> String {
    format!("Until table `{table}` is ACTIVE")
}

pub(super) fn until_all_active(table: &str) -> String {
    format!("Until table `{table}` and all its indexes are ACTIVE")
}

/// A duration that no source gives a figure for.
pub(super) fn unknown(basis: &str) -> Estimate {
    Estimate { seconds: None, basis: basis.to_owned() }
}

pub(super) fn about(seconds: u64, basis: &str) -> Estimate {
    Estimate { seconds: Some(seconds), basis: basis.to_owned() }
}
