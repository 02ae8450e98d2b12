//! Runs that go the other way: an Arabic name in an English sentence, an English sentence in an Arabic paragraph.
//!
//! Plain text has no markup for directions; whoever shows it orders each line by UAX 9. Mostly that gives what is
//! meant, and then nothing is written: nobody should meet signs that are not seen when searching or copying. Where it
//! would not, the run stands in directional isolates: when it holds brackets or words of both directions, when it ends
//! in a stop, when it begins a line and would turn all of it, when it meets another such run.

use pamphlet_locale::Direction;
use unicode_bidi::{BidiClass, BidiInfo, bidi_class};

const LEFT_TO_RIGHT: char = '\u{2066}';
const RIGHT_TO_LEFT: char = '\u{2067}';
const END: char = '\u{2069}';

fn is_isolate(character: char) -> bool {
    matches!(character, LEFT_TO_RIGHT | RIGHT_TO_LEFT | END)
}

/// Whether a line of plain text runs from right to left, as whoever shows it decides: by its first letter.
pub(crate) fn runs_right_to_left(text: &str) -> bool {
    let first = text.chars().map(bidi_class).find(|class| matches!(class, BidiClass::L | BidiClass::R | BidiClass::AL));
    matches!(first, Some(BidiClass::R | BidiClass::AL))
}

/// Sets what was written from `start` on apart from the text around it; spaces at its ends stay outside.
pub(crate) fn set_apart(out: &mut String, start: usize, direction: Direction) {
    let written = &out[start..];
    let words = written.trim();
    if words.is_empty() {
        return;
    }
    let begin = start + written.len() - written.trim_start().len();
    let end = begin + words.len();
    out.insert(end, END);
    out.insert(
        begin,
        match direction {
            Direction::Ltr => LEFT_TO_RIGHT,
            Direction::Rtl => RIGHT_TO_LEFT,
        },
    );
}

/// Makes each line stand for itself, since UAX 9 orders each alone: what a line leaves open is closed at its end and
/// opened anew in the next. Unless `always`, a line that is shown the same without isolates loses them.
pub(crate) fn settle(lines: &mut [String], always: bool) {
    let mut open: Vec<char> = Vec::new();
    for line in lines {
        if open.is_empty() && !line.contains(is_isolate) {
            continue;
        }
        let mut whole: String = open.iter().collect();
        for character in line.chars().filter(|character| is_isolate(*character)) {
            if character == END {
                open.pop();
            } else {
                open.push(character);
            }
        }
        whole.push_str(line);
        whole.extend(open.iter().map(|_| END));
        let plain: String = line.chars().filter(|character| !is_isolate(*character)).collect();
        *line = if always || shown(&whole) != shown(&plain) { whole } else { plain };
    }
}

/// The characters of a line from left to right as a reader sees them, when the line itself says how it runs.
fn shown(line: &str) -> Vec<(char, bool)> {
    let info = BidiInfo::new(line, None);
    let Some(paragraph) = info.paragraphs.first() else { return Vec::new() };
    let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
    let mut out = Vec::new();
    for run in runs {
        // Brackets are mirrored by the direction that they stand in.
        let turned = levels[run.start].is_rtl();
        let characters =
            line[run].chars().filter(|character| !is_isolate(*character)).map(|character| (character, turned));
        if turned {
            out.extend(characters.rev());
        } else {
            out.extend(characters);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(line: &str) -> String {
        let mut lines = [line.to_owned()];
        settle(&mut lines, false);
        lines[0].replace(LEFT_TO_RIGHT, "<").replace(RIGHT_TO_LEFT, ">").replace(END, "|")
    }

    #[test]
    fn a_run_that_stands_right_by_itself_is_left_alone() {
        for line in ["a \u{2067}שלום\u{2069} b", "שלום \u{2066}a b\u{2069} שלום", "\u{2066}all of it.\u{2069}", "plain"]
        {
            let plain: String = line.chars().filter(|character| !is_isolate(*character)).collect();
            assert_eq!(settled(line), plain);
        }
    }

    #[test]
    fn a_run_that_would_come_apart_is_set_apart() {
        for (line, wanted) in [
            // Words of both directions.
            ("a \u{2067}שלום b עולם\u{2069} c", "a >שלום b עולם| c"),
            // A stop at its end, which would stand at its beginning.
            ("שלום \u{2066}It ends.\u{2069} שלום", "שלום <It ends.| שלום"),
            // It begins the line, which would run its way.
            ("\u{2067}שלום\u{2069} is a word.", ">שלום| is a word."),
            // Two of them, which would change places.
            ("\u{2066}a\u{2069}, \u{2067}שלום\u{2069}, \u{2067}עולם\u{2069}", "<a|, >שלום|, >עולם|"),
        ] {
            assert_eq!(settled(line), wanted);
        }
    }

    #[test]
    fn a_run_over_two_lines_is_closed_and_opened_anew() {
        let mut lines = ["שלום \u{2066}It goes (on).".to_owned(), "And on.\u{2069} שלום".to_owned(), "c".to_owned()];
        settle(&mut lines, true);
        assert_eq!(lines[0], "שלום \u{2066}It goes (on).\u{2069}");
        assert_eq!(lines[1], "\u{2066}And on.\u{2069} שלום");
        assert_eq!(lines[2], "c");
    }

    #[test]
    fn the_first_letter_says_how_a_line_runs() {
        assert!(runs_right_to_left("متصفح Tor: https://tor.example/"));
        assert!(!runs_right_to_left("Tor متصفح: https://tor.example/"));
        assert!(!runs_right_to_left("12."));
        // The last stroke would stand before “Tor”.
        assert_eq!(settled("متصفح Tor: \u{2066}https://tor.example/\u{2069}"), "متصفح Tor: <https://tor.example/|");
    }

    #[test]
    fn spaces_stay_outside() {
        let mut out = "a שלום ".to_owned();
        set_apart(&mut out, 1, Direction::Rtl);
        assert_eq!(out, "a \u{2067}שלום\u{2069} ");
    }
}
