//! Leaves without any mark that `CommonMark` knows: a paragraph or a heading on one line of mere words. Half of all
//! lines are such, and to ask pulldown-cmark about them costs more than everything else that is done with them.

use crate::inline::{self, Trailing};
use crate::lower::{cover, paragraph};
use crate::page::{PageParser, block, inline as node};
use crate::text::Line;
use pamphlet_document::{Block, BlockKind, Heading, Inline, InlineKind};

/// Bytes that mean nothing to `CommonMark`, wherever in a line they stand but at its ends.
const WORDS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0u8;
    loop {
        table[byte as usize] = byte.is_ascii_alphanumeric() || byte >= 0x80;
        if byte == u8::MAX {
            break;
        }
        byte += 1;
    }
    let signs = b" ,.;:'\"()/%-+?!=^{}@";
    let mut at = 0;
    while at < signs.len() {
        table[signs[at] as usize] = true;
        at += 1;
    }
    table
};

fn is_words(text: &str) -> bool {
    text.bytes().all(|byte| WORDS[usize::from(byte)])
}

/// Whether a line is a paragraph of mere words when blank lines stand round it.
fn is_paragraph(text: &str) -> bool {
    matches!(text.as_bytes(), [first, ..] if first.is_ascii_alphabetic() || *first >= 0x80)
        && !text.ends_with(' ')
        && is_words(text)
}

/// The level of a heading of mere words, and where they begin.
fn heading(text: &str) -> Option<(usize, usize)> {
    let level = text.bytes().take_while(|&byte| byte == b'#').count();
    let words = text.get(level + 1..).filter(|_| (1..=6).contains(&level) && text.as_bytes()[level] == b' ')?;
    let fits = !words.is_empty() && !words.starts_with(' ') && !words.ends_with(' ') && is_words(words);
    fits.then_some((level, level + 1))
}

impl PageParser<'_> {
    /// Adds the blocks of lines that no container has claimed.
    pub(crate) fn leaves(&mut self, lines: &[Line], out: &mut Vec<Block>) {
        #[cfg(test)]
        if tests::WITHOUT.get() {
            self.lower(lines, out);
            return;
        }
        // A definition that pulldown-cmark alone understands serves all leaves that it sees at once.
        if lines.iter().any(|line| self.text(*line).trim_start().starts_with('[')) {
            self.lower(lines, out);
            return;
        }
        let mut from = 0;
        for at in 0..lines.len() {
            let alone = |next: Option<&Line>| next.is_none_or(|&line| self.is_blank(line));
            let parted = alone(at.checked_sub(1).and_then(|before| lines.get(before))) && alone(lines.get(at + 1));
            if parted && let Some(leaf) = self.leaf(lines[at]) {
                self.marked(&lines[from..at], out);
                out.push(leaf);
                from = at + 1;
            }
        }
        self.marked(&lines[from..], out);
    }

    /// Lines between leaves of mere words.
    fn marked(&mut self, lines: &[Line], out: &mut Vec<Block>) {
        let Some(first) = lines.iter().position(|line| !self.is_blank(*line)) else { return };
        let last = lines.iter().rposition(|line| !self.is_blank(*line)).unwrap_or(first);
        self.lower(&lines[first..=last], out);
    }

    /// A line that is a leaf of mere words.
    fn leaf(&mut self, line: Line) -> Option<Block> {
        let text = self.text(line);
        if let Some((level, at)) = heading(text) {
            let mut content = self.words(line.from(at));
            let attrs = inline::trailing(&mut content, Trailing::Line, self.dialect);
            let span = cover(line.span(), &content);
            let level = u8::try_from(level).unwrap_or(6);
            let heading = Heading { level, anchor: String::new(), aliases: Vec::new(), role: None, content };
            return Some(Block { attrs, ..block(span, BlockKind::Heading(heading)) });
        }
        if !is_paragraph(text) {
            return None;
        }
        let content = self.words(line);
        Some(paragraph(line.span(), pamphlet_document::Attrs::default(), content))
    }

    /// A line of mere words, read as text.
    pub(crate) fn words(&mut self, line: Line) -> Vec<Inline> {
        self.extras(vec![node(line.span(), InlineKind::Text { text: self.text(line).to_owned() })])
    }

    /// Whether a line, read as text and nothing else, is mere words.
    pub(crate) fn is_title(&self, line: Line) -> bool {
        #[cfg(test)]
        if tests::WITHOUT.get() {
            return false;
        }
        is_paragraph(self.text(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Appended, Dialect, Input, Parsed, parse};
    use proptest::prelude::*;
    use std::cell::Cell;

    thread_local! {
        /// Whether pulldown-cmark is asked about every leaf.
        pub(super) static WITHOUT: Cell<bool> = const { Cell::new(false) };
    }

    fn read(text: &str, without: bool) -> Parsed {
        WITHOUT.set(without);
        let dialect = Dialect { autolinks: true, smart_symbols: true, ..Dialect::default() };
        let source = pamphlet_source::SourceId(0);
        let reference = None;
        parse(&Input {
            source,
            text,
            dialect: &dialect,
            snippets: &(),
            appended: &Appended::default(),
            reference,
            repair: true,
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2_000, ..ProptestConfig::default() })]

        /// Pages read alike, whoever reads the leaves of mere words.
        #[test]
        fn mere_words_are_read_as_pulldown_reads_them(lines in proptest::collection::vec(
            prop_oneof![
                2 => Just(String::new()),
                3 => "[ -~é言\u{a0}]{1,12}",
                3 => "#{0,7} {0,2}[a-z (:;,.é]{0,8} {0,2}#{0,2}",
                1 => prop::sample::select(vec!["---", "===", "    code", "| a | b |", "|---|---|", "[a]: b", "> q", "- i",
                    "=== \"tab\"", "!!! note \"A b\"", "    words", "*[ab]: words", "term", ":   what", "a  ", "</b>"])
                    .prop_map(str::to_owned),
                2 => "[a-z]{1,4}[ -~]{0,6}",
            ], 1..9)) {
            let text = lines.join("\n");
            prop_assert_eq!(read(&text, false), read(&text, true), "{:?}", text);
        }
    }

    #[test]
    fn what_could_be_markup_is_left_to_those_who_know_it() {
        for text in ["Words, and (more) words: 3/4!", "Wörter — 言葉。"] {
            assert!(is_paragraph(text), "{text}");
        }
        for text in ["1. a", "- a", " a", "a ", "a *b*", "a_b", "a&amp;b", "a `b`", "= a", "a\\", "a | b", "\"a\"", ""]
        {
            assert!(!is_paragraph(text), "{text}");
        }
        assert_eq!(heading("## 2. a b"), Some((2, 3)));
        for text in ["####### a", "#a", "#", "# ", "#  a", "# a #", "# a ", "# *a*"] {
            assert_eq!(heading(text), None, "{text}");
        }
    }
}
