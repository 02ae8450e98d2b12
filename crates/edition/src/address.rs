//! Addresses of pages on the web.

use pamphlet_document::PageId;
use pamphlet_locale::Tag;

/// The address at which a page is read, after the pattern of the site: `https://example.org/{locale}/{page}/`. A page
/// named `index` stands for its folder where the pattern makes pages folders; otherwise it keeps its name. A pattern
/// without `{page}` is the address of the front page, and pages are folders below it.
#[must_use]
pub fn page_url(pattern: &str, locale: &Tag, page: &PageId) -> String {
    let pattern = complete(pattern);
    let pattern = pattern.replace("{locale}", locale.as_str());
    let (before, after) = pattern.split_once("{page}").unwrap_or((&pattern, ""));
    let folder = match page.0.strip_suffix("index") {
        Some("") => Some(""),
        Some(rest) if rest.ends_with('/') => Some(rest.trim_end_matches('/')),
        Some(_) | None => None,
    };
    match folder {
        Some("") if after == "/" || after.is_empty() => before.to_owned(),
        Some(folder) if after == "/" || after.is_empty() => format!("{before}{folder}{after}"),
        _ => format!("{before}{}{after}", page.0),
    }
}

/// The pattern with `{page}` in it.
pub(crate) fn complete(pattern: &str) -> String {
    if pattern.contains("{page}") {
        return pattern.to_owned();
    }
    let base = pattern.trim_end_matches('/');
    format!("{base}/{{page}}/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_have_addresses() {
        let tag = Tag::parse("it").unwrap();
        let url = |pattern: &str, page: &str| page_url(pattern, &tag, &PageId(page.to_owned()));
        let folders = "https://example.org/{locale}/{page}/";
        assert_eq!(url(folders, "a/b"), "https://example.org/it/a/b/");
        assert_eq!(url(folders, "index"), "https://example.org/it/");
        assert_eq!(url(folders, "a/index"), "https://example.org/it/a/");
        assert_eq!(url(folders, "a/reindex"), "https://example.org/it/a/reindex/");
        assert_eq!(url("https://example.org/{page}.html", "a/index"), "https://example.org/a/index.html");
        assert_eq!(url("https://example.org", "index"), "https://example.org/");
        assert_eq!(url("https://example.org/docs/", "a"), "https://example.org/docs/a/");
    }
}
