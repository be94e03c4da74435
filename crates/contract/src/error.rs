//! The one envelope for everything that went wrong.

use serde::{Deserialize, Serialize};

/// The body of every answer that is not a success.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiError {
    /// What kind of error it is; stable, for programs.
    pub code: ErrorCode,
    /// What is wrong and what to do, in a sentence for people.
    pub message: String,
    /// The field of the request that it is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Names this request in the server's log.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub request_id: String,
}

/// The kinds of error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// Not signed in, or the session ended.
    Unauthenticated,
    /// Signed in, but without the right.
    Forbidden,
    /// No such thing, or not for this user.
    NotFound,
    /// The body is not JSON of the right shape.
    Malformed,
    /// The body is larger than what is taken.
    TooLarge,
    /// A field's value is not acceptable.
    Invalid,
    /// Somebody else was first, or the state does not allow it.
    Conflict,
    /// It was changed since it was read: `If-Match` names another state of it.
    Outdated,
    /// Too many attempts; `Retry-After` says when to try again.
    TooMany,
    /// AWS, or the endpoint that stands for it, refused or did not answer.
    Upstream,
    /// A fault of the server; the request id finds it in the log.
    Internal,
}
