//! An endpoint on loopback that notes what it is asked and answers what it was told.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Response};
use serde_json::{Value, json};
use tablewright_aws::{AwsGateway, Connection, Credentials};

/// One request that came in.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Asked {
    /// What the protocol calls the service.
    pub(crate) target: String,
    pub(crate) operation: String,
    pub(crate) body: Value,
}

impl Asked {
    /// The IAM action that allows it.
    pub(crate) fn action(&self) -> String {
        let service = match self.target.as_str() {
            "DynamoDB_20120810" => "dynamodb",
            "AnyScaleFrontendService" => "application-autoscaling",
            "TrentService" => "kms",
            "GraniteServiceVersion20100801" => "cloudwatch",
            other => other,
        };
        format!("{service}:{}", self.operation)
    }
}

#[derive(Default)]
struct Script {
    asked: Vec<Asked>,
    answers: BTreeMap<String, VecDeque<(u16, Value)>>,
}

/// The endpoint; it ends with the test's runtime.
#[derive(Clone)]
pub(crate) struct Endpoint {
    url: String,
    script: Arc<Mutex<Script>>,
}

impl Endpoint {
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let script = Arc::new(Mutex::new(Script::default()));
        let app = Router::new().fallback(answer).with_state(Arc::clone(&script));
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { url, script }
    }

    /// The next answer to this operation; the last one is given for ever.
    pub(crate) fn answers(&self, operation: &str, status: u16, body: Value) -> &Self {
        let mut script = self.script.lock().unwrap();
        script.answers.entry(operation.to_owned()).or_default().push_back((status, body));
        drop(script);
        self
    }

    /// An error as AWS sends it.
    pub(crate) fn refuses(&self, operation: &str, status: u16, code: &str, message: &str) -> &Self {
        let kind = format!("com.amazonaws.dynamodb.v20120810#{code}");
        self.answers(operation, status, json!({ "__type": kind, "message": message }))
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.script.lock().unwrap().asked.clone()
    }

    pub(crate) async fn gateway(&self) -> AwsGateway {
        gateway(&self.url).await
    }
}

pub(crate) async fn gateway(endpoint: &str) -> AwsGateway {
    let connection = Connection {
        region: "eu-central-1".to_owned(),
        endpoint: Some(endpoint.to_owned()),
        credentials: Credentials::Sandbox,
    };
    AwsGateway::connect(connection).await.unwrap()
}

async fn answer(State(script): State<Arc<Mutex<Script>>>, request: Request) -> Response<Body> {
    let (head, body) = request.into_parts();
    let is_cbor = head.headers.contains_key("smithy-protocol");
    let (target, operation) = if is_cbor { in_path(head.uri.path()) } else { in_header(&head.headers) };
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let body = if is_cbor { Value::Null } else { serde_json::from_slice(&body).unwrap() };
    let mut script = script.lock().unwrap();
    let answers = script.answers.entry(operation.clone()).or_default();
    let (status, answer) = match answers.len() {
        0 => (200, json!({})),
        1 => answers[0].clone(),
        _ => answers.pop_front().unwrap(),
    };
    script.asked.push(Asked { target, operation, body });
    // A text is the page of some web framework.
    let (kind, answer) = match answer {
        Value::String(page) => ("text/html; charset=utf-8", page.into_bytes()),
        answer if is_cbor => ("application/cbor", cbor(&answer)),
        answer => ("application/x-amz-json-1.0", answer.to_string().into_bytes()),
    };
    Response::builder()
        .status(status)
        .header("smithy-protocol", "rpc-v2-cbor")
        .header("content-type", kind)
        .header("x-amzn-requestid", "REQUEST1")
        .body(Body::from(answer))
        .unwrap()
}

fn in_header(headers: &HeaderMap) -> (String, String) {
    let (target, operation) = headers["x-amz-target"].to_str().unwrap().split_once('.').unwrap();
    (target.to_owned(), operation.to_owned())
}

/// `/service/Name/operation/Name`
fn in_path(path: &str) -> (String, String) {
    let parts: Vec<_> = path.split('/').collect();
    (parts[2].to_owned(), parts[4].to_owned())
}

/// Objects of short texts, which errors are made of.
fn cbor(object: &Value) -> Vec<u8> {
    let text = |text: &str| [&[0x78, u8::try_from(text.len()).unwrap()], text.as_bytes()].concat();
    let fields = object.as_object().unwrap();
    let members =
        fields.iter().flat_map(|(name, value)| [text(name), text(value.as_str().unwrap())].concat());
    std::iter::once(0xa0 | u8::try_from(fields.len()).unwrap()).chain(members).collect()
}
