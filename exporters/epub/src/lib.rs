//! A reading in, an EPUB 3.3 book out.
//!
//! One XHTML file a page, named after it. epub-builder assembles the package; [`amend`] writes it anew where that crate
//! leaves something undone, with the navigation and the NCX of [`contents`], and packs the book so that equal readings are equal bytes.
#![warn(clippy::wildcard_enum_match_arm)]

mod access;
mod amend;
mod book;
mod chapter;
mod contents;
mod cover;
mod face;
mod front;
mod limit;
mod math;
mod names;
mod onix;
mod package;
mod picture;
mod record;
mod style;
mod xhtml;

use access::Offer;
use book::{Book, Seen};
use chapter::Chapter;
use cover::Cover;
pub use cover::{SIZE as COVER_SIZE, THUMBNAIL_SIZE};
use face::OwnFace;
use package::{Content, Contents, Entry, Facts, Role, Sections};
use pamphlet_locale::{Catalog, Tag};
use pamphlet_media::Media;
use pamphlet_media::picture::Picture;
use pamphlet_reading::{AS_WORDS, AssetId, Exported, File, PageId, PageWalls, Reading, with_words};
use pamphlet_source::{Code, Diagnostic, Fault, Severity, Walls};
use picture::{Instead, Pictures};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A book is said to be large above this many bytes: what Kindle takes by post.
const LARGE: u64 = 50_000_000;

/// How to export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpubOptions {
    /// When the book was last changed, in seconds since 1970. None: nothing says so; EPUB wants a moment all the same, and
    /// the book says 1980-01-01, as archives do, and why.
    pub modified: Option<i64>,
    /// The program that made the book, with its version.
    pub generator: String,
    /// The most bytes that the book may have. Above it pictures are made smaller, the largest first; only when that is
    /// not enough are they left out, and their alternative texts stand in.
    pub max_bytes: Option<u64>,
    /// Where the pages of the printed book begin.
    pub page_list: Option<PageList>,
    /// What holds the faults of a page.
    pub walls: Walls,
}

impl Default for EpubOptions {
    fn default() -> Self {
        Self {
            modified: None,
            generator: "Pamphlet".to_owned(),
            max_bytes: None,
            page_list: None,
            walls: Walls::default(),
        }
    }
}

/// The pages of a printed book, for readers who have to find the same place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageList {
    /// What the pages are those of: an identifier or the name of the PDF.
    pub source: String,
    /// Where each page begins, in order. Every page of the printed text has to be there.
    pub breaks: Vec<PageBreak>,
}

/// Where a printed page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageBreak {
    /// Its number as printed.
    pub label: String,
    /// The page of the reading that is on it.
    pub page: PageId,
    /// The first block of that page that begins on it, in the order of [`pamphlet_reading::walk::each_block`], or the one in
    /// which it begins; the number of blocks for a place after the last.
    pub block: usize,
    /// Where it begins in the text of that block, in thousandths of its letters; 0 when it begins with the block.
    pub part: u16,
}

/// Why nothing could be made.
#[derive(Debug, thiserror::Error)]
pub enum EpubError {
    /// epub-builder could not assemble the book.
    #[error("the book could not be assembled: {0}")]
    Assembly(String),
    /// The cover could not be drawn.
    #[error("the cover could not be drawn: {0}")]
    Cover(String),
    /// The archive could not be read or written.
    #[error("the archive could not be written: {0}")]
    Archive(String),
    /// A page could not be made, nor anything in its place.
    #[error("{0}")]
    Fault(#[from] Fault),
}

/// Exports a reading as one book, `<slug>-<locale>.epub`, with its cover beside it, `<slug>-<locale>.jpg`, and a small one,
/// `<slug>-<locale>-thumbnail.jpg`, and a message for distributors where the site has something for them,
/// `<slug>-<locale>.onix.xml`. Of a page with a fault it holds the words.
///
/// # Errors
/// When epub-builder or the archive fails, which no reading is known to bring about; when a page has a fault, and its
/// title alone has one too.
pub fn export(
    reading: &Reading,
    catalog: &Catalog,
    media: &Media,
    options: &EpubOptions,
) -> Result<Exported, EpubError> {
    let (cover, said) = cover::draw(reading, catalog, media)?;
    let stem = format!("{}-{}", reading.parts().slug, reading.locale());
    let path = format!("{stem}.epub");
    let (made, mut diagnostics) = with_words(reading, &options.walls, "epub", (&path, AS_WORDS), |reading, walls| {
        fitting(reading, catalog, media, options, &cover, walls)
    })?;
    let (bytes, offer, found) = made?;
    diagnostics.extend(found.into_iter().chain(said));
    // The cover stands beside the book, too: catalogues and shops want it as a file of its own.
    let (large, small) = (format!("{stem}.jpg"), format!("{stem}-thumbnail.jpg"));
    let told = onix::Told { offer: &offer, options, bytes: bytes.len(), cover: &large };
    let onix = onix::message(reading, &told).map(|message| (format!("{stem}.onix.xml"), message));
    let file = |(path, bytes), access| File { path, bytes, pages: Vec::new(), printed_pages: None, access };
    let mut files = vec![file((path, bytes), Some(offer.access))];
    files.extend([(large, cover.large), (small, cover.small)].into_iter().chain(onix).map(|made| file(made, None)));
    Ok(Exported { files, diagnostics })
}

/// Makes a book that is no larger than the options allow, if that can be.
fn fitting(
    reading: &Reading,
    catalog: &Catalog,
    media: &Media,
    options: &EpubOptions,
    cover: &Cover,
    walls: &PageWalls<'_>,
) -> Result<(Vec<u8>, Offer, Vec<Diagnostic>), EpubError> {
    let make = |instead| make(reading, catalog, media, options, cover, instead, walls);
    let mut made = make(BTreeMap::new())?;
    let mut diagnostics = Vec::new();
    let locale = reading.locale();
    if let Some(max) = options.max_bytes {
        let over = size(&made.bytes).saturating_sub(max);
        if over > 0 {
            let fit = limit::fit(std::mem::take(&mut made.pictures), over);
            diagnostics.extend(fit.said(locale));
            made = make(fit.instead)?;
        }
        if size(&made.bytes) > max {
            let message = format!("the book of `{locale}` has {} bytes, more than {max}", size(&made.bytes));
            diagnostics.push(
                Diagnostic::new(Code::OutputTooLarge, message).help("raise the limit, or leave pages out of the site"),
            );
        }
    } else if size(&made.bytes) > LARGE {
        let message = format!("the book of `{locale}` has {} million bytes", size(&made.bytes) / 1_000_000);
        let mut note = Diagnostic::new(Code::OutputTooLarge, message).help(
            "some shops and devices take no book over 50 million bytes: set `epub: { max_megabytes: 50 }`, and pictures \
             are made smaller",
        );
        note.severity = Severity::Note;
        diagnostics.push(note);
    }
    diagnostics.extend(made.diagnostics);
    Ok((made.bytes, made.offer, diagnostics))
}

fn size(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// A book that was made.
struct Made {
    bytes: Vec<u8>,
    /// What it says of its accessibility.
    offer: Offer,
    /// The pictures in it, as the site has them.
    pictures: Vec<(AssetId, Arc<Picture>)>,
    diagnostics: Vec<Diagnostic>,
}

fn make(
    reading: &Reading,
    catalog: &Catalog,
    media: &Media,
    options: &EpubOptions,
    cover: &Cover,
    instead: BTreeMap<AssetId, Instead>,
    walls: &PageWalls<'_>,
) -> Result<Made, EpubError> {
    let mut book = Book {
        reading,
        catalog,
        words: catalog.language_of_terms(),
        chapters: names::chapters(reading.pages()),
        pictures: Pictures::new(media, instead),
        seen: Seen::default(),
        diagnostics: Vec::new(),
    };
    if book.words != *reading.locale() {
        book.seen.languages.insert(book.words.clone());
    }
    let mut breaks: BTreeMap<&PageId, Vec<&PageBreak>> = BTreeMap::new();
    let mut page_targets = Vec::new();
    for page_break in options.page_list.iter().flat_map(|list| &list.breaks) {
        if let Some(path) = book.chapters.get(&page_break.page) {
            breaks.entry(&page_break.page).or_default().push(page_break);
            page_targets.push((page_break.label.clone(), path.clone()));
        }
    }
    let mut chapters: BTreeMap<&PageId, Chapter> = BTreeMap::new();
    for page in reading.pages() {
        let breaks = breaks.get(&page.id).map_or(&[][..], Vec::as_slice);
        // When it fails, the book is thrown away with what the chapter did to it, and made again.
        let chapter = walls.behind(&page.id, || chapter::write(&mut book, page, breaks));
        chapters.extend(chapter.map(|chapter| (&page.id, chapter)));
    }
    mend_fragments(&mut chapters, &book);
    let mut contents = package::contents(&book, &mut |page| {
        let sections = |chapter| sections(chapter, &book.chapters[page], reading.locale());
        chapters.get(page).map_or_else(Sections::default, sections)
    });
    let face = OwnFace::of(reading, media);
    let sheet = face.sheet();
    let mut entries = entries(&book, reading, cover, chapters);
    entries.extend(face.into_files());
    let offer = Offer::of(&book, options);
    let identifier = package::identifier(reading)?;
    let facts = Facts { book: &book, reading, catalog, options, offer: &offer, identifier };
    contents.extend(contents::back(&entries, &facts));
    let assembled = package::assemble(&entries, &facts)?;
    let bytes = amend::amend(assembled, &entries, &contents, &page_targets, &sheet, &facts)?;
    Ok(Made { bytes, offer, pictures: book.pictures.into_shown(), diagnostics: book.diagnostics })
}

/// Takes away the fragment of every link whose place its chapter does not have after all.
fn mend_fragments(chapters: &mut BTreeMap<&PageId, Chapter>, book: &Book<'_>) {
    let lost: Vec<(PageId, Vec<std::ops::Range<usize>>)> = chapters
        .iter()
        .map(|(id, chapter)| {
            let lost = chapter
                .fragments
                .iter()
                .filter(|fragment| !chapters.get(&fragment.page).is_some_and(|to| to.ids.contains(&fragment.id)))
                .map(|fragment| fragment.range.clone())
                .collect();
            ((*id).clone(), lost)
        })
        .collect();
    for (id, ranges) in lost {
        if let Some(chapter) = chapters.get_mut(&id) {
            let name = book.chapters.get(&id).map_or("", |path| path.rsplit('/').next().unwrap_or(path));
            for range in ranges.into_iter().rev() {
                // A place of its own chapter is named without the file: an address of nothing would be none.
                let own = chapter.xhtml[..range.start].ends_with('"');
                let instead = if own { xhtml::percent_encode(name) } else { String::new() };
                chapter.xhtml.replace_range(range, &instead);
            }
        }
    }
}

/// The headings of a chapter, nested, down to the third level. Each of the first level but the title has its own below it.
fn sections(chapter: &Chapter, path: &str, locale: &Tag) -> Sections {
    let path = xhtml::percent_encode(path);
    let mut out = Sections::default();
    for (index, heading) in chapter.outline.iter().enumerate() {
        if heading.level > 3 || heading.title.is_empty() || index == 0 && heading.level == 1 {
            continue;
        }
        let href = format!("{path}#{}", xhtml::percent_encode(&heading.id));
        let language = Some(&heading.language).filter(|language| *language != locale).cloned();
        let item = Contents { title: heading.title.clone(), language, href, page: None, children: Vec::new() };
        if heading.level == 1 {
            out.further.push(item);
            continue;
        }
        let around = out.further.last_mut().map_or(&mut out.own, |further| &mut further.children);
        match around.last_mut() {
            Some(last) if heading.level == 3 => last.children.push(item),
            Some(_) | None => around.push(item),
        }
    }
    out
}

/// All files but those that epub-builder writes, in the order in which they are read; pictures last.
fn entries(book: &Book<'_>, reading: &Reading, cover: &Cover, mut chapters: BTreeMap<&PageId, Chapter>) -> Vec<Entry> {
    const XHTML: &str = "application/xhtml+xml";
    let page = |path: &str, text: String, role: Role| Entry {
        path: path.to_owned(),
        media_type: XHTML,
        content: Content::Page(text),
        role: Some(role),
    };
    let mut out = vec![
        Entry {
            path: cover::PATH.to_owned(),
            media_type: "image/jpeg",
            content: Content::Own(cover.large.clone()),
            role: None,
        },
        page("cover.xhtml", front::cover_page(reading, book.catalog, cover.size), Role::Cover),
        page("title.xhtml", front::title_page(reading, book.catalog), Role::TitlePage),
    ];
    for of_reading in reading.pages() {
        if let Some(chapter) = chapters.remove(&of_reading.id) {
            out.push(page(&book.chapters[&of_reading.id], chapter.xhtml, Role::Chapter(of_reading.id.clone())));
        }
    }
    if let Some(glossary) = front::glossary(book) {
        out.push(page("glossary.xhtml", glossary, Role::Glossary));
    }
    out.push(page("colophon.xhtml", front::colophon(book), Role::Colophon));
    for (path, picture) in book.pictures.files() {
        out.push(Entry {
            path: path.clone(),
            media_type: picture::media_type(picture),
            content: Content::Picture(Arc::clone(picture)),
            role: None,
        });
    }
    out
}
