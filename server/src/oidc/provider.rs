//! The provider over HTTP: where it is (discovery), its keys, and the exchange of a code for a token.
//!
//! What it says about itself is kept for an hour, and its keys are read again when it signs with a new one.

use std::sync::Arc;
use std::time::Duration;

use axum::http::{Request, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http_body_util::Full;
use hyper::body::Bytes;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::config::{OidcConfig, is_this_machine};
use super::keys::KeySet;
use crate::outgoing::{self, USER_AGENT};
use crate::reach::Reach;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// The largest answer, in bytes.
const MOST: usize = 1024 * 1024;
/// How long what was read is good.
const GOOD_FOR: Duration = Duration::from_secs(3_600);
/// Tokens that are signed by nobody can't make the server ask for keys more often than this.
const KEYS_AT_MOST_EVERY: Duration = Duration::from_secs(10);

/// Where a provider does what, by its own words.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Place {
    issuer: String,
    pub(super) authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
}

/// One provider, with what was read of it.
pub(super) struct Provider {
    config: OidcConfig,
    place: Mutex<Option<(Instant, Arc<Place>)>>,
    keys: Mutex<Option<(Instant, Arc<KeySet>)>>,
}

#[derive(Deserialize)]
struct Exchanged {
    id_token: String,
}

impl Provider {
    pub(super) fn new(config: OidcConfig) -> Self {
        Self { config, place: Mutex::default(), keys: Mutex::default() }
    }

    /// Where it is.
    pub(super) async fn place(&self) -> Result<Arc<Place>, String> {
        let mut known = self.place.lock().await;
        if let Some((_, place)) = known.as_ref().filter(|(read, _)| read.elapsed() < GOOD_FOR) {
            return Ok(Arc::clone(place));
        }
        let issuer = &self.config.issuer;
        let url = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let place: Place = get(&url).await?;
        if place.issuer != *issuer {
            let told = &place.issuer;
            return Err(format!("the provider at {issuer} calls itself {told}: give that as --oidc-issuer"));
        }
        for endpoint in [&place.authorization_endpoint, &place.token_endpoint, &place.jwks_uri] {
            let local = endpoint.strip_prefix("http://").and_then(|rest| rest.split('/').next());
            if !endpoint.starts_with("https://") && !local.is_some_and(is_this_machine) {
                return Err(format!(
                    "the provider's {endpoint} can be forged on its way: it has to be https"
                ));
            }
        }
        let place = Arc::new(place);
        *known = Some((Instant::now(), Arc::clone(&place)));
        Ok(place)
    }

    /// Its keys; `fresh` ones when a token is signed with one that is not known.
    pub(super) async fn keys(&self, fresh: bool) -> Result<Arc<KeySet>, String> {
        let place = self.place().await?;
        let mut known = self.keys.lock().await;
        let good_for = if fresh { KEYS_AT_MOST_EVERY } else { GOOD_FOR };
        if let Some((_, keys)) = known.as_ref().filter(|(read, _)| read.elapsed() < good_for) {
            return Ok(Arc::clone(keys));
        }
        let keys = Arc::new(get::<KeySet>(&place.jwks_uri).await?);
        *known = Some((Instant::now(), Arc::clone(&keys)));
        Ok(keys)
    }

    /// The ID token for a code.
    pub(super) async fn exchange(
        &self,
        code: &str,
        verifier: &str,
        redirect: &str,
    ) -> Result<String, String> {
        let place = self.place().await?;
        let request = exchanging(&self.config, &place, code, verifier, redirect)?;
        Ok(ask::<Exchanged>(&place.token_endpoint, request).await?.id_token)
    }
}

fn exchanging(
    config: &OidcConfig,
    place: &Place,
    code: &str,
    verifier: &str,
    redirect: &str,
) -> Result<Request<Full<Bytes>>, String> {
    let OidcConfig { client_id, client_secret, .. } = config;
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("grant_type", "authorization_code")
        .append_pair("code", code)
        .append_pair("redirect_uri", redirect)
        .append_pair("code_verifier", verifier);
    let methods = &place.token_endpoint_auth_methods_supported;
    let by_header = methods.is_empty() || methods.iter().any(|method| method == "client_secret_basic");
    let mut request = Request::post("/");
    match client_secret {
        Some(secret) if by_header => {
            request = request.header(header::AUTHORIZATION, basic(client_id, secret));
        }
        Some(secret) => {
            form.append_pair("client_id", client_id).append_pair("client_secret", secret);
        }
        None => {
            form.append_pair("client_id", client_id);
        }
    }
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let request = request.body(Full::new(Bytes::from(form.finish())));
    request.map_err(|error| format!("the provider can't be asked: {error}"))
}

/// RFC 6749, 2.3.1: both parts are written as in a form first.
fn basic(client: &str, secret: &str) -> String {
    let part = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    format!("Basic {}", STANDARD.encode(format!("{}:{}", part(client), part(secret))))
}

async fn get<T: DeserializeOwned>(url: &str) -> Result<T, String> {
    let request = Request::get("/").body(Full::default());
    ask(url, request.map_err(|error| format!("the provider can't be asked: {error}"))?).await
}

async fn ask<T: DeserializeOwned>(url: &str, mut request: Request<Full<Bytes>>) -> Result<T, String> {
    let asked = async {
        // The operator named the provider, so it may be in a private network.
        let destination = Reach { private: true }.check(url).await?;
        let path = destination.uri.path_and_query().map_or("/", |path| path.as_str());
        *request.uri_mut() = path.parse().map_err(|error| format!("{url} is no address: {error}"))?;
        let headers = request.headers_mut();
        headers.insert(header::ACCEPT, header::HeaderValue::from_static("application/json"));
        headers.insert(header::USER_AGENT, header::HeaderValue::from_static(USER_AGENT));
        let response = outgoing::send(&destination, request).await?;
        let status = response.status();
        let body = outgoing::whole(response.into_body(), MOST).await?;
        if status.is_success() { Ok(body) } else { Err(format!("the answer is {status}")) }
    };
    let answered = tokio::time::timeout(PATIENCE, asked).await;
    let body = answered
        .unwrap_or_else(|_| Err(format!("there was no answer within {} seconds", PATIENCE.as_secs())))
        .map_err(|reason| format!("the provider at {url} can't be asked: {reason}"))?;
    serde_json::from_slice(&body)
        .map_err(|error| format!("the provider at {url} answers otherwise than expected: {error}"))
}
