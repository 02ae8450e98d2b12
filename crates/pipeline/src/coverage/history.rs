//! How old the source was that a translation follows.

use crate::date;
use crate::history::{Change, Repository};
use crate::system::System;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// How a translated page stands to the history of its source page. Days are `YYYY-MM-DD`, in UTC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PageAge {
    /// The day of the last commit that touched the translation.
    pub translated: String,
    /// The day of the source page that it follows: the last commit that touched that page before. None when the
    /// translation is the older of the two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<String>,
    /// The day of the last commit that touched the source page.
    pub source: String,
    /// How many commits have touched the source page since the translation was touched.
    pub behind: u32,
}

/// When the files of a site were touched.
#[derive(Debug, Default)]
pub(super) struct Ages {
    repository: Option<Repository>,
    /// Seconds since 1970 by path from the root of the repository, the newest first.
    times: BTreeMap<String, Vec<i64>>,
}

impl Ages {
    /// Asks git; nothing is known where there is no repository, or one whose history was cut off.
    pub(super) fn of(system: &dyn System, site: &Path) -> Self {
        let Some(repository) = Repository::of(system, site).filter(|repository| !repository.is_shallow) else {
            return Self::default();
        };
        let mut times: BTreeMap<String, Vec<i64>> = BTreeMap::new();
        let walked = repository.walk(system, site, &[], &mut |change: &Change<'_>| {
            times.entry(change.path.to_owned()).or_default().push(change.time);
        });
        if walked.is_none() {
            return Self::default();
        }
        for times in times.values_mut() {
            times.sort_unstable_by(|one, other| other.cmp(one));
        }
        Self { repository: Some(repository), times }
    }

    fn times(&self, path: &str) -> Option<&Vec<i64>> {
        self.times.get(&self.repository.as_ref()?.path(path))
    }

    /// How a translation stands to its source page; `None` when git does not know one of them.
    pub(super) fn age(&self, source: &str, translation: &str) -> Option<PageAge> {
        let translated = *self.times(translation)?.first()?;
        let source = self.times(source)?;
        let behind = source.partition_point(|time| *time > translated);
        Some(PageAge {
            translated: date::from_seconds(translated),
            follows: source.get(behind).map(|time| date::from_seconds(*time)),
            source: date::from_seconds(*source.first()?),
            behind: u32::try_from(behind).unwrap_or(u32::MAX),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translation_follows_the_last_source_before_it() {
        let day = 86_400;
        let times =
            [("docs/a.md", vec![3 * day, 2 * day, 0]), ("docs/b.md", vec![2 * day]), ("i18n/it/a.md", vec![day])];
        let times = times.into_iter().map(|(path, times)| (format!("site/{path}"), times)).collect();
        let history = Ages { repository: Some(Repository::below("site/")), times };
        let age = history.age("docs/a.md", "i18n/it/a.md").expect("git knows both");
        assert_eq!((age.translated.as_str(), age.source.as_str()), ("1970-01-02", "1970-01-04"));
        assert_eq!((age.follows.as_deref(), age.behind), (Some("1970-01-01"), 2));
        assert_eq!(history.age("docs/b.md", "i18n/it/b.md"), None);
        let old = history.age("docs/b.md", "i18n/it/a.md").expect("git knows both");
        assert_eq!((old.follows, old.behind), (None, 1));
    }
}
