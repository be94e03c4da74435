//! One delivery over HTTP: to an address that was looked at, with a deadline, without following redirects.

use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderValue, Request, header};
use http_body_util::Full;
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

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
    let stream = connect(&destination).await?;
    if !destination.tls {
        return exchange(stream, request).await;
    }
    let name = ServerName::try_from(destination.host.clone());
    let name =
        name.map_err(|error| format!("{} is no name for a certificate: {error}.", destination.host))?;
    let tls = TlsConnector::from(Arc::new(client()?)).connect(name, stream).await;
    exchange(tls.map_err(|error| format!("There is no secure connection: {error}."))?, request).await
}

async fn connect(destination: &Destination) -> Result<TcpStream, String> {
    let mut reason = String::new();
    for address in &destination.addresses {
        match TcpStream::connect(address).await {
            Ok(stream) => return Ok(stream),
            Err(error) => reason = format!("{address} can't be reached: {error}."),
        }
    }
    Err(reason)
}

fn client() -> Result<ClientConfig, String> {
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    roots.add_parsable_certificates(found.certs);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.map_err(|error| format!("There is no secure connection: {error}."))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

fn request(destination: &Destination, message: Message<'_>) -> Result<Request<Full<Bytes>>, String> {
    let path = destination.uri.path_and_query().map_or("/", |path| path.as_str());
    let host = destination.uri.authority().map_or("", |authority| authority.as_str());
    let value = |text: &str| HeaderValue::from_str(text).map_err(|error| format!("{error}."));
    Request::post(path)
        .header(header::HOST, value(host)?)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, concat!("Tablewright/", env!("CARGO_PKG_VERSION")))
        .header("tablewright-delivery", message.id)
        .header("tablewright-event", value(message.event)?)
        .header("tablewright-signature", value(&message.signature)?)
        .body(Full::new(Bytes::from(message.body)))
        .map_err(|error| format!("{error}."))
}

async fn exchange<S>(stream: S, request: Request<Full<Bytes>>) -> Result<u16, String>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let failed = |error: hyper::Error| format!("The connection failed: {error}.");
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(failed)?;
    // What the other side says beyond its status is not read: it may be without end.
    tokio::select! {
        answer = sender.send_request(request) => answer.map(|answer| answer.status().as_u16()).map_err(failed),
        ended = connection => Err(ended.err().map_or_else(|| "The connection ended before an answer.".to_owned(), failed)),
    }
}
