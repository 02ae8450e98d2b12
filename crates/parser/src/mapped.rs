//! Lines of a region joined into the text that pulldown-cmark reads, with a way back to the buffer.

use crate::text::{Edit, Line};
use pamphlet_source::Span;
use std::borrow::Cow;
use std::ops::Range;

/// A character that pulldown-cmark sees and nobody else (U+2060, word joiner): it counts as a letter for its rules on
/// flanking and on HTML blocks.
pub(crate) const JOINER: &str = "\u{2060}";

/// A stretch of the text: copied from byte `source` of the buffer, or put in there.
#[derive(Debug, Clone, Copy)]
struct Segment {
    at: usize,
    source: usize,
    inserted: bool,
}

/// Joined lines.
#[derive(Debug)]
pub(crate) struct Mapped<'s> {
    /// What pulldown-cmark reads.
    pub(crate) text: Cow<'s, str>,
    /// In order; none if the text is the buffer from `base` on, unchanged.
    segments: Vec<Segment>,
    base: usize,
    edited: bool,
}

impl<'s> Mapped<'s> {
    /// Joins `lines` of `source`; `edit` adds the edits of each line.
    pub(crate) fn new(source: &'s str, lines: &[Line], mut edit: impl FnMut(usize, Line, &mut Vec<Edit>)) -> Self {
        let mut edits = Vec::new();
        let mut counts = Vec::with_capacity(lines.len());
        for (index, &line) in lines.iter().enumerate() {
            edit(index, line, &mut edits);
            counts.push(edits.len());
        }
        let (first, last) = (lines.first().map_or(0, |line| line.start), lines.last().map_or(0, |line| line.end));
        if edits.is_empty() && lines.windows(2).all(|pair| touches(source, pair[0], pair[1])) {
            return Self {
                text: Cow::Borrowed(&source[first..last]),
                segments: Vec::new(),
                base: first,
                edited: false,
            };
        }
        let length = lines.iter().map(|line| line.end - line.start + 1).sum::<usize>() + edits.len() * 4;
        let mut text = String::with_capacity(length);
        let mut segments = Vec::with_capacity(lines.len() + edits.len() * 2);
        let mut from = 0;
        for (line, &to) in lines.iter().zip(&counts) {
            let mut start = line.start;
            segments.push(Segment { at: text.len(), source: start, inserted: false });
            for edit in &edits[from..to] {
                let at = (line.start + edit.at).clamp(start, line.end);
                text.push_str(&source[start..at]);
                if !edit.put.is_empty() {
                    segments.push(Segment { at: text.len(), source: at, inserted: true });
                    text.push_str(&edit.put);
                }
                start = (at + edit.cut).min(line.end);
                segments.push(Segment { at: text.len(), source: start, inserted: false });
            }
            text.push_str(&source[start..line.end]);
            segments.push(Segment { at: text.len(), source: line.end, inserted: true });
            text.push('\n');
            from = to;
        }
        Self { text: Cow::Owned(text), segments, base: first, edited: !edits.is_empty() }
    }

    /// The byte of the buffer that a byte of the text comes from.
    pub(crate) fn source(&self, at: usize) -> usize {
        match self.segment(at) {
            None => self.base + at,
            Some(segment) if segment.inserted => segment.source,
            Some(segment) => segment.source + at - segment.at,
        }
    }

    /// The bytes of the buffer that a range of the text comes from.
    pub(crate) fn span(&self, range: &Range<usize>) -> Span {
        let start = self.source(range.start);
        if range.is_empty() {
            return Span::new(start, start);
        }
        let end = match self.segment(range.end - 1) {
            None => self.base + range.end,
            Some(segment) if segment.inserted => segment.source,
            Some(segment) => segment.source + range.end - segment.at,
        };
        Span::new(start, end.max(start))
    }

    /// Text without the characters that only pulldown-cmark should see.
    pub(crate) fn clean<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.edited && text.contains(JOINER) { text.replace(JOINER, "").into() } else { text.into() }
    }

    fn segment(&self, at: usize) -> Option<&Segment> {
        if self.segments.is_empty() {
            return None;
        }
        let next = self.segments.partition_point(|segment| segment.at <= at);
        self.segments.get(next.saturating_sub(1))
    }
}

/// Whether nothing but a line end stands between two lines.
fn touches(source: &str, first: Line, second: Line) -> bool {
    match second.start.checked_sub(first.end) {
        Some(1) => source.as_bytes()[first.end] == b'\n',
        Some(2) => &source.as_bytes()[first.end..second.start] == b"\r\n",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_lead_back_over_edits_and_indentation() {
        let source = "> a **b**\n>   c";
        let lines = [Line { start: 2, end: 9 }, Line { start: 14, end: 15 }];
        let plain = Mapped::new(source, &lines, |_, _, _| {});
        assert_eq!(plain.text, "a **b**\nc\n");
        assert_eq!(plain.span(&(2..9)), Span::new(4, 15));
        assert_eq!(plain.span(&(0..10)), Span::new(2, 15));
        let edited = Mapped::new(source, &lines[..1], |_, _, edits| edits.push(Edit::put(4, JOINER)));
        assert_eq!(edited.text, "a **\u{2060}b**\n");
        assert_eq!(edited.span(&(7..8)), Span::new(6, 7));
    }
}
