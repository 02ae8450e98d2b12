//! Which commit what was read comes from.

/// A commit of the repository that a site is kept in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Commit {
    /// When it was made, in seconds since 1970.
    pub time: i64,
    /// Its whole name, in hexadecimal digits.
    pub id: String,
    /// The day of `time` in UTC, `YYYY-MM-DD`.
    pub date: String,
}

/// What the history of a site says of a text, or of all texts that a page or a book is made from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Revision {
    /// The last commit that changed it; none when there is no history, or too little of it.
    pub commit: Option<Commit>,
    /// Whether it is another text now: changed since that commit, or in no commit at all.
    pub changed: bool,
}

/// How many digits of a commit readers see: enough for the largest repositories there are.
const DIGITS: usize = 10;

impl Revision {
    /// The revision of a whole: the newest commit of its parts, changed when one of them is.
    #[must_use]
    pub fn newest<'r>(parts: impl IntoIterator<Item = &'r Self>) -> Self {
        let mut whole = Self::default();
        for part in parts {
            whole.changed |= part.changed;
            if part.commit > whole.commit {
                whole.commit.clone_from(&part.commit);
            }
        }
        whole
    }

    /// The commit as readers see it: ten digits of its name, with `-dirty` when the text is not the commit's, as
    /// `git describe` has it.
    #[must_use]
    pub fn short(&self) -> Option<String> {
        let id = &self.commit.as_ref()?.id;
        let digits = id.get(..DIGITS).unwrap_or(id);
        Some(format!("{digits}{}", if self.changed { "-dirty" } else { "" }))
    }

    /// What stands behind the word “Version”: the version, the commit in brackets behind it; or the commit alone.
    #[must_use]
    pub fn with_version(&self, version: Option<&str>) -> Option<String> {
        match (version, self.short()) {
            (Some(version), Some(commit)) => Some(format!("{version} ({commit})")),
            (Some(version), None) => Some(version.to_owned()),
            (None, commit) => commit,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn revision(time: i64, id: &str, changed: bool) -> Revision {
        Revision { commit: Some(Commit { time, id: id.to_owned(), date: String::new() }), changed }
    }

    #[test]
    fn a_whole_is_as_new_as_its_newest_part() {
        let (old, new) = (revision(1, "0123456789abcdef", true), revision(2, "fedcba9876543210", false));
        let nowhere = Revision { commit: None, changed: true };
        let whole = Revision::newest([&new, &Revision::default()]);
        assert_eq!(whole.short().as_deref(), Some("fedcba9876"));
        assert_eq!(Revision::newest([&old, &new]).short().as_deref(), Some("fedcba9876-dirty"));
        assert_eq!(Revision::newest([&nowhere, &new]).short().as_deref(), Some("fedcba9876-dirty"));
        assert_eq!(nowhere.short(), None);
        assert_eq!(new.with_version(Some("2.1")).as_deref(), Some("2.1 (fedcba9876)"));
        assert_eq!(new.with_version(None).as_deref(), Some("fedcba9876"));
        assert_eq!(Revision::default().with_version(None), None);
    }
}
