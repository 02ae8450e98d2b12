//! The words of a run of inlines.

use crate::{Inline, InlineKind};

/// What a reader would read aloud: text, code, keys, emoji, what icons say, the alternative text of pictures; no numbers of
/// notes.
#[must_use]
pub fn plain_text(content: &[Inline]) -> String {
    let mut out = String::new();
    push(content, &mut out);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether readers see or hear words in it: not in an icon that decorates, nor in the number of a note.
#[must_use]
pub fn says_something(inline: &Inline) -> bool {
    !plain_text(std::slice::from_ref(inline)).is_empty()
}

fn push(content: &[Inline], out: &mut String) {
    for inline in content {
        match &inline.kind {
            InlineKind::Text { text }
            | InlineKind::Comment { text }
            | InlineKind::Code { text, .. }
            | InlineKind::Emoji { text, .. }
            | InlineKind::Abbreviation { text, .. }
            | InlineKind::Unsupported { text } => out.push_str(text),
            InlineKind::Math { source, .. } => out.push_str(source),
            InlineKind::LineBreak => out.push(' '),
            InlineKind::Styled { content, .. }
            | InlineKind::Span { content }
            | InlineKind::Language { content, .. }
            | InlineKind::Definition { content, .. } => push(content, out),
            InlineKind::Keys { keys } => out.push_str(&keys.join("+")),
            InlineKind::Link(link) => push(&link.content, out),
            InlineKind::Picture(picture) => {
                out.push_str(picture.alternative.heard().map_or("", |words| &words.text));
            }
            InlineKind::Icon(icon) => out.push_str(icon.says.words().map_or("", |words| &words.text)),
            InlineKind::FootnoteReference { .. } | InlineKind::AnnotationReference { .. } => {}
        }
    }
}
