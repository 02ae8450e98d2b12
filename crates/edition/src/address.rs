//! Addresses: of pages on the web, and as authors write them.

use pamphlet_document::PageId;
use pamphlet_locale::Tag;

/// The address at which a page is read, after the pattern of the site: `https://example.org/{locale}/{page}/`. A page
/// named `index` or `README` stands for its folder where the pattern makes pages folders; otherwise it is called `index`. A pattern
/// without `{page}` is the address of the front page, and pages are folders below it.
#[must_use]
pub fn page_url(pattern: &str, locale: &Tag, page: &PageId) -> String {
    let pattern = complete(pattern).replace("{locale}", locale.as_str());
    let (before, after) = pattern.split_once("{page}").unwrap_or((&pattern, ""));
    let (folder, name) = page.0.rsplit_once('/').unwrap_or(("", &page.0));
    let is_folder = matches!(after, "" | "/") && matches!(name, "index" | "README");
    match (is_folder, folder) {
        (true, "") => before.to_owned(),
        (true, folder) => format!("{before}{}{after}", encoded(folder)),
        (false, "") if name == "README" => format!("{before}index{after}"),
        (false, folder) if name == "README" => format!("{before}{}/index{after}", encoded(folder)),
        (false, _) => format!("{before}{}{after}", encoded(&page.0)),
    }
}

/// The pattern with `{page}` in it.
fn complete(pattern: &str) -> String {
    if pattern.contains("{page}") {
        return pattern.to_owned();
    }
    let base = pattern.trim_end_matches('/');
    format!("{base}/{{page}}/")
}

/// Where a site is read, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Website {
    /// Scheme and host: `https://example.org`.
    pub(crate) origin: String,
    /// The path up to the locale or the page: `/docs/`.
    base: String,
    /// Whether the locale stands in addresses.
    has_locale: bool,
    /// The address of the front page of the locale.
    pub(crate) front: String,
}

impl Website {
    /// Takes a pattern apart; none if it is no address on the web.
    pub(crate) fn of(pattern: &str, locale: &Tag) -> Option<Self> {
        let pattern = complete(pattern);
        let host = pattern.find("://")? + 3;
        let path = host + pattern[host..].find('/')?;
        let first = path + pattern[path..].find('{')?;
        let base = path + pattern[path..first].rfind('/')? + 1;
        Some(Self {
            origin: pattern[..path].to_owned(),
            base: pattern[path..base].to_owned(),
            has_locale: pattern.contains("{locale}"),
            front: page_url(&pattern, locale, &PageId("index".to_owned())),
        })
    }

    /// What stands after the host in an address of this site, with its `/`; none for other sites.
    pub(crate) fn path_of<'a>(&self, address: &'a str) -> Option<&'a str> {
        let after = |address: &'a str| address.split_once("://").map(|(_, rest)| rest);
        let host = self.origin.split_once("://")?.1;
        let rest = after(address)?;
        let own = rest.get(..host.len()).filter(|own| own.eq_ignore_ascii_case(host))?;
        let path = &rest[own.len()..];
        (path.is_empty() || path.starts_with(['/', '?', '#'])).then_some(path)
    }

    /// The locale and page path that a path of this site names.
    pub(crate) fn page_of<'a>(&self, path: &'a str, locales: &[Tag]) -> Option<(Option<Tag>, &'a str)> {
        let rest = path
            .strip_prefix(&self.base)
            .or_else(|| self.base.strip_suffix('/').filter(|base| *base == path).map(|_| ""))?;
        if !self.has_locale {
            return Some((None, rest));
        }
        let (locale, page) = split_locale(rest, locales)?;
        Some((Some(locale), page))
    }
}

/// Takes the locale off the beginning of a path without a leading `/`.
pub(crate) fn split_locale<'a>(path: &'a str, locales: &[Tag]) -> Option<(Tag, &'a str)> {
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let tag = Tag::parse(first)?;
    locales.contains(&tag).then_some((tag, rest))
}

/// An address in its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Parts<'a> {
    /// What stands before `?` and `#`.
    pub(crate) path: &'a str,
    /// What stands between `?` and `#`, with its `?`; empty for none.
    pub(crate) query: &'a str,
    /// What stands after `#`; none without one.
    pub(crate) fragment: Option<&'a str>,
}

impl<'a> Parts<'a> {
    /// Takes an address apart.
    pub(crate) fn of(address: &'a str) -> Self {
        let (rest, fragment) = match address.split_once('#') {
            Some((rest, fragment)) => (rest, Some(fragment)),
            None => (address, None),
        };
        let (path, query) = rest.find('?').map_or((rest, ""), |at| rest.split_at(at));
        Self { path, query, fragment }
    }
}

/// The scheme of an address, without its `:`.
pub(crate) fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let mut bytes = scheme.bytes();
    let first = bytes.next()?.is_ascii_alphabetic();
    (first && scheme.len() > 1 && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte)))
        .then_some(scheme)
}

/// Undoes percent-encoding; what is none, or gives no UTF-8, stays.
pub(crate) fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let value = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let Some(value) = value {
            out.push(value);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// Whether the alternative text of a picture is the name of its file, with its ending or without, and so says nothing (WCAG
/// F30). One word of letters alone may be what the picture shows, and counts as a description.
pub(crate) fn is_name_of_file(words: &str, address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = decoded(path.rsplit(['/', '\\']).next().unwrap_or_default());
    let words = decoded(words.trim());
    let words = words.rsplit(['/', '\\']).next().unwrap_or_default();
    if words.is_empty() || words.contains(char::is_whitespace) && words != name {
        return false;
    }
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    words == name && name != stem || words == stem && !words.chars().all(char::is_alphabetic)
}

/// An address as others may write it: what RFC 3987 does not allow is percent-encoded, nothing else is touched.
pub(crate) fn encoded(address: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(address.len());
    for character in address.trim().chars() {
        if character.is_whitespace()
            || character.is_control()
            || matches!(character, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`')
        {
            let mut buffer = [0; 4];
            for byte in character.encode_utf8(&mut buffer).bytes() {
                write!(out, "%{byte:02X}").expect("a string takes everything");
            }
        } else {
            out.push(character);
        }
    }
    out
}

/// Joins a path to the folder that it is relative to; none if it leads above the root. No `.`, no `..`, no empty parts
/// are left.
pub(crate) fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_describe_nothing() {
        for (words, address) in [
            ("step_2", "img/step_2.png"),
            ("step_2.png", "step_2.png"),
            (" IMG-0042 ", "../IMG-0042.jpeg?x=1#only-light"),
            ("img/a.png", "a.png"),
            ("my shot.png", "my%20shot.png"),
            ("屏幕1", "屏幕1.png"),
        ] {
            assert!(is_name_of_file(words, address), "{words}");
        }
        for (words, address) in
            [("", ".png"), ("lighthouse", "lighthouse.png"), ("my shot 2", "my shot 2.png"), ("step_3", "step_2.png")]
        {
            assert!(!is_name_of_file(words, address), "{words}");
        }
    }

    fn tag(text: &str) -> Tag {
        Tag::parse(text).unwrap()
    }

    #[test]
    fn pages_have_addresses() {
        let url = |pattern: &str, page: &str| page_url(pattern, &tag("it"), &PageId(page.to_owned()));
        let folders = "https://example.org/{locale}/{page}/";
        assert_eq!(url(folders, "a/b"), "https://example.org/it/a/b/");
        assert_eq!(url(folders, "index"), "https://example.org/it/");
        assert_eq!(url(folders, "a/index"), "https://example.org/it/a/");
        assert_eq!(url(folders, "a/reindex"), "https://example.org/it/a/reindex/");
        assert_eq!(url(folders, "a b/README"), "https://example.org/it/a%20b/");
        assert_eq!(url("https://example.org/{page}.html", "a/index"), "https://example.org/a/index.html");
        assert_eq!(url("https://example.org/{page}.html", "a/README"), "https://example.org/a/index.html");
        assert_eq!(url("https://example.org/{page}.html", "README"), "https://example.org/index.html");
        assert_eq!(url("https://example.org", "index"), "https://example.org/");
        assert_eq!(url("https://example.org/docs/", "a"), "https://example.org/docs/a/");
    }

    #[test]
    fn addresses_of_the_site_are_known() {
        let locales = [tag("en"), tag("it")];
        let site = Website::of("https://example.org/docs/{locale}/{page}/", &tag("it")).unwrap();
        let page = |address: &str| {
            let (locale, page) = site.page_of(site.path_of(address)?, &locales)?;
            Some(format!("{} {page}", locale.map(|tag| tag.to_string()).unwrap_or_default()))
        };
        assert_eq!(page("http://EXAMPLE.org/docs/en/a/b/").as_deref(), Some("en a/b/"));
        assert_eq!(page("https://example.org/docs/en").as_deref(), Some("en "));
        assert_eq!(page("https://example.org/blog/en/a/"), None);
        assert_eq!(page("https://example.org.evil/docs/en/a/"), None);
        let plain = Website::of("https://example.org", &tag("en")).unwrap();
        assert_eq!(plain.page_of("/a/", &locales), Some((None, "a/")));
        assert_eq!(plain.page_of("", &locales), Some((None, "")));
        assert_eq!(Website::of("no address", &tag("en")), None);
    }

    #[test]
    fn addresses_come_apart() {
        assert_eq!(Parts::of("a?b#c"), Parts { path: "a", query: "?b", fragment: Some("c") });
        assert_eq!(Parts::of("#"), Parts { path: "", query: "", fragment: Some("") });
        assert_eq!(scheme("mailto:a@b"), Some("mailto"));
        assert_eq!(scheme("a/b:c"), None);
        assert_eq!(scheme("C:\\x"), None);
        assert_eq!(decoded("%C3%A9%zz%"), "é%zz%");
        assert_eq!(decoded("%ff"), "%ff");
        assert_eq!(encoded(" https://a.b/c d\u{a0}é%20 "), "https://a.b/c%20d%C2%A0é%20");
        assert_eq!(joined("a/b", "../c/./d").as_deref(), Some("a/c/d"));
        assert_eq!(joined("a", "../../c"), None);
    }
}
