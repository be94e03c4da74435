//! A server for one test, and people who are signed in to it.

use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, header};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use serde_json::{Value, json};
use tablewright_sandbox::{Faults, RunningSandbox, Sandbox, SandboxOptions};
use tablewright_storage::{Store, Timestamp};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tower::ServiceExt;

use crate::api::Repeats;
use crate::auth::attempts::Attempts;
use crate::commands::serve::sandbox_environment;
use crate::designs::Designs;
use crate::entropy::{self, Secret};
use crate::environments::{Environments, SANDBOX_ACCOUNT, SANDBOX_REGION};
use crate::metrics::Metrics;
use crate::oidc::{Oidc, OidcConfig};
use crate::outgoing;
use crate::prices::ListPrices;
use crate::reach::Reach;
use crate::router;
use crate::runs::Runs;
use crate::state::{AppState, Shared};
use crate::trials::Trials;
use crate::webhooks::Alarm;

const BASE: &str = "http://tablewright.test";
pub(crate) const PASSWORD: &str = "correct horse battery";

/// A server with an administrator.
pub(crate) struct TestApp {
    router: Router,
    pub(crate) state: AppState,
    pub(crate) admin: String,
    sandbox: RunningSandbox,
    /// The switches of the sandbox.
    pub(crate) faults: Faults,
    _folder: Option<TempDir>,
}

/// Status, cookie and body of an answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) cookie: Option<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Reply {
    /// The body of a success.
    pub(crate) fn ok(self) -> Value {
        assert!((200..300).contains(&self.status), "{}: {}", self.status, self.body);
        self.body
    }

    /// The code of an error with this status.
    pub(crate) fn code(&self, status: u16) -> &str {
        assert_eq!(self.status, status, "{}", self.body);
        self.body["code"].as_str().unwrap()
    }
}

fn shared(store: Store, sandbox: &RunningSandbox, reach: Reach) -> Shared {
    Shared {
        designs: Designs::new(store.clone()),
        environments: Environments::new(sandbox.endpoint().to_owned()),
        runs: Runs::new(),
        attempts: Attempts::default(),
        prices: ListPrices::new(Vec::new()).unwrap(),
        trials: Trials::default(),
        metrics: Metrics::default(),
        repeats: Repeats::default(),
        tour: tokio::sync::Mutex::default(),
        alarm: Alarm::default(),
        store,
        base: BASE.to_owned(),
        oidc: None,
        reach,
        secure_cookies: false,
        proxies: Vec::new(),
    }
}

impl TestApp {
    pub(crate) async fn new() -> Self {
        Self::reaching(Reach { private: false }).await
    }

    /// A server whose store is a folder of its own.
    pub(crate) async fn on_disk() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        Self { _folder: Some(folder), ..Self::with(store, Reach { private: false }).await }
    }

    /// A server that may be sent to this machine.
    pub(crate) async fn reaching_private() -> Self {
        Self::reaching(Reach { private: true }).await
    }

    /// A server where people sign in at a provider, too.
    pub(crate) async fn signing_in_at(config: OidcConfig) -> Self {
        let mut app = Self::new().await;
        let known = shared(app.state.store.clone(), &app.sandbox, Reach { private: false });
        app.state = AppState::new(Shared { oidc: Some(Oidc::new(config, BASE)), ..known });
        app.router = router::router(app.state.clone(), ([127, 0, 0, 1], 0).into());
        app
    }

    /// Forgets what only the server's memory has, as a restart does.
    pub(crate) fn restart(&mut self) {
        self.state = self.with_reach(Reach { private: false });
        self.router = router::router(self.state.clone(), ([127, 0, 0, 1], 0).into());
    }

    /// The same server with another rule about where it may be sent.
    pub(crate) fn with_reach(&self, reach: Reach) -> AppState {
        AppState::new(shared(self.state.store.clone(), &self.sandbox, reach))
    }

    async fn reaching(reach: Reach) -> Self {
        Self::with(Store::in_memory().await.unwrap(), reach).await
    }

    async fn with(store: Store, reach: Reach) -> Self {
        let options = SandboxOptions {
            region: SANDBOX_REGION.to_owned(),
            account: SANDBOX_ACCOUNT.to_owned(),
            time_scale: 0.0,
            ..SandboxOptions::default()
        };
        let faults = options.faults.clone();
        let sandbox = Sandbox::open(options).unwrap().listen("127.0.0.1:0").await.unwrap();
        store.ensure_sandbox(&sandbox_environment(entropy::id().unwrap().into())).await.unwrap();
        let secret = Secret::new().unwrap();
        store.replace_setup_invitation(&secret.hash(), Timestamp(0), Timestamp(i64::MAX)).await.unwrap();
        let state = AppState::new(shared(store, &sandbox, reach));
        let router = router::router(state.clone(), ([127, 0, 0, 1], 0).into());
        let mut app = Self { router, state, admin: String::new(), sandbox, faults, _folder: None };
        app.admin = app.join(secret.text(), "Ada").await;
        app
    }

    /// Listens on a port of this machine, for what takes more than one request and its answer.
    pub(crate) async fn listen(&self) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = self.router.clone();
        tokio::spawn(async move { axum::serve(listener, router).await });
        address
    }

    /// Accepts an invitation; gives the session's cookie.
    pub(crate) async fn join(&self, token: &str, name: &str) -> String {
        let body = json!({"name": name, "email": format!("{name}@example.com"), "password": PASSWORD});
        let reply = self.post("", &format!("/invitations/{token}/accept"), body).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        reply.cookie.unwrap()
    }

    /// A new person with this role, signed in.
    pub(crate) async fn person(&self, name: &str, role: &str) -> String {
        let invited = self.post(&self.admin, "/invitations", json!({"role": role})).await.ok();
        let path = invited["path"].as_str().unwrap().to_owned();
        self.join(path.strip_prefix("/join/").unwrap(), name).await
    }

    /// A design made of the example, with a saved version; gives its id.
    pub(crate) async fn game_scores(&self, cookie: &str) -> String {
        let made =
            self.post(cookie, "/designs", json!({"source": {"example": {"key": "game-scores"}}})).await.ok();
        let id = made["id"].as_str().unwrap().to_owned();
        let saved = json!({"message": "First", "seq": 0});
        self.post(cookie, &format!("/designs/{id}/versions"), saved).await.ok();
        id
    }

    /// The id of the sandbox environment.
    pub(crate) async fn sandbox(&self) -> String {
        self.get(&self.admin, "/environments").await.ok()[0]["id"].as_str().unwrap().to_owned()
    }

    /// A call of AWS in the sandbox, made past the server.
    pub(crate) async fn aws(&self, operation: &str, body: &Value) {
        let destination = Reach { private: true }.check(self.sandbox.endpoint()).await.unwrap();
        let credential = "AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=x";
        let request = Request::post("/")
            .header("authorization", credential)
            .header("x-amz-date", "20260101T000000Z")
            .header("content-type", "application/x-amz-json-1.0")
            .header("x-amz-target", format!("DynamoDB_20120810.{operation}"))
            .body(Full::new(Bytes::from(body.to_string())))
            .unwrap();
        let answer = outgoing::send(&destination, request).await.unwrap();
        let status = answer.status();
        let text = outgoing::whole(answer.into_body(), 100_000).await.unwrap();
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(&text));
    }

    pub(crate) async fn get(&self, cookie: &str, path: &str) -> Reply {
        self.call("GET", cookie, path, Body::empty()).await
    }

    pub(crate) async fn post(&self, cookie: &str, path: &str, body: Value) -> Reply {
        self.call("POST", cookie, path, Body::from(body.to_string())).await
    }

    pub(crate) async fn call(&self, method: &str, cookie: &str, path: &str, body: Body) -> Reply {
        let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        // A token is told from a cookie by its beginning.
        if cookie.starts_with("tablewright_session=") {
            request = request.header(header::COOKIE, cookie);
        } else if !cookie.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {cookie}"));
        }
        self.raw(request.body(body).unwrap()).await
    }

    /// Sends any request.
    pub(crate) async fn raw(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let cookie = response.headers().get(header::SET_COOKIE);
        let cookie = cookie.map(|value| value.to_str().unwrap().split(';').next().unwrap().to_owned());
        let headers = response.headers().clone();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Reply { status, cookie, headers, body: serde_json::from_slice(&bytes).unwrap_or(Value::String(text)) }
    }
}
