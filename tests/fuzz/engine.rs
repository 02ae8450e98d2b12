//! The fuzzer: one program for all targets, which `PAMPHLET_FUZZ` names. `cargo xtask fuzz` builds it, with counters in
//! our own crates alone (`instrument`), and runs it.
#![no_main]
#![allow(unsafe_code, reason = "libFuzzer is called, and calls, by names that a linker knows")]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use pamphlet_fuzz::{TARGETS, Target, mutate};
use std::sync::OnceLock;

fn target() -> &'static Target {
    static TARGET: OnceLock<&'static Target> = OnceLock::new();
    TARGET.get_or_init(|| {
        let name = std::env::var("PAMPHLET_FUZZ").unwrap_or_default();
        let found = TARGETS.iter().find(|target| target.name == name);
        found.unwrap_or_else(|| panic!("PAMPHLET_FUZZ is {name:?}, which is not a target"))
    })
}

fuzz_target!(|bytes: &[u8]| (target().hold)(bytes));

// Every other time a line or a piece of markup is changed, not a byte.
fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let longest = max_size.min(target().longest);
    if seed.is_multiple_of(2)
        && let Some(made) = mutate::mutated(&data[..size], longest, seed)
    {
        data[..made.len()].copy_from_slice(&made);
        return made.len();
    }
    fuzzer_mutate(data, size, longest)
});
