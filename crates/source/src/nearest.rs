//! "Did you mean": the nearest of some names.

use crate::limits;
use std::borrow::Borrow;

/// A name as it is compared: made once where many wrong names are looked for among the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparable {
    lower: Box<str>,
    length: usize,
    /// Which characters it has, each as one of 64 bits.
    characters: u64,
}

impl Comparable {
    /// A name, whatever its case.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let lower = name.to_lowercase().into_boxed_str();
        let characters = lower.chars().fold(0, |all, c| all | 1 << (u32::from(c) % 64));
        Self { length: lower.chars().count(), lower, characters }
    }

    /// At most how far a name is from this one that is near it.
    fn most(&self) -> usize {
        self.lower.split('/').map(|part| most(part.chars().count())).sum::<usize>().max(most(self.length))
    }

    /// Whether another one can be as near as that. It says so without comparing them letter by letter: what is added,
    /// dropped, changed or exchanged changes the length by one at most, and so many of the characters that one of them has
    /// and the other has not.
    fn can_be_near(&self, other: &Self, most: usize) -> bool {
        let missing = |one: u64, other: u64| (one & !other).count_ones() as usize;
        self.length.abs_diff(other.length) <= most
            && missing(self.characters, other.characters) <= most
            && missing(other.characters, self.characters) <= most
    }
}

/// How many letters of a name, or of a part of its path, may be wrong.
fn most(length: usize) -> usize {
    (length / 4).max(1)
}

/// The name that differs least from what was written, if it is near enough to be meant: at most one letter in four is
/// added, dropped, changed or exchanged with its neighbour, whatever its case. Folders are compared one by one, since
/// what two paths have in common says nothing about the names in which they differ. Names are given with what is to be
/// returned for them.
pub fn nearest_of<'c, T>(written: &str, names: impl Iterator<Item = (&'c str, T)>) -> Option<T> {
    nearest_among(written, names.map(|(name, meant)| (Comparable::of(name), meant)))
}

/// As [`nearest_of`], of names that were made comparable before. Of those that are as near as each other the first in the
/// alphabet is meant.
pub fn nearest_among<C: Borrow<Comparable>, T>(written: &str, names: impl Iterator<Item = (C, T)>) -> Option<T> {
    let written = Comparable::of(written);
    if written.length == 0 || written.length > limits::NEAREST_CHARACTERS {
        return None;
    }
    let most = written.most();
    let mut best: Option<(usize, C, T)> = None;
    let mut is_only = true;
    for (comparable, meant) in names.take(limits::NEAREST_NAMES) {
        let other = comparable.borrow();
        if other.length > limits::NEAREST_CHARACTERS || !written.can_be_near(other, most) {
            continue;
        }
        let Some(distance) = distance(&written.lower, &other.lower) else { continue };
        is_only = best.as_ref().is_none_or(|(least, ..)| distance < *least);
        let is_better = |(least, first, _): &(usize, C, T)| (distance, &other.lower) < (*least, &first.borrow().lower);
        if best.as_ref().is_none_or(is_better) {
            best = Some((distance, comparable, meant));
        }
    }
    // Of two letters each is as likely the wrong one, unless a single name has the same beginning.
    best.filter(|(distance, ..)| *distance < AS_LAST_RESORT || is_only).map(|(_, _, meant)| meant)
}

/// The distance of names that are proposed only when there is no other.
const AS_LAST_RESORT: usize = limits::NEAREST_CHARACTERS;

/// How far two names are from each other, if they are near.
fn distance(written: &str, name: &str) -> Option<usize> {
    let parts = |text: &str| text.split('/').count();
    if parts(written) == parts(name) {
        return written.split('/').zip(name.split('/')).map(|(written, name)| part_distance(written, name)).sum();
    }
    // A folder is missing, or a slash is another sign: what stands before and after it alike is left out.
    let same = |pairs: &mut dyn Iterator<Item = (&str, &str)>| pairs.take_while(|(a, b)| a == b).count();
    let (mine, other): (Vec<&str>, Vec<&str>) = (written.split('/').collect(), name.split('/').collect());
    let before = same(&mut mine.iter().copied().zip(other.iter().copied()));
    let after = same(&mut mine[before..].iter().rev().copied().zip(other[before..].iter().rev().copied()));
    part_distance(&mine[before..mine.len() - after].join("/"), &other[before..other.len() - after].join("/"))
}

fn part_distance(written: &str, name: &str) -> Option<usize> {
    let (length, count) = (written.chars().count(), name.chars().count());
    let most = most(length);
    if written == name {
        return Some(0);
    }
    if length == 0 || count.abs_diff(length) > most || length.max(count) < 2 {
        return None;
    }
    let distance = strsim::osa_distance(written, name);
    if length == 2 && count == 2 && distance == 1 && !written.chars().eq(name.chars().rev()) {
        return (written.chars().next() == name.chars().next()).then_some(AS_LAST_RESORT);
    }
    // Of one letter nothing is left that could be meant.
    (distance <= most && length.min(count) > 1).then_some(distance)
}

/// As [`nearest_of`], of names that stand for themselves.
pub fn nearest<'c>(written: &str, names: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    nearest_of(written, names.map(|name| (name, name)))
}

/// What to say of the nearest of some names, before what else there is to say; nothing when none is near.
pub fn did_you_mean<'c>(written: &str, names: impl Iterator<Item = &'c str>) -> String {
    nearest(written, names).map(|meant| format!("did you mean {meant}? ")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let names = ["basics/hardware", "desktop-browsers", "tor"];
        assert_eq!(nearest("Desktop-Browser", names.into_iter()), Some("desktop-browsers"));
        assert_eq!(nearest("basic/hardware", names.into_iter()), Some("basics/hardware"));
        assert_eq!(nearest("basics/hradware", names.into_iter()), Some("basics/hardware"));
        assert_eq!(nearest("basics-hardware", names.into_iter()), Some("basics/hardware"));
        assert_eq!(nearest("something-else", names.into_iter()), None);
        assert_eq!(nearest("tar", names.into_iter()), Some("tor"));
        assert_eq!(nearest("top-ten", names.into_iter()), None);
        assert_eq!(nearest("", names.into_iter()), None);
        assert_eq!(did_you_mean("tar", names.into_iter()), "did you mean tor? ");
        assert_eq!(did_you_mean("top-ten", names.into_iter()), "");
    }

    #[test]
    fn what_is_passed_over_at_once_is_not_near() {
        let names =
            ["a/b/c", "ab/c", "harbour", "harbor", "HARBOUR-MAP", "über/uns", "uber/uns", "en", "ne", "a-b-c", "İzmir"];
        for written in names.iter().chain(&["abc", "a/bc", "harbuor-map", "Über-uns", "izmir", "em", "b/c"]) {
            let written = Comparable::of(written);
            for name in names.map(Comparable::of) {
                let near = distance(&written.lower, &name.lower).is_some();
                assert!(!near || written.can_be_near(&name, written.most()), "{written:?} {name:?}");
            }
        }
        assert!(!Comparable::of("harbour").can_be_near(&Comparable::of("hamster"), 1));
    }

    #[test]
    fn a_common_folder_makes_no_names_near() {
        let names = ["advanced/configuration/dns", "advanced/configuration/i2p"];
        assert_eq!(nearest("advanced/configuration/tor", names.into_iter()), None);
        assert_eq!(nearest("advanced/configuration/dsn", names.into_iter()), Some("advanced/configuration/dns"));
        assert_eq!(nearest("advanced/configuratoin/dns", names.into_iter()), Some("advanced/configuration/dns"));
        assert_eq!(nearest("advanced/configuration/linux/dns", names.into_iter()), None);
    }

    #[test]
    fn short_names_are_near_when_little_else_can_be_meant() {
        assert_eq!(nearest("em", ["de", "en"].into_iter()), Some("en"));
        assert_eq!(nearest("em", ["de", "en", "es"].into_iter()), None);
        assert_eq!(nearest("ne", ["en", "nl"].into_iter()), Some("en"));
        assert_eq!(nearest("fr", ["ar", "de"].into_iter()), None);
        assert_eq!(nearest("EN", ["en", "es"].into_iter()), Some("en"));
        assert_eq!(nearest("tx", ["pdf", "txt"].into_iter()), Some("txt"));
        assert_eq!(nearest("c", ["a", "b"].into_iter()), None);
        assert_eq!(nearest("B", ["a", "b"].into_iter()), Some("b"));
        assert_eq!(nearest("c", ["cc"].into_iter()), None);
    }
}
