//! The formats held against each other: what a reader meets in one, a reader meets in all, in the same order. Held
//! are every example of the parser's specification and every page of the handbook, with `PAMPHLET_CORPUS` a locale of it.
//!
//! JSON says the words of each block (`text`). They must stand in the EPUB, the PDF, the text and the Markdown, as a parser of `CommonMark` reads it, in that order, and what stands there besides must be one of these:
//!
//! | what | where |
//! |---|---|
//! | addresses, and titles of pages that links lead to | text, PDF: nobody can click |
//! | numbers: of notes, of links, of lines, of items | all |
//! | words of the interface: the kind of a callout, of a picture, of deleted words, what has become of a task, facts of the page | text, PDF, Markdown |
//! | titles that a website shows when the pointer rests on something | text, Markdown |
//! | the labels of columns, where a row is shown as a record | text |
//! | the name of a card above it, what its code leads to, the description of the page | PDF |
//!
//! A PDF keeps alternatives of pictures and names of icons beside its text, and the text leaves out those of logos.
//!
//! The Markdown has as many headings, tables and pieces of code as the page, apart from those in cells.
//!
//! A PDF sets some columns of wide tables below the others: pages with such tables are held without it.
//!
//! Pages with formulas are left out: EPUB and PDF set them, JSON and text hold their source.

use crate::{markdown, specs, visible};
use pamphlet_locale::{Catalog, Tag, Term};
use pamphlet_pipeline::system::OsSystem;
use pamphlet_pipeline::{Request, build};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A PDF sets the columns of tables of more than these in groups, one below the other, where they are too wide.
const WIDE: usize = 6;

/// A page as JSON has it.
struct Page {
    /// The words of its blocks, in reading order: letters and digits alone.
    words: Vec<String>,
    /// Alternatives of pictures and names of icons, which a PDF keeps beside its text; words over columns, which the text
    /// says with each cell of a record.
    unseen: Vec<Vec<String>>,
    /// Its notes, which stand where each format has notes.
    notes: Vec<Vec<String>>,
    /// What may stand besides.
    besides: BTreeSet<String>,
    /// Whether its letters run from right to left, which a PDF holds as they are seen.
    turned: bool,
    /// Whether a formula is on it.
    formula: bool,
    /// What it has of which kinds.
    shape: markdown::Shape,
    /// Whether a table is on it of which a PDF may set some columns below the others.
    wide: bool,
}

fn each(value: &Value, see: &mut dyn FnMut(&str, &Value)) {
    match value {
        Value::Array(list) => {
            for value in list {
                see("", value);
                each(value, see);
            }
        }
        Value::Object(map) => {
            for (key, value) in map {
                see(key, value);
                each(value, see);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn words_of(text: &str) -> Vec<String> {
    text.split_whitespace().map(visible::letters).filter(|word| !word.is_empty()).collect()
}

fn read_page(bytes: &[u8], furniture: &BTreeSet<String>, catalog: &Catalog) -> Page {
    // Where a key stands that holds words which a reader may meet besides those of the text.
    const BESIDES: [&str; 11] = [
        "url",
        "anchor",
        "address",
        "name",
        "notation",
        "date",
        "expansion",
        "title",
        "words",
        "description",
        "language",
    ];
    let page: Value = serde_json::from_slice(bytes).expect("is JSON");
    let list = |name: &str| page[name].as_array().expect("is a list").clone();
    let mut words = Vec::new();
    if page["title_in_text"] == Value::Bool(false) {
        words.extend(words_of(page["title"].as_str().expect("has a title")));
    }
    for block in list("blocks") {
        words.extend(words_of(block["text"].as_str().unwrap_or_default()));
    }
    let notes = list("notes").iter().map(|note| words_of(note["text"].as_str().unwrap_or_default())).collect();
    let mut besides = furniture.clone();
    let (mut unseen, mut formula, mut wide) = (Vec::new(), false, false);
    each(&page, &mut |key, value| {
        formula |= key == "kind" && value == "math";
        wide |= key == "columns" && value.as_array().is_some_and(|columns| columns.len() > WIDE);
        let text = value["text"].as_str().or(value.as_str()).unwrap_or_default();
        if BESIDES.contains(&key) || key == "label" {
            besides.insert(text.to_owned());
        }
        if key == "date" {
            besides.extend(catalog.date(text));
        }
        if key == "commit" {
            besides.insert(text.chars().take(10).collect());
        }
        if key == "labels" {
            for label in value.as_array().into_iter().flatten().filter_map(Value::as_str) {
                besides.insert(label.to_owned());
                unseen.push(words_of(label));
            }
        }
        if value["kind"] == "diagram" {
            // A drawing has no caption, and its source beside its text.
            let [notation, source] = ["notation", "source"].map(|key| value[key].as_str().unwrap_or_default());
            unseen.push(words_of(&format!("{} {notation} {source}", catalog.term(Term::Diagram))));
        }
        let kind = value["kind"].as_str().unwrap_or_default();
        if (key == "alternative" && kind != "decorative") || (key == "says" && kind == "name") {
            unseen.push(words_of(value["words"]["text"].as_str().unwrap_or_default()));
        }
    });
    let mut shape = markdown::Shape::default();
    shape.headings += usize::from(page["title_in_text"] == Value::Bool(false));
    markdown::count(&page["blocks"], false, &mut shape);
    markdown::count(&page["notes"], false, &mut shape);
    Page { words, unseen, notes, besides, shape, turned: page["direction"] == "rtl", formula, wide }
}

/// Reads what a format shows as the words of the page and what may stand besides; or says where that cannot go on.
fn agree(shown: &str, page: &Page, sees_all: bool) -> Result<(), String> {
    let bare = |text: &str| {
        let text =
            text.strip_prefix("mailto:").or_else(|| text.split_once("://").map(|(_, rest)| rest)).unwrap_or(text);
        visible::letters(text.strip_prefix("www.").unwrap_or(text))
    };
    let mut besides: Vec<String> = page.besides.iter().flat_map(|text| [visible::letters(text), bare(text)]).collect();
    // A note stands where a format has its notes, numbers of further notes among its words.
    besides.extend(page.notes.iter().flatten().cloned());
    besides.retain(|text| !text.is_empty());
    besides.sort_by_key(|text| std::cmp::Reverse(text.len()));
    besides.dedup();
    // The letters of the page, and where its words begin: a number may stand inside of a word.
    let letters = page.words.concat();
    let unseen: Vec<String> = page.unseen.iter().map(|words| words.concat()).filter(|text| !text.is_empty()).collect();
    let starts: BTreeSet<usize> = page
        .words
        .iter()
        .scan(0, |at, word| {
            *at += word.len();
            Some(*at)
        })
        .chain([0])
        .collect();
    let (mut open, mut seen, mut furthest) = (vec![(0, 0)], BTreeSet::new(), (0, 0));
    while let Some((own, at)) = open.pop() {
        if !seen.insert((own, at)) {
            continue;
        }
        furthest = furthest.max((at, own));
        let (wanted, rest) = (&letters[own..], &shown[at..]);
        if rest.is_empty() && wanted.is_empty() {
            let lost = page.notes.iter().flatten().find(|word| !shown.contains(word.as_str()));
            return lost.map_or(Ok(()), |word| Err(format!("“{word}” of a note is not there")));
        }
        let digits = rest.char_indices().take_while(|(_, letter)| letter.is_numeric());
        open.extend(digits.map(|(index, digit)| (own, at + index + digit.len_utf8())));
        open.extend(besides.iter().filter(|text| rest.starts_with(*text)).map(|text| (own, at + text.len())));
        if !sees_all {
            let skips = unseen.iter().filter(|unseen| wanted.starts_with(*unseen));
            open.extend(skips.map(|unseen| (own + unseen.len(), at)));
        }
        let end = starts.range(own + 1..).next().copied().unwrap_or(letters.len());
        let word = &letters[own..end];
        // What is tried last is gone on with first.
        // A PDF holds a word that runs from right to left as it is seen.
        let turned: String = word.chars().rev().collect();
        if word.chars().any(|letter| ('\u{590}'..'\u{900}').contains(&letter)) && rest.starts_with(&turned) {
            open.push((end, at + word.len()));
        }
        let common: usize =
            word.chars().zip(rest.chars()).take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum();
        if common > 0 {
            open.push((own + common, at + common));
        }
    }
    let (at, own) = furthest;
    let (there, wanted): (String, String) =
        (shown[at..].chars().take(40).collect(), letters[own..].chars().take(40).collect());
    Err(format!("“{wanted}” should come where “{there}” stands"))
}

/// The words of the interface that formats add, in a language.
fn furniture(catalog: &Catalog, titles: &[String]) -> BTreeSet<String> {
    let terms = [
        Term::Date,
        Term::Version,
        Term::NewestVersion,
        Term::NotTranslated,
        Term::Notes,
        Term::Links,
        Term::Picture,
        Term::Deleted,
        Term::Done,
        Term::ToDo,
        Term::Footnote,
        Term::Note,
        Term::Abstract,
        Term::Info,
        Term::Tip,
        Term::Success,
        Term::Question,
        Term::Warning,
        Term::Failure,
        Term::Danger,
        Term::Bug,
        Term::Example,
        Term::Quote,
        Term::Recommendation,
        Term::Translated,
        Term::FurtherLink,
    ];
    let mut out: BTreeSet<String> = terms.iter().map(|term| catalog.term(*term).to_owned()).collect();
    out.extend([catalog.name().to_owned(), "dirty".to_owned()]);
    out.extend(titles.iter().cloned());
    out
}

/// Builds a site and holds its pages; what is wrong, a line each.
fn held(request: &Request, dist: &Path, locales: &[&str]) -> (usize, Vec<String>) {
    build::build(&OsSystem, request, &()).expect("the site builds");
    let read = |path: PathBuf| std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let (mut count, mut wrong) = (0, Vec::new());
    for locale in locales {
        let index: Value = serde_json::from_slice(&read(dist.join(format!("{locale}/index.json")))).expect("is JSON");
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let book = format!("{}-{locale}", text(&index["slug"]));
        let pages = index["pages"].as_array().expect("has pages");
        let mut titles: Vec<String> = pages.iter().map(|page| text(&page["title"])).collect();
        titles.extend(pages.iter().map(|page| format!("{}.txt", text(&page["id"]))));
        titles.extend(pages.iter().filter_map(|page| page["url"].as_str().map(str::to_owned)));
        titles.extend([text(&index["title"]), text(&index["license"]), text(&index["version"])]);
        let catalog = Catalog::of(&Tag::parse(locale).expect("is a tag"));
        let furniture = furniture(&catalog, &titles);
        let chapters = visible::reading_of_chapters(&read(dist.join(format!("{locale}/{book}.epub"))));
        for page in pages {
            let id = text(&page["id"]);
            let known = read_page(&read(dist.join(format!("{locale}/json/{id}.json"))), &furniture, &catalog);
            if known.formula {
                continue;
            }
            let mut formats: BTreeMap<&str, String> = BTreeMap::new();
            formats.insert(
                "text",
                String::from_utf8(read(dist.join(format!("{locale}/text/{id}.txt")))).expect("is UTF-8"),
            );
            let read_again = markdown::read(
                &String::from_utf8(read(dist.join(format!("{locale}/markdown/{id}.md")))).expect("is UTF-8"),
            );
            if read_again.shape != known.shape {
                wrong.push(format!("{locale}/{id} as Markdown has {:?}, not {:?}", read_again.shape, known.shape));
            }
            formats.insert("Markdown", read_again.words);
            let chapter = chapters.iter().find(|(name, _)| **name == id).map(|(_, text)| text.clone());
            formats.insert("EPUB", chapter.unwrap_or_else(|| panic!("{id} is not a chapter of {:?}", chapters.keys())));
            if !known.turned && !known.wide {
                formats.insert("PDF", visible::pdf(&read(dist.join(format!("{locale}/handouts/{id}.pdf")))));
            }
            for (format, shown) in formats {
                let outcome = agree(&visible::letters(&shown), &known, format == "EPUB");
                if let Err(problem) = outcome {
                    wrong.push(format!("{locale}/{id} as {format}: {problem}"));
                }
            }
            count += 1;
        }
    }
    (count, wrong)
}

#[test]
fn the_examples_of_the_specification_say_the_same_in_every_format() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let dist = folder.path().join("dist");
    let examples = specs::read(&root().join("crates/parser/specs"));
    specs::write_site(folder.path(), &examples);
    let request = Request::new(folder.path().to_owned(), dist.clone());
    let (count, wrong) = held(&request, &dist, &["en"]);
    assert!(count > 80 && wrong.is_empty(), "{count} pages, {} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_handbook_says_the_same_in_every_format() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let dist = folder.path().join("dist");
    let request = Request::new(root().join("content/handbook"), dist.clone());
    let (count, wrong) = held(&request, &dist, &["en", "it"]);
    assert!(count > 10 && wrong.is_empty(), "{count} pages, {} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
#[ignore = "needs PAMPHLET_CORPUS"]
fn corpus_pages_say_the_same_in_every_format() {
    let corpus = PathBuf::from(std::env::var_os("PAMPHLET_CORPUS").expect("PAMPHLET_CORPUS is set"));
    let folder = tempfile::tempdir().expect("a folder can be made");
    let dist = folder.path().join("dist");
    let config = folder.path().join("pamphlet.yml");
    let known = std::fs::read_to_string(root().join("tests/sites/privacyguides.yml")).expect("is there");
    std::fs::write(&config, format!("{known}markdown: true\n")).expect("can be written");
    let request = Request {
        config: Some(config),
        locales: vec!["en".to_owned()],
        ..Request::new(corpus.join("privacyguides"), dist.clone())
    };
    let (count, wrong) = held(&request, &dist, &["en"]);
    assert!(count > 100 && wrong.is_empty(), "{count} pages, {} differ:\n{}", wrong.len(), wrong.join("\n"));
}
