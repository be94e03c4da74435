//! From whatever went wrong to the one error envelope. Faults of the server are logged here, once.

use std::fmt::Display;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use tablewright_aws::GatewayError;
use tablewright_contract::{ApiError, ErrorCode};
use tablewright_storage::StoreError;

use crate::entropy::{self, NoEntropy};
use crate::planning::PlanError;

/// What handlers give when they can't do what was asked.
#[derive(Debug)]
pub(crate) struct Failure(ApiError);

impl Failure {
    pub(crate) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self(ApiError { code, message: message.into(), field: None, request_id: String::new() })
    }

    /// No such thing.
    pub(crate) fn not_found(what: &str) -> Self {
        Self::new(ErrorCode::NotFound, format!("There is no such {what}."))
    }

    /// A field's value is not acceptable.
    pub(crate) fn invalid(field: &str, message: impl Into<String>) -> Self {
        let mut failure = Self::new(ErrorCode::Invalid, message);
        failure.0.field = Some(field.to_owned());
        failure
    }

    /// A field of the body has the wrong shape.
    pub(crate) fn malformed(field: &str, message: impl Into<String>) -> Self {
        let mut failure = Self::new(ErrorCode::Malformed, message);
        failure.0.field = Some(field.to_owned());
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

    /// A fault of the server: the details go to the log, the id to the person.
    pub(crate) fn internal(error: &dyn Display) -> Self {
        let request_id = entropy::id().map(|id| id.to_string()).unwrap_or_default();
        tracing::error!(request_id, %error, "a request failed");
        let mut failure =
            Self::new(ErrorCode::Internal, "Something went wrong in the server; its log says what.");
        failure.0.request_id = request_id;
        failure
    }

    fn status(&self) -> StatusCode {
        match self.0.code {
            ErrorCode::Unauthenticated => StatusCode::UNAUTHORIZED,
            ErrorCode::Forbidden => StatusCode::FORBIDDEN,
            ErrorCode::NotFound => StatusCode::NOT_FOUND,
            ErrorCode::Malformed => StatusCode::BAD_REQUEST,
            ErrorCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            ErrorCode::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            ErrorCode::Conflict => StatusCode::CONFLICT,
            ErrorCode::TooMany => StatusCode::TOO_MANY_REQUESTS,
            ErrorCode::Upstream => StatusCode::BAD_GATEWAY,
            ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (self.status(), Json(self.0)).into_response()
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let sentence = || capitalised(&error.to_string());
        match error {
            StoreError::EmailTaken { .. } => Self::invalid("email", sentence()),
            StoreError::EnvironmentNameTaken { .. } => Self::invalid("name", sentence()),
            StoreError::InvitationGone | StoreError::Gone(_) => Self::new(ErrorCode::NotFound, sentence()),
            StoreError::Conflict { .. }
            | StoreError::InUse { .. }
            | StoreError::LastAdministrator
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
    let mut chars = message.chars();
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
