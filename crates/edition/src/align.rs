//! Which part of a translation answers to which part of its source page.

use crate::anchors::HeadingAnchor;
use pamphlet_source::limits;

/// Pairs two sequences in order so that the sum of the scores is greatest; pairs of score 0 are not made.
pub(crate) fn align<T>(source: &[T], translation: &[T], score: impl Fn(&T, &T) -> u32) -> Vec<(usize, usize)> {
    let (rows, columns) = (source.len(), translation.len());
    if rows.saturating_mul(columns) > limits::HEADING_COMPARISONS {
        return (0..rows.min(columns))
            .filter(|at| score(&source[*at], &translation[*at]) > 0)
            .map(|at| (at, at))
            .collect();
    }
    // best[row][column]: the greatest sum for what lies at and after row and column.
    let width = columns + 1;
    let mut best = vec![0_u32; (rows + 1) * width];
    let mut scores = vec![0_u32; rows * columns];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let own = score(&source[row], &translation[column]);
            scores[row * columns + column] = own;
            let paired = if own > 0 { own + best[(row + 1) * width + column + 1] } else { 0 };
            best[row * width + column] =
                paired.max(best[(row + 1) * width + column]).max(best[row * width + column + 1]);
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut pairs = Vec::with_capacity(rows.min(columns));
    while row < rows && column < columns {
        let here = best[row * width + column];
        let own = scores[row * columns + column];
        if own > 0 && here == own + best[(row + 1) * width + column + 1] {
            pairs.push((row, column));
            (row, column) = (row + 1, column + 1);
        } else if here == best[(row + 1) * width + column] {
            row += 1;
        } else {
            column += 1;
        }
    }
    pairs
}

/// Pairs the headings of a source page with those of a translation: the n-th with the n-th where the levels agree, else
/// by level, words and anchors.
pub(crate) fn align_headings(source: &[HeadingAnchor], translation: &[HeadingAnchor]) -> Vec<(usize, usize)> {
    let same_shape = source.len() == translation.len()
        && source.iter().zip(translation).all(|(one, other)| one.level == other.level);
    if same_shape {
        return (0..source.len()).map(|at| (at, at)).collect();
    }
    align(source, translation, |one, other| {
        let level = match one.level.abs_diff(other.level) {
            0 => 4,
            1 => 1,
            _ => 0,
        };
        level + if one.words == other.words || one.anchor == other.anchor { 8 } else { 0 }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(levels: &[(u8, &str)]) -> Vec<HeadingAnchor> {
        levels
            .iter()
            .map(|(level, words)| HeadingAnchor {
                level: *level,
                anchor: words.to_lowercase(),
                words: (*words).to_owned(),
            })
            .collect()
    }

    #[test]
    fn same_shape_is_paired_by_order() {
        let pairs = align_headings(&headings(&[(1, "One"), (2, "Two")]), &headings(&[(1, "Uno"), (2, "One")]));
        assert_eq!(pairs, [(0, 0), (1, 1)]);
    }

    #[test]
    fn a_lost_heading_moves_the_rest() {
        let source = headings(&[(1, "One"), (2, "Two"), (3, "Signal"), (2, "Four")]);
        let translation = headings(&[(1, "Uno"), (3, "Signal"), (2, "Quattro")]);
        assert_eq!(align_headings(&source, &translation), [(0, 0), (2, 1), (3, 2)]);
        assert_eq!(align_headings(&[], &translation), []);
    }

    #[test]
    fn huge_sequences_are_paired_by_order() {
        let many: Vec<u32> = (0..2000).collect();
        assert_eq!(align(&many, &many, |one, other| u32::from(one == other)).len(), 2000);
    }
}
