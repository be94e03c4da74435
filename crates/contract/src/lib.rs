//! Wire types of `/api/v1`: what the interface, pipelines and scripts send and receive.
//!
//! They are not the domain types: a stored row or a session never leaves as it is. Exceptions are the published
//! documents themselves, which have their own formats: the design, its edits, diagnostics.
//! Times are RFC 3339 in UTC. Deliberately absent: any behaviour beyond describing shapes; only a plan's view is
//! made here, since it is a rendering.

mod adoption;
mod designs;
mod drift;
mod environments;
mod error;
pub mod judge;
mod imports;
mod people;
mod plans;
mod requests;
mod runs;
mod versions;

pub use adoption::{AdoptTable, AdoptTables, AdoptableTable};
pub use designs::{
    CreateDesign, DesignSource, DesignSummary, DesignView, EditOutcome, EditResult, EditsView,
    ExampleSummary, PostEdits, RecordedEdit, SubmittedEdit,
};
pub use drift::{
    AcceptDrift, DesignDrift, DriftInterval, DriftKind, DriftedTable, EnvironmentDrift, SetDriftInterval,
};
pub use environments::{CreateEnvironment, EnvironmentKind, EnvironmentView};
pub use error::{ApiError, ErrorCode};
pub use imports::{
    FileContent, ImportFile, ImportNote, ImportReport, ImportRequest, ImportSource, ImportView,
    ImportedTable, LiveTableName,
};
pub use people::{
    AcceptInvitation, CreateInvitation, CreatedInvitation, InvitationView, Role, SessionView, SignIn,
    UserView,
};
pub use plans::{
    PatternChange, PatternEffect, PatternServed, PlanRequest, PlanStepView, PlanView, ReverseView,
};
pub use requests::{ApprovalView, Approve, CreateRequest, RequestState, RequestSummary, RequestView};
pub use runs::{RunState, RunStepState, RunStepView, RunView};
pub use versions::{
    ChangesView, ExportFileView, ExportNoteView, ExportView, SaveVersion, VersionSummary, VersionView,
};
