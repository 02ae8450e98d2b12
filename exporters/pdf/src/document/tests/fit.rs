//! Handouts that fit to the sheet.

use crate::document::{ExportContext, Shape, handout};
use crate::options::{Layout, Paper, PdfOptions};
use crate::picture::Pictures;
use crate::style::{Purpose, Style};
use pamphlet_document::{PageWalls, sample};
use pamphlet_locale::Catalog;
use pamphlet_media::Media;
use pamphlet_reading::Page;
use pamphlet_reading::sample::reading_from;
use pamphlet_source::Code;
use std::num::NonZeroU32;

/// What is made of so many paragraphs of three sentences.
fn set<T>(
    language: &str,
    words: &str,
    paragraphs: usize,
    layout: Layout,
    fit: Option<u32>,
    make: impl FnOnce(&ExportContext<'_>, &Page, &Style) -> T,
) -> T {
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
    make(&shared, &reading.pages()[0], &style)
}

/// How many pages it takes when nothing is set tighter, and how much the last of them holds.
fn usual((language, words, _): (&str, &str, &str), paragraphs: usize) -> (u32, f32) {
    let breaks = set(language, words, paragraphs, Layout::Standard, None, |shared, page, style| {
        handout::set_with(shared, page, style).2
    });
    (breaks.pages, breaks.last)
}

/// A handout of so many paragraphs: its pages, how far down the last of them reaches, the size of its letters, and
/// whether it says that it does not fit.
fn made(paragraphs: usize, layout: Layout, fit: Option<u32>) -> (usize, f32, f32, bool) {
    made_of(ENGLISH, paragraphs, layout, fit)
}

/// The same in a language, of a sentence with a word that is looked for.
fn made_of(
    (language, words, word): (&str, &str, &str),
    paragraphs: usize,
    layout: Layout,
    fit: Option<u32>,
) -> (usize, f32, f32, bool) {
    let (list, diagnostics) = set(language, words, paragraphs, layout, fit, handout::handout);
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

const ENGLISH: (&str, &str, &str) = (
    "en",
    "A letter in a sealed envelope tells the post who writes to whom, and when, but not what is in it. ",
    "envelope",
);

/// A second page of which less than a fifth is filled takes all of the steps, a third page fewer.
#[test]
fn a_last_page_that_would_be_nearly_empty_is_saved() {
    let (mut saved, mut before) = ([0, 0], 1);
    for paragraphs in 8..50 {
        let (usual, last) = usual(ENGLISH, paragraphs);
        let (pages, _, letters, _) = made_of(ENGLISH, paragraphs, Layout::Standard, None);
        assert!(pages >= before && letters > 9.7, "{paragraphs}: {pages} pages, {letters} pt");
        before = pages;
        let most = match usual {
            2 => 0.2,
            3 => 0.33,
            _ => continue,
        };
        if last < most {
            assert_eq!(pages, usual as usize - 1, "{paragraphs}: {last} of the last page is left");
            saved[usual as usize - 2] += 1;
        } else {
            assert!(
                last < 0.42 || letters > 10.15,
                "{paragraphs}: {letters} pt, and {last} of the last page is filled"
            );
        }
    }
    assert!(saved.iter().all(|saved| *saved > 0), "{saved:?}");
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

/// Of few pages the last is saved also when it holds more than a third: the third of these holds up to two fifths. In a
/// script with much room between lines as in one with little.
#[test]
fn a_third_page_of_two_fifths_is_saved() {
    let japanese = ("ja", "封筒に入れた手紙は、誰が誰にいつ書いたかを郵便に伝えますが、中身は伝えません。", "手");
    for text in [ENGLISH, japanese] {
        let mut saved = 0;
        for paragraphs in 20..75 {
            let (pages, last) = usual(text, paragraphs);
            if pages != 3 || !(0.34..0.41).contains(&last) {
                continue;
            }
            let (set, _, letters, _) = made_of(text, paragraphs, Layout::Standard, None);
            assert_eq!(set, 2, "{}, {paragraphs}: {last} of a page is left", text.0);
            assert!(letters > 9.5, "{}, {paragraphs}: {letters} pt", text.0);
            saved += 1;
        }
        assert!(saved > 0, "{}", text.0);
    }
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
