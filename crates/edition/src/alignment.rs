//! Which text of a translation answers which text of its source page, sentence by sentence: for programs that
//! translators use.

use crate::answers::Answers;
use crate::beads::{Bead, beads};
use crate::flat::Flat;
use crate::measure::length;
use crate::page_text::{PageText, TextUnit};
use pamphlet_document::{Answering, PageId, SentenceRun, SourceBlock};
use pamphlet_locale::{Tag, spacing};
use pamphlet_source::FileRange;
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
    pub source_place: Option<FileRange>,
    /// Where what answers it stands in the translation.
    pub place: Option<FileRange>,
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
    source: &PageText,
    translation: &PageText,
    answers: &Answers,
    settled: &[Vec<bool>],
    names: &[Option<Arc<SourceBlock>>],
    (from, to): (&Tag, &Tag),
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
                &sentences(source, &there, None, from),
                &sentences(translation, &here, Some(settled), to),
                answers,
                (from, to),
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
            segments: segments(&[], &sentences(translation, &[unit], Some(settled), to), answers, (from, to)),
        });
    }
    PageAlignment { page: page.clone(), texts }
}

/// The sentences of the blocks of a translation and of its notes, in runs that answer the same ones. A run ends with its
/// text at the latest: sentences of two paragraphs may answer one.
pub(crate) fn runs(
    (source, names): (&PageText, &Answering),
    translation: &PageText,
    answers: &Answers,
    settled: &[Vec<bool>],
    (from, to): (&Tag, &Tag),
) -> (Vec<Vec<SentenceRun>>, Vec<Vec<SentenceRun>>) {
    let mut of_units: Vec<Vec<SentenceRun>> = vec![Vec::new(); translation.units.len()];
    for (there, here) in groups(source, answers) {
        let (one, other) = (sentences(source, &there, None, from), sentences(translation, &here, Some(settled), to));
        let units: Vec<usize> =
            here.iter().flat_map(|unit| std::iter::repeat_n(*unit, translation.units[*unit].sentences.len())).collect();
        let answered: Vec<usize> =
            there.iter().flat_map(|unit| std::iter::repeat_n(*unit, source.units[*unit].sentences.len())).collect();
        for (there, here) in pairs((source, &there), (translation, &here), answers) {
            let unit = answered.get(there.start).filter(|_| !there.is_empty());
            let source_block = unit.and_then(|unit| name_of(source, names, *unit));
            let source_text = unit.map(|_| joined(&one[there], from));
            let mut at = here.start;
            for part in units[here].chunk_by(|one, other| one == other) {
                let own = &other[at..at + part.len()];
                at += part.len();
                of_units[part[0]].push(run(own, to, source_block.clone(), source_text.clone()));
            }
        }
    }
    let alone = |unit: &usize| answers.of_translation[*unit].is_empty() && translation.units[*unit].counts();
    for unit in (0..translation.units.len()).filter(alone) {
        of_units[unit].push(run(&sentences(translation, &[unit], Some(settled), to), to, None, None));
    }
    let mut of = |ranges: &[Range<usize>]| -> Vec<Vec<SentenceRun>> {
        ranges.iter().map(|units| of_units[units.clone()].iter_mut().flat_map(std::mem::take).collect()).collect()
    };
    (of(&translation.blocks), of(&translation.notes))
}

fn run(
    own: &[Text],
    language: &Tag,
    source_block: Option<Arc<SourceBlock>>,
    source_text: Option<String>,
) -> SentenceRun {
    let translated = own.iter().any(|text| !text.is_source);
    SentenceRun { text: joined(own, language), source_block, source_text, translated }
}

/// The name of the block or note that a unit of a source page stands in.
fn name_of(source: &PageText, names: &Answering, unit: usize) -> Option<Arc<SourceBlock>> {
    let holds = |units: &Range<usize>| units.contains(&unit);
    let block = source.blocks.partition_point(|units| units.end <= unit);
    match source.blocks.get(block) {
        Some(_) => names.blocks.get(block).cloned().flatten(),
        None => names.notes.get(source.notes.iter().position(holds)?).cloned().flatten(),
    }
}

/// Units of the source that count and what answers them, in the order of the source: everything that hangs together,
/// such as paragraphs that were joined or parted.
pub(crate) fn groups(source: &PageText, answers: &Answers) -> Vec<(Vec<usize>, Vec<usize>)> {
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
pub(crate) fn pairs(source: (&PageText, &[usize]), translation: (&PageText, &[usize]), answers: &Answers) -> Vec<Bead> {
    let lengths = |(page_text, units): (&PageText, &[usize])| -> Vec<u32> {
        let of = |at: &usize| {
            let unit: &TextUnit = &page_text.units[*at];
            unit.sentences.iter().map(|sentence| length(unit, sentence)).collect::<Vec<u32>>()
        };
        units.iter().flat_map(of).collect()
    };
    beads(&lengths(source), &lengths(translation), answers.ratio)
}

/// A sentence, as it is aligned.
struct Text {
    words: String,
    length: u32,
    is_source: bool,
}

fn sentences(page_text: &PageText, units: &[usize], settled: Option<&[Vec<bool>]>, language: &Tag) -> Vec<Text> {
    let of = |at: usize| {
        let unit: &TextUnit = &page_text.units[at];
        unit.sentences.iter().enumerate().map(move |(number, sentence)| Text {
            words: shown(&unit.flat, sentence.start..sentence.end, language),
            length: length(unit, sentence),
            // Of a source page that stands in nothing was guessed.
            is_source: settled.is_some_and(|settled| settled.get(at).is_none_or(|own| own[number])),
        })
    };
    units.iter().flat_map(|at| of(*at)).collect()
}

/// A text as readers see it: without the line ends of the source that are no spaces to them, and without room twice.
fn shown(flat: &Flat, range: Range<usize>, language: &Tag) -> String {
    let text = &flat.text;
    let mut out = String::with_capacity(range.len());
    let mut from = range.start;
    let first = flat.line_ends.partition_point(|end| *end < range.start);
    for end in flat.line_ends[first..].iter().copied().take_while(|end| *end < range.end) {
        out.push_str(&text[from..end]);
        from = end;
        let (before, after) = (out.chars().next_back(), text[end + 1..].chars().next());
        if before.zip(after).is_some_and(|(before, after)| spacing::joins(before, after, language)) {
            from = end + 1;
        }
    }
    out.push_str(&text[from..range.end]);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of sentences.
fn joined(texts: &[Text], language: &Tag) -> String {
    texts.iter().fold(String::new(), |out, text| beside(out, &text.words, language))
}

/// Two texts as one, with room between them where their language has any.
fn beside(mut one: String, other: &str, language: &Tag) -> String {
    let ends = one.chars().next_back().zip(other.chars().next());
    if ends.is_some_and(|(before, after)| !spacing::joins(before, after, language)) {
        one.push(' ');
    }
    one.push_str(other);
    one
}

fn segments(source: &[Text], translation: &[Text], answers: &Answers, (from, to): (&Tag, &Tag)) -> Vec<Segment> {
    let lengths = |texts: &[Text]| texts.iter().map(|text| text.length).collect::<Vec<u32>>();
    let mut found: Vec<Segment> = Vec::new();
    for (there, here) in beads(&lengths(source), &lengths(translation), answers.ratio) {
        let own = Segment {
            source: joined(&source[there], from),
            translation: joined(&translation[here.clone()], to),
            translated: !here.is_empty() && translation[here].iter().any(|text| !text.is_source),
        };
        match found.last_mut() {
            // A sentence that the translation adds goes with the one before it: forms of exchange want a source.
            Some(before) if own.source.is_empty() && !source.is_empty() => before.add(&own, to),
            Some(before) if before.source.is_empty() && !source.is_empty() => {
                let before = std::mem::replace(before, own);
                found.last_mut().into_iter().for_each(|own| own.precede(&before, to));
            }
            _ => found.push(own),
        }
    }
    found
}

impl Segment {
    fn add(&mut self, other: &Self, language: &Tag) {
        self.translation = beside(std::mem::take(&mut self.translation), &other.translation, language);
        self.translated |= other.translated;
    }

    fn precede(&mut self, other: &Self, language: &Tag) {
        self.translation = beside(other.translation.clone(), &self.translation, language);
        self.translated |= other.translated;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_are_spaces_where_readers_see_some() {
        let flat =
            Flat { text: "把水烧开， 然后 等 a b".to_owned(), line_ends: vec![15, 26], ..Flat::default() };
        let of = |language: &str| shown(&flat, 0..flat.text.len(), &Tag::parse(language).expect("is a language"));
        assert_eq!(of("zh"), "把水烧开，然后 等 a b");
        let english = Tag::parse("en").expect("is a language");
        assert_eq!(beside("One.".to_owned(), "Two.", &english), "One. Two.");
        assert_eq!(beside("一。".to_owned(), "二。", &Tag::parse("zh").expect("is a language")), "一。二。");
        assert_eq!(beside(String::new(), "Two.", &english), "Two.");
    }
}
