//! "Did you mean": the nearest of some names.

use pamphlet_source::limits;

/// The candidate that differs least from what was written, if it is near enough to be meant.
pub(crate) fn nearest<'c>(written: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let written: Vec<char> =
        written.chars().flat_map(char::to_lowercase).take(limits::NEAREST_CHARACTERS + 1).collect();
    if written.is_empty() || written.len() > limits::NEAREST_CHARACTERS {
        return None;
    }
    let most = (written.len() / 3).max(1);
    candidates
        .take(limits::NEAREST_NAMES)
        .filter_map(|candidate| Some((distance(&written, candidate, most)?, candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

/// The number of characters to add, drop or change, if not above `most`.
fn distance(written: &[char], candidate: &str, most: usize) -> Option<usize> {
    let candidate: Vec<char> =
        candidate.chars().flat_map(char::to_lowercase).take(limits::NEAREST_CHARACTERS + 1).collect();
    if candidate.len() > limits::NEAREST_CHARACTERS || written.len().abs_diff(candidate.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=candidate.len()).collect();
    for (at, character) in written.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (column, other) in candidate.iter().enumerate() {
            let changed = diagonal + usize::from(character != other);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    let found = row[candidate.len()];
    (found <= most).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let names = ["basics/hardware", "desktop-browsers", "tor"];
        assert_eq!(nearest("Desktop-Browser", names.into_iter()), Some("desktop-browsers"));
        assert_eq!(nearest("basic/hardware", names.into_iter()), Some("basics/hardware"));
        assert_eq!(nearest("something-else", names.into_iter()), None);
        assert_eq!(nearest("", names.into_iter()), None);
    }
}
