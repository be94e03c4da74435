//! Change requests.

use serde::{Deserialize, Serialize};

use crate::{EnvironmentView, PlanView, RunView, UserView};

/// `POST /requests`: puts a plan up for review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateRequest {
    /// The id of the design.
    pub design: String,
    /// The number of the version.
    pub version: u32,
    /// The id of the environment.
    pub environment: String,
    /// What it is for, 1 to 200 characters.
    pub title: String,
}

/// Where a change request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// It waits for approval.
    InReview,
    /// It may be applied.
    Approved,
    /// A run is at it.
    Applying,
    /// AWS is as the version says.
    Applied,
    /// The run stopped.
    Failed,
    /// It was given up.
    Discarded,
    /// The environment changed since the plan was made.
    Stale,
}

impl RequestState {
    /// The state in words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::InReview => "In review",
            Self::Approved => "Approved",
            Self::Applying => "Applying",
            Self::Applied => "Applied",
            Self::Failed => "Failed",
            Self::Discarded => "Discarded",
            Self::Stale => "Stale",
        }
    }
}

/// A change request in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestSummary {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub title: String,
    /// Where it stands.
    pub state: RequestState,
    /// The design's id.
    pub design: String,
    /// The design's name.
    pub design_name: String,
    /// The version's number.
    pub version: u32,
    /// The environment's name.
    pub environment: String,
    /// Who opened it.
    pub author: String,
    /// When.
    pub created_at: String,
}

/// A change request in full.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestView {
    /// The same as in the list.
    pub summary: RequestSummary,
    /// Where it would be applied.
    pub environment: EnvironmentView,
    /// The plan under review.
    pub plan: PlanView,
    /// The approvals of exactly this plan.
    pub approvals: Vec<ApprovalView>,
    /// The newest run.
    pub run: Option<RunView>,
    /// Why the signed-in person can't approve it; `None` when they can.
    pub approve_refused: Option<String>,
    /// Why the signed-in person can't apply it; `None` when they can.
    pub apply_refused: Option<String>,
}

/// An approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApprovalView {
    /// Who approved.
    pub by: UserView,
    /// When.
    pub at: String,
    /// The digest that was approved.
    pub digest: String,
    /// What they said.
    pub comment: String,
}

/// `POST /requests/{id}/approvals`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Approve {
    /// The digest of the plan that the approver saw.
    pub digest: String,
    /// What they say, up to 2,000 characters.
    #[serde(default)]
    pub comment: String,
}
