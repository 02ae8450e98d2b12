//! Which sentences of a text answer to which of its source, by their lengths.
//!
//! After Gale and Church (1993): a sentence mostly answers to one, sometimes to two, rarely to none, and its length is
//! that of what it answers times a ratio, give or take. The pairs that are likeliest together are taken.

use crate::page_text::as_length;
use std::ops::Range;

/// A run of sentences of a source, and the run that answers it; one of them may be empty.
pub(crate) type Bead = (Range<usize>, Range<usize>);

/// What a step takes of both sides, and what it costs beside the difference of lengths.
const STEPS: [(usize, usize, f32); 6] = [(1, 1, 0.0), (1, 2, 2.3), (2, 1, 2.3), (2, 2, 4.4), (1, 0, 4.5), (0, 1, 4.5)];
/// How much lengths vary, squared, by character.
const VARIANCE: f32 = 6.8;
/// Beyond so many pairs of sentences they are paired by their order alone.
const MOST: usize = 10_000;

/// Pairs sentences of these lengths; `ratio` is how long a translation is, measured in its source.
pub(crate) fn beads(source: &[u32], translation: &[u32], ratio: f32) -> Vec<Bead> {
    let (rows, columns) = (source.len(), translation.len());
    if rows == columns && (rows < 2 || rows * columns > MOST) {
        return (0..rows).map(|at| (at..at + 1, at..at + 1)).collect();
    }
    if rows == 0 || columns == 0 || rows * columns > MOST {
        return vec![(0..rows, 0..columns)];
    }
    let width = columns + 1;
    // What the cheapest way to a point costs, and the step that it ends with.
    let mut cheapest = vec![(f32::INFINITY, 0_usize); (rows + 1) * width];
    cheapest[0].0 = 0.0;
    for row in 0..=rows {
        for column in 0..=columns {
            let here = cheapest[row * width + column].0;
            for (number, (down, right, own)) in STEPS.iter().enumerate() {
                let (next, beside) = (row + down, column + right);
                if next > rows || beside > columns {
                    continue;
                }
                let length = |lengths: &[u32]| lengths.iter().map(|size| as_length(*size)).sum::<f32>();
                let (one, other) = (length(&source[row..next]), length(&translation[column..beside]));
                let cost = here + own + if *down == 0 || *right == 0 { 0.0 } else { difference(one, other, ratio) };
                let there = &mut cheapest[next * width + beside];
                if cost < there.0 {
                    *there = (cost, number);
                }
            }
        }
    }
    let (mut row, mut column) = (rows, columns);
    let mut found = Vec::new();
    while (row, column) != (0, 0) {
        let (down, right, _) = STEPS[cheapest[row * width + column].1];
        let (before, left) = (row.saturating_sub(down), column.saturating_sub(right));
        if (before, left) == (row, column) {
            break;
        }
        found.push((before..row, left..column));
        (row, column) = (before, left);
    }
    found.reverse();
    found
}

/// How unlikely two lengths are together.
fn difference(source: f32, translation: f32, ratio: f32) -> f32 {
    let mean = f32::midpoint(source, translation / ratio).max(1.0);
    let deviation = (translation - source * ratio).abs() / (mean * VARIANCE * ratio.max(0.3)).sqrt();
    // Twice the logarithm of how often a normal value is that far away, nearly.
    deviation * deviation / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_pair_by_length() {
        assert_eq!(beads(&[50, 80, 40], &[55, 85, 44], 1.1), [(0..1, 0..1), (1..2, 1..2), (2..3, 2..3)]);
        assert_eq!(beads(&[50, 80, 40], &[55, 44], 1.1), [(0..1, 0..1), (1..2, 1..1), (2..3, 1..2)]);
        assert_eq!(beads(&[50, 120, 40], &[55, 60, 66, 44], 1.1), [(0..1, 0..1), (1..2, 1..3), (2..3, 3..4)]);
        assert_eq!(beads(&[50, 30, 90], &[85, 95], 1.1), [(0..2, 0..1), (2..3, 1..2)]);
    }

    #[test]
    fn one_side_may_be_empty() {
        assert_eq!(beads(&[], &[3], 1.0), [(0..0, 0..1)]);
        assert_eq!(beads(&[3, 4], &[], 1.0), [(0..2, 0..0)]);
        assert_eq!(beads(&[], &[], 1.0), []);
        assert_eq!(beads(&[3], &[90], 1.0), [(0..1, 0..1)]);
    }

    #[test]
    fn every_sentence_is_in_one_bead() {
        let lengths: Vec<u32> = (0..40).map(|at| 10 + at * 37 % 90).collect();
        let other: Vec<u32> = (0..31).map(|at| 12 + at * 53 % 80).collect();
        let found = beads(&lengths, &other, 0.9);
        let (mut one, mut two) = (0, 0);
        for (source, own) in found {
            assert_eq!((source.start, own.start), (one, two));
            (one, two) = (source.end, own.end);
        }
        assert_eq!((one, two), (40, 31));
    }
}
