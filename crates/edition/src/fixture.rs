//! Small pages for tests, from a notation of a few lines that is read here and not by the parser, so that a test of this
//! crate fails for reasons of this crate.
//!
//! A block a line: `## words` (anchor: the words in lower case with hyphens, or `{#id}` at the end), `- item`,
//! `card GlossaryName logo.svg address…`, `note label: words`, else a paragraph. In a line: `[words](address)`, `![words](address)`,
//! `*words*`, `` `code` ``, `^label^` for a footnote.

#![expect(clippy::format_push_string, clippy::format_collect, reason = "tests read better so")]

use crate::{Composed, FileLookup, Glossary, Input, InputPage, NavEntry, SiteFacts, SourceIndex, compose};
use pamphlet_document::{
    AssetId, AssetRef, Attrs, Block, BlockKind, CalloutTitle, Card, CardLink, Document, Emphasis, Heading, Inline,
    InlineKind, Link, LinkRole, List, ListItem, ListKind, Note, Origin, PageId, PageWalls, Picture, Placed, Revision,
    Target,
};
use pamphlet_locale::{AddressPattern, Tag};
use pamphlet_source::{SourceFile, SourceId, SourceMap, Span, Walls};
use std::sync::Arc;

/// A site under test: pages of the source locale and of one translation.
#[derive(Default)]
pub(crate) struct Site {
    map: SourceMap,
    source: Vec<InputPage>,
    pages: Vec<InputPage>,
    /// The navigation.
    pub(crate) nav: Vec<NavEntry>,
    /// Where the site is read.
    pub(crate) url: Option<AddressPattern>,
    files: Vec<String>,
    /// What holds the faults of a page.
    pub(crate) walls: Walls,
    /// The glossary, when texts are to be checked.
    names: Option<Glossary>,
}

/// A tag.
pub(crate) fn tag(text: &str) -> Tag {
    Tag::parse(text).unwrap()
}

/// A page's name.
pub(crate) fn page(id: &str) -> PageId {
    PageId(id.to_owned())
}

impl Site {
    /// A page of the source locale.
    pub(crate) fn source(mut self, id: &str, text: &str) -> Self {
        let page = self.read("docs", id, text);
        self.source.push(page);
        self
    }

    /// A page of the translation.
    pub(crate) fn translation(mut self, id: &str, text: &str) -> Self {
        let page = self.read("i18n", id, text);
        self.pages.push(page);
        self
    }

    /// A file that is no page.
    pub(crate) fn file(mut self, path: &str) -> Self {
        self.files.push(path.to_owned());
        self
    }

    /// A glossary: texts are checked.
    pub(crate) fn names(mut self, names: Glossary) -> Self {
        self.names = Some(names);
        self
    }

    /// The address pattern.
    pub(crate) fn url(mut self, pattern: &str) -> Self {
        self.url = Some(AddressPattern::parse(pattern).unwrap());
        self
    }

    fn read(&mut self, folder: &str, id: &str, text: &str) -> InputPage {
        let source = self.map.add(SourceFile::new(format!("{folder}/{id}.md"), text));
        InputPage {
            id: page(id),
            web_path: Some(id.to_owned()),
            document: Arc::new(document(source, text)),
            source,
            fallback: false,
            digest: String::new(),
            revision: Revision::default(),
        }
    }

    /// The edition of the source locale.
    pub(crate) fn compose_source(&self) -> Composed {
        self.compose("en", &self.source)
    }

    /// The edition of the translation; pages that it lacks fall back.
    pub(crate) fn compose_translation(&self, locale: &str) -> Composed {
        let mut pages = self.pages.clone();
        for source in &self.source {
            if !pages.iter().any(|page| page.id == source.id) {
                pages.push(InputPage { fallback: true, ..source.clone() });
            }
        }
        self.compose(locale, &pages)
    }

    fn compose(&self, locale: &str, pages: &[InputPage]) -> Composed {
        let english = tag("en");
        let source = self.source.iter().map(|page| (page.id.clone(), Arc::clone(&page.document)));
        let walls = PageWalls::new(&self.walls, "index", "en");
        let index = SourceIndex::of(&english, source, &self.map, &walls).expect("nothing fails");
        let facts = SiteFacts {
            title: "Book".to_owned(),
            slug: "book".to_owned(),
            addresses: self.url.clone(),
            lent_addresses: self.url.as_ref().map(|url| url.of_locale(&english)),
            ..SiteFacts::default()
        };
        let locales = [english.clone(), tag("de"), tag("uk"), tag("ja"), tag("fr")];
        compose(&Input {
            locale: &tag(locale),
            source_locale: &english,
            locales: &locales,
            facts: &facts,
            nav: &self.nav,
            pages,
            source: &index,
            files: self,
            sources: Arc::new(self.map.clone()),
            vocabulary: pamphlet_document::Vocabulary::shipped(),
            align: true,
            answers: true,
            check: self.names.as_ref(),
            walls: &self.walls,
        })
        .expect("nothing fails")
    }
}

impl FileLookup for Site {
    fn picture(&self, path: &str) -> Option<AssetId> {
        let found = self.files.iter().any(|file| file == path) && path.ends_with("svg");
        found.then(|| AssetId(path.to_owned()))
    }

    fn exists(&self, path: &str) -> bool {
        self.files.iter().any(|file| file == path)
    }

    fn names(&self) -> Vec<String> {
        self.files.clone()
    }
}

pub(crate) fn document(source: SourceId, text: &str) -> Document {
    let mut document = Document::default();
    let mut at = 0;
    for line in text.split('\n') {
        let start = at;
        at += line.len() + 1;
        if line.is_empty() {
            continue;
        }
        let origin = Origin { source, start: u32::try_from(start).unwrap() };
        if let Some((label, words)) = line.strip_prefix("note ").and_then(|rest| rest.split_once(": ")) {
            let offset = line.len() - words.len();
            let content = inlines(words, offset);
            document.notes.push(Note {
                origin,
                span: Span::new(0, line.len()),
                label: label.to_owned(),
                number: u32::try_from(document.notes.len() + 1).unwrap(),
                references: 1,
                blocks: vec![block(line, BlockKind::Paragraph { content })],
            });
            continue;
        }
        let kind = kind(line, &mut document);
        if let Some(kind) = kind {
            document.blocks.push(Placed { origin, block: Arc::new(block(line, kind)) });
        }
    }
    document
}

fn kind(line: &str, document: &mut Document) -> Option<BlockKind> {
    if let Some(title) = line.strip_prefix("title ") {
        document.meta.title = Some(title.to_owned());
        return None;
    }
    if let Some(description) = line.strip_prefix("description ") {
        document.meta.description = Some(description.to_owned());
        return None;
    }
    if line.starts_with('#') {
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        let (words, id) = line[level + 1..].split_once(" {#").unwrap_or((&line[level + 1..], ""));
        let anchor =
            if id.is_empty() { words.to_lowercase().replace(' ', "-") } else { id.trim_end_matches('}').to_owned() };
        return Some(BlockKind::Heading(Heading {
            level: u8::try_from(level).unwrap(),
            anchor,
            aliases: Vec::new(),
            role: None,
            content: inlines(words, level + 1),
        }));
    }
    if let Some(rest) = line.strip_prefix("- ") {
        let items = rest
            .split(" - ")
            .scan(2, |at, words| {
                let start = *at;
                *at += words.len() + 3;
                let content = inlines(words, start);
                let span = Span::new(start, start + words.len());
                let paragraph =
                    Block { span, attrs: Attrs::default(), language: None, kind: BlockKind::Paragraph { content } };
                Some(ListItem { span, attrs: Attrs::default(), language: None, task: None, blocks: vec![paragraph] })
            })
            .collect();
        return Some(BlockKind::List(List { list: ListKind::Bullet, tight: true, items }));
    }
    if let Some(rest) = line.strip_prefix("card ") {
        let mut words = rest.split(' ');
        let name = words.next().unwrap().to_owned();
        let logo = words.next().map(|address| picture(address, &format!("{name} logo")));
        let links = words
            .map(|address| CardLink {
                span: Span::default(),
                attrs: Attrs::default(),
                role: LinkRole::new("homepage"),
                link: link(address, Vec::new()),
            })
            .collect();
        return Some(BlockKind::Card(Card {
            id: None,
            name,
            title: CalloutTitle::Absent,
            logo,
            description: Vec::new(),
            links,
            downloads: None,
            further: Vec::new(),
        }));
    }
    Some(BlockKind::Paragraph { content: inlines(line, 0) })
}

fn block(line: &str, kind: BlockKind) -> Block {
    Block { span: Span::new(0, line.len()), attrs: Attrs::default(), language: None, kind }
}

fn link(address: &str, content: Vec<Inline>) -> Link {
    let (address, title) = match address.split_once(" \"") {
        Some((address, title)) => (address, Some(title.trim_end_matches('"').to_owned())),
        None => (address, None),
    };
    let target = Target::Written { address: address.to_owned() };
    Link { target, title, title_language: None, role: None, button: None, content }
}

fn picture(address: &str, alternative: &str) -> Picture {
    Picture {
        source: AssetRef::Written { address: address.to_owned() },
        dark: None,
        alternative: alternative.to_owned(),
        language: None,
        decorative: false,
        title: None,
        width: None,
        height: None,
        alignment: None,
    }
}

fn inlines(text: &str, offset: usize) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut at = 0;
    let inline = |from: usize, to: usize, kind: InlineKind| Inline {
        span: Span::new(offset + from, offset + to),
        attrs: Attrs::default(),
        kind,
    };
    while at < text.len() {
        let rest = &text[at..];
        let pair = |open: &str, close: &str| {
            rest.strip_prefix(open).and_then(|inner| inner.find(close).map(|end| &inner[..end]))
        };
        let (length, kind) = if let Some(words) = pair("[", "](").or_else(|| pair("![", "](")) {
            let is_picture = rest.starts_with('!');
            let before = words.len() + usize::from(is_picture) + 3;
            let address = rest[before..].split(')').next().unwrap();
            let kind = if is_picture {
                InlineKind::Picture(picture(address, words))
            } else {
                InlineKind::Link(link(address, inlines(words, offset + at + 1)))
            };
            (before + address.len() + 1, kind)
        } else if let Some(words) = pair("*", "*") {
            let content = inlines(words, offset + at + 1);
            (words.len() + 2, InlineKind::Styled { style: Emphasis::Emphasis, content })
        } else if let Some(words) = pair("`", "`") {
            (words.len() + 2, InlineKind::Code { text: words.to_owned(), language: None })
        } else if let Some(label) = pair("^", "^") {
            (label.len() + 2, InlineKind::FootnoteReference { label: label.to_owned(), number: 1 })
        } else {
            let first = rest.chars().next().unwrap().len_utf8();
            let end = rest[first..].find(['[', '!', '*', '`', '^']).map_or(rest.len(), |end| first + end);
            (end, InlineKind::Text { text: rest[..end].to_owned() })
        };
        out.push(inline(at, at + length, kind));
        at += length;
    }
    out
}

/// The text of a page with its languages: `{en|…}` round what is marked, and where links and pictures lead.
pub(crate) fn shown(composed: &Composed, id: &str) -> String {
    let found = composed.edition.page(&page(id)).unwrap();
    let mut out = format!("page {} {}\n", found.language, found.title);
    let blocks = found.blocks.iter().map(|placed| placed.block.as_ref());
    for block in blocks.chain(found.notes.iter().flat_map(|note| &note.blocks)) {
        show_block(block, &mut out);
        out.push('\n');
    }
    out
}

fn show_block(block: &Block, out: &mut String) {
    if let Some(language) = &block.language {
        out.push_str(&format!("{{{language}|"));
    }
    match &block.kind {
        BlockKind::Heading(heading) => {
            out.push_str(&format!("#{}", heading.anchor));
            heading.aliases.iter().for_each(|alias| out.push_str(&format!("+{alias}")));
            out.push(' ');
            show(&heading.content, out);
        }
        BlockKind::Paragraph { content } => show(content, out),
        BlockKind::List(list) => {
            for item in &list.items {
                out.push_str("- ");
                if let Some(language) = &item.language {
                    out.push_str(&format!("{{{language}|"));
                }
                item.blocks.iter().for_each(|block| show_block(block, out));
                if item.language.is_some() {
                    out.push('}');
                }
                out.push(' ');
            }
        }
        BlockKind::Card(card) => {
            out.push_str(&format!("card {} {}", card.id.as_deref().unwrap_or("?"), card.name));
            card.logo.iter().for_each(|logo| show_picture(logo, out));
            card.links.iter().for_each(|link| show_target(&link.link.target, out));
        }
        other => panic!("not in the notation: {other:?}"),
    }
    if block.language.is_some() {
        out.push('}');
    }
}

fn show(content: &[Inline], out: &mut String) {
    for inline in content {
        match &inline.kind {
            InlineKind::Text { text } => out.push_str(text),
            InlineKind::Code { text, .. } => out.push_str(&format!("`{text}`")),
            InlineKind::Language { language, content } => {
                out.push_str(&format!("{{{language}|"));
                show(content, out);
                out.push('}');
            }
            InlineKind::Styled { content, .. } => {
                out.push('*');
                show(content, out);
                out.push('*');
            }
            InlineKind::Link(link) => {
                out.push('[');
                show(&link.content, out);
                out.push(']');
                if let Some(title) = &link.title {
                    let language = link.title_language.as_ref().map(|tag| format!("{tag}|")).unwrap_or_default();
                    out.push_str(&format!("\"{language}{title}\""));
                }
                show_target(&link.target, out);
            }
            InlineKind::Picture(picture) => show_picture(picture, out),
            InlineKind::FootnoteReference { label, .. } => out.push_str(&format!("^{label}^")),
            other => panic!("not in the notation: {other:?}"),
        }
    }
}

fn show_picture(picture: &Picture, out: &mut String) {
    let language = picture.language.as_ref().map(|tag| format!("{tag}|")).unwrap_or_default();
    out.push_str(&format!("!({language}{})", picture.alternative));
    out.push_str(&match &picture.source {
        AssetRef::Local { asset } => format!("({})", asset.0),
        AssetRef::Remote { url } => format!("(remote {url})"),
        AssetRef::Missing { address } => format!("(missing {address})"),
        AssetRef::Written { address } => panic!("{address} is not resolved"),
    });
}

fn show_target(target: &Target, out: &mut String) {
    out.push_str(&match target {
        Target::Page { page, anchor } => {
            format!("({page}{})", anchor.as_ref().map(|anchor| format!("#{anchor}")).unwrap_or_default())
        }
        Target::External { url } => format!("({url})"),
        Target::Unresolved { address } => format!("(nothing {address})"),
        Target::Written { address } => panic!("{address} is not resolved"),
    });
}

/// The diagnostics, one a line, with what they stand at.
pub(crate) fn found(composed: &Composed) -> String {
    let sources = &composed.edition.parts().sources;
    composed
        .diagnostics
        .iter()
        .map(|found| {
            let diagnostic = &found.diagnostic;
            let at = diagnostic.place.map_or_else(String::new, |place| {
                let file = sources.get(place.source).unwrap();
                format!(" at `{}`", &file.text[place.span.range()])
            });
            let help = diagnostic.help.as_deref().unwrap_or_default();
            format!("{}{at}: {}; {help}\n", diagnostic.code.name(), diagnostic.message)
        })
        .collect()
}
