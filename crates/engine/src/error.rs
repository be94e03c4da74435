//! Why a run could not be worked on. The run itself has not ended then: it can be run again.
//!
//! A run that ends badly is no error but an [`Outcome`](crate::Outcome).

use tablewright_storage::{RequestId, RunId, StoreError};

/// Why the engine stopped without bringing the run to an end.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The journal could not be read or written; without it nothing is called.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such run, or it has ended.
    #[error("the run {run} is not under way: start a new one from its change request")]
    NotRunning {
        /// The run.
        run: RunId,
    },
    /// Another run holds the environment.
    #[error("the run {run} does not hold the environment's lease: wait for the other run to end")]
    NoLease {
        /// The run.
        run: RunId,
    },
    /// The plan that was handed over is not the one in the request.
    #[error("the plan is not the one of the change request {request}: start the run from the request again")]
    OtherPlan {
        /// The request.
        request: RequestId,
    },
}
