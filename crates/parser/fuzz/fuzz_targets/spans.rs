//! Any bytes keep their spans true.
#![no_main]

#[path = "../../tests/support/laws.rs"]
#[allow(dead_code, reason = "each target holds one law")]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::spans_are_true(&String::from_utf8_lossy(bytes)));
