//! What the server keeps: one SQLite file behind typed functions, and every SQL statement of the project.
//!
//! A [`Store`] is opened once for a data folder and cloned to whoever needs it. Its functions are grouped by noun,
//! one file each. A function that writes more than once does so in one transaction; what it has acknowledged survives
//! a crash and a power loss. Whether somebody *may* do something is the caller's business; what can only be decided
//! together with the write (first of two, still in this state, same digest) is decided here.
//!
//! Deliberately absent: clocks and randomness (times and ids come in), hashing of secrets (hashes come in), AWS
//! credentials (they never get into a database), judgement of designs and plans, and a second kind of store: callers
//! know only the functions, so one can join without touching them.

mod audit;
mod column;
mod comments;
mod comparisons;
mod designs;
mod drift;
mod environments;
mod error;
mod guests;
mod id;
mod idempotency;
mod identities;
mod invitations;
mod managed;
mod open;
mod policies;
mod probe;
mod requests;
mod runs;
mod sessions;
mod store;
#[cfg(test)]
mod testing;
mod time;
mod tokens;
mod tour;
mod users;
mod versions;
mod webhooks;

pub use audit::{Action, Actor, AuditEntry, AuditFilter, Chain};
pub use comments::{Comment, CommentPlace, CommentsOn, NewComment};
pub use comparisons::TableComparison;
pub use designs::{DesignSummary, Head, NewEdit, RecordedEdit};
pub use drift::{Baseline, DriftCheck, DriftInterval};
pub use environments::{Environment, EnvironmentKind};
pub use error::StoreError;
pub use guests::{Guest, GuestLink, NewGuest, NewGuestLink};
pub use id::{
    CommentId, DesignId, EditId, EnvironmentId, GuestLinkId, RequestId, RunId, TokenId, UserId, WebhookId,
};
pub use idempotency::{Answered, Claim};
pub use identities::Identity;
pub use invitations::Invitation;
pub use managed::ManagedTable;
pub use open::{Condition, OpenError, copy_database, examine};
pub use policies::KeptPolicy;
pub use probe::{Probe, Rows};
pub use requests::{
    Approval, Case, ChangeRequest, Check, CheckKind, CheckOutcome, KeptPlan, NewApproval, NewRequest,
    RequestFilter, RequestState, RequestSummary, reviewable,
};
pub use runs::{Lease, NewRun, Run, RunJournal, RunState, RunStep, StepState};
pub use sessions::{NewSession, Session, TokenHash};
pub use store::Store;
pub use tablewright_policy::{GuestAccess, Role};
pub use time::Timestamp;
pub use tokens::{NewToken, Token};
pub use tour::{Tour, TourState};
pub use users::{Credentials, NewUser, User, UserEdit};
pub use versions::{NewVersion, Version, VersionDocument};
pub use webhooks::{Delivery, DeliveryState, Due, Tried, Webhook, WebhookForm};
