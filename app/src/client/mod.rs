//! The interface's way to `/api/v1`: the same calls in the browser (`fetch`) and while a page is rendered on the
//! server (in process, through the [`Transport`] that the server puts into the context).
//!
//! Deliberately absent: what the calls mean. Pages name a path and a type of `contract`.

#[cfg(feature = "hydrate")]
mod browser;
mod json;
#[cfg(not(feature = "hydrate"))]
mod server;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tablewright_contract::{ApiError, ErrorCode};

#[cfg(not(feature = "hydrate"))]
pub use server::{InProcess, Reply, Transport};

pub(crate) use json::Json;

/// A method of HTTP that the API uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the methods of HTTP")]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// The method as HTTP writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// Reads from a path below `/api/v1`, given with its leading slash.
///
/// # Errors
///
/// What the server said, or that it did not answer.
pub(crate) async fn get<T>(path: &str) -> Result<Json<T>, ApiError> {
    send(Method::Get, path, None).await.map(Json::of_text)
}

/// Posts a body to a path below `/api/v1`.
///
/// # Errors
///
/// What the server said, or that it did not answer.
pub(crate) fn post<B: Serialize, T>(
    path: &str,
    body: &B,
) -> impl Future<Output = Result<Json<T>, ApiError>> + Send + use<B, T> {
    with_body(Method::Post, path, body)
}

/// Posts a body that is JSON already, and gives the answer as it came.
///
/// # Errors
///
/// What the server said, or that it did not answer.
pub(crate) async fn post_text(path: &str, body: String) -> Result<String, ApiError> {
    send(Method::Post, path, Some(body)).await
}

/// Puts a body in the place of what a path below `/api/v1` names.
///
/// # Errors
///
/// What the server said, or that it did not answer.
pub(crate) fn put<B: Serialize, T>(
    path: &str,
    body: &B,
) -> impl Future<Output = Result<Json<T>, ApiError>> + Send + use<B, T> {
    with_body(Method::Put, path, body)
}

/// Changes parts of what a path below `/api/v1` names.
///
/// # Errors
///
/// What the server said, or that it did not answer.
pub(crate) fn patch<B: Serialize, T>(
    path: &str,
    body: &B,
) -> impl Future<Output = Result<Json<T>, ApiError>> + Send + use<B, T> {
    with_body(Method::Patch, path, body)
}

fn with_body<B: Serialize, T>(
    method: Method,
    path: &str,
    body: &B,
) -> impl Future<Output = Result<Json<T>, ApiError>> + Send + use<B, T> {
    let (path, body) = (path.to_owned(), encode(body));
    async move { send(method, &path, Some(body?)).await.map(Json::of_text) }
}

/// Deletes what a path below `/api/v1` names.
///
/// # Errors
///
/// What the server said, or that it did not answer.
pub(crate) async fn delete(path: &str) -> Result<(), ApiError> {
    send(Method::Delete, path, None).await.map(drop)
}

/// Sends one request and gives the body of a success.
async fn send(method: Method, path: &str, body: Option<String>) -> Result<String, ApiError> {
    #[cfg(feature = "hydrate")]
    let (status, text) = browser::send(method, path, body).await?;
    #[cfg(not(feature = "hydrate"))]
    let (status, text) = server::send(method, path, body).await?;
    if (200..300).contains(&status) {
        return Ok(text);
    }
    Err(serde_json::from_str(&text)
        .unwrap_or_else(|_| unexpected(&format!("the server answered with status {status}"))))
}

/// The value as JSON.
fn encode<T: Serialize>(value: &T) -> Result<String, ApiError> {
    serde_json::to_string(value).map_err(|error| unexpected(&error.to_string()))
}

/// The value of some JSON. An empty body stands for `()`, which JSON writes as `null`.
fn decode<T: DeserializeOwned>(text: &str) -> Result<T, ApiError> {
    let text = if text.is_empty() { "null" } else { text };
    serde_json::from_str(text).map_err(|error| unexpected(&error.to_string()))
}

fn unexpected(detail: &str) -> ApiError {
    ApiError {
        code: ErrorCode::Internal,
        message: format!("Something unexpected happened: {detail}. Reload the page."),
        field: None,
        request_id: String::new(),
    }
}
