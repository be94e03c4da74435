//! Our own document, and all that is written of it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tablewright_fuzz::written(bytes));
