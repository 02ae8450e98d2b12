//! A page as a tree of things that a reader would name: paragraphs, lists, callouts, rows. Syntax, spans and wrappers
//! without a meaning are left behind, so that what is equal here reads equal.

use crate::change::{Spot, Subject};
use pamphlet_locale::Tag;
use pamphlet_reading::{
    Alternative, AssetRef, Block, BlockKind, CalloutKind, Inline, InlineKind, List, ListKind, Picture, Target,
    plain_text, walk,
};
use serde::Serialize;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A thing on a page.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// What it is.
    pub(crate) subject: Subject,
    /// What tells it from others of its subject: the kind of a callout, the level of a heading.
    pub(crate) label: String,
    /// Its own words, without those of `children`.
    pub(crate) text: String,
    /// The language of its own words.
    pub(crate) language: Tag,
    /// Words and address of the links among its own words.
    pub(crate) links: Vec<(String, String)>,
    /// Name and alternative text of the pictures among its own words.
    pub(crate) pictures: Vec<(String, String)>,
    /// What it holds.
    pub(crate) children: Vec<Unit>,
    /// The tool that it belongs to.
    pub(crate) card: Option<String>,
    /// Where its top-level block is written.
    pub(crate) place: Option<Spot>,
    /// Equal for units that read equal, wherever they stand.
    pub(crate) key: u64,
}

impl Unit {
    fn new(subject: Subject, label: impl Into<String>, from: &From<'_>) -> Self {
        Self {
            subject,
            label: label.into(),
            text: String::new(),
            language: from.language.clone(),
            links: Vec::new(),
            pictures: Vec::new(),
            children: Vec::new(),
            card: from.card.map(str::to_owned),
            place: from.place.cloned(),
            key: 0,
        }
    }

    /// With text, and the links and pictures in it.
    fn with(mut self, content: &[Inline]) -> Self {
        self.text = plain_text(content);
        self.collect(content);
        if let Some(language) = only_language(content) {
            self.language = language;
        }
        self
    }

    fn holding(mut self, children: Vec<Unit>) -> Self {
        self.children = children;
        self
    }

    fn collect(&mut self, content: &[Inline]) {
        for inline in content {
            if let InlineKind::Link(link) = &inline.kind {
                self.links.push((link.words.clone(), address(&link.target)));
            }
            if let InlineKind::Picture(picture) = &inline.kind {
                self.pictures.push(pictured(picture));
            }
            self.collect(walk::inline_children(inline));
        }
    }

    /// With a key, once nothing is added any more.
    fn finish(mut self) -> Self {
        let mut hash = DefaultHasher::new();
        (self.subject, &self.label, &self.text, &self.links, &self.pictures).hash(&mut hash);
        for child in &self.children {
            child.key.hash(&mut hash);
        }
        self.key = hash.finish();
        self
    }

    /// A footnote that holds these units.
    pub(crate) fn footnote(held: Vec<Unit>, text: &str, from: &From<'_>) -> Self {
        let mut unit = Self::new(Subject::Footnote, "", from);
        text.clone_into(&mut unit.text);
        if let Some(first) = held.first() {
            unit.language = first.language.clone();
        }
        gather(held, &mut unit);
        unit.finish()
    }

    /// All its words, a line for each run.
    pub(crate) fn whole_text(&self) -> String {
        let mut lines = Vec::new();
        self.lines(&mut lines);
        lines.join("\n")
    }

    fn lines<'u>(&'u self, lines: &mut Vec<&'u str>) {
        if !self.text.is_empty() {
            lines.push(&self.text);
        }
        for child in &self.children {
            child.lines(lines);
        }
    }
}

/// What a unit inherits from what holds it.
pub(crate) struct From<'f> {
    /// The language around it.
    pub(crate) language: &'f Tag,
    /// The tool that it belongs to.
    pub(crate) card: Option<&'f str>,
    /// Where its top-level block is written.
    pub(crate) place: Option<&'f Spot>,
}

impl From<'_> {
    fn within<'f>(&'f self, language: Option<&'f Tag>) -> From<'f> {
        From { language: language.unwrap_or(self.language), ..*self }
    }
}

/// The units of some blocks. Wrappers are looked through; a card leaves what its record does not hold.
pub(crate) fn units(blocks: &[Block], from: &From<'_>) -> Vec<Unit> {
    let mut out = Vec::new();
    for block in blocks {
        push(block, from, &mut out);
    }
    out
}

/// The units of a block.
pub(crate) fn push(block: &Block, from: &From<'_>, out: &mut Vec<Unit>) {
    let from = &from.within(block.language.as_ref());
    let unit = match &block.kind {
        BlockKind::Heading(heading) => {
            Unit::new(Subject::Heading, heading.level.to_string(), from).with(&heading.content)
        }
        BlockKind::Paragraph { content } | BlockKind::Buttons { content } => {
            Unit::new(Subject::Paragraph, "", from).with(content)
        }
        BlockKind::List(list) => self::list(list, from),
        BlockKind::DefinitionList(list) => {
            let entries = list.entries.iter().map(|entry| {
                let terms: Vec<Inline> = entry.terms.iter().flat_map(|term| term.content.clone()).collect();
                let details = entry.details.iter().flat_map(|detail| units(&detail.blocks, from)).collect();
                Unit::new(Subject::Item, "", from).with(&terms).holding(details).finish()
            });
            Unit::new(Subject::List, "definitions", from).holding(entries.collect())
        }
        BlockKind::Quote { blocks } => Unit::new(Subject::Quote, "", from).holding(units(blocks, from)),
        BlockKind::Code(code) => {
            let mut unit = Unit::new(Subject::Code, code.language.clone().unwrap_or_default(), from);
            unit.text.clone_from(&code.text);
            unit
        }
        BlockKind::Table(table) => {
            let rows = table.head.iter().chain(&table.body).map(|row| {
                let mut unit = Unit::new(Subject::Row, "", from);
                let mut cells = Vec::new();
                for cell in &row.cells {
                    let held = units(&cell.blocks, from);
                    cells.push(held.iter().map(Unit::whole_text).collect::<Vec<_>>().join(" "));
                    gather(held, &mut unit);
                }
                unit.text = cells.join(" | ");
                unit.finish()
            });
            Unit::new(Subject::Table, "", from).with(&table.caption).holding(rows.collect())
        }
        BlockKind::Admonition(held) | BlockKind::Collapsible(held) => {
            let kind = held.callout.as_ref().map_or("details", CalloutKind::name);
            let unit = Unit::new(Subject::Callout, kind, from);
            // The word for the kind is said by the label.
            let unit = if held.own_title().is_some() { unit.with(&held.title) } else { unit };
            unit.holding(units(&held.blocks, from))
        }
        BlockKind::Tabs(tabs) => {
            let tabs = tabs.tabs.iter().map(|tab| {
                Unit::new(Subject::Tab, "", from).with(&tab.label).holding(units(&tab.blocks, from)).finish()
            });
            Unit::new(Subject::Tabs, "", from).holding(tabs.collect())
        }
        BlockKind::Figure(figure) => {
            let mut held = units(&figure.blocks, from);
            held.extend(units(&figure.caption, from));
            Unit::new(Subject::Figure, "", from).holding(held)
        }
        BlockKind::Group { blocks } | BlockKind::Grid(pamphlet_reading::Grid { blocks, .. }) => {
            return out.extend(units(blocks, from));
        }
        BlockKind::Annotated(annotated) => {
            out.extend(units(&annotated.blocks, from));
            list(&annotated.notes, from)
        }
        BlockKind::Progress(progress) => {
            let label = format!("{}.{:02} %", progress.basis_points / 100, progress.basis_points % 100);
            Unit::new(Subject::Paragraph, label, from).with(&progress.label)
        }
        BlockKind::ThematicBreak | BlockKind::Divider => Unit::new(Subject::Break, "rule", from),
        BlockKind::PageBreak => Unit::new(Subject::Break, "page", from),
        BlockKind::Math(math) => {
            let mut unit = Unit::new(Subject::Formula, "", from);
            unit.text.clone_from(&math.source);
            unit
        }
        BlockKind::Diagram(diagram) => {
            let mut unit = Unit::new(Subject::Formula, diagram.notation.clone(), from);
            unit.text.clone_from(&diagram.source);
            unit
        }
        BlockKind::Card(card) => {
            // Name, logo, description, links and downloads are compared record by record, wherever the card stands.
            return out.extend(units(&card.further, &From { card: Some(&card.id), ..*from }));
        }
        BlockKind::Threats(threats) => {
            let items = threats
                .items
                .iter()
                .map(|item| Unit::new(Subject::Item, name_of(&item.threat), from).with(&item.content).finish());
            Unit::new(Subject::Threats, "", from).with(&threats.intro).holding(items.collect())
        }
        BlockKind::Unsupported { text } => {
            let mut unit = Unit::new(Subject::Paragraph, "not understood", from);
            unit.text.clone_from(text);
            unit
        }
    };
    out.push(unit.finish());
}

fn list(list: &List, from: &From<'_>) -> Unit {
    let label = match list.list {
        ListKind::Bullet => "bullets".to_owned(),
        ListKind::Numbered { start, numerals } => {
            let first = numerals.letters(start).unwrap_or_else(|| start.to_string());
            format!("numbers from {first}")
        }
    };
    let items = list.items.iter().map(|item| {
        let from = &from.within(item.language.as_ref());
        let label = match item.task.as_ref().map(|task| task.done) {
            None => "",
            Some(true) => "done",
            Some(false) => "to do",
        };
        let mut unit = Unit::new(Subject::Item, label, from);
        let mut held = units(&item.blocks, from);
        // The words of an item are its first paragraph.
        if held.first().is_some_and(|first| first.subject == Subject::Paragraph && first.label.is_empty()) {
            let first = held.remove(0);
            unit.text = first.text;
            unit.language = first.language;
            unit.links = first.links;
            unit.pictures = first.pictures;
        }
        unit.holding(held).finish()
    });
    Unit::new(Subject::List, label, from).holding(items.collect())
}

/// Takes the links and pictures of units that are shown as one text.
fn gather(units: Vec<Unit>, into: &mut Unit) {
    for unit in units {
        into.links.extend(unit.links);
        into.pictures.extend(unit.pictures);
        gather(unit.children, into);
    }
}

/// The language of text that is wholly in one run of another language.
fn only_language(content: &[Inline]) -> Option<Tag> {
    match content {
        [Inline { kind: InlineKind::Language { language, .. }, .. }] => Some(language.clone()),
        _ => None,
    }
}

/// The name that a variant without content has in data.
pub(crate) fn name_of<T: Serialize>(value: &T) -> String {
    crate::write::name(value)
}

/// A target as one text.
pub(crate) fn address(target: &Target) -> String {
    match target {
        Target::Told { address } => address.clone(),
        Target::Page { page, anchor: None } => page.0.clone(),
        Target::Page { page, anchor: Some(anchor) } => format!("{page}#{anchor}"),
        Target::External { url } => url.clone(),
        Target::Unresolved { address } => format!("{address} (broken)"),
    }
}

/// A picture's file or address, and what it shows in words.
fn pictured(picture: &Picture) -> (String, String) {
    let words = match &picture.alternative {
        Alternative::Described { words } | Alternative::Repeated { words } => words.text.clone(),
        Alternative::Decorative | Alternative::Undescribed => String::new(),
    };
    (asset(&picture.source), words)
}

/// Where a picture comes from, as one text.
pub(crate) fn asset(source: &AssetRef) -> String {
    match source {
        AssetRef::Local { asset } => asset.0.clone(),
        AssetRef::Remote { url } => url.clone(),
        AssetRef::Missing { address } => format!("{address} (missing)"),
    }
}
