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

    /// Each line of Unicode's `BidiCharacterTest.txt`, which Debian's package `unicode-data` brings: the directions of its
    /// characters and their order on a line. Separators of paragraphs and segments never get into a paragraph of ours, and
    /// spaces at the ends of lines are set by nobody.
    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test may read a file of the system")]
    fn unicode_agrees() {
        const FILE: &str = "/usr/share/unicode/BidiCharacterTest.txt";
        use unicode_bidi::BidiClass as Class;
        let Ok(file) = std::fs::read_to_string(FILE) else {
            eprintln!("skipped: {FILE} is not there; Debian's package unicode-data has it");
            return;
        };
        let mut judged = 0;
        for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let fields: Vec<&str> = line.split(';').collect();
            let text: String = fields[0]
                .split(' ')
                .map(|code| char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap())
                .collect();
            let class = unicode_bidi::bidi_class;
            let base = match fields[1] {
                "0" => Direction::Ltr,
                "1" => Direction::Rtl,
                // A paragraph of ours has the direction of its language.
                _ => continue,
            };
            if text.chars().any(|character| matches!(class(character), Class::B | Class::S)) {
                continue;
            }
            let blank = |character: char| {
                matches!(class(character), Class::WS | Class::FSI | Class::LRI | Class::RLI | Class::PDI)
            };
            let theirs: Vec<&str> = fields[3].split(' ').collect();
            let characters: Vec<(usize, char)> = text.char_indices().collect();
            let kept = (0..characters.len()).rev().skip_while(|at| theirs[*at] == "x" || blank(characters[*at].1));
            let mut kept: Vec<usize> = kept.filter(|at| theirs[*at] != "x").collect();
            kept.reverse();
            let own = levels(&text, base);
            let own: Vec<u8> =
                kept.iter().map(|at| own.as_ref().map_or(0, |levels| levels[characters[*at].0])).collect();
            let turned: Vec<bool> = own.iter().map(|level| level % 2 == 1).collect();
            let wanted: Vec<bool> = kept.iter().map(|at| theirs[*at].parse::<u8>().unwrap() % 2 == 1).collect();
            assert_eq!(turned, wanted, "{line}");
            let order: Vec<usize> = visual_order(&own).into_iter().map(|at| kept[at]).collect();
            let wanted: Vec<usize> = fields[4].split(' ').filter_map(|at| at.parse().ok()).collect();
            let wanted: Vec<usize> = wanted.into_iter().filter(|at| kept.contains(at)).collect();
            assert_eq!(order, wanted, "{line}");
            judged += 1;
        }
        assert!(judged > 20_000, "only {judged} lines were judged");
    }

    #[test]
    fn an_english_word_in_arabic_stands_as_written() {
        assert_eq!(visual_order(&[1, 1, 2, 2, 1]), [4, 2, 3, 1, 0]);
    }
}
