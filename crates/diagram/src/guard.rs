//! What is not drawn, told before anything tries.

use crate::Undrawn;
use pamphlet_source::limits::{DIAGRAM_BYTES, DIAGRAM_LINES};

/// Refuses a source that is too long.
pub(crate) fn bounds(source: &str) -> Result<(), Undrawn> {
    if source.trim().is_empty() {
        return Err(Undrawn::whole("it is empty"));
    }
    if source.len() > DIAGRAM_BYTES {
        return Err(Undrawn::whole(format!("it is longer than {} KiB", DIAGRAM_BYTES >> 10)));
    }
    if source.split(['\n', ';']).count() > DIAGRAM_LINES {
        return Err(Undrawn::whole(format!("it has more than {DIAGRAM_LINES} lines")));
    }
    Ok(())
}

/// Refuses what a picture on paper cannot have: markup that is more than words.
pub(crate) fn plain(source: &str) -> Result<(), Undrawn> {
    each_line(source, |line| markup(&line.to_ascii_lowercase()))
}

/// Refuses what a picture on paper cannot have, in the language of Mermaid.
pub(crate) fn passive(source: &str) -> Result<(), Undrawn> {
    each_line(source, active)
}

fn each_line(source: &str, active: impl Fn(&str) -> Option<&'static str>) -> Result<(), Undrawn> {
    for (index, line) in source.lines().enumerate() {
        if let Some(reason) = active(line) {
            return Err(Undrawn { reason: reason.to_owned(), line: Some(index + 1) });
        }
    }
    Ok(())
}

const LINK: &str = "it has a link, which nobody can follow in a picture";
const SCRIPT: &str = "it calls a script";

/// What markup in a line asks for beyond a picture.
fn markup(lower: &str) -> Option<&'static str> {
    if lower.contains("<script") || lower.contains("javascript:") {
        return Some(SCRIPT);
    }
    if ["<img", "<iframe", "<object", "<embed", "<video"].iter().any(|tag| lower.contains(tag)) {
        return Some("it shows another file");
    }
    lower.contains("<a ").then_some(LINK)
}

/// What a line asks for beyond a picture.
fn active(line: &str) -> Option<&'static str> {
    let lower = line.to_ascii_lowercase();
    if let Some(reason) = markup(&lower) {
        return Some(reason);
    }
    let mut words = lower.split_whitespace();
    match (words.next(), words.next(), words.next()) {
        (Some("callback"), Some(_), Some(_)) => Some(SCRIPT),
        (Some("click"), Some(_), Some(third)) if third == "call" || third.ends_with("()") => Some(SCRIPT),
        (Some("click"), Some(_), Some(third)) if third == "href" || third.starts_with('"') => Some(LINK),
        // Of class diagrams and of sequence diagrams, whose second words are names and whose lines hold addresses.
        (Some("link" | "links"), Some(_), Some(_)) if lower.contains("://") || lower.contains("{\"") => Some(LINK),
        (Some("click"), Some(name), Some(third))
            if !(name.starts_with(['-', '=']) || third.starts_with(['-', '='])) =>
        {
            Some(SCRIPT)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(source: &str) -> Option<(Option<usize>, String)> {
        bounds(source).and_then(|()| passive(source)).err().map(|error| (error.line, error.reason))
    }

    #[test]
    fn what_a_picture_cannot_hold_is_named_by_line() {
        for (source, line, word) in [
            ("graph TD\n A-->B\n click A \"https://example.org\"", 3, "link"),
            ("graph TD\n click A href \"https://example.org\" \"Tip\"", 2, "link"),
            ("graph TD\n click A call go()", 2, "script"),
            ("graph TD\n click A go", 2, "script"),
            ("graph TD\n A[\"<script>x</script>\"]", 2, "script"),
            ("graph TD\n A[\"<img src='x.png'>\"]", 2, "file"),
            ("graph TD\n A[\"<a href='x'>y</a>\"]", 2, "link"),
            ("classDiagram\n link A \"https://example.org\"", 2, "link"),
            ("sequenceDiagram\n link Alice: Home @ https://example.org", 2, "link"),
        ] {
            let (found, reason) = refused(source).unwrap_or_default();
            assert!(found == Some(line) && reason.contains(word), "{source}: {found:?} {reason}");
        }
        for source in
            ["graph TD\n click --> link\n A[click B here]", "sequenceDiagram\n Ann->>Bob: a link to <b>it</b>"]
        {
            assert_eq!(refused(source), None, "{source}");
        }
    }

    #[test]
    fn lengths_have_bounds() {
        assert_eq!(refused(&format!("graph TD\n{}", "A-->B\n".repeat(DIAGRAM_LINES - 2))), None);
        assert!(refused(&format!("graph TD\n{}", "A-->B\n".repeat(DIAGRAM_LINES))).is_some());
        assert!(refused(&format!("graph TD;{}", "A-->B;".repeat(DIAGRAM_LINES))).is_some());
        assert!(refused(&format!("graph TD\nA[{}]", "x".repeat(DIAGRAM_BYTES))).is_some());
        assert!(refused(" \n").is_some());
    }
}
