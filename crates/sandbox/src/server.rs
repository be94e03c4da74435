//! The HTTP rim: one request of an AWS protocol in, one answer out.
//!
//! It finds the service, the operation and the region, and hands them on; no rule about tables lives here. The checksum
//! header `x-amz-crc32` is left out: clients check it only where it is present.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Response, StatusCode, header};
use dynoxide::auth_material::{self, AuthMaterial};
use serde_json::Value;
use tokio::sync::watch;

use crate::control;
use crate::data;
use crate::faults::{Fault, Faults, is_change};
use crate::keys;
use crate::lag;
use crate::line::Cut;
use crate::metrics;
use crate::partition::Partition;
use crate::partitions::Partitions;
use crate::protocol::Refusal;
use crate::scaling;
use crate::streams;
use crate::wire::{PROTOCOL, RPC_V2_CBOR, Wire, answer};

/// The largest request body: 16 MiB, as on AWS.
const BODY_LIMIT: usize = 16 * 1024 * 1024;

/// The services on this endpoint: what `X-Amz-Target` begins with, or the path where the protocol has the operation there,
/// how they write, and who answers.
const SERVICES: [Service; 5] = [
    Service { target: "DynamoDB_20120810.", wire: Wire::Json10, run: dynamodb },
    Service { target: "DynamoDBStreams_20120810.", wire: Wire::Json10, run: dynamodb },
    Service { target: "AnyScaleFrontendService.", wire: Wire::Json11, run: autoscaling },
    Service { target: "TrentService.", wire: Wire::Json11, run: keys },
    Service {
        target: "/service/GraniteServiceVersion20100801/operation/",
        wire: Wire::Cbor,
        run: cloudwatch,
    },
];

/// One service.
#[derive(Clone, Copy, Debug)]
struct Service {
    target: &'static str,
    wire: Wire,
    run: fn(&Partition, &str, Value) -> Result<String, Refusal>,
}

/// What every request is answered from.
#[derive(Clone, Debug)]
struct Served {
    partitions: Arc<Partitions>,
    faults: Faults,
    /// Turns true when the server stops.
    closing: watch::Receiver<bool>,
}

/// The service that answers on every path, as DynamoDB does.
pub(crate) fn router(partitions: Arc<Partitions>, faults: Faults, closing: watch::Receiver<bool>) -> Router {
    Router::new().fallback(handle).with_state(Served { partitions, faults, closing })
}

async fn handle(
    State(served): State<Served>,
    ConnectInfo(line): ConnectInfo<Cut>,
    request: Request,
) -> Response<Body> {
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
    let (head, body) = request.into_parts();
    let called = called(&head);
    let wire = called.as_ref().map_or(Wire::Json10, |(service, _)| service.wire);
    let (status, body) = match perform(&served, &line, &head, body, called).await {
        Ok(body) => (StatusCode::OK, body),
        Err(refusal) => {
            let status = StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, refusal.body)
        }
    };
    wire.answer(status, body)
}

async fn perform(
    served: &Served,
    line: &Cut,
    head: &Parts,
    body: Body,
    called: Result<(Service, String), Refusal>,
) -> Result<String, Refusal> {
    let body = read_body(&head.headers, body).await?;
    let (service, operation) = called?;
    let (key, region) = scope(&head.headers, head.uri.query().unwrap_or_default())?;
    let request = service.wire.read(&body)?;
    if served.faults.hides(&operation) {
        return Err(Refusal::unknown_operation(&operation));
    }
    let fault = served.faults.decide(&operation, &region);
    if fault.is_some_and(|fault| !fault.lets_through()) {
        return fail(served, line, &operation, fault).await;
    }
    let (partitions, faults, name) =
        (Arc::clone(&served.partitions), served.faults.clone(), operation.clone());
    let run = move || {
        let partition = partitions.of_request(&region, &key)?;
        lagging(&partition, faults.lags(), &name, request, service.run)
    };
    let answer = tokio::task::spawn_blocking(run).await.unwrap_or_else(|error| {
        tracing::error!(operation, %error, "an operation of the sandbox broke off");
        Err(Refusal::internal("The sandbox failed at this operation; see the server's log."))
    });
    match fault {
        Some(_) => fail(served, line, &operation, fault).await,
        None => answer,
    }
}

/// Answers as a fault wants it, or does not.
async fn fail(served: &Served, line: &Cut, operation: &str, fault: Option<Fault>) -> Result<String, Refusal> {
    match fault {
        Some(Fault::Throttled) => return Err(Refusal::throttled(data::is_operation(operation))),
        Some(Fault::ServerError { .. }) | None => {}
        Some(Fault::Hang { .. }) => {
            // An error means that the server is gone already.
            let _ = served.closing.clone().wait_for(|closing| *closing).await;
            line.now();
        }
        Some(Fault::Drop { .. } | Fault::Cut { .. }) => line.now(),
    }
    Err(Refusal::internal(
        "The request processing has failed because of an unknown error, exception or failure.",
    ))
}

/// Runs an operation; while descriptions lag, they are answered from the past.
fn lagging(
    partition: &Partition,
    lag: Duration,
    operation: &str,
    request: Value,
    run: fn(&Partition, &str, Value) -> Result<String, Refusal>,
) -> Result<String, Refusal> {
    if lag.is_zero() {
        return run(partition, operation, request);
    }
    if let Some(answer) = lag::recall(partition, operation, &request) {
        return answer.map(|answer| answer.to_string());
    }
    if is_change(operation) && control::handler(operation).is_some() {
        lag::remember(partition, &request, lag);
    }
    run(partition, operation, request)
}

pub(crate) fn dynamodb(partition: &Partition, operation: &str, request: Value) -> Result<String, Refusal> {
    if let Some(run) = control::handler(operation).or_else(|| streams::handler(operation)) {
        return run(partition, request).map(|answer| answer.to_string());
    }
    data::run(partition, operation, request)
}

fn autoscaling(partition: &Partition, operation: &str, request: Value) -> Result<String, Refusal> {
    let run = scaling::handler(operation).ok_or_else(|| Refusal::unknown_operation(operation))?;
    run(partition, request).map(|answer| answer.to_string())
}

fn keys(partition: &Partition, operation: &str, request: Value) -> Result<String, Refusal> {
    let run = keys::handler(operation).ok_or_else(|| Refusal::unknown_operation(operation))?;
    run(partition, request).map(|answer| answer.to_string())
}

fn cloudwatch(partition: &Partition, operation: &str, request: Value) -> Result<String, Refusal> {
    let run = metrics::handler(operation).ok_or_else(|| metrics::unknown(operation))?;
    run(partition, request).map(|answer| answer.to_string())
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

/// The service and the operation that a request is for.
fn called(head: &Parts) -> Result<(Service, String), Refusal> {
    let header = |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok());
    let target = match header(PROTOCOL) {
        Some(RPC_V2_CBOR) => head.uri.path(),
        _ => header("x-amz-target").unwrap_or_default(),
    };
    SERVICES
        .iter()
        .find_map(|service| Some((*service, target.strip_prefix(service.target)?.to_owned())))
        .ok_or_else(|| Refusal::unknown_operation(target))
}

/// Key and region of the credential scope, `AKID/20260101/eu-central-1/dynamodb/aws4_request`. The signature is not
/// checked.
fn scope(headers: &HeaderMap, query: &str) -> Result<(String, String), Refusal> {
    let authorization = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let has_date_header = headers.contains_key("x-amz-date") || headers.contains_key(header::DATE);
    if let Some(body) = auth_material::validate(AuthMaterial { authorization, query, has_date_header }) {
        return Err(Refusal { status: 400, body });
    }
    let signed = authorization.unwrap_or(query).replace("%2F", "/");
    let mut scope = signed.split("Credential=").nth(1).unwrap_or_default().split('/');
    let key = scope.next().unwrap_or_default().to_owned();
    Ok((key, scope.nth(1).unwrap_or_default().to_owned()))
}
