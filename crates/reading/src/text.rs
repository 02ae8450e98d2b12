//! The words of a run of inlines.

use crate::{Emphasis, Inline, InlineKind, MathNotation};
use std::borrow::Cow;

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
            InlineKind::Math(math) => out.push_str(&math.source),
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

/// Whether what is inserted at a place stands right behind what is deleted in its place, and both are words of their own: a
/// space keeps them two words, for the eye and where they are copied and searched.
#[must_use]
pub fn replaces_word(content: &[Inline], index: usize) -> bool {
    let is = |at: Option<usize>, wanted| {
        let kind = at.and_then(|at| content.get(at)).map(|inline| &inline.kind);
        matches!(kind, Some(InlineKind::Styled { style, .. }) if *style == wanted)
    };
    let deleted = index.checked_sub(1);
    if !is(Some(index), Emphasis::Inserted) || !is(deleted, Emphasis::Deleted) {
        return false;
    }
    let words = |at: Option<usize>| {
        let mut out = String::new();
        push(at.and_then(|at| content.get(at..=at)).unwrap_or_default(), &mut out);
        out
    };
    let begins = |words: &str| words.starts_with(char::is_alphanumeric);
    let ends = |words: &str| words.ends_with(char::is_alphanumeric);
    let before = words(deleted.and_then(|deleted| deleted.checked_sub(1)));
    ends(&words(deleted)) && begins(&words(Some(index))) && !ends(&before) && !begins(&words(Some(index + 1)))
}

/// A formula as characters: of `MathML` what its elements hold.
#[must_use]
pub fn formula_text(notation: MathNotation, source: &str) -> Cow<'_, str> {
    match notation {
        MathNotation::Tex => Cow::Borrowed(source),
        MathNotation::MathMl => Cow::Owned(without_tags(source)),
    }
}

/// What is left of markup when its tags are taken away.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let after = &rest[start + 1..];
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        let Some(end) = after.find('>') else { break };
        if is_tag {
            out.push_str(&rest[..start]);
            if !out.is_empty() && !out.ends_with(char::is_whitespace) {
                out.push(' ');
            }
            rest = &after[end + 1..];
        } else {
            out.push_str(&rest[..=start]);
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// Small raised or lowered signs, where Unicode has them all.
#[must_use]
pub fn raised(words: &str, up: bool) -> Option<String> {
    words
        .chars()
        .map(|c| {
            let (high, low) = match c {
                '0' => ('⁰', '₀'),
                '1' => ('¹', '₁'),
                '2' => ('²', '₂'),
                '3' => ('³', '₃'),
                '4' => ('⁴', '₄'),
                '5' => ('⁵', '₅'),
                '6' => ('⁶', '₆'),
                '7' => ('⁷', '₇'),
                '8' => ('⁸', '₈'),
                '9' => ('⁹', '₉'),
                '+' => ('⁺', '₊'),
                '-' | '\u{2212}' => ('⁻', '₋'),
                '(' => ('⁽', '₍'),
                ')' => ('⁾', '₎'),
                'n' => ('ⁿ', 'ₙ'),
                _ => return None,
            };
            Some(if up { high } else { low })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_their_text_stays() {
        assert_eq!(without_tags("<marquee a='1'>kept</marquee> 1 < 2 <3"), "kept  1 < 2 <3");
    }

    #[test]
    fn words_in_place_of_others_are_told_from_parts_of_them() {
        use pamphlet_source::Span;
        let inline = |kind| Inline { span: Span::default(), attrs: crate::Attrs::default(), kind };
        let text = |words: &str| inline(InlineKind::Text { text: words.to_owned() });
        let styled = |style, words: &str| inline(InlineKind::Styled { style, content: vec![text(words)] });
        let replaces = |before: &str, deleted: &str, inserted: &str, after: &str| {
            let deleted = styled(Emphasis::Deleted, deleted);
            replaces_word(&[text(before), deleted, styled(Emphasis::Inserted, inserted), text(after)], 2)
        };
        assert!(replaces("We ", "thought", "know", " it."));
        assert!(!replaces("organi", "s", "z", "e"));
        assert!(!replaces("", "S", "s", "omething"));
        assert!(!replaces("We ", "old ", "new", "."));
    }

    #[test]
    fn raised_signs() {
        assert_eq!(raised("23", true).as_deref(), Some("²³"));
        assert_eq!(raised("2", false).as_deref(), Some("₂"));
        assert_eq!(raised("th", true), None);
    }
}
