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
    /// Whether it waits for its author before it is reviewed.
    #[serde(default)]
    pub draft: bool,
    /// The name in AWS of the old table of a migration: then the plan backs it up, deletes it and does nothing else.
    #[serde(default)]
    pub retire: Option<String>,
    /// The id of a run before which the environment had nothing of the design: then the plan backs the tables that it made
    /// up and deletes them, and `version` is that of the run.
    #[serde(default)]
    pub undo: Option<String>,
}

/// Where a change request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// Its author is still at it.
    Draft,
    /// A check failed: it is not reviewed like this.
    Checks,
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
    /// Another request was applied there with this version or a later one.
    Superseded,
}

impl RequestState {
    /// The state in words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Checks => "Checks",
            Self::InReview => "In review",
            Self::Approved => "Approved",
            Self::Applying => "Applying",
            Self::Applied => "Applied",
            Self::Failed => "Failed",
            Self::Discarded => "Discarded",
            Self::Stale => "Stale",
            Self::Superseded => "Superseded",
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
    /// What was found out about the plan before anybody looked at it.
    pub checks: Vec<CheckView>,
    /// The approvals of exactly this plan.
    pub approvals: Vec<ApprovalView>,
    /// How many approvals the plan needs here.
    pub needed: u32,
    /// How many of the approvals count now.
    pub counted: u32,
    /// The tables whose names an approver has to type.
    pub typed: Vec<String>,
    /// The plans that the request had before, newest first.
    pub former: Vec<FormerPlanView>,
    /// The request whose run made this one pointless.
    pub superseded_by: Option<String>,
    /// The newest run.
    pub run: Option<RunView>,
    /// Why the signed-in person can't approve it; `None` when they can.
    pub approve_refused: Option<String>,
    /// Why the signed-in person can't apply it; `None` when they can.
    pub apply_refused: Option<String>,
}

/// An event of `GET /requests/{id}/events`: what a page of the request compares with what it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestEvent {
    /// Where it stands.
    pub state: RequestState,
    /// The digest of the plan that it has.
    pub digest: String,
    /// How many approvals the plan needs here.
    pub needed: u32,
    /// How many of the approvals count now.
    pub counted: u32,
    /// How many approvals of this plan there are.
    pub approvals: usize,
    /// How many comments there are, and how many of their threads are closed.
    pub comments: (usize, usize),
    /// The newest run.
    pub run: Option<String>,
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
    /// Whether it counts now: the approver may have lost the right, or said too little.
    pub counts: bool,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckView {
    /// `validation`, `lint`, `plan`, `patterns`, `migration`, `cost` or `drift`.
    pub kind: String,
    /// What was looked at, in words.
    pub title: String,
    /// What came of it.
    pub outcome: CheckOutcome,
    /// What was found, a sentence each.
    pub findings: Vec<String>,
}

/// What came of a check, from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CheckOutcome {
    /// Nothing was found.
    Passed,
    /// Reviewers should look at what was found.
    Attention,
    /// It does not get to review like this.
    Failed,
}

/// A plan that a request had before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormerPlanView {
    /// Its digest.
    pub digest: String,
    /// When the request got it.
    pub made_at: String,
    /// Who approved it.
    pub approved_by: Vec<String>,
    /// What is different in the plan that the request has now, a sentence each.
    pub since: Vec<String>,
}

/// `GET /requests/{id}/plans/{digest}`: a plan as its approvers saw it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FrozenPlanView {
    /// The request as it is now.
    pub summary: RequestSummary,
    /// The plan.
    pub plan: PlanView,
    /// What was found out about it.
    pub checks: Vec<CheckView>,
    /// When the request got it.
    pub made_at: String,
    /// Its approvals.
    pub approvals: Vec<ApprovalView>,
    /// Whether the request still has it.
    pub current: bool,
    /// What is different in the plan that the request has now, a sentence each.
    pub since: Vec<String>,
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
    /// The names of the tables that the plan deletes, typed by the approver.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub typed: Vec<String>,
}
