//! What somebody waits for who has just saved a page: its handout, its JSON and its text, before everything else.

use crate::Format;
use crate::request::Request;
use crate::system::System;
use pamphlet_site::Site;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Pages that were just saved, and where their files go: not into the output, which holds thousands of others that would
/// have to be taken over, told in its manifest, and waited for until they are on the disk.
#[derive(Debug, Clone, Copy)]
pub struct Saved<'s> {
    /// Their files in the site.
    pub files: &'s [PathBuf],
    /// A folder of its own.
    pub aside: &'s Path,
}

/// The part of a request that shows what was saved; none where that is no page alone, or where the part is nearly all
/// that is asked for.
pub(crate) fn part(system: &dyn System, request: &Request, site: &Site, saved: Saved<'_>) -> Option<Request> {
    let Saved { files, aside } = saved;
    if !request.pages.is_empty() || request.shard.is_some() || files.is_empty() {
        return None;
    }
    let root = real(system, &request.site);
    let (mut locales, mut pages) = (BTreeSet::new(), BTreeSet::new());
    for path in files {
        let path = real(system, path);
        let path = path.strip_prefix(&root).ok()?;
        let (locale, page) = site.trees.iter().find_map(|tree| {
            let (page, _) = tree.pages.iter().find(|(_, own)| Path::new(own) == path)?;
            Some((tree.locale.to_string(), page.clone()))
        })?;
        locales.insert(locale);
        pages.insert(globset::escape(&page));
    }
    let is_asked = |locale: &String| request.locales.is_empty() || request.locales.contains(locale);
    let asked = |format: &Format| request.formats.is_empty() || request.formats.contains(format);
    let formats: Vec<Format> =
        Format::ALL.iter().copied().filter(|format| *format != Format::Epub && asked(format)).collect();
    if formats.is_empty() || !locales.iter().all(is_asked) {
        return None;
    }
    let (locales, pages) = (locales.into_iter().collect(), pages.into_iter().collect());
    Some(Request { locales, formats, pages, out: aside.to_owned(), ..request.clone() })
}

/// Where a file or folder is, at the end of all links; a file that is gone has its folder's.
fn real(system: &dyn System, path: &Path) -> PathBuf {
    system.real(path).unwrap_or_else(|_| system.absolute(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boundary::SiteFiles;
    use crate::open::open;
    use crate::system::OsSystem;

    #[test]
    fn what_is_made_first_is_what_was_saved_of_what_is_asked_for() {
        let work = tempfile::tempdir().expect("a folder can be made");
        let at = |path: &str| work.path().join(path);
        for path in ["docs/index.md", "docs/a [1].md", "i18n/it/index.md", "docs/notes.txt"] {
            OsSystem.write(&at(path), b"# A\n").expect("is written");
        }
        OsSystem.write(&at("mkdocs.yml"), b"site_name: A\n").expect("is written");
        let all = Request::new(work.path(), at("dist"));
        let files = SiteFiles::of(&OsSystem, &all).expect("is there");
        let site = open(&OsSystem, &files, &all).expect("is a site").site;
        let saved = |request: &Request, files: &[&str]| {
            let files: Vec<PathBuf> = files.iter().map(|path| at(path)).collect();
            part(&OsSystem, request, &site, Saved { files: &files, aside: Path::new("aside") })
        };
        let part = saved(&all, &["i18n/it/index.md"]).expect("is a page");
        assert_eq!(
            (part.locales, part.pages, part.out),
            (vec!["it".to_owned()], vec!["index".to_owned()], "aside".into())
        );
        assert!(!part.formats.contains(&Format::Epub) && part.formats.contains(&Format::Pdf));
        assert_eq!(saved(&all, &["docs/a [1].md"]).expect("is a page").pages, ["a [[]1[]]"]);
        let italian = Request { locales: vec!["it".to_owned()], ..all.clone() };
        let books = Request { formats: vec![Format::Epub], ..all.clone() };
        let pages = Request { pages: vec!["index".to_owned()], ..all.clone() };
        for (request, files) in [
            (&all, &["docs/notes.txt"][..]),
            (&all, &["docs/index.md", "mkdocs.yml"]),
            (&all, &["docs/gone.md"]),
            (&italian, &["docs/index.md"]),
            (&books, &["docs/index.md"]),
            (&pages, &["docs/index.md"]),
        ] {
            assert!(saved(request, files).is_none(), "{files:?}");
        }
    }
}
