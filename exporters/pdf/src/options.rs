//! What to make, and how it should look.

use pamphlet_reading::PageId;
use pamphlet_source::Walls;

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Paper {
    /// 210 × 297 mm; booklets of it have pages of A5.
    A4,
    /// 8.5 × 11 inches; booklets of it have pages of half the size.
    Letter,
    /// 148 × 210 mm.
    A5,
}

impl Paper {
    /// Its name in options and file names.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Letter => "letter",
            Self::A5 => "a5",
        }
    }

    /// The paper of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::A4, Self::Letter, Self::A5].into_iter().find(|paper| paper.name() == name)
    }
}

/// How a PDF is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layout {
    /// As the paper allows.
    Standard,
    /// In letters of 18 points, for readers who see little.
    LargePrint,
    /// Small pages, two on a side of a sheet, to fold in the middle.
    Booklet,
}

impl Layout {
    /// Its name in options and file names.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::LargePrint => "large-print",
            Self::Booklet => "booklet",
        }
    }

    /// The layout of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Standard, Self::LargePrint, Self::Booklet].into_iter().find(|layout| layout.name() == name)
    }
}

/// How links work on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum PaperLinks {
    /// As codes for cameras beside cards and at the ends of sections, the address printed with each.
    #[default]
    Qr,
    /// As numbered addresses.
    Notes,
    /// Not at all.
    None,
}

impl PaperLinks {
    /// Its name in options.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Qr => "qr",
            Self::Notes => "notes",
            Self::None => "none",
        }
    }

    /// The way of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Qr, Self::Notes, Self::None].into_iter().find(|way| way.name() == name)
    }
}

/// Chosen pages as one document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Packet {
    /// What its file is named after: lower-case letters, digits and hyphens.
    pub slug: String,
    /// Its title in the edition's locale.
    pub title: String,
    /// Its pages, in order; those that the edition lacks are left out.
    pub pages: Vec<PageId>,
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
            book: true,
            handouts: true,
            pages: None,
            packets: Vec::new(),
            walls: Walls::default(),
        }
    }
}
