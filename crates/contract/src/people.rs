//! Signing in, inviting, and who is here.

use serde::{Deserialize, Serialize};

use crate::GuestView;

/// What a person may do, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads everything.
    Viewer,
    /// Edits designs, saves versions, opens change requests.
    Designer,
    /// Approves change requests, and edits.
    Reviewer,
    /// Applies approved requests, and all of the above.
    Operator,
    /// Manages people and environments, and all of the above.
    Administrator,
}

impl Role {
    /// Every role, least first.
    pub const ALL: [Self; 5] =
        [Self::Viewer, Self::Designer, Self::Reviewer, Self::Operator, Self::Administrator];

    /// The word in the API and in stored rows.
    #[must_use]
    pub const fn term(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Designer => "designer",
            Self::Reviewer => "reviewer",
            Self::Operator => "operator",
            Self::Administrator => "administrator",
        }
    }
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[expect(missing_docs, reason = "the names say it")]
pub struct UserView {
    pub id: String,
    pub name: String,
    pub email: String,
    pub role: Role,
    /// Whether they may not sign in any more.
    #[serde(default, skip_serializing_if = "is_false")]
    pub deactivated: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
const fn is_false(value: &bool) -> bool {
    !*value
}

/// `PATCH /users/{id}`: what is absent stays as it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EditUser {
    /// Another role.
    #[serde(default)]
    pub role: Option<Role>,
    /// `true` ends sessions and tokens at once; `false` lets the person sign in again.
    #[serde(default)]
    pub deactivated: Option<bool>,
}

/// `PUT /session/password`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The password until now.
    pub current: String,
    /// The password from now on: at least 12 characters.
    pub new: String,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionView {
    /// The signed-in person.
    pub user: UserView,
    /// What a guest came for; nothing for whoever has an account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guest: Option<GuestView>,
}

/// `GET /session/ways`: how people sign in here, beside a password.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInWays {
    /// What the provider of identities is called, if there is one: a browser is sent to `/sign-in/oidc`.
    pub provider: Option<String>,
    /// Whether the signed-in person has connected their account with it.
    pub connected: bool,
}

/// Why signing in at a provider did not come to its end; in the address of the page that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum SignInProblem {
    Expired,
    Refused,
    Provider,
    Unverified,
    Unknown,
    Taken,
    Deactivated,
    Elsewhere,
}

impl SignInProblem {
    const ALL: [Self; 8] = [
        Self::Expired,
        Self::Refused,
        Self::Provider,
        Self::Unverified,
        Self::Unknown,
        Self::Taken,
        Self::Deactivated,
        Self::Elsewhere,
    ];

    /// The problem of this word.
    #[must_use]
    pub fn of(term: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|problem| problem.term() == term)
    }

    /// The word in an address.
    #[must_use]
    pub const fn term(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Refused => "refused",
            Self::Provider => "provider",
            Self::Unverified => "unverified",
            Self::Unknown => "unknown",
            Self::Taken => "taken",
            Self::Deactivated => "deactivated",
            Self::Elsewhere => "elsewhere",
        }
    }

    /// The sentence for people.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Expired => "Signing in took too long, or was begun in another browser: begin again.",
            Self::Refused => "The provider did not sign you in: try again, or use your password.",
            Self::Provider => {
                "The provider can't be asked, or its answer does not hold; the server's log says why: use your password meanwhile."
            }
            Self::Unverified => {
                "The provider has not verified your e-mail address: have it verified there first."
            }
            Self::Unknown => "You have no account here yet: ask an administrator for an invitation.",
            Self::Taken => {
                "There is an account with your e-mail address: sign in with its password, then connect it under Your account."
            }
            Self::Deactivated => "Your account has ended: ask an administrator.",
            Self::Elsewhere => {
                "This identity is connected to another account: sign in with that one, or connect another identity."
            }
        }
    }
}

/// `POST /session`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say it")]
pub struct SignIn {
    pub email: String,
    pub password: String,
}

/// `POST /invitations`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateInvitation {
    /// The role that the invited person gets.
    pub role: Role,
}

/// A new invitation. The link is shown this once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedInvitation {
    /// The path of the link, to be put behind the server's address: `/join/…`.
    pub path: String,
    /// When it ends.
    pub expires_at: String,
}

/// `GET /invitations/{token}`: an invitation that can be accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationView {
    /// The role that it gives.
    pub role: Role,
    /// Whether it is the first one, which sets the server up.
    pub first: bool,
}

/// `POST /invitations/{token}/accept`: creates the user and signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AcceptInvitation {
    /// The person's name, 1 to 100 characters.
    pub name: String,
    /// The address to sign in with.
    pub email: String,
    /// At least 12 characters.
    pub password: String,
}
