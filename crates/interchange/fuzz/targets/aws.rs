//! What AWS answers, and what it is asked.
#![no_main]

use tablewright_interchange::ImportFormat;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tablewright_fuzz::file(
    "table.json",
    Some(ImportFormat::Aws),
    bytes
));
