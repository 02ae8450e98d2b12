//! The files at the root of an output, which are worked out from its manifest and the files of its locales, so that
//! parts that were built apart give the same as one build.

use crate::Error;
use crate::manifest::Manifest;
use crate::write::Staging;

/// Writes the files at the root, and puts the output in place.
///
/// # Errors
/// When the machine refuses.
pub fn finish(staging: Staging<'_>, manifest: Manifest) -> Result<Manifest, Error> {
    staging.finish(manifest)
}
