//! Security headers on every answer.

use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use axum::{extract::Request, http::HeaderMap};

/// Headers that are the same everywhere. Pages get their own content policy with a nonce (see `pages`).
const FIXED: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// The policy of everything that is not a page: nothing in it is ever run.
const CLOSED_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// The script of the editor's worker, and the policy that it runs under: a worker has that of its own answer.
pub(crate) const WORKER: (&str, &str) =
    ("judge-worker.js", "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'");

/// Adds the headers.
pub(crate) async fn add(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        set_policy(headers, CLOSED_POLICY);
    }
    response
}

/// The content policy of a page whose own scripts carry the nonce.
pub(crate) fn page_policy(nonce: &str) -> String {
    format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self' 'nonce-{nonce}'; \
         worker-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; object-src 'none'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}

fn set_policy(headers: &mut HeaderMap, policy: &str) {
    if let Ok(value) = HeaderValue::from_str(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, value);
    }
}
