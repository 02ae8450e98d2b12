//! `pamphlet.yml`.

mod meaning;
mod print;
mod publishing;
mod reader;

pub use print::{PacketConfig, PrintConfig};
pub use publishing::{Contributed, Publishing, SeriesConfig};

use crate::address::Addresses;
use crate::layout::PagePattern;
use crate::localized::{Localized, Watermark};
use crate::place;
use pamphlet_locale::Tag;
use pamphlet_locale::paper::Paper;
use pamphlet_source::FilePlace;
use pamphlet_source::yaml::Value;
use pamphlet_vocabulary::Vocabulary;
use pamphlet_vocabulary::brand::Colour;

/// What a `pamphlet.yml` says. Everything may be left out.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The file that it was read from; none where there is none.
    pub file: Option<ConfigFile>,
    /// `title`.
    pub title: Option<Localized>,
    /// `description`.
    pub description: Option<Localized>,
    /// `slug`.
    pub slug: Option<String>,
    /// `url`.
    pub url: Option<Addresses>,
    /// `authors`.
    pub authors: Vec<String>,
    /// `publisher`.
    pub publisher: Option<String>,
    /// `license`.
    pub license: Option<String>,
    /// `copyright`: whose the words are.
    pub copyright: Option<Localized>,
    /// `date`.
    pub date: Option<String>,
    /// `subjects` that are words alone.
    pub subjects: Vec<String>,
    /// What shops and libraries ask for.
    pub publishing: Publishing,
    /// `source.locale`.
    pub source_locale: Option<Tag>,
    /// `source.pages`.
    pub source_pages: Option<String>,
    /// Whether `source.pages` is `false`: the site is one of translations alone.
    pub translations_alone: bool,
    /// `translations.pages`.
    pub pages: Option<PagePattern>,
    /// `translations.strings`.
    pub strings: Option<PagePattern>,
    /// `translations.abbreviations`.
    pub abbreviations: Option<PagePattern>,
    /// `translations.fallback`: whether source pages stand in for those that a translation lacks.
    pub fallback: Option<bool>,
    /// `locales`.
    pub locales: Vec<Tag>,
    /// `mkdocs`; none when nothing is said of it.
    pub mkdocs: Option<MkDocsFile>,
    /// `assets`.
    pub assets: Vec<String>,
    /// `snippets`: folders in which snippets are looked up.
    pub snippets: Vec<String>,
    /// `exclude`: patterns of pages that are left out.
    pub exclude: Option<String>,
    /// `nav`, in the form of MkDocs; wins over that of `mkdocs.yml`.
    pub nav: Option<Value>,
    /// `paper`.
    pub paper: Option<Paper>,
    /// `brand`.
    pub brand: BrandConfig,
    /// `epub`.
    pub epub: EpubConfig,
    /// `markdown`: whether every page is also made as Markdown.
    pub markdown: bool,
    /// `search`: whether each locale has its sections in a file for programs that search.
    pub search: bool,
    /// `json`.
    pub json: JsonConfig,
    /// `layouts`, `ink`, `links`, `tabs`, `fit`, `packets`.
    pub print: PrintConfig,
    /// `meaning`; none when nothing is said of it.
    pub vocabulary: Option<Vocabulary>,
}

/// The file that a [`Config`] was read from.
#[derive(Debug, Clone)]
pub struct ConfigFile {
    /// Its path, relative to the site.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Which `mkdocs.yml` a site has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MkDocsFile {
    /// None, and none is looked for.
    Nothing,
    /// The one at a path, which may hold `{locale}`.
    At(String),
}

/// What `epub` says of the books for e-readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EpubConfig {
    /// `page_list`: whether books say where the pages of the printed one begin.
    pub page_list: bool,
    /// `max_megabytes`: the most million bytes that a book may have.
    pub max_megabytes: Option<u32>,
}

/// What `json` says of the data for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct JsonConfig {
    /// `assets`: whether the pictures and icons that pages show lie beside them.
    pub assets: bool,
    /// `whole`: whether each locale is also made as one file, and as one of lines.
    pub whole: bool,
}

/// What `brand` says; paths of pictures and of the folder of fonts as they are written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BrandConfig {
    /// `cover`: the picture that is the cover.
    pub cover: Option<Localized>,
    /// `logo`.
    pub logo: Option<String>,
    /// `primary`.
    pub primary: Option<Colour>,
    /// `accent`.
    pub accent: Option<Colour>,
    /// `footer`: a line for the foot of every page.
    pub footer: Option<Localized>,
    /// `watermark`.
    pub watermark: Option<Watermark>,
    /// `fonts`: a folder.
    pub fonts: Option<String>,
}

impl Config {
    /// Where a key stands; none where there is no file.
    pub(crate) fn place(&self, keys: &[&str]) -> Option<FilePlace> {
        self.file.as_ref().map(|file| FilePlace::at(file.path.as_str(), place::of_key(&file.text, keys)))
    }
}

#[cfg(test)]
mod tests;
