//! A repository, and the runs of git that read it.

use crate::system::System;
use pamphlet_source::limits::{COMMITS, PAGE_BYTES, RENAMES_COMPARED};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// What stands before the name of a commit.
const MARK: char = '\u{1}';

/// The repository that a site lies in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Repository {
    /// The commit that is checked out.
    head: String,
    /// What leads from its root to the site, with `/` at its end; empty when the site is the root.
    pub(super) prefix: String,
    /// Whether its history was cut off.
    pub(crate) is_shallow: bool,
}

/// A file that a commit changed.
pub(crate) struct Change<'c> {
    /// The whole name of the commit.
    pub(crate) commit: &'c str,
    /// When it was made, in seconds since 1970; never beyond the year 9999.
    pub(crate) time: i64,
    /// Whether it has no commit before it.
    pub(crate) is_root: bool,
    /// The path of the file from the root of the repository.
    pub(crate) path: &'c str,
    /// The path that it had before, if it was renamed.
    pub(crate) renamed_from: Option<&'c str>,
    /// The name of its new content; zeros when it went.
    pub(crate) blob: &'c str,
}

impl Repository {
    /// The repository of a site; none when there is none, or no commit in it, or git is not there.
    pub(crate) fn of(system: &dyn System, site: &Path) -> Option<Self> {
        let answer = system.git(site, &["rev-parse", "HEAD", "--is-shallow-repository", "--show-prefix"])?;
        let (head, rest) = answer.split_once('\n')?;
        let (shallow, prefix) = rest.split_once('\n').unwrap_or((rest, ""));
        Some(Self { head: head.to_owned(), prefix: prefix.to_owned(), is_shallow: shallow != "false" })
    }

    /// A repository in which the site lies in a folder.
    #[cfg(test)]
    pub(crate) fn below(prefix: &str) -> Self {
        Self { head: "h".to_owned(), prefix: prefix.to_owned(), is_shallow: false }
    }

    /// The path from the root of the repository of a file of the site.
    pub(crate) fn path(&self, path: &str) -> String {
        let (mut folder, mut path) = (self.prefix.as_str(), path);
        while let Some(rest) = path.strip_prefix("../") {
            folder = folder.trim_end_matches('/').rsplit_once('/').map_or("", |(above, _)| above);
            path = rest;
        }
        let slash = if folder.is_empty() || folder.ends_with('/') { "" } else { "/" };
        format!("{folder}{slash}{path}")
    }

    /// What a link leads to, as a path from the root of the repository; none when that lies outside, or nowhere.
    pub(super) fn target(&self, system: &dyn System, site: &Path, link: &str) -> Option<String> {
        let below = self.prefix.matches('/').count();
        let root = system.real(site).ok()?.ancestors().nth(below)?.to_owned();
        let target = system.real(&root.join(link)).ok()?;
        Some(target.strip_prefix(&root).ok()?.to_str()?.replace('\\', "/"))
    }

    /// Gives every file of `HEAD` below the site, or at `places` and below: its path from the root of the repository,
    /// whether it is a link, and the name of its content.
    pub(super) fn files(
        &self,
        system: &dyn System,
        site: &Path,
        places: &[&str],
        add: &mut dyn FnMut(&str, bool, &str),
    ) -> Option<()> {
        let tree = if places.is_empty() { "--full-name" } else { "--full-tree" };
        let arguments = [&["ls-tree", "-r", "-z", tree, self.head.as_str(), "--"], places].concat();
        system.git_parts(site, &arguments, &mut |entry| {
            let Some((facts, path)) = entry.split_once('\t') else { return };
            let mut facts = facts.split(' ');
            if let (Some(mode), Some("blob"), Some(blob)) = (facts.next(), facts.next(), facts.next()) {
                add(path, mode == "120000", blob);
            }
        })
    }

    /// A text by the name that git has for it; none for one that is longer than a page may be.
    pub(crate) fn content(system: &dyn System, site: &Path, blob: &str) -> Option<String> {
        let size: usize = system.git(site, &["cat-file", "-s", blob])?.parse().ok()?;
        (size <= PAGE_BYTES).then(|| system.git(site, &["cat-file", "blob", blob]))?
    }

    /// Gives every change of the files below the site, and at `places` and below, those of the newest commit first;
    /// says how many commits there were. With `renames` git looks for what was renamed, and needs the contents of files
    /// for it. None when git fails, whatever was given before.
    pub(crate) fn walk(
        &self,
        system: &dyn System,
        site: &Path,
        places: &[&str],
        renames: bool,
        each: &mut dyn FnMut(&Change<'_>),
    ) -> Option<usize> {
        let most = format!("--max-count={COMMITS}");
        // What the user or the repository has set must not change what is told.
        let mut arguments = vec!["-c", "log.showRoot=true", "-c", "log.follow=false", "log", &most];
        let (files, wanted) =
            (format!("-l{RENAMES_COMPARED}"), ["--find-renames", "--no-renames"][usize::from(!renames)]);
        arguments.extend(["-c", "--raw", "-z", "--no-abbrev", &files, wanted, "--no-relative", "--no-color"]);
        arguments.extend(["-O/dev/null", "--format=%x01%H %ct %P", &self.head, "--", "."]);
        let places: Vec<String> = places.iter().map(|place| format!(":(top,literal){place}")).collect();
        arguments.extend(places.iter().map(String::as_str));
        let mut count = 0;
        let mut commit = (String::new(), 0, false);
        // The new content of a file whose path comes next, and whether two of them come: what it was called before.
        let mut next: Option<(String, bool)> = None;
        let mut before: Option<String> = None;
        system.git_parts(site, &arguments, &mut |part| {
            if let Some((blob, is_renamed)) = next.take() {
                if is_renamed && before.is_none() {
                    (before, next) = (Some(part.to_owned()), Some((blob, true)));
                    return;
                }
                let (id, time, is_root) = &commit;
                let renamed_from = before.take();
                let renamed_from = renamed_from.as_deref();
                each(&Change { commit: id, time: *time, is_root: *is_root, path: part, renamed_from, blob: &blob });
                return;
            }
            let part = part.trim_start_matches('\n');
            if let Some(head) = part.strip_prefix(MARK) {
                let mut words = head.split(' ');
                let id = words.next().unwrap_or_default().to_owned();
                let time: i64 = words.next().and_then(|time| time.parse().ok()).unwrap_or_default();
                commit = (id, time.clamp(0, 253_402_300_799), words.all(str::is_empty));
                count += 1;
            } else if part.starts_with(':') {
                // A colon for each commit before, then modes and names of theirs and its own.
                let parents = part.bytes().take_while(|byte| *byte == b':').count();
                let mut facts = part.split(' ').skip(2 * parents + 1);
                let blob = facts.next().unwrap_or_default().to_owned();
                // Of a merge the new path alone is told.
                next = Some((blob, parents == 1 && facts.next().is_some_and(|status| status.starts_with('R'))));
            }
        })?;
        Some(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::MemorySystem;

    #[test]
    fn paths_start_at_the_root_of_the_repository() {
        let path = |prefix, path| Repository::below(prefix).path(path);
        assert_eq!(path("", "docs/a.md"), "docs/a.md");
        assert_eq!(path("b/c/", "docs/a.md"), "b/c/docs/a.md");
        assert_eq!(path("b/c/", "../a.md"), "b/a.md");
        assert_eq!(path("b/c/", "../../a.md"), "a.md");
    }

    #[test]
    fn changes_are_read_as_git_writes_them() {
        let system = MemorySystem::default();
        let arguments = "-c log.showRoot=true -c log.follow=false log --max-count=100000 -c --raw -z --no-abbrev \
                         -l1000 --find-renames --no-relative --no-color -O/dev/null --format=%x01%H %ct %P h -- . \
                         :(top,literal)x";
        let log = "\u{1}m 40 p q\0\0::100644 100644 100644 b1 b2 b3 MR\0a\0\
                   \u{1}p 30 r\0\n:100644 000000 b0 00 D\0:b\n\0:100644 100644 b0 b1 R080\0:old\0a\0\
                   \u{1}r 20 \0\n:000000 100644 00 b0 A\0\u{1}c\0";
        system.set_git(arguments, log);
        let mut found = Vec::new();
        let count = Repository::below("").walk(&system, Path::new("/s"), &["x"], true, &mut |change| {
            let Change { commit, time, is_root, path, renamed_from, blob } = change;
            found.push(format!("{commit} {time} {is_root} {path:?} {renamed_from:?} {blob}"));
        });
        assert_eq!(count, Some(3));
        let expected = [
            "m 40 false \"a\" None b3",
            "p 30 false \":b\\n\" None 00",
            "p 30 false \"a\" Some(\":old\") b1",
            "r 20 true \"\\u{1}c\" None b0",
        ];
        assert_eq!(found, expected);
    }
}
