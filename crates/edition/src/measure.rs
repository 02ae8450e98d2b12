//! How much of a page is translated.

use crate::language::{Guess, settle};
use crate::survey::{Survey, UnitKind};
use crate::{NavCoverage, PageCoverage, SectionCoverage};
use pamphlet_document::{Coverage, NavItem, PageId};
use std::collections::BTreeMap;

/// What a page counts as.
pub(crate) enum Measure<'g> {
    /// The source locale's own page: all of it counts.
    Source,
    /// A source page that stands in: none of it counts.
    Fallback,
    /// A translation: what is not in the source language counts.
    Translation(&'g [Vec<Guess>]),
}

/// Counts words, sentences and blocks of a page and of its sections. Alternative texts are not counted.
pub(crate) fn measure_page(page: &PageId, survey: &Survey, measure: &Measure<'_>) -> PageCoverage {
    let settled = match measure {
        Measure::Translation(guesses) => settle(guesses),
        Measure::Source | Measure::Fallback => Vec::new(),
    };
    let mut total = Coverage::default();
    let mut sections = Vec::new();
    let mut section = SectionCoverage { anchor: None, title: String::new(), coverage: Coverage::default() };
    let mut starts = survey.sections.iter().peekable();
    for (at, unit) in survey.units.iter().enumerate() {
        while let Some(start) = starts.next_if(|start| start.unit <= at) {
            let next = SectionCoverage {
                anchor: Some(start.anchor.clone()),
                title: start.title.clone(),
                coverage: Coverage::default(),
            };
            let done = std::mem::replace(&mut section, next);
            if done.anchor.is_some() || done.coverage.words > 0 {
                sections.push(done);
            }
        }
        if unit.kind == UnitKind::Alternative {
            continue;
        }
        let mut any_translated = false;
        let mut own = Coverage::default();
        for (number, sentence) in unit.sentences.iter().enumerate() {
            let translated = match measure {
                Measure::Source => true,
                Measure::Fallback => false,
                Measure::Translation(_) => !settled[at][number],
            };
            any_translated |= translated;
            own.words += sentence.words;
            own.sentences += 1;
            if translated {
                own.translated_words += sentence.words;
                own.translated_sentences += 1;
            }
        }
        if unit.runs() >= 4 {
            own.blocks = 1;
            own.translated_blocks = u32::from(any_translated);
        }
        section.coverage += own;
        total += own;
    }
    if section.anchor.is_some() || section.coverage.words > 0 {
        sections.push(section);
    }
    let fallback = matches!(measure, Measure::Fallback);
    PageCoverage { page: page.clone(), fallback, coverage: total, sections }
}

/// Adds up the pages of each section of the navigation.
pub(crate) fn measure_nav(nav: &[NavItem], rest: &[PageId], pages: &[PageCoverage]) -> Vec<NavCoverage> {
    let by_id: BTreeMap<&PageId, &PageCoverage> = pages.iter().map(|page| (&page.page, page)).collect();
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
    pages: &BTreeMap<&PageId, &PageCoverage>,
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

fn add(section: &mut NavCoverage, page: &PageCoverage) {
    section.pages += 1;
    section.fallback += u32::from(page.fallback);
    section.coverage += page.coverage;
}
