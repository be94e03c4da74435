//! The files of the interface. In a release they are inside the binary; in development they are read from
//! `target/site` at each request, so that a rebuilt bundle is there on the next reload.

use axum::body::Body;
use axum::http::{HeaderMap, Response, StatusCode, header};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../target/site"]
#[allow_missing = true]
struct Site;

/// The file at a path below `/`, in the smallest encoding that the browser takes.
pub(crate) fn file(path: &str, request: &HeaderMap) -> Option<Response<Body>> {
    let path = path.trim_start_matches('/');
    let (file, encoding) = encoded(path, request)?;
    let tag = format!("\"{}\"", hex(&file.metadata.sha256_hash()));
    let unchanged =
        request.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut response = Response::builder()
        .header(header::ETAG, tag)
        .header(header::CACHE_CONTROL, "no-cache")
        .header(header::VARY, "accept-encoding")
        .header(header::CONTENT_TYPE, media_type(path));
    let (worker, policy) = super::headers::WORKER;
    if path == worker {
        response = response.header(header::CONTENT_SECURITY_POLICY, policy);
    }
    if let Some(encoding) = encoding {
        response = response.header(header::CONTENT_ENCODING, encoding);
    }
    let built = if unchanged {
        response.status(StatusCode::NOT_MODIFIED).body(Body::empty())
    } else {
        response.body(Body::from(file.data))
    };
    built.ok()
}

fn encoded(path: &str, request: &HeaderMap) -> Option<(EmbeddedFile, Option<&'static str>)> {
    let accepted =
        request.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    for (name, extension) in [("br", "br"), ("gzip", "gz")] {
        let takes =
            accepted.split(',').any(|entry| entry.split(';').next().unwrap_or_default().trim() == name);
        if takes && let Some(file) = Site::get(&format!("{path}.{extension}")) {
            return Some((file, Some(name)));
        }
    }
    Site::get(path).map(|file| (file, None))
}

fn media_type(path: &str) -> String {
    let guess = mime_guess::from_path(path).first_or_octet_stream();
    if guess.type_() == "text" { format!("{guess}; charset=utf-8") } else { guess.to_string() }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
