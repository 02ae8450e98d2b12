//! "Did you mean": the nearest of some names.

use crate::limits;

/// The name that differs least from what was written, if it is near enough to be meant: at most one letter in four is
/// added, dropped, changed or exchanged with its neighbour, whatever its case. Names are given with what is to be
/// returned for them.
pub fn nearest_of<'c, T>(written: &str, names: impl Iterator<Item = (&'c str, T)>) -> Option<T> {
    let written = written.to_lowercase();
    let length = written.chars().take(limits::NEAREST_CHARACTERS + 1).count();
    if length == 0 || length > limits::NEAREST_CHARACTERS {
        return None;
    }
    let most = (length / 4).max(1);
    let mut best: Option<(usize, &str, T)> = None;
    for (name, meant) in names.take(limits::NEAREST_NAMES) {
        let count = name.chars().take(limits::NEAREST_CHARACTERS + 1).count();
        if count > limits::NEAREST_CHARACTERS || count.abs_diff(length) > most {
            continue;
        }
        let distance = strsim::osa_distance(&written, &name.to_lowercase());
        if distance <= most && best.as_ref().is_none_or(|(least, first, _)| (distance, name) < (*least, *first)) {
            best = Some((distance, name, meant));
        }
    }
    best.map(|(_, _, meant)| meant)
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
        assert_eq!(nearest("something-else", names.into_iter()), None);
        assert_eq!(nearest("tar", names.into_iter()), Some("tor"));
        assert_eq!(nearest("top-ten", names.into_iter()), None);
        assert_eq!(nearest("", names.into_iter()), None);
        assert_eq!(did_you_mean("tar", names.into_iter()), "did you mean tor? ");
        assert_eq!(did_you_mean("top-ten", names.into_iter()), "");
    }
}
