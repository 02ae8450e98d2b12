//! The words of a run of inlines.

use crate::{Inline, InlineKind};

/// What a reader would read aloud: text, code, keys, emoji, the alternative text of pictures, the title of a link
/// that shows no words; no icons, no numbers of notes.
#[must_use]
pub fn plain_text(content: &[Inline]) -> String {
    let mut out = String::new();
    push(content, &mut out);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
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
            InlineKind::SoftBreak | InlineKind::LineBreak => out.push(' '),
            InlineKind::Styled { content, .. }
            | InlineKind::Span { content }
            | InlineKind::Language { content, .. }
            | InlineKind::Definition { content, .. } => push(content, out),
            InlineKind::Keys { keys } => out.push_str(&keys.join("+")),
            InlineKind::Link(link) => {
                let before = out.len();
                push(&link.content, out);
                if out[before..].trim().is_empty() {
                    out.push_str(link.title.as_deref().unwrap_or_default());
                }
            }
            InlineKind::Picture(picture) => out.push_str(&picture.alternative),
            InlineKind::Icon { .. } | InlineKind::FootnoteReference { .. } | InlineKind::AnnotationReference { .. } => {
            }
        }
    }
}
