//! Which file an author meant by one that is not there.

use pamphlet_source::limits::NEAREST_NAMES;
use pamphlet_source::{Comparable, nearest_among};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The pages of an edition, by what a wrong name of one can have in common with them.
#[derive(Debug)]
pub(crate) struct PageNames {
    names: Vec<String>,
    /// The first of them as they are compared, each whole and as it is [`called`].
    comparable: Vec<[Comparable; 2]>,
    by_called: BTreeMap<String, Vec<usize>>,
}

impl PageNames {
    /// Sorts names.
    pub(crate) fn of(names: Vec<String>) -> Self {
        let mut by_called = BTreeMap::<_, Vec<_>>::new();
        for (at, name) in names.iter().enumerate() {
            by_called.entry(called(name).to_owned()).or_default().push(at);
        }
        let first = names.iter().take(NEAREST_NAMES);
        let comparable = first.map(|name| [name.as_str(), called(name)].map(Comparable::of)).collect();
        Self { names, comparable, by_called }
    }

    /// The page that is meant by a path without ending: one whose name is near; one that bears its name in another folder,
    /// of several the one with the most folders in common, from the end and then from the beginning; one whose own name is
    /// near in another folder. An index is called as its folder.
    pub(crate) fn meant(&self, bare: &str) -> Option<&str> {
        let names = || self.comparable.iter().zip(self.names.iter().map(String::as_str));
        nearest_among(bare, names().map(|([whole, _], name)| (whole, name))).or_else(|| {
            let last = Some(called(bare)).filter(|last| !last.is_empty())?;
            let alike = self.by_called.get(last).into_iter().flatten().map(|at| self.names[*at].as_str());
            let same = alike.max_by_key(|name| (in_common(bare, name), Reverse(*name)));
            same.or_else(|| nearest_among(last, names().map(|([_, short], name)| (short, name))))
        })
    }
}

/// What the path of a page calls it: its last part, of an index the folder.
fn called(path: &str) -> &str {
    let mut parts = path.rsplit('/');
    match parts.next() {
        Some(last) if ["index", "readme"].iter().any(|index| last.eq_ignore_ascii_case(index)) => {
            parts.next().unwrap_or_default()
        }
        last => last.unwrap_or_default(),
    }
}

/// How many parts two paths have in common at their ends, and how many at their beginnings.
fn in_common(one: &str, other: &str) -> (usize, usize) {
    let same = |pairs: &mut dyn Iterator<Item = (&str, &str)>| pairs.take_while(|(a, b)| a == b).count();
    let (one, other) = (one.split('/'), other.split('/'));
    (same(&mut one.clone().rev().zip(other.clone().rev())), same(&mut one.zip(other)))
}

/// The files that pages may name, by what two of them can have in common.
#[derive(Debug, Default)]
pub(crate) struct FileNames {
    names: Vec<String>,
    /// By the last part of their paths, whatever its case.
    by_name: BTreeMap<String, Vec<usize>>,
    /// By their paths without the ending, whatever the case.
    by_stem: BTreeMap<String, Vec<usize>>,
    by_folder: BTreeMap<String, Vec<usize>>,
    /// Whether each is a picture, by its ending.
    pictures: Vec<bool>,
    comparable: OnceLock<Vec<Comparable>>,
}

impl FileNames {
    /// Sorts names.
    pub(crate) fn of(names: Vec<String>) -> Self {
        let mut own = Self::default();
        for (at, name) in names.iter().enumerate() {
            let (folder, last) = parts(name);
            own.pictures.push(ending(name).is_some_and(|own| is_picture(&own)));
            own.by_name.entry(last.to_lowercase()).or_default().push(at);
            own.by_stem.entry(stem(name)).or_default().push(at);
            own.by_folder.entry(folder.to_owned()).or_default().push(at);
        }
        Self { names, ..own }
    }

    /// The first file that is called so.
    pub(crate) fn named(&self, name: &str) -> Option<&str> {
        let found = self.by_name.get(&name.to_lowercase())?;
        found.iter().map(|at| self.names[*at].as_str()).find(|own| parts(own).1 == name)
    }

    /// The file that is meant by a path: one that differs in its ending alone, one of the same name in another folder, or
    /// one whose name is near; the folders that two have in common decide between several.
    pub(crate) fn meant(&self, path: &str) -> Option<&str> {
        let wanted = ending(path)?;
        let alike = |at: &usize| self.pictures[*at] == is_picture(&wanted);
        let found = |map: &'_ BTreeMap<String, Vec<usize>>, key: &str| -> Vec<usize> {
            let found = map.get(key).into_iter().flatten().copied();
            found.filter(alike).collect()
        };
        let of = |map: &'_ BTreeMap<String, Vec<usize>>, key: &str| -> Vec<&str> {
            found(map, key).into_iter().map(|at| self.names[at].as_str()).collect()
        };
        let (folder, last) = parts(path);
        let other_ending = is_picture(&wanted).then(|| of(&self.by_stem, &stem(path)).first().copied()).flatten();
        let other_folder = || {
            of(&self.by_name, &last.to_lowercase())
                .into_iter()
                .max_by_key(|name| (in_common(path, name), Reverse((name.matches('/').count(), *name))))
        };
        let near = || {
            let comparable =
                self.comparable.get_or_init(|| self.names.iter().map(|name| Comparable::of(name)).collect());
            // Those of its own folder are looked at first: names are many, and only the first of them are compared.
            let all = (0..self.names.len()).filter(alike);
            let places = found(&self.by_folder, folder).into_iter().chain(all);
            nearest_among(path, places.map(|at| (&comparable[at], self.names[at].as_str())))
        };
        other_ending.or_else(other_folder).or_else(near)
    }
}

/// The folder and the last part of a path.
fn parts(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

fn stem(path: &str) -> String {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_lowercase()
}

fn ending(path: &str) -> Option<String> {
    parts(path).1.rsplit_once('.').map(|(_, ending)| ending.to_lowercase())
}

fn is_picture(ending: &str) -> bool {
    matches!(ending, "svg" | "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "bmp" | "ico")
}

/// The path of a file as a page in `folder` writes it.
pub(crate) fn as_written(folder: &str, file: &str) -> String {
    let mine: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let other: Vec<&str> = file.split('/').collect();
    let same = mine.iter().zip(&other[..other.len() - 1]).take_while(|(one, other)| one == other).count();
    "../".repeat(mine.len() - same) + &other[same..].join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_near_by_ending_folder_or_letters() {
        let names = ["img/dark/logo.svg", "img/logo.svg", "img/harbour map.png", "other/tide.png", "plan.pdf", "logo"];
        let names = FileNames::of(names.into_iter().map(str::to_owned).collect());
        assert_eq!(names.meant("img/logo.png"), Some("img/logo.svg"));
        assert_eq!(names.meant("img/harbuor map.png"), Some("img/harbour map.png"));
        assert_eq!(names.meant("img/tide.png"), Some("other/tide.png"));
        assert_eq!(names.meant("Img/Logo.SVG"), Some("img/logo.svg"));
        assert_eq!(names.meant("pictures/logo.svg"), Some("img/logo.svg"));
        assert_eq!(names.meant("plan.png"), None, "a document is no picture");
        assert_eq!(names.meant("img/boat.svg"), None);
        assert_eq!(names.meant("plam.pdf"), Some("plan.pdf"));
        assert_eq!(names.meant("loga"), None);
    }

    #[test]
    fn paths_are_written_from_the_folder_of_the_page() {
        assert_eq!(as_written("", "img/a.svg"), "img/a.svg");
        assert_eq!(as_written("guides/basics", "img/a.svg"), "../../img/a.svg");
        assert_eq!(as_written("guides/basics", "guides/img/a.svg"), "../img/a.svg");
        assert_eq!(as_written("guides", "guides/a.svg"), "a.svg");
        assert_eq!(as_written("guides", "guides"), "../guides");
    }
}
