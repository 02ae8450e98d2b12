//! Text of one page in, a typed [`Document`] and diagnostics out. Total: no text makes it fail, panic or loop; no I/O.
//!
//! # The stages
//!
//! ```text
//! front_matter::read      metadata, and where the text begins
//! notebook::lines         of a notebook: its cells as text
//! repair::lines           HOOK 1: lines as written, before anything is recognised
//! include::expand         files that plugins put in; tables::expand: tables of files; macros::expand: variables,
//!                         conditions and loops of `macros`
//! snippet::expand         `--8<--` replaced by the lines of its file (HOOK 1 sees those too)
//! markup::replace         what is left of the markup of plugins: names and words, never signs
//! written::clean          comments go, and what stands in the way of marks
//! page::collect           page-wide: link references, labels of notes, abbreviations, which tag closes which
//! nesting::settle         a translation is read once more where its lists differ from those of the source page
//! region                  lines to blocks, the one recursive function: container/, html/, list, quote, code
//!   repair::callout       HOOK 2: a callout whose type nobody knows, with its blocks
//!   lower, inline/        pulldown-cmark's events to typed nodes, then what it leaves in text
//! meaning::apply          HOOK 3: cards, threats, roles of headings: over blocks, spans still of the buffer
//! anchor, number, place   anchors of headings, numbers of notes, spans relative to their block
//! ```
//!
//! # Text and spans
//!
//! [`text::Texts`] is one buffer that holds the page, its snippets and rewritten lines; until `place` every span
//! points into it. Text is never changed: a repair gives a [`text::Line`] back that it wrote with
//! `Texts::rewrite(line, &[Edit])` (edits at bytes of the line; what stays keeps its true place), split
//! (`Line { start, end }` of the same bytes), left out.
//!
//! # Hooks for repairs
//!
//! 1. `repair::lines(&Context, &mut Texts, Vec<Line>, &mut Report) -> Vec<Line>`: the whole page (or snippet) at once,
//!    before containers, lists, tags or definitions are recognised; the place for markers, tabs, definition lists,
//!    abbreviations, footnotes, snippets, fences, attribute lists, link brackets, HTML tails. It must skip code itself
//!    ([`scan::code_mask`] says which lines are fenced code).
//!    `repair::abbreviations`, of the same shape, is for the lines of the file that a site appends to every page.
//! 2. `repair::callout(&Context, &[Block]) -> Option<CalloutKind>`: what an unknown type of callout was.
//! 3. `meaning::apply(&mut Vec<Block>, Option<&Skeleton>, &Vocabulary)`: top-level blocks and, by recursion, what they hold.
//!
//! Hooks report through [`report::Report`], in spans of the buffer.

pub mod appended;
pub mod dialect;
pub mod front_matter;
pub mod include;
pub mod plugins;
pub mod skeleton;

pub(crate) mod abbreviation;
pub(crate) mod anchor;
pub(crate) mod attr;
pub(crate) mod captions;
pub(crate) mod container;
mod context;
pub(crate) mod html;
pub(crate) mod inline;
pub(crate) mod list;
pub(crate) mod lower;
pub(crate) mod macros;
pub(crate) mod mapped;
pub(crate) mod marker_set;
pub(crate) mod markup;
pub(crate) mod meaning;
pub(crate) mod nesting;
pub(crate) mod notebook;
pub(crate) mod page;
pub(crate) mod place;
pub(crate) mod plain;
pub(crate) mod quoted;
pub(crate) mod region;
pub(crate) mod repair;
pub(crate) mod report;
pub(crate) mod scan;
pub(crate) mod snippet;
pub(crate) mod spans;
pub(crate) mod tables;
pub(crate) mod text;
pub(crate) mod verbatim;
pub(crate) mod words;
pub(crate) mod written;

pub use appended::Appended;
pub use dialect::Dialect;
pub use macros::places::{NavPlace, PagePlace};
pub use macros::title;
pub use plugins::Plugins;
pub use skeleton::Skeleton;

use crate::abbreviation::Abbreviations;
use crate::appended::{AppendedFile, Parted};
use crate::context::Context;
use crate::nesting::Nested;
use crate::page::PageParser;
use crate::report::Report;
use crate::text::Texts;
use pamphlet_document::Document;
use pamphlet_source::{Diagnostic, SourceId};
use std::sync::Arc;

/// What a page is parsed from.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The number of the page's text, which spans point into.
    pub source: SourceId,
    /// The text of the page.
    pub text: &'a str,
    /// Which extensions are on.
    pub dialect: &'a Dialect,
    /// Finds snippets by their path as written.
    pub snippets: &'a dyn Snippets,
    /// What the site appends to every page: definitions of abbreviations, link references, or any Markdown.
    pub appended: &'a Appended<'a>,
    /// The shape of the source page, when this is a translation of it.
    pub reference: Option<&'a Skeleton>,
    /// Whether damage is mended. Off, the page is shown as it was written (`check --no-repair`).
    pub repair: bool,
}

/// Where snippets come from. The pipeline reads them beforehand; the parser never touches the disk.
pub trait Snippets {
    /// The number and text of a snippet, by its path as written.
    fn find(&self, path: &str) -> Option<(SourceId, &str)>;

    /// The same, for a snippet that the page `page` names: the site may have them looked for beside it.
    fn find_for(&self, page: SourceId, path: &str) -> Option<(SourceId, &str)> {
        let _ = page;
        self.find(path)
    }

    /// Where a page stands on the website; none where nobody asks for it.
    fn place(&self, page: SourceId) -> Option<PagePlace> {
        let _ = page;
        None
    }

    /// The navigation of the website; nothing where nobody asks for it.
    fn navigation(&self) -> Arc<[NavPlace]> {
        Arc::default()
    }

    /// The files that an inclusion in the file `from` names, by its path as written: more than one for a pattern with
    /// `*`. None are there unless somebody has read them.
    fn included(&self, from: SourceId, path: &str) -> Vec<(SourceId, &str)> {
        let _ = (from, path);
        Vec::new()
    }

    /// Where the page of a file is read on the web, if that is known.
    fn website(&self, page: SourceId) -> Option<String> {
        let _ = page;
        None
    }

    /// The path of a file, relative to the site.
    fn path(&self, source: SourceId) -> Option<&str> {
        let _ = source;
        None
    }
}

/// No snippets.
impl Snippets for () {
    fn find(&self, _path: &str) -> Option<(SourceId, &str)> {
        None
    }
}

/// A page, and what there is to say about it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parsed {
    /// The page.
    pub document: Document,
    /// In the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses a page.
#[must_use]
pub fn parse(input: &Input<'_>) -> Parsed {
    let Input { source, text, dialect, snippets, appended, reference, repair } = *input;
    let is_notebook = snippets.path(source).is_some_and(|path| path.strip_suffix(".ipynb").is_some());
    let mut front = if is_notebook {
        front_matter::FrontMatter::default()
    } else {
        front_matter::read(source, text, repair, reference)
    };
    let mut texts = Texts::new(source, text);
    let mut report = Report::default();
    let context = Context {
        repair,
        reference,
        vocabulary: &dialect.vocabulary,
        dedent_sections: dialect.snippet_dedent,
        callouts: dialect.admonitions || dialect.details,
    };
    let mut lines = if is_notebook {
        notebook::lines(&mut texts, text, &dialect.plugins.notebooks, &mut report)
    } else {
        text::lines(texts.as_str(), front.body)
    };
    lines = if is_notebook {
        repair::lines(&context, &mut texts, lines, &mut report)
    } else {
        repair::file(&context, &mut texts, (0, text.len()), lines, &mut report)
    };
    let mut included = Vec::new();
    let plugins = &dialect.plugins;
    lines = include::expand(&mut texts, lines, plugins, snippets, &context, &mut report, &mut included);
    lines = tables::expand(&mut texts, lines, plugins, snippets, &mut report, &mut included);
    if let Some(macros) = &plugins.macros {
        let meta = &front.meta;
        lines = macros::expand(&mut texts, lines, macros, meta, snippets, &context, &mut report, &mut included);
        let title = meta.title.as_deref().and_then(|title| macros::short(title, macros, meta, &context));
        front.meta.title = title.or(front.meta.title);
    }
    if dialect.snippets {
        lines = snippet::expand(&mut texts, lines, snippets, &context, &mut report, &mut included);
    }
    let is_part;
    (lines, is_part) = markup::replace(&mut texts, &lines, plugins, snippets, &mut report);
    let mut definitions = Vec::new();
    for &AppendedFile { source, text, is_defined } in &appended.files {
        let mut added = texts.add(source, text, None);
        let whole = (texts.as_str().len() - text.len(), text.len());
        if dialect.snippets {
            added = snippet::expand_within(source, &mut texts, added, snippets, &context, &mut report, &mut included);
        }
        let Parted { glossary, page } = Parted::of(&texts, added);
        lines.extend(page);
        if dialect.abbreviations && !is_defined {
            definitions.extend(repair::abbreviations(&context, &mut texts, whole, glossary, &mut report));
        }
    }
    lines = written::clean(&mut texts, lines, dialect);
    lines = texts.in_order(lines);
    let read = |nested: Nested| {
        let mut page = PageParser::new(texts.as_str(), dialect, context, lines.len());
        (page.nested, page.report) = (nested, report.clone());
        page.glossary = Abbreviations::on(Some(&appended.glossary));
        page.define(&definitions);
        page.collect(&lines);
        let mut blocks = page.region(lines.clone());
        page.number_captions(&mut blocks);
        captions::add(&mut blocks, &plugins.captions);
        meaning::apply(&mut blocks, reference, &dialect.vocabulary);
        repair::heading::mend(&context, page.source, &mut blocks, &mut page.report);
        (page, blocks)
    };
    let (page, mut blocks) = nesting::settle(reference, is_notebook, read);
    let PageParser { mut report, notes, glossary, .. } = page;
    let shown = blocks.iter().chain(notes.iter().flat_map(|note| &note.blocks));
    words::check(texts.as_str(), &lines, shown.clone(), dialect, &mut report);
    if texts.as_str().contains("annotate") {
        container::annotation::answered(shown, &mut report);
    }
    anchor::anchor(&mut blocks, dialect);
    let notes = place::number(&mut blocks, notes, &mut report);
    let document = Document {
        meta: front.meta,
        blocks: place::blocks(blocks, &texts),
        notes: place::notes(notes, &texts),
        abbreviations: glossary.into_entries(),
        snippets: included,
        is_part,
    };
    let mut diagnostics = front.diagnostics;
    diagnostics.extend(report.finish(&texts));
    if is_notebook {
        // Its cells are written in JSON.
        for diagnostic in &mut diagnostics {
            diagnostic.edits.clear();
        }
    }
    Parsed { document, diagnostics }
}
