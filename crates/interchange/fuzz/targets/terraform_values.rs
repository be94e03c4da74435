//! Values of variables, beside a configuration that uses them.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tablewright_fuzz::values(bytes));
