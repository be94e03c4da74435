//! A file of whose format its name says nothing.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tablewright_fuzz::file("file", None, bytes));
