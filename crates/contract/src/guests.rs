//! Guest links: one design, for people without an account, for a time.

use serde::{Deserialize, Serialize};

/// What a guest may do with the design, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GuestAccess {
    /// Reads it.
    View,
    /// Reads it and speaks about it.
    Comment,
    /// Edits it, too.
    Edit,
}

impl GuestAccess {
    /// Every one, least first.
    pub const ALL: [Self; 3] = [Self::View, Self::Comment, Self::Edit];

    /// The word in the API.
    #[must_use]
    pub const fn term(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Comment => "comment",
            Self::Edit => "edit",
        }
    }
}

/// `POST /designs/{id}/guest-links`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateGuestLink {
    /// What it opens.
    pub access: GuestAccess,
    /// For how many hours, 1 to 720.
    pub hours: u32,
}

/// A link of a design, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuestLinkView {
    /// Its id.
    pub id: String,
    /// What it opens.
    pub access: GuestAccess,
    /// Who made it.
    pub made_by: String,
    /// When it was made.
    pub created_at: String,
    /// When it ends by itself.
    pub expires_at: String,
    /// Whether it lets in nobody any more: its time is over, or it was revoked.
    pub over: bool,
    /// When it was revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<String>,
    /// The names of those who came by it.
    pub guests: Vec<String>,
}

/// A new link. Its path is shown this once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedGuestLink {
    /// The path of the link, to be put behind the server's address: `/guest/…`.
    pub path: String,
    /// What is kept of it.
    pub link: GuestLinkView,
}

/// `GET /guest-links/{token}`: a link that lets somebody in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuestInvitation {
    /// The id of the design.
    pub design: String,
    /// Its name.
    pub name: String,
    /// What may be done with it.
    pub access: GuestAccess,
    /// When the link ends.
    pub expires_at: String,
}

/// `POST /guest-links/{token}/enter`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EnterAsGuest {
    /// The guest's name, 1 to 80 characters.
    pub name: String,
}

/// What a guest came for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuestView {
    /// The id of the one design that is open to them.
    pub design: String,
    /// What they may do with it.
    pub access: GuestAccess,
}
