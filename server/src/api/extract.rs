//! What comes in: bodies and ids, parsed once, with an error that names the field.

use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use std::str::FromStr;
use tablewright_contract::ErrorCode;

use super::Failure;

/// A JSON body of a known shape.
pub(crate) struct Body<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let bytes =
            axum::body::Bytes::from_request(request, state).await.map_err(|rejection| unread(&rejection))?;
        let reader = &mut serde_json::Deserializer::from_slice(&bytes);
        serde_path_to_error::deserialize(reader).map(Self).map_err(|error| {
            let field = error.path().to_string();
            let message = format!("The body is not what this call takes: {}.", error.inner());
            if field == "." {
                Failure::new(ErrorCode::Malformed, message)
            } else {
                Failure::malformed(&field, message)
            }
        })
    }
}

/// A JSON body that may be left out: without one, everything is as usual.
pub(crate) struct MaybeBody<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + Default> FromRequest<S> for MaybeBody<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        if axum::body::HttpBody::is_end_stream(request.body()) {
            return Ok(Self(T::default()));
        }
        let Body(found) = Body::<Option<T>>::from_request(request, state).await?;
        Ok(Self(found.unwrap_or_default()))
    }
}

fn unread(rejection: &BytesRejection) -> Failure {
    if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        return Failure::new(ErrorCode::TooLarge, "The body is larger than this call takes.");
    }
    Failure::new(ErrorCode::Malformed, "The body could not be read to its end.")
}

/// The id in a path. What is not an id names nothing: 404.
pub(crate) struct PathId<T>(pub(crate) T);

/// The two ids in a path, in order.
pub(crate) struct IdPair<A, B>(pub(crate) A, pub(crate) B);

impl<S: Send + Sync, A: FromStr + Send> FromRequestParts<S> for PathId<A> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let Path(text) = Path::<String>::from_request_parts(parts, state).await.map_err(|_| nothing())?;
        text.parse().map(Self).map_err(|_| nothing())
    }
}

impl<S: Send + Sync, A: FromStr + Send, B: FromStr + Send> FromRequestParts<S> for IdPair<A, B> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let Path((a, b)) =
            Path::<(String, String)>::from_request_parts(parts, state).await.map_err(|_| nothing())?;
        match (a.parse(), b.parse()) {
            (Ok(a), Ok(b)) => Ok(Self(a, b)),
            _ => Err(nothing()),
        }
    }
}

fn nothing() -> Failure {
    Failure::not_found("thing at this address")
}

/// A text of a body: trimmed, not empty, not too long.
pub(crate) fn text(field: &str, value: &str, most: usize) -> Result<String, Failure> {
    let value = value.trim();
    match value.chars().count() {
        0 => Err(Failure::invalid(field, "Fill this in.")),
        count if count > most => Err(Failure::invalid(field, format!("Use at most {most} characters."))),
        _ => Ok(value.to_owned()),
    }
}

const MIN_PASSWORD: usize = 12;
const MAX_PASSWORD: usize = 1_000;

/// A password that somebody chooses.
pub(crate) fn password(field: &str, value: String) -> Result<String, Failure> {
    match value.chars().count() {
        0..MIN_PASSWORD => Err(Failure::invalid(field, "Use at least 12 characters.")),
        MIN_PASSWORD..=MAX_PASSWORD => Ok(value),
        _ => Err(Failure::invalid(field, "Use at most 1,000 characters.")),
    }
}
