//! Code: what stands out in it, and what stands below each other.

use super::*;
use crate::display::Color;
use pamphlet_document::CodeBlock;

fn code(language: &str, text: &str) -> Block {
    block(BlockKind::Code(CodeBlock {
        language: Some(language.to_owned()),
        text: text.to_owned(),
        ..CodeBlock::default()
    }))
}

/// A run: its words, its look, its baseline, and where its words end.
struct Shown {
    words: String,
    color: Color,
    bold: bool,
    italic: bool,
    y: f32,
    end: f32,
}

fn shown(list: &crate::display::DisplayList) -> Vec<Shown> {
    let mut out = Vec::new();
    for page in &list.pages {
        for (_, item) in page.items() {
            if let Item::Run(run) = item {
                let face = &crate::font::Faces::embedded().get(run.face).file;
                let width: f32 = page.glyphs(run).map(|glyph| glyph.advance).sum();
                out.push(Shown {
                    words: page.text(run).to_owned(),
                    color: run.color,
                    bold: face.bold,
                    italic: face.italic,
                    y: run.origin.y,
                    end: run.origin.x + width,
                });
            }
        }
    }
    out
}

#[test]
fn four_tones_differ_by_weight_and_slant_as_well() {
    let (list, _) = pages("en", vec![code("python", "def name(): return \"text\"  # why\nplain")]);
    let shown = shown(&list);
    let look = |word: &str| {
        let run = shown.iter().find(|run| run.words.trim() == word).unwrap_or_else(|| panic!("no {word}"));
        (run.color, run.bold, run.italic)
    };
    let (plain, keyword, name, string, comment) =
        (look("plain"), look("def"), look("name"), look("\"text\""), look("# why"));
    let colors: std::collections::BTreeSet<Color> =
        [plain, keyword, name, string, comment].into_iter().map(|(color, _, _)| color).collect();
    assert_eq!(colors.len(), 5);
    assert!(keyword.1 && !keyword.2 && comment.2 && !comment.1 && !plain.1 && !plain.2);
}

/// A Han character takes two cells, whatever stands beside it.
#[test]
fn columns_stand_below_each_other_beside_han() {
    let (list, _) = pages("ja", vec![code("text", "# 変数 X\n#12345 X\n変X")]);
    let mut ends: Vec<(f32, f32)> =
        shown(&list).iter().filter(|run| run.words.ends_with('X')).map(|run| (run.y, run.end)).collect();
    ends.sort_by(|one, other| one.0.total_cmp(&other.0));
    let [first, second, third] = ends[..] else { panic!("{ends:?}") };
    assert!((first.1 - second.1).abs() < 0.05 && third.1 < first.1, "{ends:?}");
}

/// What stands between two Hebrew strings does not turn with them (UTS 55).
#[test]
fn strings_of_code_stand_in_the_order_of_the_code() {
    for language in ["en", "he"] {
        let (list, _) = pages(language, vec![code("python", "x = [\"אא\", \"בב\"]  # גג, דד.")]);
        let shown = shown(&list);
        let mut row: Vec<&Shown> = shown.iter().filter(|run| !run.words.trim().is_empty()).collect();
        row.sort_by(|one, other| one.end.total_cmp(&other.end));
        let place =
            |word: &str| row.iter().position(|run| run.words.contains(word)).unwrap_or_else(|| panic!("no {word}"));
        assert!(place("x") < place("אא") && place("אא") < place("בב"), "{language}");
        assert!(place("בב") < place("#") && place("#") < place("דד"), "{language}");
        // The comment itself runs from right to left, with its stop.
        assert!(place("דד") <= place("גג") && place("]") < place("#"), "{language}");
    }
}
