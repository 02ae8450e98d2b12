//! Which text of a translation answers to which text of its source page.
//!
//! Headings are paired first. Between two of them, texts are paired in their order, by what they are, how long they
//! are, and what translations keep: addresses, code, pictures, sentences that nobody translated. What is left over goes
//! with its neighbour when that is too long for its counterpart alone: paragraphs that were joined or parted.

use crate::align::align;
use crate::anchors::Anchors;
use crate::page_text::{PageText, TextUnit, UnitRole, as_length};
use crate::sentence::is_unspaced;
use pamphlet_document::Document;
use pamphlet_source::letters;
use std::mem::discriminant;
use std::ops::Range;

/// How the text of a translation answers to that of its source page.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Answers {
    /// Which heading of the source page is which one here, by number.
    pub(crate) headings: Vec<(usize, usize)>,
    /// For each unit of the source page the units here that answer it, in order.
    pub(crate) of_source: Vec<Vec<usize>>,
    /// For each unit here the units of the source page that it answers, in order.
    pub(crate) of_translation: Vec<Vec<usize>>,
    /// How long a text is here, measured in what it answers.
    pub(crate) ratio: f32,
}

/// How long texts are in a script with a character a syllable or word, measured in texts of an alphabet.
const DENSE: f32 = 0.42;
/// How long they are in another alphabet.
const ALIKE: f32 = 1.1;
/// From so many pairs on, the page itself tells how long its texts are.
const TELLING: usize = 8;
/// By how much a text must be too long for its counterpart before it answers a second one.
const JOINED: f32 = 1.5;

impl Answers {
    /// Pairs a translation with its source page.
    pub(crate) fn of(source: (&PageText, &Anchors), translation: (&PageText, &Anchors)) -> Self {
        let mut answers = Self {
            headings: align_headings(source, translation),
            of_source: vec![Vec::new(); source.0.units.len()],
            of_translation: vec![Vec::new(); translation.0.units.len()],
            ratio: expected_ratio(source.0, translation.0),
        };
        for (one, other) in answers.headings.clone() {
            let (one, other) = (source.0.headings[one], translation.0.headings[other]);
            if source.0.units[one].counts() && translation.0.units[other].counts() {
                answers.pair(one, other);
            }
        }
        let segments = answers.segments(source.0, translation.0);
        let mut uneven = Vec::new();
        for (there, here) in segments {
            let same = there.len() == here.len()
                && there.iter().zip(&here).all(|(one, other)| {
                    discriminant(&source.0.units[*one].role) == discriminant(&translation.0.units[*other].role)
                });
            if same {
                there.into_iter().zip(here).for_each(|(one, other)| answers.pair(one, other));
            } else {
                uneven.push((there, here));
            }
        }
        answers.learn_ratio(source.0, translation.0);
        for (there, here) in uneven {
            let pairs = align(&there, &here, |one, other| {
                likeness(&source.0.units[*one], &translation.0.units[*other], answers.ratio)
            });
            for (one, other) in pairs {
                answers.pair(there[one], here[other]);
            }
            answers.join(source.0, translation.0, &there, &here);
        }
        answers
    }

    fn pair(&mut self, source: usize, translation: usize) {
        self.of_source[source].push(translation);
        self.of_translation[translation].push(source);
    }

    /// The units between headings that are paired, those of the headings too; then those of notes, by their labels.
    fn segments(&self, source: &PageText, translation: &PageText) -> Vec<(Vec<usize>, Vec<usize>)> {
        let counted = |page_text: &PageText, range: Range<usize>| -> Vec<usize> {
            range.filter(|unit| page_text.units.get(*unit).is_some_and(TextUnit::counts)).collect()
        };
        let end = |page_text: &PageText| page_text.blocks.last().map_or(0, |units| units.end);
        let (mut there, mut here) = (0, 0);
        let mut found = Vec::new();
        let (ends, own_ends) = (end(source), end(translation));
        for (next, own) in self.headings.iter().map(Some).chain([None]).map(|pair| pair.copied().unzip()) {
            // Headings inside notes are no headings of the text.
            let to = next.map_or(ends, |next| source.headings[next]).min(ends).max(there);
            let own_to = own.map_or(own_ends, |own| translation.headings[own]).min(own_ends).max(here);
            found.push((counted(source, there..to), counted(translation, here..own_to)));
            (there, here) = (to + 1, own_to + 1);
        }
        for (label, units) in source.labels.iter().zip(&source.notes) {
            let own = translation.labels.iter().position(|own| own == label).map(|at| translation.notes[at].clone());
            found.push((counted(source, units.clone()), counted(translation, own.unwrap_or_default())));
        }
        found
    }

    /// How long texts are here, from the pairs that order alone has made: the one in the middle.
    fn learn_ratio(&mut self, source: &PageText, translation: &PageText) {
        let mut ratios: Vec<f32> = self
            .of_source
            .iter()
            .zip(&source.units)
            .filter_map(|(own, unit)| Some((translation.units.get(*own.first()?)?, unit)))
            .filter(|(_, unit)| unit.size >= 20)
            .map(|(own, unit)| as_length(own.size) / as_length(unit.size))
            .collect();
        if ratios.len() >= TELLING {
            ratios.sort_by(f32::total_cmp);
            self.ratio = ratios[ratios.len() / 2].clamp(0.2, 3.0);
        }
    }

    /// Gives what nothing answers to a neighbour that is too long for its counterpart.
    fn join(&mut self, source: &PageText, translation: &PageText, there: &[usize], here: &[usize]) {
        for (at, unit) in there.iter().enumerate().filter(|(_, unit)| joins(&source.units[**unit])) {
            if !self.of_source[*unit].is_empty() {
                continue;
            }
            let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| there.get(at));
            let candidate = beside.filter(|next| joins(&source.units[**next])).find_map(|next| {
                let [own] = self.of_source[*next][..] else { return None };
                let had: u32 = self.of_translation[own].iter().map(|unit| source.units[*unit].size).sum();
                let own_size = as_length(translation.units[own].size);
                fits_better(own_size, as_length(had) * self.ratio, as_length(source.units[*unit].size) * self.ratio)
                    .then_some(own)
            });
            if let Some(own) = candidate {
                self.pair(*unit, own);
                self.of_translation[own].sort_unstable();
            }
        }
        for (at, unit) in here.iter().enumerate().filter(|(_, unit)| joins(&translation.units[**unit])) {
            if !self.of_translation[*unit].is_empty() {
                continue;
            }
            let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| here.get(at));
            let candidate = beside.filter(|next| joins(&translation.units[**next])).find_map(|next| {
                let [answered] = self.of_translation[*next][..] else { return None };
                let had: u32 = self.of_source[answered].iter().map(|unit| translation.units[*unit].size).sum();
                let size = as_length(source.units[answered].size) * self.ratio;
                fits_better(size, as_length(had), as_length(translation.units[*unit].size)).then_some(answered)
            });
            if let Some(answered) = candidate {
                self.pair(answered, *unit);
                self.of_source[answered].sort_unstable();
            }
        }
    }

    /// For each block of the translation the block of the source page that it answers: the one that most of its words
    /// answer; what has no words, one of the same kind between the same neighbours.
    pub(crate) fn blocks(
        &self,
        (source, there): (&PageText, &Document),
        (translation, here): (&PageText, &Document),
    ) -> Vec<Option<usize>> {
        let block_of = |unit: usize| source.blocks.partition_point(|units| units.end <= unit);
        let mut found: Vec<Option<usize>> = Vec::with_capacity(translation.blocks.len());
        for units in &translation.blocks {
            let mut votes: Vec<(usize, u32)> = Vec::new();
            for unit in units.clone() {
                for answered in &self.of_translation[unit] {
                    let block = block_of(*answered);
                    let words = translation.units[unit].words().max(1);
                    match votes.iter_mut().find(|(known, _)| *known == block) {
                        Some((_, count)) => *count += words,
                        None => votes.push((block, words)),
                    }
                }
            }
            let most = votes.iter().rev().max_by_key(|(_, words)| *words);
            found.push(most.map(|(block, _)| *block).filter(|block| *block < source.blocks.len()));
        }
        let wordless = |page_text: &PageText, block: usize| {
            page_text.blocks[block].clone().all(|unit| !page_text.units[unit].counts())
        };
        let mut next = 0;
        for at in 0..found.len() {
            if let Some(block) = found[at] {
                next = next.max(block + 1);
                continue;
            }
            if !wordless(translation, at) {
                continue;
            }
            let end = found[at..].iter().flatten().copied().find(|block| *block >= next).unwrap_or(source.blocks.len());
            let kind = discriminant(&here.blocks[at].block.kind);
            let same = (next..end)
                .find(|block| wordless(source, *block) && discriminant(&there.blocks[*block].block.kind) == kind);
            if let Some(block) = same {
                found[at] = Some(block);
                next = block + 1;
            }
        }
        found
    }
}

/// Whether a text can be joined with another one, or parted: not what stands by itself.
fn joins(unit: &TextUnit) -> bool {
    matches!(unit.role, UnitRole::Paragraph | UnitRole::Item | UnitRole::Detail | UnitRole::Part)
}

/// Whether a text of this size is too long for what it has, and less so with what is added.
fn fits_better(size: f32, had: f32, added: f32) -> bool {
    size > had * JOINED && closeness(size, had + added) > closeness(size, had)
}

/// How near two sizes are, from 0 to 1.
fn closeness(one: f32, other: f32) -> f32 {
    let (one, other) = (one + 6.0, other + 6.0);
    if one < other { one / other } else { other / one }
}

/// How surely one text answers to another; 0 for not at all.
fn likeness(source: &TextUnit, translation: &TextUnit, ratio: f32) -> u32 {
    let role = match (source.role, translation.role) {
        (UnitRole::Heading(one), UnitRole::Heading(other)) => 40 - 5 * u32::from(one.abs_diff(other).min(5)),
        (UnitRole::Heading(_), _) | (_, UnitRole::Heading(_)) => return 0,
        (one, other) if one == other => 30,
        _ => 15,
    };
    let same = source.sentences.iter().filter(|one| one.runs >= 3);
    let verbatim = same.take(8).any(|one| translation.sentences.iter().any(|other| one.key == other.key));
    let shared = source.tokens.iter().filter(|token| translation.tokens.contains(token)).take(3).count();
    let near = closeness(as_length(translation.size), as_length(source.size) * ratio);
    if near < 0.2 && shared == 0 && !verbatim {
        return 0;
    }
    let tokens = match (shared, source.tokens.is_empty() || translation.tokens.is_empty()) {
        (0, true) if source.tokens.len() == translation.tokens.len() => 10,
        (0, _) => 0,
        (count, _) => 20 + 10 * u32::try_from(count).unwrap_or(3),
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 20")]
    let near = (near * 20.0) as u32;
    role + tokens + near + if verbatim { 60 } else { 0 }
}

/// How long texts should be here, by their script.
fn expected_ratio(source: &PageText, translation: &PageText) -> f32 {
    let dense = |page_text: &PageText| {
        let text = page_text
            .units
            .iter()
            .flat_map(|unit| unit.flat.text.chars())
            .filter(|character| letters::is_alphabetic(*character));
        let (mut all, mut dense) = (0_u32, 0_u32);
        for character in text.take(4000) {
            all += 1;
            dense += u32::from(is_unspaced(character));
        }
        dense * 2 > all
    };
    match (dense(source), dense(translation)) {
        (false, true) => DENSE,
        (true, false) => 1.0 / DENSE,
        _ => ALIKE,
    }
}

/// What stands under a heading.
struct Head<'s> {
    level: u8,
    anchor: &'s str,
    words: &'s str,
    texts: usize,
    tokens: Vec<u64>,
}

fn heads<'s>(page_text: &'s PageText, anchors: &'s Anchors) -> Vec<Head<'s>> {
    let starts = page_text.headings.iter().copied();
    let ends = page_text.headings.iter().skip(1).copied().chain([page_text.units.len()]);
    let under = starts.zip(ends).map(|(start, end)| {
        let units = &page_text.units[start..end.max(start)];
        let tokens = units.iter().flat_map(|unit| &unit.tokens).copied().take(64).collect::<Vec<u64>>();
        (units.iter().filter(|unit| unit.counts()).count(), tokens)
    });
    let of = |(heading, (texts, tokens)): (&'s crate::anchors::HeadingAnchor, (usize, Vec<u64>))| Head {
        level: heading.level,
        anchor: &heading.anchor,
        words: &heading.words,
        texts,
        tokens,
    };
    anchors.headings.iter().zip(under).map(of).collect()
}

/// Pairs the headings of a source page with those of a translation: the n-th with the n-th where the levels agree, else
/// by level, words, anchors, and what stands under them.
fn align_headings(source: (&PageText, &Anchors), translation: (&PageText, &Anchors)) -> Vec<(usize, usize)> {
    let (one, other) = (&source.1.headings, &translation.1.headings);
    if one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.level == other.level) {
        return (0..one.len()).map(|at| (at, at)).collect();
    }
    align(&heads(source.0, source.1), &heads(translation.0, translation.1), |one, other| {
        let level = match one.level.abs_diff(other.level) {
            0 => 8,
            1 => 2,
            _ => 0,
        };
        let named = if one.words == other.words || one.anchor == other.anchor { 16 } else { 0 };
        if level + named == 0 {
            return 0;
        }
        let shared = one.tokens.iter().filter(|token| other.tokens.contains(token)).take(6).count();
        let texts = if one.texts == other.texts { 2 } else { 0 };
        level + named + texts + u32::try_from(shared).unwrap_or(6)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::document;
    use pamphlet_source::SourceId;

    /// The pairs of a page and its source page, as the first words of both.
    fn pairs(source: &str, translation: &str) -> Vec<String> {
        let (source, translation) = (document(SourceId(0), source), document(SourceId(1), translation));
        let (one, other) = (PageText::of(&source), PageText::of(&translation));
        let answers = Answers::of((&one, &Anchors::of(&source)), (&other, &Anchors::of(&translation)));
        let first = |unit: &TextUnit| unit.flat.text.split(' ').next().unwrap_or_default().to_owned();
        let shown = |(at, own): (usize, &Vec<usize>)| {
            let own: Vec<String> = own.iter().map(|unit| first(&other.units[*unit])).collect();
            format!("{}:{}", first(&one.units[at]), own.join("+"))
        };
        answers.of_source.iter().enumerate().map(shown).collect()
    }

    #[test]
    fn what_was_cut_has_no_answer() {
        let source = "# Lamp\nLight the lamp before dusk.\nTrim the wick every week.\nNever leave it alone.\n## Oil\nUse clean oil.";
        let found = pairs(source, "# Lampada\nAccendete la lampada prima del tramonto.");
        assert_eq!(found, ["Lamp:Lampada", "Light:Accendete", "Trim:", "Never:", "Oil:", "Use:"]);
    }

    #[test]
    fn texts_are_known_by_what_translations_keep() {
        let source = "One with [a](x.md) thing.\nTwo with `code` in it.\nThree with [b](y.md) thing.";
        let found = pairs(source, "Zwei mit `code` darin.\nDrei mit [b](y.md) Sachen.");
        assert_eq!(found, ["One:", "Two:Zwei", "Three:Drei"]);
    }

    #[test]
    fn sections_are_known_by_what_stands_in_them() {
        let source = "# T\n## A\nSee [a](a.md) here.\n## B\nSee [b](b.md) here.\n## C\nSee [c](c.md) here.";
        let found = pairs(source, "# T\n## Be\nSiehe [b](b.md) hier.\n## Ce\nSiehe [c](c.md) hier.");
        assert_eq!(found, ["T:T", "A:", "See:", "B:Be", "See:Siehe", "C:Ce", "See:Siehe"]);
    }

    #[test]
    fn joined_and_parted_paragraphs_are_whole() {
        let short = "Alpha is the first of the letters here.";
        let long = "Alfa ist der erste der Buchstaben hier. Beta ist der zweite der Buchstaben hier.";
        let found =
            pairs(&format!("# T\n{short}\nBeta is the second of the letters here.\n- x"), &format!("# T\n{long}\n- x"));
        assert_eq!(found[1..3], ["Alpha:Alfa", "Beta:Alfa"]);
        let found =
            pairs(&format!("# T\n{long}\n- x"), &format!("# T\n{short}\nBeta is the second of the letters here.\n- x"));
        assert_eq!(found[1], "Alfa:Alpha+Beta");
    }

    #[test]
    fn notes_answer_by_label() {
        let found = pairs("note a: One note here.\nnote b: Another note here.", "note b: Eine Notiz hier.");
        assert_eq!(found, ["One:", "Another:Eine"]);
    }
}
