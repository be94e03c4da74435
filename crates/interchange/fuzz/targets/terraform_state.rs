//! Terraform's state and plan.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tablewright_fuzz::file("terraform.tfstate", None, bytes));
