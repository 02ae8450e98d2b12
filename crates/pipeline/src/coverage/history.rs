//! How old the source was that a translation follows.

use crate::date;
use crate::history::{Change, Repository};
use crate::system::System;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
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

/// A commit that touched a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Touch {
    /// In seconds since 1970.
    pub(super) time: i64,
    /// Its whole name.
    pub(super) commit: String,
    /// The name of what the file was then.
    pub(super) blob: String,
}

/// When the files of a site were touched.
#[derive(Debug, Default)]
pub(super) struct Ages {
    repository: Option<Repository>,
    /// By path from the root of the repository, the newest first; the commits in which a file had an earlier name count.
    touches: BTreeMap<String, Vec<Touch>>,
}

/// What git tells of the files of a site, by path from the root of the repository.
#[derive(Default)]
struct Told {
    /// The commits that gave the file at a path a content.
    touches: BTreeMap<String, Vec<Touch>>,
    /// The commits that gave a file a path, with the one that it had.
    renames: BTreeMap<String, Vec<(i64, String)>>,
}

impl Ages {
    /// Asks git; nothing is known where there is no repository, or one whose history was cut off.
    pub(super) fn of(system: &dyn System, site: &Path) -> Self {
        let Some(repository) = Repository::of(system, site).filter(|repository| !repository.is_shallow) else {
            return Self::default();
        };
        // A clone without the contents of files has names that differ, and cannot be asked what was renamed.
        let told = [true, false].into_iter().find_map(|renames| Told::of(system, site, &repository, renames));
        told.map(|told| Self { repository: Some(repository), touches: told.followed() }).unwrap_or_default()
    }

    /// Whether git tells the history.
    pub(super) fn are_known(&self) -> bool {
        self.repository.is_some()
    }

    fn touches(&self, path: &str) -> Option<&Vec<Touch>> {
        self.touches.get(&self.repository.as_ref()?.path(path))
    }

    /// The commit of a source page that a translation follows, and those since, the newest first.
    pub(super) fn since(&self, source: &str, translation: &str) -> Option<(&Touch, &[Touch])> {
        let translated = self.touches(translation)?.first()?.time;
        let source = self.touches(source)?;
        let behind = source.partition_point(|touch| touch.time > translated);
        Some((source.get(behind)?, &source[..behind]))
    }

    /// How a translation stands to its source page; `None` when git does not know one of them.
    pub(super) fn age(&self, source: &str, translation: &str) -> Option<PageAge> {
        let translated = self.touches(translation)?.first()?.time;
        let source = self.touches(source)?;
        let behind = source.partition_point(|touch| touch.time > translated);
        Some(PageAge {
            translated: date::from_seconds(translated),
            follows: source.get(behind).map(|touch| date::from_seconds(touch.time)),
            source: date::from_seconds(source.first()?.time),
            behind: u32::try_from(behind).unwrap_or(u32::MAX),
        })
    }
}

impl Told {
    fn of(system: &dyn System, site: &Path, repository: &Repository, renames: bool) -> Option<Self> {
        let mut told = Self::default();
        repository.walk(system, site, &[], renames, &mut |change: &Change<'_>| {
            let Change { time, commit, blob, .. } = *change;
            let touch = Touch { time, commit: commit.to_owned(), blob: blob.to_owned() };
            told.touches.entry(change.path.to_owned()).or_default().push(touch);
            if let Some(before) = change.renamed_from {
                told.renames.entry(change.path.to_owned()).or_default().push((time, before.to_owned()));
            }
        })?;
        // Of one second, the order of the walk tells.
        told.touches.values_mut().for_each(|touches| touches.sort_by_key(|touch| std::cmp::Reverse(touch.time)));
        told.renames.values_mut().for_each(|renames| renames.sort_by_key(|(time, _)| std::cmp::Reverse(*time)));
        Some(told)
    }

    /// The commits of each file under all the names that it had. One that gave it another name alone did not touch it.
    fn followed(&self) -> BTreeMap<String, Vec<Touch>> {
        let of = |path: &String| {
            let mut found: Vec<Touch> = Vec::new();
            let (mut at, mut until) = (path, i64::MAX);
            let mut seen = BTreeSet::new();
            while seen.insert(at) {
                let renamed = self.renames.get(at).and_then(|list| list.iter().find(|(time, _)| *time <= until));
                let from = renamed.map_or(i64::MIN, |(time, _)| *time);
                let own = self.touches.get(at).into_iter().flatten();
                found.extend(own.filter(|touch| (from..=until).contains(&touch.time)).cloned());
                let Some((time, before)) = renamed else { break };
                (at, until) = (before, *time);
            }
            let is_new = |at: usize| found.get(at + 1).is_none_or(|before| before.blob != found[at].blob);
            let touches = (0..found.len()).filter(|&at| is_new(at)).map(|at| found[at].clone()).collect();
            (path.clone(), touches)
        };
        self.touches.keys().map(of).collect()
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
        let touch = |time: i64| Touch { time, commit: format!("c{time}"), blob: format!("b{time}") };
        let touches = times
            .into_iter()
            .map(|(path, times)| (format!("site/{path}"), times.into_iter().map(touch).collect::<Vec<Touch>>()));
        let history = Ages { repository: Some(Repository::below("site/")), touches: touches.collect() };
        let (followed, since) = history.since("docs/a.md", "i18n/it/a.md").expect("git knows both");
        assert_eq!((followed.time, since.len()), (0, 2));
        assert_eq!(history.since("docs/b.md", "i18n/it/a.md"), None, "the translation is older than all of it");
        let age = history.age("docs/a.md", "i18n/it/a.md").expect("git knows both");
        assert_eq!((age.translated.as_str(), age.source.as_str()), ("1970-01-02", "1970-01-04"));
        assert_eq!((age.follows.as_deref(), age.behind), (Some("1970-01-01"), 2));
        assert_eq!(history.age("docs/b.md", "i18n/it/b.md"), None);
        let old = history.age("docs/b.md", "i18n/it/a.md").expect("git knows both");
        assert_eq!((old.follows, old.behind), (None, 1));
    }
}
