//! How a page of every construct looks as Markdown, and what every file keeps to.

use pamphlet_document::sample::{
    LETTERS, block, cell, edition, extreme_words, extremes, inline, link, page, parts, row, run, text,
};
use pamphlet_document::{
    Block, BlockKind, ColumnAlignment, Edition, Emphasis, Inline, InlineKind, List, ListItem, ListKind, Table, Target,
};
use pamphlet_locale::Catalog;
use pamphlet_markdown::{MarkdownOptions, export};
use pamphlet_reading::sample::reading_of;
use pamphlet_source::Span;
use std::collections::BTreeMap;

fn files(edition: &Edition) -> BTreeMap<String, String> {
    let catalog = Catalog::of(edition.locale());
    let exported = export(&reading_of(edition), &catalog, &MarkdownOptions::default()).expect("it can be made");
    let read = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is UTF-8");
    exported.files.into_iter().map(|file| (file.path, read(file.bytes))).collect()
}

/// The text of a page with these blocks, without its title and its facts.
fn written(blocks: Vec<Block>) -> String {
    let edition = Edition::new(parts("en", vec![page("page", "Page", blocks)])).expect("it is resolved");
    let file = files(&edition)["markdown/page.md"].clone();
    let text = file.strip_prefix("# Page\n\n").expect("begins with the title");
    text.split("\n\n- Date: ").next().unwrap_or_default().to_owned()
}

fn styled(style: Emphasis, content: Vec<Inline>) -> Inline {
    inline(InlineKind::Styled { style, content })
}

#[test]
fn a_page_of_everything() {
    insta::assert_snapshot!(files(&edition("en"))["markdown/index.md"]);
}

#[test]
fn the_whole_begins_with_what_it_is_and_tells_the_notes_of_pages_apart() {
    let whole = &files(&edition("en"))["llms-full.txt"];
    insta::assert_snapshot!(whole.split("\n## ").next().unwrap_or_default());
    assert!(whole.contains("[^1.1]") && whole.contains("\n[^1.1]: "), "{whole}");
}

#[test]
fn every_file_is_clean() {
    for locale in ["en", "ar", "zh-Hant", "ja"] {
        for (path, text) in files(&edition(locale)) {
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{path} ends with one line end");
            assert!(!text.contains("\n\n\n"), "{path}: one empty line is enough");
            assert!(text.lines().all(|line| line == line.trim_end()), "{path}: no line ends in a space");
            assert!(!text.contains("{ .") && !text.contains("!!!"), "{path}: nothing of the dialect is left");
        }
    }
}

#[test]
fn what_is_too_large_is_whole() {
    let edition = Edition::new(parts("en", vec![extremes()])).expect("it is resolved");
    let file = &files(&edition)["llms-full.txt"];
    let lost: Vec<String> = extreme_words().into_iter().filter(|word| !file.contains(word.as_str())).collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert!(file.contains(&"x".repeat(LETTERS)), "the long word is whole");
}

#[test]
fn marks_stand_only_where_they_are_read_as_marks() {
    use Emphasis::{Deleted, Emphasis as Em, Strong};
    let para = |content: Vec<Inline>| written(vec![run(content)]);
    let strong = |words: &str| styled(Strong, vec![text(words)]);
    let em = |words: &str| styled(Em, vec![text(words)]);
    assert_eq!(para(vec![text("a "), strong("b"), text(" "), em("c"), text(" d")]), "a **b** _c_ d");
    // Spaces at the ends stand outside.
    assert_eq!(para(vec![text("a"), strong(" b "), text("c")]), "a **b** c");
    // Inside of a word, and beside signs in languages without spaces.
    assert_eq!(para(vec![text("un"), em("believ"), text("able")]), "un*believ*able");
    assert_eq!(para(vec![text("彼は"), strong("「鍵」"), text("を")]), "彼は<strong>「鍵」</strong>を");
    // Side by side and inside of each other.
    assert_eq!(para(vec![styled(Strong, vec![em("both")]), text(" of")]), "**_both_** of");
    assert_eq!(para(vec![em("a"), strong("b")]), "<em>a</em><strong>b</strong>");
    assert_eq!(para(vec![styled(Strong, vec![text("a "), strong("b")])]), "**a b**");
    assert_eq!(para(vec![styled(Deleted, vec![text("gone")]), text(" words")]), "~~gone~~ words");
    assert_eq!(para(vec![strong("  "), text("nothing")]), "nothing");
}

#[test]
fn words_that_look_like_marks_stay_words() {
    let para = |content: Vec<Inline>| written(vec![run(content)]);
    assert_eq!(para(vec![text("1"), text(". is not a list")]), "1\\. is not a list");
    assert_eq!(para(vec![text("# a*b [c] <d> &amp;")]), "\\# a\\*b \\[c\\] \\<d> \\&amp;");
    assert_eq!(para(vec![text("a"), inline(InlineKind::LineBreak), text("- b")]), "a\\\n\\- b");
    let example = link("https://example.org/", None, vec![text("x]")]);
    assert_eq!(para(vec![text("Look!"), inline(InlineKind::Link(example))]), "Look\\![x\\]](https://example.org/)");
}

#[test]
fn links_lead_to_files_addresses_and_places() {
    let to = |page: &str, anchor: Option<&str>| {
        let target =
            Target::Page { page: pamphlet_document::PageId(page.to_owned()), anchor: anchor.map(str::to_owned) };
        inline(InlineKind::Link(pamphlet_document::Link { target, ..link("", None, vec![text("there")]) }))
    };
    let bare = |address: &str| inline(InlineKind::Link(link(address, None, vec![text(address)])));
    let blocks =
        vec![run(vec![to("a/other", None), text(" "), to("index", None), text(" "), bare("https://example.org/x")])];
    let pages = vec![page("a/page", "Page", blocks), page("a/other", "Other", vec![]), page("index", "Home", vec![])];
    let edition = Edition::new(parts("en", pages)).expect("it is resolved");
    let file = &files(&edition)["markdown/a/page.md"];
    assert!(file.contains("[there](other.md) [there](../index.md) <https://example.org/x>"), "{file}");
}

fn item(blocks: Vec<Block>) -> ListItem {
    ListItem { span: Span::new(0, 0), attrs: pamphlet_document::Attrs::default(), language: None, task: None, blocks }
}

fn list(kind: ListKind, items: Vec<ListItem>) -> Block {
    block(BlockKind::List(List { list: kind, tight: true, items }))
}

#[test]
fn lists_side_by_side_stay_two() {
    let one = || list(ListKind::Bullet, vec![item(vec![run(vec![text("one")])])]);
    assert_eq!(written(vec![one(), one()]), "- one\n\n* one");
    let numbered = |start| list(ListKind::numbers_from(start), vec![item(vec![run(vec![text("one")])])]);
    assert_eq!(written(vec![numbered(1), numbered(7)]), "1. one\n\n7) one");
}

#[test]
fn what_stands_in_an_item_hangs_from_its_mark() {
    let inner = list(ListKind::Bullet, vec![item(vec![run(vec![text("inner")])])]);
    let code = block(BlockKind::Code(pamphlet_document::CodeBlock {
        text: "a\n\n  ```".to_owned(),
        ..pamphlet_document::CodeBlock::default()
    }));
    let outer = list(ListKind::numbers_from(10), vec![item(vec![run(vec![text("outer")]), inner, code])]);
    assert_eq!(written(vec![outer]), "10. outer\n    - inner\n\n    ````\n    a\n\n      ```\n    ````");
}

#[test]
fn cells_that_cover_others_keep_the_columns() {
    let words = |words: &str| cell(false, vec![text(words)]);
    let wide = pamphlet_document::Cell { columns: 2, ..words("wide") };
    let tall = pamphlet_document::Cell { rows: 2, ..words("tall | thin") };
    let body = vec![row(vec![tall, wide]), row(vec![words("b"), words("c")])];
    let table = Table { caption: Vec::new(), columns: vec![ColumnAlignment::Right; 3], head: Vec::new(), body };
    assert_eq!(
        written(vec![block(BlockKind::Table(table))]),
        "|  |  |  |\n| --: | --: | --: |\n| tall \\| thin | wide |  |\n|  | b | c |"
    );
}
