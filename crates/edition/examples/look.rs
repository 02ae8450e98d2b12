//! Looks through the translations of a real tree as a translator's editor does, and prints what it finds beside the
//! source, for people who judge whether it is true.
//!
//! `cargo run --example look -- LANGUAGE=SOURCE_DIR LOCALE=DIR… [--names FILE]`; a line of the file is a name that stays
//! as it is. A finding is a line of five columns: code, locale, place and message, the text of the source, the text.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a tool for people who work on the crate")]

mod trees;

use pamphlet_document::{Document, PageId, PageWalls};
use pamphlet_edition::{Glossary, GlossaryName, Input, InputPage, SiteFacts, SourceIndex, compose};
use pamphlet_locale::Tag;
use pamphlet_source::{FileRange, SourceId, SourceMap, Walls};
use std::path::Path;
use std::sync::Arc;
use trees::load;

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut names = Glossary::default();
    if let Some(at) = arguments.iter().position(|argument| argument == "--names") {
        let text = std::fs::read_to_string(&arguments[at + 1]).expect("a file after --names");
        names = Glossary::new(text.lines().map(|line| GlossaryName { source: line.to_owned(), own: Vec::new() }));
        arguments.truncate(at);
    }
    let trees: Vec<(Tag, &str)> = arguments
        .iter()
        .filter_map(|tree| tree.split_once('='))
        .filter_map(|(tag, folder)| Some((Tag::parse(tag)?, folder)))
        .collect();
    let Some(((language, source_folder), translations)) = trees.split_first() else {
        println!("usage: look LANGUAGE=SOURCE_DIR LOCALE=DIR… [--names FILE]");
        return;
    };
    let mut map = SourceMap::default();
    let source = load(&mut map, Path::new(source_folder), None);
    let walls = Walls::default();
    let pages = source.iter().map(|(id, (_, document))| (id.clone(), Arc::clone(document)));
    let index = SourceIndex::of(language, pages, &map, &PageWalls::new(&walls, "index", "")).expect("nothing fails");
    let tags: Vec<Tag> = trees.iter().map(|(tag, _)| tag.clone()).collect();
    for (tag, folder) in translations {
        let own = load(&mut map, Path::new(folder), Some(&source));
        let pages: Vec<InputPage> = own.iter().map(|(id, page)| input_page(id, page)).collect();
        let composed = compose(&Input {
            locale: tag,
            source_locale: language,
            locales: &tags,
            facts: &SiteFacts::default(),
            nav: &[],
            pages: &pages,
            source: &index,
            files: &(),
            sources: Arc::new(map.clone()),
            vocabulary: pamphlet_document::Vocabulary::shipped(),
            align: false,
            answers: true,
            check: Some(&names),
            walls: &walls,
        })
        .expect("nothing fails");
        for found in composed.diagnostics {
            let found = found.diagnostic;
            if !found.code.name().starts_with("translation-") || found.code.name() == "translation-only" {
                continue;
            }
            let text = |place: FileRange, around: usize| -> String {
                let Some(file) = map.get(place.source) else { return String::new() };
                let start = file.text.floor_char_boundary((place.span.start as usize).saturating_sub(around));
                let end = file.text.ceil_char_boundary((place.span.end as usize + around).min(file.text.len()));
                file.text[start..end].split_whitespace().collect::<Vec<_>>().join(" ").chars().take(700).collect()
            };
            let path = found.place.and_then(|place| {
                let file = map.get(place.source)?;
                Some(format!("{}:{}", file.path, file.position(place.span.start).line))
            });
            println!(
                "{}\t{tag}\t{}\t{}\t{}\t{}",
                found.code.name(),
                path.unwrap_or_default(),
                found.message.replace(['\n', '\t'], " "),
                found.labels.first().map_or_else(String::new, |label| text(label.place, 0)),
                found
                    .place
                    .map_or_else(String::new, |place| text(place, if place.span.range().len() > 120 { 0 } else { 90 })),
            );
        }
    }
}

fn input_page(id: &PageId, page: &(SourceId, Arc<Document>)) -> InputPage {
    InputPage {
        id: id.clone(),
        web_path: Some(id.0.clone()),
        document: Arc::clone(&page.1),
        source: page.0,
        fallback: false,
        digest: String::new(),
        revision: pamphlet_document::Revision::default(),
    }
}
