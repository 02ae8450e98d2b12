//! Two sequences of keys: what stayed, and the gaps between.

use imara_diff::{Algorithm, Diff, Hunk, InternedInput};
use pamphlet_source::limits;
use std::hash::Hash;
use std::ops::Range;

/// A stretch of two sequences that differs: a range of the old one, and the range of the new one that stands for it.
pub type Gap = (Range<usize>, Range<usize>);

/// The gaps between two sequences, in order; what lies between gaps is equal. Linear in ordinary cases, and kept from
/// becoming quadratic by heuristics.
pub fn gaps<T: Hash + Eq + Default>(old: impl Iterator<Item = T>, new: impl Iterator<Item = T>) -> Vec<Gap> {
    let mut input = InternedInput::default();
    input.update_before(old);
    input.update_after(new);
    let range = |range: Range<u32>| range.start as usize..range.end as usize;
    Diff::compute(Algorithm::Histogram, &input)
        .hunks()
        .map(|Hunk { before, after }| (range(before), range(after)))
        .collect()
}

/// Pairs of indices that belong together, in order on both sides, by the greatest sum of scores. Pairs without a score
/// do not belong together.
pub(crate) fn pairs(old: usize, new: usize, score: &dyn Fn(usize, usize) -> u32) -> Vec<(usize, usize)> {
    if old.saturating_mul(new) > limits::DIFF_PAIRS {
        return (0..old.min(new)).filter(|index| score(*index, *index) > 0).map(|index| (index, index)).collect();
    }
    let width = new + 1;
    let mut best = vec![0_u32; (old + 1) * width];
    let mut scores = vec![0_u32; old * new];
    for row in (0..old).rev() {
        for column in (0..new).rev() {
            let own = score(row, column);
            scores[row * new + column] = own;
            let paired = if own > 0 { own + best[(row + 1) * width + column + 1] } else { 0 };
            best[row * width + column] =
                paired.max(best[(row + 1) * width + column]).max(best[row * width + column + 1]);
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut found = Vec::new();
    while row < old && column < new {
        let own = scores[row * new + column];
        let here = best[row * width + column];
        if own > 0 && here == own + best[(row + 1) * width + column + 1] {
            found.push((row, column));
            row += 1;
            column += 1;
        } else if here == best[(row + 1) * width + column] {
            row += 1;
        } else {
            column += 1;
        }
    }
    found
}

/// The longest run of numbers that grow: those of its indices. What is left out has moved.
pub(crate) fn in_order(numbers: &[usize]) -> Vec<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (index, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(index);
        } else {
            ends[length] = index;
        }
    }
    let mut run = Vec::new();
    let mut next = ends.last().copied();
    while let Some(index) = next {
        run.push(index);
        next = before[index];
    }
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_what_differs() {
        let of = |old: &str, new: &str| gaps(old.chars(), new.chars());
        assert_eq!(of("abc", "abc"), []);
        assert_eq!(of("abc", "axc"), [(1..2, 1..2)]);
        assert_eq!(of("abc", "ac"), [(1..2, 1..1)]);
        assert_eq!(of("", "ab"), [(0..0, 0..2)]);
    }

    #[test]
    fn pairs_keep_their_order() {
        let (old, new) = ("aXbc", "abYc");
        let same = |one: usize, other: usize| u32::from(old.as_bytes()[one] == new.as_bytes()[other]);
        assert_eq!(pairs(4, 4, &same), [(0, 0), (2, 1), (3, 3)]);
        assert_eq!(pairs(0, 3, &|_, _| 1), []);
        assert_eq!(pairs(200, 300, &|one, other| u32::from(one == other)).len(), 200);
    }

    #[test]
    fn the_longest_growing_run() {
        assert_eq!(in_order(&[0, 3, 1, 2]), [0, 2, 3]);
        assert_eq!(in_order(&[]), [0_usize; 0]);
    }
}
