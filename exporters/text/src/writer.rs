//! Lines with their indentation, and the references that wait to be listed.

use crate::isolate;
use crate::wrap::Wrapper;
use pamphlet_locale::{Catalog, Direction, Tag};
use pamphlet_reading::{Page, Reading};
use std::collections::VecDeque;
use unicode_width::UnicodeWidthStr;

/// What a number in brackets leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reference {
    /// An address, or the name of a page.
    Address(String),
    /// A footnote: its place among the notes of the page.
    Note(usize),
}

/// Columns of a line that is not to be wrapped.
const ENDLESS: usize = 1 << 30;

/// The text of one page while it is written.
pub(crate) struct Writer<'w, 'e> {
    pub(crate) reading: &'e Reading,
    pub(crate) catalog: &'e Catalog,
    pub(crate) page: Option<&'e Page>,
    pub(crate) wrapper: &'w mut Wrapper,
    /// Columns of a line.
    pub(crate) width: usize,
    pub(crate) out: String,
    /// Language of what is being written.
    pub(crate) language: Tag,
    /// Columns that lines are indented by.
    indent: usize,
    /// Marks of list items that the next line begins with, each at its column.
    marks: Vec<(usize, String)>,
    /// Empty lines that come before the next line.
    gap: usize,
    /// References that are not listed yet, with their numbers.
    waiting: VecDeque<(u64, Reference)>,
    /// References of the section that is being written.
    section: Vec<(u64, Reference)>,
    /// Words that the next text begins with.
    lead: String,
    /// The last number given.
    last_number: u64,
    /// Marks mean more in a cell of a table.
    pub(crate) in_cell: bool,
    /// Addresses stand beside their words, not in a list.
    pub(crate) inline_addresses: bool,
}

impl<'w, 'e> Writer<'w, 'e> {
    pub(crate) fn new(
        reading: &'e Reading,
        catalog: &'e Catalog,
        page: Option<&'e Page>,
        wrapper: &'w mut Wrapper,
        width: usize,
    ) -> Self {
        Self {
            reading,
            catalog,
            page,
            wrapper,
            width,
            out: String::new(),
            language: page.map_or_else(|| catalog.tag().clone(), |page| page.language.clone()),
            indent: 0,
            marks: Vec::new(),
            gap: 0,
            waiting: VecDeque::new(),
            section: Vec::new(),
            lead: String::new(),
            last_number: 0,
            in_cell: false,
            inline_addresses: false,
        }
    }

    /// At least so many empty lines come before the next line.
    pub(crate) fn space(&mut self, lines: usize) {
        self.gap = self.gap.max(lines);
    }

    /// The next line follows at once.
    pub(crate) fn close(&mut self) {
        self.gap = 0;
    }

    /// Columns that are left for text; never fewer than twenty, however deep it stands.
    pub(crate) fn room(&self) -> usize {
        self.width.saturating_sub(self.indent).max(20)
    }

    /// Writes one line as it is.
    pub(crate) fn line(&mut self, text: &str) {
        let text = text.trim_end();
        if text.is_empty() && self.marks.is_empty() {
            self.space(1);
            return;
        }
        if !self.out.is_empty() {
            for _ in 0..self.gap {
                self.out.push('\n');
            }
        }
        self.gap = 0;
        let mut column = 0;
        for (at, mark) in self.marks.drain(..) {
            while column < at {
                self.out.push(' ');
                column += 1;
            }
            self.out.push_str(&mark);
            column += mark.width();
        }
        if text.is_empty() {
            self.out.truncate(self.out.trim_end_matches(' ').len());
        } else {
            while column < self.indent {
                self.out.push(' ');
                column += 1;
            }
            self.out.push_str(text);
        }
        self.out.push('\n');
    }

    /// Writes text, wrapped.
    pub(crate) fn text(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let mut lines = Vec::new();
        let room = self.room();
        let lead = std::mem::take(&mut self.lead);
        let led = (!lead.is_empty()).then(|| format!("{lead}{}", text.trim_start()));
        let text = led.as_deref().unwrap_or(text);
        let single = text.contains("  ").then(|| single_spaces(text));
        let text = single.as_deref().unwrap_or(text);
        self.wrapper.wrap(text, &self.language, room, &mut |line| lines.push(line.to_owned()));
        // What stands beside a cell is not known yet.
        isolate::settle(&mut lines, self.in_cell);
        for line in lines {
            if !line.is_empty() {
                self.line(&line);
            }
        }
    }

    /// Writes a heading with a line below it, by which eyes, speech and searches find it and know its level. The title that
    /// a file begins with is known by its place.
    pub(crate) fn heading(&mut self, level: u8, words: &str) {
        let before = self.out.len();
        self.text(words);
        if before == 0 && level <= 1 {
            return;
        }
        let line = match level {
            ..=1 => "=",
            2 => "-",
            3 => "~",
            4.. => ".",
        };
        let widest = self.out[before..].lines().map(|line| line.trim_start().width()).max().unwrap_or(0);
        if widest > 0 && !self.in_cell {
            self.line(&line.repeat(widest));
        }
    }

    /// Writes something that begins with words of ours, if it is text; else they stand on a line before it.
    pub(crate) fn led_by(&mut self, words: String, is_text: bool, write: impl FnOnce(&mut Self)) {
        if is_text {
            self.lead = words;
        } else {
            self.text(&words);
        }
        write(self);
        let left = std::mem::take(&mut self.lead);
        self.text(&left);
    }

    /// Writes something further in.
    pub(crate) fn indented(&mut self, columns: usize, write: impl FnOnce(&mut Self)) {
        // Deep nesting must leave room for words.
        let columns = columns.min((self.width / 2).saturating_sub(self.indent));
        self.indent += columns;
        write(self);
        self.indent -= columns;
    }

    /// Writes something with a mark before its first line; the rest of it hangs.
    pub(crate) fn marked(&mut self, mark: &str, write: impl FnOnce(&mut Self)) {
        self.marks.push((self.indent, mark.to_owned()));
        let waiting = self.marks.len();
        self.indented(mark.width(), write);
        // Nothing was written: the mark stands alone.
        if self.marks.len() >= waiting {
            self.line("");
        }
    }

    /// Writes something elsewhere, on lines as long as it needs, and gives it back.
    pub(crate) fn aside(&mut self, write: impl FnOnce(&mut Self)) -> String {
        let width = std::mem::replace(&mut self.width, ENDLESS);
        let (out, indent) = (std::mem::take(&mut self.out), std::mem::take(&mut self.indent));
        let (marks, gap) = (std::mem::take(&mut self.marks), std::mem::take(&mut self.gap));
        write(self);
        let written = std::mem::replace(&mut self.out, out);
        (self.width, self.indent, self.marks, self.gap) = (width, indent, marks, gap);
        written
    }

    /// Writes something in another language.
    pub(crate) fn within(&mut self, language: Option<&Tag>, write: impl FnOnce(&mut Self)) {
        match language {
            Some(language) => {
                let before = std::mem::replace(&mut self.language, language.clone());
                write(self);
                self.language = before;
            }
            None => write(self),
        }
    }

    /// A number in brackets for a reference; one that the section has already keeps its number.
    pub(crate) fn reference(&mut self, reference: Reference) -> String {
        let known = self.section.iter().find(|(_, known)| *known == reference).map(|(number, _)| *number);
        let number = known.unwrap_or_else(|| {
            self.last_number += 1;
            self.section.push((self.last_number, reference.clone()));
            self.waiting.push_back((self.last_number, reference));
            self.last_number
        });
        format!("[{}]", self.catalog.digits().format(number))
    }

    /// Words that end in an address, which is kept together in a text that runs right to left, or whose words do.
    pub(crate) fn isolated(&self, mut address: String) -> String {
        if Direction::of(&self.language) == Direction::Rtl || isolate::runs_right_to_left(&address) {
            let start = address.rfind(": ").map_or(0, |colon| colon + 2);
            isolate::set_apart(&mut address, start, Direction::Ltr);
        }
        address
    }

    /// Lists the references of a section; notes may refer to more.
    pub(crate) fn list_references(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let (indent, marks) = (std::mem::take(&mut self.indent), std::mem::take(&mut self.marks));
        self.space(1);
        while let Some((number, reference)) = self.waiting.pop_front() {
            let mark = format!("[{}] ", self.catalog.digits().format(number));
            match reference {
                Reference::Address(address) => {
                    let address = self.isolated(address);
                    self.marked(&mark, |writer| writer.text(&address));
                }
                Reference::Note(index) => {
                    let Some(note) = self.page.and_then(|page| page.notes.get(index)) else { continue };
                    self.marked(&mark, |writer| writer.write_tight(&note.blocks));
                }
            }
            self.close();
        }
        self.section.clear();
        self.space(1);
        (self.indent, self.marks) = (indent, marks);
    }
}

/// Runs of spaces as one space each.
fn single_spaces(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c != ' ' || !out.ends_with([' ', '\n']) {
            out.push(c);
        }
    }
    out
}
