//! How much of a page is translated.
//!
//! The whole is what the source page says. What nothing in the translation answers is not translated; what the
//! translation adds is counted apart, and is worth nothing.

use crate::answers::Answers;
use crate::beads::beads;
use crate::language::{Guess, settle};
use crate::page_text::{PageText, TextUnit, as_length};
use crate::{MeasuredPage, MeasuredSection, NavCoverage};
use pamphlet_document::{Coverage, NavItem, PageId};
use std::collections::BTreeMap;

/// What a page counts as.
pub(crate) enum Measure<'g> {
    /// The source locale's own page: all of it counts.
    Source,
    /// A source page that stands in: none of it counts.
    Fallback,
    /// A page of a site without source pages: what is not in the source language counts.
    Alone(&'g [Vec<Guess>]),
    /// A page that no source page has: all of it is added.
    Added,
    /// A translation, with the text of its source page and how it answers that.
    Translation(&'g [Vec<Guess>], &'g PageText, &'g Answers),
}

/// What became of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is in the locale's language.
    Translated,
    /// It is in the source language.
    Kept,
    /// Nothing answers it.
    Missing,
}

/// Below this share of the length that it should have, a text may lack sentences.
const SHORT: f32 = 0.72;

/// Counts words, sentences and blocks of a page and of its sections. Alternative texts are not counted.
pub(crate) fn measure_page(page: &PageId, page_text: &PageText, measure: &Measure<'_>) -> MeasuredPage {
    let whole = match measure {
        Measure::Translation(_, source, _) => source,
        Measure::Source | Measure::Fallback | Measure::Alone(_) | Measure::Added => page_text,
    };
    let settled = match measure {
        Measure::Translation(guesses, ..) | Measure::Alone(guesses) => settle(guesses),
        Measure::Source | Measure::Fallback | Measure::Added => Vec::new(),
    };
    let mut total = Coverage::default();
    let mut sections = Vec::new();
    let mut section = MeasuredSection { anchor: None, title: String::new(), coverage: Coverage::default() };
    let mut starts = whole.sections.iter().peekable();
    for (at, unit) in whole.units.iter().enumerate() {
        while let Some(start) = starts.next_if(|start| start.unit <= at) {
            let own = match measure {
                Measure::Translation(_, _, answers) => {
                    let heading = answers.of_source[start.unit].first();
                    page_text.sections.iter().find(|own| heading == Some(&own.unit)).unwrap_or(start)
                }
                Measure::Source | Measure::Fallback | Measure::Alone(_) | Measure::Added => start,
            };
            let (anchor, title) = (Some(own.anchor.clone()), own.title.clone());
            let next = MeasuredSection { anchor, title, coverage: Coverage::default() };
            let done = std::mem::replace(&mut section, next);
            if done.anchor.is_some() || done.coverage.words > 0 {
                sections.push(done);
            }
        }
        if !unit.counts() {
            continue;
        }
        let own = match measure {
            Measure::Source => count(unit, &|_| Fate::Translated),
            Measure::Fallback => count(unit, &|_| Fate::Kept),
            Measure::Alone(_) => count(unit, &|at_sentence| fate(settled[at][at_sentence])),
            Measure::Added => added(unit),
            Measure::Translation(_, _, answers) => {
                let fates = fates(unit, page_text, &answers.of_source[at], &settled, answers.ratio);
                count(unit, &|sentence| fates[sentence])
            }
        };
        section.coverage += own;
        total += own;
    }
    if section.anchor.is_some() || section.coverage.words > 0 {
        sections.push(section);
    }
    if let Measure::Translation(_, _, answers) = measure {
        let unanswered = |(_, answered): &(&TextUnit, &Vec<usize>)| answered.is_empty();
        for (unit, _) in page_text.units.iter().zip(&answers.of_translation).filter(unanswered) {
            if unit.counts() {
                total += added(unit);
            }
        }
    }
    let fallback = matches!(measure, Measure::Fallback);
    MeasuredPage { page: page.clone(), fallback, coverage: total, sections }
}

fn fate(is_source: bool) -> Fate {
    if is_source { Fate::Kept } else { Fate::Translated }
}

/// Counts a text of which each sentence has a fate.
fn count(unit: &TextUnit, fate: &dyn Fn(usize) -> Fate) -> Coverage {
    let mut own = Coverage::default();
    for (number, sentence) in unit.sentences.iter().enumerate() {
        own.words += sentence.words;
        own.sentences += 1;
        match fate(number) {
            Fate::Translated => {
                own.translated_words += sentence.words;
                own.translated_sentences += 1;
            }
            Fate::Missing => {
                own.missing_words += sentence.words;
                own.missing_sentences += 1;
            }
            Fate::Kept => {}
        }
    }
    if unit.runs() >= 4 {
        own.blocks = 1;
        own.translated_blocks = u32::from(own.translated_sentences > 0);
        own.missing_blocks = u32::from(own.missing_sentences == own.sentences);
    }
    own
}

fn added(unit: &TextUnit) -> Coverage {
    Coverage { added_words: unit.words(), ..Coverage::default() }
}

/// What became of each sentence of a text of the source page, which these units of the translation answer.
pub(crate) fn fates(
    source: &TextUnit,
    translation: &PageText,
    answering: &[usize],
    settled: &[Vec<bool>],
    ratio: f32,
) -> Vec<Fate> {
    if answering.is_empty() {
        return vec![Fate::Missing; source.sentences.len()];
    }
    let own: Vec<(u32, bool)> = answering
        .iter()
        .flat_map(|unit| {
            let unit_of = &translation.units[*unit];
            let size = |sentence: &crate::sentence::Sentence| length(unit_of, sentence);
            unit_of.sentences.iter().zip(&settled[*unit]).map(move |(sentence, is_source)| (size(sentence), *is_source))
        })
        .collect();
    let there: Vec<u32> = source.sentences.iter().map(|sentence| length(source, sentence)).collect();
    let here: Vec<u32> = own.iter().map(|(size, _)| *size).collect();
    let sum = |sizes: &[u32]| as_length(sizes.iter().sum());
    let is_short = own.len() < there.len() && sum(&here) < SHORT * ratio * sum(&there);
    let mut fates = vec![Fate::Missing; there.len()];
    let mut before = None;
    for (source, own_range) in beads(&there, &here, ratio) {
        let kept: u32 = own[own_range.clone()].iter().filter(|(_, is_source)| *is_source).map(|(size, _)| size).sum();
        let all: u32 = here[own_range.clone()].iter().sum();
        let own_fate = if own_range.is_empty() {
            // A translation may say the same in fewer sentences: what is long enough lacks nothing.
            if is_short { Fate::Missing } else { before.unwrap_or(fate(own.first().is_some_and(|(_, is)| *is))) }
        } else {
            fate(kept * 2 > all)
        };
        before = Some(own_fate).filter(|fate| *fate != Fate::Missing).or(before);
        fates[source].fill(own_fate);
    }
    fates
}

/// How many characters a sentence has.
pub(crate) fn length(unit: &TextUnit, sentence: &crate::sentence::Sentence) -> u32 {
    u32::try_from(unit.flat.text[sentence.start..sentence.end].chars().count()).unwrap_or(u32::MAX)
}

/// Adds up the pages of each section of the navigation.
pub(crate) fn measure_nav(nav: &[NavItem], rest: &[PageId], pages: &[MeasuredPage]) -> Vec<NavCoverage> {
    let by_id: BTreeMap<&PageId, &MeasuredPage> = pages.iter().map(|page| (&page.page, page)).collect();
    let mut found = Vec::new();
    let mut top = empty(Vec::new(), Vec::new());
    measure_items(nav, &by_id, &mut top, &mut found);
    for page in rest.iter().filter_map(|id| by_id.get(id)) {
        add(&mut top, page);
    }
    if top.pages > 0 {
        found.insert(0, top);
    }
    found
}

fn measure_items(
    items: &[NavItem],
    pages: &BTreeMap<&PageId, &MeasuredPage>,
    section: &mut NavCoverage,
    found: &mut Vec<NavCoverage>,
) {
    for (at, item) in items.iter().enumerate() {
        match item {
            NavItem::Page { page, .. } => {
                if let Some(page) = pages.get(page) {
                    add(section, page);
                }
            }
            NavItem::Section { title, page, items, .. } => {
                let mut path = section.path.clone();
                path.push(title.clone());
                let mut position = section.position.clone();
                position.push(at);
                let mut inner = empty(path, position);
                let place = found.len();
                found.push(inner.clone());
                if let Some(page) = page.as_ref().and_then(|page| pages.get(page)) {
                    add(&mut inner, page);
                }
                measure_items(items, pages, &mut inner, found);
                if !section.path.is_empty() {
                    section.pages += inner.pages;
                    section.fallback += inner.fallback;
                    section.coverage += inner.coverage;
                }
                found[place] = inner;
            }
            NavItem::Link { .. } => {}
        }
    }
}

fn empty(path: Vec<String>, position: Vec<usize>) -> NavCoverage {
    NavCoverage { path, position, pages: 0, fallback: 0, coverage: Coverage::default() }
}

fn add(section: &mut NavCoverage, page: &MeasuredPage) {
    section.pages += 1;
    section.fallback += u32::from(page.fallback);
    section.coverage += page.coverage;
}
