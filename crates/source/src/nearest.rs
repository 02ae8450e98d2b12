//! "Did you mean": the nearest of some names.

use crate::limits;

/// The name that differs least from what was written, if it is near enough to be meant: at most one letter in four is
/// added, dropped, changed or exchanged with its neighbour, whatever its case. Folders are compared one by one, since
/// what two paths have in common says nothing about the names in which they differ. Names are given with what is to be
/// returned for them.
pub fn nearest_of<'c, T>(written: &str, names: impl Iterator<Item = (&'c str, T)>) -> Option<T> {
    let written = written.to_lowercase();
    if written.is_empty() || written.chars().nth(limits::NEAREST_CHARACTERS).is_some() {
        return None;
    }
    let mut best: Option<(usize, &str, T)> = None;
    let mut is_only = true;
    for (name, meant) in names.take(limits::NEAREST_NAMES) {
        if name.chars().nth(limits::NEAREST_CHARACTERS).is_some() {
            continue;
        }
        let Some(distance) = distance(&written, &name.to_lowercase()) else { continue };
        is_only = best.as_ref().is_none_or(|(least, ..)| distance < *least);
        if best.as_ref().is_none_or(|(least, first, _)| (distance, name) < (*least, *first)) {
            best = Some((distance, name, meant));
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
    let most = (length / 4).max(1);
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
