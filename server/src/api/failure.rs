//! From whatever went wrong to the one error envelope. Faults of the server are logged here, once.

use std::fmt::Display;

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use tablewright_aws::GatewayError;
use tablewright_contract::{ApiError, ErrorCode};
use tablewright_policy::Refusal;
use tablewright_storage::StoreError;

use crate::entropy::NoEntropy;
use crate::planning::PlanError;
use crate::web::trace::current_request;

/// What handlers give when they can't do what was asked.
#[derive(Debug)]
pub(crate) struct Failure {
    error: ApiError,
    /// After how many seconds it may go better.
    retry_after: Option<u64>,
}

impl Failure {
    pub(crate) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        let request_id = current_request();
        Self { error: ApiError { code, message: message.into(), field: None, request_id }, retry_after: None }
    }

    /// No such thing.
    pub(crate) fn not_found(what: &str) -> Self {
        Self::new(ErrorCode::NotFound, format!("There is no such {what}."))
    }

    /// A field's value is not acceptable.
    pub(crate) fn invalid(field: &str, message: impl Into<String>) -> Self {
        let mut failure = Self::new(ErrorCode::Invalid, message);
        failure.error.field = Some(field.to_owned());
        failure
    }

    /// A field of the body has the wrong shape.
    pub(crate) fn malformed(field: &str, message: impl Into<String>) -> Self {
        let mut failure = Self::new(ErrorCode::Malformed, message);
        failure.error.field = Some(field.to_owned());
        failure
    }

    /// Somebody else was first, or the state does not allow it.
    pub(crate) fn conflict(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::Conflict, message)
    }

    /// The signed-in person may not do it.
    pub(crate) fn forbidden(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::Forbidden, message)
    }

    /// Too many attempts; in so many seconds there may be another.
    pub(crate) fn too_many(seconds: u64, message: impl Into<String>) -> Self {
        Self { retry_after: Some(seconds), ..Self::new(ErrorCode::TooMany, message) }
    }

    /// A fault of the server: the details go to the log, the id to the person.
    pub(crate) fn internal(error: &dyn Display) -> Self {
        let failure =
            Self::new(ErrorCode::Internal, "Something went wrong in the server; its log says what.");
        tracing::error!(request_id = failure.error.request_id, %error, "a request failed");
        failure
    }

    fn status(&self) -> StatusCode {
        match self.error.code {
            ErrorCode::Unauthenticated => StatusCode::UNAUTHORIZED,
            ErrorCode::Forbidden => StatusCode::FORBIDDEN,
            ErrorCode::NotFound => StatusCode::NOT_FOUND,
            ErrorCode::Malformed => StatusCode::BAD_REQUEST,
            ErrorCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            ErrorCode::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            ErrorCode::Conflict => StatusCode::CONFLICT,
            ErrorCode::Outdated => StatusCode::PRECONDITION_FAILED,
            ErrorCode::TooMany => StatusCode::TOO_MANY_REQUESTS,
            ErrorCode::Upstream => StatusCode::BAD_GATEWAY,
            ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let retry = self.retry_after.map(|seconds| [(header::RETRY_AFTER, seconds.to_string())]);
        (self.status(), retry, Json(self.error)).into_response()
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let sentence = || capitalised(&error.to_string());
        match error {
            StoreError::EmailTaken { .. } => Self::invalid("email", sentence()),
            StoreError::EnvironmentNameTaken { .. } => Self::invalid("name", sentence()),
            StoreError::InvitationGone | StoreError::GuestLinkGone | StoreError::Gone(_) => {
                Self::new(ErrorCode::NotFound, sentence())
            }
            StoreError::Revised { .. } => Self::new(ErrorCode::Outdated, sentence()),
            StoreError::Refused(refusal) if refusal.is_personal() => Self::forbidden(refusal.words()),
            StoreError::Refused(Refusal::Untyped { .. }) => Self::invalid("typed", sentence()),
            StoreError::Refused(refusal) => Self::conflict(refusal.words()),
            StoreError::Conflict { .. }
            | StoreError::InUse { .. }
            | StoreError::LastAdministrator
            | StoreError::NotWelcome
            | StoreError::IdentityTaken
            | StoreError::GuestLinkFull { .. }
            | StoreError::WrongState { .. }
            | StoreError::PlanChanged { .. }
            | StoreError::EnvironmentBusy { .. }
            | StoreError::ManagedElsewhere { .. } => Self::conflict(sentence()),
            error => Self::internal(&error),
        }
    }
}

/// Messages of the store begin small, since they stand behind a colon in the log.
pub(crate) fn capitalised(message: &str) -> String {
    let mut chars = message.trim_end_matches('.').chars();
    chars.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), chars.as_str()))
}

impl From<GatewayError> for Failure {
    fn from(error: GatewayError) -> Self {
        Self::new(ErrorCode::Upstream, error.to_string())
    }
}

impl From<PlanError> for Failure {
    fn from(error: PlanError) -> Self {
        match error {
            PlanError::Design(diagnostics) => {
                let first = diagnostics.first().map(|first| first.message.clone()).unwrap_or_default();
                let count = diagnostics.len();
                let rest =
                    if count > 1 { format!(" There are {} more errors.", count - 1) } else { String::new() };
                Self::invalid("version", format!("AWS would refuse this version. {first}.{rest}"))
            }
            PlanError::Template(_) => Self::conflict(error.to_string()),
            PlanError::Gateway(error) => error.into(),
            PlanError::Store(error) => error.into(),
        }
    }
}

impl From<NoEntropy> for Failure {
    fn from(error: NoEntropy) -> Self {
        Self::internal(&error)
    }
}
