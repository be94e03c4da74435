//! From an error of the SDK to a [`GatewayError`].
//!
//! The codes and messages are those of `dynamodb.md`'s authority, the API reference; the classes decide what the
//! engine does next, so an unknown code is a refusal, never something to repeat.

use std::error::Error;
use std::fmt::Debug;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::{BuildError, ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::RequestId;

use crate::{Connection, Failure, GatewayError, Refusal};

/// The code of an operation that an endpoint does not have, where it gives none itself.
pub(crate) const NOT_THERE: &str = "UnknownOperation";

/// What was being done when it failed, for the message.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Doing<'a> {
    /// The service, as IAM calls it.
    pub(crate) service: &'static str,
    /// The operation of the API.
    pub(crate) operation: &'static str,
    /// The table, as in "table GameScores".
    pub(crate) object: &'a str,
    /// Where the request went, and with whose credentials.
    pub(crate) connection: &'a Connection,
}

impl Doing<'_> {
    /// What became of it.
    pub(crate) fn failed<E>(&self, error: &SdkError<E, HttpResponse>) -> GatewayError
    where
        E: ProvideErrorMetadata + Error + Debug + 'static,
        SdkError<E, HttpResponse>: RequestId,
    {
        if causes(error).any(|cause| cause.is::<CredentialsError>()) {
            return GatewayError::Credentials {
                origin: self.connection.credentials.to_string(),
                why: innermost(error),
            };
        }
        match error {
            _ if self.is_not_there(error) => {
                self.refused(Some(NOT_THERE), Some("the endpoint does not have it"), None, status(error))
            }
            SdkError::ServiceError(answer) => {
                self.refused(answer.err().code(), answer.err().message(), error.request_id(), status(error))
            }
            SdkError::TimeoutError(_) => self.no_answer(error),
            SdkError::DispatchFailure(_) => self.not_sent(error),
            SdkError::ResponseError(_) if status(error) >= 500 => {
                self.refused(None, None, error.request_id(), status(error))
            }
            _ => self.not_understood(innermost(error)),
        }
    }

    /// Whether the endpoint is an emulator's that does not have the operation: to that they answer with a page of their
    /// web framework, where AWS has an error code in everything that it says.
    fn is_not_there<E: ProvideErrorMetadata>(&self, error: &SdkError<E, HttpResponse>) -> bool {
        let says_nothing = match error {
            SdkError::ServiceError(answer) => answer.err().code().is_none(),
            SdkError::ResponseError(_) => true,
            _ => false,
        };
        !self.connection.is_aws() && says_nothing && matches!(status(error), 404 | 405 | 500 | 501)
    }

    /// A request that the SDK can make, or why it can't.
    pub(crate) fn built<T>(&self, request: Result<T, BuildError>) -> Result<T, GatewayError> {
        request.map_err(|error| self.not_understood(innermost(&error)))
    }

    /// An answer or a call that makes no sense.
    pub(crate) fn not_understood(&self, why: impl Into<String>) -> GatewayError {
        GatewayError::Protocol { operation: self.operation, object: self.object.to_owned(), why: why.into() }
    }

    /// Something that the call needs is not there, or not yet for everybody who asks.
    pub(crate) fn missing(&self, code: &str, why: String) -> GatewayError {
        let (operation, object, code) = (self.operation.to_owned(), self.object.to_owned(), code.to_owned());
        let failure = Failure::Missing;
        let refusal = Refusal { failure, operation, object, code, message: why, request_id: None };
        GatewayError::Service(Box::new(refusal))
    }

    fn refused(
        &self,
        code: Option<&str>,
        message: Option<&str>,
        id: Option<&str>,
        status: u16,
    ) -> GatewayError {
        let request_id = id.map(str::to_owned);
        let object = self.object.to_owned();
        let code = code.map_or_else(|| format!("HTTP {status}"), str::to_owned);
        if is_denied(&code) {
            let permission = format!("{}:{}", self.service, self.operation);
            return GatewayError::Denied { operation: self.operation, object, permission, request_id };
        }
        let message = message.unwrap_or("it gave no reason").to_owned();
        let failure = classify(self.operation, &code, &message, status);
        let operation = self.operation.to_owned();
        let refusal = Refusal { failure, operation, object, code, message, request_id };
        GatewayError::Service(Box::new(refusal))
    }

    fn no_answer(&self, error: &(dyn Error + 'static)) -> GatewayError {
        let (endpoint, why) = (self.connection.address(self.service), innermost(error));
        GatewayError::NoAnswer { endpoint, operation: self.operation, why }
    }

    fn not_sent(&self, error: &(dyn Error + 'static)) -> GatewayError {
        if never_connected(error) {
            return GatewayError::Unreachable {
                endpoint: self.connection.address(self.service),
                why: innermost(error),
            };
        }
        self.no_answer(error)
    }
}

/// What may be done about an answer with this code.
fn classify(operation: &str, code: &str, message: &str, status: u16) -> Failure {
    match code {
        // A policy may change again 15 seconds after it was put, and no count is limited.
        "LimitExceededException" if operation.ends_with("ResourcePolicy") => Failure::Busy,
        // A new table may answer for ten minutes that it has no backups yet.
        "ResourceInUseException" | "TableInUseException" | "ContinuousBackupsUnavailableException" => {
            Failure::Busy
        }
        "ResourceNotFoundException" | "TableNotFoundException" => Failure::Missing,
        // So many exports or imports at a time; one more is taken when another has ended.
        "LimitExceededException" if matches!(operation, "ExportTableToPointInTime" | "ImportTable") => {
            Failure::Busy
        }
        // Recovery that was just switched on may not be there for everybody yet.
        "PointInTimeRecoveryUnavailableException" | "InvalidExportTimeException" => Failure::Retryable,
        "LimitExceededException" => limit(message),
        // UpdateTimeToLive may succeed once an hour; until then it answers with this sentence.
        "ValidationException" if message.contains("modified multiple times within a fixed interval") => {
            Failure::Busy
        }
        "Throttling"
        | "ThrottlingException"
        | "ThrottledException"
        | "RequestThrottledException"
        | "TooManyRequestsException"
        | "RequestLimitExceeded"
        | "ProvisionedThroughputExceededException"
        | "SlowDown"
        | "RequestTimeout"
        | "RequestTimeoutException" => Failure::Retryable,
        "UnrecognizedClientException"
        | "InvalidSignatureException"
        | "SignatureDoesNotMatch"
        | "ExpiredToken"
        | "ExpiredTokenException"
        | "RequestExpired"
        | "InvalidClientTokenId"
        | "InvalidAccessKeyId"
        | "IncompleteSignature"
        | "IncompleteSignatureException"
        | "MissingAuthenticationToken"
        | "MissingAuthenticationTokenException" => Failure::Credentials,
        _ if status >= 500 || status == 429 => Failure::Retryable,
        _ => Failure::Refused,
    }
}

/// One code for four things: an index in flight, a decrease of capacity for which there will be credit within the hour, too
/// much at once, and a quota that waiting does not raise.
fn limit(message: &str) -> Failure {
    if message.contains("online index") || message.contains("decreases are limited") {
        Failure::Busy
    } else if message.contains("simultaneously") || message.contains("concurrently") {
        Failure::Retryable
    } else {
        Failure::Refused
    }
}

fn is_denied(code: &str) -> bool {
    matches!(code, "AccessDeniedException" | "AccessDenied" | "UnauthorizedOperation" | "NotAuthorized")
}

fn status<E>(error: &SdkError<E, HttpResponse>) -> u16 {
    error.raw_response().map_or(0, |answer| answer.status().as_u16())
}

/// Whether the connection itself failed, so that nothing was sent.
///
/// The SDK keeps that to itself; the text is that of hyper's error and of the SDK's connect timeout, and a test pins both.
pub(crate) fn never_connected(error: &(dyn Error + 'static)) -> bool {
    causes(error).any(|cause| {
        let text = cause.to_string();
        text.starts_with("client error (Connect)") || text.starts_with("HTTP connect timeout")
    })
}

/// An error and its causes, outermost first.
pub(crate) fn causes<'a>(
    error: &'a (dyn Error + 'static),
) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

/// What the innermost cause says, which is the part that a person can act on.
pub(crate) fn innermost(error: &(dyn Error + 'static)) -> String {
    // The innermost cause of a timeout says only that it is one; the next one says of what.
    let telling = |text: &String| text != "timed out" && !text.is_empty();
    causes(error).map(ToString::to_string).filter(telling).last().unwrap_or_default()
}
