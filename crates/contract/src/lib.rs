//! Wire types of `/api/v1`: what the interface, pipelines and scripts send and receive.
//!
//! They are not the domain types: a stored row or a session never leaves as it is. Exceptions are the published
//! documents themselves, which have their own formats: the design, its edits, diagnostics.
//! Times are RFC 3339 in UTC. Deliberately absent: any behaviour beyond describing shapes; only a plan's view is
//! made here, since it is a rendering.

mod adoption;
mod audit;
mod comments;
mod designs;
mod drift;
mod environments;
mod error;
mod guests;
mod imports;
pub mod judge;
mod judgement;
mod live;
mod migrations;
pub mod paper;
mod people;
mod plans;
mod policies;
mod prices;
mod requests;
mod runs;
mod splice;
mod tokens;
mod trials;
mod versions;
mod webhooks;

pub use adoption::{AdoptTable, AdoptTables, AdoptableTable};
pub use audit::{AuditEntryView, ChainView};
pub use comments::{CommentAbout, CommentView, CreateComment, ResolveThread, ThreadView};
pub use designs::{
    CreateDesign, DesignSource, DesignSummary, DesignView, EditOutcome, EditResult, EditsView,
    ExampleSummary, PostEdits, RecordedEdit, SubmittedEdit, TourState, TourView, Undo,
};
pub use drift::{
    AcceptDrift, DesignDrift, DriftInterval, DriftKind, DriftedTable, EnvironmentDrift, SetDriftInterval,
};
pub use environments::{CreateEnvironment, EnvironmentKind, EnvironmentView};
pub use error::{ApiError, ErrorCode};
pub use guests::{
    CreateGuestLink, CreatedGuestLink, EnterAsGuest, GuestAccess, GuestInvitation, GuestLinkView, GuestView,
};
pub use imports::{
    FileContent, ImportFile, ImportNote, ImportReport, ImportRequest, ImportSource, ImportView,
    ImportedTable, LiveTableName,
};
pub use judgement::{
    ConsideredView, DiagnosticsView, FindingView, PlaceView, ServiceView, VerdictView, VerdictsView,
};
pub use live::{AwayLine, AwayView, HUES, LiveNews, Participant, Spot};
pub use migrations::{CompareTables, ComparisonView};
pub use people::{
    AcceptInvitation, ChangePassword, CreateInvitation, CreatedInvitation, EditUser, InvitationView, Role,
    SessionView, SignIn, SignInProblem, SignInWays, UserView,
};
pub use plans::{
    PatternChange, PatternEffect, PatternServed, PlanRequest, PlanStepView, PlanView, ReverseView,
};
pub use policies::{FreezeView, PeopleView, PolicyView};
pub use prices::{PricesView, RegionPrices};
pub use requests::{
    ApprovalView, Approve, CheckOutcome, CheckView, CreateRequest, FormerPlanView, FrozenPlanView,
    RequestEvent, RequestState, RequestSummary, RequestView,
};
pub use runs::{CancelRun, Filled, RunState, RunStepState, RunStepView, RunView, UndoStep, UndoView};
pub use tokens::{CreateToken, CreatedToken, TokenScope, TokenView};
pub use trials::{TrialChange, TrialDifference, TrialRequest, TrialSide, TrialUnits, TrialView, TryPattern};
pub use versions::{
    ChangesView, ExportFileView, ExportNoteView, ExportView, LiveDesign, SaveVersion, VersionSummary,
    VersionView,
};
pub use webhooks::{CreatedWebhook, DeliveryState, DeliveryView, EditWebhook, WebhookForm, WebhookView};
