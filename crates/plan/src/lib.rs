//! From a design and the live state of an environment to the ordered AWS calls that make them equal.
//!
//! A pure function: [`desired`] makes normalised table states of a design, [`plan`] compares them with the
//! [`LiveState`] that the gateway read, and gives a [`Plan`] that leaves no choices for run time. What a call looks
//! like, how to see that it happened, and what DynamoDB allows together is decided here and nowhere else.
//!
//! Deliberately absent: IO, clocks, the AWS SDK (the gateway turns a [`Call`] into a request and an answer into a
//! [`LiveTable`]), and execution (`engine`). Text and JSON are renderings of the plan, made in `render`.

mod accept;
mod adoption;
mod call;
mod copy_place;
mod desired;
mod diff;
mod drift;
mod effect;
mod live;
mod migration;
mod open;
mod planner;
mod progress;
mod ration;
pub mod render;
mod replication;
mod request;
mod setting;
mod state;
mod step;
mod template;
mod undo;

pub use accept::accepted;
pub use adoption::{Adoption, adoption};
pub use call::{Call, IndexKind, NewIndex, Progress};
pub use copy_place::{CopyPlace, CopyPlaceError};
pub use desired::{Desired, desired, state_of};
pub use drift::{Cause, Drift, TableDrift, drift};
pub use live::{
    BackupStatus, ExportStatus, ImportStatus, IndexStatus, LiveState, LiveTable, STREAM_POLICY, TableStatus,
    Topic,
};
pub use migration::{Actor, Migration, MigrationProgress, Stage, StageKind, is_copying, note_copies};
pub use planner::{Managed, NO_BACKUP, plan, retirement, taking_back};
pub use ration::{Made, RATIONED, is_rationed, used_up};
pub use replication::{Overrides, ReadBound, Replication};
pub use setting::{KinesisChange, NewCapacity, Setting};
pub use state::{
    BillingState, Bounds, Dimension, IndexState, KeyElement, KeyRole, LocalIndexState, ProjectionState,
    ReplicaState, ScalarType, ScalingState, TableState, Tracking, VectorIndexState, canonical_kinesis,
    canonical_policy,
};
pub use step::{
    Action, EnvironmentIdentity, Estimate, FieldChange, Plan, Problem, Reverse, Risk, Step, Summary,
    TableChange, Warning,
};
pub use template::{NameTemplate, TemplateError};
pub use undo::{Undo, undo};
