//! Why something may not be done, as a value and in words.

use serde::Serialize;

use crate::role::Role;

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Agree to a plan.
    Approve,
    /// Carry a plan out.
    Apply,
}

impl Deed {
    const fn term(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Apply => "apply",
        }
    }
}

/// Why it may not be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The person can't sign in any more.
    Inactive,
    /// The person's role is too small.
    Role {
        /// For what.
        deed: Deed,
        /// What it takes.
        least: Role,
        /// What the person has.
        has: Role,
    },
    /// The environment names others.
    NotNamed {
        /// For what.
        deed: Deed,
    },
    /// The person opened the request.
    Author,
    /// The person has approved this plan.
    Approved,
    /// The name of a table that would be deleted was not typed.
    Untyped {
        /// The table.
        table: String,
    },
    /// Not enough people have agreed.
    TooFew {
        /// How many it takes.
        needed: u32,
        /// How many count.
        given: u32,
    },
    /// Nothing is applied now.
    Frozen {
        /// Why.
        reason: String,
        /// Until when, in unix milliseconds.
        until: i64,
    },
    /// The version has not been applied where it has to be first.
    NotYetIn {
        /// The environment's name.
        environment: String,
    },
}

impl Refusal {
    /// Whether it is about the person: somebody else might.
    #[must_use]
    pub const fn is_personal(&self) -> bool {
        matches!(self, Self::Inactive | Self::Role { .. } | Self::NotNamed { .. } | Self::Author)
    }

    /// A sentence for people, with the way out.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Inactive => "This account was deactivated: ask an administrator.".to_owned(),
            Self::Role { deed, least, has } => {
                format!("To {} you need the role {least} or more; yours is {has}.", deed.term())
            }
            Self::NotNamed { deed } => format!(
                "This environment names the people who may {}, and you are not among them.",
                deed.term()
            ),
            Self::Author => "You opened this request: somebody else has to approve it.".to_owned(),
            Self::Approved => "You have approved this plan.".to_owned(),
            Self::Untyped { table } => format!("Type {table} to approve that it is destroyed."),
            Self::TooFew { needed: 1, .. } => "Nobody who may has approved this plan.".to_owned(),
            Self::TooFew { needed, given } => {
                format!("This plan needs {needed} approvals and has {given}.")
            }
            Self::Frozen { reason, .. } => format!("Nothing is applied here now: {reason}."),
            Self::NotYetIn { environment } => {
                format!("This version has to be applied in {environment} first.")
            }
        }
    }
}
