//! `fetch`, with the page's cookie.

use gloo_net::http::{RequestBuilder, Response};
use send_wrapper::SendWrapper;
use tablewright_contract::{ApiError, ErrorCode};

use super::Method;

/// Sends one request; gives status and body.
pub(super) fn send(
    method: Method,
    path: &str,
    body: Option<String>,
) -> impl Future<Output = Result<(u16, String), ApiError>> + Send {
    let url = format!("/api/v1{path}");
    // The browser has one thread: what `fetch` gives never leaves it.
    SendWrapper::new(async move {
        let response = fetch(method, &url, body).await.map_err(unreachable)?;
        let text = response.text().await.map_err(unreachable)?;
        Ok((response.status(), text))
    })
}

async fn fetch(method: Method, url: &str, body: Option<String>) -> Result<Response, gloo_net::Error> {
    let request = RequestBuilder::new(url).method(match method {
        Method::Get => gloo_net::http::Method::GET,
        Method::Post => gloo_net::http::Method::POST,
        Method::Put => gloo_net::http::Method::PUT,
        Method::Patch => gloo_net::http::Method::PATCH,
        Method::Delete => gloo_net::http::Method::DELETE,
    });
    match body {
        Some(body) => request.header("content-type", "application/json").body(body)?.send().await,
        None => request.send().await,
    }
}

fn unreachable(_: gloo_net::Error) -> ApiError {
    ApiError {
        code: ErrorCode::Upstream,
        message: "The server does not answer. What you did is kept here and sent when it is back.".to_owned(),
        field: None,
        request_id: String::new(),
    }
}
