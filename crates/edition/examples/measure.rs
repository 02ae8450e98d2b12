//! Measures the language of parts, coverage and drift on a real tree.
//!
//! `cargo run --example measure -- SOURCE_DIR TRUTH_DIR LOCALE=DIR… [--show N]`
//!
//! `SOURCE_DIR` holds the source pages that the tool knows. `TRUTH_DIR` holds the source pages that the translators had:
//! a sentence of theirs that stands word for word in a translation is in the source language, every other sentence of
//! five words or more is translated. That is the label; the answer is read from the edition, from the language that each
//! character of the text has in the tree. Sentences are cut here by rules of this file alone.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a tool for people who work on the crate")]

mod trees;

use pamphlet_document::walk::{Child, children, inline_children};
use pamphlet_document::{Block, BlockKind, Document, Inline, InlineKind, PageId, PageWalls, plain_text};
use pamphlet_edition::{Input, InputPage, SiteFacts, SourceIndex, compose};
use pamphlet_locale::{AddressPattern, Tag};
use pamphlet_source::{SourceId, SourceMap, Walls};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use trees::load;

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut show = 0;
    if let Some(at) = arguments.iter().position(|argument| argument == "--show") {
        show = arguments[at + 1].parse().expect("a number after --show");
        arguments.truncate(at);
    }
    let [source_dir, truth_dir, locales @ ..] = arguments.as_slice() else {
        println!("usage: measure SOURCE_DIR TRUTH_DIR LOCALE=DIR… [--show N]");
        return;
    };
    let english = Tag::parse("en").expect("a tag");
    let mut map = SourceMap::default();
    let source = load(&mut map, Path::new(source_dir), None);
    let truth = load(&mut map, Path::new(truth_dir), None);
    let mut known = BTreeSet::new();
    for (_, document) in truth.values() {
        each_text(document, &english, &mut |text| {
            known.extend(sentences(&text).into_iter().map(|sentence| key(&sentence.0)));
        });
    }
    let start = processor_time();
    let walls = Walls::default();
    let pages = source.iter().map(|(id, (_, document))| (id.clone(), Arc::clone(document)));
    let index = SourceIndex::of(&english, pages, &map, &PageWalls::new(&walls, "index", "en")).expect("nothing fails");
    let mut whole = processor_time().saturating_sub(start);
    println!("index: {whole:?}");
    let tags: Vec<Tag> = std::iter::once(english.clone())
        .chain(locales.iter().filter_map(|locale| Tag::parse(locale.split('=').next()?)))
        .collect();
    for locale in std::iter::once(&format!("en={source_dir}")).chain(locales) {
        let (tag, dir) = locale.split_once('=').expect("LOCALE=DIR");
        let tag = Tag::parse(tag).expect("a tag");
        let is_source = tag == english;
        let own = if is_source { source.clone() } else { load(&mut map, Path::new(dir), Some(&source)) };
        let mut pages: Vec<InputPage> = own.iter().map(|(id, page)| input_page(id, page, false)).collect();
        pages
            .extend(source.iter().filter(|(id, _)| !own.contains_key(id)).map(|(id, page)| input_page(id, page, true)));
        let addresses = AddressPattern::parse("https://example.org/{locale}/{page}/").ok();
        let facts = SiteFacts { addresses, ..SiteFacts::default() };
        let sources = Arc::new(map.clone());
        let start = processor_time();
        let composed = compose(&Input {
            locale: &tag,
            source_locale: &english,
            locales: &tags,
            facts: &facts,
            nav: &[],
            pages: &pages,
            source: &index,
            files: &(),
            sources,
            vocabulary: pamphlet_document::Vocabulary::shipped(),
            align: true,
            answers: true,
            check: None,
            walls: &walls,
        })
        .expect("nothing fails");
        let took = processor_time().saturating_sub(start);
        whole += took;
        let coverage = composed.edition.parts().coverage;
        let untranslated = |all: u32, translated: u32| 100.0 * f64::from(all - translated) / f64::from(all.max(1));
        println!(
            "{tag}: {took:?}; untranslated: {:.1} % of {} words, {:.1} % of {} sentences, {:.1} % of {} blocks",
            untranslated(coverage.words, coverage.translated_words),
            coverage.words,
            untranslated(coverage.sentences, coverage.translated_sentences),
            coverage.sentences,
            untranslated(coverage.blocks, coverage.translated_blocks),
            coverage.blocks,
        );
        let mut codes: BTreeMap<&str, u32> = BTreeMap::new();
        for found in &composed.diagnostics {
            *codes.entry(found.diagnostic.code.name()).or_default() += 1;
        }
        let mut kinds: BTreeMap<&str, u32> = BTreeMap::new();
        for drift in &composed.drift {
            *kinds.entry(drift.kind.name()).or_default() += 1;
        }
        println!("  found: {codes:?}; drift: {kinds:?}; cards: {}", composed.edition.cards().len());
        for found in composed
            .diagnostics
            .iter()
            .filter(|found| {
                found.diagnostic.code.name().starts_with("broken") || found.diagnostic.code.name() == "drift"
            })
            .take(show)
        {
            println!(
                "    {}: {}; {:?}",
                found.page.as_ref().expect("has a page"),
                found.diagnostic.message,
                found.diagnostic.help
            );
        }
        if is_source {
            continue;
        }
        let (mut all, mut wrong, mut long, mut wrong_long) = (0_u32, 0_u32, 0_u32, 0_u32);
        let mut shown = 0;
        for page in composed.edition.pages().iter().filter(|page| !page.fallback) {
            let mut judge = |text: Vec<(char, bool)>| {
                for (sentence, is_source) in sentences(&text) {
                    let count = words(&sentence).count();
                    let label = known.contains(&key(&sentence));
                    if count == 0 || (!label && count < 5) {
                        continue;
                    }
                    let right = label == is_source;
                    all += 1;
                    wrong += u32::from(!right);
                    if count >= 5 {
                        long += 1;
                        wrong_long += u32::from(!right);
                        if !right && shown < show {
                            shown += 1;
                            println!(
                                "    {}: should {}be source: {sentence}",
                                page.id,
                                if label { "" } else { "not " }
                            );
                        }
                    }
                }
            };
            let around = page.language == english;
            let blocks = page.blocks.iter().map(|placed| placed.block.as_ref());
            for block in blocks.chain(page.notes.iter().flat_map(|note| &note.blocks)) {
                walk(block, around, &english, &mut judge);
            }
        }
        let share = |wrong: u32, all: u32| 100.0 - 100.0 * f64::from(wrong) / f64::from(all.max(1));
        println!(
            "  languages right: {:.2} % of {long} sentences of five words and more, {:.2} % of {all} of any length",
            share(wrong_long, long),
            share(wrong, all)
        );
    }
    println!("index and all editions: {whole:?}");
}

/// Time on the processor so far, where the system says; other programs do not count then.
fn processor_time() -> Duration {
    let spent = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    Duration::from_nanos(spent.split_whitespace().next().and_then(|spent| spent.parse().ok()).unwrap_or_default())
}

fn input_page(id: &PageId, page: &(SourceId, Arc<Document>), fallback: bool) -> InputPage {
    InputPage {
        id: id.clone(),
        web_path: Some(id.0.clone()),
        document: Arc::clone(&page.1),
        source: page.0,
        fallback,
        digest: String::new(),
        revision: pamphlet_document::Revision::default(),
    }
}

/// Every run of text of a page, each character with whether it is in the source language.
fn each_text(document: &Document, source: &Tag, see: &mut dyn FnMut(Vec<(char, bool)>)) {
    let blocks = document.blocks.iter().map(|placed| placed.block.as_ref());
    for block in blocks.chain(document.notes.iter().flat_map(|note| &note.blocks)) {
        walk(block, true, source, see);
    }
}

fn walk(block: &Block, around: bool, source: &Tag, see: &mut dyn FnMut(Vec<(char, bool)>)) {
    let around = block.language.as_ref().map_or(around, |language| language == source);
    if let BlockKind::List(list) = &block.kind {
        for item in &list.items {
            let around = item.language.as_ref().map_or(around, |language| language == source);
            item.blocks.iter().for_each(|block| walk(block, around, source, see));
        }
        return;
    }
    let mut text = |content: &[Inline]| {
        let mut out = Vec::new();
        flatten(content, around, source, &mut out);
        see(out);
    };
    let mut inner = Vec::new();
    children(block, &mut |child| match child {
        Child::Blocks(blocks) => inner.push(blocks),
        Child::Inlines(content) => text(content),
        Child::Link(link) => text(&link.content),
        Child::Picture(_) => {}
    });
    inner.into_iter().flatten().for_each(|block| walk(block, around, source, see));
}

fn flatten(content: &[Inline], around: bool, source: &Tag, out: &mut Vec<(char, bool)>) {
    for inline in content {
        match &inline.kind {
            InlineKind::Language { language, content } => flatten(content, language == source, source, out),
            InlineKind::LineBreak => out.push(('\n', around)),
            InlineKind::Picture(_) => {}
            _ if inline_children(inline).is_empty() => {
                let text = if matches!(inline.kind, InlineKind::SoftBreak) { " ".to_owned() } else { spaced(inline) };
                out.extend(text.chars().map(|character| (character, around)));
            }
            _ => flatten(inline_children(inline), around, source, out),
        }
    }
}

/// The text of a leaf; `plain_text` trims, which would join words of neighbours.
fn spaced(inline: &Inline) -> String {
    match &inline.kind {
        InlineKind::Text { text } => text.clone(),
        _ => plain_text(std::slice::from_ref(inline)),
    }
}

/// Sentences, and whether their first letter is in the source language.
fn sentences(text: &[(char, bool)]) -> Vec<(String, bool)> {
    let mut out = Vec::new();
    let mut current: Vec<(char, bool)> = Vec::new();
    let mut close = |current: &mut Vec<(char, bool)>| {
        let sentence: String = current.iter().map(|(character, _)| *character).collect();
        if let Some((_, is_source)) = current.iter().find(|(character, _)| character.is_alphanumeric()) {
            out.push((sentence.trim().to_owned(), *is_source));
        }
        current.clear();
    };
    for (at, (character, is_source)) in text.iter().enumerate() {
        current.push((*character, *is_source));
        let next = text.get(at + 1).map(|(next, _)| *next);
        let ends = match character {
            '\n' | '。' | '！' | '？' | '؟' | '।' => true,
            '.' | '!' | '?' => {
                next.is_some_and(char::is_whitespace)
                    && text[at + 1..]
                        .iter()
                        .map(|(next, _)| *next)
                        .find(|next| !next.is_whitespace())
                        .is_some_and(|next| !next.is_lowercase())
            }
            _ => false,
        };
        if ends {
            close(&mut current);
        }
    }
    close(&mut current);
    out
}

fn words(sentence: &str) -> impl Iterator<Item = String> + '_ {
    sentence
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

fn key(text: impl AsRef<str>) -> String {
    words(text.as_ref()).collect::<Vec<_>>().join(" ")
}
