//! Which text of a translation answers which text of its source page, sentence by sentence: for programs that
//! translators use.

use crate::answers::Answers;
use crate::beads::{Bead, beads};
use crate::measure::length;
use crate::survey::{Survey, Unit};
use pamphlet_document::{Answering, PageId, SentenceRun, SourceBlock};
use pamphlet_source::Place;
use std::ops::Range;
use std::sync::Arc;

/// The texts of a page beside those of its source page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageAlignment {
    /// The page.
    pub page: PageId,
    /// Its texts in the order of the source page; what the translation adds comes last.
    pub texts: Vec<AlignedText>,
}

/// A text of a source page (a paragraph, a heading, a cell) and what answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlignedText {
    /// What it is, in words.
    pub role: &'static str,
    /// The block of the source page that it stands in; none for what the translation adds, and for notes.
    pub source_block: Option<Arc<SourceBlock>>,
    /// Where it stands in the source page.
    pub source_place: Option<Place>,
    /// Where what answers it stands in the translation.
    pub place: Option<Place>,
    /// Its sentences.
    pub segments: Vec<Segment>,
}

/// Sentences of the source, and those that answer them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// In the source; empty for what the translation adds.
    pub source: String,
    /// In the translation; empty for what it lacks.
    pub translation: String,
    /// Whether the translation is in the locale's language.
    pub translated: bool,
}

/// The text of a page, aligned. `settled` says of each sentence of the translation whether it is in the source
/// language; `names` are those of the blocks of the source page.
pub(crate) fn of(
    page: &PageId,
    source: &Survey,
    translation: &Survey,
    answers: &Answers,
    settled: &[Vec<bool>],
    names: &[Option<Arc<SourceBlock>>],
) -> PageAlignment {
    let mut texts = Vec::new();
    for (there, here) in groups(source, answers) {
        let at = there[0];
        let block = source.blocks.partition_point(|units| units.end <= at);
        texts.push(AlignedText {
            role: source.units[at].role.name(),
            source_block: names.get(block).cloned().flatten(),
            source_place: Some(source.units[at].place),
            place: here.first().map(|own| translation.units[*own].place),
            segments: segments(
                &sentences(source, &there, None),
                &sentences(translation, &here, Some(settled)),
                answers,
            ),
        });
    }
    let alone = answers.of_translation.iter().enumerate().filter(|(_, answered)| answered.is_empty());
    for (unit, _) in alone.filter(|(unit, _)| translation.units[*unit].counts()) {
        texts.push(AlignedText {
            role: translation.units[unit].role.name(),
            source_block: None,
            source_place: None,
            place: Some(translation.units[unit].place),
            segments: segments(&[], &sentences(translation, &[unit], Some(settled)), answers),
        });
    }
    PageAlignment { page: page.clone(), texts }
}

/// The sentences of the blocks of a translation and of its notes, in runs that answer the same ones. A run ends with its
/// text at the latest: sentences of two paragraphs may answer one.
pub(crate) fn runs(
    (source, names): (&Survey, &Answering),
    translation: &Survey,
    answers: &Answers,
    settled: &[Vec<bool>],
) -> (Vec<Vec<SentenceRun>>, Vec<Vec<SentenceRun>>) {
    let mut of_units: Vec<Vec<SentenceRun>> = vec![Vec::new(); translation.units.len()];
    for (there, here) in groups(source, answers) {
        let (one, other) = (sentences(source, &there, None), sentences(translation, &here, Some(settled)));
        let units: Vec<usize> =
            here.iter().flat_map(|unit| std::iter::repeat_n(*unit, translation.units[*unit].sentences.len())).collect();
        let answered: Vec<usize> =
            there.iter().flat_map(|unit| std::iter::repeat_n(*unit, source.units[*unit].sentences.len())).collect();
        for (there, here) in pairs((source, &there), (translation, &here), answers) {
            let unit = answered.get(there.start).filter(|_| !there.is_empty());
            let source_block = unit.and_then(|unit| name_of(source, names, *unit));
            let source_text = unit.map(|_| joined(&one[there]));
            let mut at = here.start;
            for part in units[here].chunk_by(|one, other| one == other) {
                let own = &other[at..at + part.len()];
                at += part.len();
                of_units[part[0]].push(run(own, source_block.clone(), source_text.clone()));
            }
        }
    }
    let alone = |unit: &usize| answers.of_translation[*unit].is_empty() && translation.units[*unit].counts();
    for unit in (0..translation.units.len()).filter(alone) {
        of_units[unit].push(run(&sentences(translation, &[unit], Some(settled)), None, None));
    }
    let mut of = |ranges: &[Range<usize>]| -> Vec<Vec<SentenceRun>> {
        ranges.iter().map(|units| of_units[units.clone()].iter_mut().flat_map(std::mem::take).collect()).collect()
    };
    (of(&translation.blocks), of(&translation.notes))
}

fn run(own: &[Text<'_>], source_block: Option<Arc<SourceBlock>>, source_text: Option<String>) -> SentenceRun {
    let translated = own.iter().any(|text| !text.is_source);
    SentenceRun { text: joined(own), source_block, source_text, translated }
}

/// The name of the block or note that a unit of a source page stands in.
fn name_of(source: &Survey, names: &Answering, unit: usize) -> Option<Arc<SourceBlock>> {
    let holds = |units: &Range<usize>| units.contains(&unit);
    let block = source.blocks.partition_point(|units| units.end <= unit);
    match source.blocks.get(block) {
        Some(_) => names.blocks.get(block).cloned().flatten(),
        None => names.notes.get(source.notes.iter().position(holds)?).cloned().flatten(),
    }
}

/// Units of the source that count and what answers them, in the order of the source: everything that hangs together,
/// such as paragraphs that were joined or parted.
pub(crate) fn groups(source: &Survey, answers: &Answers) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut found = Vec::new();
    let mut done = vec![false; source.units.len()];
    for at in 0..source.units.len() {
        if done[at] || !source.units[at].counts() {
            continue;
        }
        let (mut there, mut here) = (vec![at], answers.of_source[at].clone());
        loop {
            let more = here.iter().flat_map(|own| &answers.of_translation[*own]).filter(|unit| !there.contains(unit));
            let more: Vec<usize> = more.copied().collect();
            if more.is_empty() {
                break;
            }
            there.extend(more);
            there.sort_unstable();
            there.dedup();
            here = there.iter().flat_map(|unit| &answers.of_source[*unit]).copied().collect();
            here.sort_unstable();
            here.dedup();
        }
        for unit in &there {
            done[*unit] = true;
        }
        found.push((there, here));
    }
    found
}

/// Which sentences of such units answer each other, counted through them.
pub(crate) fn pairs(source: (&Survey, &[usize]), translation: (&Survey, &[usize]), answers: &Answers) -> Vec<Bead> {
    let lengths = |(survey, units): (&Survey, &[usize])| -> Vec<u32> {
        let of = |at: &usize| {
            let unit: &Unit = &survey.units[*at];
            unit.sentences.iter().map(|sentence| length(unit, sentence)).collect::<Vec<u32>>()
        };
        units.iter().flat_map(of).collect()
    };
    beads(&lengths(source), &lengths(translation), answers.ratio)
}

/// A sentence, as it is aligned.
struct Text<'s> {
    words: &'s str,
    length: u32,
    is_source: bool,
}

fn sentences<'s>(survey: &'s Survey, units: &[usize], settled: Option<&[Vec<bool>]>) -> Vec<Text<'s>> {
    let of = |at: usize| {
        let unit: &'s Unit = &survey.units[at];
        unit.sentences.iter().enumerate().map(move |(number, sentence)| Text {
            words: &unit.flat.text[sentence.start..sentence.end],
            length: length(unit, sentence),
            // Of a source page that stands in nothing was guessed.
            is_source: settled.is_some_and(|settled| settled.get(at).is_none_or(|own| own[number])),
        })
    };
    units.iter().flat_map(|at| of(*at)).collect()
}

/// The words of sentences.
fn joined(texts: &[Text<'_>]) -> String {
    let words = texts.iter().flat_map(|text| text.words.split_whitespace());
    words.collect::<Vec<_>>().join(" ")
}

fn segments(source: &[Text<'_>], translation: &[Text<'_>], answers: &Answers) -> Vec<Segment> {
    let lengths = |texts: &[Text<'_>]| texts.iter().map(|text| text.length).collect::<Vec<u32>>();
    let mut found: Vec<Segment> = Vec::new();
    for (there, here) in beads(&lengths(source), &lengths(translation), answers.ratio) {
        let own = Segment {
            source: joined(&source[there]),
            translation: joined(&translation[here.clone()]),
            translated: !here.is_empty() && translation[here].iter().any(|text| !text.is_source),
        };
        match found.last_mut() {
            // A sentence that the translation adds goes with the one before it: forms of exchange want a source.
            Some(before) if own.source.is_empty() && !source.is_empty() => before.add(&own),
            Some(before) if before.source.is_empty() && !source.is_empty() => {
                let before = std::mem::replace(before, own);
                found.last_mut().into_iter().for_each(|own| own.precede(&before));
            }
            _ => found.push(own),
        }
    }
    found
}

impl Segment {
    fn add(&mut self, other: &Self) {
        let room = if self.translation.is_empty() || other.translation.is_empty() { "" } else { " " };
        self.translation = format!("{}{room}{}", self.translation, other.translation);
        self.translated |= other.translated;
    }

    fn precede(&mut self, other: &Self) {
        let room = if self.translation.is_empty() || other.translation.is_empty() { "" } else { " " };
        self.translation = format!("{}{room}{}", other.translation, self.translation);
        self.translated |= other.translated;
    }
}
