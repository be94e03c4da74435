//! How requests and answers are written: as JSON, or as CBOR where that is what a service's clients speak.
//!
//! Operations know one kind of value; what it looks like on the way is decided here and nowhere else.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};
use serde_json::Value;

use crate::cbor;
use crate::protocol::Refusal;

/// The protocol of requests in CBOR, as its header names it.
pub(crate) const RPC_V2_CBOR: &str = "rpc-v2-cbor";
/// The header that names a protocol.
pub(crate) const PROTOCOL: &str = "smithy-protocol";

/// Errors that the service had another name for in its first protocol, by which clients still know them.
const FORMER_NAMES: [(&str, &str); 3] = [
    ("MissingRequiredParameterException", "MissingParameter;Sender"),
    ("InvalidParameterValueException", "InvalidParameterValue;Sender"),
    ("InvalidParameterCombinationException", "InvalidParameterCombination;Sender"),
];

/// What a service writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wire {
    /// AWS JSON 1.0.
    Json10,
    /// AWS JSON 1.1.
    Json11,
    /// Smithy RPC v2 CBOR.
    Cbor,
}

impl Wire {
    /// The object that a body holds.
    pub(crate) fn read(self, body: &[u8]) -> Result<Value, Refusal> {
        let (read, kind) = match self {
            Self::Json10 | Self::Json11 => {
                (serde_json::from_slice(body).map_err(|error| error.to_string()), "JSON")
            }
            Self::Cbor => (cbor::read(body), "CBOR"),
        };
        match read {
            Ok(request @ Value::Object(_)) => Ok(request),
            Ok(_) => Err(Refusal::serialization(&format!("The request body is not a {kind} object."))),
            Err(error) => Err(Refusal::serialization(&format!("The request body is not {kind}: {error}"))),
        }
    }

    /// The answer of an operation, which is JSON.
    pub(crate) fn answer(self, status: StatusCode, body: String) -> Response<Body> {
        match self {
            Self::Json10 => answer(status, "application/x-amz-json-1.0", body),
            Self::Json11 => answer(status, "application/x-amz-json-1.1", body),
            Self::Cbor => in_cbor(status, &serde_json::from_str(&body).unwrap_or_default()),
        }
    }
}

fn in_cbor(status: StatusCode, body: &Value) -> Response<Body> {
    let mut response = answer(status, "application/cbor", cbor::write(body));
    let mut set = |name, value| {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    };
    set(PROTOCOL, RPC_V2_CBOR);
    let kind = body["__type"].as_str();
    if let Some((_, former)) = FORMER_NAMES.iter().find(|(name, _)| kind == Some(name)) {
        set("x-amzn-query-error", former);
    }
    response
}

/// A response with an id of its own.
pub(crate) fn answer(
    status: StatusCode,
    content_type: &'static str,
    body: impl Into<Body>,
) -> Response<Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    if let Ok(id) = request_id().parse() {
        headers.insert(HeaderName::from_static("x-amzn-requestid"), id);
    }
    response
}

/// An id that no other request of this process has, in the 52 characters that DynamoDB uses.
fn request_id() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("TABLEWRIGHTSANDBOX{:08X}{count:026X}", std::process::id())
}
