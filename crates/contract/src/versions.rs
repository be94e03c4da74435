//! Versions, what differs between them, and what they are exported to.

use serde::{Deserialize, Serialize};
use tablewright_model::{Design, Difference};

/// `POST /designs/{id}/versions`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SaveVersion {
    /// What changed and why, 1 to 2,000 characters.
    pub message: String,
    /// The number of the last edit that the sender sees; the version is refused if there are later ones.
    pub seq: u64,
}

/// A version in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VersionSummary {
    /// Its number in the design, from 1.
    pub number: u32,
    /// What changed and why.
    pub message: String,
    /// Who saved it.
    pub author: String,
    /// When.
    pub created_at: String,
    /// SHA-256 of its document.
    pub digest: String,
}

/// A version with its document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VersionView {
    /// Number, message, author, time, digest.
    pub summary: VersionSummary,
    /// The document.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub document: Design,
}

/// `GET /designs/{id}/live-state/{environment}`: the design as AWS has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveDesign {
    /// The design with the tables as they are there.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub document: Design,
}

/// `GET /designs/{id}/changes`: what differs between two states of a design.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangesView {
    /// The older version; 0 is the empty design.
    pub from: u32,
    /// The newer version; `None` is the document as it is now.
    pub to: Option<u32>,
    /// What differs.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub differences: Vec<Difference>,
}

/// `GET /designs/{id}/versions/{number}/export/{format}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExportView {
    /// The name to save it under.
    pub file_name: String,
    /// Its media type.
    pub media_type: String,
    /// The text to read; of several files all of them, one after the other.
    pub text: String,
    /// The files, where there are several; the file to save is an archive of them then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<ExportFileView>,
    /// What the design says and the format has no place for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<ExportNoteView>,
}

/// One file of an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExportFileView {
    /// Its name in the archive.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// Something that a design says and a format has no place for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExportNoteView {
    /// What it is about: `GameScores / GameTitleIndex`.
    pub subject: String,
    /// The setting or the things, in words.
    pub what: String,
}
