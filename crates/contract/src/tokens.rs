//! API tokens: what pipelines and scripts sign in with.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// What a token opens, of what its person may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TokenScope {
    /// Reading, and planning, which changes nothing.
    Read,
    /// Making and editing designs, saving versions.
    Design,
    /// Opening change requests, planning them anew, commenting, giving them up.
    Request,
    /// Approving.
    Approve,
    /// Applying, and stopping runs.
    Apply,
    /// People, environments, policies, webhooks and the audit log.
    Administer,
}

impl TokenScope {
    /// Every scope.
    pub const ALL: [Self; 6] =
        [Self::Read, Self::Design, Self::Request, Self::Approve, Self::Apply, Self::Administer];

    /// The word in the API and in stored rows.
    #[must_use]
    pub const fn term(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Design => "design",
            Self::Request => "request",
            Self::Approve => "approve",
            Self::Apply => "apply",
            Self::Administer => "administer",
        }
    }

    /// What it opens, in a few words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Read => "read everything, and plan",
            Self::Design => "make and edit designs, save versions",
            Self::Request => "open change requests and comment on them",
            Self::Approve => "approve plans",
            Self::Apply => "apply approved plans and stop runs",
            Self::Administer => "manage people, environments and webhooks, read the audit log",
        }
    }
}

/// `POST /tokens`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateToken {
    /// What it is for, 1 to 100 characters.
    pub name: String,
    /// What it opens; at least one.
    pub scopes: BTreeSet<TokenScope>,
    /// After how many days it ends, 1 to 366.
    pub days: u32,
}

/// A token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenView {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub name: String,
    /// For whom it acts.
    pub user: String,
    /// What it opens.
    pub scopes: BTreeSet<TokenScope>,
    /// When it was made.
    pub created_at: String,
    /// When it ends.
    pub expires_at: String,
    /// When it was last used, to some minutes.
    pub last_used_at: Option<String>,
    /// When it was revoked.
    pub revoked_at: Option<String>,
}

/// A new token. The secret is shown this once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedToken {
    /// The token.
    pub token: TokenView,
    /// What goes behind `Authorization: Bearer`.
    pub secret: String,
}
