//! Which sentences of a translation are still in the source language.
//!
//! A sentence that the source pages have word for word is in the source language, unless it is the same in both: names,
//! code, numbers, or words that the translation uses as its own. A sentence that they no longer have is known by its
//! script; where both languages share one, by its words, measured against what the source pages and the rest of the
//! translation teach; and where the pages are too few to teach much, by a detector that knows just these two languages.

use crate::SourceIndex;
use crate::flat::Flat;
use crate::page_text::{PageText, TextUnit};
use crate::script::{self, Script};
use crate::sentence::Sentence;
use crate::source_index::Evidence;
use crate::vocabulary::{Lexicon, signs};
use pamphlet_locale::Tag;

/// The language of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guess {
    /// The source language.
    Source,
    /// The translation's.
    Translation,
    /// The same in both, or too little to tell.
    Either,
}

/// Tells the two languages apart.
pub(crate) struct Languages<'a> {
    source: &'a SourceIndex,
    source_script: Script,
    script: Script,
    detector: Option<(whatlang::Detector, whatlang::Lang)>,
    vocabulary: Lexicon,
    /// Whether the two differ in their region alone, so that nothing can be told from words.
    same: bool,
}

/// Below this share of ordinary source words a sentence is not in the source language.
const FOREIGN: f32 = 0.6;
/// Above this share of them a sentence teaches nothing about the translation's language.
const DOUBTFUL: f32 = 0.4;
/// By how much a word must speak for the source language on average, as a logarithm: nearly three times as likely.
const SURE: f32 = 1.0;

impl<'a> Languages<'a> {
    /// Learns from the translated pages of a locale.
    pub(crate) fn learn<'s>(
        source: &'a SourceIndex,
        source_locale: &Tag,
        locale: &Tag,
        pages: impl Iterator<Item = &'s PageText>,
    ) -> Self {
        let source_script = script::of_language(source_locale);
        let script = script::of_language(locale);
        let same = source_locale.language() == locale.language();
        let detector = detected(source_locale)
            .zip(detected(locale))
            .filter(|(one, other)| one != other)
            .map(|(one, other)| (whatlang::Detector::with_allowlist(vec![one, other]), one));
        let mut languages = Self { source, source_script, script, detector, vocabulary: Lexicon::default(), same };
        if source_script == script && !same {
            for unit in pages.flat_map(|page| &page.units) {
                for sentence in &unit.sentences {
                    if source.has_sentence(sentence.key) {
                        continue;
                    }
                    let (evidence, _) = source.evidence(&unit.flat, sentence);
                    if f32::from(evidence.common) < DOUBTFUL * f32::from(evidence.all) {
                        languages.vocabulary.add(&unit.flat, sentence);
                    }
                }
            }
        }
        languages
    }

    /// The language of each sentence of a text.
    pub(crate) fn guess_unit(&self, unit: &TextUnit) -> Vec<Guess> {
        unit.sentences.iter().map(|sentence| self.guess(&unit.flat, sentence)).collect()
    }

    /// The language of a title or label.
    pub(crate) fn guess_text(&self, text: &str) -> Guess {
        let unit = TextUnit::plain(text);
        let guesses = self.guess_unit(&unit);
        if guesses.contains(&Guess::Translation) {
            Guess::Translation
        } else if guesses.contains(&Guess::Source) {
            Guess::Source
        } else {
            Guess::Either
        }
    }

    fn guess(&self, flat: &Flat, sentence: &Sentence) -> Guess {
        let (Evidence { all, common }, verbatim) = self.source.evidence(flat, sentence);
        if self.same {
            return if verbatim { Guess::Either } else { Guess::Translation };
        }
        if self.source_script != self.script {
            return self.guess_by_script(flat, sentence, verbatim, all, common);
        }
        if all == 0 || (common == 0 && verbatim) {
            return Guess::Either;
        }
        if verbatim && all >= 5 {
            return Guess::Source;
        }
        if verbatim {
            let advantage = self.advantage(flat, sentence);
            let needed = if all == 1 { 3.0 * SURE } else { 0.0 };
            return if advantage > needed { Guess::Source } else { Guess::Either };
        }
        let share = f32::from(common) / f32::from(all);
        if all < 2 || share <= FOREIGN / 2.0 {
            return Guess::Translation;
        }
        let mean = self.advantage(flat, sentence) / f32::from(all);
        let sure = match all {
            2 => common == 2 && mean > 2.0 * SURE,
            3..=5 => share >= FOREIGN && mean > SURE,
            _ => (share >= FOREIGN && mean > SURE) || (mean > 0.0 && self.is_surely_source(flat, sentence)),
        };
        if sure { Guess::Source } else { Guess::Translation }
    }

    /// How much the words of a sentence speak for the source language, as a logarithm.
    fn advantage(&self, flat: &Flat, sentence: &Sentence) -> f32 {
        let source = self.source.vocabulary();
        signs(flat, sentence).map(|sign| source.weight(sign.word) - self.vocabulary.weight(sign.word)).sum()
    }

    fn guess_by_script(&self, flat: &Flat, sentence: &Sentence, verbatim: bool, all: u16, common: u16) -> Guess {
        let (mut source, mut own) = (0_u32, 0_u32);
        for (at, character) in flat.text[sentence.start..sentence.end].char_indices() {
            match script::of(character) {
                Some(script) if script == self.source_script => {
                    source += u32::from(!crate::sentence::inside(&flat.opaque, sentence.start + at));
                }
                Some(script) if script == self.script => own += 1,
                Some(_) | None => {}
            }
        }
        let ordinary = common > 0 && (verbatim || (common >= 2 && common * 2 >= all));
        match (source, own) {
            (0, 0) => Guess::Either,
            (0, _) => Guess::Translation,
            (_, 0) if ordinary => Guess::Source,
            (_, 0) => Guess::Either,
            (source, own) if ordinary && source >= 19 * own => Guess::Source,
            _ if verbatim => Guess::Either,
            _ => Guess::Translation,
        }
    }

    fn is_surely_source(&self, flat: &Flat, sentence: &Sentence) -> bool {
        let Some((detector, source)) = &self.detector else { return false };
        detector
            .detect(&flat.text[sentence.start..sentence.end])
            .is_some_and(|found| found.lang() == *source && found.is_reliable())
    }
}

/// The language as the detector knows it.
fn detected(tag: &Tag) -> Option<whatlang::Lang> {
    use whatlang::Lang;
    Some(match tag.language() {
        "af" => Lang::Afr,
        "ar" => Lang::Ara,
        "az" => Lang::Aze,
        "be" => Lang::Bel,
        "bg" => Lang::Bul,
        "bn" => Lang::Ben,
        "ca" => Lang::Cat,
        "cs" => Lang::Ces,
        "cy" => Lang::Cym,
        "da" => Lang::Dan,
        "de" => Lang::Deu,
        "el" => Lang::Ell,
        "en" => Lang::Eng,
        "eo" => Lang::Epo,
        "es" => Lang::Spa,
        "et" => Lang::Est,
        "fa" => Lang::Pes,
        "fi" => Lang::Fin,
        "fr" => Lang::Fra,
        "he" => Lang::Heb,
        "hi" => Lang::Hin,
        "hr" => Lang::Hrv,
        "hu" => Lang::Hun,
        "hy" => Lang::Hye,
        "id" => Lang::Ind,
        "it" => Lang::Ita,
        "ja" => Lang::Jpn,
        "ka" => Lang::Kat,
        "ko" => Lang::Kor,
        "lt" => Lang::Lit,
        "lv" => Lang::Lav,
        "mk" => Lang::Mkd,
        "nb" | "no" => Lang::Nob,
        "nl" => Lang::Nld,
        "pl" => Lang::Pol,
        "pt" => Lang::Por,
        "ro" => Lang::Ron,
        "ru" => Lang::Rus,
        "sk" => Lang::Slk,
        "sl" => Lang::Slv,
        "sr" => Lang::Srp,
        "sv" => Lang::Swe,
        "tr" => Lang::Tur,
        "uk" => Lang::Ukr,
        "vi" => Lang::Vie,
        "zh" => Lang::Cmn,
        _ => return None,
    })
}

/// What is the same in both languages is in the source language where the text before and after it is: a name between
/// two sentences that nobody translated. `counts` says which units are part of the text.
pub(crate) fn fill(guesses: &mut [Vec<Guess>], counts: impl Fn(usize) -> bool) {
    let mut before = Guess::Source;
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut any = false;
    for unit in (0..guesses.len()).filter(|unit| counts(*unit)) {
        for at in 0..guesses[unit].len() {
            let guess = guesses[unit][at];
            if guess == Guess::Either {
                open.push((unit, at));
                continue;
            }
            any = true;
            if before == Guess::Source && guess == Guess::Source {
                open.drain(..).for_each(|(unit, at)| guesses[unit][at] = Guess::Source);
            }
            open.clear();
            before = guess;
        }
    }
    if any && before == Guess::Source {
        for (unit, at) in open {
            guesses[unit][at] = Guess::Source;
        }
    }
}

/// What a page's sentences are taken for where they are counted: one that is the same in both goes with the one before
/// it, at the beginning with the first that can be told; a page of which nothing can be told counts as translated.
pub(crate) fn settle(guesses: &[Vec<Guess>]) -> Vec<Vec<bool>> {
    let told = |guess: &&Guess| **guess != Guess::Either;
    let mut before = guesses.iter().flatten().find(told).copied().unwrap_or(Guess::Translation);
    guesses
        .iter()
        .map(|unit| {
            unit.iter()
                .map(|guess| {
                    if *guess != Guess::Either {
                        before = *guess;
                    }
                    before == Guess::Source
                })
                .collect()
        })
        .collect()
}
