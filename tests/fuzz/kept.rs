//! The inputs of the fuzz targets that are kept, seeds and what was found, hold the laws.
#![expect(clippy::disallowed_methods, reason = "the seeds are files")]

use pamphlet_fuzz::TARGETS;
use std::path::Path;

#[test]
fn kept_inputs_hold_the_laws_of_their_targets() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut tried = 0;
    for target in TARGETS {
        let folder = seeds.join(target.name);
        let mut count = 0;
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|_| panic!("{} has seeds", target.name)) {
            let path = entry.unwrap().path();
            println!("{}", path.display());
            (target.hold)(&std::fs::read(&path).unwrap());
            count += 1;
        }
        assert!(count > 0, "{} has seeds", target.name);
        tried += count;
    }
    let folders = std::fs::read_dir(&seeds).unwrap().count();
    assert_eq!(folders, TARGETS.len(), "each folder of seeds belongs to a target");
    println!("{tried} inputs");
}
