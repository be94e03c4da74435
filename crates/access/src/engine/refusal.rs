//! A request that is refused, as the service refuses it.

use std::fmt;

use crate::expression::ExpressionError;

/// Why a request was not carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The exception.
    pub kind: RefusalKind,
    /// Its message.
    pub message: String,
}

/// The exceptions that the engine knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalKind {
    /// The request is wrong, or does not fit the table or item.
    Validation,
    /// The item does not meet the condition.
    ConditionalCheckFailed,
}

impl RefusalKind {
    /// The exception's name in the API.
    #[must_use]
    pub const fn exception(self) -> &'static str {
        match self {
            Self::Validation => "ValidationException",
            Self::ConditionalCheckFailed => "ConditionalCheckFailedException",
        }
    }
}

impl Refusal {
    pub(super) fn validation(message: impl Into<String>) -> Self {
        Self { kind: RefusalKind::Validation, message: message.into() }
    }

    /// With the words that the service puts before reasons about parameters.
    pub(super) fn parameter(reason: impl fmt::Display) -> Self {
        Self::validation(format!("One or more parameter values were invalid: {reason}"))
    }

    pub(super) fn condition_failed() -> Self {
        Self {
            kind: RefusalKind::ConditionalCheckFailed,
            message: "The conditional request failed".to_owned(),
        }
    }
}

impl From<ExpressionError> for Refusal {
    fn from(error: ExpressionError) -> Self {
        Self::validation(error.message())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.exception(), self.message)
    }
}

impl std::error::Error for Refusal {}
