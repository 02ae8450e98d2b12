//! The one way in.

use crate::anchors::Anchors;
use crate::answers::Answers;
use crate::glossary::glossary;
use crate::language::{Guess, Languages, settle};
use crate::link_targets::LinkTargets;
use crate::measure::measure_nav;
use crate::navigation::{Title, items, labels, order, title_of};
use crate::page_work::{PageWork, date, name_cards};
use crate::shape::beginning;
use crate::source_index::IndexedPage;
use crate::{
    Drift, DriftKind, Input, InputPage, MeasuredPage, NavCoverage, NavEntry, PageAlignment, PageDiagnostic, address,
    checks,
};
use pamphlet_document::reduced::{AS_WORDS, told};
use pamphlet_document::scheme::{self, Reach};
use pamphlet_document::{Coverage, Edition, EditionParts, Page, PageId, PageWalls, Revision};
use pamphlet_source::{Code, Diagnostic, Fault, FileRange, SourceId};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An edition, and what there is to say about it.
#[derive(Debug, Clone)]
pub struct Composed {
    /// The edition.
    pub edition: Edition,
    /// In the order of pages (reading order), then of places.
    pub diagnostics: Vec<PageDiagnostic>,
    /// How much of each page is translated, in reading order.
    pub coverage: Vec<MeasuredPage>,
    /// How much of each section of the navigation is translated, a section before those inside it.
    pub sections: Vec<NavCoverage>,
    /// What the translation lost, gained or changed against its source pages. Also among the diagnostics.
    pub drift: Vec<Drift>,
    /// The text of each page beside that of its source page, in reading order, when it was asked for. Pages that fell
    /// back, and those without a source page, are not among them.
    pub alignment: Vec<PageAlignment>,
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
        composed.diagnostics.push(PageDiagnostic { page: Some(id.clone()), diagnostic });
    }
    Ok(composed)
}

/// Composes the edition, unless a page fails behind its wall.
fn attempt(input: &Input<'_>, walls: &PageWalls<'_>) -> Option<Composed> {
    let own_source = input.locale == input.source_locale;
    let (ordered, named) = order(input.nav, input.pages);
    let begun = ordered.iter().map(|page| {
        walls.behind(&page.id, || {
            let mut work = PageWork::begin(input, page, own_source);
            let anchors = work.answer();
            (work, (&page.id, anchors))
        })
    });
    let (mut works, anchors): (Vec<PageWork<'_>>, BTreeMap<&PageId, Anchors>) = all(begun)?.into_iter().unzip();
    let link_targets = LinkTargets::new(input, anchors);

    let translated = || works.iter().filter(|work| !work.is_source).map(|work| work.page_text.as_ref());
    let languages = Languages::learn(input.source, input.source_locale, input.locale, translated());
    let guessed = works.iter_mut().filter(|work| !work.is_source).map(|work| {
        walls.behind(&work.input.id, || {
            work.guess(&languages);
            work.compare();
        })
    });
    all(guessed)?;
    name_cards(&mut works, input);

    let labels = labels(input.nav);
    let source_tag = |text: &str| match languages.guess_text(text) {
        Guess::Source if !own_source => Some(input.source_locale.clone()),
        Guess::Source | Guess::Translation | Guess::Either => None,
    };
    let title = |work: &PageWork<'_>| {
        let text = title_of(&work.input.id, &work.input.document, labels.get(&work.input.id).copied());
        let language = match (own_source, work.is_source) {
            (true, _) => None,
            (false, true) => Some(input.source_locale.clone()),
            (false, false) => source_tag(&text),
        };
        Title { text, language }
    };
    // Of the sentence about the page, and of that about the edition.
    let description = |work: &PageWork<'_>| {
        let text = work.input.document.meta.description.as_deref()?;
        if work.is_source || work.untranslated { None } else { source_tag(text) }
    };
    let about = input.facts.description.as_deref().and_then(source_tag);
    let titles: BTreeMap<&PageId, Title> = works.iter().map(|work| (&work.input.id, title(work))).collect();

    let mut checked = checked(input, &works, walls)?;
    let mut diagnostics = Vec::new();
    let mut drift = lost_pages(input);
    let mut pages = Vec::with_capacity(works.len());
    let mut coverage: Vec<MeasuredPage> = Vec::with_capacity(works.len());
    let finished = works.iter().map(|work| {
        walls.behind(&work.input.id, || {
            let measured = work.measure(input, own_source);
            let (mut page, found) = work.finish(input, &link_targets, &titles[&work.input.id], &measured);
            page.meta.description_language = description(work);
            ((page, found), measured)
        })
    });
    let finished = all(finished)?;
    for (work, ((page, mut found), measured)) in works.iter_mut().zip(finished) {
        pages.push(page);
        coverage.push(measured);
        found.extend(work.standing(input));
        tell(work, checked.remove(&work.input.id).unwrap_or_default(), &mut found);
        diagnostics.extend(
            found.into_iter().map(|diagnostic| PageDiagnostic { page: Some(work.input.id.clone()), diagnostic }),
        );
        drift.append(&mut work.drift);
    }

    // One address is said once, on the first page that shows it.
    let mut remote = BTreeSet::new();
    diagnostics.retain(|PageDiagnostic { diagnostic, .. }| {
        diagnostic.code != Code::RemotePicture || remote.insert(diagnostic.message.clone())
    });
    diagnostics.extend(refused(input.nav));
    let nav = if input.nav.is_empty() {
        let entries: Vec<NavEntry> =
            pages[..named].iter().map(|page| NavEntry::Page { page: page.id.clone(), label: None }).collect();
        items(&entries, &titles, &link_targets, &source_tag)
    } else {
        items(input.nav, &titles, &link_targets, &source_tag)
    };
    let nav_rest: Vec<PageId> = pages[named..].iter().map(|page| page.id.clone()).collect();
    let sections = measure_nav(&nav, &nav_rest, &coverage);
    let alignment = if input.align {
        all(works.iter().map(|work| walls.behind(&work.input.id, || work.aligned(input))))?
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
fn tell(work: &PageWork<'_>, own: Vec<Diagnostic>, found: &mut Vec<Diagnostic>) {
    let reported: BTreeSet<FileRange> = found
        .iter()
        .filter(|diagnostic| !matches!(diagnostic.code, Code::RemotePicture))
        .filter_map(|diagnostic| diagnostic.place)
        .collect();
    // What was just reported as broken differs, of course.
    let told = |drift: &&Drift| {
        matches!(drift.kind, DriftKind::Link | DriftKind::Picture)
            && drift.place.is_some_and(|place| reported.contains(&place))
    };
    let addresses: BTreeSet<Option<FileRange>> = own
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
fn checked(
    input: &Input<'_>,
    works: &[PageWork<'_>],
    walls: &PageWalls<'_>,
) -> Option<BTreeMap<PageId, Vec<Diagnostic>>> {
    let Some(names) = input.check else { return Some(BTreeMap::new()) };
    let checks = checks::Checks::new(input.source_locale, input.locale, names, &input.sources);
    let translations: Vec<(&PageWork<'_>, &IndexedPage, &Answers, Vec<Vec<bool>>)> = works
        .iter()
        .filter(|work| !work.is_source)
        .filter_map(|work| Some((work, work.source?, work.answers.as_ref()?, settle(&work.guesses))))
        .collect();
    let of = |(work, source, answers, settled): &'_ (&PageWork<'_>, &IndexedPage, &Answers, Vec<Vec<bool>>)| {
        let page = checks::TranslatedPage { source: &source.page_text, own: &work.page_text, answers, settled };
        walls.behind(&work.input.id, || (work.input.id.clone(), checks.page(page, &work.drift)))
    };
    let mut found: BTreeMap<PageId, Vec<Diagnostic>> = all(translations.iter().map(of))?.into_iter().collect();
    let pages: Vec<(&PageId, checks::TranslatedPage<'_>)> = translations
        .iter()
        .map(|(work, source, answers, settled)| {
            (
                &work.input.id,
                checks::TranslatedPage { source: &source.page_text, own: &work.page_text, answers, settled },
            )
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
fn refused(nav: &[NavEntry]) -> Vec<PageDiagnostic> {
    let mut found = Vec::new();
    for entry in nav {
        match entry {
            NavEntry::Link { label, url } => {
                if let Some(scheme) = address::scheme(url).filter(|_| scheme::reach(url) == Reach::Refused) {
                    let message = format!("“{label}” of the navigation runs `{scheme}:`, which no book can follow");
                    let help = "it is left out; link to a page or an address on the web";
                    found.push(PageDiagnostic {
                        page: None,
                        diagnostic: Diagnostic::new(Code::BrokenLink, message).help(help),
                    });
                }
            }
            NavEntry::Section { items, .. } => found.extend(refused(items)),
            NavEntry::Page { .. } => {}
        }
    }
    found
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
