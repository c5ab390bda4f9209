//! Any bytes as a facts file.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| duheng_testkit::fuzz::facts(data));
