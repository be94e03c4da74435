//! One server and one token: JSON there and back, and streams of events.

use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;

use axum::http::{Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tablewright_contract::{ApiError, ErrorCode};

use super::super::output::{plain, tell};
use super::super::{Failure, input};
use super::ServerOptions;
use crate::outgoing::{self, USER_AGENT};
use crate::reach::{Destination, Reach};

/// How long an answer may take: a plan of a large account reads it first.
const PATIENCE: Duration = Duration::from_secs(300);
/// How long a stream of events may be silent; the server says something every 15 seconds.
const SILENCE: Duration = Duration::from_secs(60);
/// The largest answer, in bytes.
const MOST: usize = 256 * 1024 * 1024;
/// The largest token file, in bytes.
const MOST_TOKEN: usize = 4_096;

/// A server, asked in the name of a token's person.
pub(super) struct Client {
    server: String,
    destination: Destination,
    token: String,
}

impl Client {
    /// Looks the server up, and the token.
    pub(super) async fn open(options: &ServerOptions) -> Result<Self, Failure> {
        let server = options.server.trim_end_matches('/').to_owned();
        let token = token(std::env::var("TABLEWRIGHT_TOKEN").ok(), options.token_file.as_deref())?;
        let found = Reach { private: true }.check(&server).await;
        let destination = found.map_err(|reason| {
            Failure::unreadable(format!("the server can't be asked ({}): check --server", lowered(&reason)))
        })?;
        if !destination.tls && !is_this_machine(&destination) {
            tell("The token goes over the network unencrypted: use an address that begins with https.\n");
        }
        Ok(Self { server, destination, token })
    }

    /// What is at a path below `/api/v1`.
    pub(super) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Failure> {
        self.call(Method::GET, path, Bytes::new()).await
    }

    /// What is answered to a body.
    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, Failure> {
        let body = serde_json::to_vec(body);
        let body =
            body.map_err(|error| Failure::unreadable(format!("the request can't be written: {error}")))?;
        self.call(Method::POST, path, body.into()).await
    }

    /// The events at a path. `None` when the server can't be heard now, but may be later.
    pub(super) async fn events(&self, path: &str) -> Result<Option<Events>, Failure> {
        let request = self.request(Method::GET, path, Bytes::new())?;
        match tokio::time::timeout(SILENCE, outgoing::send(&self.destination, request)).await {
            Ok(Ok(response)) if response.status() == StatusCode::OK => {
                Ok(Some(Events { body: response.into_body(), read: Vec::new() }))
            }
            Ok(Ok(response)) if !response.status().is_server_error() => Err(self.refused(response).await),
            _ => Ok(None),
        }
    }

    async fn call<T: DeserializeOwned>(&self, method: Method, path: &str, body: Bytes) -> Result<T, Failure> {
        let request = self.request(method, path, body)?;
        let asked = async {
            let response = outgoing::send(&self.destination, request).await?;
            if !response.status().is_success() {
                return Ok(Err(self.refused(response).await));
            }
            outgoing::whole(response.into_body(), MOST).await.map(Ok)
        };
        let answered = tokio::time::timeout(PATIENCE, asked).await;
        let silent = || Err(format!("There was no answer within {} seconds.", PATIENCE.as_secs()));
        let bytes = answered.unwrap_or_else(|_| silent()).map_err(|reason| self.unheard(&reason))??;
        serde_json::from_slice(&bytes).map_err(|_| self.foreign())
    }

    fn request(&self, method: Method, path: &str, body: Bytes) -> Result<Request<Full<Bytes>>, Failure> {
        let prefix = self.destination.uri.path().trim_end_matches('/');
        let request = Request::builder()
            .method(method)
            .uri(format!("{prefix}/api/v1{path}"))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::USER_AGENT, USER_AGENT)
            .body(Full::new(body));
        request.map_err(|error| Failure::unreadable(format!("the request can't be written: {error}")))
    }

    /// Exit code 1 is for what can't be done as things stand; that it can't be asked is 2.
    async fn refused(&self, response: Response<Incoming>) -> Failure {
        let status = response.status();
        let body = outgoing::whole(response.into_body(), MOST).await.unwrap_or_default();
        let Ok(error) = serde_json::from_slice::<ApiError>(&body) else {
            let server = &self.server;
            return Failure::unreadable(format!(
                "{server} answers {status}, and not as a Tablewright does: check --server"
            ));
        };
        let message = lowered(&plain(&error.message));
        match error.code {
            ErrorCode::Forbidden | ErrorCode::Invalid | ErrorCode::Conflict | ErrorCode::Outdated => {
                Failure { message, code: 1 }
            }
            ErrorCode::Internal => {
                Failure::unreadable(format!("{message} (request {})", plain(&error.request_id)))
            }
            _ => Failure::unreadable(message),
        }
    }

    fn unheard(&self, reason: &str) -> Failure {
        let server = &self.server;
        Failure::unreadable(format!("{server} can't be asked ({}): check --server", lowered(reason)))
    }

    fn foreign(&self) -> Failure {
        let server = &self.server;
        Failure::unreadable(format!(
            "{server} answers in words that this version does not know: use the same version on both sides"
        ))
    }
}

/// Server-sent events as they come.
pub(super) struct Events {
    body: Incoming,
    read: Vec<u8>,
}

impl Events {
    /// The data of the next event; `None` when the stream has ended or can't be heard any more.
    pub(super) async fn next(&mut self) -> Option<Vec<u8>> {
        loop {
            if let Some(event) = taken(&mut self.read) {
                return Some(event);
            }
            let frame = tokio::time::timeout(SILENCE, self.body.frame()).await.ok()??;
            if let Ok(data) = frame.ok()?.into_data() {
                self.read.extend_from_slice(&data);
            }
            if self.read.len() > MOST {
                return None;
            }
        }
    }
}

/// Takes the data of the first event that is there in full. Comments, which keep a stream alive, have none.
fn taken(read: &mut Vec<u8>) -> Option<Vec<u8>> {
    loop {
        let end = read.windows(2).position(|pair| pair == b"\n\n")?;
        let event: Vec<u8> = read.drain(..end + 2).collect();
        let lines = event.split(|byte| *byte == b'\n').filter_map(|line| line.strip_prefix(b"data:"));
        let data: Vec<&[u8]> = lines.map(|line| line.strip_prefix(b" ").unwrap_or(line)).collect();
        if !data.is_empty() {
            return Some(data.join(&b'\n'));
        }
    }
}

/// The token of the environment, else that of the file.
fn token(given: Option<String>, file: Option<&Path>) -> Result<String, Failure> {
    let text = match (given.filter(|text| !text.trim().is_empty()), file) {
        (Some(text), _) => text,
        (None, Some(file)) => input::text(file, MOST_TOKEN)?,
        (None, None) => {
            let way_out = "set TABLEWRIGHT_TOKEN, or name its file with --token-file";
            return Err(Failure::unreadable(format!("there is no token to sign in with: {way_out}")));
        }
    };
    let token = text.trim();
    if token.is_empty() || !token.chars().all(|c| c.is_ascii_graphic()) {
        return Err(Failure::unreadable("the token has spaces or other signs that none has: copy it anew"));
    }
    Ok(token.to_owned())
}

fn is_this_machine(destination: &Destination) -> bool {
    let is_loopback = |ip: IpAddr| ip.to_canonical().is_loopback();
    destination.addresses.iter().all(|address| is_loopback(address.ip()))
}

/// A sentence of the server, as it stands behind a colon.
fn lowered(message: &str) -> String {
    let message = message.trim_end_matches('.');
    let mut chars = message.chars();
    match (chars.next(), chars.next()) {
        // `AWS` stays as it is.
        (Some(first), Some(second)) if !second.is_uppercase() => {
            format!("{}{}", first.to_lowercase(), message.get(first.len_utf8()..).unwrap_or_default())
        }
        _ => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_taken_once_they_are_there_in_full() {
        let mut read = b": alive\n\ndata: {\"a\":1}\n\nevent: x\ndata:{\ndata: }\n\ndata: half".to_vec();
        assert_eq!(taken(&mut read).unwrap(), b"{\"a\":1}");
        assert_eq!(taken(&mut read).unwrap(), b"{\n}");
        assert_eq!(taken(&mut read), None);
        assert_eq!(read, b"data: half");
    }

    #[test]
    fn sentences_stand_behind_a_colon() {
        assert_eq!(lowered("The request is approved."), "the request is approved");
        assert_eq!(lowered("AWS could not be read."), "AWS could not be read");
        assert_eq!(lowered(""), "");
    }

    #[test]
    fn a_token_is_one_word() {
        assert_eq!(token(Some(" tablewright_x\n".to_owned()), None).unwrap(), "tablewright_x");
        for wrong in ["a b", "a\u{7}b", "é"] {
            assert_eq!(token(Some(wrong.to_owned()), None).unwrap_err().code, 2, "{wrong}");
        }
        assert!(token(Some("  ".to_owned()), None).unwrap_err().message.contains("--token-file"));
    }
}
