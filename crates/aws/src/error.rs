//! What can go wrong between us and AWS, and what may be done about it.
//!
//! How an error of the SDK becomes one of these is in `failure`; whether and when to try again is the engine's.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why AWS was not read or a call was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GatewayError {
    /// AWS answered, and the answer is no.
    #[error("{0}")]
    Service(Box<Refusal>),
    /// The permission for an operation is missing.
    #[error(
        "{operation} on {object} needs the permission `{permission}`: allow it to the role or user of this environment{}",
        request(request_id)
    )]
    Denied {
        /// The operation of the API.
        operation: &'static str,
        /// What it was to be done on.
        object: String,
        /// The IAM action that is missing.
        permission: String,
        /// The id of the request.
        request_id: Option<String>,
    },
    /// No connection came about: nothing has happened.
    #[error("the endpoint {endpoint} does not answer: {why}")]
    Unreachable {
        /// Where it was tried.
        endpoint: String,
        /// What the network says.
        why: String,
    },
    /// The connection was there, the answer was not: the call may have happened.
    #[error("the endpoint {endpoint} gave no answer to {operation}: {why}")]
    NoAnswer {
        /// Where it was tried.
        endpoint: String,
        /// The operation of the API.
        operation: &'static str,
        /// What the network says.
        why: String,
    },
    /// There are no credentials to sign a request with.
    #[error("there are no AWS credentials from {origin}: {why}")]
    Credentials {
        /// Where they were to come from: a profile, a role, the default chain.
        origin: String,
        /// What is wrong.
        why: String,
    },
    /// The credentials are of another account than the one that is meant.
    #[error(
        "the credentials lead to the account {found}, and this environment is the account {expected}: correct its profile or role, or add an environment for the other account"
    )]
    OtherAccount {
        /// The account that is meant.
        expected: String,
        /// The account that answers.
        found: String,
    },
    /// The request could not be made of the call, or the answer could not be understood.
    #[error("{operation} on {object} can't be understood: {why}")]
    Protocol {
        /// The operation of the API.
        operation: &'static str,
        /// What it is about.
        object: String,
        /// What is wrong with it.
        why: String,
    },
}

/// An answer of AWS that says no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// What may be done about it.
    pub failure: Failure,
    /// The operation of the API.
    pub operation: String,
    /// What it was to be done on.
    pub object: String,
    /// The error code of AWS, such as `ValidationException`; for an answer that is none of AWS, its HTTP status.
    pub code: String,
    /// What AWS says.
    pub message: String,
    /// The id of the request.
    pub request_id: Option<String>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, object, code, message, request_id, .. } = self;
        let message = message.trim_end_matches('.');
        write!(f, "AWS refused {operation} on {object}: {message} ({code}){}", request(request_id))
    }
}

/// What may be done about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// It passes: throttled, a fault of the service, no answer. The call may have happened.
    Retryable,
    /// The table or one of its indexes is being changed; afterwards the call is accepted.
    Busy,
    /// The table does not exist, or not yet everywhere.
    Missing,
    /// It will be refused again.
    Refused,
    /// Nobody answers at the endpoint. The call has not happened.
    Unreachable,
    /// There are no credentials, or AWS does not accept them.
    Credentials,
}

impl GatewayError {
    /// What may be done about it.
    #[must_use]
    pub fn failure(&self) -> Failure {
        match self {
            Self::Service(refusal) => refusal.failure,
            Self::Denied { .. } | Self::Protocol { .. } => Failure::Refused,
            Self::Unreachable { .. } => Failure::Unreachable,
            Self::NoAnswer { .. } => Failure::Retryable,
            Self::Credentials { .. } | Self::OtherAccount { .. } => Failure::Credentials,
        }
    }

    /// The error code of AWS, if AWS answered.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Service(refusal) => Some(&refusal.code),
            Self::Denied { .. } => Some("AccessDeniedException"),
            _ => None,
        }
    }

    /// The id of the request, if AWS answered with one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Service(refusal) => refusal.request_id.as_deref(),
            Self::Denied { request_id, .. } => request_id.as_deref(),
            _ => None,
        }
    }
}

fn request(id: &Option<String>) -> String {
    id.as_ref().map(|id| format!(" [request {id}]")).unwrap_or_default()
}
