//! While a page is rendered on the server: the API's own router, in process, as the person whose page it is.

use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::use_context;
use tablewright_contract::{ApiError, ErrorCode};

use super::Method;

/// Status and body of an answer.
pub type Reply = Pin<Box<dyn Future<Output = (u16, String)> + Send>>;

/// Calls the API in process. The server implements it and puts a [`Transport`] into the context of each request.
pub trait InProcess: Send + Sync {
    /// Sends one request to a path below `/api/v1`.
    fn send(&self, method: Method, path: &str, body: Option<String>) -> Reply;
}

/// What the context holds while a page is rendered.
#[derive(Clone)]
pub struct Transport(pub Arc<dyn InProcess>);

/// Sends one request; gives status and body.
pub(super) async fn send(
    method: Method,
    path: &str,
    body: Option<String>,
) -> Result<(u16, String), ApiError> {
    // The list of routes is made without a request, and so without a transport.
    let Some(Transport(transport)) = use_context::<Transport>() else {
        return Err(ApiError {
            code: ErrorCode::Internal,
            message: "There is no request to answer.".to_owned(),
            field: None,
            request_id: String::new(),
        });
    };
    Ok(transport.send(method, path, body).await)
}
