//! How pages are laid out, when `pamphlet.yml` does not say.

use crate::files::Watched;
use crate::i18n::Plugin;
use crate::layout::{self, PagePattern};
use crate::path;
use pamphlet_locale::Tag;

/// The folder of the pages where no configuration names one: `docs`, or a plain folder of Markdown itself.
pub(crate) fn pages(files: &Watched<'_>) -> String {
    const USUAL: &str = "docs";
    let is_plain =
        || files.entries("").iter().any(|entry| !entry.is_folder() && layout::page_name(&entry.name).is_some());
    if !has_pages(files, USUAL) && is_plain() { String::new() } else { USUAL.to_owned() }
}

/// The layout of translations, found by looking: the source's folder of pages, and a pattern.
pub(crate) fn translations(
    files: &Watched<'_>,
    docs: &str,
    source: &Tag,
    plugin: Option<&Plugin>,
) -> (String, Option<PagePattern>) {
    let pattern = |text: String| PagePattern::parse(&text).ok();
    if let Some(plugin) = plugin {
        if plugin.folders {
            // The default language has a folder of its own, or its pages stand outside of all of them.
            let own = written_folder(files, docs, source).map(|name| path::join(docs, &name));
            let own = own.filter(|folder| has_pages(files, folder));
            return (own.unwrap_or_else(|| docs.to_owned()), pattern(path::join(docs, "{locale}")));
        }
        return (docs.to_owned(), pattern("{page}.{locale}.md".to_owned()));
    }
    // `docs/en/docs` or `en/docs` holds the source: its neighbours are the translations.
    if let Some((before, after)) = docs.rsplit_once('/') {
        let (above, folder) = path::split(before);
        if layout::likely_locale(folder).is_some_and(|tag| tag == *source) {
            return (docs.to_owned(), pattern(format!("{}/{after}", path::join(above, "{locale}"))));
        }
    }
    let (above, name) = path::split(docs);
    if layout::likely_locale(name).is_some_and(|tag| tag == *source) {
        return (docs.to_owned(), pattern(path::join(above, "{locale}")));
    }
    for folder in ["i18n", "locales", "translations"] {
        if has_locales(files, &path::join(above, folder)) {
            return (docs.to_owned(), pattern(path::join(&path::join(above, folder), "{locale}")));
        }
    }
    // `docs/en/`, `docs/it/`: nothing but folders of locales, apart from pictures.
    if let Some(own) = written_folder(files, docs, source)
        && has_locales(files, docs)
    {
        return (path::join(docs, &own), pattern(path::join(docs, "{locale}")));
    }
    // `about.md` with `about.it.md` beside it.
    let all = files.list(docs);
    let suffix = PagePattern::parse("{page}.{locale}.md").expect("is a pattern");
    let suffixed = all.iter().filter_map(|file| suffix.read(file)).any(|found| {
        layout::likely_locale(found.locale).is_some_and(|tag| tag != *source)
            && all.binary_search(&format!("{}.md", found.page)).is_ok()
    });
    (docs.to_owned(), suffixed.then_some(suffix))
}

/// The folder of a locale inside another, as it is written.
fn written_folder(files: &Watched<'_>, folder: &str, locale: &Tag) -> Option<String> {
    let named = |name: &str| Tag::parse(name).is_some_and(|tag| tag == *locale);
    files.entries(folder).into_iter().find(|entry| entry.is_folder() && named(&entry.name)).map(|entry| entry.name)
}

/// Whether a folder holds a locale's folder with pages in it.
fn has_locales(files: &Watched<'_>, folder: &str) -> bool {
    files.entries(folder).iter().any(|entry| {
        entry.is_folder()
            && layout::likely_locale(&entry.name).is_some()
            && has_pages(files, &path::join(folder, &entry.name))
    })
}

/// Whether a folder holds pages.
pub(crate) fn has_pages(files: &Watched<'_>, folder: &str) -> bool {
    files.list(folder).iter().any(|file| layout::page_name(file).is_some())
}

/// The pattern of the files of strings: `strings.{locale}.env` where such files lie.
pub(crate) fn strings(files: &Watched<'_>, source: &Tag) -> Option<PagePattern> {
    for folder in ["includes", "i18n", "config", ""] {
        for ending in ["env", "yml", "yaml"] {
            if files.exists(&path::join(folder, &format!("strings.{source}.{ending}"))) {
                return PagePattern::parse(&path::join(folder, &format!("strings.{{locale}}.{ending}"))).ok();
            }
        }
    }
    None
}

/// A path that holds the source locale as a part of its own, with `{locale}` in its place.
pub(crate) fn with_locale(path: &str, source: &Tag) -> Option<PagePattern> {
    let name = source.as_str();
    let at = path.match_indices(name).map(|(at, _)| at).find(|at| {
        let bounded = |neighbour: Option<char>| neighbour.is_none_or(|c| matches!(c, '.' | '/' | '-' | '_'));
        bounded(path[..*at].chars().next_back()) && bounded(path[at + name.len()..].chars().next())
    })?;
    PagePattern::parse(&format!("{}{{locale}}{}", &path[..at], &path[at + name.len()..])).ok()
}
