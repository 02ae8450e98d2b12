//! The inputs of the fuzz targets that are kept, seeds and what was found, hold the laws; so do some that are changed from
//! them, the same ones each time.
#![expect(clippy::disallowed_methods, reason = "the seeds are files")]

use pamphlet_fuzz::{TARGETS, Target, WHOLE, mutate};
use std::path::Path;

/// The seeds of a target, by name.
fn seeds(target: &Target) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target.name);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|_| panic!("{} has seeds", target.name));
    let mut seeds: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.display().to_string(), std::fs::read(&path).unwrap()))
        .collect();
    seeds.sort();
    assert!(!seeds.is_empty(), "{} has seeds", target.name);
    seeds
}

#[test]
fn kept_inputs_hold_the_laws_of_their_targets() {
    for target in TARGETS.iter().chain(WHOLE) {
        for (name, bytes) in seeds(target) {
            println!("{name}");
            (target.hold)(&bytes);
        }
    }
    let folders = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).unwrap().count();
    assert_eq!(folders, TARGETS.len(), "each folder of seeds belongs to a target");
}

#[test]
fn changed_inputs_hold_the_laws_of_their_targets() {
    let mut tried = 0;
    for target in TARGETS.iter().chain(WHOLE) {
        for (name, bytes) in seeds(target) {
            for seed in 1..=target.sample {
                let Some(changed) = mutate::mutated(&bytes, target.longest, seed) else { continue };
                println!("{name}, changed by {seed}:\n{}", String::from_utf8_lossy(&changed));
                (target.hold)(&changed);
                tried += 1;
            }
        }
    }
    println!("{tried} inputs");
    assert!(tried > 1_000, "only {tried} inputs");
}
