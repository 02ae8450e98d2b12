//! What there is to say about an input. Plain data; `report` draws it.

use crate::{Code, Severity, SourceId, Span, limits};
use std::borrow::Cow;

/// A range of a file, in bytes from its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileRange {
    /// Which file.
    pub source: SourceId,
    /// Which bytes of it.
    pub span: Span,
}

/// A second place that belongs to the story.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Label {
    /// Where.
    pub place: FileRange,
    /// What is to be seen there.
    pub message: String,
}

/// A change of a file: some of its bytes go, and a text comes in their place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextEdit {
    /// The bytes that go.
    pub span: Span,
    /// What comes in their place.
    pub put: String,
}

impl TextEdit {
    /// Makes edits in a text. They may stand in any order, and several times; nothing is made when two of them overlap, or
    /// one lies outside of the text or inside a character.
    #[must_use]
    pub fn apply(edits: &[Self], text: &str) -> Option<String> {
        let mut edits: Vec<&Self> = edits.iter().collect();
        edits.sort();
        edits.dedup();
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for Self { span, put } in edits {
            out.push_str(text.get(from..span.start as usize)?);
            out.push_str(put);
            from = span.end as usize;
        }
        out.push_str(text.get(from..)?);
        Some(out)
    }
}

/// One thing found in the input.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// What kind of thing; stable, explained by `pamphlet explain`.
    pub code: Code,
    /// How bad; [`Code::severity`] unless a stage knows better.
    pub severity: Severity,
    /// One sentence, without a full stop, that says what is wrong here.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where; none for what concerns no file.
    pub place: Option<FileRange>,
    /// Further places.
    pub labels: Vec<Label>,
    /// For a repair: the text as it stood before, which the output no longer shows in that form.
    pub original: Option<String>,
    /// For a repair: the edits of its file, after which there is nothing to repair. None where nobody knows them.
    pub edits: Vec<TextEdit>,
}

impl Diagnostic {
    /// A diagnostic with the severity of its code.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: bounded(message.into()),
            help: None,
            place: None,
            labels: Vec::new(),
            original: None,
            edits: Vec::new(),
        }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, source: SourceId, span: Span) -> Self {
        self.place = Some(FileRange { source, span });
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(bounded(help.into()));
        self
    }

    /// Keeps the text that a repair replaced, or the beginning and the end of a long one.
    #[must_use]
    pub fn original(mut self, original: &str) -> Self {
        self.original = Some(shortened(original, limits::FINDING_TEXT_CHARACTERS).into_owned());
        self
    }

    /// Says what would mend it in the file.
    #[must_use]
    pub fn edit(mut self, edit: TextEdit) -> Self {
        self.edits.push(edit);
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn label(mut self, place: FileRange, message: impl Into<String>) -> Self {
        self.labels.push(Label { place, message: bounded(message.into()) });
        self
    }
}

fn bounded(text: String) -> String {
    match shortened(&text, limits::FINDING_TEXT_CHARACTERS) {
        Cow::Borrowed(_) => text,
        Cow::Owned(short) => short,
    }
}

/// A text of at most `most` characters: of a longer one its beginning and its end, since a sentence that quotes says
/// last what is wrong.
#[must_use]
pub fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    // Few bytes are few characters.
    if text.len() <= most || text.char_indices().nth(most).is_none() {
        return Cow::Borrowed(text);
    }
    let end = most / 3;
    let head = text.char_indices().nth(most - end - 1).map_or(text.len(), |(at, _)| at);
    let tail = text.char_indices().rev().nth(end.saturating_sub(1)).map_or(0, |(at, _)| at);
    Cow::Owned(format!("{}…{}", &text[..head], &text[tail..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_made_in_order_and_once() {
        let edit = |start, end, put: &str| TextEdit { span: Span::new(start, end), put: put.to_owned() };
        let edits = [edit(4, 5, "D"), edit(0, 1, "A"), edit(0, 1, "A"), edit(2, 2, "-")];
        assert_eq!(TextEdit::apply(&edits, "abcde").as_deref(), Some("Ab-cdD"));
        assert_eq!(TextEdit::apply(&[edit(0, 3, ""), edit(2, 4, "")], "abcde"), None);
        assert_eq!(TextEdit::apply(&[edit(9, 9, "")], "abcde"), None);
        assert_eq!(TextEdit::apply(&[edit(1, 1, "x")], "ä"), None);
    }

    #[test]
    fn long_texts_keep_their_beginning_and_their_end() {
        assert_eq!(shortened("日本語", 3), "日本語");
        assert_eq!(shortened("日本語のテキスト", 6), "日本語…スト");
        assert_eq!(shortened(&"x".repeat(10_000), 900).chars().count(), 900);
        let found = Diagnostic::new(Code::BrokenLink, format!("the page `{}` does not exist", "x".repeat(100_000)));
        assert!(found.message.len() < 2_000 && found.message.ends_with("does not exist"), "{}", found.message);
    }
}
