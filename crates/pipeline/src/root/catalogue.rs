//! Catalogues for e-reader programs: OPDS 1.2 (Atom) and OPDS 2.0 (JSON). One publication a locale, which is called as
//! the book itself calls it.

mod atom;
mod json;

pub(super) use atom::xml;
pub(super) use json::json;

use crate::manifest::{Artifact, EditionFacts, Manifest};
use pamphlet_document::Access;

/// A book of a locale: its files, each with its kind, the one to offer first before the others.
fn books<'m>(manifest: &'m Manifest, edition: &EditionFacts) -> Vec<(&'m Artifact, &'static str)> {
    let kinds = [(".epub", "application/epub+zip"), (".pdf", "application/pdf"), (".txt", "text/plain;charset=utf-8")];
    kinds.iter().filter_map(|(ending, kind)| Some((beside(manifest, edition, ending)?, *kind))).collect()
}

/// What a book of a locale offers to those who cannot read it as it is printed, as it says itself.
fn access<'m>(books: &[(&'m Artifact, &'static str)]) -> Option<&'m Access> {
    books.iter().find_map(|(artifact, _)| artifact.access.as_ref())
}

/// A picture of a cover.
pub(super) struct Cover<'m> {
    /// Its file.
    pub(super) artifact: &'m Artifact,
    /// What OPDS 1.2 calls it.
    relation: &'static str,
    /// Width and height in pixels; none where a site has its own.
    pub(super) size: Option<(u32, u32)>,
}

/// The cover of a locale's book and the small one, which stand beside it; none where no EPUB was made.
pub(super) fn covers<'m>(manifest: &'m Manifest, edition: &EditionFacts) -> Vec<Cover<'m>> {
    let kinds = [
        (".jpg", "http://opds-spec.org/image", pamphlet_epub::COVER_SIZE),
        ("-thumbnail.jpg", "http://opds-spec.org/image/thumbnail", pamphlet_epub::THUMBNAIL_SIZE),
    ];
    let own = edition.own_cover;
    kinds
        .iter()
        .filter_map(|(ending, relation, size)| {
            let artifact = beside(manifest, edition, ending)?;
            Some(Cover { artifact, relation, size: (!own).then_some(*size) })
        })
        .collect()
}

/// The file of a locale that is called as its book, with another ending.
fn beside<'m>(manifest: &'m Manifest, edition: &EditionFacts, ending: &str) -> Option<&'m Artifact> {
    let path = format!("{0}/{1}-{0}{ending}", edition.locale, manifest.slug);
    manifest.artifacts.iter().find(|artifact| artifact.path == path)
}

/// What the catalogue is called: as the book of the source.
fn title(manifest: &Manifest) -> &str {
    manifest.editions.first().map_or(manifest.slug.as_str(), |edition| edition.title.as_str())
}

/// When the newest of the books was changed.
fn newest(manifest: &Manifest) -> Option<&str> {
    manifest.editions.iter().filter_map(|edition| edition.modified.as_deref()).max()
}
