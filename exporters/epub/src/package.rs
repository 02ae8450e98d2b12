//! What the package says: contents, and metadata by epub-builder.

use crate::access::Offer;
use crate::book::Book;
use crate::{EpubError, EpubOptions};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use epub_builder::{EpubBuilder, EpubVersion, MetadataOpfV3, ZipLibrary};
use pamphlet_locale::{Catalog, Direction, Tag, Term};
use pamphlet_media::picture::Picture;
use pamphlet_reading::{NavItem, PageId, Reading};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;

/// A file of the book, in the order in which it is listed.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Its name inside `OEBPS/`.
    pub path: String,
    /// Its media type.
    pub media_type: &'static str,
    /// What it holds.
    pub content: Content,
    /// What it is in the book; none for what is not read from beginning to end.
    pub role: Option<Role>,
}

impl Entry {
    /// Whether it is the picture of the cover.
    pub(crate) fn is_cover(&self) -> bool {
        self.path == crate::cover::PATH
    }
}

/// What a file holds.
#[derive(Debug)]
pub(crate) enum Content {
    /// A page.
    Page(String),
    /// Another file that was made for this book.
    Own(Vec<u8>),
    /// A picture, which the books of other locales hold too.
    Picture(Arc<Picture>),
}

impl Content {
    /// Its bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Page(text) => text.as_bytes(),
            Self::Own(bytes) => bytes,
            Self::Picture(picture) => crate::picture::bytes(picture),
        }
    }
}

/// What a page of the book is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    /// The cover.
    Cover,
    /// The title page.
    TitlePage,
    /// A chapter: which page.
    Chapter(PageId),
    /// The glossary.
    Glossary,
    /// The colophon.
    Colophon,
}

/// An entry of the contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contents {
    /// Its words.
    pub title: String,
    /// Their language, where it is not the book's.
    pub language: Option<Tag>,
    /// Where it leads: a file, with or without a fragment; percent-encoded.
    pub href: String,
    /// The page, if it is one.
    pub page: Option<PageId>,
    /// What is below it.
    pub children: Vec<Contents>,
}

/// What the contents say of a chapter besides its title.
#[derive(Debug, Default)]
pub(crate) struct Sections {
    /// Headings below its title.
    pub own: Vec<Contents>,
    /// Headings of the level of its title, with theirs below them: they stand beside it.
    pub further: Vec<Contents>,
}

/// Metadata that need the whole book.
pub(crate) struct Facts<'b> {
    pub book: &'b Book<'b>,
    pub reading: &'b Reading,
    pub catalog: &'b Catalog,
    pub options: &'b EpubOptions,
    pub offer: &'b Offer,
    pub identifier: Uuid,
}

/// The identifier of the book: the same in every version, so that readers keep their place.
pub(crate) fn identifier(reading: &Reading) -> Result<Uuid, EpubError> {
    let identifier = &reading.parts().publication.identifier;
    Uuid::parse_str(identifier).map_err(|error| EpubError::Assembly(format!("its name `{identifier}`: {error}")))
}

/// The contents after the navigation: every page once, where it comes first; parts without pages are left out.
pub(crate) fn contents(book: &Book<'_>, sections: &mut dyn FnMut(&PageId) -> Sections) -> Vec<Contents> {
    let Book { reading, catalog, chapters, .. } = book;
    let parts = reading.parts();
    let mut seen = BTreeSet::new();
    let mut list = |items: &[NavItem]| nav_contents(reading, items, chapters, &mut seen, sections, 0);
    let mut out = list(&parts.nav);
    let rest: Vec<NavItem> = reading
        .pages()
        .iter()
        .map(|page| NavItem::Page {
            page: page.id.clone(),
            title: page.title.clone(),
            language: Some(page.language.clone()),
        })
        .collect();
    // Without a navigation there is no rest: all pages are the book.
    if out.is_empty() {
        out = list(&rest);
    } else {
        let title = catalog.term(Term::FurtherPages).to_owned();
        let rest = NavItem::Section { title, language: Some(book.words.clone()), page: None, items: rest };
        out.extend(list(std::slice::from_ref(&rest)));
    }
    out
}

fn nav_contents(
    reading: &Reading,
    items: &[NavItem],
    chapters: &BTreeMap<PageId, String>,
    seen: &mut BTreeSet<PageId>,
    sections: &mut dyn FnMut(&PageId) -> Sections,
    depth: usize,
) -> Vec<Contents> {
    let other = |language: Option<&Tag>| language.filter(|language| *language != reading.locale()).cloned();
    let mut out = Vec::new();
    for item in items {
        match item {
            NavItem::Page { page, title, language } => {
                let Some(path) = chapters.get(page).filter(|_| seen.insert(page.clone())) else { continue };
                let title = shown(reading, title, page);
                let href = crate::xhtml::percent_encode(path);
                let language = other(language.as_ref());
                let Sections { own, further } = sections(page);
                out.push(Contents { title, language, href, page: Some(page.clone()), children: own });
                out.extend(further);
            }
            NavItem::Section { title, language, page, items } if depth < 16 => {
                let own = page.as_ref().filter(|page| chapters.contains_key(page) && seen.insert((*page).clone()));
                let Sections { own: mut children, further } = own.map(&mut *sections).unwrap_or_default();
                children.extend(further);
                children.extend(nav_contents(reading, items, chapters, seen, sections, depth + 1));
                // A part without a page of its own leads to its first.
                let href = match own.and_then(|page| chapters.get(page)) {
                    Some(path) => crate::xhtml::percent_encode(path),
                    None => match children.first() {
                        Some(first) => first.href.clone(),
                        None => continue,
                    },
                };
                let title = own.map_or_else(|| title.clone(), |page| shown(reading, title, page));
                if title.trim().is_empty() {
                    out.extend(children);
                } else {
                    let language = other(language.as_ref());
                    out.push(Contents { title, language, href, page: own.cloned(), children });
                }
            }
            NavItem::Section { items, .. } => {
                // Too deep for any reader's list of contents.
                let flat: Vec<NavItem> = flatten(items);
                out.extend(nav_contents(reading, &flat, chapters, seen, sections, depth));
            }
            NavItem::Link { .. } => {}
        }
    }
    out
}

/// The label of a page, its title where the label has no words, else its name.
fn shown(reading: &Reading, label: &str, page: &PageId) -> String {
    [label, reading.page(page).map_or("", |page| page.title.as_str()), &page.0]
        .into_iter()
        .find(|title| !title.trim().is_empty())
        .unwrap_or("\u{2013}")
        .to_owned()
}

fn flatten(items: &[NavItem]) -> Vec<NavItem> {
    let mut out = Vec::new();
    for item in items {
        match item {
            NavItem::Section { title, language, page, items } => {
                let (title, language) = (title.clone(), language.clone());
                out.extend(page.clone().map(|page| NavItem::Page { page, title, language }));
                out.extend(flatten(items));
            }
            NavItem::Page { .. } | NavItem::Link { .. } => out.push(item.clone()),
        }
    }
    out
}

/// What epub-builder makes of it: an archive in which only the container and the metadata of the package matter. Of the
/// files only the cover is registered, empty: each one costs it as much as packing a small page, it would deflate
/// pictures, too, and it sets the order and the attributes of entries by itself. Its contents have one entry a file, so
/// they are not written by it.
pub(crate) fn assemble(entries: &[Entry], facts: &Facts<'_>) -> Result<Vec<u8>, EpubError> {
    let failed = |error: epub_builder::Error| EpubError::Assembly(error.to_string());
    let mut builder = ZipLibrary::new().and_then(EpubBuilder::new).map_err(failed)?;
    builder.epub_version(EpubVersion::V33);
    // Everything that is text is escaped by us.
    builder.escape_html(false);
    write_metadata(&mut builder, facts)?;
    builder.stylesheet(std::io::empty()).map_err(failed)?;
    if let Some(cover) = entries.iter().find(|entry| entry.is_cover()) {
        builder.add_cover_image(&cover.path, std::io::empty(), cover.media_type).map_err(failed)?;
    }
    let mut out = Vec::new();
    builder.generate(&mut out).map_err(failed)?;
    Ok(out)
}

fn write_metadata(builder: &mut EpubBuilder<ZipLibrary>, facts: &Facts<'_>) -> Result<(), EpubError> {
    let Facts { book, reading, catalog, options, offer, identifier } = facts;
    let seen = &book.seen;
    let failed = |error: epub_builder::Error| EpubError::Assembly(error.to_string());
    let parts = reading.parts();
    builder.set_title(clean(&parts.title));
    builder.set_uuid(*identifier);
    let date = parts.date.as_deref().and_then(|date| NaiveDate::parse_from_str(date, "%Y-%m-%d").ok());
    let at = |date: NaiveDate| DateTime::<Utc>::from_naive_utc_and_offset(date.and_time(NaiveTime::MIN), Utc);
    let modified = options
        .modified
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
        .unwrap_or_else(|| DateTime::from_timestamp(315_532_800, 0).expect("1980-01-01 is a date"));
    builder.set_modified_date(modified);
    if let Some(date) = date {
        builder.set_publication_date(at(date));
    }
    // `epub_direction` does nothing in 0.8.3.
    let direction = if catalog.direction() == Direction::Rtl { "rtl" } else { "ltr" };
    builder.metadata("direction", direction).map_err(failed)?;
    builder.add_language(parts.locale.as_str());
    for language in &seen.languages {
        builder.add_language(language.as_str());
    }
    if let Some(description) = &parts.description {
        builder.add_description(clean(description));
    }
    for subject in &parts.subjects {
        builder.add_subject(clean(subject));
    }
    if let Some(license) = &parts.license {
        builder.set_license(clean(license));
    }
    for (property, content) in offer.properties() {
        meta(builder, property, &content, facts);
    }
    if let Some(list) = options.page_list.as_ref().filter(|list| !list.breaks.is_empty()) {
        meta(builder, "pageBreakSource", &list.source, facts);
    }
    Ok(())
}

/// epub-builder does not escape the content of a `meta`.
fn meta(builder: &mut EpubBuilder<ZipLibrary>, property: &str, content: &str, facts: &Facts<'_>) {
    let language = facts.offer.access.language.as_str();
    let mut meta = MetadataOpfV3::new(property.to_owned(), crate::xhtml::text(content));
    if property == "schema:accessibilitySummary" && language != facts.reading.locale().as_str() {
        meta.xml_lang = Some(language.to_owned());
    }
    builder.add_metadata_opf(Box::new(meta));
}

/// Text as XML takes it: epub-builder is told not to escape anything.
fn clean(text: &str) -> String {
    crate::xhtml::text(text)
}
