//! Paths inside a site: `/` between the parts, relative to its root. Those that its configuration names may begin with
//! `..`, where they lead to a folder beside the site.

/// Joins two paths; either may be empty.
#[must_use]
pub fn join(folder: &str, name: &str) -> String {
    match (folder.is_empty(), name.is_empty()) {
        (true, _) => name.to_owned(),
        (_, true) => folder.to_owned(),
        _ => format!("{folder}/{name}"),
    }
}

/// The folder of a path and its last part.
#[must_use]
pub fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// The folder that a path lies in; empty at the root.
#[must_use]
pub fn parent(path: &str) -> &str {
    split(path).0
}

/// Follows `address` from `folder`, as [`resolve`] does; what leads out of the root keeps the `..` that it begins with.
#[must_use]
pub fn climb(folder: &str, address: &str) -> String {
    let address = address.replace('\\', "/");
    let folder = if address.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(address.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    parts.join("/")
}

/// The file that a snippet of this name is in a folder of snippets. `None` when it leads out of the site, and is not in
/// that folder either: a page may not reach what the configuration does not name.
#[must_use]
pub fn snippet(folder: &str, name: &str) -> Option<String> {
    Some(climb(folder, name)).filter(|path| !is_outside(path) || below(path, folder).is_some())
}

/// Whether a path leads out of the root.
#[must_use]
pub fn is_outside(path: &str) -> bool {
    path == ".." || path.starts_with("../")
}

/// Whether a path names something below a folder and nothing else: parts with `/` between them, none empty, `.` or `..`,
/// and no drive or root of a system. What stands in a file that others made has to be one before it is used.
#[must_use]
pub fn is_plain(path: &str) -> bool {
    let of_windows = path.contains('\\') || path.as_bytes().get(1) == Some(&b':');
    !(cfg!(windows) && of_windows) && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// Follows `address` from `folder`, with `.` and `..` taken away; an address that begins with `/` starts at the
/// root. `None` when it leads out of the root.
#[must_use]
pub fn resolve(folder: &str, address: &str) -> Option<String> {
    Some(climb(folder, address)).filter(|path| !is_outside(path))
}

/// The part of `path` below `folder`; `None` when it lies elsewhere.
#[must_use]
pub fn below<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    if folder.is_empty() {
        return Some(path).filter(|path| !is_outside(path));
    }
    path.strip_prefix(folder)?.strip_prefix('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolves() {
        assert_eq!(resolve("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(resolve("a", "/c/./d//e").as_deref(), Some("c/d/e"));
        assert_eq!(resolve("a", "../../c"), None);
        assert_eq!(below("a/b", "a"), Some("b"));
        assert_eq!(below("ab/c", "a"), None);
        assert_eq!((below("../b", ""), below("../a/b", "../a")), (None, Some("b")));
        assert_eq!(climb("a", "../../c"), "../c");
        assert_eq!(climb("../a", "../../b/./c"), "../../b/c");
        assert_eq!(climb("../a", "/b"), "b");
        assert_eq!(snippet("docs", "../x.md").as_deref(), Some("x.md"));
        assert_eq!(snippet("../shared", "x.md").as_deref(), Some("../shared/x.md"));
        assert_eq!((snippet("../shared", "../x.md"), snippet("docs", "../../x.md")), (None, None));
        for (path, plain) in
            [("a/b.c", true), ("..a", true), ("", false), ("/a", false), ("a//b", false), ("a/../b", false)]
        {
            assert_eq!(is_plain(path), plain, "{path}");
        }
        assert_eq!((is_plain("c:/a"), is_plain("a\\b")), (!cfg!(windows), !cfg!(windows)));
    }
}
