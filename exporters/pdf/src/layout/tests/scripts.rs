//! A page in every kind of script, as it is laid out: where each word stands, what it is, and in what order it is read.

use super::inside::{numbered, row_of};
use super::*;

/// A title and a sentence of some words, in scripts that differ in how lines are made.
const WORDS: [(&str, &str, &str); 8] = [
    ("en", "Letters", "A letter in an envelope tells the post who writes, but not what is written."),
    ("uk", "Листи", "Лист у конверті каже пошті, хто пише, але не каже, що саме написано."),
    ("ar", "رسائل", "الرسالة في ظرف تقول للبريد من يكتب (Anna) ولا تقول ما كُتب فيها."),
    ("he", "מכתבים", "מכתב במעטפה אומר לדואר מי כותב (Anna), אבל לא מה נכתב בו."),
    ("hi", "चिट्ठियाँ", "लिफ़ाफ़े में बंद चिट्ठी डाक को बताती है कि कौन लिखता है, पर यह नहीं कि क्या लिखा है।"),
    ("ja", "手紙", "封筒に入った手紙は、誰が書いたかを「郵便」に教えますが、何を書いたかは教えません。"),
    ("ko", "편지", "봉투에 든 편지는 누가 쓰는지는 우체국에 알려 주지만 무엇을 썼는지는 알려 주지 않습니다."),
    ("th", "จดหมาย", "จดหมายในซองบอกไปรษณีย์ว่าใครเขียน แต่ไม่บอกว่าเขียนอะไร"),
];

fn page_of(title: &str, sentence: &str) -> Vec<Block> {
    vec![
        heading(1, title),
        paragraph(sentence),
        numbered(9, 2),
        row_of(vec![vec![paragraph(title)], vec![paragraph(sentence)]]),
    ]
}

#[test]
fn pages_are_laid_out_as_they_were() {
    for (language, title, sentence) in WORDS {
        let (list, diagnostics) = pages(language, page_of(title, sentence));
        assert!(diagnostics.is_empty(), "{language}: {diagnostics:?}");
        insta::assert_snapshot!(format!("page_in_{language}"), list.dump());
    }
}

/// The box that an item takes; of a run the line between its ends.
fn place(page: &crate::display::DisplayPage, item: &Item) -> Rect {
    match item {
        Item::Run(run) => {
            let width = page.glyphs(run).map(|glyph| glyph.advance).sum();
            Rect { x: run.origin.x, y: run.origin.y, width, height: 0.0 }
        }
        Item::Form { form, .. } => form.bounds(),
        Item::Picture { place, .. }
        | Item::Icon { place, .. }
        | Item::Code { place, .. }
        | Item::Link { place, .. } => *place,
        Item::PageOf(awaited) => awaited.place,
    }
}

#[test]
fn everything_is_on_its_page() {
    for (language, title, sentence) in WORDS {
        for paper in [PageSize::A4, PageSize::A5] {
            let blocks = (0..12).flat_map(|_| page_of(title, &sentence.repeat(6))).collect();
            let (list, _) = pages_on(paper, language, blocks, Vec::new(), &Media::default());
            assert!(list.pages.len() > 2);
            for page in &list.pages {
                for (_, item) in page.items() {
                    let own = place(page, item);
                    let inside = own.x >= -0.1
                        && own.y >= -0.1
                        && own.x + own.width <= page.width + 0.1
                        && own.y + own.height <= page.height + 0.1;
                    assert!(inside, "{language}: {item:?} at {own:?}");
                }
            }
        }
    }
}

/// The number of an item is set as numbers of its text are, and a space stands between the two for who copies them.
#[test]
fn the_number_of_an_item_is_of_the_face_of_its_text() {
    let item = |words: &str| pamphlet_document::ListItem {
        span: Span::default(),
        attrs: Attrs::default(),
        language: None,
        task: None,
        blocks: vec![paragraph(words)],
    };
    for (language, words) in [("he", "פריט עם 3 מילים"), ("ar", "بند فيه 3 كلمات")] {
        let list = pamphlet_document::List {
            list: pamphlet_document::ListKind::numbers_from(1),
            tight: true,
            items: vec![item(words), item(words)],
        };
        let (list, _) = pages(language, vec![block(BlockKind::List(list))]);
        let faces = crate::font::Faces::embedded();
        let page = &list.pages[0];
        let runs =
            || page.items().iter().filter_map(|(_, item)| if let Item::Run(run) = item { Some(run) } else { None });
        let family = |digit: &str| {
            let run = runs().find(|run| page.text(run).contains(digit)).unwrap_or_else(|| panic!("no {digit}"));
            faces.get(run.face).file.family
        };
        assert_eq!(family("2"), family("3"), "{language}");
        assert!(runs().any(|run| page.text(run) == ". "), "{language}");
    }
}

#[test]
fn no_room_is_between_a_bracket_and_the_latin_word_in_it() {
    let (list, _) = pages("ja", vec![paragraph("図 (abc) と図abc図")]);
    let page = &list.pages[0];
    let mut row = Vec::new();
    for (_, item) in page.items() {
        if let Item::Run(run) = item {
            let mut x = run.origin.x;
            // The glyphs of a run, each with where it begins and ends.
            for (glyph, letter) in page.glyphs(run).zip(page.text(run).chars()) {
                row.push((letter, x, x + glyph.advance));
                x += glyph.advance;
            }
        }
    }
    let gap = |pair: [char; 2]| {
        let at = row.windows(2).position(|two| two[0].0 == pair[0] && two[1].0 == pair[1]).expect("they are there");
        row[at + 1].1 - row[at].2
    };
    assert!(gap(['(', 'a']) < 0.1 && gap(['c', ')']) < 0.1, "{row:?}");
    assert!(gap(['図', 'a']) > 2.0 && gap(['c', '図']) > 2.0, "{row:?}");
}
