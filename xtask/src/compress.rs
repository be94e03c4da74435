//! Precompressed twins of the files that browsers ask for, so that the server never compresses.
//!
//! Deliberately the highest levels: it happens once per release, and the result is kept.

use std::io::Write as _;

use crate::cache;
use crate::problem::{Explain, Outcome};

const BROTLI_QUALITY: i32 = 11;
const BROTLI_WINDOW: i32 = 22;

/// Whether a file of this name gains from it.
pub(crate) fn is_worth_it(name: &str) -> bool {
    const KINDS: [&str; 6] = ["wasm", "js", "css", "svg", "json", "txt"];
    name.rsplit_once('.').is_some_and(|(_, kind)| KINDS.contains(&kind))
}

pub(crate) fn brotli(content: &[u8]) -> Outcome<Vec<u8>> {
    cache::remember("br", &[content], || {
        let params = brotli::enc::BrotliEncoderParams {
            quality: BROTLI_QUALITY,
            lgwin: BROTLI_WINDOW,
            size_hint: content.len(),
            ..Default::default()
        };
        let mut out = Vec::new();
        brotli::BrotliCompress(&mut &content[..], &mut out, &params)
            .explain(|| "brotli failed".to_owned())?;
        Ok(out)
    })
}

pub(crate) fn gzip(content: &[u8]) -> Outcome<Vec<u8>> {
    let failed = || "gzip failed".to_owned();
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content).explain(failed)?;
    encoder.finish().explain(failed)
}
