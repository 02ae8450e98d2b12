//! Notes of notes, and notes whose mark is not set.

use super::page_ends::at;
use super::*;
use pamphlet_document::Note;

fn reference(number: u32) -> Inline {
    inline(InlineKind::FootnoteReference { label: number.to_string(), number })
}

/// Words and, behind them, the mark of a note.
fn noted(words: &str, number: u32) -> Block {
    let mut content = text(words);
    content.push(reference(number));
    block(BlockKind::Paragraph { content })
}

fn note(number: u32, content: Block) -> Note {
    Note {
        origin: Origin { source: SourceId(0), start: 0 },
        span: Span::default(),
        label: number.to_string(),
        number,
        references: 1,
        blocks: vec![content],
    }
}

#[test]
fn notes_of_notes_stand_at_the_foot_too() {
    let notes = vec![note(1, noted("One", 2)), note(2, noted("Two", 3)), note(3, paragraph("Three"))];
    let mut blocks = vec![noted("Text", 1)];
    blocks.extend((0..80).map(|_| paragraph("One line more.")));
    let (list, diagnostics) = pages_on(PageSize::A4, "en", blocks, notes, &Media::default());
    let places: Vec<_> = ["One", "Two", "Three"].iter().map(|word| *at(&list, word).first().unwrap()).collect();
    let last = at(&list, "Three")[0];
    assert!(list.pages.len() > 1 && last.0 == 0, "{places:?}");
    let lowest = at(&list, "more").into_iter().filter(|place| place.0 == 0).map(|place| place.2).fold(0.0, f32::max);
    assert!(lowest < at(&list, "Two")[0].2 && at(&list, "Two")[0].2 < last.2, "{lowest} {places:?}");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
}

#[test]
fn notes_in_a_circle_are_set_once() {
    let notes = vec![note(1, noted("Ring", 2)), note(2, noted("Gnir", 1)), note(3, noted("Self", 3))];
    for blocks in [vec![noted("Text", 1)], vec![paragraph("Text")]] {
        let (list, diagnostics) = pages_on(PageSize::A4, "en", blocks, notes.clone(), &Media::default());
        for word in ["Ring", "Gnir", "Self"] {
            assert_eq!(at(&list, word).len(), 1, "{word}: {:?}", words(&list));
        }
        assert!(diagnostics.iter().any(|own| own.code == Code::Degraded && own.message.contains('3')));
    }
}

#[test]
fn a_note_whose_mark_is_lost_stands_at_the_end() {
    let mut inner = noted("deepest", 1);
    for _ in 0..60 {
        inner = block(BlockKind::Quote { blocks: vec![inner] });
    }
    let notes = vec![note(1, noted("First", 2)), note(2, paragraph("Second"))];
    let (list, diagnostics) = pages_on(PageSize::A4, "en", vec![inner], notes, &Media::default());
    assert_eq!((at(&list, "First").len(), at(&list, "Second").len()), (1, 1), "{:?}", words(&list));
    assert!(diagnostics.iter().any(|own| own.code == Code::Degraded), "{diagnostics:?}");
}
