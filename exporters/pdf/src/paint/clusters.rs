//! Which glyphs of a run stand for which of its characters.

use crate::display::Glyph;
use std::ops::Range;

/// Glyphs that stand for characters together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cluster {
    /// Which glyphs of the run.
    pub(crate) glyphs: Range<usize>,
    /// Which bytes of its text.
    pub(crate) text: Range<usize>,
}

/// Cuts the glyphs of a run, in visual order, into clusters, in visual order. Every byte of the text falls into one
/// of them; numbers that are no character boundaries, or out of order, are mended.
pub(crate) fn clusters(glyphs: &[Glyph], text: &str, right_to_left: bool, out: &mut Vec<Cluster>) {
    out.clear();
    let mut start = 0;
    while start < glyphs.len() {
        let own = glyphs[start].cluster;
        let end = glyphs[start..].iter().position(|glyph| glyph.cluster != own).map_or(glyphs.len(), |at| start + at);
        let mut byte = usize::try_from(own).unwrap_or(0).min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        out.push(Cluster { glyphs: start..end, text: byte..byte });
        start = end;
    }
    // In logical order each cluster ends where the next begins.
    let mut end = text.len();
    let mut close = |cluster: &mut Cluster, first: bool| {
        let begin = if first { 0 } else { cluster.text.start.min(end) };
        cluster.text = begin..end;
        end = begin;
    };
    let count = out.len();
    if right_to_left {
        for (index, cluster) in out.iter_mut().enumerate() {
            close(cluster, index + 1 == count);
        }
    } else {
        for (index, cluster) in out.iter_mut().enumerate().rev() {
            close(cluster, index == 0);
        }
    }
}

/// What a glyph stands for whose text is said by another of its cluster.
pub(crate) const SILENT: &str = "\u{200B}";

/// What a cluster is to those who copy or hear it: all spaces are one.
pub(crate) fn spoken(text: &str) -> &str {
    if is_space(text) { " " } else { text }
}

/// Whether a cluster is a space between words.
pub(crate) fn is_space(text: &str) -> bool {
    matches!(text, " " | "\u{A0}" | "\u{202F}" | "\u{2009}" | "\u{200A}" | "\u{3000}" | "\t" | "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(numbers: &[u32], text: &str, right_to_left: bool) -> Vec<String> {
        let glyphs: Vec<Glyph> =
            numbers.iter().map(|cluster| Glyph { cluster: *cluster, ..Glyph::default() }).collect();
        let mut parts = Vec::new();
        clusters(&glyphs, text, right_to_left, &mut parts);
        parts.iter().map(|part| format!("{}{:?}", &text[part.text.clone()], part.glyphs)).collect()
    }

    #[test]
    fn clusters_cover_the_text() {
        assert_eq!(cut(&[0, 1, 3], "afix", false), ["a0..1", "fi1..2", "x2..3"]);
        assert_eq!(cut(&[0, 0, 2], "éx", false), ["é0..2", "x2..3"]);
        // From right to left the first glyph is the last character.
        assert_eq!(cut(&[4, 2, 2, 0], "שלם", true), ["ם0..1", "ל1..3", "ש3..4"]);
        // Numbers inside a character, and text before the first cluster.
        assert_eq!(cut(&[3], "éé", false), ["éé0..1"]);
        assert_eq!(cut(&[9], "a", false), ["a0..1"]);
    }
}
