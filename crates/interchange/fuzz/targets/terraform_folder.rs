//! Files of Terraform that belong together, as modules do.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tablewright_fuzz::folder(bytes));
