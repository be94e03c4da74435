//! Rendering pages on the server, with the API called in process as the person whose page it is.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use leptos::prelude::{LeptosOptions, provide_context, use_context};
use leptos_axum::ResponseOptions;
use tablewright_app::client::{InProcess, Method, Reply, Transport};
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
    fn send(&self, method: Method, path: &str, body: Option<String>) -> Reply {
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

/// Everything that is not the API: first the files, then the pages.
pub(crate) async fn serve(State(pages): State<Pages>, request: Request) -> Response {
    if let Some(file) = assets::file(request.uri().path(), request.headers()) {
        return file;
    }
    render(pages, request).await.into_response()
}

async fn render(pages: Pages, request: Request) -> Response {
    if request.method() != axum::http::Method::GET && request.method() != axum::http::Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, "Pages are only read.").into_response();
    }
    let transport = transport(&pages, request.headers());
    let options = pages.options;
    let handler = leptos_axum::render_app_async_with_context(
        move || {
            provide_context(transport.clone());
            set_policy();
        },
        move || page(options.clone()),
    );
    handler(request).await.into_response()
}

fn transport(pages: &Pages, request: &HeaderMap) -> Transport {
    let cookie = request.get(header::COOKIE).cloned();
    Transport(Arc::new(ApiInProcess { router: pages.api.clone(), cookie }))
}

/// The page's content policy, with the nonce that its scripts carry.
fn set_policy() {
    let nonce = leptos::nonce::use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
    if let (Some(response), Ok(policy)) =
        (use_context::<ResponseOptions>(), HeaderValue::from_str(&headers::page_policy(&nonce)))
    {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
        response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

fn page(options: LeptosOptions) -> impl leptos::prelude::IntoView {
    tablewright_app::shell(options)
}
