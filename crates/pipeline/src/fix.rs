//! Repairs, written back into the files of a site.
//!
//! The parser mends damage in memory, and says which edits of the file would have done the same. These are made here,
//! and the page is read again before anything is written: it must be the same page, with nothing left to mend. What
//! is not touched by an edit stays as it is, to the byte. A file that pages include is mended as well, where all of them
//! stay the same.

mod patch;

use crate::Error;
use crate::commit::OutputTree;
use crate::history::Repository;
use crate::pages::{Read, SourcePages, each_page, of_appended};
use crate::progress::Progress;
use crate::request::Request;
use crate::stage::{Base, ParsedSources, base, in_pool, parse, read_locale};
use crate::system::System;
use crate::texts::SourceTexts;
use pamphlet_document::Document;
use pamphlet_locale::Tag;
use pamphlet_parser::Parsed;
use pamphlet_source::limits::{EDITS_TRIED, PAGE_BYTES};
use pamphlet_source::{Diagnostic, SourceId, TextEdit};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What is to be written back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FixOptions {
    /// Also repairs that could be something else than what was meant.
    pub risky: bool,
    /// Also in files that git says are modified.
    pub dirty: bool,
    /// Nothing is written: the patch alone is made.
    pub dry: bool,
}

/// What was written back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fixed {
    /// The files, relative to the site, with the number of repairs in each.
    pub files: BTreeMap<String, usize>,
    /// Files that were left alone, and why.
    pub left: BTreeMap<String, String>,
    /// Whether one of them was left alone because the machine refused to write it.
    pub refused: bool,
    /// How many repairs wait for `--unsafe`.
    pub risky: usize,
    /// How many repairs of pages are made in memory alone: nobody knows how to write them.
    pub unwritten: usize,
    /// All of it as a patch.
    pub patch: String,
    /// What stands in the files now, or would.
    texts: BTreeMap<String, String>,
}

/// A page with edits.
struct Mended {
    path: String,
    text: String,
    repairs: usize,
}

/// What became of a page.
#[derive(Default)]
struct Outcome {
    mended: Option<Mended>,
    left: Option<(String, String)>,
    risky: usize,
    unwritten: usize,
    /// What it found in files that it includes.
    included: BTreeMap<String, Included>,
}

/// Repairs of a file that pages include.
#[derive(Default)]
struct Included {
    edits: Vec<TextEdit>,
    repairs: usize,
    risky: usize,
    /// How many are known in memory alone.
    unwritten: usize,
}

/// Writes repairs back.
///
/// # Errors
/// When the site cannot be used, or a locale is not known.
pub fn fix(
    system: &dyn System,
    request: &Request,
    options: FixOptions,
    progress: &dyn Progress,
) -> Result<Fixed, Error> {
    in_pool(system, request.jobs, || {
        let base = base(system, request)?;
        let wanted: BTreeSet<Tag> = request.units(&base.site)?.into_iter().map(|unit| unit.locale).collect();
        progress.begin(wanted.len());
        let parsed = parse(&base)?;
        let modified = Modified::of(system, request, &base);
        let mut fixed = Fixed::default();
        let mut included: BTreeMap<String, Included> = BTreeMap::new();
        for locale in wanted {
            let (texts, _) = read_locale(&base, &locale);
            let of_all = of_included(&of_appended(&base.site, &locale, &texts, &base.rules), None, &texts, options);
            let mend = |page: &Read<'_>| mend(page, &texts, options);
            let made = each_page(&base.site, &locale, &texts, &base.rules, source_of(&base, &parsed, &locale), mend);
            let mut own = of_all;
            for Outcome { mended, left, risky, unwritten, included } in made {
                fixed.risky += risky;
                fixed.unwritten += unwritten;
                fixed.left.extend(left);
                for (path, found) in included {
                    own.entry(path).or_insert(found);
                }
                if let Some(mended) = mended {
                    put(system, request, options, &modified, &texts, mended, &mut fixed);
                }
            }
            for (path, found) in own {
                included.entry(path).or_insert(found);
            }
            progress.step(locale.as_str());
        }
        // What a page says of a page that it includes, that says of itself.
        let pages: BTreeSet<&String> = base.site.trees.iter().flat_map(|tree| tree.pages.values()).collect();
        for (path, found) in included.into_iter().filter(|(path, _)| !pages.contains(path)) {
            fixed.risky += found.risky;
            match mend_included(&base, &parsed, &path, &found, options) {
                Ok(Some((texts, mended))) => put(system, request, options, &modified, &texts, mended, &mut fixed),
                Ok(None) => {}
                Err(why) => {
                    fixed.left.insert(path.clone(), why);
                }
            }
            if found.unwritten > 0 {
                let why = format!("{} of its repairs are made on the pages alone; mend them by hand", found.unwritten);
                fixed.left.entry(path).or_insert(why);
            }
        }
        Ok(fixed)
    })
}

/// What the pages of a locale are read against.
fn source_of<'p>(base: &Base<'_>, parsed: &'p ParsedSources, locale: &Tag) -> &'p SourcePages {
    static NONE: SourcePages = SourcePages { pages: BTreeMap::new() };
    if *locale == base.site.source { &NONE } else { &parsed.source }
}

/// Writes a file or leaves it alone, and says so.
fn put(
    system: &dyn System,
    request: &Request,
    options: FixOptions,
    modified: &Modified,
    texts: &SourceTexts,
    mended: Mended,
    fixed: &mut Fixed,
) {
    let old = texts.text(&mended.path).unwrap_or_default();
    let done = place(system, request, &mended.path).and_then(|own| {
        match fixed.texts.get(&own) {
            // Another link leads to the same file.
            Some(text) if *text == mended.text => return Ok(()),
            Some(_) => {
                return Err(NotWritten::because("it is a link to a file that another page mends in another way"));
            }
            None => {}
        }
        if !options.dirty && !options.dry && modified.is(&own) {
            return Err(NotWritten::because("git says that it is modified: commit it first, or add --allow-dirty"));
        }
        let patch = patch::unified(&own, old, &mended.text);
        if !options.dry {
            write(system, request, &own, old, &mended.text)?;
        }
        fixed.patch.push_str(&patch);
        fixed.files.insert(own.clone(), mended.repairs);
        fixed.texts.insert(own, mended.text);
        Ok(())
    });
    if let Err(NotWritten { why, refused }) = done {
        fixed.left.insert(mended.path, why);
        fixed.refused |= refused;
    }
}

/// Where a file of the site really lies, from the site: that of a link is what it leads to.
fn place(system: &dyn System, request: &Request, path: &str) -> Result<String, NotWritten> {
    let (real, home) = (
        system.real(&request.site.join(path)).map_err(|error| refused(&error))?,
        system.real(&request.site).map_err(|error| refused(&error))?,
    );
    let Ok(own) = real.strip_prefix(&home) else {
        return Err(NotWritten::because("it lies outside of the site"));
    };
    Ok(own.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"))
}

fn refused(error: &std::io::Error) -> NotWritten {
    NotWritten { why: format!("it could not be written: {error}"), refused: true }
}

/// Why a file was not written.
struct NotWritten {
    why: String,
    /// Whether the machine refused.
    refused: bool,
}

impl NotWritten {
    fn because(why: &str) -> Self {
        Self { why: why.to_owned(), refused: false }
    }
}

/// Writes a file, if it is still the one that was read.
fn write(system: &dyn System, request: &Request, path: &str, old: &str, new: &str) -> Result<(), NotWritten> {
    let place = request.site.join(path);
    let now = system.read(&place, PAGE_BYTES).map_err(|error| refused(&error))?;
    if now != old.as_bytes() {
        return Err(NotWritten::because(match String::from_utf8(now) {
            Ok(_) => "it was changed meanwhile: run again",
            Err(_) => "it is not UTF-8",
        }));
    }
    system.write(&place, new.as_bytes()).map_err(|error| refused(&error))
}

/// Which files git says are modified.
struct Modified {
    tree: OutputTree,
    repository: Option<Repository>,
}

impl Modified {
    fn of(system: &dyn System, request: &Request, base: &Base<'_>) -> Self {
        Self { tree: base.tree.clone(), repository: Repository::of(system, &request.site) }
    }

    fn is(&self, path: &str) -> bool {
        match (&self.tree, &self.repository) {
            (OutputTree::None, _) => false,
            (OutputTree::At { changed, .. }, Some(repository)) => changed.contains(&repository.path(path)),
            (OutputTree::Unknown, _) | (OutputTree::At { .. }, None) => true,
        }
    }
}

/// The edits of a page that may be made, each with the repairs that it belongs to.
fn allowed(diagnostics: &[Diagnostic], options: FixOptions) -> (Vec<(&Diagnostic, Vec<TextEdit>)>, usize) {
    let may = |diagnostic: &Diagnostic| options.risky || diagnostic.code.mends_safely();
    // Repairs that share an edit are made together.
    let refused: BTreeSet<&TextEdit> =
        diagnostics.iter().filter(|diagnostic| !may(diagnostic)).flat_map(|diagnostic| &diagnostic.edits).collect();
    let (mut out, mut risky) = (Vec::new(), 0);
    for diagnostic in diagnostics.iter().filter(|diagnostic| !diagnostic.edits.is_empty()) {
        if diagnostic.edits.iter().any(|edit| refused.contains(edit)) {
            risky += 1;
        } else {
            out.push((diagnostic, diagnostic.edits.clone()));
        }
    }
    (out, risky)
}

/// What was found in other files than that of the page, by file.
fn of_included(
    diagnostics: &[Diagnostic],
    own: Option<SourceId>,
    texts: &SourceTexts,
    options: FixOptions,
) -> BTreeMap<String, Included> {
    let mut files: BTreeMap<SourceId, Vec<Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.code.is_repair()) {
        if let Some(place) = diagnostic.place.filter(|place| Some(place.source) != own) {
            // A file may be included several times.
            let known = files.entry(place.source).or_default();
            if !known.contains(diagnostic) {
                known.push(diagnostic.clone());
            }
        }
    }
    let of = |(source, found): (SourceId, Vec<Diagnostic>)| {
        let path = texts.sources.get(source)?.path.clone();
        let (edits, risky) = allowed(&found, options);
        let unwritten = found.iter().filter(|diagnostic| diagnostic.edits.is_empty()).count();
        let repairs = edits.len();
        let edits = edits.into_iter().flat_map(|(_, edits)| edits).collect();
        Some((path, Included { edits, repairs, risky, unwritten }))
    };
    files.into_iter().filter_map(of).collect()
}

/// A file that pages include, mended: every page of every locale must stay what it is. Nothing when there is nothing to
/// mend; else why it is left alone. Also gives the texts that it was read with.
fn mend_included(
    base: &Base<'_>,
    parsed: &ParsedSources,
    path: &str,
    found: &Included,
    options: FixOptions,
) -> Result<Option<(SourceTexts, Mended)>, String> {
    if found.edits.is_empty() {
        return Ok(None);
    }
    let mut done = None;
    for locale in base.site.locales() {
        let (texts, _) = read_locale(base, &locale);
        let Some(old) = texts.text(path) else { continue };
        lines_allow(&found.edits, old)?;
        let new = TextEdit::apply(&found.edits, old);
        let Some((new, others)) = new.and_then(|new| Some((new.clone(), texts.with_text(path, &new)?))) else {
            return Err("its repairs would change pages when written back; mend them by hand".to_owned());
        };
        let source = source_of(base, parsed, &locale);
        let shapes = |texts: &SourceTexts| {
            let see = |page: &Read<'_>| {
                let left = of_included(&page.parsed.diagnostics, Some(page.source()), texts, options);
                (shape_of(&page.parsed.document), left.get(path).map_or(0, |left| left.edits.len()))
            };
            each_page(&base.site, &locale, texts, &base.rules, source, see)
        };
        let (before, after) = (shapes(&texts), shapes(&others));
        let is_same = before.len() == after.len()
            && before.iter().zip(&after).all(|((before, _), (after, left))| before == after && *left == 0);
        if !is_same {
            return Err("its repairs would change pages when written back; mend them by hand".to_owned());
        }
        done.get_or_insert((texts, Mended { path: path.to_owned(), text: new, repairs: found.repairs }));
    }
    Ok(done)
}

/// Whether edits may be made in a text by what ends its lines.
fn lines_allow(edits: &[TextEdit], text: &str) -> Result<(), String> {
    let brings_lines = edits.iter().any(|edit| edit.put.contains('\n'));
    let (all, windows) = (text.matches('\n').count(), text.matches("\r\n").count());
    if brings_lines && windows > 0 && windows < all {
        return Err("its lines end in two ways (LF and CRLF): make them one first".to_owned());
    }
    Ok(())
}

fn mend(page: &Read<'_>, texts: &SourceTexts, options: FixOptions) -> Outcome {
    let included = of_included(&page.parsed.diagnostics, Some(page.source()), texts, options);
    let is_own = |diagnostic: &&Diagnostic| diagnostic.place.is_none_or(|place| place.source == page.source());
    let own: Vec<Diagnostic> = page.parsed.diagnostics.iter().filter(is_own).cloned().collect();
    let (edits, risky) = allowed(&own, options);
    // One without edits of its own may be mended by those of its neighbours.
    let unwritten = |found: &[Diagnostic]| {
        let any = found.iter().any(|diagnostic| !diagnostic.edits.is_empty());
        let repairs = found.iter().filter(|diagnostic| diagnostic.code.is_repair()).count();
        if any { 0 } else { repairs }
    };
    let mut outcome = Outcome { risky, included, unwritten: unwritten(&own), ..Outcome::default() };
    if edits.is_empty() {
        return outcome;
    }
    let text = page.text();
    let all: Vec<TextEdit> = edits.iter().flat_map(|(_, edits)| edits.clone()).collect();
    if let Err(why) = lines_allow(&all, text) {
        outcome.left = Some((page.path.to_owned(), why));
        return outcome;
    }
    let shape = shape_of(&page.parsed.document);
    let own_of = |text: &str| {
        let Parsed { document, mut diagnostics } = page.parse(text);
        diagnostics.retain(|diagnostic| is_own(&diagnostic));
        (document, diagnostics)
    };
    // What is mended may show more of the same: it is mended until nothing is left, so that another run finds nothing.
    let (mut made, mut repairs, mut new) = (all, edits.len(), text.to_owned());
    for _ in 0..EDITS_TRIED {
        let Some(tried) = TextEdit::apply(&made, &new) else { break };
        let (document, found) = own_of(&tried);
        if shape_of(&document) != shape {
            break;
        }
        let (next, _) = allowed(&found, options);
        if next.is_empty() {
            outcome.unwritten = unwritten(&found);
            outcome.mended = Some(Mended { path: page.path.to_owned(), text: tried, repairs });
            return outcome;
        }
        (made, repairs, new) =
            (next.iter().flat_map(|(_, edits)| edits.clone()).collect(), repairs + next.len(), tried);
    }
    let is_same = |edits: &[TextEdit]| -> Option<String> {
        let new = TextEdit::apply(edits, text)?;
        (shape_of(&own_of(&new).0) == shape).then_some(new)
    };
    // Some of them are wrong together: those that are right one after another are made.
    let mut made: Vec<TextEdit> = Vec::new();
    let (mut repairs, mut new) = (0, None);
    for (_, own) in edits.iter().take(EDITS_TRIED) {
        let tried: Vec<TextEdit> = made.iter().chain(own).cloned().collect();
        if let Some(text) = is_same(&tried) {
            (made, new, repairs) = (tried, Some(text), repairs + 1);
        }
    }
    let others = edits.len() - repairs;
    if others > 0 {
        let why = format!("{others} of its repairs would change the page when written back; mend them by hand");
        outcome.left = Some((page.path.to_owned(), why));
    }
    outcome.mended = new.map(|text| Mended { path: page.path.to_owned(), text, repairs });
    outcome
}

/// What a page says, wherever it stands in its file.
fn shape_of(document: &Document) -> Value {
    let value = serde_json::json!({
        "meta": document.meta,
        "blocks": document.blocks.iter().map(|placed| &*placed.block).collect::<Vec<_>>(),
        "notes": document.notes,
        "abbreviations": document.abbreviations,
        "snippets": document.snippets,
    });
    without_places(value)
}

fn without_places(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept = map.into_iter().filter(|(key, _)| !matches!(key.as_str(), "span" | "origin"));
            Value::Object(kept.map(|(key, value)| (key, without_places(value))).collect())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(without_places).collect()),
        other => other,
    }
}
