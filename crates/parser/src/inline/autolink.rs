//! Addresses, people and issues that stand in text by themselves, as `pymdownx.magiclink` links them.

use crate::Dialect;
use crate::dialect::{Host, Repository};
use crate::page::inline;
use pamphlet_document::{InlineKind, Link, Target};
use pamphlet_source::Span;

/// The link at byte `at` of a text, which stands at `span`: its length and node.
pub(crate) fn at(
    text: &str,
    at: usize,
    dialect: &Dialect,
    part: &dyn Fn(usize, usize) -> Span,
) -> Option<(usize, InlineKind)> {
    let before = text[..at].chars().next_back();
    let rest = &text[at..];
    let (length, address, words) = match rest.as_bytes()[0] {
        b'h' | b'w' => {
            let end = address(rest, before)?;
            let words = &rest[..end];
            let address = if words.starts_with("www.") { format!("http://{words}") } else { words.to_owned() };
            let words = shown(words, dialect);
            (end, address, words)
        }
        b'@' => {
            let own = dialect.named_repository()?;
            let name = &rest[1..];
            let end = name
                .bytes()
                .take(39)
                .position(|b| !(b.is_ascii_alphanumeric() || b == b'-'))
                .unwrap_or(name.len().min(39));
            if end == 0
                || before.is_some_and(char::is_alphanumeric)
                || name[end..].starts_with(|c: char| c.is_alphanumeric())
            {
                return None;
            }
            let name = name[..end].trim_end_matches('-');
            if name.is_empty() {
                return None;
            }
            let repository = rest[1 + name.len()..].strip_prefix('/').map(|rest| &rest[..repository_name(rest)]);
            match repository.filter(|repository| !repository.is_empty()) {
                Some(repository) => {
                    let words = &rest[1..name.len() + repository.len() + 2];
                    (1 + words.len(), format!("{}/{words}", own.base), words.to_owned())
                }
                None => (1 + name.len(), format!("{}/{name}", own.base), format!("@{name}")),
            }
        }
        mark @ (b'#' | b'?' | b'!') => {
            let Repository { host, base, user, name } = dialect.named_repository()?;
            let joined = |c: char| c.is_alphanumeric() || matches!(c, '_' | '#' | '&' | '/' | '?' | '!');
            let end = number(rest).filter(|_| !before.is_some_and(joined))?;
            let address = format!("{base}/{user}/{name}/{}/{}", host.folder(mark)?, &rest[1..end]);
            (end, address, format!("{}{}", sign(mark, dialect), &rest[1..end]))
        }
        _ => return None,
    };
    Some((length, link(part(at, at + length), address, words)))
}

fn link(span: Span, address: String, words: String) -> InlineKind {
    let content = vec![inline(span, InlineKind::Text { text: words })];
    let target = Target::Written { address };
    InlineKind::Link(Link { target, title: None, title_language: None, role: None, button: None, content })
}

/// What stands around the mark at byte `at` when a repository is named before it, `user/repo#12` or `repo@` and a
/// commit: where it begins, its length and node.
pub(crate) fn in_repository(
    text: &str,
    from: usize,
    at: usize,
    dialect: &Dialect,
    part: &dyn Fn(usize, usize) -> Span,
) -> Option<(usize, usize, InlineKind)> {
    let own = dialect.named_repository()?;
    let named = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'/');
    let start = at - text.as_bytes()[from..at].iter().rev().take_while(|&&b| named(b)).count();
    if text[..start].chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '@' | '&' | '#' | ':')) {
        return None;
    }
    let name = &text[start..at];
    let (user, repository) = name.split_once('/').unwrap_or((own.user.as_str(), name));
    if user.is_empty() || user.contains(['.', '_']) || repository.is_empty() || repository.contains('/') {
        return None;
    }
    let (length, address, words) = match text.as_bytes()[at] {
        b'@' => {
            let length = commit(&text[at + 1..])?;
            let hash = &text[at + 1..=at + length];
            (1 + length, format!("{}/{hash}", own.host.commits()), format!("@{}", &hash[..own.host.digits()]))
        }
        mark => {
            let end = number(&text[at..])?;
            let value = &text[at + 1..at + end];
            (end, format!("{}/{value}", own.host.folder(mark)?), format!("{}{value}", sign(mark, dialect)))
        }
    };
    let end = at + length;
    let address = format!("{}/{user}/{repository}/{address}", own.base);
    Some((start, end - start, link(part(start, end), address, format!("{name}{words}"))))
}

/// The length of a commit's whole name.
fn commit(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f')).count();
    (digits == 40 && !text[digits..].starts_with(|c: char| c.is_alphanumeric())).then_some(digits)
}

/// The length of a mark with the number behind it.
fn number(text: &str) -> Option<usize> {
    let end = 1 + text[1..].bytes().take_while(u8::is_ascii_digit).count();
    (end > 1 && !text[end..].starts_with(|c: char| c.is_alphanumeric())).then_some(end)
}

/// The length of a repository's name.
fn repository_name(text: &str) -> usize {
    let end = text.bytes().take_while(|&b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_')).count();
    text[..end].trim_end_matches('.').len()
}

/// How a mark is shown.
fn sign(mark: u8, dialect: &Dialect) -> char {
    if dialect.one_sign { '#' } else { char::from(mark) }
}

/// The length of an address.
fn address(rest: &str, before: Option<char>) -> Option<usize> {
    let scheme = ["https://", "http://", "www."].into_iter().find(|scheme| rest.starts_with(scheme))?;
    if before.is_some_and(|before| !(before.is_whitespace() || "*_~^[('\"".contains(before))) {
        return None;
    }
    let mut end = rest.find(|c: char| c.is_whitespace() || "<>\"`".contains(c)).unwrap_or(rest.len());
    let mut open = 0i64;
    for byte in rest[..end].bytes() {
        open += i64::from(byte == b'(') - i64::from(byte == b')');
    }
    while let Some(last) = rest[..end].chars().next_back() {
        if last == ')' && open < 0 {
            open += 1;
        } else if !"?!.,:*_~^'\";".contains(last) {
            break;
        }
        end -= last.len_utf8();
    }
    (end > scheme.len()).then_some(end)
}

/// An address as the site wants it shown.
pub(crate) fn shown(address: &str, dialect: &Dialect) -> String {
    let bare = || address.split_once("://").filter(|_| dialect.hides_protocol).map_or(address, |(_, bare)| bare);
    shortened(address, dialect).unwrap_or_else(|| bare().to_owned())
}

/// An address of a repository, a person, an issue, a change or a commit, in short: without the names that the site itself
/// has.
fn shortened(address: &str, dialect: &Dialect) -> Option<String> {
    if !dialect.short_addresses {
        return None;
    }
    let (host, rest) = Host::ALL.into_iter().find_map(|host| Some((host, below(address, host)?)))?;
    let parts: Vec<&str> = rest.trim_end_matches('/').split('/').filter(|part| *part != "-").collect();
    let is_known = parts.iter().all(|part| !part.is_empty() && repository_name(part) == part.len());
    if !is_known || host.is_own(parts[0]) {
        return None;
    }
    let (user, repository, value) = match *parts.as_slice() {
        [user] => return (!user.contains('.')).then(|| format!("@{user}")),
        [user, repository] => return Some(format!("{user}/{repository}")),
        [user, repository, "commit", hash] | [user, repository, "commits", "commit", hash] => {
            (user, repository, format!("@{}", &hash[..commit_digits(hash, host)?]))
        }
        [user, repository, kind, value] | [user, repository, kind, value, _] => {
            let is_kind = |mark: &u8| host.folder(*mark).is_some_and(|folder| folder.trim_start_matches("-/") == kind);
            let mark = [b'#', b'!', b'?'].into_iter().find(is_kind)?;
            let is_number = value.bytes().all(|b| b.is_ascii_digit()) && (parts.len() == 4 || host == Host::Bitbucket);
            (user, repository, is_number.then(|| format!("{}{value}", sign(mark, dialect)))?)
        }
        _ => return None,
    };
    let own = dialect.repository.as_ref().filter(|own| own.host == host && own.base == host.base());
    let is_own = own.map(|own| (own.user == user, own.name == repository));
    Some(match is_own {
        Some((true, true)) => value.trim_start_matches('@').to_owned(),
        Some((true, false)) => format!("{repository}{value}"),
        _ => format!("{user}/{repository}{value}"),
    })
}

/// What stands behind the address of a public server.
fn below(address: &str, host: Host) -> Option<&str> {
    let name = host.base().strip_prefix("https://")?;
    let rest = address.strip_prefix("https://")?;
    rest.strip_prefix("www.").unwrap_or(rest).strip_prefix(name)?.strip_prefix('/')
}

/// How much of the name of a commit is shown.
fn commit_digits(hash: &str, host: Host) -> Option<usize> {
    let is_hash = hash.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'));
    (is_hash && (host.digits()..=40).contains(&hash.len())).then(|| host.digits())
}

/// The e-mail address around the `@` at byte `at`: where it begins and its length.
pub(crate) fn mail(text: &str, from: usize, at: usize) -> Option<(usize, usize)> {
    let local = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+');
    let bytes = text.as_bytes();
    let start = at - bytes[from..at].iter().rev().take_while(|&&b| local(b)).count();
    let domain = &bytes[at + 1..];
    let end = domain.iter().take_while(|&&b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
    let end = text[at + 1..at + 1 + end].trim_end_matches(['.', '-']).len();
    let name = &text[at + 1..at + 1 + end];
    let whole = start < at && bytes[start] != b'.' && name.contains('.') && !name.starts_with('.');
    whole.then_some((start, at + 1 + end - start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dialect() -> Dialect {
        let repository = repository(Host::GitHub);
        Dialect { repository: Some(repository), names_issues: true, short_addresses: true, ..Dialect::default() }
    }

    fn repository(host: Host) -> Repository {
        Repository { host, base: host.base().to_owned(), user: "a".to_owned(), name: "b".to_owned() }
    }

    fn show(length: usize, kind: InlineKind) -> Option<String> {
        let InlineKind::Link(link) = kind else { return None };
        let Target::Written { address } = link.target else { return None };
        let address = address.replace("https://github.com/", "~");
        Some(format!("{length} {address} {}", pamphlet_document::plain_text(&link.content)))
    }

    fn link(text: &str, at_byte: usize) -> Option<String> {
        let (length, kind) = at(text, at_byte, &dialect(), &Span::new)?;
        show(length, kind)
    }

    fn named(text: &str) -> Option<String> {
        let mark = text.find(['#', '?', '!', '@'])?;
        let (start, length, kind) = in_repository(text, 0, mark, &dialect(), &Span::new)?;
        show(length, kind).map(|shown| format!("{start} {shown}"))
    }

    #[test]
    fn finds_what_magiclink_finds() {
        assert_eq!(link("(https://x.org/a).", 1).as_deref(), Some("15 https://x.org/a https://x.org/a"));
        assert_eq!(link("#12", 0).as_deref(), Some("3 ~a/b/issues/12 #12"));
        assert_eq!(link("?3 b", 0).as_deref(), Some("2 ~a/b/discussions/3 ?3"));
        assert_eq!(link("x!3", 1), None);
        assert_eq!(link("@me,", 0).as_deref(), Some("3 ~me @me"));
        assert_eq!(link("@me/it.", 0).as_deref(), Some("6 ~me/it me/it"));
        assert_eq!(mail("to a.b@c.org.", 0, 6), Some((3, 9)));
    }

    #[test]
    fn hides_protocols_where_the_site_asks_for_it() {
        let dialect = Dialect { hides_protocol: true, ..dialect() };
        let words = |address| at(address, 0, &dialect, &Span::new).and_then(|(length, kind)| show(length, kind));
        assert_eq!(words("https://x.org/a.").as_deref(), Some("15 https://x.org/a x.org/a"));
        assert_eq!(words("www.x.org").as_deref(), Some("9 http://www.x.org www.x.org"));
        assert_eq!(words("https://github.com/a/b/pull/7").as_deref(), Some("29 ~a/b/pull/7 !7"));
    }

    #[test]
    fn finds_what_another_repository_has() {
        let hash = "0123456789".repeat(4);
        assert_eq!(named("see c/d#12.").as_deref(), Some("4 6 ~c/d/issues/12 c/d#12"));
        assert_eq!(named("d!3").as_deref(), Some("0 3 ~a/d/pull/3 d!3"));
        assert_eq!(named("c/d#12x"), None);
        assert_eq!(named("c/d/e#12"), None);
        assert_eq!(named("#12"), None);
        assert_eq!(named(&format!("c/d@{hash}")), Some(format!("0 44 ~c/d/commit/{hash} c/d@0123456")));
        assert_eq!(named("c/d@0123456"), None);
    }

    #[test]
    fn knows_other_servers_than_github() {
        let lab = Dialect { repository: Some(repository(Host::GitLab)), ..dialect() };
        let link = |text: &str, dialect| at(text, 0, dialect, &Span::new).and_then(|(length, kind)| show(length, kind));
        assert_eq!(link("!12", &lab).as_deref(), Some("3 https://gitlab.com/a/b/-/merge_requests/12 !12"));
        assert_eq!(link("?12", &lab), None);
        assert_eq!(link("@me", &lab).as_deref(), Some("3 https://gitlab.com/me @me"));
        let own = Repository { base: "https://git.x.org".to_owned(), ..repository(Host::GitLab) };
        let own = Dialect { repository: Some(own), ..dialect() };
        assert_eq!(link("#12", &own).as_deref(), Some("3 https://git.x.org/a/b/-/issues/12 #12"));
        let words = |address: &str| shortened(address, &lab);
        assert_eq!(words("https://gitlab.com/a/b/-/issues/7").as_deref(), Some("#7"));
        assert_eq!(words("https://gitlab.com/a/b/-/commit/0123456789ab").as_deref(), Some("01234567"));
        assert_eq!(words("https://bitbucket.org/a/b/pull-requests/7/a-title").as_deref(), Some("a/b!7"));
        assert_eq!(words("https://github.com/c").as_deref(), Some("@c"));
        assert_eq!(words("https://github.com/sponsors/c"), None);
        assert_eq!(words("https://github.com/a/b/tree/main"), None);
    }

    #[test]
    fn shortens_addresses_where_the_site_asks_for_it() {
        let words = |address: &str| link(address, 0).and_then(|shown| Some(shown.rsplit_once(' ')?.1.to_owned()));
        let hash = "0123456789".repeat(4);
        assert_eq!(words("https://github.com/a/b/pull/7").as_deref(), Some("!7"));
        assert_eq!(words("https://github.com/a/d/issues/7").as_deref(), Some("d#7"));
        assert_eq!(words("https://github.com/c/d").as_deref(), Some("c/d"));
        assert_eq!(words(&format!("https://github.com/a/b/commit/{hash}")).as_deref(), Some("0123456"));
        assert_eq!(words("https://github.com/c/d/wiki/7").as_deref(), Some("https://github.com/c/d/wiki/7"));
        let long = Dialect { short_addresses: false, ..dialect() };
        assert_eq!(shortened("https://github.com/a/b/pull/7", &long), None);
        let one_sign = Dialect { one_sign: true, ..dialect() };
        assert_eq!(shortened("https://github.com/a/b/pull/7", &one_sign).as_deref(), Some("#7"));
    }
}
