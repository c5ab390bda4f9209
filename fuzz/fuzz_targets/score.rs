//! Any bytes as the answers of an enterprise that is scored.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| duheng_testkit::fuzz::score(data));
