//! Abbreviations: their definitions, and where they occur in text.

use crate::scan::definition;
use crate::text::{Line, Texts};
use std::collections::BTreeMap;

/// The lines of a file that a site appends to every page.
#[derive(Debug, Default)]
pub(crate) struct Appended {
    /// Definitions of abbreviations, and whatever stands among them.
    pub(crate) glossary: Vec<Line>,
    /// Link references and notes; all of a file that has no abbreviations, for it is Markdown as any page.
    pub(crate) page: Vec<Line>,
}

impl Appended {
    /// Tells the lines apart.
    pub(crate) fn of(texts: &Texts, lines: Vec<Line>) -> Self {
        let body = |line: &Line| texts.text(*line).trim_start();
        // A blank line parts the page's last paragraph from what follows.
        let Some(blank) = lines.first().map(|first| Line { start: first.start, end: first.start }) else {
            return Self::default();
        };
        let is_glossary = lines.iter().any(|line| body(line).trim_start_matches('\\').starts_with("*["));
        let (mut glossary, mut page) = (Vec::new(), vec![blank]);
        let mut open = false;
        for line in lines {
            let text = body(&line);
            let reference = text.starts_with('[') && definition(text, "[").is_some();
            // The address of a reference may stand on a line of its own.
            let rest = open && !text.is_empty() && !text.starts_with(['*', '[', '\\']);
            open = reference && text.trim_end().ends_with("]:");
            if is_glossary && !reference && !rest { glossary.push(line) } else { page.push(line) }
        }
        Self { glossary, page }
    }
}

/// The abbreviations in force on a page.
#[derive(Debug, Default)]
pub(crate) struct Glossary {
    /// In the order of definition; a later definition of the same form has replaced the meaning.
    pub(crate) entries: Vec<(String, String)>,
    places: BTreeMap<String, usize>,
    /// For each first byte, the lengths of forms that begin with it, longest first.
    lengths: Vec<Vec<usize>>,
}

impl Glossary {
    /// Adds a definition; an empty meaning takes an earlier one back.
    pub(crate) fn define(&mut self, form: &str, meaning: &str) {
        let (form, meaning) = (form.trim(), meaning.trim());
        let Some(&first) = form.as_bytes().first() else { return };
        if let Some(&place) = self.places.get(form) {
            meaning.clone_into(&mut self.entries[place].1);
            return;
        }
        self.places.insert(form.to_owned(), self.entries.len());
        self.entries.push((form.to_owned(), meaning.to_owned()));
        if self.lengths.is_empty() {
            self.lengths = vec![Vec::new(); 256];
        }
        let lengths = &mut self.lengths[usize::from(first)];
        if let Err(at) = lengths.binary_search_by(|length| form.len().cmp(length)) {
            lengths.insert(at, form.len());
        }
    }

    /// Whether a form may begin with this byte.
    pub(crate) fn may_start(&self, byte: u8) -> bool {
        self.lengths.get(usize::from(byte)).is_some_and(|lengths| !lengths.is_empty())
    }

    /// The abbreviation that stands in `text` at byte `at`, a word of its own: its length and meaning.
    pub(crate) fn find(&self, text: &str, at: usize) -> Option<(usize, &str)> {
        let lengths = self.lengths.get(usize::from(*text.as_bytes().get(at)?))?;
        if lengths.is_empty() || text[..at].chars().next_back().is_some_and(is_word) {
            return None;
        }
        lengths.iter().find_map(|&length| {
            let form = text.get(at..at + length)?;
            let inside = form.chars().next_back().is_some_and(is_word);
            let next = text[at + length..].chars().next();
            if inside && next.is_some_and(is_word) {
                return None;
            }
            let (_, meaning) = &self.entries[*self.places.get(form)?];
            (!meaning.is_empty()).then_some((length, meaning.as_str()))
        })
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_whole_word_counts() {
        let mut glossary = Glossary::default();
        glossary.define("DNS", "a");
        glossary.define("DNS over TLS", "b");
        assert_eq!(glossary.find("DNS over TLS", 0), Some((12, "b")));
        assert_eq!(glossary.find("DNS over", 0), Some((3, "a")));
        assert_eq!(glossary.find("DNSSEC", 0), None);
        assert_eq!(glossary.find("xDNS", 1), None);
    }
}
