//! Drift of an environment, and how often it is looked for.

use serde::{Deserialize, Serialize};
use tablewright_plan::{Drift, TableDrift};

/// How often the server looks for drift in an environment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum DriftInterval {
    #[default]
    Off,
    Hourly,
    Daily,
}

/// `GET /environments/{id}/drift`: what the last looks found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnvironmentDrift {
    /// How often it is looked for.
    pub interval: DriftInterval,
    /// The designs with tables in the environment.
    pub designs: Vec<DesignDrift>,
}

/// `POST /environments/{id}/drift/interval`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetDriftInterval {
    /// How often.
    pub interval: DriftInterval,
}

/// The tables of one design in an environment, compared with the version that they were equal to last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DesignDrift {
    /// The design's id.
    pub design: String,
    /// The design's name.
    pub design_name: String,
    /// The version that they are compared with; `None` when they were never equal to one.
    pub version: Option<u32>,
    /// When it was looked for; `None` is never.
    pub checked_at: Option<String>,
    /// Why the last look failed.
    pub error: Option<String>,
    /// Whether the newest run stopped midway or is under way: then what it did shows as drift.
    pub half_applied: bool,
    /// The tables that differ. With none by somebody, a plan for the version is empty.
    pub tables: Vec<DriftedTable>,
}

/// A table that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DriftedTable {
    /// Its name in AWS.
    pub table: String,
    /// What happened to it.
    pub kind: DriftKind,
    /// The settings that differ, `before` as they were applied.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub fields: Vec<Drift>,
}

/// What happened to a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DriftKind {
    /// It was deleted.
    Gone,
    /// It was deleted and another one made under its name.
    MadeAgain,
    /// Settings were changed.
    Changed,
}

impl DriftedTable {
    /// Of a table of this name.
    #[must_use]
    pub fn new(table: String, drift: TableDrift) -> Self {
        let (kind, fields) = match drift {
            TableDrift::Gone => (DriftKind::Gone, Vec::new()),
            TableDrift::MadeAgain => (DriftKind::MadeAgain, Vec::new()),
            TableDrift::Changed(fields) => (DriftKind::Changed, fields),
        };
        Self { table, kind, fields }
    }
}

/// `POST /designs/{id}/drift/acceptance`: takes what somebody changed into the design, as a new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AcceptDrift {
    /// The id of the environment.
    pub environment: String,
    /// The names in AWS of the tables whose drift is accepted; all of them when empty.
    #[serde(default)]
    pub tables: Vec<String>,
    /// The message of the version, 1 to 2,000 characters.
    pub message: String,
}
