//! Where pages end, and what stands beside what.

use super::*;
use pamphlet_document::{Admonition, CalloutKind, CalloutTitle, Placement};

fn callout(placement: Placement, words: &str, count: usize) -> Block {
    block(BlockKind::Admonition(Admonition {
        callout: CalloutKind::Note,
        heading: CalloutTitle::Absent,
        placement,
        blocks: (0..count).map(|_| paragraph(words)).collect(),
    }))
}

/// Where the runs of a word begin: page, x and y.
pub(super) fn at(list: &crate::display::DisplayList, word: &str) -> Vec<(usize, f32, f32)> {
    let mut out = Vec::new();
    for (number, page) in list.pages.iter().enumerate() {
        for (_, item) in page.items() {
            if let Item::Run(run) = item
                && page.text(run).contains(word)
            {
                out.push((number, run.origin.x, run.origin.y));
            }
        }
    }
    out
}

#[test]
fn text_stands_beside_an_inline_callout() {
    for (language, placement, box_first) in [
        ("en", Placement::Start, true),
        ("en", Placement::End, false),
        ("ar", Placement::Start, false),
        ("ar", Placement::End, true),
    ] {
        let text = paragraph(&["text"; 120].join(" "));
        let (list, _) = pages(language, vec![callout(placement, "boxed words", 3), text]);
        let (inside, beside) = (at(&list, "boxed")[0], at(&list, "text")[0]);
        assert!((inside.2 - beside.2).abs() < 14.0, "{language} {placement:?}: {inside:?} {beside:?}");
        assert_eq!(inside.1 < beside.1, box_first, "{language} {placement:?}: {inside:?} {beside:?}");
        // Below it, lines are as wide as the column again.
        let last = at(&list, "text").last().copied().unwrap();
        assert!(last.2 > inside.2 + 40.0);
    }
}

#[test]
fn a_page_is_not_begun_for_a_line_or_two() {
    // Paragraphs with room between them: a little less room saves the page.
    let mut saved = 0;
    for count in 20..60 {
        let blocks: Vec<Block> = (0..count).map(|number| paragraph(&format!("Line {number}."))).collect();
        let (list, _) = pages("en", blocks);
        let last = list.pages.last().unwrap();
        let runs = last.items().iter().filter(|(_, item)| matches!(item, Item::Run(_))).count();
        saved += usize::from(list.pages.len() > 1 && runs < 3);
    }
    assert_eq!(saved, 0);
}

#[test]
fn a_box_is_broken_rather_than_leave_half_a_page_white() {
    let mut blocks: Vec<Block> = (0..14).map(|_| paragraph("One line.")).collect();
    // A box that may stay whole, and would leave most of the page white.
    blocks.push(callout(Placement::Block, "boxed words", 12));
    let (list, _) = pages("en", blocks);
    assert_eq!(at(&list, "boxed")[0].0, 0);
}

#[test]
fn titles_do_not_leave_a_word_alone() {
    let (list, _) = pages("en", vec![heading(1, "A title that is just so long that a word is left over now")]);
    let lines = words(&list).concat();
    let last = lines.trim_end_matches('|').rsplit('|').next().unwrap().to_owned();
    assert!(last.split_whitespace().count() > 1, "{lines}");
}

#[test]
fn words_against_the_page_have_their_labels_at_their_own_side() {
    use pamphlet_document::{List, ListItem, ListKind};
    let item = |words: &str| ListItem {
        span: Span::default(),
        attrs: Attrs::default(),
        language: Some(Tag::parse("en").unwrap()),
        task: None,
        blocks: vec![paragraph(words)],
    };
    let kind = ListKind::numbers_from(1);
    let list = block(BlockKind::List(List { list: kind, tight: true, items: vec![item("words"), item("words")] }));
    let (list, _) = pages("ar", vec![list]);
    let number = words(&list).concat().split('|').next().unwrap().to_owned();
    assert!(at(&list, &number)[0].1 < at(&list, "words")[0].1, "{}", list.dump());
}

#[test]
fn a_last_page_holds_more_than_a_line() {
    // Lines without room between them cannot be set tighter.
    let long = (0..1_400).map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ");
    for extra in 0..40 {
        let mut blocks: Vec<Block> = (0..3).map(|_| callout(Placement::Block, "boxed words", 14)).collect();
        blocks.push(paragraph(&long[..long.len() - extra * 90]));
        let (list, _) = pages("en", blocks);
        let last = list.pages.last().unwrap();
        let lowest = last.items().iter().map(|(_, item)| if let Item::Run(run) = item { run.origin.y } else { 0.0 });
        let lowest = lowest.fold(0.0, f32::max);
        assert!(lowest > last.height * 0.12, "{extra}: {} pages, {lowest}", list.pages.len());
    }
}

#[test]
fn a_line_below_a_title_is_not_left_with_it() {
    for count in 30..60 {
        let mut blocks: Vec<Block> = (0..count).map(|_| paragraph("One line.")).collect();
        blocks.extend([heading(2, "Title"), paragraph("Label"), paragraph(&["follows"; 80].join(" "))]);
        let (list, _) = pages("en", blocks);
        let (title, label, text) = (at(&list, "Title")[0], at(&list, "Label")[0], at(&list, "follows")[0]);
        assert!(title.0 == label.0 && label.0 == text.0, "{count}: {title:?} {label:?} {text:?}");
    }
}
