//! CloudFormation and SAM in JSON.
#![no_main]

use tablewright_interchange::ImportFormat;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tablewright_fuzz::file(
    "template.json",
    Some(ImportFormat::CloudFormation),
    bytes
));
