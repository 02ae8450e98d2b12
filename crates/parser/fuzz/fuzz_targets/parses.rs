//! Any bytes parse.
#![no_main]

#[path = "../../tests/support/laws.rs"]
#[allow(dead_code, reason = "each target holds one law")]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::parses(&String::from_utf8_lossy(bytes)));
