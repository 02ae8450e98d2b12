//! Which tag closes which, for a whole page, found once: looking for the end of every element by itself would be
//! quadratic.

use super::tag;
use crate::scan::Ticks;
use crate::text::Line;
use std::borrow::Cow;
use std::collections::HashMap;

/// The end tags of a page's block elements.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// From the byte at which an element's tag opens to its end tag: first byte, byte behind.
    closes: HashMap<usize, (usize, usize)>,
}

impl Index {
    /// Pairs the tags of all lines of a page. Fenced code (`code` says which lines), code spans and comments do not
    /// count.
    pub(crate) fn new(source: &str, lines: &[Line], code: &[bool]) -> Self {
        let mut index = Self::default();
        let has = |line: &Line| memchr::memchr(b'<', line.text(source).as_bytes()).is_some();
        let Some(first) = lines.iter().position(has) else { return index };
        let mut open: Vec<(Cow<'_, str>, usize)> = Vec::new();
        let mut counts: HashMap<Cow<'_, str>, usize> = HashMap::new();
        let mut comment = false;
        for (line, _) in lines.iter().zip(code).skip(first).filter(|(_, code)| !**code) {
            let text = line.text(source);
            let mut at = 0;
            if comment {
                let Some(end) = text.find("-->") else { continue };
                at = end + 3;
                comment = false;
            }
            let mut patience = Ticks::default();
            while let Some(found) = memchr::memchr3(b'<', b'`', b'\\', &text.as_bytes()[at..]) {
                at += found;
                if text[at..].starts_with('\\') {
                    at += 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8);
                    continue;
                }
                if text[at..].starts_with('`') {
                    at = patience.skip(text, at);
                    continue;
                }
                if text[at..].starts_with("<!--") {
                    let Some(end) = text[at..].find("-->") else {
                        comment = true;
                        break;
                    };
                    at += end + 3;
                    continue;
                }
                if let Some((name, closes)) = tag::name_at(&text[at..]) {
                    let lower: Cow<'_, str> = if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
                        name.to_ascii_lowercase().into()
                    } else {
                        name.into()
                    };
                    if (tag::is_block(&lower) || lower == "a") && !tag::is_void(&lower) {
                        if !closes {
                            *counts.entry(lower.clone()).or_default() += 1;
                            open.push((lower, line.start + at));
                        } else if counts.get(&lower).is_some_and(|&count| count > 0) {
                            let end = text[at..].find('>').map_or(text.len(), |end| at + end + 1);
                            // What was left open inside ends with it, and answers to no end tag.
                            while let Some((other, start)) = open.pop() {
                                let found = other == lower;
                                counts.entry(other).and_modify(|count| *count -= 1);
                                if found {
                                    index.closes.insert(start, (line.start + at, line.start + end));
                                    break;
                                }
                            }
                        }
                    }
                    at += name.len();
                }
                at += 1;
            }
        }
        index
    }

    /// The end tag of the element whose tag opens at a byte.
    pub(crate) fn close_of(&self, open: usize) -> Option<(usize, usize)> {
        self.closes.get(&open).copied()
    }
}
