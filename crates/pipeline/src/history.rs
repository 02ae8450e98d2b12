//! The history of a site, as git tells it: the one place that knows it.
//!
//! Of each file that is in `HEAD`, the last commit is told that gave it the content that it has there; a merge counts
//! where it made content of its own. The walk of the history is one run of `git log`, read as it comes, and what it
//! found is kept in the cache for as long as `HEAD` stays. Nothing is guessed: what a shallow clone does not hold, or
//! what lies behind [`COMMITS`], is unknown.

mod blob;
mod repository;

pub(crate) use repository::{Change, Repository};

use crate::boundary::SiteFiles;
use crate::cache::Cache;
use crate::system::System;
use crate::texts::SourceTexts;
use pamphlet_document::{Commit, Revision};
use pamphlet_site::{Site, place};
use pamphlet_source::limits::{COMMITS, LINK_LEVELS, PAGE_BYTES};
use pamphlet_source::{Code, Finding};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// What is known of the history of a site.
#[derive(Debug, Default)]
pub struct History {
    /// By the folder of the site that has a repository of its own, as translations have that come from elsewhere; empty
    /// for the one that the site lies in. The deepest folder first.
    known: Vec<(String, Known)>,
    trouble: Option<Trouble>,
}

/// Why the last commit of a file may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Trouble {
    /// There is a repository, and git does not tell its history.
    Unreadable,
    /// The clone is shallow.
    Shallow,
    /// The history goes on behind the oldest commit that was looked at.
    Long,
}

/// The files of `HEAD`, by their paths from the root of the repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Known {
    repository: Repository,
    /// Links to other places, each with the path of what it leads to.
    links: BTreeMap<String, String>,
    files: BTreeMap<String, File>,
    /// Time and name of every commit that `files` speaks of.
    commits: Vec<(i64, String)>,
    trouble: Option<Trouble>,
}

/// A file of `HEAD`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct File {
    /// The name that git has for its content.
    blob: String,
    /// The number of its last commit; none when that is unknown.
    commit: Option<usize>,
}

impl History {
    /// Asks git, or the cache when it knows the same `HEAD`. Nothing is known where there is no repository.
    #[must_use]
    pub fn of(system: &dyn System, folder: &Path, site: &Site, cache: Option<&Cache<'_>>) -> Self {
        let mut history = Self::default();
        let mut own: Vec<&str> = site.trees.iter().flat_map(|tree| above(&tree.folder)).collect();
        own.sort_unstable_by(|one, other| other.cmp(one));
        own.dedup();
        let has_one = |folder: &Path| matches!(system.stat(&folder.join(".git")), Ok(Some(_)));
        for own in own.into_iter().filter(|own| has_one(&folder.join(own))) {
            history.add(system, &folder.join(own), own, cache, true);
        }
        let has_one = system.absolute(folder).ancestors().any(has_one);
        history.add(system, folder, "", cache, has_one);
        history
    }

    /// Adds the repository that a folder of the site lies in; `is_there` when there is one.
    fn add(&mut self, system: &dyn System, folder: &Path, name: &str, cache: Option<&Cache<'_>>, is_there: bool) {
        match Known::of(system, folder, name, cache) {
            Some(known) => {
                self.trouble = self.trouble.or(known.trouble);
                self.known.push((name.to_owned(), known));
            }
            None if is_there => self.trouble = Some(Trouble::Unreadable),
            None => {}
        }
    }

    /// The repository of a file of the site, and the path of the file in the folder that has it.
    fn place<'h>(&'h self, path: &'h str) -> Option<(&'h Known, &'h str)> {
        self.known.iter().find_map(|(folder, known)| Some((known, pamphlet_site::path::below(path, folder)?)))
    }

    /// Adds to texts the revision of each that has none yet.
    pub fn date(&self, texts: &mut SourceTexts, files: &SiteFiles<'_>) {
        let first = texts.revisions.len();
        let new: Vec<_> = texts.sources.iter().skip(first).map(|(_, file)| file).collect();
        let found: Vec<Revision> = new
            .par_iter()
            .map(|file| {
                let Some((known, path)) = self.place(&file.path) else { return Revision::default() };
                known.revision(path, &|blob| {
                    // Of a file that is not UTF-8 the text is not what is on the disk.
                    blob::is(blob, file.text.as_bytes())
                        || matches!(files.written(&file.path, PAGE_BYTES), Ok(Some(bytes)) if blob::is(blob, &bytes))
                })
            })
            .collect();
        texts.revisions.extend(found);
    }

    /// What there is to say about pages whose last commit is unknown; `is_dated` when the site gives the date.
    #[must_use]
    pub fn findings(&self, site: &Site, is_dated: bool) -> Vec<Finding> {
        let Some(trouble) = self.trouble else { return Vec::new() };
        let pages = || site.trees.iter().flat_map(|tree| tree.pages.values());
        let is_unknown = |path: &&String| self.place(path).is_none_or(|(known, path)| known.is_cut(path));
        let unknown = pages().filter(is_unknown).count();
        if unknown == 0 {
            return Vec::new();
        }
        let (why, help) = match trouble {
            Trouble::Unreadable => (
                "git does not tell the history of this repository".to_owned(),
                "commit the site; in a container, `git config --global --add safe.directory` may be what is missing",
            ),
            Trouble::Shallow => (
                "the history was cut off when the repository was cloned".to_owned(),
                "fetch all of it: `fetch-depth: 0` of actions/checkout, `git fetch --unshallow` elsewhere",
            ),
            Trouble::Long => (
                format!("more than {COMMITS} commits have changed this site"),
                "nothing has to be done; with `date:` in pamphlet.yml all files print that date",
            ),
        };
        let lacking = if is_dated { "no commit" } else { "neither date nor commit" };
        let of = pages().count();
        let message = format!("{why}: of {unknown} of {of} pages the last change is unknown, and {lacking} is printed");
        vec![place::of_site(Code::IncompleteHistory, &message, help)]
    }
}

/// A folder and those above it, up to the root of the site, which is left out.
fn above(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| Some(pamphlet_site::path::parent(folder)))
        .take_while(|folder| !folder.is_empty())
}

impl Known {
    /// Asks git, or the cache when it knows the same `HEAD`; `name` is what the cache calls it.
    fn of(system: &dyn System, folder: &Path, name: &str, cache: Option<&Cache<'_>>) -> Option<Self> {
        let repository = Repository::of(system, folder)?;
        let kept: Option<Self> = cache.and_then(|cache| cache.history(name));
        if let Some(kept) = kept.filter(|kept| kept.repository == repository) {
            // A link may have another target without another `HEAD`.
            let target = |link: &str| repository.target(system, folder, link);
            if kept.links.iter().all(|(link, known)| target(link).as_ref() == Some(known)) {
                return Some(kept);
            }
        }
        let known = Self::walk(system, folder, repository)?;
        if let Some(cache) = cache {
            cache.keep_history(name, &known);
        }
        Some(known)
    }

    fn walk(system: &dyn System, site: &Path, repository: Repository) -> Option<Self> {
        let mut files: BTreeMap<String, File> = BTreeMap::new();
        let mut named = Vec::new();
        let mut add = |path: &str, is_link: bool, blob: &str| {
            if is_link {
                named.push(path.to_owned());
            }
            files.insert(path.to_owned(), File { blob: blob.to_owned(), commit: None });
        };
        repository.files(system, site, &[], &mut add)?;
        let links: BTreeMap<String, String> = named
            .into_iter()
            .filter_map(|link| repository.target(system, site, &link).map(|target| (link, target)))
            .collect();
        // What is linked to from elsewhere in the repository has its history there.
        let elsewhere: Vec<&str> =
            links.values().map(String::as_str).filter(|target| !target.starts_with(&repository.prefix)).collect();
        if !elsewhere.is_empty() {
            let mut add = |path: &str, _: bool, blob: &str| {
                files.insert(path.to_owned(), File { blob: blob.to_owned(), commit: None });
            };
            repository.files(system, site, &elsewhere, &mut add)?;
        }
        let mut commits: Vec<(i64, String)> = Vec::new();
        let seen = repository.walk(system, site, &elsewhere, false, &mut |change: &Change<'_>| {
            // A shallow clone shows the commits at which it was cut off as if they had made every file.
            if repository.is_shallow && change.is_root {
                return;
            }
            let Some(file) = files.get_mut(change.path) else { return };
            if file.commit.is_none() && file.blob == change.blob {
                if commits.last().is_none_or(|(_, id)| id != change.commit) {
                    commits.push((change.time, change.commit.to_owned()));
                }
                file.commit = Some(commits.len() - 1);
            }
        })?;
        let trouble =
            if repository.is_shallow { Some(Trouble::Shallow) } else { (seen >= COMMITS).then_some(Trouble::Long) };
        Some(Self { repository, links, files, commits, trouble })
    }

    /// Where a file of the site is kept: the links on the way, and the file itself.
    fn places(&self, path: &str) -> Vec<String> {
        let mut out = Vec::new();
        let mut at = self.repository.path(path);
        while out.len() < LINK_LEVELS {
            let mut ends = at.match_indices('/').map(|(end, _)| end).chain([at.len()]);
            let Some((link, target)) = ends.find_map(|end| self.links.get_key_value(&at[..end])) else {
                out.push(at);
                return out;
            };
            let rest = &at[link.len()..];
            out.push(link.clone());
            at = format!("{target}{rest}");
        }
        out
    }

    /// Whether the commit of a file is unknown though the file is in `HEAD`.
    fn is_cut(&self, path: &str) -> bool {
        let places = self.places(path);
        let file = places.last().and_then(|place| self.files.get(place));
        file.is_some_and(|file| file.commit.is_none())
    }

    /// The revision of a file of the site; `holds` says whether it has the content of that name.
    fn revision(&self, path: &str, holds: &dyn Fn(&str) -> bool) -> Revision {
        let places = self.places(path);
        let commit = |file: &File| {
            let (time, id) = self.commits.get(file.commit?)?;
            Some(Commit { time: *time, id: id.clone(), date: crate::date::from_seconds(*time) })
        };
        let parts = places.iter().enumerate().map(|(index, place)| match self.files.get(place) {
            None => Revision { commit: None, changed: true },
            // The content of a link is the path that it leads to, which was followed.
            Some(file) => Revision { commit: commit(file), changed: index + 1 == places.len() && !holds(&file.blob) },
        });
        Revision::newest(&parts.collect::<Vec<_>>())
    }
}
