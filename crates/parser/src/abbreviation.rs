//! Abbreviations: their definitions, and where they occur in text.

use pamphlet_source::letters;
use std::collections::BTreeMap;

/// The abbreviations in force on a page: its own, on those of all pages.
#[derive(Debug, Default)]
pub(crate) struct Abbreviations<'s> {
    shared: Option<&'s Abbreviations<'static>>,
    /// In the order of definition; a later definition of the same form has replaced the meaning.
    entries: Vec<(String, String)>,
    places: BTreeMap<String, usize>,
    /// For each first byte, the lengths of forms that begin with it, longest first.
    lengths: Vec<Vec<usize>>,
}

impl<'s> Abbreviations<'s> {
    /// One on what all pages have.
    pub(crate) fn on(shared: Option<&'s Abbreviations<'static>>) -> Self {
        Self { shared, ..Self::default() }
    }

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

    /// Every form and its meaning: those of all pages first, each with what this page says of it.
    pub(crate) fn into_entries(self) -> Vec<(String, String)> {
        let Self { shared, entries, places, .. } = self;
        let Some(shared) = shared else { return entries };
        let mut all = shared.entries.clone();
        let mut known = vec![false; entries.len()];
        for (form, meaning) in &mut all {
            if let Some(&place) = places.get(form) {
                meaning.clone_from(&entries[place].1);
                known[place] = true;
            }
        }
        all.extend(entries.into_iter().zip(known).filter(|(_, known)| !known).map(|(entry, _)| entry));
        all
    }

    /// Whether a form may begin with this byte.
    pub(crate) fn may_start(&self, byte: u8) -> bool {
        !self.lengths_of(byte).is_empty() || self.shared.is_some_and(|shared| shared.may_start(byte))
    }

    fn lengths_of(&self, byte: u8) -> &[usize] {
        self.lengths.get(usize::from(byte)).map_or(&[], Vec::as_slice)
    }

    /// The abbreviation that stands in `text` at byte `at`, a word of its own: its length and meaning.
    pub(crate) fn find(&self, text: &str, at: usize) -> Option<(usize, &str)> {
        let byte = *text.as_bytes().get(at)?;
        if !self.may_start(byte) || text[..at].chars().next_back().is_some_and(is_word) {
            return None;
        }
        let own = self.longest(text, at, &|_| false);
        let shared = self.shared.and_then(|shared| shared.longest(text, at, &|form| self.places.contains_key(form)));
        own.into_iter().chain(shared).max_by_key(|(length, _)| *length)
    }

    /// The longest form at a byte, but for those that are said to be hidden.
    fn longest(&self, text: &str, at: usize, hidden: &dyn Fn(&str) -> bool) -> Option<(usize, &str)> {
        self.lengths_of(text.as_bytes()[at]).iter().find_map(|&length| {
            let form = text.get(at..at + length)?;
            let inside = form.chars().next_back().is_some_and(is_word);
            let next = text[at + length..].chars().next();
            if inside && next.is_some_and(is_word) {
                return None;
            }
            let (_, meaning) = &self.entries[*self.places.get(form)?];
            (!meaning.is_empty() && !hidden(form)).then_some((length, meaning.as_str()))
        })
    }
}

fn is_word(character: char) -> bool {
    letters::is_alphanumeric(character) || character == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_whole_word_counts() {
        let mut glossary = Abbreviations::default();
        glossary.define("DNS", "a");
        glossary.define("DNS over TLS", "b");
        assert_eq!(glossary.find("DNS over TLS", 0), Some((12, "b")));
        assert_eq!(glossary.find("DNS over", 0), Some((3, "a")));
        assert_eq!(glossary.find("DNSSEC", 0), None);
        assert_eq!(glossary.find("xDNS", 1), None);
    }

    #[test]
    fn a_pages_own_counts_before_those_of_all_pages() {
        let mut shared = Abbreviations::default();
        shared.define("DNS", "a");
        shared.define("TLS", "b");
        shared.define("TCP", "c");
        let mut own = Abbreviations::on(Some(&shared));
        own.define("TLS", "d");
        own.define("TCP", "");
        own.define("DNS over TLS", "e");
        assert_eq!(own.find("DNS over TLS", 0), Some((12, "e")));
        assert_eq!(own.find("DNS, TLS", 0), Some((3, "a")));
        assert_eq!(own.find("DNS, TLS", 5), Some((3, "d")));
        assert_eq!(own.find("TCP", 0), None);
        let entries = own.into_entries();
        let entries: Vec<(&str, &str)> = entries.iter().map(|(form, meaning)| (&**form, &**meaning)).collect();
        assert_eq!(entries, [("DNS", "a"), ("TLS", "d"), ("TCP", ""), ("DNS over TLS", "e")]);
    }
}
