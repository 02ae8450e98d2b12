//! Large print: no small letters, cards and records whole, codes with their cards.

use crate::display::Item;
use crate::document::{ExportContext, Shape, handout};
use crate::options::{Layout, Paper, PdfOptions};
use crate::picture::Pictures;
use crate::style::Purpose;
use pamphlet_document::{BlockKind, PageWalls, Table, sample};
use pamphlet_locale::Catalog;
use pamphlet_media::Media;
use pamphlet_reading::sample::reading_from;

/// Page, size, words.
type Printed = (usize, f32, String);

/// What is printed of blocks in large print.
fn printed(blocks: Vec<pamphlet_document::Block>) -> (Vec<Printed>, Vec<(usize, String)>) {
    let mut page = sample::page("index", "Page", blocks);
    page.notes = sample::edition("en").pages()[0].notes.clone();
    let reading = reading_from(sample::parts(
        "en",
        vec![page, sample::page("basics/keys", "Keys", vec![sample::heading(2, "What is a key")])],
    ));
    let options = PdfOptions::default();
    let (catalog, media) = (Catalog::of(reading.locale()), Media::default());
    let pictures = Pictures::new(&media, false);
    let walls = PageWalls::new(&options.walls, "pdf", "en");
    let shared = ExportContext {
        reading: &reading,
        catalog: &catalog,
        media: &media,
        options: &options,
        pictures,
        walls: &walls,
    };
    let style = Shape { layout: Layout::LargePrint, paper: Paper::A4 }.style(Purpose::Handout, &options, &reading);
    let (list, _) = handout::handout(&shared, &reading.pages()[0], &style);
    let (mut runs, mut codes) = (Vec::new(), Vec::new());
    for (number, page) in list.pages.iter().enumerate() {
        for (_, item) in page.items() {
            match item {
                Item::Run(run) => runs.push((number, run.size, page.text(run).to_owned())),
                Item::Code { code, .. } => codes.push((number, code.content().to_owned())),
                Item::Form { .. } | Item::Picture { .. } | Item::Icon { .. } | Item::Link { .. } | Item::PageOf(_) => {}
            }
        }
    }
    (runs, codes)
}

#[test]
fn no_letters_are_smaller_than_sixteen_points() {
    let (runs, _) = printed(sample::every_block());
    let of_formulas = |words: &str| words.chars().count() < 3;
    let small: Vec<_> = runs
        .iter()
        .filter(|(_, size, words)| *size < 15.99 && !of_formulas(words) && !words.trim().is_empty())
        .collect();
    assert!(small.is_empty(), "{small:?}");
}

#[test]
fn cards_are_whole_and_have_their_codes_on_their_page() {
    for above in 0..24 {
        let mut blocks: Vec<_> = (0..above).map(|_| sample::paragraph("A line above.")).collect();
        blocks.push(sample::block(BlockKind::Card(sample::card())));
        let (runs, codes) = printed(blocks);
        let card = sample::card();
        let words = card.description.iter().map(|_| ()).count();
        assert!(words > 0 && codes.len() == 1, "{above}: {codes:?}");
        let pages: Vec<usize> = runs
            .iter()
            .filter(|(_, _, words)| words.contains("Homepage") || words.contains("lantern"))
            .map(|run| run.0)
            .collect();
        assert!(pages.iter().all(|page| *page == codes[0].0), "{above}: {pages:?} {codes:?}");
    }
}

#[test]
fn a_table_that_is_too_wide_becomes_records() {
    let cells = |words: &[&str], header: bool| {
        sample::row(words.iter().map(|word| sample::cell(header, vec![sample::text(word)])).collect())
    };
    let heads = ["Program", "Organisation", "Architecture", "Availability", "Certification", "Interoperability"];
    let row = ["Lantern", "foundation", "decentralised", "everywhere", "independently", "unfortunately"];
    let table = Table {
        caption: Vec::new(),
        columns: Vec::new(),
        head: vec![cells(&heads, true)],
        body: vec![cells(&row, false)],
    };
    let (runs, _) = printed(vec![sample::block(BlockKind::Table(table))]);
    let words: Vec<&str> = runs.iter().map(|(_, _, words)| words.trim()).collect();
    let at = |word: &str| words.iter().position(|own| *own == word).unwrap_or_else(|| panic!("{word} in {words:?}"));
    for (head, value) in heads.iter().zip(&row).skip(1) {
        assert_eq!(at(head) + 1, at(value), "{words:?}");
    }
    assert!(runs.iter().filter(|(_, _, words)| row.contains(&words.trim())).all(|(_, size, _)| *size > 17.9));
}
