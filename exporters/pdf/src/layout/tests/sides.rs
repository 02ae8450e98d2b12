//! On which side things stand where languages of two directions meet.

use super::page_ends::at;
use super::*;
use pamphlet_document::Note;

fn in_language(language: &str, block: Block) -> Block {
    Block { language: Some(Tag::parse(language).unwrap()), ..block }
}

#[test]
fn a_heading_stands_where_its_section_starts() {
    let english = |block| in_language("en", block);
    let blocks = vec![
        english(heading(2, "First")),
        english(paragraph("words that run to the right")),
        english(heading(2, "Second")),
        paragraph("كلمات"),
    ];
    let (list, _) = pages("ar", blocks);
    let (first, second, text) = (at(&list, "First")[0], at(&list, "Second")[0], at(&list, "words")[0]);
    assert!((first.1 - text.1).abs() < 1.0, "{first:?} {text:?}");
    assert!(second.1 > text.1 + 200.0, "{second:?} {text:?}");
}

/// The seventh note of a page.
fn note(words: Block) -> Note {
    Note {
        origin: Origin { source: SourceId(0), start: 0 },
        span: Span::default(),
        label: "1".to_owned(),
        number: 7,
        references: 1,
        blocks: vec![words],
    }
}

#[test]
fn the_number_of_a_note_stands_where_its_words_start() {
    for (words_of, left) in [("en", true), ("ar", false)] {
        let words = if words_of == "en" { "noted words" } else { "كلمات" };
        let note = note(in_language(words_of, paragraph(words)));
        let mut content = text("كلام");
        content.push(inline(InlineKind::FootnoteReference { label: "1".to_owned(), number: 7 }));
        let blocks = vec![block(BlockKind::Paragraph { content })];
        let (list, _) = pages_on(PageSize::A4, "ar", blocks, vec![note], &Media::default());
        let number = *at(&list, "7").last().unwrap();
        let text = *at(&list, words).last().unwrap();
        assert_eq!(number.1 < text.1, left, "{words_of}: {number:?} {text:?}");
    }
}

#[test]
fn the_signs_of_a_word_stay_at_their_end_of_it() {
    for (words, word, after) in [("אני כותב C++.", "C++", "."), ("باستخدام .NET، ثم", ".NET", "،")] {
        let language = if words.starts_with('א') { "he" } else { "ar" };
        let (list, _) = pages(language, vec![paragraph(words)]);
        let (word, after) = (at(&list, word), at(&list, after));
        assert_eq!(word.len(), 1, "{words}: the signs are in the run of their word");
        assert!(after.iter().any(|after| after.1 < word[0].1), "{words}: {word:?} {after:?}");
    }
}

#[test]
fn the_number_of_a_note_stands_behind_the_stop_before_it() {
    for (locale, before, word, after, left) in [
        ("ar", "متصفح ", "Chrome.", " ثم", true),
        // Inside of a name it goes with the name.
        ("ar", "متصفح ", "Chrome", " Next", false),
        ("en", "It is ", "متصفح.", " and", false),
    ] {
        let mut content = text(&format!("{before}{word}"));
        content.push(inline(InlineKind::FootnoteReference { label: "1".to_owned(), number: 7 }));
        content.extend(text(after));
        let blocks = vec![block(BlockKind::Paragraph { content })];
        let (list, _) = pages_on(PageSize::A4, locale, blocks, vec![note(paragraph("Noted."))], &Media::default());
        let (number, word) = (at(&list, "7")[0], at(&list, word.trim_end_matches('.'))[0]);
        assert_eq!(number.1 < word.1, left, "{locale}: {number:?} {word:?}");
    }
}

#[test]
fn facts_below_a_title_are_not_broken() {
    for language in ["en", "ar", "ja", "hi"] {
        let fact = "www.example.org/a/long-address/of-the-page";
        let opening = Opening {
            facts: vec!["One fact".to_owned(), "another of them, rather long".to_owned(), fact.to_owned()],
            ..Opening::default()
        };
        let (list, _) = pages_opened(language, language, vec![paragraph("Text.")], &opening);
        assert_eq!(at(&list, fact).len(), 1, "{language}: {:?}", words(&list));
    }
}

#[test]
fn a_page_that_is_not_translated_is_set_by_its_own_language() {
    let long = "Extraordinarily complicated considerations notwithstanding, characteristically. ".repeat(12);
    for locale in ["ar", "hi", "ja"] {
        let (list, _) = pages_opened(locale, "en", vec![paragraph(&long)], &Opening::default());
        let left = at(&list, "Extraordinarily").into_iter().map(|(_, x, _)| x).fold(f32::MAX, f32::min);
        let column = if locale == "ar" { list.pages[0].width * 0.36 } else { 80.0 };
        assert!(left < column, "{locale}: {left}");
    }
}

#[test]
fn the_code_of_a_card_stands_where_its_lines_end() {
    let card = || block(BlockKind::Card(pamphlet_document::sample::card()));
    for (locale, language, at_right) in
        [("en", "en", true), ("ar", "en", true), ("ar", "ar", false), ("en", "ar", false)]
    {
        let card = Block { language: Some(Tag::parse(language).unwrap()), ..card() };
        let before = Block {
            language: card.language.clone(),
            ..paragraph(if language == "ar" { "كلمات" } else { "Words" })
        };
        let (list, _) = pages_on(PageSize::A5, locale, vec![before, card], Vec::new(), &Media::default());
        let page = &list.pages[0];
        let code = page
            .items()
            .iter()
            .find_map(|(_, item)| if let Item::Code { place, .. } = item { Some(place) } else { None });
        let (_, words, _) = at(&list, "messenger")[0];
        assert_eq!(code.unwrap().x > words, at_right, "{language} in {locale}");
    }
}

#[test]
fn a_short_value_in_a_cell_stands_where_its_column_begins() {
    let long =
        "This sentence is much longer than its column is wide, and so it takes several lines from its own start.";
    let cell = |block: Block| pamphlet_document::Cell {
        span: Span::default(),
        attrs: Attrs::default(),
        header: false,
        columns: 1,
        rows: 1,
        blocks: vec![block],
    };
    let row = |blocks: [Block; 2]| pamphlet_document::Row {
        span: Span::default(),
        attrs: Attrs::default(),
        cells: blocks.map(cell).to_vec(),
    };
    let table = pamphlet_document::Table {
        caption: Vec::new(),
        columns: vec![pamphlet_document::ColumnAlignment::None; 2],
        head: vec![row([paragraph("عمود"), paragraph("قيمة طويلة جدا في هذا العمود")])],
        body: vec![
            row([paragraph("سطر"), in_language("en", paragraph("19 m"))]),
            row([paragraph("آخر"), in_language("en", paragraph(long))]),
        ],
    };
    let (list, _) = pages("ar", vec![block(BlockKind::Table(table))]);
    let (value, head, several) = (at(&list, "19")[0], at(&list, "قيمة")[0], at(&list, "This")[0]);
    // Its right edge is near that of the head, whose run begins at its left one.
    assert!(value.1 > head.1, "{value:?} {head:?}");
    assert!(several.1 < head.1, "{several:?} {head:?}");
}
