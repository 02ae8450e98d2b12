//! Which of several alternatives (tabs) are shown. A site, a packet and the command line say so.

use serde::Serialize;

/// Which tabs are shown where a page has several.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TabChoice {
    /// All of them, one below the other.
    #[default]
    All,
    /// The first of each group.
    First,
    /// Those with one of these labels; of a group that has none of them all.
    Named(Vec<String>),
}

impl TabChoice {
    /// What is written: `all`, `first`, or labels.
    ///
    /// # Errors
    /// A sentence that says what is wrong.
    pub fn of<S: AsRef<str>>(written: &[S]) -> Result<Self, String> {
        let names: Vec<&str> =
            written.iter().map(|name| name.as_ref().trim()).filter(|name| !name.is_empty()).collect();
        match names.as_slice() {
            [] => Err("no tab is named; write all, first, or labels of tabs".to_owned()),
            [one] if one.eq_ignore_ascii_case("all") => Ok(Self::All),
            [one] if one.eq_ignore_ascii_case("first") => Ok(Self::First),
            names => Ok(Self::Named(names.iter().map(|name| (*name).to_owned()).collect())),
        }
    }

    /// The labels that are named.
    #[must_use]
    pub fn names(&self) -> &[String] {
        match self {
            Self::All | Self::First => &[],
            Self::Named(names) => names,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_and_first_are_words_alone() {
        let named = |names: &[&str]| TabChoice::Named(names.iter().map(|name| (*name).to_owned()).collect());
        assert_eq!(TabChoice::of(&["All"]), Ok(TabChoice::All));
        assert_eq!(TabChoice::of(&[" first "]), Ok(TabChoice::First));
        assert_eq!(TabChoice::of(&["first", "Linux"]), Ok(named(&["first", "Linux"])));
        assert_eq!(TabChoice::of(&["Python", " Linux", ""]), Ok(named(&["Python", "Linux"])));
        assert!(TabChoice::of(&[" "]).is_err());
    }
}
