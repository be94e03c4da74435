//! Terraform's configuration, one file.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tablewright_fuzz::file("main.tf", None, bytes));
