//! The last stages of a migration: comparing both tables, so that the old one may go.

use serde::{Deserialize, Serialize};

/// `POST /designs/{id}/comparisons`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CompareTables {
    /// The number of the version that has the new table.
    pub version: u32,
    /// The id of the environment.
    pub environment: String,
    /// The name in AWS of the old table.
    pub table: String,
}

/// What a comparison of the two tables of a migration has found. Counts read all items, which AWS charges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComparisonView {
    /// The table that is to go.
    pub old: String,
    /// The table that takes its place.
    pub new: String,
    /// When they were compared.
    pub at: String,
    /// How many items the old table has.
    pub old_items: u64,
    /// How many the new one has.
    pub new_items: u64,
    /// How many items of the old table were looked for in the new one.
    pub sampled: u32,
    /// What differs, a sentence each; nothing is the proof that the old table may go.
    pub findings: Vec<String>,
}
