//! Names of pages that a website, or another system, takes for one name, or cannot hold at all.

use crate::loader::Loader;
use crate::mkdocs::MkDocs;
use crate::site::Tree;
use crate::{address, path};
use pamphlet_locale::Tag;
use pamphlet_source::Code;
use pamphlet_source::yaml::Value;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// Why two names are one elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Twin {
    /// They differ in upper and lower case.
    Case,
    /// They differ in how accents are written.
    Form,
}

impl Twin {
    /// How two names that have one [`folded`] form differ.
    pub(crate) fn of(one: &str, other: &str) -> Self {
        if one.to_lowercase() == other.to_lowercase() { Self::Case } else { Self::Form }
    }

    /// Where they are one.
    pub(crate) fn place(self) -> &'static str {
        match self {
            Self::Case => "where case does not count",
            Self::Form => "where accents are written in one way alone, as on macOS",
        }
    }
}

/// What a name is where neither case nor the way in which accents are written counts.
pub(crate) fn folded(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase().nfc().collect()
}

/// What a part of a path has that Windows cannot hold. The last part of an output gets an ending of ours.
fn unportable(part: &str, last: bool) -> Option<String> {
    if let Some(sign) = part.chars().find(|c| c.is_control() || "<>:\"|?*\\".contains(*c)) {
        return Some(format!(
            "it holds {}",
            if sign.is_control() { format!("U+{:04X}", u32::from(sign)) } else { sign.into() }
        ));
    }
    if !last && part.ends_with(['.', ' ']) {
        return Some(format!("“{part}” ends with a {}", if part.ends_with('.') { "dot" } else { "space" }));
    }
    let stem = part.split('.').next().unwrap_or_default().trim_end_matches(' ').to_ascii_lowercase();
    let numbered = |name: &str| {
        let number = stem.strip_prefix(name).unwrap_or_default();
        number.chars().count() == 1 && number.contains(|c: char| c.is_ascii_digit() || "¹²³".contains(c))
    };
    let device = ["con", "prn", "aux", "nul", "conin$", "conout$"].contains(&stem.as_str());
    (device || numbered("com") || numbered("lpt")).then(|| format!("“{stem}” is the name of a device there"))
}

impl Loader<'_> {
    /// Looks at the names of all pages, and settles which file is the front of its folder.
    pub(crate) fn names(&mut self, source: &Tag, trees: &mut [Tree], mkdocs: Option<&MkDocs>) {
        if let Some(mkdocs) = mkdocs {
            let folders = mkdocs.get(&["use_directory_urls"]).and_then(Value::as_bool) != Some(false);
            for tree in trees.iter_mut() {
                self.fronts(tree, folders);
            }
        }
        let source_pages: BTreeSet<String> =
            trees.iter().filter(|tree| tree.locale == *source).flat_map(|tree| tree.pages.keys().cloned()).collect();
        let by_form: BTreeMap<String, &String> = source_pages.iter().map(|page| (folded(page), page)).collect();
        let mut seen = BTreeSet::new();
        for tree in trees.iter() {
            let translation = tree.locale != *source;
            for (page, file) in tree.pages.iter().filter(|(page, _)| !translation || !source_pages.contains(*page)) {
                if translation && let Some(twin) = by_form.get(&folded(page)) {
                    let place = Twin::of(page, twin).place();
                    let message = format!("{twin} of the source and {file} would be one file {place}");
                    self.warn(Code::PageCollision, file, None, &message, "call the translation as its source page");
                }
                if seen.insert(page.clone()) {
                    self.portable(page, file);
                }
            }
        }
    }

    fn portable(&mut self, page: &str, file: &str) {
        let parts: Vec<&str> = page.split('/').collect();
        let fault = parts.iter().enumerate().find_map(|(at, part)| unportable(part, at + 1 == parts.len()));
        if let Some(fault) = fault {
            let message = format!("the outputs of this page have a name that Windows cannot hold: {fault}");
            self.say(Code::UnportableName, file, None, &message, "rename the page");
        }
    }

    /// As MkDocs does: beside `index.md` a `README.md` is no page. A page beside a folder of its own name whose front
    /// has the same address stays, because each has words of its own.
    fn fronts(&mut self, tree: &mut Tree, folders: bool) {
        let pages: Vec<String> = tree.pages.keys().cloned().collect();
        for page in &pages {
            let (folder, name) = path::split(page);
            if !address::is_index(name) {
                continue;
            }
            let index = path::join(folder, "index");
            if name == "README" && tree.pages.contains_key(&index) {
                let Some(readme) = tree.pages.remove(page) else { continue };
                let message = format!("{readme} and {} are both the front of their folder", tree.pages[&index]);
                let help = "MkDocs leaves the first out, and so does Pamphlet; rename it if it is a page";
                self.warn(Code::PageCollision, &readme, None, &message, help);
            } else if folders
                && !folder.is_empty()
                && let Some(beside) = tree.pages.get(folder)
            {
                let front = &tree.pages[page];
                let message = format!("{beside} and {front} have one address, and the website shows {front} there");
                self.warn(
                    Code::PageCollision,
                    beside,
                    None,
                    &message,
                    "rename one of the two; both are in the outputs",
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_windows_cannot_hold() {
        for (part, last, refused) in [
            ("con", true, true),
            ("Aux", false, true),
            ("nul.old", true, true),
            ("com1", true, true),
            ("LPT³", true, true),
            ("com", true, false),
            ("com10", true, false),
            ("console", true, false),
            ("a:b", true, true),
            ("a\nb", true, true),
            ("a?", false, true),
            ("end.", false, true),
            ("end ", false, true),
            ("end.", true, false),
            ("tide pools", true, false),
            ("..a", false, false),
        ] {
            assert_eq!(unportable(part, last).is_some(), refused, "{part}: {:?}", unportable(part, last));
        }
    }

    #[test]
    fn one_form_for_all_ways_of_writing() {
        assert_eq!(folded("Caf\u{e9}"), folded("cafe\u{301}"));
        assert_eq!(Twin::of("caf\u{e9}", "cafe\u{301}"), Twin::Form);
        assert_eq!(Twin::of("Caf\u{e9}", "caf\u{e9}"), Twin::Case);
    }
}
