//! One delivery over HTTP: to an address that was looked at, with a deadline, without following redirects.

use std::time::Duration;

use axum::http::{HeaderValue, Request, header};
use http_body_util::Full;
use hyper::body::Bytes;

use crate::outgoing::{self, USER_AGENT};
use crate::reach::{Destination, Reach};

/// How long a delivery may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is sent.
pub(super) struct Message<'a> {
    pub(super) url: &'a str,
    pub(super) id: u64,
    pub(super) event: &'a str,
    pub(super) signature: String,
    pub(super) body: String,
}

/// Sends; gives the status of the answer, or in a sentence why there is none.
pub(super) async fn send(reach: Reach, message: Message<'_>) -> Result<u16, String> {
    let sent = tokio::time::timeout(PATIENCE, deliver(reach, message));
    sent.await.unwrap_or_else(|_| Err(format!("There was no answer within {} seconds.", PATIENCE.as_secs())))
}

async fn deliver(reach: Reach, message: Message<'_>) -> Result<u16, String> {
    let destination = reach.check(message.url).await?;
    let request = request(&destination, message)?;
    // What the other side says beyond its status is not read: it may be without end.
    Ok(outgoing::send(&destination, request).await?.status().as_u16())
}

fn request(destination: &Destination, message: Message<'_>) -> Result<Request<Full<Bytes>>, String> {
    let path = destination.uri.path_and_query().map_or("/", |path| path.as_str());
    let value = |text: &str| HeaderValue::from_str(text).map_err(|error| format!("{error}."));
    Request::post(path)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, USER_AGENT)
        .header("tablewright-delivery", message.id)
        .header("tablewright-event", value(message.event)?)
        .header("tablewright-signature", value(&message.signature)?)
        .body(Full::new(Bytes::from(message.body)))
        .map_err(|error| format!("{error}."))
}
