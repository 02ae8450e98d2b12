//! What is taken off the lines of a page before anything is recognised: comments, and what stands in the way of marks.
//! Fenced code, code spans and what may be indented code are left alone.

use crate::Dialect;
use crate::attr;
use crate::container::critic::closer;
use crate::scan::{Fences, Ticks};
use crate::text::{Edit, Line, Texts};

/// Takes comments and stray signs off the lines of a page.
pub(crate) fn clean(texts: &mut Texts, lines: Vec<Line>, dialect: &Dialect) -> Vec<Line> {
    let has = |needle: &str| memchr::memmem::find(texts.as_str().as_bytes(), needle.as_bytes()).is_some();
    let lines =
        if has("<!--") || has("<?") || has("<![CDATA[") { comments(texts.as_str(), lines, dialect) } else { lines };
    if has("!![") || dialect.attributes && has("\\") && has("{") || dialect.critic.is_on() && has("{") {
        signs(texts, lines, dialect)
    } else {
        lines
    }
}

/// Lines without the comments that begin on lines of their own or run on beyond a blank line. Others are part of a line,
/// or of a container that may hold code, and are left out where those are read.
fn comments(source: &str, mut lines: Vec<Line>, dialect: &Dialect) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut fences = Fences::default();
    let mut open_ended = false;
    let mut at = 0;
    while at < lines.len() {
        if let Some(end) = fences.end(source, &lines, at) {
            out.extend_from_slice(&lines[at..=end]);
            at = end + 1;
            continue;
        }
        let line = lines[at];
        let found = if open_ended || line.indent(source) >= 4 { None } else { opening(line.text(source)) };
        let Some(start) = found else {
            out.push(line);
            at += 1;
            continue;
        };
        let alone = line.text(source)[..start].trim().is_empty();
        let ending = match &line.text(source)[start..] {
            text if text.starts_with("<?") => "?>",
            text if text.starts_with("<![") => "]]>",
            _ => "-->",
        };
        let from = start + if ending == "?>" { 2 } else { 4 };
        let Some((last, end)) = close(source, &lines, at, from, ending) else {
            open_ended = true;
            continue;
        };
        let tail = lines[last].from(end);
        let parted = lines[at..=last].iter().any(|line| line.is_blank(source));
        if !alone && !parted || alone && is_term(source, &lines, last, tail, dialect) {
            out.extend_from_slice(&lines[at..=last]);
            at = last + 1;
            continue;
        }
        if !alone {
            out.push(Line { end: line.start + start, ..line });
        } else if !(tail.is_blank(source) && stands_in_list(source, out.last(), lines.get(last + 1))) {
            out.push(Line { start: line.start, end: line.start });
        }
        if tail.is_blank(source) {
            at = last + 1;
        } else {
            lines[last] = tail.trimmed(source);
            at = last;
        }
    }
    out
}

/// The byte at which the first comment of a line begins that is no code and does not end on the line; or any at its
/// start.
fn opening(text: &str) -> Option<usize> {
    let body = text.trim_start();
    if body.starts_with("<?") && !body.starts_with("<?>") || body.starts_with("<![CDATA[") {
        return Some(text.len() - body.len());
    }
    memchr::memmem::find(text.as_bytes(), b"<!--")?;
    let mut ticks = Ticks::default();
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'<', b'`', &text.as_bytes()[at..]) {
        at += found;
        if text.as_bytes()[at] == b'`' {
            at = ticks.skip(text, at);
        } else if text[at..].starts_with("<!--") {
            match text[at + 4..].find("-->") {
                Some(end) if !text[..at].trim().is_empty() => at += 4 + end + 3,
                _ => return Some(at),
            }
        } else {
            at += 1;
        }
    }
    None
}

/// Where the comment ends that is open at byte `from` of a line: the line, and the byte behind.
fn close(source: &str, lines: &[Line], at: usize, from: usize, ending: &str) -> Option<(usize, usize)> {
    if let Some(end) = lines[at].text(source)[from..].find(ending) {
        return Some((at, from + end + ending.len()));
    }
    let ends = |line: &Line| line.text(source).find(ending).map(|end| end + ending.len());
    lines.iter().enumerate().skip(at + 1).find_map(|(at, line)| Some((at, ends(line)?)))
}

/// Whether a definition follows, which needs a term above it: to Python-Markdown a comment is one.
fn is_term(source: &str, lines: &[Line], last: usize, tail: Line, dialect: &Dialect) -> bool {
    let next = lines[last + 1..].iter().find(|line| !line.is_blank(source));
    dialect.definitions
        && tail.is_blank(source)
        && next.is_some_and(|next| next.trimmed(source).text(source).starts_with(": ") && next.indent(source) < 4)
}

/// Whether a comment stands between two items, which it does not part.
fn stands_in_list(source: &str, before: Option<&Line>, after: Option<&Line>) -> bool {
    let is_item = |line: &&Line| crate::scan::list_marker(line.trimmed(source).text(source), true).is_some();
    before.is_some_and(|line| is_item(&line) || line.indent(source) > 0 && !line.is_blank(source))
        && after.is_some_and(|line| is_item(&line))
}

/// Takes the first of two `!` before a picture off, and backslashes out of attribute lists: `{ target=\_blank }`.
fn signs(texts: &mut Texts, mut lines: Vec<Line>, dialect: &Dialect) -> Vec<Line> {
    let mask = crate::scan::code_mask(texts.as_str(), &lines);
    for (line, _) in lines.iter_mut().zip(mask).filter(|(_, code)| !code) {
        let text = texts.text(*line);
        let mut edits = Vec::new();
        if text.contains("!![") && line.indent(texts.as_str()) < 4 {
            let at = text.len() - text.trim_start().len();
            edits.extend(text[at..].starts_with("!![").then(|| Edit::cut(at, 1)));
        }
        if dialect.attributes && text.contains('\\') {
            // A list holds no other, so that each closing brace has one opening brace: the last before it.
            let mut from = 0;
            while let Some(close) = text[from..].find('}').map(|found| from + found) {
                let open = text[from..close].rfind('{').map(|found| from + found);
                from = close + 1;
                let Some(start) = open else { continue };
                let list = &text[start..from];
                let owned = text[..start].ends_with([')', ']', '*', '_', '`', ':', ' ']) || start == 0;
                if owned && list.contains('\\') && attr::parse(&list.replace('\\', "")).is_some() {
                    edits.extend(list.match_indices('\\').map(|(at, _)| Edit::cut(start + at, 1)));
                }
            }
        }
        if !edits.is_empty() {
            *line = texts.rewrite(*line, &edits);
        }
    }
    if dialect.critic.is_on() {
        breaks(texts.as_str(), &mut lines);
    }
    lines
}

/// Takes critic marks off that hold nothing but the break between two paragraphs: `end.{++`, a blank line, `++} Start`.
fn breaks(source: &str, lines: &mut [Line]) {
    for at in 0..lines.len() {
        let text = lines[at].text(source).trim_end();
        let Some(close) = text.len().checked_sub(3).and_then(|start| closer(text.get(start..)?)) else { continue };
        let next = (at + 1..lines.len()).find(|&next| !lines[next].is_blank(source));
        let Some(next) = next.filter(|&next| next > at + 1 && text.len() > 3) else { continue };
        let below = lines[next].trimmed(source);
        if below.text(source).starts_with(close) && below.text(source).trim_end().len() > 3 {
            lines[at].end = lines[at].start + text.len() - 3;
            lines[next] = below.from(3).trimmed(source);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pamphlet_source::SourceId;

    fn cleaned(text: &str) -> String {
        let mut texts = Texts::new(SourceId(0), text);
        let lines = crate::text::lines(text, 0);
        let lines = clean(&mut texts, lines, &Dialect::default());
        lines.iter().map(|&line| texts.text(line)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn comments_go_and_code_stays() {
        for (text, expected) in [
            ("a\n<!-- b -->\nc", "a||c"),
            ("- a\n<!-- b\n- c\n-->\n\nd", "- a|||d"),
            ("- a\n<!-- b -->\n- c", "- a|- c"),
            ("```\n<!-- b -->\n```", "```|<!-- b -->|```"),
            ("<!--\n```\n-->\nc", "|c"),
            ("a <!-- b -->", "a <!-- b -->"),
            ("a <!-- b\n\nc --> d", "a |d"),
            ("`<!--` a\n\nb", "`<!--` a||b"),
            ("    <!-- b -->", "    <!-- b -->"),
            ("<!-- b", "<!-- b"),
            ("<!-- b -->\n:   c", "<!-- b -->|:   c"),
            ("<!-- a --> b <!-- c\n-->", "|b <!-- c|-->"),
            ("!![a](b)", "![a](b)"),
            ("a.{++\n\n++} b", "a.||b"),
            ("[a](b){ target=\\_blank } \\_c", "[a](b){ target=_blank } \\_c"),
        ] {
            assert_eq!(cleaned(text), expected, "{text}");
        }
    }
}
