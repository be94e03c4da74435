//! What happens in a run, as values for whoever watches: pages, logs, tests.

use serde::{Deserialize, Serialize};
use tablewright_aws::Failure;
use tablewright_model::Digest;
use tablewright_plan::Plan;
use tablewright_storage::{RunId, Timestamp};
use tokio::sync::broadcast;

/// Where events go. Nobody has to listen; the journal in the store has all that must not be lost.
pub type Events = broadcast::Sender<Event>;

/// Something that happened in a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The run.
    pub run: RunId,
    /// When.
    pub at: Timestamp,
    /// What.
    pub happening: Happening,
}

/// What happened. Steps go by their numbers in the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Happening {
    /// The run begins, or goes on after an interruption.
    RunStarted {
        /// Whether it had begun before.
        resumed: bool,
    },
    /// A step is looked at for the first time.
    StepStarted {
        /// The step.
        step: u32,
    },
    /// AWS has taken the call of a step.
    CallMade {
        /// The step.
        step: u32,
        /// The id that AWS gave the request.
        request_id: Option<String>,
    },
    /// A call did not get an answer, or not the right one.
    CallFailed {
        /// The step.
        step: u32,
        /// What may be done about it.
        failure: Failure,
        /// What went wrong.
        message: String,
    },
    /// Something is waited for; told again only when it is something else.
    Waiting {
        /// The step.
        step: u32,
        /// What is waited for.
        detail: String,
    },
    /// The index of a step is being filled; told again only when it is something else.
    Filling {
        /// The step.
        step: u32,
        /// How much is filled.
        filled: Filled,
    },
    /// A step has happened and AWS is through with it.
    StepDone {
        /// The step.
        step: u32,
    },
    /// A step needed no call: everything was already as it should be.
    StepSkipped {
        /// The step.
        step: u32,
    },
    /// A step failed.
    StepFailed {
        /// The step.
        step: u32,
        /// Why.
        reason: String,
    },
    /// The run waits before a step, since somebody asked for that.
    Paused {
        /// The step.
        step: u32,
    },
    /// What a step had begun is taken back, since the run was asked to.
    TakingBack {
        /// The step.
        step: u32,
    },
    /// What a step had begun is gone again.
    TakenBack {
        /// The step.
        step: u32,
    },
    /// All steps are through; AWS is read again and compared with the design.
    Checking,
    /// The run has ended.
    RunFinished {
        /// How.
        outcome: Outcome,
    },
}

/// How much of an index is filled, as AWS has published it last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filled {
    /// In percent.
    Percent(u8),
    /// It is not known, and why.
    Unknown(String),
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// Every step is through, and the closing check found nothing.
    Succeeded {
        /// The plan of the closing check: it has no steps and no problems.
        closing: Box<Plan>,
    },
    /// It stopped.
    Failed {
        /// Why.
        trouble: Trouble,
    },
    /// Somebody stopped it between two calls.
    Cancelled,
}

/// Why a run failed. Its text is a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "trouble", rename_all = "snake_case")]
pub enum Trouble {
    /// Nothing was called: AWS is not what the plan was made for.
    #[error(
        "the tables have changed since the plan was made, and nothing was done: make a new plan and have it approved"
    )]
    Stale {
        /// The fingerprint in the plan.
        planned: Digest,
        /// The fingerprint now.
        found: Digest,
    },
    /// Nothing was called: the plan has problems.
    #[error("the plan can't be carried out, and nothing was done: {message}")]
    Unworkable {
        /// The first problem.
        message: String,
    },
    /// AWS could not be read.
    #[error("AWS could not be read: {message}")]
    Unreadable {
        /// What went wrong.
        message: String,
    },
    /// A step failed.
    #[error("step {step} failed: {reason}")]
    Step {
        /// The step.
        step: u32,
        /// Why.
        reason: String,
    },
    /// All steps are through, and still something differs.
    #[error(
        "all steps are done, but the tables do not match the design: make a new plan to see what differs"
    )]
    Differs {
        /// What would have to be done.
        closing: Box<Plan>,
    },
}
