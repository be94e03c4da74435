//! What can go wrong once the store is open, in the words that a person gets to read.
//!
//! Not here: what is simply not there (that is an `Option`), and failures to open ([`OpenError`](crate::OpenError)).

use crate::{DesignId, RequestId, RequestState, RunId};

/// Why the store did not do something. Nothing has changed then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// SQLite failed.
    #[error("the data file could not be read or written ({0}): look at the disk that holds the data folder")]
    Database(#[source] sqlx::Error),
    /// A stored value is not what this program wrote.
    #[error("the stored {what} can't be read ({detail}): restore the data folder from a backup")]
    Damaged {
        /// Which value.
        what: String,
        /// What is wrong with it.
        detail: String,
    },
    /// What the write is about was deleted meanwhile, or never was.
    #[error("the {0} is no longer there: reload the page")]
    Gone(&'static str),
    /// The example of a change request is for servers in which nobody has done anything yet.
    #[error(
        "this example is only made once, and only before there is work of your own: make a design from an example"
    )]
    NotWelcome,
    /// Two users can't have one address.
    #[error("a user with the address {email} is already there: sign in, or use another address")]
    EmailTaken {
        /// The address.
        email: String,
    },
    /// An identity at a provider is one user's.
    #[error("this identity is connected to another account: sign in with it, or take another one")]
    IdentityTaken,
    /// Without an administrator nobody could let anybody in.
    #[error("this is the last administrator: make somebody else an administrator first")]
    LastAdministrator,
    /// Unknown, used or expired: an outsider is not told which.
    #[error("this invitation was used or has expired: ask an administrator for a new one")]
    InvitationGone,
    /// Unknown, revoked or over: an outsider is not told which.
    #[error("this guest link was revoked or is over: ask whoever gave it to you for a new one")]
    GuestLinkGone,
    /// A link that is passed on and on.
    #[error("this guest link has let in as many guests as it can ({most}): ask for a new one")]
    GuestLinkFull {
        /// How many it lets in.
        most: u32,
    },
    /// Two environments can't have one name.
    #[error("an environment named `{name}` is already there: choose another name")]
    EnvironmentNameTaken {
        /// The name.
        name: String,
    },
    /// Something else depends on it.
    #[error("the {what} is in use by {by}: {remedy}")]
    InUse {
        /// What was to be deleted.
        what: &'static str,
        /// What depends on it.
        by: &'static str,
        /// What to do instead.
        remedy: &'static str,
    },
    /// Somebody else's edits came first.
    #[error("the design has moved from edit {expected} to {found}: take the edits since, then try again")]
    Conflict {
        /// The edit that the caller had seen last.
        expected: u64,
        /// The last edit.
        found: u64,
    },
    /// An edit with this id is already stored; see [`Store::edit_seqs`](crate::Store::edit_seqs).
    #[error("an edit was sent twice: take the stored one")]
    DuplicateEdit,
    /// A table belongs to one design.
    #[error("the table `{name}` is managed by the design {design}: release it there first")]
    ManagedElsewhere {
        /// The table's name in AWS.
        name: String,
        /// The design that manages it.
        design: DesignId,
    },
    /// The request is not at the point where this can be done.
    #[error("the change request {request} is {}: reload the page to see what happened", .state.words())]
    WrongState {
        /// The request.
        request: RequestId,
        /// The state it is in.
        state: RequestState,
    },
    /// The plan is not the one that the caller saw.
    #[error("the plan of the change request {request} has changed: look at the new plan before you go on")]
    PlanChanged {
        /// The request.
        request: RequestId,
    },
    /// The environment's policy does not allow it.
    #[error("{}", .0.words())]
    Refused(tablewright_policy::Refusal),
    /// Somebody else changed it first.
    #[error("the {what} was changed meanwhile: look at it as it is now, then change it again")]
    Revised {
        /// What was to be changed.
        what: &'static str,
    },
    /// One run at a time.
    #[error("another run ({run}) is changing this environment: wait until it ends, or cancel it")]
    EnvironmentBusy {
        /// The run that holds the lease.
        run: RunId,
    },
    /// A write to the journal that contradicts what it says.
    #[error(
        "the journal of run {run} does not allow {attempt}: this is a fault in Tablewright, please report it"
    )]
    JournalOrder {
        /// The run.
        run: RunId,
        /// What was to be written.
        attempt: String,
    },
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::ColumnDecode { index, source } => {
                Self::Damaged { what: index.trim_matches('"').to_owned(), detail: source.to_string() }
            }
            error => Self::Database(error),
        }
    }
}

/// The way from a violated constraint to what it means where it was violated.
pub(crate) trait OnConstraint<T> {
    /// `meaning` when the write would have made a second of something unique.
    fn on_unique(self, meaning: impl FnOnce() -> StoreError) -> Result<T, StoreError>;

    /// `meaning` when the write would have left a reference to nothing.
    fn on_reference(self, meaning: impl FnOnce() -> StoreError) -> Result<T, StoreError>;
}

impl<T> OnConstraint<T> for Result<T, sqlx::Error> {
    fn on_unique(self, meaning: impl FnOnce() -> StoreError) -> Result<T, StoreError> {
        self.map_err(|error| match error.as_database_error() {
            Some(database) if database.is_unique_violation() => meaning(),
            _ => error.into(),
        })
    }

    fn on_reference(self, meaning: impl FnOnce() -> StoreError) -> Result<T, StoreError> {
        self.map_err(|error| match error.as_database_error() {
            Some(database) if database.is_foreign_key_violation() => meaning(),
            _ => error.into(),
        })
    }
}
