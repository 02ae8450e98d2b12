//! How a site is laid out, when its `pamphlet.yml` does not say.

use crate::files::Watched;
use crate::layout::{self, Pattern};
use crate::mkdocs::MkDocs;
use crate::path;
use pamphlet_locale::Tag;
use pamphlet_source::yaml::Value;

/// The `mkdocs.yml` of a site that names none: at its root, or with the pages of its source locale. Zensical reads the
/// same keys from `zensical.yml`.
pub(crate) fn mkdocs_path(files: &Watched<'_>) -> Option<String> {
    [
        "mkdocs.yml",
        "mkdocs.yaml",
        "zensical.yml",
        "zensical.yaml",
        "en/mkdocs.yml",
        "docs/en/mkdocs.yml",
        "config/mkdocs.yml",
        "config/mkdocs.en.yml",
    ]
    .into_iter()
    .find(|file| files.exists(file))
    .map(str::to_owned)
}

/// What the plugin mkdocs-static-i18n is told.
#[derive(Debug, Clone, Default)]
pub(crate) struct Plugin {
    /// The locale that pages are written in first.
    pub(crate) source: Option<Tag>,
    /// Whether each locale has a folder; else the locale stands in the names of files.
    pub(crate) folders: bool,
    /// Every locale, with what it changes: `site_name`, `nav_translations`, `nav`.
    pub(crate) languages: Vec<(Tag, Value)>,
}

/// Reads the options of mkdocs-static-i18n.
pub(crate) fn plugin(mkdocs: &MkDocs) -> Option<Plugin> {
    let options = mkdocs.options("plugins", "i18n")?;
    let mut plugin = Plugin {
        folders: options.get("docs_structure").and_then(Value::as_str) == Some("folder"),
        source: options.get("default_language").and_then(Value::as_str).and_then(Tag::parse),
        languages: Vec::new(),
    };
    match options.get("languages") {
        Some(Value::List(items)) => {
            for item in items {
                let Some(tag) = item.get("locale").and_then(Value::as_str).and_then(Tag::parse) else { continue };
                if item.get("default").and_then(Value::as_bool) == Some(true) {
                    plugin.source = Some(tag.clone());
                }
                plugin.languages.push((tag, item.clone()));
            }
        }
        Some(Value::Map(map)) => {
            plugin.languages =
                map.0.iter().filter_map(|(key, value)| Some((Tag::parse(key)?, value.clone()))).collect();
        }
        _ => {}
    }
    Some(plugin)
}

/// The layout of translations, found by looking: the source's folder of pages, and a pattern.
pub(crate) fn translations(
    files: &Watched<'_>,
    docs: &str,
    source: &Tag,
    plugin: Option<&Plugin>,
) -> (String, Option<Pattern>) {
    let pattern = |text: String| Pattern::parse(&text).ok();
    if let Some(plugin) = plugin {
        if plugin.folders {
            let folder = written_folder(files, docs, source).unwrap_or_else(|| source.to_string());
            return (path::join(docs, &folder), pattern(path::join(docs, "{locale}")));
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
    let suffix = Pattern::parse("{page}.{locale}.md").expect("is a pattern");
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
            && files.list(&path::join(folder, &entry.name)).iter().any(|file| layout::page_name(file).is_some())
    })
}

/// The pattern of the files of strings: `strings.{locale}.env` where such files lie.
pub(crate) fn strings(files: &Watched<'_>, source: &Tag) -> Option<Pattern> {
    for folder in ["includes", "i18n", "config", ""] {
        for ending in ["env", "yml", "yaml"] {
            if files.exists(&path::join(folder, &format!("strings.{source}.{ending}"))) {
                return Pattern::parse(&path::join(folder, &format!("strings.{{locale}}.{ending}"))).ok();
            }
        }
    }
    None
}

/// A path that holds the source locale as a part of its own, with `{locale}` in its place.
pub(crate) fn with_locale(path: &str, source: &Tag) -> Option<Pattern> {
    let name = source.as_str();
    let at = path.match_indices(name).map(|(at, _)| at).find(|at| {
        let bounded = |neighbour: Option<char>| neighbour.is_none_or(|c| matches!(c, '.' | '/' | '-' | '_'));
        bounded(path[..*at].chars().next_back()) && bounded(path[at + name.len()..].chars().next())
    })?;
    Pattern::parse(&format!("{}{{locale}}{}", &path[..at], &path[at + name.len()..])).ok()
}
