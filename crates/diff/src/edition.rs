//! One locale, then and now.

use crate::change::{Action, Change, LocaleDiff, Subject};
use crate::{card, navigation, page};
use pamphlet_json::{CardsFile, IndexFile, IndexPage, JsonError, PageFile, read_page};
use pamphlet_reading::PageId;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The JSON files of one locale.
#[derive(Debug, Clone)]
pub struct EditionFiles {
    /// `index.json`.
    pub index: IndexFile,
    /// `cards.json`.
    pub cards: CardsFile,
    /// The pages as bytes: most are equal on both sides, and are not read.
    pub pages: BTreeMap<PageId, Vec<u8>>,
}

/// A page file that cannot be read.
#[derive(Debug)]
pub struct PageFault {
    /// Which page.
    pub page: PageId,
    /// Why.
    pub reason: JsonError,
}

impl fmt::Display for PageFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the page {} {}", self.page, self.reason)
    }
}

impl std::error::Error for PageFault {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.reason)
    }
}

/// Compares a locale with itself earlier; a side that is missing is a locale that came or went. `None` when nothing
/// differs.
///
/// # Errors
/// When a page is no page file.
pub fn compare(old: Option<&EditionFiles>, new: Option<&EditionFiles>) -> Result<Option<LocaleDiff>, PageFault> {
    let Some(some) = new.or(old) else { return Ok(None) };
    let changes = match (old, new) {
        (Some(old), Some(new)) => changes(old, new)?,
        (Some(old), None) => vec![whole(old, Action::Removed)],
        (None, Some(new)) => vec![whole(new, Action::Added)],
        (None, None) => Vec::new(),
    };
    let coverage = |side: Option<&EditionFiles>| side.map(|side| side.index.coverage);
    Ok((!changes.is_empty()).then(|| LocaleDiff {
        locale: some.index.locale.clone(),
        direction: some.index.direction,
        is_source: some.index.locale == some.index.source_locale,
        old_coverage: coverage(old),
        new_coverage: coverage(new),
        changes,
    }))
}

fn whole(files: &EditionFiles, action: Action) -> Change {
    let count = files.index.pages.len();
    let pages = format!("{count} {}", if count == 1 { "page" } else { "pages" });
    let change = Change::new(Subject::Locale, action).named(&files.index.title);
    if action == Action::Removed { change.was(pages) } else { change.is(pages) }
}

fn changes(old: &EditionFiles, new: &EditionFiles) -> Result<Vec<Change>, PageFault> {
    let mut out = book(&old.index, &new.index);
    out.extend(glossary(&old.index, &new.index));
    let (was, is) = (old.index.coverage.percent, new.index.coverage.percent);
    if was != is && new.index.locale != new.index.source_locale {
        out.push(Change::new(Subject::Coverage, Action::Changed).was(was.to_string()).is(is.to_string()));
    }

    let names = |index: &IndexFile| -> BTreeMap<PageId, IndexPage> {
        index.pages.iter().map(|page| (page.id.clone(), page.clone())).collect()
    };
    let (before, after) = (names(&old.index), names(&new.index));
    let gone: Vec<&IndexPage> = old.index.pages.iter().filter(|page| !after.contains_key(&page.id)).collect();
    let moved = moved(&gone, new, old, &before)?;

    let mut by_page: BTreeMap<PageId, Vec<Change>> = BTreeMap::new();
    let mut unnamed = Vec::new();
    for change in navigation::changes(&old.index, &new.index) {
        match &change.page {
            Some(page) => by_page.entry(page.clone()).or_default().push(change),
            None => unnamed.push(change),
        }
    }
    out.append(&mut unnamed);
    for entry in &new.index.pages {
        let earlier = moved.get(&entry.id).copied().or_else(|| before.contains_key(&entry.id).then_some(&entry.id));
        let found = by_page.entry(entry.id.clone()).or_default();
        let Some(earlier) = earlier else {
            // A page that fell back is the source's, which tells of it.
            if !entry.fallback {
                found.push(of_page(entry, Action::Added).is(&entry.title));
            }
            continue;
        };
        if *earlier != entry.id && !entry.fallback {
            found.push(of_page(entry, Action::Moved).was(&earlier.0).is(&entry.id.0));
        }
        let (Some(one), Some(other)) = (old.pages.get(earlier), new.pages.get(&entry.id)) else { continue };
        if one != other {
            found.extend(page::changes(&read(earlier, one)?, &read(&entry.id, other)?));
        }
    }
    for change in card::changes(&old.cards, &new.cards, &new.index.source_locale) {
        by_page.entry(change.page.clone().unwrap_or_else(|| PageId(String::new()))).or_default().push(change);
    }
    let taken: BTreeSet<&PageId> = moved.values().copied().collect();
    for entry in &new.index.pages {
        out.extend(by_page.remove(&entry.id).unwrap_or_default());
    }
    for entry in gone {
        if !taken.contains(&entry.id) && !entry.fallback {
            out.push(of_page(entry, Action::Removed).was(&entry.title));
        }
        out.extend(by_page.remove(&entry.id).unwrap_or_default());
    }
    Ok(out)
}

fn of_page(page: &IndexPage, action: Action) -> Change {
    let change = Change::new(Subject::Page, action).named(&page.title);
    Change { page: Some(page.id.clone()), page_title: Some(page.title.clone()), ..change }
}

fn read(id: &PageId, bytes: &[u8]) -> Result<PageFile, PageFault> {
    read_page(bytes).map_err(|reason| PageFault { page: id.clone(), reason })
}

/// Pages that have another name now, with the name that they had: half of their blocks or more are the same.
fn moved<'i>(
    gone: &[&'i IndexPage],
    new: &EditionFiles,
    old: &EditionFiles,
    before: &BTreeMap<PageId, IndexPage>,
) -> Result<BTreeMap<PageId, &'i PageId>, PageFault> {
    let come: Vec<&IndexPage> = new.index.pages.iter().filter(|page| !before.contains_key(&page.id)).collect();
    if gone.is_empty() || come.is_empty() {
        return Ok(BTreeMap::new());
    }
    let texts = |id: &PageId, files: &EditionFiles| -> Result<BTreeSet<String>, PageFault> {
        let Some(bytes) = files.pages.get(id) else { return Ok(BTreeSet::new()) };
        let blocks = read(id, bytes)?.blocks;
        Ok(blocks.into_iter().map(|block| block.head.text).collect())
    };
    let before = gone.iter().map(|page| texts(&page.id, old)).collect::<Result<Vec<_>, _>>()?;
    let now = come.iter().map(|page| texts(&page.id, new)).collect::<Result<Vec<_>, _>>()?;
    let pairs = renamed(&before, &now).into_iter();
    Ok(pairs.map(|(earlier, page)| (come[page].id.clone(), &gone[earlier].id)).collect())
}

/// Which pages that are gone are pages that have come, by their numbers: half of the blocks of both or more read the same.
/// Each page is given as what its blocks read like; blocks without words say nothing.
#[must_use]
pub fn renamed(gone: &[BTreeSet<String>], come: &[BTreeSet<String>]) -> Vec<(usize, usize)> {
    let says = |texts: &BTreeSet<String>| texts.iter().filter(|text| !text.is_empty()).count();
    let mut by_text: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, texts) in gone.iter().enumerate() {
        for text in texts.iter().filter(|text| !text.is_empty()) {
            by_text.entry(text).or_default().push(index);
        }
    }
    let (mut taken, mut found) = (BTreeSet::new(), Vec::new());
    for (page, own) in come.iter().enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for index in own.iter().filter_map(|text| by_text.get(text.as_str())).flatten() {
            *shared.entry(*index).or_default() += 1;
        }
        let best = shared
            .into_iter()
            .filter(|(index, count)| !taken.contains(index) && count * 2 >= says(own).max(says(&gone[*index])))
            .max_by_key(|(index, count)| (*count, std::cmp::Reverse(*index)));
        if let Some((index, _)) = best {
            taken.insert(index);
            found.push((index, page));
        }
    }
    found
}

/// What changed about the book as a whole. Its version and date are told with the sides.
fn book(old: &IndexFile, new: &IndexFile) -> Vec<Change> {
    let listed = |list: &[String]| (!list.is_empty()).then(|| list.join(", "));
    let facts = [
        ("title", Some(old.title.clone()), Some(new.title.clone())),
        ("description", old.description.clone(), new.description.clone()),
        ("authors", listed(&old.authors), listed(&new.authors)),
        ("publisher", old.publisher.clone(), new.publisher.clone()),
        ("license", old.license.clone(), new.license.clone()),
        ("url", old.url.clone(), new.url.clone()),
        ("subjects", listed(&old.subjects), listed(&new.subjects)),
    ];
    facts
        .into_iter()
        .filter(|(_, was, is)| was != is)
        .map(|(name, was, is)| Change { old: was, new: is, ..Change::new(Subject::Book, Action::Changed).named(name) })
        .collect()
}

fn glossary(old: &IndexFile, new: &IndexFile) -> Vec<Change> {
    let terms = |index: &IndexFile| -> BTreeMap<String, String> {
        index.glossary.iter().map(|entry| (entry.term.clone(), entry.expansion.clone())).collect()
    };
    let (before, after) = (terms(old), terms(new));
    let mut out = Vec::new();
    for (term, is) in &after {
        let about = |action| Change::new(Subject::Glossary, action).named(term).is(is);
        match before.get(term) {
            None => out.push(about(Action::Added)),
            Some(was) if was != is => out.push(about(Action::Changed).was(was)),
            Some(_) => {}
        }
    }
    for (term, was) in before.iter().filter(|(term, _)| !after.contains_key(*term)) {
        out.push(Change::new(Subject::Glossary, Action::Removed).named(term).was(was));
    }
    out
}
