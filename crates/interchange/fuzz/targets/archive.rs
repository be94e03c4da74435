//! Archives, whatever is in them.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tablewright_fuzz::file("all.zip", None, bytes));
