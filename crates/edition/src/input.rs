//! What an edition is composed from. The pipeline fills these in; nothing here touches the disk.

use crate::{Glossary, SourceIndex};
use pamphlet_document::{AssetId, Document, Level, PageId, Publication, Revision, Vocabulary};
use pamphlet_locale::{Address, AddressPattern, Tag};
use pamphlet_source::{SourceId, SourceMap, Walls};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// What the site says about itself, in the words of one locale.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteFacts {
    /// The title of the book.
    pub title: String,
    /// One or two sentences about it.
    pub description: Option<String>,
    /// What files are named after.
    pub slug: String,
    /// Where the site is read: `https://example.org/{locale}/{page}/`; a site in one language may have no `{locale}`.
    pub addresses: Option<AddressPattern>,
    /// The same for source pages that stand in for missing ones, without `{locale}`.
    pub lent_addresses: Option<AddressPattern>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Its licence.
    pub license: Option<String>,
    /// The date that all files print, `YYYY-MM-DD`; none when each has that of the last commit to what it was made
    /// from.
    pub date: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// Subjects, for catalogues.
    pub subjects: Vec<String>,
    /// What shops and libraries ask of it.
    pub publication: Arc<Publication>,
    /// The levels of headings, as written, that contents name; all if nothing is said.
    pub contents: Option<RangeInclusive<u8>>,
    /// Whether a plugin of the website finds pages by their names alone, wherever they lie.
    pub named_links: bool,
    /// Whether a plugin replaces `{{ … }}`, so that what is left of it in an address has been told.
    pub macros: bool,
}

/// An entry of the navigation as the site gives it, labels in the words of the locale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NavEntry {
    /// A page.
    Page {
        /// Which. One that is not among the pages is left out (whoever reads the navigation reports it).
        page: PageId,
        /// The label that the navigation gives it.
        label: Option<String>,
    },
    /// A part with entries below it.
    Section {
        /// Its label.
        label: String,
        /// The page that its label leads to, if it has one.
        page: Option<PageId>,
        /// What it holds.
        items: Vec<NavEntry>,
    },
    /// An address elsewhere.
    Link {
        /// Its label.
        label: String,
        /// The address; relative ones are completed from the address of the site, or left out.
        url: String,
    },
}

/// A parsed page.
#[derive(Debug, Clone)]
pub struct InputPage {
    /// Its name.
    pub id: PageId,
    /// The path at which the website has it, without an ending: its name, or another one; none where it is not known.
    pub web_path: Option<String>,
    /// As parsed; for a page that fell back, the source page's.
    pub document: Arc<Document>,
    /// The file it was read from.
    pub source: SourceId,
    /// Whether the translation lacks it and the source page stands in.
    pub fallback: bool,
    /// SHA-256 of what it was made from, in lower-case hexadecimal.
    pub digest: String,
    /// The last commit that changed what it was made from.
    pub revision: Revision,
}

/// The files of a site besides its pages, as one locale sees them. Paths are relative to the root of the locale's tree
/// of pages, with `/`, percent-decoded, without `.` and `..`.
pub trait FileLookup: Sync {
    /// The picture at a path, or in an address that holds it (`data:`): of the locale's own folder, else the source locale's, else an overlay.
    fn picture(&self, path: &str) -> Option<AssetId>;

    /// Whether the website has a file there that is no page of the book: a download, or a page that is left out.
    fn exists(&self, path: &str) -> bool;

    /// The paths of all files that pages may name, for what was meant by one that is not there.
    fn names(&self) -> Vec<String> {
        Vec::new()
    }

    /// The locale of a page which the book does not hold that a relative path on a page leads to, and its address if that
    /// is known: one of another locale, or one that the website hides.
    fn elsewhere(&self, from: &PageId, path: &str) -> Option<(Tag, Option<Address>)> {
        let _ = (from, path);
        None
    }
}

/// No files.
impl FileLookup for () {
    fn picture(&self, _path: &str) -> Option<AssetId> {
        None
    }

    fn exists(&self, _path: &str) -> bool {
        false
    }
}

/// What [`crate::compose`] needs.
#[derive(Clone)]
pub struct Input<'a> {
    /// The locale of the edition.
    pub locale: &'a Tag,
    /// The locale that the others are translated from.
    pub source_locale: &'a Tag,
    /// All locales of the site, in order; the first part of addresses like `/it/page/` is known by them.
    pub locales: &'a [Tag],
    /// The site's facts in the words of the locale.
    pub facts: &'a SiteFacts,
    /// The navigation; empty if the site has none (then the pages follow in the order of their names).
    pub nav: &'a [NavEntry],
    /// The pages, in any order; pages that fell back included.
    pub pages: &'a [InputPage],
    /// The source pages, indexed once for all locales.
    pub source: &'a SourceIndex,
    /// The files of the site.
    pub files: &'a dyn FileLookup,
    /// The files that spans point into.
    pub sources: Arc<SourceMap>,
    /// What the ids of cards stand for: that of the site, by which its pages were parsed.
    pub vocabulary: Arc<Vocabulary>,
    /// Whether the text of each page is to be laid beside that of its source page.
    pub align: bool,
    /// Whether pages say what they answer on their source pages, as data does.
    pub answers: bool,
    /// The glossary by which the text of each page is to be checked against that of its source page; none when it is not.
    pub check: Option<&'a Glossary>,
    /// What holds the faults of a page.
    pub walls: &'a Walls,
}

impl InputPage {
    /// The page with nothing in it but the lines of its text, or nothing at all: for one that cannot be composed.
    #[must_use]
    pub fn reduced(&self, level: Level, sources: &SourceMap) -> Self {
        let document = match level {
            Level::Whole => return self.clone(),
            Level::Words => {
                let text = sources.get(self.source).map_or("", |file| &*file.text);
                Document { meta: self.document.meta.clone(), ..Document::of_lines(self.source, text) }
            }
            Level::Title => Document::default(),
        };
        Self { document: Arc::new(document), ..self.clone() }
    }
}
