//! Tables that were there first, and become managed by a design.

use serde::{Deserialize, Serialize};
use tablewright_plan::FieldChange;

/// `POST /designs/{id}/adoptions`: makes tables of an environment managed by a design.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AdoptTables {
    /// The number of the version that has them.
    pub version: u32,
    /// The id of the environment.
    pub environment: String,
    /// What was looked at: the tables' names and identities, as `GET` of the same address gives them.
    pub tables: Vec<AdoptTable>,
}

/// A table to adopt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AdoptTable {
    /// Its name in AWS.
    pub table: String,
    /// The identity that AWS gave it: another one that has the name meanwhile is not adopted.
    pub table_id: String,
}

/// A table of a version that is in AWS and not managed by its design.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AdoptableTable {
    /// Its name in AWS.
    pub table: String,
    /// The identity that AWS gave it.
    pub table_id: String,
    /// About how many items it has.
    pub items: u64,
    /// The settings that a plan would change afterwards.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub fields: Vec<FieldChange>,
    /// How many are the same.
    pub unchanged: usize,
    /// Whether the design managed a table of this name that was deleted since.
    pub replaces: bool,
    /// Why it can't be adopted.
    pub refused: Option<String>,
}
