//! Any bytes as a condition or formula.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| duheng_testkit::fuzz::expression(data));
