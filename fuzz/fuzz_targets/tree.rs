//! Any bytes as a file of a pack.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| duheng_testkit::fuzz::tree(data));
