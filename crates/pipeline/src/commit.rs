//! The commit that a site stands at, and whether the files are what that commit holds.

use crate::manifest::{Commit, MANIFEST, Manifest, NOTES, SUMS};
use crate::system::System;
use pamphlet_source::limits::{MANIFEST_BYTES, SUBMODULE_LEVELS};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What git says of the files of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum OutputTree {
    /// They lie in no repository.
    #[default]
    None,
    /// They lie in a repository, and git does not say what it holds: it is not installed, there is no commit yet, the
    /// folder belongs to another user, or the repository names a filter that cannot be switched off.
    Unknown,
    /// They are those of a commit, but for these, by their paths in the repository.
    At {
        /// The commit.
        id: String,
        /// What differs: changed, removed, or in the folder of the site and not in the commit. Sorted.
        changed: Vec<String>,
    },
}

impl OutputTree {
    /// Asks git of the repository that `site` lies in. What lies in `own`, which this run writes to, and in other
    /// outputs of Pamphlet does not count. Files that are ignored do not count either: whoever ignores a file says that
    /// it belongs to no commit.
    #[must_use]
    pub fn of(system: &dyn System, site: &Path, own: &[&Path]) -> Self {
        let site = system.absolute(site);
        let Some(told) = system.git(&site, &["rev-parse", "HEAD", "--show-prefix"]) else {
            let inside =
                site.ancestors().any(|above| system.stat(&above.join(".git")).is_ok_and(|stat| stat.is_some()));
            return if inside { Self::Unknown } else { Self::None };
        };
        let (id, prefix) = told.split_once('\n').unwrap_or((&told, ""));
        let top = site.ancestors().nth(prefix.split_terminator('/').count()).unwrap_or(&site).to_owned();
        let own: Vec<PathBuf> = own.iter().map(|path| system.absolute(path)).collect();
        let mut outputs = Outputs { system, known: BTreeMap::new() };
        let Some(mut changed) = differing(system, &top, "", prefix, 0) else { return Self::Unknown };
        changed.retain(|(path, tracked)| *tracked || !(is_own(&own, &top.join(path)) || outputs.hold(&top, path)));
        let mut changed: Vec<String> = changed.into_iter().map(|(path, _)| path).collect();
        changed.sort();
        changed.dedup();
        Self::At { id: id.trim().to_owned(), changed }
    }

    /// The commit, if one is known.
    #[must_use]
    pub fn commit(&self) -> Option<Commit> {
        match self {
            Self::At { id, changed } => Some(Commit { id: id.clone(), dirty: !changed.is_empty() }),
            Self::None | Self::Unknown => None,
        }
    }

    /// Whether files differ from the commit, or may do so.
    #[must_use]
    pub(crate) fn is_dirty(&self) -> bool {
        match self {
            Self::At { changed, .. } => !changed.is_empty(),
            Self::Unknown => true,
            Self::None => false,
        }
    }
}

/// What differs from the commit: paths from the top of the outermost repository, each with whether git knows the file.
/// Of files that it does not know, those below `prefix` alone. Repositories inside are asked themselves: git would let
/// each of them name programs of its own.
fn differing(system: &dyn System, top: &Path, inside: &str, prefix: &str, depth: usize) -> Option<Vec<(String, bool)>> {
    let folder = top.join(inside);
    let status =
        ["status", "--porcelain=v2", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=dirty"];
    let told = system.git(&folder, &status)?;
    let mut found = Vec::new();
    for record in told.split_terminator('\0') {
        // `1 XY sub mH mI mW hH hI path`, `u XY sub m1 m2 m3 mW h1 h2 h3 path`, `? path`; headers begin with `#`.
        let (fields, known) = match record.get(..2)? {
            "1 " => (9, true),
            "u " => (11, true),
            "? " => (2, false),
            "# " => continue,
            _ => return None,
        };
        let path = format!("{inside}{}", record.splitn(fields, ' ').nth(fields - 1)?);
        if known || path.starts_with(prefix) {
            found.push((path, known));
        }
    }
    let listed = system.git(&folder, &["ls-files", "--stage", "-z"])?;
    for record in listed.split_terminator('\0').filter(|record| record.starts_with("160000 ")) {
        let (_, path) = record.split_once('\t')?;
        let path = format!("{inside}{path}/");
        // One that was not checked out has no files that could differ.
        if !system.stat(&top.join(&path).join(".git")).is_ok_and(|stat| stat.is_some()) {
            continue;
        }
        if depth == SUBMODULE_LEVELS {
            found.push((path, true));
        } else {
            found.extend(differing(system, top, &path, prefix, depth + 1)?);
        }
    }
    Some(found)
}

/// Whether a path is a folder that this run writes to, lies in it, or is one of the files that stand beside it meanwhile.
fn is_own(own: &[PathBuf], path: &Path) -> bool {
    own.iter().any(|own| {
        let name = own.file_name().map(|name| format!(".{}.", name.to_string_lossy())).unwrap_or_default();
        path.starts_with(own)
            || own.parent().and_then(|beside| path.strip_prefix(beside).ok()).is_some_and(|rest| {
                let first = rest.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
                !name.is_empty() && first.is_some_and(|first| first.starts_with(&name))
            })
    })
}

/// Which folders are outputs or bundles of Pamphlet.
struct Outputs<'s> {
    system: &'s dyn System,
    known: BTreeMap<PathBuf, bool>,
}

impl Outputs<'_> {
    /// Whether a path lies in one.
    fn hold(&mut self, top: &Path, path: &str) -> bool {
        let path = top.join(path);
        let above: Vec<&Path> = path.ancestors().skip(1).take_while(|above| *above != top).collect();
        above.into_iter().any(|folder| {
            if let Some(known) = self.known.get(folder) {
                return *known;
            }
            let is_there = |name: &str| self.system.stat(&folder.join(name)).is_ok_and(|stat| stat.is_some());
            let is_output = is_there(SUMS)
                && (is_there(NOTES)
                    || self
                        .system
                        .read(&folder.join(MANIFEST), MANIFEST_BYTES)
                        .is_ok_and(|text| Manifest::parse(&text).is_some()));
            self.known.insert(folder.to_owned(), is_output);
            is_output
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::MemorySystem;

    const STATUS: &str = "status --porcelain=v2 -z --untracked-files=all --no-renames --ignore-submodules=dirty";

    #[test]
    fn what_git_says() {
        let system = MemorySystem::new([("/repo/docs/site/mkdocs.yml", ""), ("/repo/.git/HEAD", "")]);
        let of = |own: &[&Path]| OutputTree::of(&system, Path::new("/repo/docs/site"), own);
        assert_eq!(of(&[]), OutputTree::Unknown);
        assert!(of(&[]).is_dirty());
        assert_eq!(OutputTree::of(&system, Path::new("/elsewhere"), &[]), OutputTree::None);

        system.set_git("rev-parse HEAD --show-prefix", "abc\ndocs/site/");
        system.set_git("ls-files --stage -z", "100644 1 0\tREADME.md\0");
        system.set_git(STATUS, "");
        assert_eq!(of(&[]).commit(), Some(Commit { id: "abc".into(), dirty: false }));

        let line = "1 .M N... 100644 100644 100644 a a README.md\0";
        system.set_git(
            STATUS,
            &format!("{line}? docs/site/a b.md\0? scratch\0? docs/site/dist/x\0? docs/site/.dist.lock\0"),
        );
        let OutputTree::At { changed, .. } = of(&[Path::new("/repo/docs/site/dist")]) else { panic!("git answers") };
        assert_eq!(changed, ["README.md", "docs/site/a b.md"]);
        // A form that is not understood is not taken for nothing.
        system.set_git(STATUS, "x y\0");
        assert_eq!(of(&[]), OutputTree::Unknown);
    }
}
