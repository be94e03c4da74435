//! Where a request comes from and what it is called: the id that its answer, its errors, its log lines and its entries
//! of the audit log share, and the address. Also counts it.

use std::net::{IpAddr, SocketAddr};
use std::time::Instant;

use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use tokio::task::JoinHandle;
use tracing::Instrument;

use crate::entropy;
use crate::state::AppState;

const ID: HeaderName = HeaderName::from_static("x-request-id");
const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-for");

tokio::task_local! {
    static CURRENT: String;
}

/// Where a request comes from, and its id.
#[derive(Debug, Clone, Default)]
pub(crate) struct Whence {
    /// The id of the request.
    pub(crate) request: String,
    /// The address of who sent it.
    pub(crate) address: String,
}

/// The id of the request that is being answered; empty outside of one.
pub(crate) fn current_request() -> String {
    CURRENT.try_with(Clone::clone).unwrap_or_default()
}

/// Work that goes on when whoever asked for it has gone away, under the request's id.
pub(crate) fn spawn<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
    tokio::spawn(CURRENT.scope(current_request(), work).in_current_span())
}

/// Gives each request its id, and its answer too.
pub(crate) async fn follow(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    // An id that a client sends is not taken: it could name the request of somebody else.
    let id = entropy::id().map(|id| id.to_string()).unwrap_or_default();
    let address = address(&request, &state.proxies);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let span = tracing::info_span!("request", id, %method, path = request.uri().path());
    request.extensions_mut().insert(Whence { request: id.clone(), address });
    let answered = CURRENT.scope(id.clone(), next.run(request)).instrument(span.clone());
    let mut response = answered.await;
    let took = begun.elapsed();
    span.in_scope(|| tracing::debug!(status = response.status().as_u16(), ?took, "answered"));
    if method != Method::GET {
        state.alarm.ring();
    }
    state.metrics.answered(&method, route.as_deref(), response.status().as_u16(), took);
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(ID, value);
    }
    response
}

/// The peer's address. What a proxy says of its own peer is believed only of the proxies that were named at start.
fn address(request: &Request, proxies: &[IpAddr]) -> String {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|ConnectInfo(peer)| peer.ip().to_canonical());
    match peer {
        Some(peer) if proxies.contains(&peer) => forwarded(request.headers()).unwrap_or(peer).to_string(),
        Some(peer) => peer.to_string(),
        None => String::new(),
    }
}

/// The last address of the last header: the one that the proxy itself added.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all(FORWARDED).iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, forwarded: &[&'static str], proxies: &[&str]) -> String {
        let mut request = Request::new(axum::body::Body::empty());
        let peer: SocketAddr = peer.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        for value in forwarded {
            request.headers_mut().append(FORWARDED, HeaderValue::from_static(value));
        }
        let proxies: Vec<IpAddr> = proxies.iter().map(|proxy| proxy.parse().unwrap()).collect();
        address(&request, &proxies)
    }

    #[test]
    fn only_a_named_proxy_is_believed_and_only_in_what_it_added_itself() {
        assert_eq!(from("192.0.2.1:9", &["203.0.113.9"], &[]), "192.0.2.1");
        assert_eq!(from("192.0.2.1:9", &["203.0.113.9"], &["192.0.2.1"]), "203.0.113.9");
        assert_eq!(from("192.0.2.1:9", &["10.0.0.1, 203.0.113.9"], &["192.0.2.1"]), "203.0.113.9");
        assert_eq!(from("192.0.2.1:9", &["10.0.0.1", "203.0.113.9"], &["192.0.2.1"]), "203.0.113.9");
        assert_eq!(from("192.0.2.1:9", &["not an address"], &["192.0.2.1"]), "192.0.2.1");
        assert_eq!(from("[::ffff:192.0.2.1]:9", &[], &[]), "192.0.2.1");
    }
}
