//! `/sign-in/oidc`: the way to the provider of identities, and the way back with what it says about somebody.
//!
//! Both are pages that a browser is sent through, so that what goes wrong becomes a sentence on the page of signing in.
//! An address alone opens no account: somebody new comes in by an invitation or by a domain that the operator named, and
//! who has an account connects it while signed in to it.

use axum::extract::{FromRequestParts, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Extension, Router};
use serde::Deserialize;
use tablewright_contract::SignInProblem;
use tablewright_storage::{Identity, NewUser, StoreError, User, UserId};

use super::trace::Whence;
use crate::api::open_session;
use crate::auth::{CurrentUser, cookie_of, set_cookie};
use crate::entropy::{self, hash_secret};
use crate::oidc::{Claims, Oidc, Problem, Purpose, Returned};
use crate::state::AppState;
use crate::time::now;

const COOKIE: &str = "tablewright_sign_in";
const PATH: &str = "/sign-in/oidc";
const TEN_MINUTES: u32 = 600;
const MOST_NAME: usize = 100;

/// Both ways.
pub(crate) fn router(state: AppState) -> Router {
    Router::new()
        .route("/sign-in/oidc", get(begin))
        .route("/sign-in/oidc/callback", get(finish))
        .with_state(state)
}

#[derive(Deserialize)]
struct Asked {
    next: Option<String>,
    invitation: Option<String>,
    connect: Option<String>,
}

async fn begin(State(state): State<AppState>, Query(asked): Query<Asked>, mut parts: Parts) -> Response {
    let Some(oidc) = &state.oidc else { return problem(SignInProblem::Provider, false) };
    let purpose = match (asked.connect, asked.invitation) {
        (Some(_), _) => match signed_in(&mut parts, &state).await {
            Some(user) => Purpose::Connect(user),
            None => return problem(SignInProblem::Expired, false),
        },
        (None, Some(secret)) => Purpose::Join(hash_secret(&secret)),
        (None, None) => Purpose::SignIn,
    };
    let connects = matches!(purpose, Purpose::Connect(_));
    let next = if connects { "/account".to_owned() } else { local(asked.next) };
    match oidc.begin(purpose, next).await {
        Ok(begun) => {
            let cookie = set_cookie(COOKIE, begun.cookie.text(), PATH, TEN_MINUTES, state.secure_cookies);
            sent(&begun.url, [cookie])
        }
        Err(reason) => problem(told(&reason), connects),
    }
}

#[derive(Deserialize)]
struct Back {
    code: Option<String>,
    state: Option<String>,
    error: Option<String>,
}

async fn finish(
    State(state): State<AppState>,
    Extension(whence): Extension<Whence>,
    Query(back): Query<Back>,
    mut parts: Parts,
) -> Response {
    let Some(oidc) = &state.oidc else { return problem(SignInProblem::Provider, false) };
    let cookie = cookie_of(&parts.headers, COOKIE).unwrap_or_default().to_owned();
    let (Some(code), Some(given), None) = (back.code, back.state, &back.error) else {
        let purpose = oidc.give_up(&cookie).map(|(purpose, _)| purpose);
        tracing::info!(error = back.error, "the provider did not sign somebody in");
        return problem(SignInProblem::Refused, matches!(purpose, Some(Purpose::Connect(_))));
    };
    let returned = match oidc.finish(&cookie, &given, &code).await {
        Ok(returned) => returned,
        Err(reason) => return problem(told(&reason), false),
    };
    let connects = matches!(returned.purpose, Purpose::Connect(_));
    let ended = match returned.purpose {
        Purpose::Connect(user) => connect(&state, oidc, &whence, &returned, user, &mut parts).await,
        _ => enter(&state, oidc, &whence, &returned).await,
    };
    ended.unwrap_or_else(|reason| problem(reason, connects))
}

/// Connects the account that the person is signed in to, in this browser, still.
async fn connect(
    state: &AppState,
    oidc: &Oidc,
    whence: &Whence,
    returned: &Returned,
    user: UserId,
    parts: &mut Parts,
) -> Result<Response, SignInProblem> {
    if signed_in(parts, state).await != Some(user) {
        return Err(SignInProblem::Expired);
    }
    let identity = Identity { issuer: &oidc.config().issuer, subject: &returned.claims.subject };
    whence.store(state, Some(user), None).connect_identity(identity, user, now()).await.map_err(refused)?;
    Ok(sent(&returned.next, [forgotten(state)]))
}

/// Signs in whoever it is.
async fn enter(
    state: &AppState,
    oidc: &Oidc,
    whence: &Whence,
    returned: &Returned,
) -> Result<Response, SignInProblem> {
    let identity = Identity { issuer: &oidc.config().issuer, subject: &returned.claims.subject };
    let user = match state.store.user_of_identity(identity).await.map_err(refused)? {
        Some(user) => user,
        None => newcomer(state, oidc, whence, returned, identity).await?,
    };
    if user.deactivated_at.is_some() {
        return Err(SignInProblem::Deactivated);
    }
    let opened = open_session(state, &user, whence).await.map_err(|_| SignInProblem::Provider)?;
    let session = opened.0.get(header::SET_COOKIE).cloned();
    Ok(sent(&returned.next, [forgotten(state), session]))
}

/// Somebody whom the provider vouches for and whom nobody here knows.
async fn newcomer(
    state: &AppState,
    oidc: &Oidc,
    whence: &Whence,
    returned: &Returned,
    identity: Identity<'_>,
) -> Result<User, SignInProblem> {
    let email = returned.claims.email.as_deref().ok_or(SignInProblem::Unverified)?;
    let id = UserId(entropy::id().map_err(|_| SignInProblem::Provider)?);
    let name = name(&returned.claims, email);
    // Without a password: no text has the hash of none.
    let new = NewUser { id, name: &name, email, password_hash: "" };
    let store = whence.store(state, None, None);
    let came = match &returned.purpose {
        Purpose::Join(invitation) => {
            store.accept_invitation_by_identity(invitation, identity, &new, now()).await
        }
        _ if oidc.config().lets_in(email) => {
            store.join_by_identity(identity, &new, oidc.config().role, now()).await
        }
        _ => {
            let known = state.store.user_by_email(email).await.map_err(refused)?;
            return Err(known.map_or(SignInProblem::Unknown, |_| SignInProblem::Taken));
        }
    };
    came.map_err(refused)
}

fn name(claims: &Claims, email: &str) -> String {
    let name = claims.name.as_deref().unwrap_or_else(|| email.split('@').next().unwrap_or(email));
    name.trim().chars().take(MOST_NAME).collect()
}

async fn signed_in(parts: &mut Parts, state: &AppState) -> Option<UserId> {
    let user = CurrentUser::from_request_parts(parts, state).await.ok()?;
    user.in_a_browser().ok()?;
    Some(user.0.id)
}

fn told(reason: &Problem) -> SignInProblem {
    match reason {
        Problem::Expired => SignInProblem::Expired,
        Problem::Provider(reason) => {
            tracing::warn!(reason, "signing in at the provider failed");
            SignInProblem::Provider
        }
    }
}

fn refused(error: StoreError) -> SignInProblem {
    match error {
        StoreError::EmailTaken { .. } => SignInProblem::Taken,
        StoreError::IdentityTaken => SignInProblem::Elsewhere,
        StoreError::InvitationGone => SignInProblem::Unknown,
        error => {
            tracing::error!(%error, "signing in failed");
            SignInProblem::Provider
        }
    }
}

fn problem(problem: SignInProblem, connects: bool) -> Response {
    let page = if connects { "/account" } else { "/sign-in" };
    sent(&format!("{page}?problem={}", problem.term()), [None::<HeaderValue>])
}

fn forgotten(state: &AppState) -> Option<HeaderValue> {
    set_cookie(COOKIE, "", PATH, 0, state.secure_cookies)
}

fn sent(to: &str, cookies: impl IntoIterator<Item = Option<HeaderValue>>) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for cookie in cookies.into_iter().flatten() {
        headers.append(header::SET_COOKIE, cookie);
    }
    (headers, Redirect::to(to)).into_response()
}

/// A path of this server, and nothing that a browser would take for another one.
fn local(next: Option<String>) -> String {
    let inside = |path: &String| {
        let is_plain = path.bytes().all(|byte| byte.is_ascii_graphic());
        path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') && is_plain
    };
    next.filter(inside).unwrap_or_else(|| "/".to_owned())
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn only_paths_of_this_server_are_gone_to() {
        for outside in
            ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/x", "evil", "", "/\r\nx"]
        {
            assert_eq!(local(Some(outside.to_owned())), "/", "{outside}");
        }
        assert_eq!(local(Some("/designs/1?tab=2".to_owned())), "/designs/1?tab=2");
    }
}
