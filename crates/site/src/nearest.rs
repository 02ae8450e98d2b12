//! The name that was likely meant.

use pamphlet_source::limits::{NEAREST_CHARACTERS, NEAREST_NAMES};

/// The nearest of some names to a wrong one, if any is near: a letter in three may differ, but no more than three.
pub(crate) fn nearest<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let length = wrong.chars().count();
    if length > NEAREST_CHARACTERS {
        return None;
    }
    let allowed = (length / 3).clamp(1, 3);
    names
        .into_iter()
        .take(NEAREST_NAMES)
        .filter(|name| name.len().abs_diff(wrong.len()) <= 4 * allowed)
        .map(|name| (strsim::osa_distance(wrong, name), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_alone() {
        let names = ["setup", "index", "about"];
        assert_eq!(nearest("setpu", names), Some("setup"));
        assert_eq!(nearest("idx", names), None);
        assert_eq!(nearest(&"a".repeat(NEAREST_CHARACTERS + 1), names), None);
    }
}
