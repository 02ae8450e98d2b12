//! Which addresses a document may lead out to: the one list of schemes, for all formats.

/// What becomes of an address outside the edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// A link leads there.
    Linked,
    /// Its scheme is none that books may link to: a misspelt one, or that of one program alone. The address is
    /// printed, which people can type or copy, and nothing opens it by itself.
    Told,
    /// It runs a program, holds a file itself, or leads into the reader's own machine: no link, and it says nothing
    /// to people.
    Refused,
}

/// Registered schemes that lead to places and people. An EPUB may name no others in a link.
const LINKED: [&str; 22] = [
    "bitcoin", "callto", "doi", "ethereum", "ftp", "geo", "git", "http", "https", "irc", "ircs", "magnet", "mailto",
    "matrix", "news", "sftp", "sip", "sms", "ssh", "tel", "urn", "xmpp",
];

/// Schemes that are refused.
const REFUSED: [&str; 13] = [
    "about",
    "blob",
    "chrome",
    "data",
    "file",
    "filesystem",
    "jar",
    "javascript",
    "livescript",
    "mhtml",
    "resource",
    "vbscript",
    "view-source",
];

/// The scheme of an address in small letters, without its `:`; none when it has none (RFC 3986, 3.1).
#[must_use]
pub fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.trim().split_once(':')?;
    let valid = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    valid.then(|| scheme.to_ascii_lowercase())
}

/// What becomes of an address outside the edition. One without a scheme leads nowhere, and is refused.
#[must_use]
pub fn reach(address: &str) -> Reach {
    match scheme(address) {
        Some(scheme) if LINKED.contains(&scheme.as_str()) => Reach::Linked,
        Some(scheme) if !REFUSED.contains(&scheme.as_str()) => Reach::Told,
        Some(_) | None => Reach::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_by_their_schemes() {
        for (address, expected) in [
            ("https://example.org", Reach::Linked),
            (" MAILTO:a@example.org", Reach::Linked),
            ("ghttps://example.org", Reach::Told),
            ("obsidian://open", Reach::Told),
            ("JavaScript:x", Reach::Refused),
            ("blob:https://example.org/1", Reach::Refused),
            ("data:text/html,x", Reach::Refused),
            ("file:///etc", Reach::Refused),
            ("a page.md", Reach::Refused),
        ] {
            assert_eq!(reach(address), expected, "{address}");
        }
    }
}
