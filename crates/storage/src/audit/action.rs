//! The deeds that the audit log knows, by their terms.

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $term:literal,)*) => {
        /// What can be done. Webhooks choose among the same terms.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action { $($(#[$doc])* $name,)* }

        impl Action {
            /// Every deed.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its word in the log: the noun, a point, the deed.
            #[must_use]
            pub const fn term(self) -> &'static str {
                match self { $(Self::$name => $term,)* }
            }
        }
    };
}

actions! {
    /// Somebody accepted an invitation.
    Joined = "user.joined",
    /// Somebody signed in.
    SignedIn = "user.signed_in",
    /// Somebody signed out.
    SignedOut = "user.signed_out",
    /// Somebody ended all their sessions.
    SignedOutEverywhere = "user.signed_out_everywhere",
    /// Somebody changed their password.
    PasswordChanged = "user.password_changed",
    /// Somebody lets a provider of identities vouch for them.
    IdentityConnected = "user.identity_connected",
    /// Somebody got another role.
    RoleChanged = "user.role_changed",
    /// Somebody may not sign in any more.
    Deactivated = "user.deactivated",
    /// Somebody may sign in again.
    Reactivated = "user.reactivated",
    /// An invitation was made.
    Invited = "invitation.made",
    /// A token was made.
    TokenMade = "token.made",
    /// A token was revoked.
    TokenRevoked = "token.revoked",
    /// A guest link to a design was made.
    GuestLinkMade = "guest_link.made",
    /// A guest link was revoked.
    GuestLinkRevoked = "guest_link.revoked",
    /// Somebody without an account came by a guest link.
    GuestEntered = "guest.entered",
    /// The example of a change request and a drifted table was made.
    ExampleMade = "example.made",
    /// It was removed.
    ExampleRemoved = "example.removed",
    /// A design was made.
    DesignMade = "design.made",
    /// A version was saved.
    VersionSaved = "version.saved",
    /// An environment was added.
    EnvironmentAdded = "environment.added",
    /// An environment was changed: its name, or the way to it.
    EnvironmentChanged = "environment.changed",
    /// An environment was removed.
    EnvironmentRemoved = "environment.removed",
    /// What it takes to change an environment was changed.
    PolicyChanged = "environment.policy_changed",
    /// How often drift is looked for was changed.
    DriftScheduled = "environment.drift_scheduled",
    /// Somebody has changed tables past the design, or changed them again.
    DriftFound = "drift.found",
    /// The tables are as the design says again.
    DriftSettled = "drift.settled",
    /// The two tables of a migration were compared.
    TablesCompared = "environment.tables_compared",
    /// A table that was there before is managed by a design now.
    TableAdopted = "environment.table_adopted",
    /// A change request was opened.
    RequestOpened = "request.opened",
    /// A draft was put up for review.
    RequestSubmitted = "request.submitted",
    /// A request got another plan.
    RequestReplanned = "request.replanned",
    /// Somebody agreed to a plan.
    Approved = "request.approved",
    /// The approvals are no longer enough.
    Reopened = "request.reopened",
    /// A request was given up.
    Discarded = "request.discarded",
    /// A request's plan does not fit any more.
    Stale = "request.stale",
    /// Another request made it pointless.
    Superseded = "request.superseded",
    /// Somebody said something about a request.
    Commented = "comment.made",
    /// A thread was closed.
    ThreadResolved = "comment.resolved",
    /// A thread was opened again.
    ThreadReopened = "comment.reopened",
    /// A run began.
    RunStarted = "run.started",
    /// A call was made in AWS.
    RunCalled = "run.called",
    /// Somebody asked a run to stop.
    RunCancelAsked = "run.cancel_asked",
    /// Somebody asked a run to wait.
    RunPaused = "run.paused",
    /// Somebody let a run go on.
    RunResumed = "run.resumed",
    /// A run ended.
    RunEnded = "run.ended",
    /// A webhook was made.
    WebhookMade = "webhook.made",
    /// A webhook was changed.
    WebhookChanged = "webhook.changed",
    /// A webhook was deleted.
    WebhookDeleted = "webhook.deleted",
}
