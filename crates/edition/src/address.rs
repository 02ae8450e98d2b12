//! Addresses: of pages on the web, and as authors write them.

use pamphlet_locale::{Address, AddressPattern, Tag};
use pamphlet_source::percent::decoded;

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
    pub(crate) front: Address,
}

impl Website {
    /// Takes a pattern apart; none if it is no address on the web.
    pub(crate) fn of(address: &AddressPattern, locale: &Tag) -> Option<Self> {
        let pattern = address.as_str();
        let host = pattern.find("://")? + 3;
        let path = host + pattern[host..].find('/')?;
        let first = path + pattern[path..].find('{')?;
        let base = path + pattern[path..first].rfind('/')? + 1;
        Some(Self {
            origin: pattern[..path].to_owned(),
            base: pattern[path..base].to_owned(),
            has_locale: address.has_locale(),
            front: address.front(locale),
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
            // What stands behind `:~:` tells a browser which words to mark, and is no part of the anchor.
            Some((rest, fragment)) => {
                let (anchor, directive) =
                    fragment.split_once(":~:").map_or((fragment, false), |(anchor, _)| (anchor, true));
                (rest, Some(anchor).filter(|anchor| !directive || !anchor.is_empty()))
            }
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
    fn addresses_of_the_site_are_known() {
        let locales = [tag("en"), tag("it")];
        let website =
            |pattern: &str, locale: &str| Website::of(&AddressPattern::parse(pattern).unwrap(), &tag(locale)).unwrap();
        let site = website("https://example.org/docs/{locale}/{page}/", "it");
        let page = |address: &str| {
            let (locale, page) = site.page_of(site.path_of(address)?, &locales)?;
            Some(format!("{} {page}", locale.map(|tag| tag.to_string()).unwrap_or_default()))
        };
        assert_eq!(page("http://EXAMPLE.org/docs/en/a/b/").as_deref(), Some("en a/b/"));
        assert_eq!(page("https://example.org/docs/en").as_deref(), Some("en "));
        assert_eq!(page("https://example.org/blog/en/a/"), None);
        assert_eq!(page("https://example.org.evil/docs/en/a/"), None);
        let plain = website("https://example.org", "en");
        assert_eq!(plain.page_of("/a/", &locales), Some((None, "a/")));
        assert_eq!(plain.page_of("", &locales), Some((None, "")));
    }

    #[test]
    fn addresses_come_apart() {
        assert_eq!(Parts::of("a?b#c"), Parts { path: "a", query: "?b", fragment: Some("c") });
        assert_eq!(Parts::of("a#:~:text=b"), Parts { path: "a", query: "", fragment: None });
        assert_eq!(Parts::of("a#b:~:text=c"), Parts { path: "a", query: "", fragment: Some("b") });
        assert_eq!(Parts::of("#"), Parts { path: "", query: "", fragment: Some("") });
        assert_eq!(scheme("mailto:a@b"), Some("mailto"));
        assert_eq!(scheme("a/b:c"), None);
        assert_eq!(scheme("C:\\x"), None);
        assert_eq!(joined("a/b", "../c/./d").as_deref(), Some("a/c/d"));
        assert_eq!(joined("a", "../../c"), None);
    }
}
