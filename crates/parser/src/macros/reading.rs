//! What templates made, as lines that know where they stood.

use super::missing;
use super::template::Source;
use crate::report::Report;
use crate::text::{Line, Part, Texts};
use pamphlet_source::Code;
use std::collections::BTreeSet;
use std::ops::Range;

/// Reads what was made. Also gives the names that are not known and were shown.
pub(super) fn read(
    source: &Source,
    texts: &mut Texts,
    [mark, sign]: [char; 2],
    made: &str,
    report: &mut Report,
) -> (Vec<Line>, BTreeSet<String>) {
    let mut reader = Reader {
        source,
        texts,
        report,
        parts: Vec::new(),
        out: Vec::new(),
        shown: BTreeSet::new(),
        said: BTreeSet::new(),
        at: 0,
        copies: false,
    };
    let mut rest = made;
    while let Some(next) = rest.find([mark, sign]) {
        reader.words(&rest[..next]);
        let opener = if rest[next..].starts_with(mark) { mark } else { sign };
        let inner = &rest[next + opener.len_utf8()..];
        let Some(end) = inner.find(opener) else {
            rest = inner;
            continue;
        };
        if opener == mark {
            reader.mark(&inner[..end]);
        } else {
            reader.unknown(&inner[..end]);
        }
        rest = &inner[end + opener.len_utf8()..];
    }
    reader.words(rest);
    reader.end_line(true);
    (reader.out, reader.shown)
}

struct Reader<'a> {
    source: &'a Source,
    texts: &'a mut Texts,
    report: &'a mut Report,
    /// The line that is read.
    parts: Vec<Part>,
    out: Vec<Line>,
    /// First parts of the names that are not known and show.
    shown: BTreeSet<String>,
    /// Tags that were said to be missing.
    said: BTreeSet<usize>,
    /// The byte of all text that is next, or that everything stands at.
    at: usize,
    /// Whether what comes is a copy of all text from there on.
    copies: bool,
}

impl Reader<'_> {
    fn mark(&mut self, inner: &str) {
        let (kind, number) = inner.split_at(inner.len().min(1));
        let Some(at) = usize::from_str_radix(number, 16).ok().filter(|at| *at < self.source.all.len()) else { return };
        self.at = at;
        self.copies = kind == "w";
    }

    fn words(&mut self, words: &str) {
        let mut rest = words;
        while let Some(end) = rest.find('\n') {
            self.part(&rest[..end]);
            self.end_line(false);
            if self.copies {
                self.at += 1;
            }
            rest = &rest[end + 1..];
        }
        self.part(rest);
    }

    fn part(&mut self, words: &str) {
        let words = words.strip_suffix('\r').unwrap_or(words);
        if words.is_empty() {
            return;
        }
        if self.copies && self.source.all.get(self.at..).is_some_and(|all| all.starts_with(words)) {
            let start = self.source.place(self.at);
            self.parts.push(Part::Copy(Line { start, end: start + words.len() }));
            self.at += words.len();
        } else {
            self.put(words.to_owned());
        }
    }

    fn put(&mut self, text: String) {
        let at = self.source.place(self.at.min(self.source.all.len().saturating_sub(1)));
        self.parts.push(Part::Put { at, text });
    }

    /// What stands for an expression of which only Python knows what it is.
    fn unknown(&mut self, inner: &str) {
        let (called, name) = inner.split_at(inner.len().min(1));
        self.shown.insert(name.split('.').next().unwrap_or(name).to_owned());
        let Some(tag) = self.source.tag(self.at).cloned() else { return };
        let (before, is_code) = self.source.before(tag.outer.start);
        if is_code || before.matches('`').count() % 2 == 1 {
            // On the website a name that is not known stays in code as it is written.
            self.put(self.source.all[tag.outer.clone()].replace('\n', " "));
            return;
        }
        if name.is_empty() {
            return;
        }
        if name.starts_with("git_") {
            if self.said.insert(tag.outer.start) {
                let (message, help) = crate::markup::date(&self.source.all[tag.outer.clone()]);
                self.report.say(Code::PluginMarkup, self.source.span(&tag.outer), message, help);
            }
            return;
        }
        let in_address = before.rfind("](").is_some_and(|open| !before[open..].contains(')'))
            || before.rfind("=\"").is_some_and(|open| !before[open + 2..].contains('"'))
            || crate::scan::definition(before.trim_start(), "[").is_some();
        // What begins with `!` was said when it failed.
        if called != "!" && self.said.insert(tag.outer.start) {
            missing(self.source.span(&tag.outer), name, called == "(", in_address, self.report);
        }
        if in_address {
            // An address that nobody knows is none: with its signs it is told apart from one that leads nowhere.
            self.put(self.source.all[tag.outer.clone()].replace('\n', " "));
            return;
        }
        let is_plain = self.touches_code(&tag.outer);
        self.put(if is_plain { name.to_owned() } else { format!("`{name}`") });
    }

    /// Whether a mark of code beside a tag would be read together with what stands there: a name follows another, code
    /// follows, or a backslash stands before.
    fn touches_code(&self, tag: &Range<usize>) -> bool {
        let before = match self.parts.last() {
            Some(Part::Copy(line)) => self.texts.text(*line),
            Some(Part::Put { text, .. }) => text,
            None => "",
        };
        before.ends_with(['`', '\\']) || self.source.all[tag.end..].starts_with('`')
    }

    fn end_line(&mut self, last: bool) {
        let parts = std::mem::take(&mut self.parts);
        if last && parts.is_empty() {
            return;
        }
        self.out.push(match parts.as_slice() {
            [] => {
                let at = self.source.place(self.at.min(self.source.all.len().saturating_sub(1)));
                Line { start: at, end: at }
            }
            [Part::Copy(line)] => *line,
            parts => self.texts.compose(parts),
        });
    }
}
