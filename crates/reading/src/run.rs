//! A run of text from one end to the other: where its line ends are spaces, and which of its icons stand among words.

use pamphlet_document::{Inline, InlineKind, says_something, walk};
use pamphlet_locale::{Tag, spacing};
use std::collections::VecDeque;

/// What is known of a run before any of it is written. What is in the queues comes in the order of the text.
#[derive(Debug, Default)]
pub(crate) struct Run {
    /// Of each line end of the source, whether it is a space.
    pub spaces: VecDeque<bool>,
    /// Of each icon, and each picture that stands for one, where it stands.
    pub icons: VecDeque<Stand>,
    /// Whether no words are in it.
    pub alone: bool,
}

/// Where an icon stands in its run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stand {
    /// Whether nothing is to be seen before it.
    pub first: bool,
    /// Whether words stand before and after it on its line.
    pub between: bool,
}

/// Whether a picture stands for a sign among words: the class that Material gives to emoji.
pub(crate) fn is_sign(inline: &Inline) -> bool {
    inline.attrs.has_class("twemoji")
}

/// What a reader meets, in the order of the text.
enum Seen {
    /// Characters: the first, the last, and whether they are words.
    Text(char, char, bool),
    /// A line end of the source.
    Break,
    /// A line end that readers see.
    LineEnd,
    /// An icon.
    Icon,
    /// A picture or a formula.
    Object,
    /// The number of a note, which belongs to the word before it.
    Note,
}

/// Looks through a run.
pub(crate) fn look_through(content: &[Inline], language: &Tag) -> Run {
    let mut seen = Vec::new();
    gather(content, &mut seen);
    let mut run = Run { alone: !content.iter().any(says_something), ..Run::default() };
    let ahead = ahead(&seen);
    // What comes before: the nearest that is no line end of the source, whether there is something to be seen, and
    // whether there are words on the line.
    let (mut before, mut visible, mut words) = (None, false, false);
    for (index, one) in seen.iter().enumerate() {
        match one {
            Seen::Break => {
                let goes = follows_break(&seen, index) || matches!(seen.get(index + 1), Some(Seen::Note));
                run.spaces.push_back(!goes && is_space(before, ahead[index].next.map(|next| &seen[next]), language));
            }
            Seen::Icon => run.icons.push_back(Stand { first: !visible, between: words && ahead[index].words }),
            Seen::Text(..) | Seen::LineEnd | Seen::Object | Seen::Note => {}
        }
        if passes(one) {
            before = Some(one);
        }
        visible |= !matches!(one, Seen::Break) && !is_white(one);
        words = (words || has_words(one)) && !matches!(one, Seen::LineEnd);
    }
    run
}

/// What comes behind a place of a run.
#[derive(Clone, Copy, Default)]
struct Ahead {
    /// The nearest that is no line end of the source.
    next: Option<usize>,
    /// Whether words follow on the line.
    words: bool,
}

/// What comes behind each place.
fn ahead(seen: &[Seen]) -> Vec<Ahead> {
    let mut found = vec![Ahead::default(); seen.len()];
    let mut ahead = Ahead::default();
    for (index, one) in seen.iter().enumerate().rev() {
        found[index] = ahead;
        if passes(one) {
            ahead.next = Some(index);
        }
        ahead.words = (ahead.words || has_words(one)) && !matches!(one, Seen::LineEnd);
    }
    found
}

/// Whether a line end of the source is judged by it.
fn passes(one: &Seen) -> bool {
    !matches!(one, Seen::Break | Seen::Note)
}

fn has_words(one: &Seen) -> bool {
    matches!(one, Seen::Text(.., true))
}

/// Whether another line end of the source stands right before one: two are one.
fn follows_break(seen: &[Seen], index: usize) -> bool {
    index > 0 && matches!(seen[index - 1], Seen::Break)
}

fn is_white(one: &Seen) -> bool {
    matches!(one, Seen::Text(first, last, false) if first.is_whitespace() && last.is_whitespace())
}

/// Whether a line end of the source is a space, by what stands before and after it.
fn is_space(before: Option<&Seen>, after: Option<&Seen>, language: &Tag) -> bool {
    match (before, after) {
        (None | Some(Seen::LineEnd), _) | (_, None | Some(Seen::LineEnd)) => false,
        (Some(Seen::Text(_, before, _)), Some(Seen::Text(after, ..))) => {
            !before.is_whitespace() && !after.is_whitespace() && !spacing::joins(*before, *after, language)
        }
        (Some(Seen::Text(_, before, _)), _) => !before.is_whitespace(),
        (_, Some(Seen::Text(after, ..))) => !after.is_whitespace(),
        (Some(_), Some(_)) => true,
    }
}

fn gather(content: &[Inline], seen: &mut Vec<Seen>) {
    for inline in content {
        match &inline.kind {
            InlineKind::Text { text }
            | InlineKind::Code { text, .. }
            | InlineKind::Emoji { text, .. }
            | InlineKind::Abbreviation { text, .. }
            | InlineKind::Unsupported { text } => {
                if let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back()) {
                    seen.push(Seen::Text(first, last, text.contains(char::is_alphanumeric)));
                }
            }
            InlineKind::Keys { .. } => seen.push(Seen::Text('K', 'K', true)),
            InlineKind::SoftBreak => seen.push(Seen::Break),
            InlineKind::LineBreak => seen.push(Seen::LineEnd),
            InlineKind::Icon { .. } => seen.push(Seen::Icon),
            InlineKind::Picture(_) if is_sign(inline) => seen.push(Seen::Icon),
            InlineKind::Picture(_) | InlineKind::Math { .. } => seen.push(Seen::Object),
            InlineKind::FootnoteReference { .. } | InlineKind::AnnotationReference { .. } => seen.push(Seen::Note),
            // A comment is none of the author's words.
            InlineKind::Comment { .. } => {}
            InlineKind::Styled { .. }
            | InlineKind::Span { .. }
            | InlineKind::Language { .. }
            | InlineKind::Definition { .. }
            | InlineKind::Link(_) => gather(walk::inline_children(inline), seen),
        }
    }
}
