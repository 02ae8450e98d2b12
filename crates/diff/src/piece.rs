//! Which words of a text changed.

use crate::sequence::gaps;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Piece {
    /// What happened to it.
    pub kind: PieceKind,
    /// Its words, spaces included: those of all pieces that are not added make the old text, those of all that are not
    /// removed the new one.
    pub text: String,
}

/// What happened to a stretch of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PieceKind {
    /// It is in both.
    Same,
    /// It is in the old text alone.
    Removed,
    /// It is in the new text alone.
    Added,
}

/// Cuts two texts by words (of scripts without spaces: by characters) into what stayed, went and came.
pub(crate) fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let old: Vec<&str> = old.split_word_bounds().collect();
    let new: Vec<&str> = new.split_word_bounds().collect();
    let mut gaps = gaps(old.iter().copied(), new.iter().copied());
    // A space or a comma that happens to be in both does not make two changes of one.
    let mut joined: Vec<crate::sequence::Gap> = Vec::new();
    for gap in gaps.drain(..) {
        match joined.last_mut() {
            Some(before)
                if !old[before.0.end..gap.0.start].iter().any(|word| word.chars().any(char::is_alphanumeric)) =>
            {
                before.0.end = gap.0.end;
                before.1.end = gap.1.end;
            }
            _ => joined.push(gap),
        }
    }
    let mut pieces = Vec::new();
    let mut push = |kind, words: &[&str]| {
        if !words.is_empty() {
            pieces.push(Piece { kind, text: words.concat() });
        }
    };
    let mut at = 0;
    for (before, after) in joined {
        push(PieceKind::Same, &old[at..before.start]);
        push(PieceKind::Removed, &old[before.clone()]);
        push(PieceKind::Added, &new[after]);
        at = before.end;
    }
    push(PieceKind::Same, &old[at..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        pieces(old, new)
            .iter()
            .map(|piece| match piece.kind {
                PieceKind::Same => piece.text.clone(),
                PieceKind::Removed => format!("[-{}-]", piece.text),
                PieceKind::Added => format!("{{+{}+}}", piece.text),
            })
            .collect()
    }

    #[test]
    fn words_and_not_letters() {
        assert_eq!(shown("A duck is green.", "A drake is green."), "A [-duck-]{+drake+} is green.");
        assert_eq!(shown("one two three", "one 2 3 three"), "one [-two-]{+2 3+} three");
        assert_eq!(shown("a b c d", "a x y d"), "a [-b c-]{+x y+} d");
        assert_eq!(shown("", "new"), "{+new+}");
        assert_eq!(shown("同じ文です。", "同じ字です。"), "同じ[-文-]{+字+}です。");
    }

    #[test]
    fn both_texts_can_be_read_back() {
        let (old, new) = ("Ein Satz, der bleibt; einer geht.", "Ein Satz der bleibt, und einer kommt!");
        let found = pieces(old, new);
        let of = |without: PieceKind| -> String {
            found.iter().filter(|piece| piece.kind != without).map(|piece| piece.text.as_str()).collect()
        };
        assert_eq!(of(PieceKind::Added), old);
        assert_eq!(of(PieceKind::Removed), new);
    }
}
