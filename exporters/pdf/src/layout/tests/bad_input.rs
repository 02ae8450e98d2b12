//! Input that nobody should write: a page comes out, nothing is lost, and it is said what was done. In each direction
//! and in a script without spaces.

use super::*;
use pamphlet_document::Note;
use pamphlet_source::limits;

const LANGUAGES: [&str; 4] = ["en", "ar", "ja", "hi"];

/// All letters of all pages, without what only separates or hyphenates.
fn letters(list: &crate::display::DisplayList) -> String {
    words(list).concat().chars().filter(|c| !matches!(c, '|' | '\u{AD}' | ' ' | '\u{A0}')).collect()
}

#[test]
fn a_word_of_ten_thousand_letters() {
    for (language, letter) in LANGUAGES.into_iter().zip(["w", "ب", "漢", "क"]) {
        let word = letter.repeat(10_000);
        let (list, diagnostics) = pages(language, vec![paragraph(&word)]);
        assert_eq!(letters(&list).matches(letter).count(), 10_000, "{language}");
        // Han may be broken anywhere; other words should be whole.
        let said =
            diagnostics.iter().any(|own| own.code == Code::Degraded && own.message.contains("between its letters"));
        assert_eq!(said, letter != "漢", "{language}");
        let right = |x: f32| x <= list.pages[0].width && x >= 0.0;
        for page in &list.pages {
            for (_, item) in page.items() {
                if let Item::Run(run) = item {
                    let width: f32 = page.glyphs(run).map(|glyph| glyph.advance).sum();
                    assert!(right(run.origin.x) && right(run.origin.x + width), "{language}");
                }
            }
        }
    }
}

#[test]
fn a_heading_of_four_hundred_words() {
    for (language, word) in LANGUAGES.into_iter().zip(["word", "كلمة", "言葉", "शब्द"]) {
        let long = vec![word; 400].join(" ");
        let (list, _) = pages(language, vec![heading(2, &long), paragraph("After.")]);
        assert_eq!(letters(&list).matches(word).count(), 400, "{language}");
        assert!(letters(&list).contains("After."), "{language}");
    }
}

#[test]
fn a_footnote_longer_than_a_page_runs_on() {
    for (language, word) in LANGUAGES.into_iter().zip(["xyzzy", "حاشية", "脚注", "टिप्पणी"]) {
        let note = Note {
            origin: Origin { source: SourceId(0), start: 0 },
            span: Span::default(),
            label: "1".to_owned(),
            number: 1,
            references: 1,
            blocks: vec![paragraph(&vec![word; 2_500].join(" "))],
        };
        let mut content = text("Before");
        content.push(inline(InlineKind::FootnoteReference { label: "1".to_owned(), number: 1 }));
        let blocks = vec![block(BlockKind::Paragraph { content }), paragraph("After.")];
        let (list, _) = pages_on(PageSize::A5, language, blocks, vec![note], &Media::default());
        // A word may go over to the next page, where other words stand between its parts.
        let first = word.chars().next().unwrap();
        assert_eq!(letters(&list).matches(first).count(), 2_500 * word.matches(first).count(), "{language}");
        assert!(list.pages.len() > 1, "{language}");
        assert!(letters(&list).contains("After."), "{language}");
    }
}

#[test]
fn a_glyph_that_no_font_has() {
    for language in LANGUAGES {
        let (list, diagnostics) = pages(language, vec![paragraph("before \u{12000} after")]);
        assert!(letters(&list).contains("after"), "{language}");
        assert!(diagnostics.iter().any(|own| own.code == Code::MissingGlyph), "{language}");
    }
}

#[test]
fn a_script_that_no_font_has_is_told_once() {
    let words = ["\u{2D30}\u{2D63}\u{2D53}", "\u{2D4D}\u{2D4E}", "\u{12000}"];
    let (_, diagnostics) = pages("en", words.map(paragraph).to_vec());
    let said: Vec<_> =
        diagnostics.iter().filter(|own| own.code == Code::MissingGlyph).map(|own| &own.message).collect();
    assert!(matches!(said.as_slice(), [a, b] if a.contains("Tifinagh") && b.contains("Cuneiform")), "{said:?}");
}

#[test]
fn a_rare_letter_of_a_known_script_is_no_unknown_script() {
    let words = ["山毛\u{2A6D6}", "山毛\u{2A6D5}\u{2A6D6}"];
    let (_, diagnostics) = pages("zh-Hant", words.map(paragraph).to_vec());
    let said: Vec<_> = diagnostics.iter().filter(|own| own.code == Code::MissingGlyph).collect();
    let messages: Vec<&str> = said.iter().map(|own| own.message.as_str()).collect();
    let named = |letter: char| format!("no font has U+{:04X} ({letter}); a box stands for it", letter as u32);
    assert_eq!(messages, [named('\u{2A6D6}'), named('\u{2A6D5}')], "each is named, once");
    assert!(said[0].help.as_deref().is_some_and(|help| help.contains("brand.fonts")), "{:?}", said[0].help);
    // Of very many the first are named.
    let all: String = ('\u{2A600}'..'\u{2A700}').collect();
    let (_, diagnostics) = pages("zh-Hant", vec![paragraph(&all)]);
    let said: Vec<_> = diagnostics.iter().filter(|own| own.code == Code::MissingGlyph).collect();
    assert_eq!(said.len(), limits::MISSING_LETTERS + 1);
    assert_eq!(said[said.len() - 1].message, "no font has further letters; boxes stand for them");
}

#[test]
fn a_picture_of_twenty_thousand_pixels_fits_its_page() {
    let svg =
        br#"<svg xmlns="http://www.w3.org/2000/svg" width="20000" height="20000"><rect width="9" height="9"/></svg>"#;
    let mut media = Media::default();
    media.add("big.svg", svg).unwrap();
    for language in LANGUAGES {
        let picture = pamphlet_document::Picture {
            source: pamphlet_document::AssetRef::Local { asset: pamphlet_document::AssetId("big.svg".to_owned()) },
            alternative: "A square".to_owned(),
            ..picture()
        };
        let blocks = vec![
            block(BlockKind::Paragraph { content: vec![inline(InlineKind::Picture(picture))] }),
            paragraph("After."),
        ];
        let (list, _) = pages_on(PageSize::A4, language, blocks, Vec::new(), &media);
        let place = list
            .pages
            .iter()
            .flat_map(crate::display::DisplayPage::items)
            .find_map(|(_, item)| if let Item::Picture { place, .. } = item { Some(*place) } else { None });
        let place = place.unwrap();
        assert!(place.width <= list.pages[0].width && place.height <= list.pages[0].height, "{place:?}");
        assert!(letters(&list).contains("After."), "{language}");
    }
}

pub(super) fn picture() -> pamphlet_document::Picture {
    pamphlet_document::Picture {
        source: pamphlet_document::AssetRef::Missing { address: String::new() },
        dark: None,
        alternative: String::new(),
        decorative: false,
        title: None,
        language: None,
        width: None,
        height: None,
        alignment: None,
    }
}
