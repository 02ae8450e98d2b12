//! As much of HTTP as a browser on the same machine needs to look at files: one request a connection, nothing written.

use std::fmt::Write as _;

/// The most bytes of a request: what a browser sends is far below.
pub(super) const REQUEST_BYTES: usize = 16 << 10;

/// What somebody asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// The file of this path, which is relative and goes nowhere up.
    File(String),
    /// The page that shows everything.
    Page,
    /// To be told when something was built.
    Events,
}

/// Why a request is refused: a status, and a sentence.
pub(super) type Refusal = (u16, &'static str);

/// The address of what tells when something was built. No output is called so: it begins with a dot.
pub(super) const EVENTS: &str = "/.events";

/// The address of the manifest of pages that were just saved.
pub(super) const SAVED: &str = ".saved";

/// Understands a request that came in on a port. A page of a foreign website that made its name stand for this machine
/// still calls it by that name, so only the machine's own names are answered.
///
/// # Errors
/// Why it is refused.
pub(super) fn understand(head: &str, port: u16) -> Result<Asked, Refusal> {
    let mut lines = head.split("\r\n");
    let mut words = lines.next().unwrap_or_default().split(' ');
    let (Some(method), Some(target), Some(version), None) = (words.next(), words.next(), words.next(), words.next())
    else {
        return Err((400, "this is not a request"));
    };
    if !version.starts_with("HTTP/1.") {
        return Err((505, "HTTP/1.1 is spoken here"));
    }
    if method != "GET" {
        return Err((405, "files can be read here, and nothing else done"));
    }
    let mut hosts = lines.filter_map(|line| line.split_once(':')).filter(|(name, _)| name.eq_ignore_ascii_case("host"));
    let host = hosts.next().map(|(_, value)| value.trim());
    let own = ["127.0.0.1", "localhost"].iter().any(|name| {
        host.is_some_and(|host| host.eq_ignore_ascii_case(&format!("{name}:{port}")) || port == 80 && host == *name)
    });
    if !own || hosts.next().is_some() {
        return Err((421, "only a browser on this machine is answered, under the address that was printed"));
    }
    let path = target.split(['?', '#']).next().unwrap_or_default();
    match path {
        "/" => return Ok(Asked::Page),
        EVENTS => return Ok(Asked::Events),
        "/.saved" => return Ok(Asked::File(SAVED.to_owned())),
        _ => {}
    }
    let path = decoded(path.strip_prefix('/').unwrap_or_default()).ok_or((400, "its path cannot be read"))?;
    let hidden = |part: &str| part.is_empty() || part.starts_with('.') || part.contains(['\\', ':', '\0']);
    if path.split('/').any(hidden) {
        return Err((404, "there is no such file"));
    }
    Ok(Asked::File(path))
}

/// A path with its escapes read, when it is UTF-8.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        bytes.push(digit()? * 16 + digit()?);
    }
    String::from_utf8(bytes).ok()
}

/// The head of an answer. Nothing is kept by the browser, nothing is run but the one script of ours, and no other page
/// may show or read what is answered.
pub(super) fn head(status: u16, media: &str, length: Option<usize>) -> String {
    let reason = match status {
        200 => "OK",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        421 => "Misdirected Request",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        _ => "Refused",
    };
    let mut out = format!("HTTP/1.1 {status} {reason}\r\nContent-Type: {media}\r\n");
    if let Some(length) = length {
        let _ = write!(out, "Content-Length: {length}\r\n");
    }
    out + "Cache-Control: no-store\r\nConnection: close\r\nX-Content-Type-Options: nosniff\r\n\
           Cross-Origin-Resource-Policy: same-origin\r\nX-Frame-Options: SAMEORIGIN\r\nReferrer-Policy: no-referrer\r\n\r\n"
}

/// The media type of a file.
pub(super) fn media(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("pdf") => "application/pdf",
        Some("epub") => "application/epub+zip",
        Some("json" | "saved") => "application/json; charset=utf-8",
        Some("xml") => "application/xml; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("jpg") => "image/jpeg",
        Some("png") => "image/png",
        Some("txt" | "md" | "ndjson" | "tmx" | "po") | None => "text/plain; charset=utf-8",
        Some(_) => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(target: &str, host: &str) -> Result<Asked, u16> {
        let head = format!("GET {target} HTTP/1.1\r\nHost: {host}\r\nAccept: */*");
        understand(&head, 8010).map_err(|(status, _)| status)
    }

    #[test]
    fn files_of_the_output_are_given() {
        assert_eq!(ask("/", "127.0.0.1:8010"), Ok(Asked::Page));
        assert_eq!(ask("/.events", "localhost:8010"), Ok(Asked::Events));
        assert_eq!(ask("/it/a%20b.pdf?x#y", "LOCALHOST:8010"), Ok(Asked::File("it/a b.pdf".to_owned())));
    }

    #[test]
    fn nothing_above_and_nothing_hidden_is_given() {
        for target in [
            "/../etc/passwd",
            "/it/../../x",
            "/%2e%2e/x",
            "/..%2fx",
            "/it/%2e%2e%2f%2e%2e/x",
            "/.git/config",
            "//etc/passwd",
            "/it//x",
            "/C:/x",
            "/it\\..\\x",
            "/it%5c..%5cx",
            "/x%00.pdf",
            "/.dist.lock",
        ] {
            assert_eq!(ask(target, "127.0.0.1:8010"), Err(404), "{target}");
        }
        for target in ["/%zz", "/%", "/%ff", "/%f"] {
            assert_eq!(ask(target, "127.0.0.1:8010"), Err(400), "{target}");
        }
    }

    #[test]
    fn only_this_machine_under_its_own_name_is_answered() {
        for host in
            ["evil.example", "evil.example:8010", "127.0.0.1", "127.0.0.1:80", "localhost.evil.example:8010", ""]
        {
            assert_eq!(ask("/", host), Err(421), "{host}");
        }
        let twice = "GET / HTTP/1.1\r\nHost: 127.0.0.1:8010\r\nHost: evil.example";
        assert_eq!(understand(twice, 8010).map_err(|(status, _)| status), Err(421));
        assert_eq!(understand("GET / HTTP/1.1", 8010).map_err(|(status, _)| status), Err(421));
        for (head, status) in
            [("POST / HTTP/1.1", 405), ("GET /", 400), ("", 400), ("GET / x HTTP/1.1", 400), ("GET / SPDY", 505)]
        {
            assert_eq!(understand(head, 8010).map_err(|(status, _)| status), Err(status), "{head}");
        }
    }
}
