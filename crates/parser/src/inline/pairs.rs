//! Marks that come in pairs and may hold other markup: `==a==`, `^^a^^`, `^a^`, `~~a~~`, `~a~`, critic marks.

use crate::dialect::Critic;
use crate::page::{PageParser, inline};
use pamphlet_document::{Emphasis, Inline, InlineKind};
use pamphlet_source::{Span, limits};

/// A mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Delimiter {
    Highlight,
    Insert,
    Superscript,
    Delete,
    Subscript,
    CriticInsert,
    CriticDelete,
    CriticReplace,
    CriticHighlight,
    CriticComment,
}

/// What a mark may do where it stands.
struct DelimiterRun {
    mark: Delimiter,
    length: usize,
    opens: bool,
    closes: bool,
}

/// A mark that is open, and what follows it.
struct Frame {
    mark: Option<Delimiter>,
    /// The mark as written.
    text: String,
    span: Span,
    content: Vec<Inline>,
    /// For a critic replacement, where the new text begins.
    turn: Option<usize>,
}

impl PageParser<'_> {
    /// Joins what stands between two marks, over siblings.
    pub(crate) fn pairs(&mut self, content: Vec<Inline>) -> Vec<Inline> {
        let mut frames =
            vec![Frame { mark: None, text: String::new(), span: Span::default(), content: Vec::new(), turn: None }];
        for node in content {
            match &node.kind {
                InlineKind::Text { text } if node.attrs.is_empty() => self.marks(text, node.span, &mut frames),
                _ => push(&mut frames, node),
            }
        }
        let mut frames = frames.into_iter();
        let mut out = frames.next().map(|frame| frame.content).unwrap_or_default();
        for frame in frames {
            out.push(inline(frame.span, InlineKind::Text { text: frame.text }));
            out.extend(frame.content);
        }
        out
    }

    fn marks(&mut self, text: &str, span: Span, frames: &mut Vec<Frame>) {
        let literal = (span.end - span.start) as usize == text.len();
        let start = span.start as usize;
        let part = |a: usize, b: usize| if literal { Span::new(start + a, start + b) } else { span };
        let (mut from, mut at) = (0, 0);
        if literal && start > 0 && self.source.as_bytes()[start - 1] == b'\\' {
            at = text.chars().next().map_or(0, char::len_utf8);
        }
        while at < text.len() {
            if !matches!(text.as_bytes()[at], b'=' | b'^' | b'~' | b'{' | b'+' | b'-' | b'<') {
                at += 1;
                continue;
            }
            if text[at..].starts_with("~>")
                && let Some(frame) = frames.last_mut().filter(|frame| frame.mark == Some(Delimiter::CriticReplace))
            {
                if at > from {
                    frame.content.push(inline(part(from, at), InlineKind::Text { text: text[from..at].to_owned() }));
                }
                frame.turn.get_or_insert(frame.content.len());
                at += 2;
                from = at;
                continue;
            }
            let Some(token) = self.token(text, at) else {
                at += 1;
                continue;
            };
            let open = frames.iter().rposition(|frame| frame.mark == Some(token.mark));
            let end = at + token.length;
            if token.closes && open.is_some_and(|open| !empty(frames, open, from == at)) {
                if at > from {
                    push(frames, inline(part(from, at), InlineKind::Text { text: text[from..at].to_owned() }));
                }
                close(frames, open.unwrap_or_default(), part(at, end), self.dialect.critic);
                from = end;
            } else if token.opens && open.is_none() && frames.len() < limits::PAIR_LEVELS {
                if at > from {
                    push(frames, inline(part(from, at), InlineKind::Text { text: text[from..at].to_owned() }));
                }
                frames.push(Frame {
                    mark: Some(token.mark),
                    text: text[at..end].to_owned(),
                    span: part(at, end),
                    content: Vec::new(),
                    turn: None,
                });
                from = end;
            }
            at = end;
        }
        if from < text.len() {
            push(frames, inline(part(from, text.len()), InlineKind::Text { text: text[from..].to_owned() }));
        }
    }

    fn token(&self, text: &str, at: usize) -> Option<DelimiterRun> {
        let rest = &text[at..];
        let dialect = self.dialect;
        if dialect.critic.is_on() && matches!(rest.as_bytes(), [b'{' | b'+' | b'-' | b'~' | b'=' | b'<', _, _, ..]) {
            let critic = [
                ("{++", Delimiter::CriticInsert, true),
                ("{--", Delimiter::CriticDelete, true),
                ("{~~", Delimiter::CriticReplace, true),
                ("{==", Delimiter::CriticHighlight, true),
                ("{>>", Delimiter::CriticComment, true),
                ("++}", Delimiter::CriticInsert, false),
                ("--}", Delimiter::CriticDelete, false),
                ("~~}", Delimiter::CriticReplace, false),
                ("==}", Delimiter::CriticHighlight, false),
                ("<<}", Delimiter::CriticComment, false),
            ];
            if let Some((_, mark, opens)) = critic.into_iter().find(|(written, _, _)| rest.starts_with(written)) {
                return Some(DelimiterRun { mark, length: 3, opens, closes: !opens });
            }
        }
        let byte = *rest.as_bytes().first()?;
        let run = rest.bytes().take_while(|&next| next == byte).count();
        let (mark, length) = match (byte, run) {
            (b'=', 2) if dialect.mark => (Delimiter::Highlight, 2),
            (b'^', 2) if dialect.insert => (Delimiter::Insert, 2),
            (b'^', 1) if dialect.superscript => (Delimiter::Superscript, 1),
            (b'~', 2) if dialect.delete => (Delimiter::Delete, 2),
            (b'~', 1) if dialect.subscript => (Delimiter::Subscript, 1),
            (b'=' | b'^' | b'~', run) => {
                return Some(DelimiterRun { mark: Delimiter::Highlight, length: run, opens: false, closes: false });
            }
            _ => return None,
        };
        let before = text[..at].chars().next_back();
        let after = rest[length..].chars().next();
        let short = length == 1;
        // A superscript or subscript holds no space: look for its end in this text alone.
        let tight = !short
            || rest[1..]
                .char_indices()
                .find(|&(at, c)| c == char::from(byte) || c.is_whitespace() && !rest[1..=at].ends_with('\\'))
                .map(|(at, _)| at)
                .is_none_or(|end| !rest[1 + end..].starts_with(char::is_whitespace));
        let opens = after.is_none_or(|after| !after.is_whitespace()) && tight;
        let closes = before.is_none_or(|before| !before.is_whitespace());
        Some(DelimiterRun { mark, length, opens, closes })
    }
}

/// What is raised or lowered holds a space only behind a backslash, which is not shown.
fn spaced(mut content: Vec<Inline>) -> Vec<Inline> {
    for node in &mut content {
        if let InlineKind::Text { text } = &mut node.kind {
            *text = text.replace("\\ ", " ");
        }
    }
    content
}

/// What is left of a critic mark where only one side of a change is shown: nothing of its own, its text is put where it
/// stands or goes.
fn settled(mark: Delimiter, mut frame: Frame, critic: Critic, frames: &mut [Frame]) -> Option<Frame> {
    let accepts = match critic {
        Critic::Accept => true,
        Critic::Reject => false,
        Critic::Off | Critic::View => return Some(frame),
    };
    let shown = match mark {
        Delimiter::CriticInsert if accepts => frame.content,
        Delimiter::CriticDelete if !accepts => frame.content,
        Delimiter::CriticHighlight => frame.content,
        Delimiter::CriticReplace => {
            let new = frame.content.split_off(frame.turn.unwrap_or(frame.content.len()));
            if accepts { new } else { frame.content }
        }
        Delimiter::CriticInsert | Delimiter::CriticDelete | Delimiter::CriticComment => Vec::new(),
        Delimiter::Highlight
        | Delimiter::Insert
        | Delimiter::Superscript
        | Delimiter::Delete
        | Delimiter::Subscript => return Some(frame),
    };
    for node in shown {
        push(frames, node);
    }
    None
}

/// Whether nothing stands between the mark of a frame and here.
fn empty(frames: &[Frame], open: usize, no_text: bool) -> bool {
    no_text && open + 1 == frames.len() && frames[open].content.is_empty()
}

fn push(frames: &mut [Frame], node: Inline) {
    if let Some(frame) = frames.last_mut() {
        frame.content.push(node);
    }
}

/// Makes a node of what follows an open mark; marks that were left open inside are text.
fn close(frames: &mut Vec<Frame>, open: usize, end: Span, critic: Critic) {
    let mut left = frames.split_off(open).into_iter();
    let Some(mut frame) = left.next() else { return };
    for inner in left {
        frame.content.push(inline(inner.span, InlineKind::Text { text: inner.text }));
        frame.content.extend(inner.content);
    }
    let span = frame.span.join(end);
    let styled = |style, content| InlineKind::Styled { style, content };
    let Some(mark) = frame.mark else { return };
    let Some(mut frame) = settled(mark, frame, critic, frames) else { return };
    let kind = match mark {
        Delimiter::Highlight | Delimiter::CriticHighlight => styled(Emphasis::Marked, frame.content),
        Delimiter::Insert | Delimiter::CriticInsert => styled(Emphasis::Inserted, frame.content),
        Delimiter::Superscript => styled(Emphasis::Superscript, spaced(frame.content)),
        Delimiter::Delete | Delimiter::CriticDelete => styled(Emphasis::Deleted, frame.content),
        Delimiter::Subscript => styled(Emphasis::Subscript, spaced(frame.content)),
        Delimiter::CriticComment => InlineKind::Comment { text: pamphlet_document::plain_text(&frame.content) },
        Delimiter::CriticReplace => {
            let new = frame.content.split_off(frame.turn.unwrap_or(frame.content.len()));
            for (style, content) in [(Emphasis::Deleted, frame.content), (Emphasis::Inserted, new)] {
                if let (Some(first), Some(last)) = (content.first(), content.last()) {
                    let span = first.span.join(last.span);
                    push(frames, inline(span, styled(style, content)));
                }
            }
            return;
        }
    };
    push(frames, inline(span, kind));
}
