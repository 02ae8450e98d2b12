//! From texts to parsed pages.

use crate::texts::Texts;
use pamphlet_document::{Document, PageId};
use pamphlet_edition::InputPage;
use pamphlet_locale::Tag;
use pamphlet_parser::{Appended, Dialect, Input, Parsed, Skeleton};
use pamphlet_site::{PageFile, Site};
use pamphlet_source::{Code, Diagnostic, Finding, SourceId, SourceMap, Span};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// The parsed pages of the source locale, which every locale is read against.
#[derive(Debug, Default)]
pub struct SourcePages {
    /// By name.
    pub pages: BTreeMap<String, SourcePage>,
}

/// A page of the source locale.
#[derive(Debug)]
pub struct SourcePage {
    /// As edition wants it.
    pub input: InputPage,
    /// Its shape.
    pub skeleton: Skeleton,
}

/// How pages are parsed.
#[derive(Debug, Clone)]
pub struct Rules {
    /// The dialect.
    pub dialect: Dialect,
    /// Whether damage is mended.
    pub repair: bool,
}

impl Rules {
    /// The rules of a site.
    #[must_use]
    pub fn of(site: &Site, repair: bool) -> Self {
        let dialect = site.extensions.as_ref().map_or_else(Dialect::default, Dialect::from_extensions);
        Self { dialect, repair }
    }
}

/// Parses the pages of the source locale. Nothing for a site of translations alone.
#[must_use]
pub fn source(site: &Site, texts: &Texts, rules: &Rules) -> (SourcePages, Vec<Finding>) {
    let (parsed, findings) = parse_all(site, &site.source, texts, rules, &SourcePages::default());
    let pages = parsed
        .into_par_iter()
        .map(|input| {
            let skeleton = Skeleton::of(&input.document);
            (input.id.0.clone(), SourcePage { input, skeleton })
        })
        .collect();
    (SourcePages { pages }, findings)
}

/// Every page of a locale: its own, parsed against the source, and the source pages that stand in for what it lacks.
#[must_use]
pub fn translation(
    site: &Site,
    locale: &Tag,
    texts: &Texts,
    rules: &Rules,
    source: &SourcePages,
) -> (Vec<InputPage>, Vec<Finding>) {
    let (mut pages, findings) = parse_all(site, locale, texts, rules, source);
    for PageFile { page, fallback, .. } in site.pages(locale) {
        if let Some(source) = source.pages.get(&page).filter(|_| fallback) {
            pages.push(InputPage { fallback: true, ..source.input.clone() });
        }
    }
    (pages, findings)
}

fn parse_all(
    site: &Site,
    locale: &Tag,
    texts: &Texts,
    rules: &Rules,
    source: &SourcePages,
) -> (Vec<InputPage>, Vec<Finding>) {
    let Some(tree) = site.tree(locale) else { return (Vec::new(), Vec::new()) };
    let files: Vec<(SourceId, &str)> =
        tree.appended.iter().filter_map(|path| Some((texts.id(path)?, texts.text(path)?))).collect();
    let (appended, found) = Appended::read(&files, &rules.dialect, rules.repair);
    // Damage of a file that stands on every page is said once, of no page.
    let mut findings: Vec<Finding> =
        found.into_iter().map(|found| Finding::locate(found, &texts.sources, Some(locale.as_str()), None)).collect();
    let results: Vec<(Option<InputPage>, Vec<Finding>)> = tree
        .pages
        .par_iter()
        .map(|(page, path)| {
            let Some(id) = texts.id(path) else { return (None, Vec::new()) };
            let text = texts.text(path).unwrap_or_default();
            let input = Input {
                source: id,
                text,
                dialect: &rules.dialect,
                snippets: texts,
                appended: &appended,
                reference: source.pages.get(page).map(|page| &page.skeleton),
                repair: rules.repair,
            };
            // The parser is total; this holds the promise that one page never stops the others even where it errs.
            let parsed = catch_unwind(AssertUnwindSafe(|| pamphlet_parser::parse(&input))).unwrap_or_else(|_| Parsed {
                document: Document::default(),
                diagnostics: vec![
                    Diagnostic::new(Code::ExportFailed, "this page could not be read because of a fault in Pamphlet")
                        .at(id, Span::new(0, 0))
                        .help("please report it with the page; the other pages are built"),
                ],
            });
            let Parsed { mut document, diagnostics } = parsed;
            crate::edition::apply_defaults(&mut document.meta, &site.defaults(locale, page));
            let findings = located(diagnostics, &texts.sources, locale, page);
            let digest = digest(text, &document, texts, &files);
            let input = InputPage {
                id: PageId(page.clone()),
                document: Arc::new(document),
                source: id,
                fallback: false,
                digest,
            };
            (Some(input), findings)
        })
        .collect();
    let mut pages = Vec::with_capacity(results.len());
    for (page, found) in results {
        pages.extend(page);
        findings.extend(found);
    }
    (pages, findings)
}

/// Diagnostics with file, line and column.
#[must_use]
pub fn located(diagnostics: Vec<Diagnostic>, sources: &SourceMap, locale: &Tag, page: &str) -> Vec<Finding> {
    diagnostics
        .into_iter()
        .map(|diagnostic| Finding::locate(diagnostic, sources, Some(locale.as_str()), Some(page)))
        .collect()
}

/// SHA-256 of everything that a page was made from: its text, its snippets, what is appended to it.
fn digest(text: &str, document: &Document, texts: &Texts, appended: &[(SourceId, &str)]) -> String {
    use pamphlet_parser::Snippets;
    let mut hash = Sha256::new();
    hash.update(text);
    for path in &document.snippets {
        if let Some((_, text)) = texts.find(path) {
            hash.update([0]);
            hash.update(text);
        }
    }
    for (_, text) in appended {
        hash.update([0]);
        hash.update(text);
    }
    crate::manifest::hexadecimal(&hash.finalize())
}
