//! What is found wrong while a page is parsed.

use crate::text::Texts;
use pamphlet_source::limits::REPAIR_EDIT_BYTES;
use pamphlet_source::{Code, Diagnostic, Span, TextEdit};

/// Diagnostics as they are found, in spans of the buffer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Report {
    found: Vec<(Span, Diagnostic)>,
    /// Edits of the buffer, by the number of what was found.
    of_buffer: Vec<(usize, TextEdit)>,
    /// What the edits that were attached put, counted at each repair.
    attached: usize,
}

impl Report {
    /// Notes something at a span of the buffer.
    pub(crate) fn add(&mut self, span: Span, diagnostic: Diagnostic) {
        self.found.push((span, diagnostic));
    }

    /// Notes something that needs only a code, a message and a help.
    pub(crate) fn say(&mut self, code: Code, span: Span, message: impl Into<String>, help: &str) {
        self.add(span, Diagnostic::new(code, message).help(help));
    }

    /// Notes a repair: `original` is the text that the page no longer shows in that form.
    pub(crate) fn repair(&mut self, code: Code, span: Span, message: impl Into<String>, help: &str, original: &str) {
        self.add(span, Diagnostic::new(code, message).help(help).original(original));
    }

    /// Notes a repair that was made of what the lines hold, with the edit of the buffer that would have done the same. Where
    /// the file has other bytes, it has no edit.
    pub(crate) fn mended(&mut self, span: Span, diagnostic: Diagnostic, edit: Option<TextEdit>) {
        self.of_buffer.extend(edit.map(|edit| (self.found.len(), edit)));
        self.found.push((span, diagnostic));
    }

    /// Gives what repairs changed in a file to those of them that were noted since a mark: an edit to all that stand on its
    /// lines, else to the nearest before it. The edits are those of the buffer, in which the file begins at byte `base` and
    /// has `length` bytes. A line that thousands of repairs stand on would be copied to each of them, so there is a bound.
    pub(crate) fn attach(&mut self, texts: &Texts, mark: usize, base: usize, length: usize, edits: Vec<TextEdit>) {
        let text = &texts.as_str()[base..base + length];
        let starts: Vec<usize> =
            std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1)).collect();
        let line_of = |at: usize| starts[starts.partition_point(|start| *start <= at).saturating_sub(1)];
        let mut places: Vec<(usize, usize)> = (mark..self.found.len())
            .map(|number| (line_of(texts.locate(self.found[number].0.start as usize).1), number))
            .collect();
        places.sort_unstable();
        let own = |at: u32| (at as usize).saturating_sub(base).min(length);
        for edit in edits {
            let edit = TextEdit { span: Span::new(own(edit.span.start), own(edit.span.end)), ..edit };
            let (first, last) = (line_of(edit.span.start as usize), line_of(edit.span.end as usize));
            let from = places.partition_point(|(line, _)| *line < first);
            let to = places.partition_point(|(line, _)| *line <= last);
            let on = if from < to { from..to } else { from.saturating_sub(1)..from.max(1).min(places.len()) };
            let cost = edit.put.len().saturating_mul(on.len());
            if cost > REPAIR_EDIT_BYTES - self.attached {
                continue;
            }
            self.attached += cost;
            for (_, number) in &places[on] {
                self.found[*number].1.edits.push(edit.clone());
            }
        }
    }

    /// How much was noted, to go back to.
    pub(crate) fn mark(&self) -> usize {
        self.found.len()
    }

    /// Where there was something to say.
    pub(crate) fn spans(&self) -> impl Iterator<Item = Span> {
        self.found.iter().map(|(span, _)| *span)
    }

    /// What repairs took out.
    pub(crate) fn originals(&self) -> impl Iterator<Item = &str> {
        self.found.iter().filter_map(|(_, diagnostic)| diagnostic.original.as_deref())
    }

    /// Forgets what was noted since a mark: what it was about is read once more.
    pub(crate) fn rewind(&mut self, mark: usize) {
        self.found.truncate(mark);
        self.of_buffer.retain(|(number, _)| *number < mark);
    }

    /// All of it with places in files, in their order.
    pub(crate) fn finish(mut self, texts: &Texts) -> Vec<Diagnostic> {
        for (number, edit) in self.of_buffer {
            let (span, diagnostic) = &mut self.found[number];
            let own = texts.locate(span.start as usize).0;
            let place = texts.in_file(edit.span).filter(|place| place.source == own);
            diagnostic.edits.extend(place.map(|place| TextEdit { span: place.span, put: edit.put }));
        }
        let mut all: Vec<Diagnostic> = self
            .found
            .into_iter()
            .map(|(span, mut diagnostic)| {
                // What counts bytes of cleaned text may end inside a character of what was written.
                let text = texts.as_str();
                let start = text.floor_char_boundary(span.start as usize);
                let end = text.ceil_char_boundary(span.end as usize);
                diagnostic.place = Some(texts.place(Span::new(start, end)));
                diagnostic
            })
            .collect();
        all.sort_by_key(|diagnostic| diagnostic.place);
        all
    }
}
