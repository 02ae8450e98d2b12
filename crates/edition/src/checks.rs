//! What a translator's editor says of a text beside its source: numbers, signs, words and names, for whole pages.
//!
//! Each check looks at texts that answer each other, so that a difference is told where it stands. All of them would
//! rather be silent than wrong: what could be meant is not told.

mod addresses;
mod kept;
mod marks;
mod names;
mod numbers;
mod repeated;
mod terms;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub use names::{Glossary, GlossaryName};
pub(crate) use terms::varied;
use text::Text;

use crate::answers::Answers;
use crate::page_text::{PageText, as_length};
use crate::{Drift, DriftKind, alignment};
use pamphlet_locale::{Tag, Writing};
use pamphlet_source::{Code, Diagnostic, FileRange, SourceMap, Span};

/// A translation is held against its source where it is at least so long, measured in what it should be: of a shorter one
/// is told that it lacks sentences.
const WHOLE: f32 = 0.6;
/// From so many differences of structure on, and of one for so many texts, a page is a translation of another state of its
/// source, and what it lacks is told as that.
const MOVED: usize = 4;
const UNITS: usize = 12;

/// What the checks of a locale go by.
pub(crate) struct Checks<'c> {
    source: Writing,
    own: Writing,
    names: &'c Glossary,
    sources: &'c SourceMap,
}

/// Texts of a source page, and those that answer them.
struct Pair<'p> {
    source: &'p Text,
    own: &'p Text,
    places: PairPlaces<'p>,
    /// Whether the two are of like length, so that nothing is left out, and what no language changes does not say that they
    /// are two different texts.
    whole: bool,
}

/// Where a text stands.
#[derive(Clone, Copy)]
struct PairPlaces<'p> {
    source: FileRange,
    own: FileRange,
    sources: &'p SourceMap,
}

/// What is known of a page.
#[derive(Clone, Copy)]
pub(crate) struct TranslatedPage<'p> {
    /// The text of its source page.
    pub(crate) source: &'p PageText,
    pub(crate) own: &'p PageText,
    /// How they answer each other.
    pub(crate) answers: &'p Answers,
    /// Which of its sentences are in the source language.
    pub(crate) settled: &'p [Vec<bool>],
}

impl<'c> Checks<'c> {
    /// The checks of a locale.
    pub(crate) fn new(source: &Tag, own: &Tag, names: &'c Glossary, sources: &'c SourceMap) -> Self {
        Self { source: Writing::of(source), own: Writing::of(own), names, sources }
    }

    /// What is wrong on a page; `drift` are its differences from the source page.
    pub(crate) fn page(&self, page: TranslatedPage<'_>, drift: &[Drift]) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut sentence_pairs = Vec::new();
        // Where many blocks came or went since, texts side by side do not answer each other.
        let moved = |kind| !matches!(kind, DriftKind::Link | DriftKind::Picture | DriftKind::Page);
        let moved = drift.iter().filter(|difference| moved(difference.kind)).count();
        let is_same_state = moved < MOVED || moved * UNITS < page.source.units.len();
        for (there, here) in alignment::groups(page.source, page.answers) {
            let (Some(first), Some(own_first)) = (there.first(), here.first()) else { continue };
            let translated = here.iter().flat_map(|unit| &page.settled[*unit]).any(|is_source| !is_source);
            if !translated {
                continue;
            }
            let (source, own) = (Text::of(page.source, &there), Text::of(page.own, &here));
            let length = |text: &Text| as_length(u32::try_from(text.whole.chars().count()).unwrap_or(u32::MAX));
            let (source_place, place) = (page.source.units[*first].place, page.own.units[*own_first].place);
            let pair = Pair {
                whole: length(&own) >= WHOLE * page.answers.ratio * length(&source)
                    && is_same_state
                    && is_of(&source, &own),
                source: &source,
                own: &own,
                places: PairPlaces { source: source_place, own: place, sources: self.sources },
            };
            numbers::check(&pair, &self.source, &self.own, &mut found);
            kept::check(&pair, &mut found);
            marks::check(&pair, &self.own, &mut found);
            words::check(&pair, &self.own, &mut found);
            self.names.check(&pair, &mut found);
            sentence_pairs.extend(repeated::sentence_pairs(page, (&there, &here)));
        }
        repeated::check(page, &sentence_pairs, self.sources, &mut found);
        addresses::check(drift, &mut found);
        found
    }
}

/// Whether a text can be a translation of another one by what no language changes: of the code in it some stands there too,
/// and so do some of the Latin words among the letters of another script. A page in another state has texts side by side
/// that do not answer each other.
fn is_of(source: &Text, own: &Text) -> bool {
    let has = |words: &mut dyn Iterator<Item = String>, text: &str| {
        let (mut any, mut known) = (false, false);
        let text = text.to_lowercase();
        for word in words {
            any = true;
            known |= text.contains(&word);
        }
        known || !any
    };
    let letters =
        |is: &dyn Fn(char) -> bool| own.prose.chars().filter(|letter| letter.is_alphabetic() && is(*letter)).count();
    let is_latin = letters(&|letter| letter.is_ascii()) * 2 > letters(&|_| true);
    let mut latin = text::words(&own.words)
        .map(|(_, word)| word.to_lowercase())
        .filter(|word| !is_latin && word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_alphabetic()));
    has(&mut own.codes.iter().map(|code| code.to_lowercase()), &source.whole) && has(&mut latin, &source.whole)
}

impl PairPlaces<'_> {
    /// What the file of the source has here.
    fn source_text(&self) -> Option<&str> {
        self.sources.get(self.source.source)?.text.get(self.source.span.range())
    }

    /// Whether the block in the file has a text as it is.
    fn has(&self, text: &str) -> bool {
        let block = self.sources.get(self.own.source).and_then(|file| file.text.get(self.own.span.range()));
        block.is_some_and(|block| block.contains(text))
    }

    /// A finding at the first place of a text in the translation, or else at the block in which it is.
    fn found(&self, code: Code, message: String, at: &str) -> Diagnostic {
        let place = narrowed(self.own, self.sources, at);
        Diagnostic::new(code, message).at(place.source, place.span).label(self.source, "the source page has it here")
    }
}

/// Where a text stands in a block, if it stands there as it is.
fn narrowed(place: FileRange, sources: &SourceMap, text: &str) -> FileRange {
    let found = || {
        let block = sources.get(place.source)?.text.get(place.span.range())?;
        let at = place.span.start as usize + block.find(text).filter(|_| !text.is_empty())?;
        Some(FileRange { source: place.source, span: Span::new(at, at + text.len()) })
    };
    found().unwrap_or(place)
}
