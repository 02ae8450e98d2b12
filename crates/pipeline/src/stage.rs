//! The stages before export, as functions of values: read a site, parse its source pages, compose a locale.

use crate::boundary::SiteFiles;
use crate::commit::OutputTree;
use crate::diagrams::{Drawings, asset};
use crate::edition::BuildStamp;
use crate::fonts::{self, Fonts};
use crate::history::History;
use crate::open::open;
use crate::pages::{Rules, SourcePages};
use crate::pictures::Pool;
use crate::request::Request;
use crate::system::System;
use crate::texts::SourceTexts;
use crate::{Error, date, edition, glossary, packets, pages, publication, texts};
use pamphlet_document::{AssetRef, BlockKind, CodeBlock, Diagram, Edition, PageId, walk};
use pamphlet_edition::{Composed, InputPage, SourceIndex};
use pamphlet_locale::{Catalog, Tag};
use pamphlet_media::{Media, icon};
use pamphlet_reading::{Reading, Surroundings, Tokenizer};
use pamphlet_site::Site;
use pamphlet_source::limits::{STACK_BYTES, THREADS_PER_CORE};
use pamphlet_source::{Diagnostic, Fault, Finding, Work};
use std::collections::BTreeSet;

/// A site that has been read: what every locale is built against.
pub struct Base<'s> {
    /// Its files.
    pub files: SiteFiles<'s>,
    /// The site.
    pub site: Site,
    /// The texts of the source locale.
    pub texts: SourceTexts,
    /// How pages are parsed.
    pub rules: Rules,
    /// The date and version that all files print.
    pub stamp: BuildStamp,
    /// What is known of its history.
    pub history: History,
    /// The commit it stands at, and what differs from it.
    pub tree: OutputTree,
    /// Pictures, decoded once.
    pub pool: Pool,
    /// The faces that words are set in.
    pub fonts: Fonts,
    /// Tells the parts of code apart, once for each distinct piece.
    pub tokenizer: Tokenizer,
    /// Diagrams, drawn once.
    pub drawings: Drawings,
    /// What there is to say about the configuration.
    pub findings: Vec<Finding>,
    /// What there is to say about the files of the source locale.
    text_findings: Vec<Finding>,
}

/// The parsed pages of the source locale, which every locale is composed against.
pub struct ParsedSources {
    /// The pages.
    pub source: SourcePages,
    /// The same, indexed.
    pub index: SourceIndex,
    /// Whether the texts of translations are to be laid beside those of their source.
    pub align: bool,
    /// Whether pages say what they answer on their source pages: unless somebody says otherwise.
    pub answers: bool,
    /// Whether translations are to be looked through as a translator's editor does.
    pub check: bool,
    /// What there is to say about them.
    findings: Vec<Finding>,
}

impl ParsedSources {
    /// The languages that code of the source pages is said to be in, in lower case.
    fn languages(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for page in self.source.pages.values() {
            let document = &page.input.document;
            let notes = document.notes.iter().flat_map(|note| &note.blocks);
            walk::each_block(document.blocks.iter().map(|placed| placed.block.as_ref()).chain(notes), &mut |block| {
                if let BlockKind::Code(CodeBlock { language: Some(language), .. }) = &block.kind {
                    found.insert(language.to_ascii_lowercase());
                }
            });
        }
        found
    }
}

/// A composed edition, and what there is to say about it.
pub struct Ready {
    /// The edition, with coverage and drift.
    pub composed: Composed,
    /// Findings of reading, parsing and composing.
    pub findings: Vec<Finding>,
}

/// Reads a site: its configuration, and the texts of its source locale. Files made of it print no commit, and no date
/// but the site's.
///
/// # Errors
/// When the site or its configuration cannot be used.
pub fn base<'s>(system: &'s dyn System, request: &Request) -> Result<Base<'s>, Error> {
    let files = SiteFiles::of(system, request)?;
    let opened = open(system, &files, request)?;
    Ok(read_base(system, request, files, opened, History::default()))
}

/// As [`base`], with the history of the site.
///
/// # Errors
/// When the site or its configuration cannot be used.
pub(crate) fn dated_base<'s>(system: &'s dyn System, request: &Request) -> Result<Base<'s>, Error> {
    let files = SiteFiles::of(system, request)?;
    let opened = open(system, &files, request)?;
    let history = History::of(system, &request.site, &opened.site, None);
    Ok(read_base(system, request, files, opened, history))
}

pub(crate) fn read_base<'s>(
    system: &'s dyn System,
    request: &Request,
    files: SiteFiles<'s>,
    opened: pamphlet_site::Loaded,
    history: History,
) -> Base<'s> {
    let pamphlet_site::Loaded { site, mut findings } = opened;
    findings.extend(packets::unmatched(&site));
    findings.extend(publication::unnamed(&site));
    let ((mut texts, text_findings), tree) = rayon::join(
        || texts::read(&files, &site, site.source_tree(), &SourceTexts::default()),
        || OutputTree::of(system, &request.site, &[&request.out]),
    );
    let rules = Rules::of(&site, request.repair, request.walls.clone());
    let stamp = BuildStamp {
        date: date::date(system, site.identity.date.as_deref()),
        version: date::version(system, &request.site, request.version.as_deref(), &tree),
        epoch: date::epoch(system),
    };
    let (fonts, found) = fonts::read(&files, &site, &rules.walls);
    findings.extend(found);
    history.date(&mut texts, &files);
    findings.extend(history.findings(&site, stamp.date.is_some()));
    Base {
        files,
        site,
        texts,
        rules,
        stamp,
        history,
        tree,
        pool: Pool::default(),
        fonts,
        tokenizer: Tokenizer::default(),
        drawings: Drawings::default(),
        findings,
        text_findings,
    }
}

/// Parses the source pages.
///
/// # Errors
/// When a page has a fault even with nothing in it.
pub fn parse(base: &Base<'_>) -> Result<ParsedSources, Error> {
    let (mut source, mut findings) = pages::source(&base.site, &base.texts, &base.rules);
    let (index, found) = edition::index(&base.site, &mut source, &base.texts.sources, &base.rules.walls)
        .map_err(|fault| Error::usage(format!("the source pages could not be indexed: {fault}"), "please report it"))?;
    findings.extend(found);
    Ok(ParsedSources { source, index, align: false, answers: true, check: false, findings })
}

/// Reads the texts of a locale. Those of the source are read already.
#[must_use]
pub fn read_locale(base: &Base<'_>, locale: &Tag) -> (SourceTexts, Vec<Finding>) {
    if *locale == base.site.source {
        return (base.texts.clone(), base.text_findings.clone());
    }
    let (mut texts, findings) = texts::read(&base.files, &base.site, base.site.tree(locale), &base.texts);
    base.history.date(&mut texts, &base.files);
    (texts, findings)
}

/// Does the work of a whole locale behind a wall.
///
/// # Errors
/// When it has a fault: a finding that says what is missing then.
pub fn behind_wall<T>(
    base: &Base<'_>,
    locale: &Tag,
    run: impl FnOnce() -> Result<T, Fault>,
) -> Result<T, Box<Finding>> {
    let work = Work { stage: "locale", locale: Some(locale.as_str()), name: None };
    base.rules.walls.behind(work, run).and_then(|done| done).map_err(|fault| {
        let said = fault.diagnostic(format!("the edition of {locale}"), "the other locales are made");
        Box::new(Finding::locate(said, &base.texts.sources, Some(locale.as_str()), None))
    })
}

/// Parses and composes one locale.
///
/// # Errors
/// When a page has a fault even with nothing in it.
pub fn ready(
    base: &Base<'_>,
    parsed: &ParsedSources,
    locale: &Tag,
    (texts, mut findings): (SourceTexts, Vec<Finding>),
) -> Result<Ready, Fault> {
    let site = &base.site;
    let inputs: Vec<InputPage> = if *locale == site.source {
        findings.extend(parsed.findings.iter().cloned());
        parsed.source.pages.values().map(|page| page.input.clone()).collect()
    } else {
        let (inputs, found) = pages::translation(site, locale, &texts, &base.rules, &parsed.source);
        findings.extend(found);
        inputs
    };
    let names = (parsed.check && *locale != site.source).then(|| {
        let (names, found) = glossary::read(&base.files, &site.source, locale);
        findings.extend(found);
        names
    });
    let checks = edition::TranslationChecks { align: parsed.align, answers: parsed.answers, names: names.as_ref() };
    let (composed, found) =
        edition::compose(site, locale, &inputs, &parsed.index, &texts, &base.stamp, checks, &base.rules)?;
    findings.extend(found);
    findings.extend(crate::icons::check(&composed.edition));
    let mut known = if *locale == site.source { BTreeSet::new() } else { parsed.languages() };
    findings.extend(crate::code::check(&composed.edition, &mut known));
    Ok(Ready { composed, findings })
}

/// Reads an edition: decides what readers see of it; code is told apart on pages that are wanted. Diagrams that `media` has no drawing of are shown as their source.
///
/// # Errors
/// When the title alone of a page cannot be read.
pub fn read_edition(
    base: &Base<'_>,
    edition: &Edition,
    catalog: &Catalog,
    media: &Media,
    is_wanted: &dyn Fn(&PageId) -> bool,
) -> Result<(Reading, Vec<Finding>), Fault> {
    let drawing = |diagram: &Diagram, language: &Tag| {
        let by_hand = diagram.picture.as_ref().and_then(|picture| match picture {
            AssetRef::Local { asset } => Some(asset.clone()),
            AssetRef::Written { .. } | AssetRef::Remote { .. } | AssetRef::Missing { .. } => None,
        });
        [Some(asset(diagram, language)), by_hand].into_iter().flatten().find(|name| media.picture(&name.0).is_some())
    };
    let is_icon = |name: &str| icon::find(name).is_some();
    let tokenizer = &base.tokenizer;
    let surroundings = Surroundings { catalog, is_icon: &is_icon, tokenizer, drawing: &drawing, is_wanted };
    let (reading, told) = pamphlet_reading::read(edition, surroundings, &base.rules.walls)?;
    let locale = edition.locale().as_str();
    let locate = |(page, diagnostic): (PageId, Diagnostic)| {
        Finding::locate(diagnostic, &edition.parts().sources, Some(locale), Some(&page.0))
    };
    Ok((reading, told.into_iter().map(locate).collect()))
}

/// The most threads that a run has.
#[must_use]
pub fn most_jobs(system: &dyn System) -> usize {
    system.cores().max(1) * THREADS_PER_CORE
}

/// Runs in a pool of `jobs` threads, but of no more than [`most_jobs`]; of as many as there are cores when none are named.
///
/// # Errors
/// What `run` returns, or that no threads could be started.
pub fn in_pool<T: Send>(
    system: &dyn System,
    jobs: Option<usize>,
    run: impl FnOnce() -> Result<T, Error> + Send,
) -> Result<T, Error> {
    // Nesting in pages is bounded, but it is deeper than the two mebibytes that threads get by default.
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.unwrap_or_else(|| system.cores()).clamp(1, most_jobs(system)))
        .stack_size(STACK_BYTES)
        .build()
        .map_err(|error| {
            Error::usage(format!("no threads could be started: {error}"), "use a smaller number with --jobs")
        })?;
    pool.install(run)
}
