//! The text that a page is made of: its own, its snippets', and what repairs put in its place, in one buffer whose
//! every byte knows the file it came from.
//!
//! All stages point into the buffer by byte ranges ([`Line`]s, and spans while a page is being parsed); only
//! `place` turns them into places of files. A line is changed by writing a new one at the end of the
//! buffer ([`Texts::rewrite`]), so nothing that points into it ever moves.

use pamphlet_source::{FileRange, SourceId, Span};
use std::borrow::Cow;
use std::cell::Cell;

/// One line of a region: the bytes left after the indentation or marks of its containers, without its line end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its first byte in the buffer.
    pub(crate) start: usize,
    /// The byte after its last one.
    pub(crate) end: usize,
}

impl Line {
    /// Its text.
    pub(crate) fn text(self, source: &str) -> &str {
        &source[self.start..self.end]
    }

    /// Whether there is nothing to see in it.
    pub(crate) fn is_blank(self, source: &str) -> bool {
        source.as_bytes()[self.start..self.end].iter().all(|byte| matches!(byte, b' ' | b'\t' | 0x0b | 0x0c | b'\r'))
    }

    /// Its indentation in columns; a tab goes to the next multiple of four.
    pub(crate) fn indent(self, source: &str) -> usize {
        columns(self.text(source))
    }

    /// Takes off at most `count` columns of indentation.
    pub(crate) fn dedent(self, source: &str, count: usize) -> Self {
        let (mut column, mut start) = (0, self.start);
        for byte in &source.as_bytes()[self.start..self.end] {
            if column >= count {
                break;
            }
            match byte {
                b' ' => column += 1,
                b'\t' => column += 4 - column % 4,
                _ => break,
            }
            start += 1;
        }
        Self { start, end: self.end }
    }

    /// Takes off all indentation.
    pub(crate) fn trimmed(self, source: &str) -> Self {
        self.dedent(source, usize::MAX)
    }

    /// The line from its byte `offset` on.
    pub(crate) fn from(self, offset: usize) -> Self {
        Self { start: self.start.saturating_add(offset).min(self.end), end: self.end }
    }

    /// Its bytes as a span of the buffer.
    pub(crate) fn span(self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// The width of the white space that `text` begins with, in columns.
pub(crate) fn columns(text: &str) -> usize {
    let mut column = 0;
    for byte in text.bytes() {
        match byte {
            b' ' => column += 1,
            b'\t' => column += 4 - column % 4,
            _ => break,
        }
    }
    column
}

/// A change of a line: at byte `at`, `cut` bytes go and `put` comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    /// Where, in bytes from the line's start, on a character boundary.
    pub(crate) at: usize,
    /// How many bytes go.
    pub(crate) cut: usize,
    /// What comes in their place.
    pub(crate) put: Cow<'static, str>,
}

impl Edit {
    /// Takes `cut` bytes away.
    pub(crate) fn cut(at: usize, cut: usize) -> Self {
        Self { at, cut, put: Cow::Borrowed("") }
    }

    /// Puts text in.
    pub(crate) fn put(at: usize, put: impl Into<Cow<'static, str>>) -> Self {
        Self { at, cut: 0, put: put.into() }
    }
}

/// A part of a line that is written anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// Bytes of the buffer.
    Copy(Line),
    /// Text that stands nowhere, and the byte of the buffer that it is at. It has no line end.
    Put {
        /// The byte.
        at: usize,
        text: String,
    },
}

/// A stretch of the buffer that was copied from a file, or inserted at a place of one.
#[derive(Debug, Clone, Copy)]
struct Mapping {
    /// Its first byte in the buffer; it ends where the next one begins.
    at: usize,
    /// The file.
    source: SourceId,
    /// The byte of the file that it begins at.
    start: usize,
    /// Whether its text does not stand in the file: all of it is then at `start`.
    inserted: bool,
    /// For a snippet, the byte of the buffer at which the line that includes it stands.
    included_at: Option<usize>,
}

/// The buffer.
#[derive(Debug)]
pub(crate) struct Texts {
    buffer: String,
    mappings: Vec<Mapping>,
    /// The piece that was asked for last.
    last: Cell<usize>,
    /// The files and their lengths: what only parts lines here is beyond them.
    lengths: Vec<(SourceId, usize)>,
}

impl Texts {
    /// A buffer that holds the page.
    pub(crate) fn new(source: SourceId, page: &str) -> Self {
        let mapping = Mapping { at: 0, source, start: 0, inserted: false, included_at: None };
        Self {
            buffer: page.to_owned(),
            mappings: vec![mapping],
            last: Cell::new(0),
            lengths: vec![(source, page.len())],
        }
    }

    /// All text.
    pub(crate) fn as_str(&self) -> &str {
        &self.buffer
    }

    /// The text of a line.
    pub(crate) fn text(&self, line: Line) -> &str {
        line.text(&self.buffer)
    }

    /// Adds a file and gives its lines. `included_at` is the byte of the buffer at which it is included.
    pub(crate) fn add(&mut self, source: SourceId, text: &str, included_at: Option<usize>) -> Vec<Line> {
        self.separate();
        let at = self.buffer.len();
        self.lengths.push((source, text.len()));
        self.mappings.push(Mapping { at, source, start: 0, inserted: false, included_at });
        self.buffer.push_str(text);
        lines(&self.buffer, at)
    }

    /// Writes a line anew with `edits`, which are in order and do not overlap. Spans in what stays stay true.
    pub(crate) fn rewrite(&mut self, line: Line, edits: &[Edit]) -> Line {
        self.separate();
        let start = self.buffer.len();
        let mut from = line.start;
        for edit in edits {
            // Whatever an edit says, text is never parted inside a character.
            let at = self.buffer.floor_char_boundary((line.start + edit.at).clamp(from, line.end));
            self.copy(from, at);
            if !edit.put.is_empty() {
                self.insert(at, &edit.put);
            }
            from = self.buffer.floor_char_boundary((at + edit.cut).min(line.end));
        }
        self.copy(from, line.end);
        Line { start, end: self.buffer.len() }
    }

    /// Writes a line of parts: what is copied keeps its place, what is put stands at a byte of the buffer.
    pub(crate) fn compose(&mut self, parts: &[Part]) -> Line {
        self.separate();
        let start = self.buffer.len();
        for part in parts {
            match part {
                Part::Copy(line) => self.copy(line.start, line.end),
                Part::Put { at, text } if !text.is_empty() => self.insert(*at, text),
                Part::Put { .. } => {}
            }
        }
        Line { start, end: self.buffer.len() }
    }

    /// Lines in the order of the buffer: what was written anew or included is copied once more, all of it, where lines
    /// would else jump back, since a span from one line to a later one must run forward.
    pub(crate) fn in_order(&mut self, lines: Vec<Line>) -> Vec<Line> {
        if lines.windows(2).all(|pair| pair[0].end <= pair[1].start) {
            return lines;
        }
        let mut copy = |line| {
            let line = self.rewrite(line, &[]);
            self.end_line();
            line
        };
        lines.into_iter().map(&mut copy).collect()
    }

    /// The file and byte of a byte of the buffer.
    pub(crate) fn locate(&self, at: usize) -> (SourceId, usize) {
        let mapping = self.mapping(at);
        (mapping.source, if mapping.inserted { mapping.start } else { mapping.start + at - mapping.at })
    }

    /// The place of a span of the buffer. A span over several files is where it begins.
    pub(crate) fn place(&self, span: Span) -> FileRange {
        let (source, start) = self.locate(span.start as usize);
        FileRange { source, span: Span::new(start, self.end_in(source, span).unwrap_or(start)) }
    }

    /// A span of the buffer in the file `source`: itself, or, in a snippet that `source` includes, where it is
    /// included.
    pub(crate) fn span_in(&self, source: SourceId, span: Span) -> Span {
        let mut start = span.start as usize;
        let mut outside = false;
        for _ in 0..64 {
            let mapping = self.mapping(start);
            if mapping.source == source {
                let start = self.locate(start).1;
                let end = if outside { None } else { self.end_in(source, span) };
                return Span::new(start, end.unwrap_or(start).max(start));
            }
            let Some(at) = mapping.included_at else { break };
            start = at;
            outside = true;
        }
        Span::default()
    }

    /// Where a span of the buffer stands in its file, if the file has these bytes, in one stretch.
    pub(crate) fn in_file(&self, span: Span) -> Option<FileRange> {
        let (start, end) = (span.start as usize, span.end as usize);
        let first = *self.mapping(start);
        let of_file = |mapping: &Mapping| !mapping.inserted && mapping.source == first.source;
        let offset = |mapping: &Mapping| mapping.start.wrapping_sub(mapping.at);
        let index = self.mappings.partition_point(|mapping| mapping.at <= start).saturating_sub(1);
        let is_whole = self.mappings[index..]
            .iter()
            .take_while(|mapping| mapping.at < end.max(start + 1))
            .all(|mapping| of_file(mapping) && offset(mapping) == offset(&first));
        let own = first.start + start.checked_sub(first.at)?;
        is_whole.then(|| FileRange { source: first.source, span: Span::new(own, own + (end - start)) })
    }

    /// Whether the buffer is the page alone, unchanged: offsets are then offsets of the file.
    pub(crate) fn is_plain(&self) -> bool {
        self.mappings.len() == 1
    }

    /// Where a span ends in the file `source`, if it ends there.
    fn end_in(&self, source: SourceId, span: Span) -> Option<usize> {
        let (start, end) = (span.start as usize, span.end as usize);
        if end <= start {
            return None;
        }
        let mapping = self.mapping(end - 1);
        let end = if mapping.inserted { mapping.start } else { mapping.start + end - mapping.at };
        let length = self.lengths.iter().find(|(own, _)| *own == source).map_or(usize::MAX, |(_, length)| *length);
        let end = end.min(length);
        (mapping.source == source).then_some(end)
    }

    fn mapping(&self, at: usize) -> &Mapping {
        // Most questions are about the piece that the one before was about.
        let last = self.last.get();
        let ends = self.mappings.get(last + 1).is_none_or(|next| at < next.at);
        if ends && self.mappings.get(last).is_some_and(|mapping| mapping.at <= at) {
            return &self.mappings[last];
        }
        let found = self.mappings.partition_point(|mapping| mapping.at <= at).saturating_sub(1);
        self.last.set(found);
        &self.mappings[found]
    }

    /// Lines of different origin never touch: what looks for the next line end stays inside its own.
    fn separate(&mut self) {
        if !self.buffer.ends_with('\n') {
            self.end_line();
        }
    }

    /// A line end that no file has: it stands behind the last byte that was written.
    fn end_line(&mut self) {
        let at = self.buffer.len();
        if let Some(last) = at.checked_sub(1) {
            let old = *self.mapping(last);
            let start = if old.inserted { old.start } else { old.start + at - old.at };
            self.mappings.push(Mapping { at, start, inserted: true, ..old });
        }
        self.buffer.push('\n');
    }

    fn insert(&mut self, at: usize, text: &str) {
        let (source, start) = self.locate(at);
        let included_at = self.mapping(at).included_at;
        self.mappings.push(Mapping { at: self.buffer.len(), source, start, inserted: true, included_at });
        self.buffer.push_str(text);
    }

    fn copy(&mut self, mut from: usize, to: usize) {
        while from < to {
            let index = self.mappings.partition_point(|mapping| mapping.at <= from).saturating_sub(1);
            let next = self.mappings.get(index + 1).map_or(usize::MAX, |mapping| mapping.at);
            let old = self.mappings[index];
            let start = if old.inserted { old.start } else { old.start + from - old.at };
            self.mappings.push(Mapping { at: self.buffer.len(), start, ..old });
            let end = to.min(next);
            self.buffer.extend_from_within(from..end);
            from = end;
        }
    }
}

/// The lines of a text from byte `from` on. A line ends with LF; CR before it is no part of the line.
pub(crate) fn lines(text: &str, from: usize) -> Vec<Line> {
    let mut out = Vec::with_capacity((text.len() - from) / 48 + 1);
    let bytes = text.as_bytes();
    let line = |start: usize, mut end: usize| {
        while end > start && bytes[end - 1] == b'\r' {
            end -= 1;
        }
        Line { start, end }
    };
    let mut start = from;
    for at in memchr::memchr_iter(b'\n', &bytes[from..]) {
        out.push(line(start, from + at));
        start = from + at + 1;
    }
    if start < bytes.len() {
        out.push(line(start, bytes.len()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rewritten_line_still_knows_where_it_stood() {
        let mut texts = Texts::new(SourceId(7), "one\n\\=== \"Two\"\nthree");
        let line = lines(texts.as_str(), 0)[1];
        let again = texts.rewrite(line, &[Edit::cut(0, 1), Edit::put(11, "!")]);
        assert_eq!(texts.text(again), "=== \"Two\"!");
        assert_eq!(texts.locate(again.start), (SourceId(7), 5));
        assert_eq!(texts.place(again.span()).span, Span::new(5, 14));
        let third = texts.rewrite(again, &[Edit::cut(4, 1)]);
        assert_eq!(texts.text(third), "=== Two\"!");
        assert_eq!(texts.locate(third.start + 4), (SourceId(7), 10));
    }

    #[test]
    fn what_is_written_anew_is_in_no_file() {
        let mut texts = Texts::new(SourceId(7), "one\n\\=== \"Two\"\nthree");
        let line = lines(texts.as_str(), 0)[1];
        let again = texts.rewrite(line, &[Edit::cut(0, 1), Edit::put(4, "!"), Edit::cut(6, 1)]);
        assert_eq!(texts.text(again), "===! \"wo\"");
        let within = |from, to| texts.in_file(Span::new(again.start + from, again.start + to)).map(|place| place.span);
        assert_eq!(within(0, 3), Some(Span::new(5, 8)));
        assert_eq!((within(2, 4), within(3, 4), within(5, 7)), (None, None, None));
        assert_eq!((within(7, 8), within(7, 7)), (Some(Span::new(12, 13)), Some(Span::new(12, 12))));
        assert_eq!(texts.in_file(Span::new(0, 2)).map(|place| place.span), Some(Span::new(0, 2)));
    }

    #[test]
    fn a_span_in_a_snippet_is_where_it_is_included() {
        let mut texts = Texts::new(SourceId(0), "a\n--8<-- \"b\"\n");
        let lines = texts.add(SourceId(1), "inside\n", Some(2));
        assert_eq!(texts.text(lines[0]), "inside");
        assert_eq!(texts.place(lines[0].span()), FileRange { source: SourceId(1), span: Span::new(0, 6) });
        assert_eq!(texts.span_in(SourceId(0), lines[0].span()), Span::new(2, 2));
    }

    #[test]
    fn tabs_count_to_the_next_stop() {
        let source = " \tx";
        let line = Line { start: 0, end: 3 };
        assert_eq!(line.indent(source), 4);
        assert_eq!(line.dedent(source, 4).text(source), "x");
    }
}
