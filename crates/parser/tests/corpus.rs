//! Real pages: `PAMPHLET_CORPUS` names a folder with trees of them. `cargo xtask test` runs these tests where it is set, and
//! says where it is not.
#![allow(clippy::disallowed_methods, reason = "the corpus lies where the environment says")]
#![allow(clippy::print_stdout, reason = "what is left is for reading")]

mod support;

use pamphlet_document::walk::each_block;
use pamphlet_document::{BlockKind, Button, Card, Document, Emphasis, InlineKind};
use pamphlet_parser::{Appended, Dialect, Input, Parsed, Skeleton, Snippets, parse};
use pamphlet_source::SourceId;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a page must not show: markup that nobody understood.
const RAW: &[&str] = &[
    "{ .",
    "{.",
    "](",
    ":octicons",
    ":material",
    ":simple",
    ":fontawesome",
    "!!!",
    "\\===",
    "===",
    "\"\"}",
    "\"\")",
    "--8<--",
    "spaces-before",
    "*[",
    "[^",
    "**",
    "==",
    "{ align",
    "{align",
    "<0>",
    "</",
];

fn corpus() -> PathBuf {
    PathBuf::from(std::env::var_os("PAMPHLET_CORPUS").expect("PAMPHLET_CORPUS names a folder"))
}

/// Snippets below a folder, by their path from it.
struct Files(BTreeMap<String, String>);

impl Files {
    fn below(root: &Path) -> Self {
        let all = support::files(&root.join("includes"), "").into_iter();
        Self(
            all.filter_map(|path| {
                let name = path.strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/");
                Some((name, std::fs::read_to_string(&path).ok()?))
            })
            .collect(),
        )
    }
}

impl Snippets for Files {
    fn find(&self, path: &str) -> Option<(SourceId, &str)> {
        self.0.get(path).map(|text| (SourceId(1), text.as_str()))
    }
}

fn read(text: &str, snippets: &Files, locale: &str, reference: Option<&Skeleton>) -> Parsed {
    let dialect = Dialect::default();
    let abbreviations = snippets.0.get(&format!("includes/abbreviations.{locale}.txt"));
    let appended: Vec<_> = abbreviations.map(|text| (SourceId(2), text.as_str())).into_iter().collect();
    let (appended, _) = Appended::read(&appended, &dialect, true);
    parse(&Input {
        source: SourceId(0),
        text,
        dialect: &dialect,
        snippets,
        appended: &appended,
        reference,
        repair: true,
    })
}

/// The pages of a folder, each with its path from it.
fn pages(folder: &Path) -> Vec<(String, String)> {
    let all = support::files(folder, ".md").into_iter();
    all.map(|path| {
        let name = path.strip_prefix(folder).expect("it is below").to_string_lossy().into_owned();
        (name, std::fs::read_to_string(&path).expect("pages are UTF-8"))
    })
    .collect()
}

fn cards(document: &Document) -> Vec<&Card> {
    let mut out = Vec::new();
    each_block(document.blocks.iter().map(|placed| placed.block.as_ref()), &mut |block| {
        if let BlockKind::Card(card) = &block.kind {
            out.push(card);
        }
    });
    out
}

fn is_core(card: &Card) -> bool {
    let homepage = card.links.iter().any(|link| link.role.as_str() == "homepage" && link.link.button.is_some());
    card.logo.is_some() && !card.name.is_empty() && homepage && card.links.iter().any(|link| link.link.button.is_none())
}

fn is_full(card: &Card) -> bool {
    is_core(card) && card.downloads.is_some()
}

/// Cards, full cards, links that are no buttons, downloads.
fn count(cards: &[&Card]) -> [usize; 4] {
    [
        cards.len(),
        cards.iter().filter(|card| is_full(card)).count(),
        cards.iter().flat_map(|card| &card.links).filter(|link| link.link.button.is_none()).count(),
        cards.iter().flat_map(|card| &card.downloads).map(|downloads| downloads.items.len()).sum(),
    ]
}

#[test]
#[ignore = "needs PAMPHLET_CORPUS"]
fn corpus_cards_of_the_source_pages() {
    let corpus = corpus();
    let root = corpus.join("privacyguides");
    let snippets = Files::below(&root);
    let mut total = [0; 4];
    let (mut plain, mut annotated, mut strict) = (0, 0, 0);
    for (name, text) in pages(&root.join("docs")) {
        let parsed = read(&text, &snippets, "en", None);
        let found = cards(&parsed.document);
        for card in &found {
            assert!(!card.name.is_empty(), "{name}: a card has a name");
            for link in &card.links {
                let shown = !pamphlet_document::plain_text(&link.link.content).is_empty() || link.link.title.is_some();
                assert!(shown, "{name}: {}: a link has words: {link:?}", card.name);
            }
            if std::env::var("SHOW_CARDS").is_ok() && (!is_full(card) || !card.further.is_empty()) {
                println!(
                    "{name}: {} logo {} links {} downloads {} further {}",
                    card.name,
                    card.logo.is_some(),
                    card.links.len(),
                    card.downloads.is_some(),
                    card.further.len()
                );
            }
        }
        assert_eq!(found.len(), written(&text).0, "{name}: each recommendation is a card");
        plain += found.len() - written(&text).1;
        strict += found.iter().filter(|card| is_full(card) && name_comes_first(card)).count();
        annotated += written(&text).1;
        let found = count(&found);
        total.iter_mut().zip(found).for_each(|(total, found)| *total += found);
    }
    println!("cards, full ones, links, downloads: {total:?}; {strict} full ones begin with their name");
    // The inventory counts what is written `class="admonition recommendation"` and nothing else: 159. Two more have the
    // class `annotate` as well; they are recommendations with annotations, and the website shows them alike.
    assert_eq!([plain, annotated], [159, 2]);
    // Of the full ones the inventory counts those whose description begins with a name in bold.
    assert_eq!(total, [161, 83, 466, 372]);
    assert!(strict >= 80, "{strict}");
}

/// How many recommendations are written in a page as HTML, outside of code, and how many of them are annotated.
fn written(text: &str) -> (usize, usize) {
    let mut code = false;
    let (mut all, mut annotated) = (0, 0);
    for line in text.lines() {
        code ^= line.trim_start().starts_with("```");
        if let Some((_, rest)) = line.split_once("<div class=\"admonition recommendation").filter(|_| !code) {
            all += 1;
            annotated += usize::from(rest.starts_with(" annotate\""));
        }
    }
    (all, annotated)
}

/// Whether the description of a card begins with its name in bold.
fn name_comes_first(card: &Card) -> bool {
    matches!(card.description.first().map(|block| &block.kind), Some(BlockKind::Paragraph { content })
        if matches!(content.first().map(|inline| &inline.kind), Some(InlineKind::Styled { style: Emphasis::Strong, .. })))
}

#[test]
#[ignore = "needs PAMPHLET_CORPUS"]
fn corpus_cards_of_the_seeds() {
    let corpus = corpus();
    let snippets = Files(BTreeMap::new());
    let mut total = [0; 4];
    for (name, text) in pages(&corpus.join("seeds")) {
        let parsed = read(&text, &snippets, "en", None);
        let found = cards(&parsed.document);
        for card in &found {
            assert!(is_full(card), "{name}: {card:?}");
            assert!(card.further.is_empty(), "{name}: {card:?}");
            let primary = card.links.iter().filter(|link| link.link.button == Some(Button::Primary)).count();
            assert_eq!(primary, 1, "{name}: {card:?}");
        }
        let found = count(&found);
        println!("{name}: {found:?}");
        total.iter_mut().zip(found).for_each(|(total, found)| *total += found);
    }
    assert_eq!(total, [25, 25, 88, 128]);
}

#[test]
#[ignore = "needs PAMPHLET_CORPUS"]
fn corpus_source_pages_need_no_repair() {
    let corpus = corpus();
    for tree in ["privacyguides/docs", "privacyguides-2023/docs", "mkdocs-material"] {
        let root = corpus.join(tree);
        let snippets = Files::below(root.parent().expect("a tree has a parent"));
        for (name, text) in pages(&root) {
            for diagnostic in read(&text, &snippets, "none", None).diagnostics {
                assert!(!diagnostic.code.name().starts_with("repair-"), "{tree}/{name}: {diagnostic:?}");
            }
        }
    }
}

#[test]
#[ignore = "needs PAMPHLET_CORPUS"]
fn corpus_no_markup_is_left_in_the_text_of_any_page() {
    let corpus = corpus();
    let mut left = 0;
    for site in ["privacyguides", "privacyguides-2023"] {
        let root = corpus.join(site);
        let snippets = Files::below(&root);
        let skeletons: BTreeMap<String, Skeleton> = pages(&root.join("docs"))
            .into_iter()
            .map(|(name, text)| (name, Skeleton::of(&read(&text, &snippets, "en", None).document)))
            .collect();
        let mut trees = vec![("en".to_owned(), root.join("docs"))];
        for entry in std::fs::read_dir(root.join("i18n")).expect("there are translations").filter_map(Result::ok) {
            trees.push((entry.file_name().to_string_lossy().into_owned(), entry.path()));
        }
        trees.sort();
        for (locale, folder) in trees {
            let (mut raw, mut codes, mut all) = (0, BTreeMap::new(), [0; 4]);
            for (name, text) in pages(&folder) {
                let reference = skeletons.get(&name).filter(|_| locale != "en");
                let parsed = read(&text, &snippets, &locale, reference);
                for line in support::prose(&parsed.document).lines() {
                    for mark in RAW.iter().filter(|mark| line.contains(**mark)) {
                        raw += 1;
                        let at = line.find(mark).unwrap_or_default();
                        let start = line[..at].char_indices().rev().nth(40).map_or(0, |(at, _)| at);
                        let shown: String = line[start..].chars().take(100).collect();
                        println!("{site} {locale} {name}: {mark}: {shown}");
                    }
                }
                for diagnostic in &parsed.diagnostics {
                    *codes.entry(diagnostic.code.name()).or_insert(0) += 1;
                }
                if site == "privacyguides" {
                    let found = cards(&parsed.document).len();
                    assert_eq!(found, written(&text).0, "{locale}/{name}: each recommendation is a card");
                }
                all.iter_mut().zip(count(&cards(&parsed.document))).for_each(|(all, found)| *all += found);
            }
            println!("== {site} {locale}: {raw} left; cards {all:?}; {codes:?}");
            left += raw;
        }
    }
    assert_eq!(left, 0, "markup is left in the text of pages");
}
