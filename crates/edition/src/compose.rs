//! The one way in.

use crate::aims::Aims;
use crate::anchors::Anchors;
use crate::answers::Answers;
use crate::cards::{CardFeatures, Taken, cards_of, pair, slug, unique};
use crate::drift::{Replaced, compare};
use crate::glossary::glossary;
use crate::language::{Guess, Languages, fill, settle};
use crate::mark::{Marks, State};
use crate::measure::{Measure, measure_nav, measure_page};
use crate::navigation::{Title, first_title, items, labels, order, title_of};
use crate::resolve::{Resolver, block_changes};
use crate::shape::{Shape, beginning};
use crate::source_index::SourcePage;
use crate::survey::{Survey, UnitKind};
use crate::{
    Drift, DriftKind, Found, Input, InputPage, NavCoverage, NavEntry, PageAlignment, PageCoverage, address, alignment,
    checks, gaps,
};
use pamphlet_document::reduced::{AS_WORDS, told};
use pamphlet_document::scheme::{self, Reach};
use pamphlet_document::{
    Answering, Block, Coverage, Document, Edition, EditionParts, Note, Origin, Page, PageId, PageWalls, Placed,
    Revision,
};
use pamphlet_source::{Code, Diagnostic, Fault, Place, SourceId};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An edition, and what there is to say about it.
#[derive(Debug, Clone)]
pub struct Composed {
    /// The edition.
    pub edition: Edition,
    /// In the order of pages (reading order), then of places.
    pub diagnostics: Vec<Found>,
    /// How much of each page is translated, in reading order.
    pub coverage: Vec<PageCoverage>,
    /// How much of each section of the navigation is translated, a section before those inside it.
    pub sections: Vec<NavCoverage>,
    /// What the translation lost, gained or changed against its source pages. Also among the diagnostics.
    pub drift: Vec<Drift>,
    /// The text of each page beside that of its source page, in reading order, when it was asked for. Pages that fell
    /// back, and those without a source page, are not among them.
    pub alignment: Vec<PageAlignment>,
}

/// A page while it is worked on.
struct Work<'w> {
    input: &'w InputPage,
    /// Its source page, if there is one.
    source: Option<&'w SourcePage>,
    survey: Cow<'w, Survey>,
    cards: Cow<'w, [CardFeatures]>,
    card_ids: Vec<String>,
    /// For a translation, what each sentence is in; empty for source pages.
    guesses: Vec<Vec<Guess>>,
    drift: Vec<Drift>,
    replaced: Replaced,
    /// Whether it is a page of the source locale, by right or as a stand-in.
    is_source: bool,
    /// Whether a translation has nothing but the source language in its text.
    untranslated: bool,
    /// How its text answers to that of its source page, if there is one.
    answers: Option<Answers>,
}

/// Composes the edition of one locale: aligns its pages with their source pages, resolves links, anchors, notes and
/// pictures, gives cards their ids, finds the language of parts, measures coverage and drift. Total: whatever cannot be
/// resolved is marked as such and reported, and the text stays. A page with a fault is reported, too, and composed from
/// the lines of its text.
///
/// # Errors
/// When a page has a fault even with nothing in it.
pub fn compose(input: &Input<'_>) -> Result<Composed, Fault> {
    let mut walls = PageWalls::new(input.walls, "compose", input.locale.as_str());
    let mut pages = Cow::Borrowed(input.pages);
    let mut composed = loop {
        if let Some(composed) = attempt(&Input { pages: &pages, ..input.clone() }, &walls) {
            break composed;
        }
        for (id, level) in walls.reduce()? {
            for page in pages.to_mut().iter_mut().filter(|page| page.id == id) {
                *page = page.reduced(level, &input.sources);
            }
        }
    };
    let sources: BTreeMap<&PageId, SourceId> = pages.iter().map(|page| (&page.id, page.source)).collect();
    for (id, level, fault) in walls.reduced() {
        let diagnostic = told(&format!("`{id}`"), AS_WORDS, level, fault, sources[id]);
        composed.diagnostics.push(Found { page: Some(id.clone()), diagnostic });
    }
    Ok(composed)
}

/// Composes the edition, unless a page fails behind its wall.
fn attempt(input: &Input<'_>, walls: &PageWalls<'_>) -> Option<Composed> {
    let own_source = input.locale == input.source_locale;
    let (ordered, named) = order(input.nav, input.pages);
    let begun = ordered.iter().map(|page| {
        walls.behind(&page.id, || {
            let mut work = begin(input, page, own_source);
            let anchors = answer(&mut work);
            (work, (&page.id, anchors))
        })
    });
    let (mut works, anchors): (Vec<Work<'_>>, BTreeMap<&PageId, Anchors>) = all(begun)?.into_iter().unzip();
    let aims = Aims::new(input, anchors);

    let translated = || works.iter().filter(|work| !work.is_source).map(|work| work.survey.as_ref());
    let languages = Languages::learn(input.source, input.source_locale, input.locale, translated());
    let guessed = works.iter_mut().filter(|work| !work.is_source).map(|work| {
        walls.behind(&work.input.id, || {
            guess(work, &languages);
            if let Some(source) = work.source {
                let (shape, place) = (Shape::of(&work.input.document), beginning(work.input.source));
                (work.drift, work.replaced) = compare(&work.input.id, place, &source.shape, &shape);
                if let Some(answers) = &work.answers {
                    let (own, settled) = ((work.survey.as_ref(), work.input.source), settle(&work.guesses));
                    let callouts = &source.shape.callouts;
                    let found = gaps::compare(&work.input.id, &source.survey, own, answers, &settled, callouts);
                    work.drift.extend(found);
                }
            }
        })
    });
    all(guessed)?;
    name_cards(&mut works, input);

    let labels = labels(input.nav);
    let source_tag = |text: &str| match languages.guess_text(text) {
        Guess::Source if !own_source => Some(input.source_locale.clone()),
        Guess::Source | Guess::Translation | Guess::Either => None,
    };
    let title = |work: &Work<'_>| {
        let text = title_of(&work.input.id, &work.input.document, labels.get(&work.input.id).copied());
        let language = match (own_source, work.is_source) {
            (true, _) => None,
            (false, true) => Some(input.source_locale.clone()),
            (false, false) => source_tag(&text),
        };
        Title { text, language }
    };
    // Of the sentence about the page, and of that about the edition.
    let description = |work: &Work<'_>| {
        let text = work.input.document.meta.description.as_deref()?;
        if work.is_source || work.untranslated { None } else { source_tag(text) }
    };
    let about = input.facts.description.as_deref().and_then(source_tag);
    let titles: BTreeMap<&PageId, Title> = works.iter().map(|work| (&work.input.id, title(work))).collect();

    let mut checked = checked(input, &works, walls)?;
    let mut diagnostics = Vec::new();
    let mut drift = lost_pages(input);
    let mut pages = Vec::with_capacity(works.len());
    let mut coverage: Vec<PageCoverage> = Vec::with_capacity(works.len());
    let finished = works.iter().map(|work| {
        walls.behind(&work.input.id, || {
            let measured = measure(input, work, own_source);
            {
                let (mut page, found) = finish(input, work, &aims, &titles[&work.input.id], &measured);
                page.meta.description_language = description(work);
                ((page, found), measured)
            }
        })
    });
    let finished = all(finished)?;
    for (work, ((page, mut found), measured)) in works.iter_mut().zip(finished) {
        pages.push(page);
        coverage.push(measured);
        found.extend(page_notes(input, work));
        tell(work, checked.remove(&work.input.id).unwrap_or_default(), &mut found);
        diagnostics.extend(found.into_iter().map(|diagnostic| Found { page: Some(work.input.id.clone()), diagnostic }));
        drift.append(&mut work.drift);
    }

    // One address is said once, on the first page that shows it.
    let mut remote = BTreeSet::new();
    diagnostics.retain(|Found { diagnostic, .. }| {
        diagnostic.code != Code::RemotePicture || remote.insert(diagnostic.message.clone())
    });
    diagnostics.extend(refused(input.nav));
    let nav = if input.nav.is_empty() {
        let entries: Vec<NavEntry> =
            pages[..named].iter().map(|page| NavEntry::Page { page: page.id.clone(), label: None }).collect();
        items(&entries, &titles, &aims, &source_tag)
    } else {
        items(input.nav, &titles, &aims, &source_tag)
    };
    let nav_rest: Vec<PageId> = pages[named..].iter().map(|page| page.id.clone()).collect();
    let sections = measure_nav(&nav, &nav_rest, &coverage);
    let alignment = if input.align {
        all(works.iter().map(|work| walls.behind(&work.input.id, || aligned(input, work))))?
            .into_iter()
            .flatten()
            .collect()
    } else {
        Vec::new()
    };
    let mut total = Coverage::default();
    for page in &coverage {
        total += page.coverage;
    }
    let parts = EditionParts { description_language: about, ..parts(input, pages, nav, nav_rest, total) };
    match Edition::new(parts) {
        Ok(edition) => Some(Composed { edition, diagnostics, coverage, sections, drift, alignment }),
        // A mistake of ours, and of this page alone.
        Err(error) => walls.behind(&error.page, || panic!("{}", error.problem)),
    }
}

/// Adds to what was found on a page how it differs from its source, and what a translator's editor says (`own`); of what
/// two of them tell, one does.
fn tell(work: &Work<'_>, own: Vec<Diagnostic>, found: &mut Vec<Diagnostic>) {
    let reported: BTreeSet<Place> = found
        .iter()
        .filter(|diagnostic| !matches!(diagnostic.code, Code::RemotePicture))
        .filter_map(|diagnostic| diagnostic.place)
        .collect();
    // What was just reported as broken differs, of course.
    let told = |drift: &&Drift| {
        matches!(drift.kind, DriftKind::Link | DriftKind::Picture)
            && drift.place.is_some_and(|place| reported.contains(&place))
    };
    let addresses: BTreeSet<Option<Place>> = own
        .iter()
        .filter(|diagnostic| diagnostic.code == Code::TranslationAddress)
        .map(|diagnostic| diagnostic.place)
        .collect();
    let told = |drift: &&Drift| told(drift) || (drift.kind == DriftKind::Link && addresses.contains(&drift.place));
    found.extend(work.drift.iter().filter(|drift| !told(drift)).map(drift_note));
    found.extend(own);
    found.sort_by_key(|diagnostic| (diagnostic.place, diagnostic.code));
}

/// What a translator's editor says of each page, when that is asked for.
fn checked(input: &Input<'_>, works: &[Work<'_>], walls: &PageWalls<'_>) -> Option<BTreeMap<PageId, Vec<Diagnostic>>> {
    let Some(names) = input.check else { return Some(BTreeMap::new()) };
    let checks = checks::Checks::new(input.source_locale, input.locale, names, &input.sources);
    let translations: Vec<(&Work<'_>, &SourcePage, &Answers, Vec<Vec<bool>>)> = works
        .iter()
        .filter(|work| !work.is_source)
        .filter_map(|work| Some((work, work.source?, work.answers.as_ref()?, settle(&work.guesses))))
        .collect();
    let of = |(work, source, answers, settled): &'_ (&Work<'_>, &SourcePage, &Answers, Vec<Vec<bool>>)| {
        let page = checks::Page { source: &source.survey, own: &work.survey, answers, settled };
        walls.behind(&work.input.id, || (work.input.id.clone(), checks.page(page, &work.drift)))
    };
    let mut found: BTreeMap<PageId, Vec<Diagnostic>> = all(translations.iter().map(of))?.into_iter().collect();
    let pages: Vec<(&PageId, checks::Page<'_>)> = translations
        .iter()
        .map(|(work, source, answers, settled)| {
            (&work.input.id, checks::Page { source: &source.survey, own: &work.survey, answers, settled })
        })
        .collect();
    for (page, varied) in checks::varied(&pages, &input.sources) {
        found.entry(page).or_default().extend(varied);
    }
    Some(found)
}

/// What was made of every page, if all was; every page is tried.
fn all<T>(made: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    made.collect::<Vec<_>>().into_iter().collect()
}

/// What there is to say about links of the navigation that nothing may lead to; they are left out.
fn refused(nav: &[NavEntry]) -> Vec<Found> {
    let mut found = Vec::new();
    for entry in nav {
        match entry {
            NavEntry::Link { label, url } => {
                if let Some(scheme) = address::scheme(url).filter(|_| scheme::reach(url) == Reach::Refused) {
                    let message = format!("“{label}” of the navigation runs `{scheme}:`, which no book can follow");
                    let help = "it is left out; link to a page or an address on the web";
                    found.push(Found { page: None, diagnostic: Diagnostic::new(Code::BrokenLink, message).help(help) });
                }
            }
            NavEntry::Section { items, .. } => found.extend(refused(items)),
            NavEntry::Page { .. } => {}
        }
    }
    found
}

fn begin<'w>(input: &'w Input<'_>, page: &'w InputPage, own_source: bool) -> Work<'w> {
    let source = input.source.pages().get(&page.id);
    let is_source = own_source || page.fallback;
    // The same document is worked out already.
    let known = source.filter(|source| is_source && Arc::ptr_eq(&source.document, &page.document));
    let (survey, cards) = match known {
        Some(source) => (Cow::Borrowed(&source.survey), Cow::Borrowed(source.cards.as_slice())),
        None => (Cow::Owned(Survey::of(&page.document)), Cow::Owned(cards_of(&page.document))),
    };
    Work {
        input: page,
        source,
        survey,
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
fn answer(work: &mut Work<'_>) -> Anchors {
    let Some(source) = work.source else { return Anchors::of(&work.input.document) };
    if work.is_source && Arc::ptr_eq(&source.document, &work.input.document) {
        return source.anchors.clone();
    }
    let mut anchors = Anchors::of(&work.input.document);
    let answers = Answers::of((&source.survey, &source.anchors), (&work.survey, &anchors));
    anchors.answer_to(&source.anchors, &answers.headings);
    work.answers = Some(answers);
    anchors
}

fn guess(work: &mut Work<'_>, languages: &Languages<'_>) {
    work.guesses = work.survey.units.iter().map(|unit| languages.guess_unit(unit)).collect();
    let units = &work.survey.units;
    fill(&mut work.guesses, |unit| units[unit].kind == UnitKind::Text);
    let mut any_source = false;
    let mut any_translated = false;
    for (unit, guesses) in work.survey.units.iter().zip(&work.guesses) {
        if unit.kind == UnitKind::Text {
            any_source |= guesses.contains(&Guess::Source);
            any_translated |= guesses.contains(&Guess::Translation);
        }
    }
    work.untranslated = any_source && !any_translated;
}

/// Gives each card the id of the source page's card that it answers to, and records those that have none.
fn name_cards(works: &mut [Work<'_>], input: &Input<'_>) {
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

/// Pages that exist on one side only.
fn lost_pages(input: &Input<'_>) -> Vec<Drift> {
    if input.locale == input.source_locale || input.source.pages().is_empty() {
        return Vec::new();
    }
    let page = |id: &PageId| Some(format!("page `{id}`"));
    let mut own: BTreeMap<&PageId, &InputPage> = BTreeMap::new();
    own.extend(input.pages.iter().filter(|page| !page.fallback).map(|page| (&page.id, page)));
    let lost = input.source.pages().iter().filter(|(id, _)| !own.contains_key(id)).map(|(id, source)| Drift {
        page: id.clone(),
        kind: DriftKind::Page,
        source: page(id),
        translation: None,
        place: None,
        source_place: source.document.blocks.first().map(|placed| beginning(placed.origin.source)),
    });
    let gained = own.iter().filter(|(id, _)| !input.source.has_page(id)).map(|(id, own)| Drift {
        page: (*id).clone(),
        kind: DriftKind::Page,
        source: None,
        translation: page(id),
        place: Some(beginning(own.source)),
        source_place: None,
    });
    let mut found: Vec<Drift> = lost.chain(gained).collect();
    found.sort_by(|one, other| one.page.cmp(&other.page));
    found
}

fn measure(input: &Input<'_>, work: &Work<'_>, own_source: bool) -> PageCoverage {
    let measure = match (work.source, &work.answers) {
        _ if own_source => Measure::Source,
        _ if work.is_source => Measure::Fallback,
        (Some(source), Some(answers)) => Measure::Translation(&work.guesses, &source.survey, answers),
        _ if input.source.pages().is_empty() => Measure::Alone(&work.guesses),
        _ => Measure::Added,
    };
    measure_page(&work.input.id, &work.survey, &measure)
}

/// Whether a page is a stand-in, or only here.
fn page_notes(input: &Input<'_>, work: &Work<'_>) -> Option<Diagnostic> {
    let place = beginning(work.input.source);
    if work.input.fallback {
        let message = format!("`{}` is not translated; the source page stands in for it", work.input.id);
        let help = "translate it; until then it is marked with its own language and does not count";
        return Some(Diagnostic::new(Code::FallbackPage, message).help(help).at(place.source, place.span));
    }
    if !work.is_source && work.source.is_none() && !input.source.pages().is_empty() {
        let message = format!("`{}` has no source page", work.input.id);
        let help = "remove it if the source page is gone, or add the source page";
        return Some(Diagnostic::new(Code::TranslationOnly, message).help(help).at(place.source, place.span));
    }
    None
}

fn drift_note(drift: &Drift) -> Diagnostic {
    let kind = drift.kind.name();
    let (message, help) = match (&drift.source, &drift.translation) {
        (Some(source), Some(translation)) => (
            format!("{kind} differs from the source page: {translation}"),
            format!("the source page has there: {source}"),
        ),
        (Some(source), None) => (
            format!("{kind} of the source page is missing: {source}"),
            "bring it back, unless it was left out on purpose".to_owned(),
        ),
        (None, translation) => (
            format!("{kind} is not on the source page: {}", translation.as_deref().unwrap_or_default()),
            "take it out, unless it was added on purpose".to_owned(),
        ),
    };
    let mut diagnostic = Diagnostic::new(Code::Drift, message).help(help);
    diagnostic.place = drift.place;
    if let Some(place) = drift.source_place {
        diagnostic = diagnostic.label(place, "the source page has it here");
    }
    diagnostic
}

/// Makes the page of the edition.
fn finish(
    input: &Input<'_>,
    work: &Work<'_>,
    aims: &Aims<'_>,
    title: &Title,
    coverage: &PageCoverage,
) -> (Page, Vec<Diagnostic>) {
    let id = &work.input.id;
    let document: &Document = &work.input.document;
    let language = if work.is_source || work.untranslated { input.source_locale.clone() } else { input.locale.clone() };
    let title_language = title.language.clone().unwrap_or_else(|| input.locale.clone());
    let mut editor = Editor {
        input,
        work,
        marks: (!work.guesses.is_empty())
            .then(|| Marks::new(&work.survey, &work.guesses, input.source_locale, aims.locale())),
        around: if work.untranslated { State::Source } else { State::Translation },
        resolver: Resolver {
            aims,
            page: id,
            replaced: &work.replaced,
            sources: &input.sources,
            card_ids: &work.card_ids,
            diagnostics: Vec::new(),
            headings: 0,
            cards: 0,
        },
    };
    let blocks = document.blocks.iter().enumerate().map(|(at, placed)| editor.placed(placed, at)).collect();
    let notes = document.notes.iter().enumerate().map(|(at, note)| editor.note(note, at)).collect();
    let mut diagnostics = editor.resolver.diagnostics;
    if work.input.fallback {
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
        fallback: work.input.fallback,
        blocks,
        notes,
        answering: answering(input, work),
        url: if work.input.fallback { &input.facts.lent_addresses } else { &input.facts.addresses }
            .as_ref()
            .and_then(|pattern| Some(pattern.page(input.locale, work.input.web_path.as_deref()?))),
        source: work.input.source,
        digest: work.input.digest.clone(),
        date: date(input, &work.input.revision),
        revision: work.input.revision.clone(),
        coverage: coverage.coverage,
    };
    (page, diagnostics)
}

/// What the blocks and notes of a page answer on its source page.
fn answering(input: &Input<'_>, work: &Work<'_>) -> Answering {
    let Some(source) = work.source.filter(|_| input.locale != input.source_locale) else { return Answering::default() };
    let own: &Document = &work.input.document;
    if Arc::ptr_eq(&source.document, &work.input.document) {
        return source.names.clone();
    }
    let Some(answers) = &work.answers else { return Answering::default() };
    let pairs = answers.blocks((&source.survey, &source.document), (&work.survey, own));
    let label = |label: &str| source.document.notes.iter().position(|note| note.label == label);
    let settled = settle(&work.guesses);
    let (block_sentences, note_sentences) =
        alignment::runs((&source.survey, &source.names), &work.survey, answers, &settled, languages(input));
    Answering {
        block_sentences,
        note_sentences,
        blocks: pairs.into_iter().map(|block| source.names.blocks.get(block?)?.clone()).collect(),
        notes: own.notes.iter().map(|note| source.names.notes.get(label(&note.label)?)?.clone()).collect(),
    }
}

/// The languages of a source page and of its translation.
const fn languages<'i>(input: &Input<'i>) -> (&'i pamphlet_locale::Tag, &'i pamphlet_locale::Tag) {
    (input.source_locale, input.locale)
}

/// The text of a translation beside that of its source page.
fn aligned(input: &Input<'_>, work: &Work<'_>) -> Option<PageAlignment> {
    let (source, answers) = (work.source?, work.answers.as_ref()?);
    let settled = settle(&work.guesses);
    let names = &source.names.blocks;
    Some(alignment::of(&work.input.id, &source.survey, &work.survey, answers, &settled, names, languages(input)))
}

/// Resolves and marks the blocks of a page; those that stay as they are are shared, not copied.
struct Editor<'e> {
    input: &'e Input<'e>,
    work: &'e Work<'e>,
    marks: Option<Marks<'e>>,
    around: State,
    resolver: Resolver<'e>,
}

impl Editor<'_> {
    fn placed(&mut self, placed: &Placed, at: usize) -> Placed {
        let units = self.work.survey.blocks[at].clone();
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
        let mut unit = self.work.survey.notes[at].start;
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
fn date(input: &Input<'_>, revision: &Revision) -> Option<String> {
    let day = || revision.commit.as_ref().map(|commit| commit.date.clone());
    input.facts.date.clone().or_else(day)
}

fn parts(
    input: &Input<'_>,
    pages: Vec<Page>,
    nav: Vec<pamphlet_document::NavItem>,
    nav_rest: Vec<PageId>,
    coverage: Coverage,
) -> EditionParts {
    let facts = input.facts.clone();
    let revision = Revision::newest(pages.iter().map(|page| &page.revision));
    EditionParts {
        locale: input.locale.clone(),
        source_locale: input.source_locale.clone(),
        locales: input.locales.to_vec(),
        title: facts.title,
        description: facts.description,
        description_language: None,
        slug: facts.slug,
        url: facts.addresses.map(|pattern| pattern.front(input.locale)),
        authors: facts.authors,
        publisher: facts.publisher,
        license: facts.license,
        date: date(input, &revision),
        revision,
        version: facts.version,
        subjects: facts.subjects,
        publication: facts.publication,
        contents: facts.contents.unwrap_or(1..=6),
        nav,
        nav_rest,
        glossary: glossary(input.locale, &pages),
        pages,
        coverage,
        sources: input.sources.clone(),
        vocabulary: Arc::clone(&input.vocabulary),
    }
}
