//! What the manifest says of editions, of those made now and those kept.

use crate::manifest::Inputs;
use crate::manifest::{
    Artifact, EditionFacts, Generator, Manifest, PacketFacts, PageFacts, SCHEMA_VERSION, ShardFacts,
};
use crate::stage::Base;
use crate::{date, publication};
use pamphlet_document::{Publication, Revision};
use pamphlet_pdf::Packet;
use pamphlet_reading::Reading;
use std::collections::BTreeMap;

/// What the manifest says of an edition.
pub(crate) fn facts(reading: &Reading, packets: &[Packet], epoch: Option<i64>) -> EditionFacts {
    let parts = reading.parts();
    EditionFacts {
        locale: parts.locale.to_string(),
        title: parts.title.clone(),
        description: parts.description.clone(),
        authors: parts.authors.clone(),
        publisher: parts.publisher.clone(),
        license: parts.license.clone(),
        url: parts.url.clone().map(String::from),
        subjects: parts.subjects.clone(),
        date: parts.date.clone(),
        modified: date::modified(epoch, parts.date.as_deref(), &parts.revision).map(date::moment),
        publication: Publication::clone(&parts.publication),
        own_cover: parts.publication.brand.cover.is_some(),
        translated: translated(reading),
        words: parts.coverage.words,
        translated_words: parts.coverage.translated_words,
        pages: reading
            .pages()
            .iter()
            .map(|page| PageFacts {
                page: page.id.0.clone(),
                title: page.title.clone(),
                digest: page.digest.clone(),
                url: page.url.clone().map(String::from),
                path: parts.sources.get(page.source).map(|file| file.path.clone()),
                fallback: page.fallback,
            })
            .collect(),
        packets: packets
            .iter()
            .map(|packet| PacketFacts { slug: packet.slug.clone(), title: packet.title.clone() })
            .collect(),
    }
}

/// The day of the newest commit that changed a page that is translated.
fn translated(reading: &Reading) -> Option<String> {
    let parts = reading.parts();
    if parts.locale == parts.source_locale {
        return None;
    }
    let own = reading.pages().iter().filter(|page| !page.fallback);
    Revision::newest(own.map(|page| &page.revision)).commit.map(|commit| commit.date)
}

/// What a run says of the whole of its output.
pub(crate) struct Origin {
    pub(crate) inputs: Inputs,
    pub(crate) shard: Option<ShardFacts>,
}

/// The manifest of what was made now and what was kept of the `previous` output.
pub(crate) fn joined(
    base: &Base<'_>,
    origin: &Origin,
    made: Vec<EditionFacts>,
    previous: Option<&Manifest>,
    artifacts: &[Artifact],
) -> Manifest {
    // Parts that were made from something else do not let the whole say what it was made from.
    let mixed = previous.is_some_and(|previous| previous.inputs.as_ref() != Some(&origin.inputs));
    let mut editions: BTreeMap<String, EditionFacts> = previous
        .into_iter()
        .flat_map(|manifest| manifest.editions.clone())
        .filter(|edition| artifacts.iter().any(|artifact| artifact.locale.as_deref() == Some(&edition.locale)))
        .map(|edition| (edition.locale.clone(), edition))
        .collect();
    editions.extend(made.into_iter().map(|edition| (edition.locale.clone(), edition)));
    let source = base.site.source.to_string();
    let mut editions: Vec<EditionFacts> = editions.into_values().collect();
    editions.sort_by_key(|edition| (edition.locale != source, edition.locale.clone()));
    Manifest {
        schema_version: SCHEMA_VERSION.to_owned(),
        generator: generator(),
        slug: base.site.identity.slug.clone(),
        identifier: publication::catalogue(&base.site),
        source_locale: source,
        version: base.stamp.version.clone(),
        date: newest_date(&editions),
        commit: base.tree.commit().filter(|_| !mixed),
        inputs: Some(origin.inputs.clone()).filter(|_| !mixed),
        shard: origin.shard.clone(),
        editions,
        artifacts: Vec::new(),
    }
}

/// The newest date that a book prints.
pub(crate) fn newest_date(editions: &[EditionFacts]) -> Option<String> {
    editions.iter().filter_map(|edition| edition.date.clone()).max()
}

/// This program.
pub(crate) fn generator() -> Generator {
    Generator { name: "pamphlet".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() }
}
