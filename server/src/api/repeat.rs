//! `Idempotency-Key`: who sends a request that creates something again, because no answer came, gets the answer of the
//! first time, and nothing is created twice.
//!
//! The key is claimed before the work, and the answer kept for a day after it. The work goes on when whoever asked has gone
//! away; where the server itself did not outlive it, a repeat is refused rather than done twice. Answers that hold a secret
//! are not kept, so those calls take no key.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes};
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use sha2::{Digest as _, Sha256};
use tablewright_contract::ErrorCode;
use tablewright_storage::{Answered, Claim, Timestamp, UserId};

use super::{Failure, MAX_BODY};
use crate::auth::CurrentUser;
use crate::state::AppState;
use crate::time::{days, now};
use crate::web::trace;

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPEATED: HeaderName = HeaderName::from_static("idempotency-replayed");
const MOST_KEY: usize = 200;
/// Calls whose answers hold a secret.
const SECRET: [&str; 4] = ["/tokens", "/webhooks", "/invitations", "/session"];

/// Requests with a key that are under way: a second one waits for the first.
#[derive(Debug, Default)]
pub(crate) struct Repeats(Mutex<HashMap<(UserId, String), Turn>>);

/// Whoever repeats a request waits for its first answer.
type Turn = Arc<tokio::sync::Mutex<()>>;

impl Repeats {
    fn turn(&self, user: UserId, key: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        turns.retain(|_, turn| Arc::strong_count(turn) > 1);
        Arc::clone(turns.entry((user, key.to_owned())).or_default())
    }
}

/// Answers a repeated request with what was answered before.
pub(super) async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST || !request.headers().contains_key(KEY) {
        return next.run(request).await;
    }
    answer(&state, request, next).await.unwrap_or_else(Failure::into_response)
}

async fn answer(state: &AppState, request: Request, next: Next) -> Result<Response, Failure> {
    let (mut parts, body) = request.into_parts();
    let key = key(&parts.headers, parts.extensions.get::<MatchedPath>())?;
    let Ok(user) = CurrentUser::from_request_parts(&mut parts, state).await else {
        // The handler says why.
        return Ok(next.run(Request::from_parts(parts, body)).await);
    };
    let too_large = |_| Failure::new(ErrorCode::TooLarge, "The body is larger than this call takes.");
    let body = axum::body::to_bytes(body, MAX_BODY).await.map_err(too_large)?;
    let asked = Sha256::digest([parts.uri.to_string().as_bytes(), b"\n", &body].concat()).to_vec();
    let request = Request::from_parts(parts, Body::from(body));
    let work = once(state.clone(), user.0.id, key, asked, next.run(request));
    trace::spawn(work).await.map_err(|error| Failure::internal(&error))?
}

/// Does the work unless it was done, and keeps its answer.
async fn once(
    state: AppState,
    user: UserId,
    key: String,
    asked: Vec<u8>,
    work: impl Future<Output = Response>,
) -> Result<Response, Failure> {
    let turn = state.repeats.turn(user, &key);
    let _held = turn.lock().await;
    let at = now();
    match state.store.claim_key(user, &key, &asked, at, Timestamp(at.0 - days(1))).await? {
        Claim::Answered(before) => replay(before, &asked),
        Claim::Unanswered(before) => Err(unanswered(&before, &asked)),
        Claim::Made => keep(&state, user, &key, work.await).await,
    }
}

fn key(headers: &axum::http::HeaderMap, path: Option<&MatchedPath>) -> Result<String, Failure> {
    let key = headers.get(KEY).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if key.is_empty() || key.len() > MOST_KEY {
        return Err(Failure::invalid("Idempotency-Key", "A key has 1 to 200 visible characters."));
    }
    let path = path.and_then(|path| path.as_str().strip_prefix("/api/v1")).unwrap_or_default();
    if SECRET.iter().any(|secret| path.starts_with(secret)) {
        let message = "This call answers with a secret, which is shown once and not kept: leave the key out.";
        return Err(Failure::invalid("Idempotency-Key", message));
    }
    Ok(key.to_owned())
}

fn replay(before: Answered, asked: &[u8]) -> Result<Response, Failure> {
    if before.request != asked {
        return Err(used());
    }
    let status = StatusCode::from_u16(before.status).unwrap_or(StatusCode::OK);
    let mut response = (status, [(header::CONTENT_TYPE, "application/json")], before.body).into_response();
    response.headers_mut().insert(REPEATED, HeaderValue::from_static("true"));
    Ok(response)
}

fn used() -> Failure {
    Failure::invalid("Idempotency-Key", "This key was used for another request: use a new one.")
}

/// Of a request that the server did not outlive.
fn unanswered(before: &[u8], asked: &[u8]) -> Failure {
    if before != asked {
        return used();
    }
    let message = "The server stopped while it worked at the first request with this key: look whether that was done, and use a new key if it was not.";
    Failure::conflict(message)
}

/// Keeps what was done. What was refused may go better the next time.
async fn keep(state: &AppState, user: UserId, key: &str, response: Response) -> Result<Response, Failure> {
    if !response.status().is_success() {
        state.store.give_key_back(user, key).await?;
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let body: Bytes =
        body.collect().await.map(|body| body.to_bytes()).map_err(|error| Failure::internal(&error))?;
    state.store.keep_answer(user, key, parts.status.as_u16(), &body).await?;
    Ok(Response::from_parts(parts, Body::from(body)))
}
