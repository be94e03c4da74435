//! The model of NoSQL Workbench.
#![no_main]

use tablewright_interchange::ImportFormat;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tablewright_fuzz::file(
    "model.json",
    Some(ImportFormat::Workbench),
    bytes
));
