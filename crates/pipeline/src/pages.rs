//! From texts to parsed pages.

use crate::absent_snippets::{self, AbsentSnippets};
use crate::findings::located;
use crate::texts::SourceTexts;
use crate::themed;
use pamphlet_document::reduced::{AS_WORDS, told};
use pamphlet_document::{Document, Level, PageId, PageMeta, Revision};
use pamphlet_edition::InputPage;
use pamphlet_locale::Tag;
use pamphlet_parser::{Appended, Dialect, Input, Parsed, Skeleton};
use pamphlet_site::{PageSource, Site, Tree};
use pamphlet_source::yaml::{Map, Value};
use pamphlet_source::{Diagnostic, Finding, SourceId, Span, Walls, Work};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
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
    /// What holds the faults of a page.
    pub walls: Walls,
}

impl Rules {
    /// The rules of a site.
    #[must_use]
    pub fn of(site: &Site, repair: bool, walls: Walls) -> Self {
        let dialect = site.mkdocs.as_ref().map_or_else(Dialect::default, |config| Dialect::of(config, &site.data));
        let dialect = Dialect { vocabulary: Arc::clone(&site.vocabulary), ..dialect };
        Self { dialect, repair, walls }
    }
}

/// Parses the pages of the source locale. Nothing for a site of translations alone.
#[must_use]
pub fn source(site: &Site, texts: &SourceTexts, rules: &Rules) -> (SourcePages, Vec<Finding>) {
    let (parsed, mut findings) = parse_all(site, &site.source, texts, rules, &SourcePages::default());
    let shaped: Vec<_> = parsed
        .into_par_iter()
        .map(|input| {
            let work = Work { stage: "shape", locale: Some(site.source.as_str()), name: Some(&input.id.0) };
            let mut found = None;
            let text = texts.sources.get(input.source).map_or("", |file| file.text.as_ref());
            let shape = || Skeleton::of_page(&input.document, text);
            let skeleton = rules.walls.behind(work, shape).unwrap_or_else(|fault| {
                let what = format!("the shape of `{}`", input.id);
                let said = fault.diagnostic(what, "damage of its translations is understood less well without it");
                let said = said.at(input.source, Span::new(0, 0));
                found = Some(Finding::locate(said, &texts.sources, Some(site.source.as_str()), Some(&input.id.0)));
                Skeleton::default()
            });
            ((input.id.0.clone(), SourcePage { input, skeleton }), found)
        })
        .collect();
    let (pages, found): (Vec<_>, Vec<_>) = shaped.into_iter().unzip();
    findings.extend(found.into_iter().flatten());
    (SourcePages { pages: pages.into_iter().collect() }, findings)
}

/// Every page of a locale: its own, parsed against the source, and the source pages that stand in for what it lacks.
#[must_use]
pub fn translation(
    site: &Site,
    locale: &Tag,
    texts: &SourceTexts,
    rules: &Rules,
    source: &SourcePages,
) -> (Vec<InputPage>, Vec<Finding>) {
    let (mut pages, findings) = parse_all(site, locale, texts, rules, source);
    for PageSource { page, fallback, .. } in site.pages(locale) {
        if let Some(source) = source.pages.get(&page).filter(|_| fallback) {
            pages.push(InputPage { fallback: true, ..source.input.clone() });
        }
    }
    (pages, findings)
}

fn parse_all(
    site: &Site,
    locale: &Tag,
    texts: &SourceTexts,
    rules: &Rules,
    source: &SourcePages,
) -> (Vec<InputPage>, Vec<Finding>) {
    let Some(tree) = site.tree(locale) else { return (Vec::new(), Vec::new()) };
    let files = appended_files(tree, texts);
    let source_files = site.source_tree().filter(|_| *locale != site.source).map(|tree| &tree.pages);
    let (appended, found) = appended(locale, &files, rules);
    // Damage of a file that stands on every page is said once, of no page.
    let found = found.into_iter().map(|found| (found, None));
    let mut findings = Finding::locate_all(found, &texts.sources, locale.as_str());
    let results: Vec<(Option<InputPage>, Vec<Finding>, AbsentSnippets)> = tree
        .pages
        .par_iter()
        .map(|(page, path)| {
            let Some(id) = texts.id(path) else { return (None, Vec::new(), (page.clone(), Vec::new())) };
            let text = texts.text(path).unwrap_or_default();
            let input = Input {
                source: id,
                text,
                dialect: &rules.dialect,
                snippets: texts,
                appended: &appended,
                // A page that languages share is no translation of itself.
                reference: (source.pages.get(page))
                    .filter(|_| source_files.is_none_or(|files| files.get(page) != Some(path)))
                    .map(|page| &page.skeleton),
                repair: rules.repair,
            };
            // The parser is total; this holds the promise that one page never stops the others even where it errs.
            let work = Work { stage: "read", locale: Some(locale.as_str()), name: Some(page) };
            let parsed = rules.walls.behind(work, || pamphlet_parser::parse(&input)).unwrap_or_else(|fault| Parsed {
                document: Document::of_lines(id, text),
                diagnostics: vec![told(&format!("`{page}`"), AS_WORDS, Level::Words, &fault, id)],
            });
            let Parsed { mut document, mut diagnostics } = parsed;
            diagnostics.extend(themed::unsaid(&document, id));
            if let Some(post) = site.posts.get(page) {
                themed::sign(&mut document, id, post, locale);
            }
            apply_defaults(&mut document.meta, &site.defaults(locale, page));
            let (diagnostics, absent) = absent_snippets::parted(diagnostics, &rules.dialect, (id, text));
            let findings = located(diagnostics, &texts.sources, locale, Some(page), &rules.walls);
            let digest = digest(text, &document, texts, &files);
            let revision = revision(id, &document, texts, &files);
            let input = InputPage {
                id: PageId(page.clone()),
                web_path: tree.web_path(page).map(str::to_owned),
                document: Arc::new(document),
                source: id,
                fallback: false,
                digest,
                revision,
            };
            (Some(input), findings, (page.clone(), absent))
        })
        .collect();
    let mut pages = Vec::with_capacity(results.len());
    let mut absent = Vec::new();
    for (page, found, without) in results {
        pages.extend(page);
        findings.extend(found);
        absent.push(without);
    }
    findings.extend(absent_snippets::told(absent, locale, &rules.walls, &texts.sources));
    (pages, findings)
}

/// What a tree appends to every page of it.
fn appended_files<'t>(tree: &Tree, texts: &'t SourceTexts) -> Vec<(SourceId, &'t str)> {
    tree.appended.iter().filter_map(|path| Some((texts.id(path)?, texts.text(path)?))).collect()
}

/// The same, read, and what there is to say about it.
fn appended<'t>(locale: &Tag, files: &[(SourceId, &'t str)], rules: &Rules) -> (Appended<'t>, Vec<Diagnostic>) {
    let work = Work { stage: "read", locale: Some(locale.as_str()), name: None };
    rules.walls.behind(work, || Appended::read(files, &rules.dialect, rules.repair)).unwrap_or_else(|fault| {
        let said = fault.diagnostic("what is appended to every page", "the pages are made without it");
        (Appended::default(), vec![said])
    })
}

/// What there is to say about what a locale appends to every page.
pub(crate) fn of_appended(site: &Site, locale: &Tag, texts: &SourceTexts, rules: &Rules) -> Vec<Diagnostic> {
    site.tree(locale).map(|tree| appended(locale, &appended_files(tree, texts), rules).1).unwrap_or_default()
}

/// A page as it was read, which can be read once more with another text.
pub(crate) struct Read<'r> {
    /// Its file, relative to the site.
    pub(crate) path: &'r str,
    /// What it was read from.
    input: Input<'r>,
    /// What it is.
    pub(crate) parsed: Parsed,
}

impl Read<'_> {
    /// The text of its file.
    pub(crate) fn text(&self) -> &str {
        self.input.text
    }

    /// The number of its file.
    pub(crate) fn source(&self) -> SourceId {
        self.input.source
    }

    /// What it would be with another text.
    pub(crate) fn parse(&self, text: &str) -> Parsed {
        pamphlet_parser::parse(&Input { text, ..self.input })
    }
}

/// Reads the pages that a locale has itself and does something with each; those with a fault are left out.
pub(crate) fn each_page<T: Send>(
    site: &Site,
    locale: &Tag,
    texts: &SourceTexts,
    rules: &Rules,
    source: &SourcePages,
    see: impl Fn(&Read<'_>) -> T + Sync,
) -> Vec<T> {
    let Some(tree) = site.tree(locale) else { return Vec::new() };
    let files = appended_files(tree, texts);
    let (appended, _) = appended(locale, &files, rules);
    let seen = tree.pages.par_iter().filter_map(|(page, path)| {
        let input = Input {
            source: texts.id(path)?,
            text: texts.text(path).unwrap_or_default(),
            dialect: &rules.dialect,
            snippets: texts,
            appended: &appended,
            reference: source.pages.get(page).map(|page| &page.skeleton),
            repair: rules.repair,
        };
        let work = Work { stage: "read", locale: Some(locale.as_str()), name: Some(page) };
        let read = || see(&Read { path, input, parsed: pamphlet_parser::parse(&input) });
        rules.walls.behind(work, read).ok()
    });
    seen.collect()
}

/// A page of the source locale as it would be with another text; what sites append to it is left out.
pub(crate) fn of_text(rules: &Rules, texts: &SourceTexts, source: SourceId, text: &str) -> Option<Document> {
    let appended = Appended::default();
    let input = Input {
        source,
        text,
        dialect: &rules.dialect,
        snippets: texts,
        appended: &appended,
        reference: None,
        repair: rules.repair,
    };
    let work = Work { stage: "read", locale: None, name: None };
    rules.walls.behind(work, || pamphlet_parser::parse(&input).document).ok()
}

/// The last commit to anything that a page was made from.
fn revision(id: SourceId, document: &Document, texts: &SourceTexts, appended: &[(SourceId, &str)]) -> Revision {
    use pamphlet_parser::Snippets;
    let snippets = document.snippets.iter().filter_map(|path| texts.find(path));
    let sources = [id].into_iter().chain(snippets.map(|(id, _)| id)).chain(appended.iter().map(|(id, _)| *id));
    Revision::newest(sources.filter_map(|id| texts.revision(id)))
}

/// SHA-256 of everything that a page was made from: its text, its snippets, what is appended to it.
fn digest(text: &str, document: &Document, texts: &SourceTexts, appended: &[(SourceId, &str)]) -> String {
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
    pamphlet_source::hexadecimal(&hash.finalize())
}

/// Gives front matter the defaults that the `.meta.yml` files above a page name. Lists are joined, as Material does;
/// of everything else the page's own word counts.
fn apply_defaults(meta: &mut PageMeta, defaults: &Map) {
    let texts = |value: &Value| -> Vec<String> {
        match value {
            Value::List(items) => items.iter().filter_map(Value::to_text).collect(),
            other => other.to_text().into_iter().collect(),
        }
    };
    for (key, value) in &defaults.0 {
        let text = value.to_text();
        match key.as_str() {
            "title" => meta.title = meta.title.take().or(text),
            "meta_title" => meta.meta_title = meta.meta_title.take().or(text),
            "description" => meta.description = meta.description.take().or(text),
            "cover" => meta.cover = meta.cover.take().or(text),
            "icon" => meta.icon = meta.icon.take().or(text),
            "template" => meta.template = meta.template.take().or(text),
            "hide" | "tags" => {
                let own = if key == "hide" { &mut meta.hide } else { &mut meta.tags };
                for text in texts(value) {
                    if !own.contains(&text) {
                        own.push(text);
                    }
                }
            }
            _ => {
                if meta.rest.get(key).is_none() {
                    meta.rest.0.push((key.clone(), value.clone()));
                }
            }
        }
    }
}
