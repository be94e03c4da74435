//! Requests to other machines: webhooks, a sign-in provider, and a server that the command line speaks to.
//!
//! One request is one connection. Where it goes was looked at before ([`crate::reach`]); redirects are not followed,
//! and nothing waits longer than its caller says.

use std::sync::{Arc, OnceLock};

use axum::http::{Request, Response, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::reach::Destination;

/// What requests call themselves.
pub(crate) const USER_AGENT: &str = concat!("Tablewright/", env!("CARGO_PKG_VERSION"));

/// Sends a request to a destination and gives the answer, whose body is still to be read. A caller that reads no more
/// drops it, which ends the connection.
pub(crate) async fn send(
    destination: &Destination,
    mut request: Request<Full<Bytes>>,
) -> Result<Response<Incoming>, String> {
    let host = destination.uri.authority().map_or("", |authority| authority.as_str());
    let host = host.parse().map_err(|error| format!("{host} is no name for a host: {error}."))?;
    request.headers_mut().insert(header::HOST, host);
    let stream = connect(destination).await?;
    if !destination.tls {
        return exchange(stream, request).await;
    }
    let name = ServerName::try_from(destination.host.clone());
    let name =
        name.map_err(|error| format!("{} is no name for a certificate: {error}.", destination.host))?;
    let tls = TlsConnector::from(client()?).connect(name, stream).await;
    exchange(tls.map_err(|error| format!("There is no secure connection: {error}."))?, request).await
}

/// The body of an answer as a whole, if it is not larger than so many bytes.
pub(crate) async fn whole(body: Incoming, most: usize) -> Result<Bytes, String> {
    let read = Limited::new(body, most).collect().await;
    read.map(|body| body.to_bytes()).map_err(|error| format!("The answer can't be read: {error}."))
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

/// The system's certificates are read once: there are hundreds.
fn client() -> Result<Arc<ClientConfig>, String> {
    static CLIENT: OnceLock<Arc<ClientConfig>> = OnceLock::new();
    if let Some(client) = CLIENT.get() {
        return Ok(Arc::clone(client));
    }
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    roots.add_parsable_certificates(found.certs);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.map_err(|error| format!("There is no secure connection: {error}."))?;
    let config = Arc::new(config.with_root_certificates(roots).with_no_client_auth());
    Ok(Arc::clone(CLIENT.get_or_init(|| config)))
}

async fn exchange<S>(stream: S, request: Request<Full<Bytes>>) -> Result<Response<Incoming>, String>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let failed = |error: hyper::Error| format!("The connection failed: {error}.");
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(failed)?;
    // It ends when nobody holds the answer any more; what it ends with is told to whoever does.
    tokio::spawn(connection);
    sender.send_request(request).await.map_err(failed)
}
