//! Headings, labels and terms that a translation says in two ways.

use super::{TranslatedPage, narrowed};
use crate::page_text::{TextUnit, UnitRole};
use pamphlet_document::PageId;
use pamphlet_source::{Code, Diagnostic, FileRange, SourceMap};
use std::collections::{BTreeMap, BTreeSet};

/// Longer texts are said in many ways.
const WORDS: usize = 4;
/// Shorter ones mean several things: in characters, and in letters of an alphabet.
const CHARACTERS: u32 = 2;
const LETTERS: usize = 5;
/// How often the usual words stand, at least.
const USUAL: usize = 3;
/// How many times as often as the other ones, at least.
const TIMES: usize = 3;

/// Where words stand.
struct Use<'p> {
    page: &'p PageId,
    place: FileRange,
    source_place: FileRange,
    words: &'p str,
}

/// Texts that the source has several times, and that are said mostly in one way and here in another, by page.
pub(crate) fn varied(
    pages: &[(&PageId, TranslatedPage<'_>)],
    sources: &SourceMap,
) -> BTreeMap<PageId, Vec<Diagnostic>> {
    let mut uses: BTreeMap<String, Vec<Use<'_>>> = BTreeMap::new();
    for (id, page) in pages {
        for (at, unit) in page.source.units.iter().enumerate().filter(|(_, unit)| is_term(unit)) {
            let [own] = page.answers.of_source[at][..] else { continue };
            let own_unit = &page.own.units[own];
            let alone = page.answers.of_translation[own].len() == 1 && is_term(own_unit);
            if alone && !page.settled[own].contains(&true) {
                let key = plain(&unit.flat.text);
                if key.is_ascii() && key.len() < LETTERS {
                    continue;
                }
                let own = Use { page: id, place: own_unit.place, source_place: unit.place, words: &own_unit.flat.text };
                uses.entry(key).or_default().push(own);
            }
        }
    }
    let mut found: BTreeMap<PageId, Vec<Diagnostic>> = BTreeMap::new();
    // What another text of the source is called: then the two do not answer each other.
    let mut meanings: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (source, uses) in &uses {
        for own in uses {
            meanings.entry(plain(own.words)).or_default().insert(source);
        }
    }
    for (source, uses) in uses.iter().filter(|(_, uses)| uses.len() > USUAL) {
        let mut ways: BTreeMap<String, Vec<&Use<'_>>> = BTreeMap::new();
        for own in uses {
            ways.entry(plain(own.words)).or_default().push(own);
        }
        let Some((usual, most)) = ways.iter().max_by_key(|(_, uses)| uses.len()) else { continue };
        for (way, others) in ways.iter().filter(|(way, _)| *way != usual) {
            // With the words of the source behind it, in parentheses.
            let glossed = |one: &str, other: &str| other.strip_prefix(one).is_some_and(|rest| rest.trim() == source);
            if glossed(usual, way)
                || glossed(way, usual)
                || most.len() < USUAL
                || others.len() * TIMES > most.len()
                || is_form(usual, way)
                || meanings[way].len() > 1
            {
                continue;
            }
            for other in others {
                let message = format!(
                    "“{}” is “{}” {} times, and here “{}”",
                    source,
                    most[0].words.trim(),
                    most.len(),
                    other.words.trim()
                );
                let place = narrowed(other.place, sources, other.words.trim());
                let diagnostic = Diagnostic::new(Code::TranslationTerm, message)
                    .at(place.source, place.span)
                    .label(other.source_place, "the source page has it here")
                    .help("say the same thing with the same words");
                found.entry(other.page.clone()).or_default().push(diagnostic);
            }
        }
    }
    found
}

/// Whether a text names something: a heading, a label, a cell, a term of few words.
fn is_term(unit: &TextUnit) -> bool {
    let named = matches!(unit.role, UnitRole::Heading(_) | UnitRole::Label | UnitRole::Term) && unit.size >= CHARACTERS;
    let words = unit.flat.text.split_whitespace().count();
    named && unit.counts() && unit.sentences.len() == 1 && unit.flat.opaque.is_empty() && words <= WORDS
}

/// A text without what does not change its words.
fn plain(text: &str) -> String {
    let words = text.split(|character: char| {
        !character.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(character)
    });
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Whether two texts are forms of the same words: each begins as the other does, for most of its length.
fn is_form(one: &str, other: &str) -> bool {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    one.len() == other.len()
        && one.iter().zip(&other).all(|(one, other)| {
            let shared = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
            shared * 5 >= one.chars().count().min(other.chars().count()) * 3
        })
}
