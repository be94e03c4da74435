//! The way to the server: edits go out, edits of others come in. A live session will take the place of these calls.

use tablewright_contract::{ApiError, DesignView, EditsView, ErrorCode, PostEdits};

use crate::client::{self, Json};

/// Why a request did not do what it should, as far as the queue must know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// No answer, or none that means anything: the same again later.
    Unreachable,
    /// Not signed in any more: the same again once that is mended.
    SignedOut,
    /// The person may not edit, or the design is gone: nothing more can be saved here.
    Closed(String),
    /// The server will never take this request.
    Rejected(String),
}

/// The whole document.
pub(super) async fn load(design: &str) -> Result<DesignView, ApiError> {
    client::get(&format!("/designs/{design}")).await?.read()
}

/// Sends edits; the answer has those of others as well.
pub(super) async fn post(design: &str, edits: &PostEdits) -> Result<EditsView, Trouble> {
    client::post(&path(design), edits).await.and_then(Json::read).map_err(trouble)
}

/// What was edited after this number.
pub(super) async fn news(design: &str, after: u64) -> Result<EditsView, Trouble> {
    client::get(&format!("{}?after={after}", path(design))).await.and_then(Json::read).map_err(trouble)
}

/// Where edits are posted, below `/api/v1`.
pub(super) fn path(design: &str) -> String {
    format!("/designs/{design}/edits")
}

fn trouble(error: ApiError) -> Trouble {
    match error.code {
        ErrorCode::Unauthenticated => Trouble::SignedOut,
        ErrorCode::Forbidden | ErrorCode::NotFound => Trouble::Closed(error.message),
        ErrorCode::Malformed
        | ErrorCode::TooLarge
        | ErrorCode::Invalid
        | ErrorCode::Conflict
        | ErrorCode::Outdated => Trouble::Rejected(error.message),
        ErrorCode::TooMany | ErrorCode::Upstream | ErrorCode::Internal => Trouble::Unreachable,
    }
}
