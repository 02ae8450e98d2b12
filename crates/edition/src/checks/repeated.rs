//! A sentence that was copied into the place of the next one.

use super::{TranslatedPage, narrowed};
use crate::alignment::pairs;
use crate::beads::Bead;
use crate::page_text::{PageText, as_length};
use crate::sentence::is_unspaced;
use pamphlet_source::{Code, Diagnostic, FileRange, SourceMap};
use std::collections::BTreeMap;

/// Shorter ones are said twice by chance: in letters of an alphabet, and in characters that are syllables or words.
const LETTERS: u32 = 40;
const CHARACTERS: u32 = 15;
/// How near two lengths are that answer each other.
const ALIKE: f32 = 0.55;
/// How far apart the two may stand, in sentences.
const APART: usize = 4;

/// A sentence, and what answers it.
pub(super) struct SentencePair<'p> {
    source: &'p str,
    own: &'p str,
    source_key: u64,
    key: u64,
    length: u32,
    place: FileRange,
    source_place: FileRange,
}

/// The pairs of one sentence each in texts that answer each other.
pub(super) fn sentence_pairs<'p>(
    page: TranslatedPage<'p>,
    (there, here): (&[usize], &[usize]),
) -> Vec<SentencePair<'p>> {
    let of = |page_text: &'p PageText, units: &[usize]| -> Vec<(usize, usize)> {
        units.iter().flat_map(|unit| (0..page_text.units[*unit].sentences.len()).map(|at| (*unit, at))).collect()
    };
    let (source, own) = (of(page.source, there), of(page.own, here));
    let beads: Vec<Bead> = pairs((page.source, there), (page.own, here), page.answers);
    let mut found = Vec::new();
    for (one, other) in beads {
        let (Some((unit, at)), Some((own_unit, own_at)), true) =
            (source.get(one.start), own.get(other.start), one.len() == 1 && other.len() == 1)
        else {
            continue;
        };
        let (source_unit, own_unit_of) = (&page.source.units[*unit], &page.own.units[*own_unit]);
        let (sentence, own_sentence) = (&source_unit.sentences[*at], &own_unit_of.sentences[*own_at]);
        let length = as_length(crate::measure::length(own_unit_of, own_sentence));
        let wanted = as_length(crate::measure::length(source_unit, sentence)) * page.answers.ratio;
        // Of another length, it answers a part of the sentence, or more than it.
        if page.settled[*own_unit][*own_at] || length.min(wanted) < ALIKE * length.max(wanted) {
            continue;
        }
        found.push(SentencePair {
            source: &source_unit.flat.text[sentence.start..sentence.end],
            own: &own_unit_of.flat.text[own_sentence.start..own_sentence.end],
            source_key: sentence.key,
            key: own_sentence.key,
            length: crate::measure::length(own_unit_of, own_sentence),
            place: own_unit_of.place,
            source_place: source_unit.place,
        });
    }
    found
}

pub(super) fn check(
    page: TranslatedPage<'_>,
    sentence_pairs: &[SentencePair<'_>],
    sources: &SourceMap,
    found: &mut Vec<Diagnostic>,
) {
    // What the source says as often is no copy, whatever answers it there.
    let counts = |page_text: &PageText| {
        let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
        for sentence in page_text.units.iter().flat_map(|unit| &unit.sentences) {
            *counts.entry(sentence.key).or_default() += 1;
        }
        counts
    };
    let (there, here) = (counts(page.source), counts(page.own));
    for (at, pair) in sentence_pairs.iter().enumerate() {
        let near = &sentence_pairs[at.saturating_sub(APART)..at];
        let copied = near.iter().find(|before| {
            before.key == pair.key
                && here.get(&before.key) > there.get(&before.source_key)
                && before.source_key != pair.source_key
                && !is_alike(before.source, pair.source)
                && !is_near(before.source, pair.source)
        });
        let dense = pair.own.chars().filter(|character| is_unspaced(*character)).count() * 2 > pair.length as usize;
        if pair.length < if dense { CHARACTERS } else { LETTERS } || copied.is_none() {
            continue;
        }
        let place = narrowed(pair.place, sources, pair.own);
        found.push(
            Diagnostic::new(
                Code::TranslationSentence,
                "the sentence is the same as one just before it, and the source has two different ones",
            )
            .at(place.source, place.span)
            .label(pair.source_place, "the source page has it here")
            .help("one of the two was copied into the place of the other: translate that one"),
        );
    }
}

/// Whether two sentences of the source could be said with the same words elsewhere: most of their words are the same.
fn is_alike(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|character: char| !character.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let shared = one.iter().filter(|word| other.contains(word)).count();
    shared * 2 > one.len().min(other.len())
}

/// The same where words are not parted: most characters are the same.
fn is_near(one: &str, other: &str) -> bool {
    strsim::normalized_damerau_levenshtein(one, other) > 0.4
}
