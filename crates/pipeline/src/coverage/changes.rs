//! What changed on source pages since their translations followed them, block by block: by the history of git, or
//! beside an earlier output.

use super::history::{Ages, Touch};
use crate::diff::{DiffRequest, LoadedOutput, earlier};
use crate::history::Repository;
use crate::pages::of_text;
use crate::request::Request;
use crate::stage::Base;
use crate::system::System;
use crate::{Error, date};
use pamphlet_document::{BlockNames, Document, PageId, SourceBlock, block_text, named_by};
use pamphlet_edition::Composed;
use pamphlet_json::{PageFile, read_page};
use pamphlet_locale::Tag;
use pamphlet_source::limits::REVISIONS_COMPARED;
use pamphlet_source::{SourceId, SourceMap, Span};
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What the source pages are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Since<'s> {
    /// Nothing: it is not asked for.
    #[default]
    Never,
    /// Each with what it was when its translation was last committed.
    History,
    /// What they were in an output, an archive of one, or another state of the site; a block of a translation that was
    /// changed since then follows the source again.
    Output(&'s Path),
}

/// What changed on a source page since a translation followed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SourceChanges {
    /// The file of the source page, relative to the site.
    pub source_path: String,
    /// The file of the translation, relative to the site.
    pub path: String,
    /// The commit of the source page that the translation follows; left out beside an earlier output.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<ChangeCommit>,
    /// The blocks that changed, in the order of the source page.
    pub blocks: Vec<BlockChange>,
}

/// What became of a block of a source page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BlockChangeKind {
    /// It says something else.
    Changed,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
}

impl BlockChangeKind {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Removed => "removed",
        }
    }
}

/// A block of a source page that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BlockChange {
    /// What became of it.
    pub change: BlockChangeKind,
    /// The block as it is now; left out where it is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_block: Option<SourceBlock>,
    /// Its first line in the file of the source page, from 1; left out where it is gone or stands in another file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_line: Option<u32>,
    /// Its words; left out where it is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The words that it had before; left out where it is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_before: Option<String>,
    /// The first line of the block of the translation that answers it, in the file of the translation; left out where none
    /// does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The commit that made the change; left out where it is in none yet, and beside an earlier output.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<ChangeCommit>,
}

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChangeCommit {
    /// Its whole name, in hexadecimal digits.
    pub id: String,
    /// Its day, `YYYY-MM-DD`, in UTC.
    pub date: String,
}

impl ChangeCommit {
    fn of(touch: &Touch) -> Self {
        Self { id: touch.commit.clone(), date: date::from_seconds(touch.time) }
    }
}

/// A block as it was.
struct BlockVersion {
    /// A digest of what it was written as.
    key: String,
    text: String,
}

/// A block of a source page as it is.
struct Current {
    name: SourceBlock,
    /// As a [`BlockVersion`] of the history has it: line ends do not count, which git may change.
    key: String,
    text: String,
    line: Option<u32>,
}

/// By locale and page.
pub(super) type Found = BTreeMap<(Tag, PageId), SourceChanges>;

/// The changes of all pages.
pub(super) fn of(
    system: &dyn System,
    request: &Request,
    base: &Base<'_>,
    composed: &[(Tag, Composed)],
    ages: &Ages,
    since: Since<'_>,
) -> Result<Found, Error> {
    let Some((_, source)) = composed.iter().find(|(locale, _)| *locale == base.site.source) else {
        return Ok(Found::new());
    };
    let pages = Pages::of(source);
    match since {
        Since::Never => Ok(Found::new()),
        Since::History => by_history(system, request, base, composed, ages, &pages),
        Since::Output(path) => by_output(system, request, composed, &pages, path),
    }
}

/// The source pages as they are.
struct Pages<'p> {
    sources: &'p SourceMap,
    /// The number of the file and the blocks of each.
    pages: BTreeMap<&'p PageId, (SourceId, Vec<Current>)>,
}

impl<'p> Pages<'p> {
    fn of(composed: &'p Composed) -> Self {
        let sources = &composed.edition.parts().sources;
        let blocks = |page: &pamphlet_document::Page| {
            let mut names = BlockNames::default();
            let of = |placed: &pamphlet_document::Placed| Current {
                name: names.block(named_by(&placed.block, None), placed.origin, placed.block.span, sources),
                key: key_of(sources, placed.origin.source, placed.origin.absolute(placed.block.span)),
                text: block_text(&placed.block),
                line: (placed.origin.source == page.source)
                    .then(|| line_of(sources, page.source, placed.origin.absolute(placed.block.span)))
                    .flatten(),
            };
            (page.source, page.blocks.iter().map(of).collect())
        };
        let pages = composed.edition.pages().iter().map(|page| (&page.id, blocks(page))).collect();
        Self { sources, pages }
    }

    fn path(&self, id: SourceId) -> String {
        self.sources.get(id).map(|file| file.path.clone()).unwrap_or_default()
    }
}

fn line_of(sources: &SourceMap, source: SourceId, span: Span) -> Option<u32> {
    Some(sources.get(source)?.position(span.start).line)
}

/// A digest of what stands in a file, however its lines end.
fn key_of(sources: &SourceMap, source: SourceId, span: Span) -> String {
    let text = sources.get(source).and_then(|file| file.text.get(span.start as usize..span.end as usize));
    let text = text.unwrap_or_default().replace("\r\n", "\n");
    pamphlet_source::hexadecimal(&Sha256::digest(text.trim().as_bytes()))
}

/// The blocks of a page as it was.
fn marks(document: &Document, sources: &SourceMap) -> Vec<BlockVersion> {
    let of = |placed: &pamphlet_document::Placed| BlockVersion {
        key: key_of(sources, placed.origin.source, placed.origin.absolute(placed.block.span)),
        text: block_text(&placed.block),
    };
    document.blocks.iter().map(of).collect()
}

/// A stretch of a source page that differs: which blocks it had, and which it has.
struct Difference<'d> {
    before: Option<(usize, &'d BlockVersion)>,
    now: Option<&'d Current>,
}

/// The blocks that differ. Those that stand for each other in a gap are paired in their order.
fn differences<'d>(
    before: &'d [BlockVersion],
    now: &'d [Current],
    key: &dyn Fn(&'d Current) -> &'d str,
) -> Vec<Difference<'d>> {
    let mut found = Vec::new();
    for (old, new) in pamphlet_diff::gaps(before.iter().map(|mark| mark.key.as_str()), now.iter().map(key)) {
        for at in 0..old.len().max(new.len()) {
            let before = old.clone().nth(at).map(|at| (at, &before[at]));
            found.push(Difference { before, now: new.clone().nth(at).map(|at| &now[at]) });
        }
    }
    // What was only moved says the same as before.
    let moved = |one: &[&str], key: &str| one.contains(&key);
    let (gone, come): (Vec<&str>, Vec<&str>) = (
        found.iter().filter_map(|found| found.before.map(|(_, mark)| mark.key.as_str())).collect(),
        found.iter().filter_map(|found| found.now.map(key)).collect(),
    );
    for found in &mut found {
        found.before = found.before.filter(|(_, mark)| !moved(&come, &mark.key));
        found.now = found.now.filter(|now| !moved(&gone, key(now)));
    }
    found.retain(|found| found.before.is_some() || found.now.is_some());
    found
}

fn change(difference: &Difference<'_>, line: Option<u32>, commit: Option<ChangeCommit>) -> BlockChange {
    let Difference { before, now } = difference;
    BlockChange {
        change: match (before, now) {
            (Some(_), Some(_)) => BlockChangeKind::Changed,
            (None, _) => BlockChangeKind::Added,
            (Some(_), None) => BlockChangeKind::Removed,
        },
        source_block: now.map(|now| now.name.clone()),
        source_line: now.and_then(|now| now.line),
        text: now.map(|now| now.text.clone()),
        text_before: before.map(|(_, mark)| mark.text.clone()),
        line,
        commit,
    }
}

/// Each translation that is a page of its own, with its source page.
fn translations<'t>(
    composed: &'t [(Tag, Composed)],
    pages: &'t Pages<'t>,
) -> impl Iterator<Item = (&'t Tag, &'t SourceMap, &'t pamphlet_document::Page, &'t (SourceId, Vec<Current>))> {
    composed.iter().flat_map(move |(locale, composed)| {
        let parts = composed.edition.parts();
        let own = composed.edition.pages().iter().filter(|page| !page.fallback && parts.locale != parts.source_locale);
        own.filter_map(move |page| Some((locale, parts.sources.as_ref(), page, pages.pages.get(&page.id)?)))
    })
}

/// The line of the block of a translation that answers one of the source page.
fn answering(sources: &SourceMap, page: &pamphlet_document::Page, id: &str) -> Option<(usize, Option<u32>)> {
    let at = page.answering.blocks.iter().position(|own| own.as_ref().is_some_and(|own| own.id == id))?;
    let placed = page.blocks.get(at)?;
    let is_own = placed.origin.source == page.source;
    let line = is_own.then(|| line_of(sources, page.source, placed.origin.absolute(placed.block.span))).flatten();
    Some((at, line))
}

fn by_history(
    system: &dyn System,
    request: &Request,
    base: &Base<'_>,
    composed: &[(Tag, Composed)],
    ages: &Ages,
    pages: &Pages<'_>,
) -> Result<Found, Error> {
    if !ages.are_known() {
        return Err(Error::usage(
            "git does not have the whole history of this site, so what changed is not known".to_owned(),
            "install git, fetch all of the history, or name an earlier output with --since",
        ));
    }
    // The revisions of a source page since its translation was touched, the newest first, then the one that it follows.
    let revisions = |page: &pamphlet_document::Page, own: &SourceMap, source: SourceId| {
        let path = own.get(page.source)?.path.as_str();
        let (followed, since) = ages.since(&pages.path(source), path)?;
        let touches = since.iter().take(REVISIONS_COMPARED).chain([followed]).collect::<Vec<&Touch>>();
        (!since.is_empty()).then_some((touches, since.len() <= REVISIONS_COMPARED))
    };
    let mut wanted: BTreeMap<&str, SourceId> = BTreeMap::new();
    let behind: Vec<_> = translations(composed, pages)
        .filter_map(|(locale, own, page, (source, blocks))| {
            let (touches, is_whole) = revisions(page, own, *source)?;
            wanted.extend(touches.iter().map(|touch| (touch.blob.as_str(), *source)));
            Some((locale, own, page, *source, blocks, touches, is_whole))
        })
        .collect();
    let read: BTreeMap<&str, Vec<BlockVersion>> = wanted
        .into_par_iter()
        .filter_map(|(blob, source)| Some((blob, revision(system, request, base, blob, source)?)))
        .collect();
    let mut found = Found::new();
    for (locale, own, page, source, blocks, touches, is_whole) in behind {
        let Some((followed, newer)) = touches.split_last() else { continue };
        let Some(before) = read.get(followed.blob.as_str()) else { continue };
        let keys: Vec<(&Touch, BTreeSet<&str>)> = newer
            .iter()
            .filter_map(|touch| {
                let marks = read.get(touch.blob.as_str())?;
                Some((*touch, marks.iter().map(|mark| mark.key.as_str()).collect()))
            })
            .collect();
        // The oldest of the newest revisions that all have it, or all lack it.
        let made = |key: &str, has: bool| {
            let count = keys.iter().take_while(|(_, keys)| keys.contains(key) == has).count();
            let (touch, _) = keys.get(count.checked_sub(1)?)?;
            (is_whole || count < keys.len()).then(|| ChangeCommit::of(touch))
        };
        let changes = differences(before, blocks, &|now| now.key.as_str()).into_iter().map(|difference| {
            let commit = match (difference.now, difference.before) {
                (Some(now), _) => made(&now.key, true),
                (None, Some((_, mark))) => made(&mark.key, false),
                (None, None) => None,
            };
            let line = difference.now.and_then(|now| answering(own, page, &now.name.id)?.1);
            change(&difference, line, commit)
        });
        let blocks: Vec<BlockChange> = changes.collect();
        if !blocks.is_empty() {
            let changes = SourceChanges {
                source_path: pages.path(source),
                path: own.get(page.source).map(|file| file.path.clone()).unwrap_or_default(),
                follows: Some(ChangeCommit::of(followed)),
                blocks,
            };
            found.insert((locale.clone(), page.id.clone()), changes);
        }
    }
    Ok(found)
}

/// The blocks of a source page at one of its revisions.
fn revision(
    system: &dyn System,
    request: &Request,
    base: &Base<'_>,
    blob: &str,
    source: SourceId,
) -> Option<Vec<BlockVersion>> {
    let text = Repository::content(system, &request.site, blob)?;
    let document = of_text(&base.rules, &base.texts, source, &text)?;
    Some(marks(&document, &base.texts.sources.with_text(source, &text)))
}

fn by_output(
    system: &dyn System,
    request: &Request,
    composed: &[(Tag, Composed)],
    pages: &Pages<'_>,
    path: &Path,
) -> Result<Found, Error> {
    let wanted = DiffRequest {
        old: path.to_owned(),
        config: request.config.clone(),
        boundary: request.boundary.clone(),
        ..DiffRequest::default()
    };
    let old = earlier(system, &wanted)?;
    let mut found = Found::new();
    let Some(source_locale) = composed.first().map(|(_, composed)| &composed.edition.parts().source_locale) else {
        return Ok(found);
    };
    let renamed = renamed(&old, source_locale, pages);
    for (locale, own, page, (source, blocks)) in translations(composed, pages) {
        let earlier = renamed.get(&page.id).copied().unwrap_or(&page.id);
        // A translation may stand where it stood while its source page moves, and the other way round.
        let translated = [&page.id, earlier].into_iter().find_map(|id| old_page(&old, locale, id));
        let (Some(before), Some(own_before)) =
            (old_page(&old, source_locale, earlier), translated.filter(|page| !page.head.fallback))
        else {
            continue;
        };
        if before.blocks.iter().any(|block| block.head.written.is_empty()) {
            return Err(Error::usage(
                format!("{} is of version 1, which does not say what its blocks were written as", path.display()),
                "compare with an output of version 2, or leave --since out and git is asked",
            ));
        }
        let marks: Vec<BlockVersion> = before
            .blocks
            .iter()
            .map(|block| BlockVersion { key: block.head.written.clone(), text: block.head.text.clone() })
            .collect();
        let mut names = BlockNames::default();
        let now: Vec<String> = page
            .blocks
            .iter()
            .map(|placed| names.block(named_by(&placed.block, None), placed.origin, placed.block.span, own).written)
            .collect();
        let known: BTreeSet<&str> = own_before.blocks.iter().map(|block| block.head.written.as_str()).collect();
        let mut changed = Vec::new();
        for difference in differences(&marks, blocks, &|now| now.name.written.as_str()) {
            let answer = difference.now.and_then(|now| answering(own, page, &now.name.id));
            // Who changed the translation since has seen it.
            let followed = match (difference.before, &answer) {
                (_, Some((at, _))) => !known.contains(now[*at].as_str()),
                (Some((at, _)), None) => {
                    let id = &before.blocks[at].head.id;
                    let answered = own_before
                        .blocks
                        .iter()
                        .find(|own| own.head.source_block.as_ref().is_some_and(|block| block.id == *id));
                    answered.is_none_or(|own| !now.contains(&own.head.written))
                }
                (None, None) => false,
            };
            if !followed {
                changed.push(change(&difference, answer.and_then(|(_, line)| line), None));
            }
        }
        if !changed.is_empty() {
            let changes = SourceChanges {
                source_path: pages.path(*source),
                path: own.get(page.source).map(|file| file.path.clone()).unwrap_or_default(),
                follows: None,
                blocks: changed,
            };
            found.insert((locale.clone(), page.id.clone()), changes);
        }
    }
    Ok(found)
}

/// A page of an earlier output.
fn old_page(old: &LoadedOutput, locale: &Tag, page: &PageId) -> Option<PageFile> {
    read_page(old.page(locale, page)?).ok()
}

/// The names that pages had in an earlier output, of those that have other names now.
fn renamed<'o>(old: &'o LoadedOutput, source: &Tag, pages: &Pages<'o>) -> BTreeMap<&'o PageId, &'o PageId> {
    let gone: Vec<&PageId> = old.pages(source).filter(|id| !pages.pages.contains_key(id)).collect();
    let come: Vec<&PageId> = pages.pages.keys().copied().filter(|id| old.page(source, id).is_none()).collect();
    if gone.is_empty() || come.is_empty() {
        return BTreeMap::new();
    }
    let before = |id: &&PageId| {
        let blocks = old_page(old, source, id).map(|page| page.blocks).unwrap_or_default();
        blocks.into_iter().map(|block| block.head.text).collect()
    };
    let now = |id: &&PageId| pages.pages[*id].1.iter().map(|block| block.text.clone()).collect();
    let (before, now): (Vec<BTreeSet<String>>, Vec<BTreeSet<String>>) =
        (gone.iter().map(before).collect(), come.iter().map(now).collect());
    pamphlet_diff::renamed(&before, &now).into_iter().map(|(earlier, page)| (come[page], gone[earlier])).collect()
}
