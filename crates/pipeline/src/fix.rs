//! Repairs, written back into the files of a site.
//!
//! The parser mends damage in memory, and says which edits of the file would have done the same. These are made here,
//! and the page is read again before anything is written: it must be the same page, with nothing left to mend. What
//! is not touched by an edit stays as it is, to the byte.

mod patch;

use crate::Error;
use crate::commit::Tree;
use crate::history::Repository;
use crate::pages::{Read, SourcePages, each_page};
use crate::progress::Progress;
use crate::request::Request;
use crate::stage::{Base, base, in_pool, parse, read_locale};
use crate::system::System;
use pamphlet_document::Document;
use pamphlet_locale::Tag;
use pamphlet_parser::Parsed;
use pamphlet_source::limits::{EDITS_TRIED, PAGE_BYTES};
use pamphlet_source::{Diagnostic, TextEdit};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What is to be written back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
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
    /// How many repairs wait for `--unsafe`.
    pub risky: usize,
    /// All of it as a patch.
    pub patch: String,
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
}

/// Writes repairs back.
///
/// # Errors
/// When the site cannot be used, or a locale is not known.
pub fn fix(system: &dyn System, request: &Request, options: Options, progress: &dyn Progress) -> Result<Fixed, Error> {
    in_pool(system, request.jobs, || {
        let base = base(system, request)?;
        let wanted: BTreeSet<Tag> = request.units(&base.site)?.into_iter().map(|unit| unit.locale).collect();
        progress.begin(wanted.len());
        let parsed = parse(&base)?;
        let modified = Modified::of(system, request, &base);
        let mut fixed = Fixed::default();
        for locale in wanted {
            let (texts, _) = read_locale(&base, &locale);
            let none = SourcePages::default();
            let source = if locale == base.site.source { &none } else { &parsed.source };
            let made = each_page(&base.site, &locale, &texts, &base.rules, source, |page| mend(page, options));
            for Outcome { mended, left, risky } in made {
                fixed.risky += risky;
                fixed.left.extend(left);
                let Some(mended) = mended else { continue };
                let old = texts.text(&mended.path).unwrap_or_default();
                if !options.dirty && !options.dry && modified.is(&mended.path) {
                    let why = "git says that it is modified: commit it first, or add --allow-dirty";
                    fixed.left.insert(mended.path, why.to_owned());
                    continue;
                }
                fixed.patch.push_str(&patch::unified(&mended.path, old, &mended.text));
                if !options.dry
                    && let Err(why) = write(system, request, &mended, old)
                {
                    fixed.left.insert(mended.path, why);
                    continue;
                }
                fixed.files.insert(mended.path, mended.repairs);
            }
            progress.step(locale.as_str());
        }
        Ok(fixed)
    })
}

/// Writes a file, if it is still the one that was read.
fn write(system: &dyn System, request: &Request, mended: &Mended, old: &str) -> Result<(), String> {
    let place = request.site.join(&mended.path);
    let said = |error: std::io::Error| format!("it could not be written: {error}");
    let (real, home) = (system.real(&place).map_err(said)?, system.real(&request.site).map_err(said)?);
    if !real.starts_with(&home) {
        return Err("it lies outside of the site".to_owned());
    }
    let now = system.read(&real, PAGE_BYTES).map_err(said)?;
    if now != old.as_bytes() {
        return Err(match String::from_utf8(now) {
            Ok(_) => "it was changed meanwhile: run again".to_owned(),
            Err(_) => "it is not UTF-8".to_owned(),
        });
    }
    system.write(&real, mended.text.as_bytes()).map_err(said)
}

/// Which files git says are modified.
struct Modified {
    tree: Tree,
    repository: Option<Repository>,
}

impl Modified {
    fn of(system: &dyn System, request: &Request, base: &Base<'_>) -> Self {
        Self { tree: base.tree.clone(), repository: Repository::of(system, &request.site) }
    }

    fn is(&self, path: &str) -> bool {
        match (&self.tree, &self.repository) {
            (Tree::None, _) => false,
            (Tree::At { changed, .. }, Some(repository)) => changed.contains(&repository.path(path)),
            (Tree::Unknown, _) | (Tree::At { .. }, None) => true,
        }
    }
}

/// The edits of a page that may be made, each with the repairs that it belongs to.
fn allowed(diagnostics: &[Diagnostic], options: Options) -> (Vec<(&Diagnostic, Vec<TextEdit>)>, usize) {
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

fn mend(page: &Read<'_>, options: Options) -> Outcome {
    let (edits, risky) = allowed(&page.parsed.diagnostics, options);
    let mut outcome = Outcome { risky, ..Outcome::default() };
    if edits.is_empty() {
        return outcome;
    }
    let text = page.text();
    let brings_lines = edits.iter().flat_map(|(_, edits)| edits).any(|edit| edit.put.contains('\n'));
    let (all, windows) = (text.matches('\n').count(), text.matches("\r\n").count());
    if brings_lines && windows > 0 && windows < all {
        let why = "its lines end in two ways (LF and CRLF): make them one first";
        outcome.left = Some((page.path.to_owned(), why.to_owned()));
        return outcome;
    }
    let shape = shape_of(&page.parsed.document);
    let is_same = |edits: &[TextEdit], last: bool| -> Option<String> {
        let new = TextEdit::apply(edits, text)?;
        let Parsed { document, diagnostics } = page.parse(&new);
        let left = last && !allowed(&diagnostics, options).0.is_empty();
        (shape_of(&document) == shape && !left).then_some(new)
    };
    let all: Vec<TextEdit> = edits.iter().flat_map(|(_, edits)| edits.clone()).collect();
    if let Some(new) = is_same(&all, true) {
        outcome.mended = Some(Mended { path: page.path.to_owned(), text: new, repairs: edits.len() });
        return outcome;
    }
    // Some of them are wrong together: those that are right one after another are made.
    let mut made: Vec<TextEdit> = Vec::new();
    let (mut repairs, mut new) = (0, None);
    for (_, own) in edits.iter().take(EDITS_TRIED) {
        let tried: Vec<TextEdit> = made.iter().chain(own).cloned().collect();
        if let Some(text) = is_same(&tried, false) {
            (made, new, repairs) = (tried, Some(text), repairs + 1);
        }
    }
    let others = edits.len() - repairs;
    let why = format!("{others} of its repairs would change the page when written back; mend them by hand");
    outcome.left = Some((page.path.to_owned(), why));
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
