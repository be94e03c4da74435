//! Our own document, in every version of its format.
#![no_main]

use tablewright_interchange::ImportFormat;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tablewright_fuzz::file(
    "design.json",
    Some(ImportFormat::Json),
    bytes
));
