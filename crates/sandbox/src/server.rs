//! The HTTP rim: one request of the DynamoDB JSON protocol in, one answer out.
//!
//! It finds the operation, the region and the JSON object, and hands them on; no rule about tables lives here. The
//! checksum header `x-amz-crc32` is left out: clients check it only where it is present.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};
use dynoxide::auth_material::{self, AuthMaterial};
use serde_json::Value;

use crate::control;
use crate::data;
use crate::partition::Partition;
use crate::protocol::Refusal;
use crate::streams;

/// The largest request body: 16 MiB, as on AWS.
const BODY_LIMIT: usize = 16 * 1024 * 1024;
const CONTENT_TYPE: &str = "application/x-amz-json-1.0";
const TARGETS: [&str; 2] = ["DynamoDB_20120810.", "DynamoDBStreams_20120810."];

/// The regions that one listener serves, by name.
#[derive(Debug)]
pub(crate) struct Partitions(BTreeMap<String, Arc<Partition>>);

impl Partitions {
    pub(crate) fn of(partition: Partition) -> Self {
        Self(BTreeMap::from([(partition.place.region.clone(), Arc::new(partition))]))
    }

    fn get(&self, region: &str) -> Result<Arc<Partition>, Refusal> {
        self.0.get(region).cloned().ok_or_else(|| {
            let served: Vec<&str> = self.0.keys().map(String::as_str).collect();
            let message = format!(
                "Credential should be scoped to a valid region. This sandbox is {}, the request is signed for '{region}'.",
                served.join(", ")
            );
            Refusal::named("InvalidSignatureException", &message)
        })
    }
}

/// The service that answers on every path, as DynamoDB does.
pub(crate) fn router(partitions: Arc<Partitions>) -> Router {
    Router::new().fallback(handle).with_state(partitions)
}

async fn handle(State(partitions): State<Arc<Partitions>>, request: Request) -> Response<Body> {
    if request.method() == Method::GET {
        return answer(StatusCode::OK, "text/plain", "healthy: Tablewright sandbox\n".to_owned());
    }
    if request.method() != Method::POST {
        return answer(
            StatusCode::NOT_FOUND,
            "text/plain",
            "The sandbox takes POST requests only.\n".to_owned(),
        );
    }
    match perform(&partitions, request).await {
        Ok(body) => answer(StatusCode::OK, CONTENT_TYPE, body),
        Err(refusal) => {
            let status = StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            answer(status, CONTENT_TYPE, refusal.body)
        }
    }
}

async fn perform(partitions: &Partitions, request: Request) -> Result<String, Refusal> {
    let (head, body) = request.into_parts();
    let body = read_body(&head.headers, body).await?;
    let operation = operation(&head.headers)?;
    let region = region(&head.headers, head.uri.query().unwrap_or_default())?;
    let partition = partitions.get(&region)?;
    let request = read_object(&body)?;
    let name = operation.clone();
    let run = move || dispatch(&partition, &name, request);
    tokio::task::spawn_blocking(run).await.unwrap_or_else(|error| {
        tracing::error!(operation, %error, "an operation of the sandbox broke off");
        Err(Refusal::internal("The sandbox failed at this operation; see the server's log."))
    })
}

fn dispatch(partition: &Partition, operation: &str, request: Value) -> Result<String, Refusal> {
    if let Some(run) = control::handler(operation).or_else(|| streams::handler(operation)) {
        return run(partition, request).map(|answer| answer.to_string());
    }
    data::run(partition, operation, request)
}

async fn read_body(headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Refusal> {
    let announced =
        headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > BODY_LIMIT) {
        return Err(Refusal::too_large(BODY_LIMIT));
    }
    // The only other way to fail is a connection that broke, and then nobody reads the answer.
    to_bytes(body, BODY_LIMIT).await.map(Into::into).map_err(|_| Refusal::too_large(BODY_LIMIT))
}

fn read_object(body: &[u8]) -> Result<Value, Refusal> {
    match serde_json::from_slice(body) {
        Ok(request @ Value::Object(_)) => Ok(request),
        Ok(_) => Err(Refusal::serialization("The request body is not a JSON object.")),
        Err(error) => Err(Refusal::serialization(&format!("The request body is not JSON: {error}"))),
    }
}

fn operation(headers: &HeaderMap) -> Result<String, Refusal> {
    let target = headers.get("x-amz-target").and_then(|target| target.to_str().ok()).unwrap_or_default();
    TARGETS
        .iter()
        .find_map(|prefix| target.strip_prefix(prefix))
        .map(str::to_owned)
        .ok_or_else(|| Refusal::unknown_operation(target))
}

/// The region of the credential scope, `AKID/20260101/eu-central-1/dynamodb/aws4_request`. The signature is not checked.
fn region(headers: &HeaderMap, query: &str) -> Result<String, Refusal> {
    let authorization = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let has_date_header = headers.contains_key("x-amz-date") || headers.contains_key(header::DATE);
    if let Some(body) = auth_material::validate(AuthMaterial { authorization, query, has_date_header }) {
        return Err(Refusal { status: 400, body });
    }
    let signed = authorization.unwrap_or(query).replace("%2F", "/");
    let scope = signed.split("Credential=").nth(1).unwrap_or_default();
    let region = scope.split('/').nth(2).unwrap_or_default();
    Ok(region.to_owned())
}

fn answer(status: StatusCode, content_type: &'static str, body: String) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
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
