//! Tags of states: what is read carries one, and who edits names the one they have seen.

use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tablewright_contract::ErrorCode;

use super::Failure;

/// An answer with the revision of what it shows.
pub(crate) struct Tagged<T>(pub(crate) u32, pub(crate) T);

impl<T: Serialize> IntoResponse for Tagged<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.1).into_response();
        if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", self.0)) {
            response.headers_mut().insert(header::ETAG, tag);
        }
        response
    }
}

/// The revision that an edit starts from: that of `If-Match`; `None` without one or with `*`.
pub(crate) struct IfMatch(pub(crate) Option<u32>);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        seen(&parts.headers).map(Self)
    }
}

fn seen(headers: &HeaderMap) -> Result<Option<u32>, Failure> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let tag = value.to_str().unwrap_or_default().trim();
    if tag == "*" {
        return Ok(None);
    }
    // Another tag than ours is one that nothing has now.
    let revision =
        tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"')).and_then(|tag| tag.parse().ok());
    let outdated = "This was changed meanwhile: look at it as it is now, then change it again.";
    revision.map(Some).ok_or_else(|| Failure::new(ErrorCode::Outdated, outdated))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_that_is_none_of_ours_matches_nothing() {
        let seen = |value: &'static str| {
            let headers = HeaderMap::from_iter([(header::IF_MATCH, HeaderValue::from_static(value))]);
            seen(&headers).ok()
        };
        assert_eq!(seen("\"7\""), Some(Some(7)));
        assert_eq!(seen("*"), Some(None));
        for foreign in ["7", "W/\"7\"", "\"x\"", ""] {
            assert_eq!(seen(foreign), None, "{foreign}");
        }
    }
}
