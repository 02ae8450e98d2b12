//! `cards.json`: the recommended tools, one record each.

use crate::page::{Place, place};
use crate::read::read;
use crate::{JsonError, SCHEMA_VERSION, pretty};
use pamphlet_locale::{Direction, Tag};
use pamphlet_reading::walk;
use pamphlet_reading::{
    Alternative, AssetRef, Block, BlockKind, CalloutKind, Card, HeadingRole, InlineKind, LinkRole, Page, PageId,
    Placed, Platform, Reading, SourceBlock, Store, System, Target, block_text, blocks_text, plain_text,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Recommended tools: of one locale, or of all of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CardsFile {
    /// Version of the format, `major.minor`.
    pub schema_version: String,
    /// The locale of the records; in the file of all locales, the source locale.
    pub locale: Tag,
    /// In the file of all locales, those that have a card or more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locales: Vec<Tag>,
    /// The tools, in reading order.
    pub cards: Vec<CardRecord>,
}

/// A recommended tool.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CardRecord {
    /// Its name for programs; the same in every locale.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The language of the record.
    pub language: Tag,
    /// The direction of that language.
    pub direction: Direction,
    /// The page that recommends it.
    pub page: PageId,
    /// The title of that page.
    pub page_title: String,
    /// Where that page is read on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_url: Option<String>,
    /// Whether the page fell back to the source locale.
    pub fallback: bool,
    /// The headings it stands under, from the outermost.
    pub sections: Vec<SectionRecord>,
    /// Its logo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<LogoRecord>,
    /// What it is, in words.
    pub description: String,
    /// What it is, as nodes; left out in the file of all locales.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub description_nodes: Vec<Block>,
    /// Homepage, privacy policy, source code and so on.
    pub links: Vec<LinkRecord>,
    /// Where to get it.
    pub downloads: Vec<DownloadRecord>,
    /// Warnings that concern it: those inside the card, and those between it and the next card or heading.
    pub warnings: Vec<WarningRecord>,
    /// What a tool of this page must fulfil; left out in the file of all locales.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<Criterion>,
    /// Where it was written.
    pub place: Place,
    /// Of a translation: the block of the source page that the card's block answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_block: Option<Arc<SourceBlock>>,
    /// In the file of all locales: the records of the translations. A locale that is missing lost the card.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub translations: BTreeMap<Tag, CardRecord>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SectionRecord {
    /// 1 to 6.
    #[schemars(range(min = 1, max = 6))]
    pub level: u8,
    /// What links name it by.
    pub anchor: String,
    /// Its words.
    pub title: String,
}

/// A logo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LogoRecord {
    /// The picture, for a light ground.
    pub source: AssetRef,
    /// The picture for a dark ground.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dark: Option<AssetRef>,
    /// What it shows, in words.
    pub alternative: String,
}

/// A link of a tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LinkRecord {
    /// What it leads to.
    pub role: LinkRole,
    /// Its words.
    pub text: String,
    /// Its address; none for one that leads to a page that is read nowhere on the web, or that is broken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Where it leads, as the model says it.
    pub target: Target,
}

/// A place to get a tool from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DownloadRecord {
    /// Which place.
    pub kind: Platform,
    /// The system that it is for; none for what the site's vocabulary does not know, and for stores that serve devices
    /// of several kinds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<System>,
    /// The store or the browser, if it is for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store: Option<Store>,
    /// The words of the entry.
    pub text: String,
    /// Its address; none when it has no link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A warning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WarningRecord {
    /// Its kind.
    pub kind: CalloutKind,
    /// Its title in the author's words; none when there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it says.
    pub text: String,
}

/// Something that a tool must fulfil.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Criterion {
    /// Whether it is required.
    pub level: CriteriaLevel,
    /// What it says.
    pub text: String,
}

/// Whether a criterion is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CriteriaLevel {
    /// The page does not say.
    General,
    /// Required.
    Minimum,
    /// Wished for.
    BestCase,
}

/// The file of a locale.
pub(crate) fn of(reading: &Reading, cards: Vec<CardRecord>) -> CardsFile {
    CardsFile {
        schema_version: SCHEMA_VERSION.to_owned(),
        locale: reading.locale().clone(),
        locales: Vec::new(),
        cards,
    }
}

/// Every recommended tool of an edition, in reading order.
#[must_use]
pub fn cards(reading: &Reading) -> Vec<CardRecord> {
    reading.pages().iter().flat_map(|page| of_page(reading, page)).collect()
}

/// The file of all locales: the records of the source locale, then those that only translations have, each with what
/// the other locales say. `by_locale` holds what [`cards`] gave for every locale.
///
/// # Errors
/// Never in practice.
pub fn all_cards(source_locale: &Tag, by_locale: &BTreeMap<Tag, Vec<CardRecord>>) -> Result<Vec<u8>, JsonError> {
    let bare = |record: &CardRecord| {
        let mut record = record.clone();
        record.description_nodes.clear();
        record.criteria.clear();
        record
    };
    let mut cards: Vec<CardRecord> = Vec::new();
    let mut index: BTreeMap<&str, usize> = BTreeMap::new();
    let order = by_locale.get_key_value(source_locale).into_iter();
    let order = order.chain(by_locale.iter().filter(|(locale, _)| *locale != source_locale));
    for (locale, records) in order {
        for record in records {
            if let Some(at) = index.get(record.id.as_str()) {
                cards[*at].translations.entry(locale.clone()).or_insert_with(|| bare(record));
            } else {
                index.insert(&record.id, cards.len());
                cards.push(bare(record));
            }
        }
    }
    let locales = by_locale.iter().filter(|(_, records)| !records.is_empty()).map(|(locale, _)| locale.clone());
    pretty(&CardsFile {
        schema_version: SCHEMA_VERSION.to_owned(),
        locale: source_locale.clone(),
        locales: locales.collect(),
        cards,
    })
}

pub(crate) fn of_page(reading: &Reading, page: &Page) -> Vec<CardRecord> {
    let mut records: Vec<CardRecord> = Vec::new();
    let mut sections: Vec<SectionRecord> = Vec::new();
    let criteria = criteria(page);
    // Whether what follows still belongs to the last card.
    let mut concerned = None;
    for (number, placed) in page.blocks.iter().enumerate() {
        if let BlockKind::Heading(heading) = &placed.block.kind {
            sections.retain(|section| section.level < heading.level);
            sections.push(SectionRecord {
                level: heading.level,
                anchor: heading.anchor.clone(),
                title: plain_text(&heading.content),
            });
            concerned = None;
            continue;
        }
        if let Some(warning) = warning(&placed.block)
            && let Some(record) = concerned.and_then(|at: usize| records.get_mut(at))
        {
            record.warnings.push(warning);
        }
        let before = records.len();
        let source_block = page.answering.blocks.get(number).cloned().flatten();
        walk::each_block([&placed.block], &mut |block| {
            if let BlockKind::Card(card) = &block.kind {
                let made = record(reading, page, placed, block, card, &sections, &criteria);
                records.push(CardRecord { source_block: source_block.clone(), ..made });
            }
        });
        if records.len() > before {
            concerned = Some(records.len() - 1);
        }
    }
    records
}

fn record(
    reading: &Reading,
    page: &Page,
    placed: &Placed,
    block: &Block,
    card: &Card,
    sections: &[SectionRecord],
    criteria: &[Criterion],
) -> CardRecord {
    let Card { id, name, title: _, logo, description, links, downloads, further } = card;
    let language = block.language.clone().unwrap_or_else(|| page.language.clone());
    CardRecord {
        id: id.clone(),
        name: name.clone(),
        direction: Direction::of(&language),
        language,
        page: page.id.clone(),
        page_title: page.title.clone(),
        page_url: page.url.clone().map(String::from),
        fallback: page.fallback,
        sections: sections.to_vec(),
        logo: logo.as_ref().map(|logo| LogoRecord {
            source: logo.source.clone(),
            dark: logo.dark.clone(),
            alternative: match &logo.alternative {
                Alternative::Described { words } | Alternative::Repeated { words } => words.text.clone(),
                Alternative::Decorative | Alternative::Undescribed => String::new(),
            },
        }),
        description: blocks_text(description),
        description_nodes: description.clone(),
        links: links
            .iter()
            .map(|link| LinkRecord {
                role: link.role.clone(),
                text: link.link.words.clone(),
                url: url(reading, page, &link.link.target),
                target: link.link.target.clone(),
            })
            .collect(),
        downloads: downloads
            .iter()
            .flat_map(|downloads| &downloads.items)
            .map(|item| {
                let mut link = None;
                for inline in &item.content {
                    if let InlineKind::Link(found) = &inline.kind {
                        link = link.or(Some(found));
                    }
                }
                DownloadRecord {
                    kind: item.platform.clone(),
                    platform: item.system.clone(),
                    store: item.store.clone(),
                    text: plain_text(&item.content),
                    url: link.and_then(|link| url(reading, page, &link.target)),
                }
            })
            .collect(),
        warnings: {
            let mut found = Vec::new();
            walk::each_block(further.iter().chain(description), &mut |block| found.extend(warning(block)));
            found
        },
        criteria: criteria.to_vec(),
        place: place(&reading.parts().sources, placed.origin, block.span),
        source_block: None,
        translations: BTreeMap::new(),
    }
}

fn url(reading: &Reading, own: &Page, target: &Target) -> Option<String> {
    match target {
        Target::External { url } => Some(url.clone()),
        Target::Page { page, anchor } => {
            let page = if *page == own.id { own } else { reading.page(page)? };
            let url = page.url.as_ref()?;
            Some(anchor.as_ref().map_or_else(|| url.to_string(), |anchor| format!("{url}#{anchor}")))
        }
        Target::Told { .. } | Target::Unresolved { .. } => None,
    }
}

fn warns(kind: &CalloutKind) -> bool {
    matches!(kind, CalloutKind::Warning | CalloutKind::Danger | CalloutKind::Failure | CalloutKind::Bug)
}

fn warning(block: &Block) -> Option<WarningRecord> {
    let BlockKind::Admonition(callout) = &block.kind else { return None };
    let kind = callout.callout.as_ref().filter(|kind| warns(kind))?;
    Some(WarningRecord { kind: kind.clone(), title: callout.own_title(), text: blocks_text(&callout.blocks) })
}

/// The criteria of a page: the list items under its headings that say so.
fn criteria(page: &Page) -> Vec<Criterion> {
    let mut out = Vec::new();
    // The level of the heading that began the criteria, and what it said of them.
    let mut state: Option<(u8, CriteriaLevel)> = None;
    for placed in &page.blocks {
        let block = &placed.block;
        if let BlockKind::Heading(heading) = &block.kind {
            let level = heading.role.map(|role| match role {
                HeadingRole::Criteria => CriteriaLevel::General,
                HeadingRole::MinimumRequirements => CriteriaLevel::Minimum,
                HeadingRole::BestCase => CriteriaLevel::BestCase,
            });
            state = match (level, state) {
                (Some(level), _) => Some((heading.level, level)),
                (None, Some((begun, level))) if heading.level > begun => Some((begun, level)),
                (None, _) => None,
            };
        }
        let Some((_, level)) = state else { continue };
        if let BlockKind::List(list) = &block.kind {
            let texts = list.items.iter().map(|item| blocks_text(&item.blocks));
            out.extend(texts.filter(|text| !text.is_empty()).map(|text| Criterion { level, text }));
        }
        if matches!(&block.kind, BlockKind::DefinitionList(_) | BlockKind::Table(_)) {
            out.push(Criterion { level, text: block_text(block) });
        }
    }
    out
}

/// Reads a `cards.json`, of a locale or of all of them.
///
/// # Errors
/// When it is not JSON, not of that form, or nested beyond reason.
pub fn read_cards(bytes: &[u8]) -> Result<CardsFile, JsonError> {
    read(bytes)
}
