//! Paths inside a site: `/` between the parts, relative to its root.

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

/// Follows `address` from `folder`, with `.` and `..` taken away; an address that begins with `/` starts at the
/// root. `None` when it leads out of the root.
#[must_use]
pub fn resolve(folder: &str, address: &str) -> Option<String> {
    let address = address.replace('\\', "/");
    let folder = if address.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(address.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            other => parts.push(other),
        }
    }
    Some(parts.join("/"))
}

/// The part of `path` below `folder`; `None` when it lies elsewhere.
#[must_use]
pub fn below<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    if folder.is_empty() {
        return Some(path);
    }
    path.strip_prefix(folder)?.strip_prefix('/')
}

/// Takes `%41` back to `A`; what is not UTF-8 after that stays as it was.
#[must_use]
pub fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        let byte =
            digits.and_then(|digits| std::str::from_utf8(digits).ok()).and_then(|d| u8::from_str_radix(d, 16).ok());
        if let Some(byte) = byte {
            out.push(byte);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
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
        assert_eq!(percent_decoded("a%20b%C3%A9%zz"), "a bé%zz");
    }
}
