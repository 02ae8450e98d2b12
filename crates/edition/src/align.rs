//! Which part of a translation answers to which part of its source page.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_have_the_greatest_sum() {
        let same = |one: &u32, other: &u32| u32::from(one == other);
        assert_eq!(align(&[1, 2, 3, 2], &[1, 3, 2], same), [(0, 0), (2, 1), (3, 2)]);
        assert_eq!(align(&[], &[1], same), []);
    }

    #[test]
    fn huge_sequences_are_paired_by_order() {
        let many: Vec<u32> = (0..2000).collect();
        assert_eq!(align(&many, &many, |one, other| u32::from(one == other)).len(), 2000);
    }
}
