//! Rendering pages on the server, with the API called in process as the person whose page it is.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use leptos::prelude::{LeptosOptions, provide_context, use_context};
use leptos_axum::ResponseOptions;
use tablewright_app::client::{self, InProcess, Reply, Transport};
use tablewright_app::{Answer, Root};
use tower::ServiceExt;

use super::{assets, headers};

/// What rendering needs: the API to call, and where the bundle is.
#[derive(Clone)]
pub(crate) struct Pages {
    /// The API without the layers that only requests from outside pass.
    pub(crate) api: Router,
    /// Names and places of the bundle.
    pub(crate) options: LeptosOptions,
}

/// Calls the API router with the cookie of the page's request.
struct ApiInProcess {
    router: Router,
    cookie: Option<HeaderValue>,
}

impl InProcess for ApiInProcess {
    fn send(&self, method: client::Method, path: &str, body: Option<String>) -> Reply {
        let mut request = Request::builder().method(method.as_str()).uri(format!("/api/v1{path}"));
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let request = request.body(body.map_or_else(Body::empty, Body::from));
        let router = self.router.clone();
        Box::pin(async move {
            let Ok(request) = request else {
                return (400, String::new());
            };
            // A router's own error type has no values.
            let Ok(response) = router.oneshot(request).await;
            let status = response.status().as_u16();
            let bytes = response.into_body().collect().await.map(|body| body.to_bytes()).unwrap_or_default();
            (status, String::from_utf8_lossy(&bytes).into_owned())
        })
    }
}

/// Everything that is not the API: first the files of the interface, then its pages.
pub(crate) fn router(pages: Pages) -> Router {
    // Rendering spawns tasks. A second router of one process, as in tests, finds the executor set.
    let _ = any_spawner::Executor::init_tokio();
    Router::new().fallback(serve).with_state(pages)
}

async fn serve(State(pages): State<Pages>, request: Request) -> Response {
    if let Some(file) = assets::file(request.uri().path(), request.headers()) {
        return file;
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, "Pages are only read.").into_response();
    }
    render(pages, request).await
}

async fn render(pages: Pages, request: Request) -> Response {
    let transport = transport(&pages, request.headers());
    let address = request.uri().path_and_query().map_or("/", PathAndQuery::as_str).to_owned();
    let options = options(&pages, &address);
    let handler = leptos_axum::render_app_async_with_context(
        move || {
            provide_context(transport.clone());
            if let Some(response) = use_context::<ResponseOptions>() {
                answer_with(&response);
            }
        },
        move || tablewright_app::shell(options.clone(), &address),
    );
    handler(request).await.into_response()
}

/// The page loads the bundle that it belongs to. `cargo leptos watch` makes one bundle, which holds all.
fn options(pages: &Pages, address: &str) -> LeptosOptions {
    let mut options = pages.options.clone();
    if std::env::var_os("LEPTOS_WATCH").is_none() {
        options.output_name = Root::of(address).bundle().into();
    }
    options
}

/// Lets pages set the status and redirect, and sets the content policy with the nonce that the page's scripts carry.
fn answer_with(response: &ResponseOptions) {
    let nonce = leptos::nonce::use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
    if let Ok(policy) = HeaderValue::from_str(&headers::page_policy(&nonce)) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
    response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let response = response.clone();
    let status = move |status| {
        if let Ok(status) = StatusCode::from_u16(status) {
            response.set_status(status);
        }
    };
    provide_context(Answer { status: Arc::new(status), redirect: Arc::new(leptos_axum::redirect) });
}

fn transport(pages: &Pages, request: &HeaderMap) -> Transport {
    let cookie = request.get(header::COOKIE).cloned();
    Transport(Arc::new(ApiInProcess { router: pages.api.clone(), cookie }))
}
