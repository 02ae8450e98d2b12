//! What to make, and how it should look.

use pamphlet_locale::tabs::TabChoice;
use pamphlet_reading::PageId;
use pamphlet_source::Walls;
use std::num::NonZeroU32;

pub use pamphlet_locale::paper::{Layout, Paper, PaperLinks, Standard};

/// Chosen pages as one document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Packet {
    /// What its file is named after: lower-case letters, digits and hyphens.
    pub slug: String,
    /// Its title in the edition's locale.
    pub title: String,
    /// Its pages, in order; those that the edition lacks are left out.
    pub pages: Vec<PageId>,
    /// Which tabs it shows; as the other documents when none.
    pub tabs: Option<TabChoice>,
}

/// How to export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfOptions {
    /// The layouts of every document.
    pub layouts: Vec<Layout>,
    /// The paper that was asked for; none for `site_paper`. Another than that is in the names of files.
    pub paper: Option<Paper>,
    /// The paper of the site; none for the custom of the locale: Letter where its region uses that, else A4.
    pub site_paper: Option<Paper>,
    /// Black ink alone.
    pub ink: bool,
    /// How links work on paper.
    pub links: PaperLinks,
    /// After which standards files are made.
    pub standard: Standard,
    /// Which tabs are shown.
    pub tabs: TabChoice,
    /// How many pages a handout is to have at most.
    pub fit: Option<NonZeroU32>,
    /// Whether to make the book (`<slug>-<locale>.pdf`).
    pub book: bool,
    /// Whether to make handouts (`handouts/<page>.pdf`).
    pub handouts: bool,
    /// The pages to make handouts of; none for all.
    pub pages: Option<Vec<PageId>>,
    /// Further documents of chosen pages (`packets/<slug>.pdf`).
    pub packets: Vec<Packet>,
    /// What holds the faults of a page.
    pub walls: Walls,
}

impl Default for PdfOptions {
    fn default() -> Self {
        Self {
            layouts: vec![Layout::Standard],
            paper: None,
            site_paper: None,
            ink: false,
            links: PaperLinks::default(),
            standard: Standard::default(),
            tabs: TabChoice::default(),
            fit: None,
            book: true,
            handouts: true,
            pages: None,
            packets: Vec::new(),
            walls: Walls::default(),
        }
    }
}
