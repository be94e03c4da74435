//! Imports: what was understood of files or live tables, and what would become of a design.

use serde::{Deserialize, Serialize};
use tablewright_model::Difference;

/// `POST /imports`: looks at what would be imported; with `digest` it is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ImportRequest {
    /// Where it comes from.
    pub source: ImportSource,
    /// The id of the design to import into; a new one when absent.
    #[serde(default)]
    pub into: Option<String>,
    /// The name of a new design, if it is to have another one than the source says.
    #[serde(default)]
    pub name: Option<String>,
    /// The digest of the preview that was looked at: with it the import is done, and refused if anything has changed.
    #[serde(default)]
    pub digest: Option<String>,
}

/// Where an import comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportSource {
    /// From files, 20 MB in all.
    Files {
        /// The files, archives among them.
        files: Vec<ImportFile>,
        /// Their format, when it is not recognised: `terraform`, `cloudformation`, …
        #[serde(default)]
        format: Option<String>,
    },
    /// From live tables.
    Tables {
        /// The id of the environment.
        environment: String,
        /// Their names in AWS.
        tables: Vec<String>,
    },
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ImportFile {
    /// Its path: formats are told by it, and Terraform's modules find each other.
    pub path: String,
    /// What is in it.
    pub content: FileContent,
}

/// What is in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FileContent {
    /// Text.
    Text(String),
    /// Anything, in base64.
    Base64(String),
}

/// What an import would do, or has done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportView {
    /// What was understood, assumed and left out.
    pub report: ImportReport,
    /// The tables, as they would be.
    pub tables: Vec<ImportedTable>,
    /// What would change in the design.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub differences: Vec<Difference>,
    /// Names this preview; `None` when there is nothing to import.
    pub digest: Option<String>,
    /// The name that a new design would have.
    pub name: String,
    /// The id of the design that it went into, once it is done.
    pub design: Option<String>,
    /// The edit that takes it back, as JSON, once it went into a design that was there already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo: Option<String>,
}

/// A table of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportedTable {
    /// Its name.
    pub name: String,
    /// Its key in words: `UserId, GameTitle`.
    pub key: String,
    /// The names of its indexes, of whatever kind.
    pub indexes: Vec<String>,
    /// How many sample items it has.
    pub items: usize,
    /// Whether the design has a table of this name already, which takes over the settings.
    pub is_known: bool,
}

/// What came of the sources.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportReport {
    /// What stands in the way.
    pub problems: Vec<ImportNote>,
    /// What is in the design.
    pub understood: Vec<ImportNote>,
    /// What the source leaves open.
    pub assumed: Vec<ImportNote>,
    /// What the design does not hold.
    pub left_out: Vec<ImportNote>,
}

/// One line of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportNote {
    /// The path of the source; empty for all of them.
    pub file: String,
    /// The line in it, from 1; `None` is the file as a whole.
    pub line: Option<u32>,
    /// What there is to know.
    pub message: String,
}

/// `GET /environments/{id}/tables`: a table that is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveTableName {
    /// Its name in AWS.
    pub table: String,
    /// The name of the design that manages it.
    pub managed_by: Option<String>,
}
