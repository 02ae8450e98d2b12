//! The text of a run of inlines as one string, with what is no language masked out.

use pamphlet_document::{Inline, InlineKind};

/// The text of a run of inlines. Its offsets are those that [`length`] counts, so that a place in it can be found in
/// the tree again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Flat {
    /// The characters, in reading order. A line break that readers see is a line feed.
    pub(crate) text: String,
    /// Byte ranges that are in no language: code, keys, formulas, pictures; in order.
    pub(crate) opaque: Vec<(usize, usize)>,
    /// Those of them that are code.
    pub(crate) codes: Vec<(usize, usize)>,
    /// Where something stands that has no characters: an icon, a picture, a reference.
    pub(crate) marks: Vec<usize>,
    /// Where the spaces are that stand for line ends of the source.
    pub(crate) line_ends: Vec<usize>,
}

impl Flat {
    /// The text of a run.
    pub(crate) fn of(content: &[Inline]) -> Self {
        let mut flat = Self::default();
        flat.push(content);
        flat
    }

    /// Plain text, such as a title.
    pub(crate) fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    fn push(&mut self, content: &[Inline]) {
        for inline in content {
            if matches!(inline.kind, InlineKind::SoftBreak) {
                self.line_ends.push(self.text.len());
            }
            match leaf(inline) {
                Leaf::Text(text) => self.text.push_str(text),
                Leaf::Opaque(text) => {
                    let start = self.text.len();
                    self.text.push_str(text);
                    self.opaque.push((start, self.text.len()));
                    if matches!(inline.kind, InlineKind::Code { .. }) {
                        self.codes.push((start, self.text.len()));
                    }
                }
                Leaf::Keys(keys) => {
                    let start = self.text.len();
                    self.text.push_str(&keys.join("+"));
                    self.opaque.push((start, self.text.len()));
                }
                Leaf::Inner(inner) => self.push(inner),
                Leaf::Nothing => self.marks.push(self.text.len()),
            }
        }
    }
}

/// What an inline adds to the text of its run.
enum Leaf<'i> {
    Text(&'i str),
    Opaque(&'i str),
    Keys(&'i [String]),
    Inner(&'i [Inline]),
    Nothing,
}

fn leaf(inline: &Inline) -> Leaf<'_> {
    match &inline.kind {
        InlineKind::Text { text } | InlineKind::Comment { text } | InlineKind::Abbreviation { text, .. } => {
            Leaf::Text(text)
        }
        InlineKind::SoftBreak => Leaf::Text(" "),
        InlineKind::LineBreak => Leaf::Text("\n"),
        InlineKind::Code { text, .. } | InlineKind::Emoji { text, .. } | InlineKind::Unsupported { text } => {
            Leaf::Opaque(text)
        }
        InlineKind::Math { source, .. } => Leaf::Opaque(source),
        InlineKind::Keys { keys } => Leaf::Keys(keys),
        InlineKind::Styled { content, .. }
        | InlineKind::Span { content }
        | InlineKind::Language { content, .. }
        | InlineKind::Definition { content, .. } => Leaf::Inner(content),
        InlineKind::Link(link) => Leaf::Inner(&link.content),
        InlineKind::Picture(_)
        | InlineKind::Icon { .. }
        | InlineKind::FootnoteReference { .. }
        | InlineKind::AnnotationReference { .. } => Leaf::Nothing,
    }
}

/// How many bytes an inline adds to the text of its run.
pub(crate) fn length(inline: &Inline) -> usize {
    match leaf(inline) {
        Leaf::Text(text) | Leaf::Opaque(text) => text.len(),
        Leaf::Keys(keys) => keys.iter().map(|key| key.len() + 1).sum::<usize>().saturating_sub(1),
        Leaf::Inner(inner) => inner.iter().map(length).sum(),
        Leaf::Nothing => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pamphlet_document::sample;

    #[test]
    fn keys_have_a_sign_between_them_alone() {
        let keys = |names: &[&str]| {
            let keys = names.iter().map(|name| (*name).to_owned()).collect();
            let inline = sample::inline(InlineKind::Keys { keys });
            (Flat::of(std::slice::from_ref(&inline)).text, length(&inline))
        };
        assert_eq!(keys(&["Ctrl", "C"]), ("Ctrl+C".to_owned(), 6));
        assert_eq!(keys(&["K"]), ("K".to_owned(), 1));
        assert_eq!(keys(&[]), (String::new(), 0));
    }
}
