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

/// Whether readers see or hear words in it: not in an icon, nor in the number of a note.
#[must_use]
pub fn says_something(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Icon { .. }
        | InlineKind::SoftBreak
        | InlineKind::LineBreak
        | InlineKind::FootnoteReference { .. }
        | InlineKind::AnnotationReference { .. } => false,
        InlineKind::Picture(picture) => !picture.decorative && !picture.alternative.trim().is_empty(),
        InlineKind::Link(link) => {
            link.content.iter().any(says_something)
                || link.title.as_deref().is_some_and(|title| !title.trim().is_empty())
        }
        InlineKind::Styled { content, .. }
        | InlineKind::Span { content }
        | InlineKind::Language { content, .. }
        | InlineKind::Definition { content, .. } => content.iter().any(says_something),
        InlineKind::Text { .. }
        | InlineKind::Comment { .. }
        | InlineKind::Keys { .. }
        | InlineKind::Code { .. }
        | InlineKind::Emoji { .. }
        | InlineKind::Abbreviation { .. }
        | InlineKind::Math { .. }
        | InlineKind::Unsupported { .. } => !plain_text(std::slice::from_ref(inline)).is_empty(),
    }
}

/// The words of a link that are not those of its pictures, by which one tells that a picture only repeats them.
#[must_use]
pub fn words_beside_pictures(content: &[Inline]) -> String {
    let mut out = String::new();
    for inline in content {
        if let InlineKind::Picture(_) = &inline.kind {
            continue;
        }
        let inner = crate::walk::inline_children(inline);
        if !out.is_empty() {
            out.push(' ');
        }
        if inner.is_empty() {
            out.push_str(&plain_text(std::slice::from_ref(inline)));
        } else {
            out.push_str(&words_beside_pictures(inner));
        }
    }
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
