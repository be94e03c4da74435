//! Terraform's configuration in JSON.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tablewright_fuzz::file("main.tf.json", None, bytes));
