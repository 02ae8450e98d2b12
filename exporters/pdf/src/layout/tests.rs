//! Blocks as positioned pages.

mod apart;
mod bad_input;
mod code;
mod inside;
mod looks;
mod notes;
mod page_ends;
mod scripts;
mod sides;
mod wide_tables;

use super::*;
use crate::display::{Form, Item, Owner, Rect};
use crate::paginate::paginate;
use crate::style::{PageSize, Purpose, StyleOptions};
use pamphlet_document::{
    Attrs, Block, BlockKind, EditionParts, Heading, Inline, InlineKind, Origin, PageMeta, Placed, Revision, Target,
};
use pamphlet_locale::Tag;
use pamphlet_reading::sample::reading_from;
use pamphlet_source::{Code, SourceId, SourceMap, Span};
use std::collections::BTreeMap;

pub(crate) fn inline(kind: InlineKind) -> Inline {
    Inline { span: Span::default(), attrs: Attrs::default(), kind }
}

pub(crate) fn text(words: &str) -> Vec<Inline> {
    vec![inline(InlineKind::Text { text: words.to_owned() })]
}

pub(crate) fn block(kind: BlockKind) -> Block {
    Block { span: Span::default(), attrs: Attrs::default(), language: None, kind }
}

fn paragraph(words: &str) -> Block {
    block(BlockKind::Paragraph { content: text(words) })
}

fn heading(level: u8, words: &str) -> Block {
    block(BlockKind::Heading(Heading {
        level,
        anchor: words.to_lowercase(),
        aliases: Vec::new(),
        role: None,
        content: text(words),
    }))
}

/// Sets blocks as a handout.
fn pages(language: &str, blocks: Vec<Block>) -> (crate::display::DisplayList, Vec<Diagnostic>) {
    pages_on(PageSize::A4, language, blocks, Vec::new(), &Media::default())
}

/// Sets blocks and notes as a handout on a paper.
fn pages_on(
    paper: PageSize,
    language: &str,
    blocks: Vec<Block>,
    notes: Vec<pamphlet_document::Note>,
    media: &Media,
) -> (crate::display::DisplayList, Vec<Diagnostic>) {
    let locale = Tag::parse(language).unwrap();
    set_pages(paper, &locale, &locale, blocks, notes, media, None)
}

/// Sets blocks as a handout whose page is written in a language of its own, with something below its title.
fn pages_opened(
    locale: &str,
    language: &str,
    blocks: Vec<Block>,
    opening: &Opening,
) -> (crate::display::DisplayList, Vec<Diagnostic>) {
    let (locale, language) = (Tag::parse(locale).unwrap(), Tag::parse(language).unwrap());
    set_pages(PageSize::A4, &locale, &language, blocks, Vec::new(), &Media::default(), Some(opening))
}

fn set_pages(
    paper: PageSize,
    locale: &Tag,
    language: &Tag,
    blocks: Vec<Block>,
    notes: Vec<pamphlet_document::Note>,
    media: &Media,
    opening: Option<&Opening>,
) -> (crate::display::DisplayList, Vec<Diagnostic>) {
    let page = pamphlet_document::Page {
        id: PageId("page".to_owned()),
        title: "Page".to_owned(),
        title_language: None,
        title_in_text: opening.is_none(),
        meta: PageMeta::default(),
        language: language.clone(),
        fallback: false,
        blocks: blocks
            .into_iter()
            .map(|block| Placed { origin: Origin { source: SourceId(0), start: 0 }, block: Arc::new(block) })
            .collect(),
        notes,
        answering: pamphlet_document::Answering::default(),
        url: None,
        source: SourceId(0),
        digest: String::new(),
        revision: Revision::default(),
        date: None,
        coverage: pamphlet_document::Coverage::default(),
    };
    let parts = EditionParts {
        contents: 1..=6,
        locale: locale.clone(),
        source_locale: locale.clone(),
        locales: vec![locale.clone()],
        title: "Book".to_owned(),
        description: None,
        description_language: None,
        slug: "book".to_owned(),
        url: None,
        authors: Vec::new(),
        publisher: None,
        license: None,
        date: None,
        revision: Revision::default(),
        version: None,
        subjects: Vec::new(),
        publication: Arc::default(),
        nav: Vec::new(),
        nav_rest: Vec::new(),
        pages: vec![page],
        glossary: Vec::new(),
        coverage: pamphlet_document::Coverage::default(),
        sources: Arc::new(SourceMap::default()),
        vocabulary: pamphlet_document::Vocabulary::shipped(),
    };
    let reading = reading_from(parts);
    let options = StyleOptions { purpose: Purpose::Handout, paper, large: false, ink: false };
    let style = Style::new(options, locale);
    let catalog = Catalog::of(locale);
    let ctx = Context {
        engine: Engine::shared(),
        style: &style,
        catalog: &catalog,
        media,
        reading: &reading,
        links: PaperLinks::Margin,
    };
    let composed = compose_page(ctx, &reading.pages()[0], Reach::Alone, opening);
    (paginate(composed.column, &style, 1).0, composed.diagnostics)
}

fn words(list: &crate::display::DisplayList) -> Vec<String> {
    list.pages
        .iter()
        .map(|page| {
            let mut out = String::new();
            for (_, item) in page.items() {
                if let Item::Run(run) = item {
                    out.push_str(page.text(run));
                    out.push('|');
                }
            }
            out
        })
        .collect()
}

#[test]
fn a_heading_goes_to_the_page_of_what_follows() {
    for count in 40..60 {
        let mut blocks: Vec<Block> = (0..count).map(|_| paragraph("One line.")).collect();
        blocks.push(heading(1, "Heading"));
        blocks.push(paragraph("What follows."));
        let (list, _) = pages("en", blocks);
        for page in words(&list) {
            assert!(!page.ends_with("Heading|"), "{count}");
        }
    }
}

#[test]
fn nothing_of_a_long_paragraph_is_lost_and_no_line_stands_alone() {
    let words_in: Vec<String> = (0..4_000).map(|number| format!("word{number}")).collect();
    let (list, _) = pages("en", vec![paragraph(&words_in.join(" "))]);
    let set = words(&list).concat().replace("\u{AD}|", "").replace('|', " ");
    let set: Vec<&str> = set.split_whitespace().collect();
    assert_eq!(set, words_in.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(list.pages.len() > 3);
}

#[test]
fn lists_nested_fifty_deep_lose_nothing() {
    ["en", "ar", "ja"].into_iter().for_each(nested_lists);
}

fn nested_lists(language: &str) {
    use pamphlet_document::{List, ListItem, ListKind};
    let mut inner = paragraph("deepest");
    for depth in 0..50 {
        let item = ListItem {
            span: Span::default(),
            attrs: Attrs::default(),
            language: None,
            task: None,
            blocks: vec![paragraph(&format!("level{depth}")), inner],
        };
        inner = block(BlockKind::List(List { list: ListKind::Bullet, tight: true, items: vec![item] }));
    }
    let (list, diagnostics) = pages(language, vec![inner]);
    let set = words(&list).concat();
    assert!(set.contains("deepest"));
    for depth in 0..50 {
        assert!(set.contains(&format!("level{depth}|")), "{depth}");
    }
    assert!(diagnostics.iter().any(|diagnostic| diagnostic.code == Code::LimitReached));
}
