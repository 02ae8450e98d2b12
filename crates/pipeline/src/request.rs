//! What is asked for.

use crate::manifest::ShardFacts;
use crate::shard::{self, BuildUnit, Part, Shard};
use crate::store::Access;
use crate::timings::Timings;
use crate::{Error, Format};
use pamphlet_locale::Tag;
use pamphlet_locale::paper::{Layout, Paper, PaperLinks};
use pamphlet_locale::tabs::TabChoice;
use pamphlet_site::Site;
use pamphlet_source::limits::CACHE_BYTES;
use pamphlet_source::{Walls, did_you_mean};
use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;

/// What to build, from what, to where.
#[derive(Debug, Clone)]
pub struct Request {
    /// The folder of the site.
    pub site: PathBuf,
    /// A configuration that lies elsewhere.
    pub config: Option<PathBuf>,
    /// A configuration of the website, by its path from the site, which is read instead of the one that would be found.
    pub mkdocs: Option<String>,
    /// The folder of a captured site: what a program that built the website made of its pages.
    pub captured: Option<PathBuf>,
    /// A folder outside of which nothing is read that the site names; its repository, or else its folder, when none.
    pub boundary: Option<PathBuf>,
    /// The folder of the outputs.
    pub out: PathBuf,
    /// The folder of the cache; none for no cache.
    pub cache: Option<PathBuf>,
    /// How many bytes the cache may hold before what was made first goes.
    pub cache_bytes: u64,
    /// A store on another machine, behind the cache.
    pub store: Option<Access>,
    /// Locales to build; all when empty.
    pub locales: Vec<String>,
    /// Formats to make; all when empty.
    pub formats: Vec<Format>,
    /// Patterns of pages: then handouts, JSON and text of these pages alone are made.
    pub pages: Vec<String>,
    /// Which part of the build this machine does.
    pub shard: Option<Shard>,
    /// Paper, as `--paper` gives it; wins over the site's.
    pub paper: Option<Paper>,
    /// Layouts of PDFs; the site's when empty, and the standard one when it names none.
    pub layouts: Vec<Layout>,
    /// Whether black is the only colour of PDFs; as the site says when none.
    pub ink: Option<bool>,
    /// How links work on paper; as the site says when none.
    pub links: Option<PaperLinks>,
    /// Which tabs are shown; as the site says when none.
    pub tabs: Option<TabChoice>,
    /// How many pages a handout may have; as the site says when none.
    pub fit: Option<NonZeroU32>,
    /// Whether the whole of a locale is also made as one file of JSON, and as one of lines.
    pub whole_json: bool,
    /// The version, when `--release-version` gives one.
    pub version: Option<String>,
    /// How many threads; the number of cores when none.
    pub jobs: Option<usize>,
    /// Whether damage is mended.
    pub repair: bool,
    /// Whether a check looks through translations as a translator's editor does.
    pub translation: bool,
    /// What holds the faults of single pages, and who watches.
    pub walls: Walls,
    /// Who takes times; the walls tell it, too.
    pub timings: Option<Arc<Timings>>,
}

impl Request {
    /// A build of everything in `site`, to `out`, without a cache.
    #[must_use]
    pub fn new(site: impl Into<PathBuf>, out: impl Into<PathBuf>) -> Self {
        Self {
            site: site.into(),
            config: None,
            mkdocs: None,
            captured: None,
            boundary: None,
            out: out.into(),
            cache: None,
            cache_bytes: CACHE_BYTES,
            store: None,
            locales: Vec::new(),
            formats: Vec::new(),
            pages: Vec::new(),
            shard: None,
            paper: None,
            layouts: Vec::new(),
            ink: None,
            links: None,
            tabs: None,
            fit: None,
            whole_json: false,
            version: None,
            jobs: None,
            repair: true,
            translation: false,
            walls: Walls::default(),
            timings: None,
        }
    }

    /// Whether everything is asked for, so that nothing of an earlier output stays.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.locales.is_empty() && self.formats.is_empty() && self.pages.is_empty() && self.shard.is_none()
    }

    /// What the manifest says of the part that is asked for.
    #[must_use]
    pub(crate) fn shard_facts(&self) -> Option<ShardFacts> {
        let Shard { index, count } = self.shard?;
        // In one order, so that two machines that ask for the same say the same.
        let sorted = |words: &[String]| words.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect();
        let formats = Format::ALL.iter().copied().filter(|format| self.formats.contains(format)).collect();
        Some(ShardFacts { index, count, locales: sorted(&self.locales), formats, pages: sorted(&self.pages) })
    }

    /// What of a site is to be made: pairs of locale and format in the order of the site's locales.
    ///
    /// # Errors
    /// When a locale or a page is asked for that the site does not have.
    pub fn units(&self, site: &Site) -> Result<Vec<BuildUnit>, Error> {
        let all = site.locales();
        let mut wanted: BTreeSet<Tag> = BTreeSet::new();
        for text in &self.locales {
            let tag = Tag::parse(text).filter(|tag| all.contains(tag)).ok_or_else(|| {
                let known: Vec<&str> = all.iter().map(Tag::as_str).collect();
                // Who names a language means it, however near another one is written.
                let is_language = Tag::parse(text).is_some_and(|tag| pamphlet_locale::languages().contains(&tag));
                let meant = did_you_mean(text, known.iter().copied().filter(|_| !is_language));
                Error::usage(
                    format!("the site has no locale “{text}”"),
                    format!("{meant}its locales are {}; a translation has to hold at least one page", known.join(", ")),
                )
            })?;
            wanted.insert(tag);
        }
        let formats: Vec<Format> = Format::ALL
            .iter()
            .copied()
            .filter(|format| self.formats.is_empty() || self.formats.contains(format))
            .collect();
        // The slowest format first.
        let mut units: Vec<BuildUnit> = Vec::new();
        for format in formats {
            // A book holds all pages.
            let parts = shard::parts(format).iter().filter(|part| self.pages.is_empty() || **part != Part::Books);
            for part in parts {
                for locale in all.iter().filter(|tag| wanted.is_empty() || wanted.contains(*tag)) {
                    units.push(BuildUnit { locale: locale.clone(), format, part: *part });
                }
            }
        }
        if let Some(shard) = self.shard {
            units = shard::units(&units, shard, |locale| site.pages(locale).len() as u64);
        }
        Ok(units)
    }
}
