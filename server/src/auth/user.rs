//! The person of a request, by session or by token, and what they may do.

use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use tablewright_contract::ErrorCode;
use tablewright_storage::{Actor, Guest, Role, Store, Token, TokenHash, User};

use super::{guest, scope, session_token};
use crate::api::Failure;
use crate::entropy::hash_secret;
use crate::state::AppState;
use crate::time::now;
use crate::web::trace::Whence;

/// How old the note of a token's last use gets before it is renewed, in milliseconds.
const TOUCH: i64 = 5 * 60 * 1_000;

/// The person whose session or token the request carries; without one the answer is 401.
#[derive(Debug, Clone)]
pub(crate) struct CurrentUser(pub(crate) User, pub(crate) Origin);

/// How the person is known, and from where they ask.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    /// By this session's cookie.
    pub(crate) session: Option<TokenHash>,
    /// By this token.
    pub(crate) token: Option<Token>,
    /// As a guest, to whom this is open and nothing else.
    pub(crate) guest: Option<Guest>,
    /// From here.
    pub(crate) whence: Whence,
}

impl CurrentUser {
    /// The store in this person's name: what is written through it is in the audit log as theirs.
    pub(crate) fn store(&self, state: &AppState) -> Store {
        let Origin { token, whence, .. } = &self.1;
        whence.store(state, Some(self.0.id), token.as_ref().map(|token| token.id))
    }

    /// Refuses what only a signed-in browser may do.
    pub(crate) fn in_a_browser(&self) -> Result<(), Failure> {
        match self.1.session {
            Some(_) => Ok(()),
            None => Err(Failure::forbidden("A token can't do this: sign in with a browser.")),
        }
    }
}

impl Whence {
    /// The store in the name of somebody who asks from here.
    pub(crate) fn store(
        &self,
        state: &AppState,
        user: Option<tablewright_storage::UserId>,
        token: Option<tablewright_storage::TokenId>,
    ) -> Store {
        state.store.acting(Actor {
            user,
            token,
            address: self.address.clone(),
            request: self.request.clone(),
        })
    }
}

impl FromRequestParts<AppState> for CurrentUser {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Failure> {
        let whence = parts.extensions.get::<Whence>().cloned().unwrap_or_default();
        // Whoever sends a token means the token, and not a cookie that happens to be there.
        if parts.headers.contains_key(header::AUTHORIZATION) {
            return by_token(parts, state, whence).await;
        }
        let missing = || Failure::new(ErrorCode::Unauthenticated, "Sign in first.");
        let session = hash_secret(session_token(&parts.headers).ok_or_else(missing)?);
        let found = state.store.find_session(&session, now()).await?.ok_or_else(missing)?;
        if let Some(guest) = found.guest {
            let path = matched(parts).to_owned();
            guest::admit(guest, &path, parts, state).await?;
        }
        let origin = Origin { session: Some(session), token: None, guest: found.guest, whence };
        Ok(Self(found.user, origin))
    }
}

async fn by_token(parts: &Parts, state: &AppState, whence: Whence) -> Result<CurrentUser, Failure> {
    let unknown = || {
        let message = "This token is not known, or it has ended: make a new one.";
        Failure::new(ErrorCode::Unauthenticated, message)
    };
    let secret = bearer(&parts.headers).ok_or_else(unknown)?;
    let (token, user) = state.store.find_token(&hash_secret(secret), now()).await?.ok_or_else(unknown)?;
    match scope::opens(&parts.method, matched(parts)) {
        None => return Err(Failure::forbidden("A token can't do this: sign in with a browser.")),
        Some(scope) if !token.scopes.contains(scope.term()) => {
            let message = format!("This token lacks the scope `{}`: make one that has it.", scope.term());
            return Err(Failure::forbidden(message));
        }
        Some(_) => {}
    }
    if token.last_used_at.is_none_or(|last| now().0 - last.0 > TOUCH) {
        state.store.touch_token(token.id, now()).await?;
    }
    Ok(CurrentUser(user, Origin { session: None, token: Some(token), guest: None, whence }))
}

/// The pattern of the path that is asked for; empty outside of the API.
fn matched(parts: &Parts) -> &str {
    parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str)
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, secret) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim())
}

/// Whether the person has at least this role.
pub(crate) fn require(user: &CurrentUser, least: Role, to_do: &str) -> Result<(), Failure> {
    if user.0.role >= least {
        return Ok(());
    }
    let message =
        format!("To {to_do} you need the role {} or more; yours is {}.", least.term(), user.0.role.term());
    Err(Failure::forbidden(message))
}
