//! What a translation lost, gained or changed against its source page.

use crate::shape::{Feature, Shape};
use crate::{Drift, DriftKind};
use pamphlet_document::PageId;
use pamphlet_source::FileRange;
use std::collections::BTreeMap;

/// A difference between two sequences of features.
enum Difference<'f> {
    /// With what stands before the gap.
    Lost(&'f Feature, Option<&'f Feature>),
    Gained(&'f Feature),
    Changed(&'f Feature, &'f Feature),
}

/// What stood where something else stands now: the place in the translation, and the source page's feature.
pub(crate) type Replaced = BTreeMap<FileRange, String>;

/// Compares a page, which has this beginning, with its source page. Also gives, for each link and picture whose address differs, the address that
/// the source page has in its place.
pub(crate) fn compare(
    page: &PageId,
    beginning: FileRange,
    source: &Shape,
    translation: &Shape,
) -> (Vec<Drift>, Replaced) {
    let mut found = Vec::new();
    let mut replaced = Replaced::new();
    for ((kind, one), (_, other)) in source.sequences().into_iter().zip(translation.sequences()) {
        let found_here = differences(one, other);
        if kind == DriftKind::List
            && let Some(drift) = split_otherwise(page, &found_here)
        {
            found.push(drift);
            continue;
        }
        for difference in found_here {
            let mut gap = None;
            let (source, translation) = match difference {
                Difference::Lost(feature, before) => {
                    gap = Some(before.map_or(beginning, |before| before.place));
                    (Some(feature), None)
                }
                Difference::Gained(feature) => (None, Some(feature)),
                Difference::Changed(before, after) => {
                    if matches!(kind, DriftKind::Link | DriftKind::Picture) {
                        replaced.insert(after.place, before.words.clone());
                    }
                    (Some(before), Some(after))
                }
            };
            found.push(Drift {
                page: page.clone(),
                kind,
                source: source.map(|feature| feature.words.clone()),
                translation: translation.map(|feature| feature.words.clone()),
                place: translation.map(|feature| feature.place).or(gap),
                source_place: source.map(|feature| feature.place),
            });
        }
    }
    (found, replaced)
}

/// Lists that hold as many items as before, cut or nested in another way: one difference, not one a list.
fn split_otherwise(page: &PageId, differences: &[Difference<'_>]) -> Option<Drift> {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for difference in differences {
        match difference {
            Difference::Lost(feature, _) => before.push(*feature),
            Difference::Gained(feature) => after.push(*feature),
            Difference::Changed(one, other) => {
                before.push(*one);
                after.push(*other);
            }
        }
    }
    let items = |features: &[&Feature]| features.iter().map(|feature| feature.size).sum::<usize>();
    if before.len() + after.len() < 3 || items(&before) != items(&after) {
        return None;
    }
    let words = |features: &[&Feature]| Some(format!("{} items in {} lists", items(features), features.len()));
    Some(Drift {
        page: page.clone(),
        kind: DriftKind::List,
        source: words(&before),
        translation: words(&after),
        place: after.first().map(|feature| feature.place),
        source_place: before.first().map(|feature| feature.place),
    })
}

/// The fewest differences that turn one sequence into the other. What was only moved is no difference; a loss beside a
/// gain is a change.
fn differences<'f>(source: &'f [Feature], translation: &'f [Feature]) -> Vec<Difference<'f>> {
    let same = |(one, other): (&Feature, &Feature)| one.key == other.key;
    let before = source.iter().zip(translation).take_while(|pair| same(*pair)).count();
    let whole = translation;
    let (source, translation) = (&source[before..], &translation[before..]);
    let after = source.iter().rev().zip(translation.iter().rev()).take_while(|pair| same(*pair)).count();
    let (source, translation) = (&source[..source.len() - after], &translation[..translation.len() - after]);
    if source.is_empty() && translation.is_empty() {
        return Vec::new();
    }
    let mut pairs = crate::align::align(source, translation, |one, other| u32::from(one.key == other.key));
    pairs.push((source.len(), translation.len()));
    // What is left over on both sides under one key was moved.
    let mut balance: BTreeMap<&str, i64> = BTreeMap::new();
    for feature in source {
        *balance.entry(&feature.key).or_default() += 1;
    }
    for feature in translation {
        *balance.entry(&feature.key).or_default() -= 1;
    }
    let (mut row, mut column) = (0, 0);
    let mut found = Vec::new();
    for (next_row, next_column) in pairs {
        let mut lost: Vec<&Feature> = Vec::new();
        let mut gained: Vec<&Feature> = Vec::new();
        for feature in &source[row..next_row] {
            let left = balance.entry(&feature.key).or_default();
            if *left > 0 {
                *left -= 1;
                lost.push(feature);
            }
        }
        for feature in &translation[column..next_column] {
            let left = balance.entry(&feature.key).or_default();
            if *left < 0 {
                *left += 1;
                gained.push(feature);
            }
        }
        let changed = lost.len().min(gained.len());
        found.extend(lost.iter().zip(&gained).map(|(before, after)| Difference::Changed(before, after)));
        let gap = whole[..before + next_column].last();
        found.extend(lost[changed..].iter().map(|feature| Difference::Lost(feature, gap)));
        found.extend(gained[changed..].iter().map(|feature| Difference::Gained(feature)));
        (row, column) = (next_row + 1, next_column + 1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::beginning;
    use pamphlet_source::SourceId;

    fn features(keys: &str) -> Vec<Feature> {
        keys.chars()
            .map(|key| Feature { key: key.to_string(), words: key.to_string(), size: 0, place: beginning(SourceId(0)) })
            .collect()
    }

    fn compared(source: &str, translation: &str) -> String {
        let (source, translation) = (features(source), features(translation));
        differences(&source, &translation)
            .iter()
            .map(|difference| match difference {
                Difference::Lost(feature, _) => format!("-{}", feature.key),
                Difference::Gained(feature) => format!("+{}", feature.key),
                Difference::Changed(before, after) => format!("{}>{}", before.key, after.key),
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn finds_the_fewest_differences() {
        assert_eq!(compared("abc", "abc"), "");
        assert_eq!(compared("abc", "ac"), "-b");
        assert_eq!(compared("abc", "abxc"), "+x");
        assert_eq!(compared("abc", "axc"), "b>x");
        assert_eq!(compared("abc", "cab"), "");
        assert_eq!(compared("abcd", "bxd"), "-a c>x");
        assert_eq!(compared("", "ab"), "+a +b");
    }
}
