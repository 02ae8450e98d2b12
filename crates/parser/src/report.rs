//! What is found wrong while a page is parsed.

use crate::text::Texts;
use pamphlet_source::{Code, Diagnostic, Span};

/// Diagnostics as they are found, in spans of the buffer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Report {
    found: Vec<(Span, Diagnostic)>,
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
    }

    /// All of it with places in files, in their order.
    pub(crate) fn finish(self, texts: &Texts) -> Vec<Diagnostic> {
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
