//! CloudFormation and SAM in YAML.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tablewright_fuzz::file("template.yaml", None, bytes));
