//! Handouts that fit to the sheet.

use crate::document::{ExportContext, Shape, handout};
use crate::options::{Layout, Paper, PdfOptions};
use crate::picture::Pictures;
use crate::style::Purpose;
use pamphlet_document::{PageWalls, sample};
use pamphlet_locale::Catalog;
use pamphlet_media::Media;
use pamphlet_reading::sample::reading_from;
use pamphlet_source::Code;
use std::num::NonZeroU32;

/// A handout of so many paragraphs: its pages, how far down the last of them reaches, the size of its letters, and
/// whether it says that it does not fit.
fn made(paragraphs: usize, layout: Layout, fit: Option<u32>) -> (usize, f32, f32, bool) {
    let words = "A letter in a sealed envelope tells the post who writes to whom, and when, but not what is in it. ";
    made_of(("en", words, "envelope"), paragraphs, layout, fit)
}

/// The same in a language, of a sentence with a word that is looked for.
fn made_of(
    (language, words, word): (&str, &str, &str),
    paragraphs: usize,
    layout: Layout,
    fit: Option<u32>,
) -> (usize, f32, f32, bool) {
    let blocks = (0..paragraphs).map(|_| sample::paragraph(&words.repeat(3))).collect();
    let reading = reading_from(sample::parts(language, vec![sample::page("page", "Page", blocks)]));
    let options = PdfOptions { fit: fit.and_then(NonZeroU32::new), ..PdfOptions::default() };
    let (catalog, media) = (Catalog::of(reading.locale()), Media::default());
    let pictures = Pictures::new(&media, false);
    let walls = PageWalls::new(&options.walls, "pdf", language);
    let shared = ExportContext {
        reading: &reading,
        catalog: &catalog,
        media: &media,
        options: &options,
        pictures,
        walls: &walls,
    };
    let style = Shape { layout, paper: Paper::A4 }.style(Purpose::Handout, &options, &reading);
    let (list, diagnostics) = handout::handout(&shared, &reading.pages()[0], &style);
    let last = list.pages.last().expect("has pages");
    let (mut down, mut letters) = (0.0_f32, f32::MAX);
    for page in &list.pages {
        for (_, item) in page.items() {
            if let crate::display::Item::Run(run) = item
                && page.text(run).contains(word)
            {
                letters = letters.min(run.size);
                if std::ptr::eq(page, last) {
                    down = down.max(run.origin.y);
                }
            }
        }
    }
    let said = diagnostics.iter().any(|diagnostic| diagnostic.code == Code::DoesNotFit);
    (list.pages.len(), down / last.height, letters, said)
}

#[test]
fn a_last_page_that_would_be_nearly_empty_is_saved() {
    let (mut saved, mut empty, mut before) = (0, 0, 1);
    for paragraphs in 14..60 {
        let (pages, down, letters, _) = made(paragraphs, Layout::Standard, None);
        assert!(pages >= before && letters > 9.7, "{paragraphs}: {pages} pages, {letters} pt");
        saved += u32::from(letters < 10.15);
        empty += u32::from(pages > 1 && down < 0.33);
        before = pages;
    }
    assert!(saved >= 2 && empty < 2, "{saved} were set tighter, {empty} end on a nearly empty page");
}

#[test]
fn a_number_of_pages_is_had_within_limits_or_it_is_said_that_it_is_not() {
    let (mut had, mut refused) = (0, 0);
    for paragraphs in 20..40 {
        let (usual, ..) = made(paragraphs, Layout::Standard, None);
        let asked = usual - 1;
        let (pages, _, letters, said) = made(paragraphs, Layout::Standard, u32::try_from(asked).ok());
        assert!(said == (pages > asked) && letters > 9.1, "{paragraphs}: {usual} {pages} {letters} {said}");
        had += u32::from(pages == asked && letters < 9.75);
        refused += u32::from(said);
    }
    assert!(had > 2 && refused > 2, "{had} {refused}");
    let (pages, _, letters, said) = made(80, Layout::Standard, Some(1));
    assert!(pages > 1 && said && letters > 9.1, "{pages} {letters} {said}");
    // Large print keeps its letters.
    let (_, _, letters, said) = made(40, Layout::LargePrint, Some(1));
    assert!(said && letters > 17.9, "{letters}");
}

#[test]
fn a_second_page_is_saved_where_lines_have_room() {
    // Japanese has 1.7 times the size from line to line, and 1.5 at least: the second pages of these are a third full.
    let text = ("ja", "封筒に入れた手紙は、誰が誰にいつ書いたかを郵便に伝えますが、中身は伝えません。", "手");
    let saved = (8..22).filter(|paragraphs| {
        let (pages, _, letters, _) = made_of(text, *paragraphs, Layout::Standard, None);
        assert!(letters > 9.5, "{paragraphs}: {letters} pt");
        pages == 1 && letters < 9.95
    });
    assert!(saved.count() >= 2);
}

#[test]
fn a_page_with_the_name_of_its_site_is_not_named_twice() {
    let words = "A letter in a sealed envelope tells the post who writes to whom. ";
    for (title, named) in [("Letters", 1), ("Envelopes", 2)] {
        let blocks = (0..40).map(|_| sample::paragraph(&words.repeat(3))).collect();
        let mut parts = sample::parts("en", vec![sample::page("page", title, blocks)]);
        parts.title = "Letters".to_owned();
        let reading = reading_from(parts);
        let options = PdfOptions::default();
        let (catalog, media) = (Catalog::of(reading.locale()), Media::default());
        let walls = PageWalls::new(&options.walls, "pdf", "en");
        let shared = ExportContext {
            reading: &reading,
            catalog: &catalog,
            media: &media,
            options: &options,
            pictures: Pictures::new(&media, false),
            walls: &walls,
        };
        let style = Shape { layout: Layout::Standard, paper: Paper::A4 }.style(Purpose::Handout, &options, &reading);
        let (list, _) = handout::handout(&shared, &reading.pages()[0], &style);
        let second = &list.pages[1];
        let heads = second.items().iter().filter(|(_, item)| {
            matches!(item, crate::display::Item::Run(run) if ["Letters", "Envelopes"].contains(&second.text(run)))
        });
        assert_eq!(heads.count(), named, "{title}");
    }
}
