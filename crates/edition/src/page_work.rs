//! A page of an edition while it is worked on: read, aligned with its source page, finished.

use crate::alignment;
use crate::anchors::Anchors;
use crate::answers::Answers;
use crate::cards::{CardFeatures, Taken, cards_of, pair, slug, unique};
use crate::drift::{Replaced, compare};
use crate::gaps;
use crate::language::{Guess, Languages, fill, settle};
use crate::link_targets::LinkTargets;
use crate::mark::{Marks, State};
use crate::measure::{Measure, measure_page};
use crate::navigation::{Title, first_title};
use crate::page_text::{PageText, UnitKind};
use crate::resolve::{Resolver, block_changes};
use crate::shape::{Shape, beginning};
use crate::source_index::IndexedPage;
use crate::{Drift, DriftKind, Input, InputPage, MeasuredPage, PageAlignment};
use pamphlet_document::{Answering, Block, Document, Note, Origin, Page, Placed, Revision};
use pamphlet_source::{Code, Diagnostic};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A page while it is worked on.
pub(crate) struct PageWork<'w> {
    pub(crate) input: &'w InputPage,
    /// Its source page, if there is one.
    pub(crate) source: Option<&'w IndexedPage>,
    pub(crate) page_text: Cow<'w, PageText>,
    pub(crate) cards: Cow<'w, [CardFeatures]>,
    pub(crate) card_ids: Vec<String>,
    /// For a translation, what each sentence is in; empty for source pages.
    pub(crate) guesses: Vec<Vec<Guess>>,
    pub(crate) drift: Vec<Drift>,
    pub(crate) replaced: Replaced,
    /// Whether it is a page of the source locale, by right or as a stand-in.
    pub(crate) is_source: bool,
    /// Whether a translation has nothing but the source language in its text.
    pub(crate) untranslated: bool,
    /// How its text answers to that of its source page, if there is one.
    pub(crate) answers: Option<Answers>,
}

impl<'w> PageWork<'w> {
    /// Begins a page: what is known of it before others are looked at.
    pub(crate) fn begin(input: &'w Input<'_>, page: &'w InputPage, own_source: bool) -> Self {
        let source = input.source.pages().get(&page.id);
        let is_source = own_source || page.fallback;
        // The same document is worked out already.
        let known = source.filter(|source| is_source && Arc::ptr_eq(&source.document, &page.document));
        let (page_text, cards) = match known {
            Some(source) => (Cow::Borrowed(&source.page_text), Cow::Borrowed(source.cards.as_slice())),
            None => (Cow::Owned(PageText::of(&page.document)), Cow::Owned(cards_of(&page.document))),
        };
        Self {
            input: page,
            source,
            page_text,
            cards,
            card_ids: Vec::new(),
            guesses: Vec::new(),
            drift: Vec::new(),
            replaced: Replaced::new(),
            is_source,
            untranslated: false,
            answers: None,
        }
    }

    /// Aligns a page with its source page, and gives its anchors.
    pub(crate) fn answer(&mut self) -> Anchors {
        let Some(source) = self.source else { return Anchors::of(&self.input.document) };
        if self.is_source && Arc::ptr_eq(&source.document, &self.input.document) {
            return source.anchors.clone();
        }
        let mut anchors = Anchors::of(&self.input.document);
        let answers = Answers::of((&source.page_text, &source.anchors), (&self.page_text, &anchors));
        anchors.answer_to(&source.anchors, &answers.headings);
        self.answers = Some(answers);
        anchors
    }

    /// Guesses in which language each of its sentences is.
    pub(crate) fn guess(&mut self, languages: &Languages<'_>) {
        self.guesses = self.page_text.units.iter().map(|unit| languages.guess_unit(unit)).collect();
        let units = &self.page_text.units;
        fill(&mut self.guesses, |unit| units[unit].kind == UnitKind::Text);
        let mut any_source = false;
        let mut any_translated = false;
        for (unit, guesses) in self.page_text.units.iter().zip(&self.guesses) {
            if unit.kind == UnitKind::Text {
                any_source |= guesses.contains(&Guess::Source);
                any_translated |= guesses.contains(&Guess::Translation);
            }
        }
        self.untranslated = any_source && !any_translated;
    }

    /// Compares it with its source page: what the translation lost, gained or changed.
    pub(crate) fn compare(&mut self) {
        let Some(source) = self.source else { return };
        let (shape, place) = (Shape::of(&self.input.document), beginning(self.input.source));
        (self.drift, self.replaced) = compare(&self.input.id, place, &source.shape, &shape);
        let Some(answers) = &self.answers else { return };
        let (own, settled) = ((self.page_text.as_ref(), self.input.source), settle(&self.guesses));
        let found = gaps::compare(&self.input.id, &source.page_text, own, answers, &settled, &source.shape.callouts);
        self.drift.extend(found);
    }

    /// How much of it is translated.
    pub(crate) fn measure(&self, input: &Input<'_>, own_source: bool) -> MeasuredPage {
        let measure = match (self.source, &self.answers) {
            _ if own_source => Measure::Source,
            _ if self.is_source => Measure::Fallback,
            (Some(source), Some(answers)) => Measure::Translation(&self.guesses, &source.page_text, answers),
            _ if input.source.pages().is_empty() => Measure::Alone(&self.guesses),
            _ => Measure::Added,
        };
        measure_page(&self.input.id, &self.page_text, &measure)
    }

    /// That it is a stand-in, or has no source page, where that is so.
    pub(crate) fn standing(&self, input: &Input<'_>) -> Option<Diagnostic> {
        let place = beginning(self.input.source);
        if self.input.fallback {
            let message = format!("`{}` is not translated; the source page stands in for it", self.input.id);
            let help = "translate it; until then it is marked with its own language and does not count";
            return Some(Diagnostic::new(Code::FallbackPage, message).help(help).at(place.source, place.span));
        }
        if !self.is_source && self.source.is_none() && !input.source.pages().is_empty() {
            let message = format!("`{}` has no source page", self.input.id);
            let help = "remove it if the source page is gone, or add the source page";
            return Some(Diagnostic::new(Code::TranslationOnly, message).help(help).at(place.source, place.span));
        }
        None
    }

    /// Makes the page of the edition.
    pub(crate) fn finish(
        &self,
        input: &Input<'_>,
        link_targets: &LinkTargets<'_>,
        title: &Title,
        coverage: &MeasuredPage,
    ) -> (Page, Vec<Diagnostic>) {
        let id = &self.input.id;
        let document: &Document = &self.input.document;
        let language =
            if self.is_source || self.untranslated { input.source_locale.clone() } else { input.locale.clone() };
        let title_language = title.language.clone().unwrap_or_else(|| input.locale.clone());
        let mut editor = Editor {
            input,
            work: self,
            marks: (!self.guesses.is_empty())
                .then(|| Marks::new(&self.page_text, &self.guesses, input.source_locale, link_targets.locale())),
            around: if self.untranslated { State::Source } else { State::Translation },
            resolver: Resolver {
                link_targets,
                page: id,
                replaced: &self.replaced,
                sources: &input.sources,
                card_ids: &self.card_ids,
                diagnostics: Vec::new(),
                headings: 0,
                cards: 0,
            },
        };
        let blocks = document.blocks.iter().enumerate().map(|(at, placed)| editor.placed(placed, at)).collect();
        let notes = document.notes.iter().enumerate().map(|(at, note)| editor.note(note, at)).collect();
        let mut diagnostics = editor.resolver.diagnostics;
        if self.input.fallback {
            // The source locale's edition reports what is wrong with its pages.
            diagnostics.clear();
        }
        let page = Page {
            id: id.clone(),
            title: title.text.clone(),
            title_language: (title_language != language).then_some(title_language),
            title_in_text: first_title(document).is_some(),
            meta: document.meta.clone(),
            language,
            fallback: self.input.fallback,
            blocks,
            notes,
            answering: self.answering(input),
            url: if self.input.fallback { &input.facts.lent_addresses } else { &input.facts.addresses }
                .as_ref()
                .and_then(|pattern| Some(pattern.page(input.locale, self.input.web_path.as_deref()?))),
            source: self.input.source,
            digest: self.input.digest.clone(),
            date: date(input, &self.input.revision),
            revision: self.input.revision.clone(),
            coverage: coverage.coverage,
        };
        (page, diagnostics)
    }

    /// What the blocks and notes of a page answer on its source page.
    fn answering(&self, input: &Input<'_>) -> Answering {
        let is_asked = input.answers && input.locale != input.source_locale;
        let Some(source) = self.source.filter(|_| is_asked) else {
            return Answering::default();
        };
        let own: &Document = &self.input.document;
        if Arc::ptr_eq(&source.document, &self.input.document) {
            return source.names.clone();
        }
        let Some(answers) = &self.answers else { return Answering::default() };
        let pairs = answers.blocks((&source.page_text, &source.document), (&self.page_text, own));
        let label = |label: &str| source.document.notes.iter().position(|note| note.label == label);
        let settled = settle(&self.guesses);
        let (block_sentences, note_sentences) =
            alignment::runs((&source.page_text, &source.names), &self.page_text, answers, &settled, languages(input));
        Answering {
            block_sentences,
            note_sentences,
            blocks: pairs.into_iter().map(|block| source.names.blocks.get(block?)?.clone()).collect(),
            notes: own.notes.iter().map(|note| source.names.notes.get(label(&note.label)?)?.clone()).collect(),
        }
    }

    /// The text of a translation beside that of its source page.
    pub(crate) fn aligned(&self, input: &Input<'_>) -> Option<PageAlignment> {
        let (source, answers) = (self.source?, self.answers.as_ref()?);
        let settled = settle(&self.guesses);
        let names = &source.names.blocks;
        Some(alignment::of(
            &self.input.id,
            &source.page_text,
            &self.page_text,
            answers,
            &settled,
            names,
            languages(input),
        ))
    }
}

/// Gives each card the id of the source page's card that it answers to, and records those that have none.
pub(crate) fn name_cards(works: &mut [PageWork<'_>], input: &Input<'_>) {
    let mut taken: Taken =
        input.source.pages().values().flat_map(|page| &page.card_ids).map(|id| (id.clone(), 1)).collect();
    for work in works {
        let (features, ids): (&[CardFeatures], &[String]) =
            work.source.map_or((&[], &[]), |source| (&source.cards, &source.card_ids));
        let pairs = pair(features, &work.cards);
        work.card_ids = pairs
            .iter()
            .zip(work.cards.iter())
            .map(|(there, card)| match there {
                Some(there) => ids[*there].clone(),
                None => unique(slug(card.plain_name()), &mut taken),
            })
            .collect();
        if work.is_source || work.source.is_none() {
            continue;
        }
        let kept: BTreeSet<usize> = pairs.iter().flatten().copied().collect();
        let card = |card: &CardFeatures, id: &str| format!("card `{}` ({id})", card.name);
        for (at, feature) in features.iter().enumerate().filter(|(at, _)| !kept.contains(at)) {
            work.drift.push(Drift {
                page: work.input.id.clone(),
                kind: DriftKind::Card,
                source: Some(card(feature, &ids[at])),
                translation: None,
                place: Some(beginning(work.input.source)),
                source_place: Some(feature.place),
            });
        }
        for (at, feature) in work.cards.iter().enumerate().filter(|(at, _)| pairs[*at].is_none()) {
            work.drift.push(Drift {
                page: work.input.id.clone(),
                kind: DriftKind::Card,
                source: None,
                translation: Some(card(feature, &work.card_ids[at])),
                place: Some(feature.place),
                source_place: None,
            });
        }
    }
}

/// The languages of a source page and of its translation.
const fn languages<'i>(input: &Input<'i>) -> (&'i pamphlet_locale::Tag, &'i pamphlet_locale::Tag) {
    (input.source_locale, input.locale)
}

/// Resolves and marks the blocks of a page; those that stay as they are are shared, not copied.
struct Editor<'e> {
    input: &'e Input<'e>,
    work: &'e PageWork<'e>,
    marks: Option<Marks<'e>>,
    around: State,
    resolver: Resolver<'e>,
}

impl Editor<'_> {
    fn placed(&mut self, placed: &Placed, at: usize) -> Placed {
        let units = self.work.page_text.blocks[at].clone();
        let marked = self.marks.as_ref().is_some_and(|marks| marks.changes(units.clone(), self.around));
        if !marked && !block_changes(&placed.block) {
            return placed.clone();
        }
        let mut block = placed.block.as_ref().clone();
        self.resolver.block(&mut block, placed.origin);
        if marked {
            self.mark(&mut block, units.start, placed.origin);
        }
        Placed { origin: placed.origin, block: Arc::new(block) }
    }

    fn note(&mut self, note: &Note, at: usize) -> Note {
        let mut note = note.clone();
        let mut unit = self.work.page_text.notes[at].start;
        for block in &mut note.blocks {
            let count = crate::mark::count_block(block);
            self.resolver.block(block, note.origin);
            if self.marks.as_ref().is_some_and(|marks| marks.changes(unit..unit + count, self.around)) {
                self.mark(block, unit, note.origin);
            }
            unit += count;
        }
        note
    }

    fn mark(&self, block: &mut Block, unit: usize, origin: Origin) {
        let text = self.input.sources.get(origin.source).map_or("", |file| &*file.text);
        let text = text.get(origin.start as usize..).unwrap_or("");
        if let Some(marks) = &self.marks {
            marks.mark(block, unit, self.around, text);
        }
    }
}

/// The date that a file prints: the site's, else that of its last commit.
pub(crate) fn date(input: &Input<'_>, revision: &Revision) -> Option<String> {
    let day = || revision.commit.as_ref().map(|commit| commit.date.clone());
    input.facts.date.clone().or_else(day)
}
