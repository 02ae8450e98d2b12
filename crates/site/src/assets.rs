//! Where a picture or another file lies that a page names.

use crate::{Site, path};
use pamphlet_locale::Tag;
use pamphlet_source::percent;

/// What stands for `../` in the name of a file beside the site: names become paths inside of outputs.
const BESIDE: &str = "beside~/";

/// What an address in a page leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asset {
    /// A file of the site.
    File {
        /// Its name: the path from the root of the folder it was found in. A file of a translation's own tree that
        /// the source has too is called by its whole path, so that a name means one file in all locales.
        name: String,
        /// Its path, relative to the site.
        path: String,
    },
    /// The address leads out of the tree.
    Outside,
    /// There is no such file.
    Missing,
}

impl Site {
    /// Finds the file that `address` means on a page. Looked up in the locale's own tree, the source's tree, the
    /// overlay of the theme and the further folders, in this order. A query and an anchor are left out of account.
    #[must_use]
    pub fn asset(&self, locale: &Tag, page: &str, address: &str) -> Asset {
        let address = address.split(['?', '#']).next().unwrap_or_default().trim();
        if address.is_empty() {
            return Asset::Missing;
        }
        let decoded = percent::decoded(address);
        let mut wanted: Vec<String> = Vec::new();
        let folder = path::parent(page);
        wanted.extend(path::resolve(folder, &decoded));
        // Raw HTML is not rewritten by MkDocs: its addresses count from the page's own folder on the web.
        wanted.extend(path::resolve(page, &decoded));
        let outside = wanted.is_empty();
        if let Some(rooted) = decoded.strip_prefix('/') {
            // `/en/assets/x.svg`: the site's own locales stand before its files on the web.
            let first = rooted.split('/').next().unwrap_or_default();
            if self.trees.iter().any(|tree| tree.written == first || tree.locale.as_str() == first) {
                wanted.extend(path::resolve("", &rooted[first.len()..]));
            }
        }
        // A page that climbs too far, as a browser would read it: from the root.
        wanted.extend(path::resolve("", decoded.trim_start_matches("../").trim_start_matches("./")));
        for name in &wanted {
            if let Some(path) = self.localized(locale, name).or_else(|| self.find(locale, name)) {
                return Asset::File { name: self.asset_name(&path), path };
            }
        }
        if outside { Asset::Outside } else { Asset::Missing }
    }

    /// The file that stands for another in a locale, or in that of the source: `p.fr.png` for `p.png`.
    fn localized(&self, locale: &Tag, name: &str) -> Option<String> {
        if !self.localized_files {
            return None;
        }
        let (folder, last) = path::split(name);
        let (stem, ending) = last.rsplit_once('.').filter(|(stem, _)| !stem.is_empty())?;
        let written = self.tree(locale).map_or(locale.as_str(), |tree| &tree.written);
        [written, locale.as_str(), self.source.as_str()]
            .iter()
            .find_map(|written| self.find(locale, &path::join(folder, &format!("{stem}.{written}.{ending}"))))
    }

    /// The path of a file by its path from the root of any folder it may lie in.
    fn find(&self, locale: &Tag, name: &str) -> Option<String> {
        let trees = || self.tree(locale).into_iter().chain(self.source_tree());
        let mounted = trees().flat_map(|tree| &tree.mounts).filter_map(|mount| {
            let below = path::below(name, &mount.name)?;
            Some(path::join(&mount.folder, below))
        });
        trees()
            .map(|tree| tree.folder.as_str())
            .chain(self.asset_folders.iter().map(String::as_str))
            .map(|folder| path::join(folder, name))
            .chain(mounted)
            .find(|path| self.files.contains(path))
    }

    /// The paths by which pages of a locale can name files.
    #[must_use]
    pub fn asset_names(&self, locale: &Tag) -> Vec<String> {
        let trees = || self.tree(locale).into_iter().chain(self.source_tree());
        let folders = trees().map(|tree| tree.folder.as_str()).chain(self.asset_folders.iter().map(String::as_str));
        let folders: Vec<&str> = folders.collect();
        let below = |file: &String| folders.iter().find_map(|folder| path::below(file, folder).map(str::to_owned));
        let mut names: Vec<String> = self.files.iter().filter_map(below).collect();
        names.sort();
        names.dedup();
        names
    }

    /// The name of a file by its path.
    fn asset_name(&self, file: &str) -> String {
        let mounts = self.source_tree().into_iter().flat_map(|tree| &tree.mounts);
        let mut mounted = mounts.filter_map(|mount| Some(path::join(&mount.name, path::below(file, &mount.folder)?)));
        if let Some(name) = mounted.next() {
            return name;
        }
        let source = self.source_tree().map(|tree| tree.folder.as_str());
        source
            .into_iter()
            .chain(self.asset_folders.iter().map(String::as_str))
            .find_map(|folder| path::below(file, folder).filter(|_| !folder.is_empty()))
            .map_or_else(|| exchanged(file, "../", BESIDE), str::to_owned)
    }

    /// The path of the file that has a name.
    #[must_use]
    pub fn named(&self, locale: &Tag, name: &str) -> Option<String> {
        let whole = exchanged(name, BESIDE, "../");
        if self.files.contains(&whole) {
            return Some(whole);
        }
        match self.asset(locale, "", &format!("/{name}")) {
            Asset::File { path, .. } => Some(path),
            Asset::Outside | Asset::Missing => None,
        }
    }
}

/// The name that a file of the site has by its path alone.
pub(crate) fn name_of_path(file: &str) -> String {
    exchanged(file, "../", BESIDE)
}

/// A path with other words for each of those that it begins with.
fn exchanged(path: &str, from: &str, to: &str) -> String {
    let mut rest = path;
    let mut out = String::new();
    while let Some(after) = rest.strip_prefix(from) {
        out.push_str(to);
        rest = after;
    }
    out + rest
}
