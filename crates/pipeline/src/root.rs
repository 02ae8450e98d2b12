//! The files at the root of an output, which are worked out from its manifest and the files of its locales, so that
//! parts that were built apart give the same as one build.

mod cards;
mod catalogue;
mod download_page;
pub(crate) mod markup;
mod schemas;

pub use schemas::{TYPES, schemas};

use crate::Error;
use crate::manifest::{Artifact, Manifest};
use crate::write::Staging;
use schemas::schema_files;

/// Writes the files at the root, and puts the output in place.
///
/// # Errors
/// When the machine refuses.
pub fn finish(staging: Staging<'_>, mut manifest: Manifest) -> Result<Manifest, Error> {
    manifest.artifacts = staging.artifacts();
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("index.html".to_owned(), download_page::page(&manifest).into_bytes()),
        ("opds.json".to_owned(), catalogue::json(&manifest).into_bytes()),
        ("opds.xml".to_owned(), catalogue::xml(&manifest).into_bytes()),
    ];
    if let Some(text) = cards::all(&manifest, &|path| staging.read(path))? {
        files.push(("cards.json".to_owned(), text));
    }
    files.extend(schema_files().into_iter().map(|(name, text)| (format!("schema/{name}"), text.as_bytes().to_vec())));
    for (path, bytes) in files {
        let artifact = Artifact {
            path,
            bytes: 0,
            printed_pages: None,
            access: None,
            sha256: String::new(),
            format: None,
            locale: None,
            pages: Vec::new(),
            sources: Vec::new(),
        };
        staging.write(artifact, &bytes)?;
    }
    staging.finish(manifest)
}
