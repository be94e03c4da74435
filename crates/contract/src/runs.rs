//! Runs: the execution of an approved plan, step by step.

use serde::{Deserialize, Serialize};

/// A run with its steps. The event stream sends the whole of it at each change: late and lost events do no harm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunView {
    /// Its id.
    pub id: String,
    /// The request that it carries out.
    pub request: String,
    /// Who started it.
    pub started_by: String,
    /// When.
    pub started_at: String,
    /// When it ended.
    pub finished_at: Option<String>,
    /// Where it stands.
    pub state: RunState,
    /// Why it failed.
    pub error: Option<String>,
    /// The line of the closing check.
    pub closing: Option<String>,
    /// Its steps, numbered as in the plan.
    pub steps: Vec<RunStepView>,
    /// Whether it was asked to wait before its next step.
    #[serde(default)]
    pub paused: bool,
    /// Whether it was asked to stop before its next step.
    #[serde(default)]
    pub stopping: bool,
    /// What stopping it with `take_back` would take back now, a sentence each: indexes that are not filled yet.
    #[serde(default)]
    pub unfinished: Vec<String>,
}

/// `POST /runs/{id}/cancel`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CancelRun {
    /// Whether an index that is still being filled is dropped: `unfinished` of the run says which.
    #[serde(default)]
    pub take_back: bool,
}

/// `GET /runs/{id}/undo`: what would take back what a run has done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UndoView {
    /// The id of the design.
    pub design: String,
    /// The version that was there before: a plan for it takes everything back that can be. `None` when there was none.
    pub version: Option<u32>,
    /// The version that the run applied.
    pub applied: u32,
    /// The tables that the run made, by their names in AWS.
    pub made: Vec<String>,
    /// The id of the environment.
    pub environment: String,
    /// The calls that take steps back, in their order.
    pub calls: Vec<UndoStep>,
    /// What no single call takes back, and why.
    pub left: Vec<UndoStep>,
}

/// How one step is taken back, or why it is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UndoStep {
    /// The number of the step.
    pub step: u32,
    /// The call in a few words, or the reason.
    pub words: String,
}

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// It is at it.
    Running,
    /// Every step is done and the closing check found nothing.
    Succeeded,
    /// It stopped at a step, or the closing check found differences.
    Failed,
    /// A person stopped it between two steps.
    Cancelled,
}

/// A step of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunStepView {
    /// Its number in the plan.
    pub number: u32,
    /// The AWS operation.
    pub operation: String,
    /// The table.
    pub table: String,
    /// Where it stands.
    pub state: RunStepState,
    /// What it waits for, or what went wrong.
    pub detail: String,
    /// How much of its index is filled, while that is being filled and once it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filled: Option<Filled>,
    /// Ids that AWS gave its calls.
    pub aws_request_ids: Vec<String>,
    /// When it began.
    pub started_at: Option<String>,
    /// When it ended.
    pub finished_at: Option<String>,
}

/// How much of an index is filled, as AWS has published it last. It may be minutes old.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Filled {
    /// In percent.
    Percent(u8),
    /// It is not known, and why.
    Unknown(String),
}

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RunStepState {
    /// Not begun.
    Pending,
    /// The call is being made.
    Calling,
    /// The call is made; AWS is at it.
    Waiting,
    /// Done.
    Done,
    /// It failed.
    Failed,
    /// It was left out, since the run stopped before.
    Skipped,
}
