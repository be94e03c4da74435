//! The envelope of the DynamoDB JSON protocol: refusals, and requests decoded into types.
//!
//! It knows no operation. A refusal carries the service's error code; the codes that every AWS service shares keep the
//! namespace that the service sends them in.

use dynoxide::DynoxideError;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The namespace of DynamoDB's own error codes.
const DYNAMODB: &str = "com.amazonaws.dynamodb.v20120810";
/// The namespace of requests that came too fast.
const AVAILABILITY: &str = "com.amazon.coral.availability";
/// The namespace of validation failures.
const VALIDATE: &str = "com.amazon.coral.validate";
/// The namespace of failures to read a request at all.
const SERVICE: &str = "com.amazon.coral.service";

/// A request that the sandbox answers with an error, ready for the wire.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The JSON body.
    pub(crate) body: String,
}

impl Refusal {
    fn new(status: u16, namespace: &str, code: &str, message: &str) -> Self {
        let body = json!({ "__type": format!("{namespace}#{code}"), "message": message });
        Self { status, body: body.to_string() }
    }

    /// One of DynamoDB's own error codes.
    pub(crate) fn named(code: &str, message: &str) -> Self {
        Self::new(400, DYNAMODB, code, message)
    }

    /// An error code of a service that sends them without a namespace.
    pub(crate) fn plain(code: &str, message: &str) -> Self {
        let body = json!({ "__type": code, "message": message });
        Self { status: 400, body: body.to_string() }
    }

    /// A value that the service does not accept.
    pub(crate) fn validation(message: &str) -> Self {
        Self::new(400, VALIDATE, "ValidationException", message)
    }

    /// A value that the service does not accept, in the sentence that it uses most.
    pub(crate) fn invalid(what: &str) -> Self {
        Self::validation(&format!("One or more parameter values were invalid: {what}"))
    }

    /// A body that cannot be read as the operation's request.
    pub(crate) fn serialization(message: &str) -> Self {
        Self::new(400, SERVICE, "SerializationException", message)
    }

    /// An operation that the sandbox does not have.
    pub(crate) fn unknown_operation(operation: &str) -> Self {
        let message = format!("The sandbox does not know the operation '{operation}'.");
        Self::new(400, SERVICE, "UnknownOperationException", &message)
    }

    /// Something that is still changing.
    pub(crate) fn in_use(message: &str) -> Self {
        Self::named("ResourceInUseException", message)
    }

    /// A busy resource, in the service's sentence.
    pub(crate) fn still_in_use(why: &str) -> Self {
        Self::in_use(&format!("Attempt to change a resource which is still in use: {why}"))
    }

    /// A table that does not exist, for the control plane.
    pub(crate) fn no_table(table: &str) -> Self {
        let message = format!("Requested resource not found: Table: {table} not found");
        Self::named("ResourceNotFoundException", &message)
    }

    /// Too much at once.
    pub(crate) fn limit(message: &str) -> Self {
        Self::named("LimitExceededException", message)
    }

    /// A second index operation on one table.
    pub(crate) fn one_online_index() -> Self {
        Self::limit(
            "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
        )
    }

    /// A body above the limit.
    pub(crate) fn too_large(limit: usize) -> Self {
        let message = format!("The request body is larger than {limit} bytes.");
        Self::new(413, SERVICE, "RequestEntityTooLargeException", &message)
    }

    /// Too much at once, of items or of descriptions and changes.
    pub(crate) fn throttled(items: bool) -> Self {
        if items {
            return Self::named(
                "ProvisionedThroughputExceededException",
                "The level of configured provisioned throughput for the table was exceeded. Consider increasing your \
                 provisioning level with the UpdateTable API.",
            );
        }
        Self::new(400, AVAILABILITY, "ThrottlingException", "Rate exceeded")
    }

    /// A failure of the sandbox itself.
    pub(crate) fn internal(message: &str) -> Self {
        Self::new(500, DYNAMODB, "InternalServerError", message)
    }
}

impl From<DynoxideError> for Refusal {
    fn from(error: DynoxideError) -> Self {
        Self { status: error.status_code(), body: error.to_json() }
    }
}

/// Decodes a request of `operation`.
///
/// dynoxide's own types report what they refuse through serde, with a marker in front that says which error it is.
pub(crate) fn decode<T: DeserializeOwned>(operation: &str, request: Value) -> Result<T, Refusal> {
    serde_json::from_value(request).map_err(|error| undecodable(operation, &error.to_string()))
}

fn undecodable(operation: &str, message: &str) -> Refusal {
    for marker in ["SERIALIZATION_AS_READ:", "SERIALIZATION:"] {
        if let Some(message) = message.strip_prefix(marker) {
            return Refusal::serialization(message);
        }
    }
    if let Some(message) = message.strip_prefix("VALIDATION_REQUEST:") {
        return match operation {
            "PutItem" | "UpdateItem" | "DeleteItem" => {
                Refusal::validation(&format!("1 validation error detected: {message}"))
            }
            _ => Refusal::validation(message),
        };
    }
    for marker in ["VALIDATION_AS_READ:", "VALIDATION:"] {
        if let Some(message) = message.strip_prefix(marker) {
            return Refusal::validation(message);
        }
    }
    let says = |part: &str| message.contains(part);
    if says("missing field")
        || says("unknown variant")
        || says("invalid type: null")
        || says("AttributeValue")
    {
        return Refusal::validation(message);
    }
    Refusal::serialization(message)
}
