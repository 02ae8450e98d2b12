//! Directions: the levels of UAX 9 and the order of the pieces of a line.

use pamphlet_locale::Direction;
use unicode_bidi::{BidiInfo, Level};

/// The embedding level of every byte of a paragraph (its text holds no paragraph separators but at the end).
/// `None` when everything runs from left to right, which is most text and costs nothing.
#[must_use]
pub(crate) fn levels(text: &str, base: Direction) -> Option<Vec<u8>> {
    let plain = base == Direction::Ltr && !text.chars().any(may_turn);
    if plain {
        return None;
    }
    let level = match base {
        Direction::Ltr => Level::ltr(),
        Direction::Rtl => Level::rtl(),
    };
    let info = BidiInfo::new(text, Some(level));
    Some(info.levels.iter().map(Level::number).collect())
}

/// Whether a character can make text run from right to left.
fn may_turn(character: char) -> bool {
    matches!(character as u32, 0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF
        | 0x200F | 0x202B | 0x202E | 0x2067)
}

/// The order, from left to right, in which the pieces of a line stand, given their levels in reading order (UAX 9, L2).
#[must_use]
pub(crate) fn visual_order(levels: &[u8]) -> Vec<usize> {
    if levels.iter().all(|level| *level == 0) {
        return (0..levels.len()).collect();
    }
    let levels: Vec<Level> = levels.iter().map(|level| Level::new(*level).unwrap_or(Level::ltr())).collect();
    BidiInfo::reorder_visual(&levels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_that_turns_has_levels() {
        assert_eq!(levels("plain – “text”", Direction::Ltr), None);
        assert_eq!(levels("a ב", Direction::Ltr), Some(vec![0, 0, 1, 1]));
        assert_eq!(levels("a", Direction::Rtl), Some(vec![2]));
    }

    #[test]
    fn an_english_word_in_arabic_stands_as_written() {
        assert_eq!(visual_order(&[1, 1, 2, 2, 1]), [4, 2, 3, 1, 0]);
    }
}
