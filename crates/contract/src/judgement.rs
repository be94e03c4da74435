//! What is found in a design, and what serves its access patterns, for programs.

use serde::{Deserialize, Serialize};
use tablewright_model::Diagnostic;

/// `GET /designs/{id}/diagnostics`: what AWS would refuse, and what a good engineer would do otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DiagnosticsView {
    /// The design's name.
    pub design: String,
    /// What was found, in the design's order.
    pub findings: Vec<FindingView>,
    /// How many are errors: AWS would refuse them.
    pub errors: usize,
    /// How many are warnings.
    pub warnings: usize,
    /// How many are good to know.
    pub infos: usize,
    /// How many more are silenced, each with a reason.
    pub silenced: usize,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FindingView {
    /// Code, severity, address, message, and the edit that mends it where one can.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub finding: Diagnostic,
    /// What it is about, for people.
    pub subject: String,
    /// What to do instead, where a rule of lint says it.
    pub way_out: Option<String>,
}

/// `GET /designs/{id}/verdicts`: what serves each access pattern, and why nothing else does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerdictsView {
    /// The design's name.
    pub design: String,
    /// One for each pattern, in the design's order.
    pub verdicts: Vec<VerdictView>,
    /// How many are served.
    pub served: usize,
    /// How many are served with work beyond their answer.
    pub at_a_price: usize,
    /// How many are not served.
    pub not_served: usize,
}

/// How one pattern is served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerdictView {
    /// The pattern's id.
    pub id: String,
    /// Its name.
    pub pattern: String,
    /// The name of its table.
    pub table: Option<String>,
    /// `served`, `at_a_price` or `not_served`.
    pub outcome: String,
    /// What serves it.
    pub service: Option<ServiceView>,
    /// Every other place, with the reasons why it does not.
    pub not_by: Vec<ConsideredView>,
}

/// What serves a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceView {
    /// The operation: `Query`.
    pub operation: String,
    /// Where.
    pub place: PlaceView,
    /// What makes it dearer than it could be.
    pub prices: Vec<String>,
    /// What is good to know.
    pub notes: Vec<String>,
    /// Pages of an answer.
    pub pages: u64,
    /// Capacity units of a call.
    pub units: String,
    /// Whether it may take more units than that.
    pub units_are_a_minimum: bool,
}

/// A table or one of its indexes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlaceView {
    /// The pattern's table.
    Table,
    /// The index of this name.
    Index(Option<String>),
}

/// A place that does not serve a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConsideredView {
    /// Where.
    pub place: PlaceView,
    /// Why not.
    pub reasons: Vec<String>,
}
