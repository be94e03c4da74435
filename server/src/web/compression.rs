//! Texts travel compressed to whoever takes them so: pages, and what the API answers.
//!
//! Deliberately absent: the files of the interface, which were compressed when they were built, and streams of events,
//! whose lines must not wait for each other.

use axum::http::{Extensions, HeaderMap, StatusCode, Version, header};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{Predicate, SizeAbove};

/// An answer of fewer bytes fits in a packet or two, and compressing saves nothing.
const LEAST: u64 = 1024;

/// Quick rather than small: a design of 2,500 tables is compressed while somebody waits for it.
pub(crate) fn layer() -> CompressionLayer<impl Predicate> {
    let when = SizeAbove::new(LEAST).and(is_text);
    CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(when)
}

fn is_text(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    match kind {
        "text/event-stream" => false,
        "application/json" | "image/svg+xml" => true,
        other => other.starts_with("text/"),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn texts_are_compressed_and_events_are_not() {
        let kinds = [
            ("text/html; charset=utf-8", true),
            ("application/json", true),
            ("image/svg+xml", true),
            ("text/event-stream", false),
            ("image/png", false),
            ("application/zip", false),
            ("application/wasm", false),
        ];
        for (kind, expected) in kinds {
            let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(kind))]);
            let answer = is_text(StatusCode::OK, Version::HTTP_11, &headers, &Extensions::new());
            assert_eq!(answer, expected, "{kind}");
        }
    }
}
