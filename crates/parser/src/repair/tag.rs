//! Tags with room where none may stand, or between full-width brackets: `< kbd >`, `</ div>`, `＜br＞`.

use super::PageRepair;
use super::prose::{Prose, QUOTES};
use crate::text::Edit;
use pamphlet_source::Code;
use pamphlet_source::limits::TORN_TAG_BYTES;

/// Tags that pages are written with. Others are words in angle brackets.
const NAMES: [&str; 48] = [
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "s",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "td",
    "th",
    "tr",
    "u",
    "ul",
];
/// Tags that have no end.
const VOID: [&str; 3] = ["br", "hr", "img"];

/// A tag of a row.
struct WrittenTag<'t> {
    name: &'t str,
    closes: bool,
    /// Whether full-width signs are a part of it.
    wide: bool,
    start: usize,
    end: usize,
    /// What makes it a tag.
    edits: Vec<Edit>,
}

/// What became of a tag.
#[derive(Clone, Copy)]
enum Damage {
    Wide,
    Quotes,
    Room,
}

impl WrittenTag<'_> {
    fn damage(&self) -> Damage {
        match self.edits.as_slice() {
            _ if self.wide => Damage::Wide,
            edits if edits.iter().all(|edit| edit.put == "\"") => Damage::Quotes,
            _ => Damage::Room,
        }
    }
}

/// Mends the tags of a row of a translation. A tag that opens is one when it stands alone on its row, has no end, or has
/// its end in the row; else it may be two comparisons.
pub(super) fn mend(page: &mut PageRepair<'_>, row: usize) {
    if page.reference.is_none() {
        return;
    }
    let text = page.text(row);
    let tags = tags(text);
    let alone = |tag: &WrittenTag<'_>| text[..tag.start].trim().is_empty() && text[tag.end..].trim().is_empty();
    let ends = |tag: &WrittenTag<'_>| {
        tags.iter().any(|other| other.closes && other.start > tag.start && other.name == tag.name)
    };
    let is_sure = |tag: &WrittenTag<'_>| tag.closes || VOID.contains(&tag.name) || alone(tag) || ends(tag);
    let found: Vec<(Damage, std::ops::Range<usize>, Vec<Edit>)> = tags
        .iter()
        .filter(|tag| !tag.edits.is_empty() && is_sure(tag))
        .map(|tag| (tag.damage(), tag.start..tag.end, tag.edits.clone()))
        .collect();
    if found.is_empty() {
        return;
    }
    let mut edits = Vec::new();
    for (damage, range, own) in found {
        let (code, message, help) = match damage {
            Damage::Wide => {
                (Code::RepairFullWidth, "the brackets of a tag are full-width", "write `<…>` with plain brackets")
            }
            Damage::Quotes => (
                Code::RepairHtml,
                "the values of a tag are not in plain quotation marks",
                "write `<name key=\"value\">` with plain quotation marks",
            ),
            Damage::Room => (
                Code::RepairHtml,
                "a tag has spaces inside its brackets, so the website shows it as text",
                "write `<name>` and `</name>` without spaces",
            ),
        };
        page.repaired(code, row, range, message, help);
        edits.extend(own);
    }
    page.rewrite(row, &edits);
}

/// `<kbd>Ctrl<kbd>`: the second of two tags that stand alone in a row was the end of the first. `&lt;br&gt;` and `\<br\>`: a
/// line end whose brackets were escaped, where the source page has line ends.
pub(super) fn escaped(page: &mut PageRepair<'_>, row: usize) {
    let Some(reference) = page.reference else { return };
    let text = page.text(row);
    let prose = Prose::of(text);
    let mut edits: Vec<Edit> = Vec::new();
    let is_open = text.matches('<').count() > 1 && !text.contains("</");
    for name in PAIRED.into_iter().filter(|_| is_open) {
        let tag = format!("<{name}>");
        let places: Vec<usize> = text.match_indices(&tag).map(|(at, _)| at).filter(|at| !prose.is_code(*at)).collect();
        if let [open, close] = places[..]
            && !text.contains(&format!("</{name}"))
            && !text[open + tag.len()..close].trim().is_empty()
        {
            edits.push(Edit::put(close + 1, "/"));
        }
    }
    let breaks = reference.lines.breaks && text.contains("br");
    for (open, close) in [("&lt;", "&gt;"), ("\\<", "\\>"), ("\\<", ">")].into_iter().filter(|_| breaks) {
        for (at, _) in text.match_indices(open).filter(|(at, _)| !prose.is_code(*at)) {
            let inner = &text[at + open.len()..];
            let name = inner.trim_start();
            let Some(rest) = name.strip_prefix("br").map(|rest| rest.trim_start_matches([' ', '/'])) else { continue };
            if rest.starts_with(close) {
                let cut = text.len() - at - rest.len() + close.len();
                edits.push(Edit { at, cut, put: "<br>".into() });
            }
        }
    }
    if edits.is_empty() {
        return;
    }
    edits.sort_by_key(|edit| edit.at);
    edits.dedup_by(|next, before| next.at < before.at + before.cut);
    for edit in &edits {
        page.repaired(
            Code::RepairHtml,
            row,
            edit.at..edit.at + edit.cut.max(1),
            "the brackets of a tag were escaped, or the end of one lost its slash",
            "write `<br>`, and `<name>` and `</name>` round words",
        );
    }
    page.rewrite(row, &edits);
}

/// Tags that stand round words.
const PAIRED: [&str; 14] =
    ["kbd", "b", "i", "code", "sub", "sup", "u", "s", "em", "strong", "mark", "small", "del", "ins"];

/// The tags of a row, damaged or not.
fn tags(text: &str) -> Vec<WrittenTag<'_>> {
    let prose = Prose::of(text);
    let mut found: Vec<WrittenTag<'_>> = Vec::new();
    for (at, bracket) in text.match_indices(['<', '＜']) {
        if found.last().is_some_and(|before| at < before.end) || prose.is_code(at) {
            continue;
        }
        found.extend(tag(text, at, bracket));
    }
    found
}

fn tag<'t>(text: &'t str, start: usize, bracket: &str) -> Option<WrittenTag<'t>> {
    let limit = text.floor_char_boundary(start + TORN_TAG_BYTES);
    let rest = &text[..limit.max(start)];
    let mut edits = Vec::new();
    let mut wide = bracket == "＜";
    if wide {
        edits.push(Edit { at: start, cut: bracket.len(), put: "<".into() });
    }
    let room = |at: usize| rest[at..].len() - rest[at..].trim_start_matches([' ', '\u{a0}', '\u{3000}']).len();
    let mut at = start + bracket.len();
    let gap = room(at);
    // A slash that was escaped.
    let gap = gap + usize::from(rest[at + gap..].starts_with("\\/"));
    let slash = rest[at + gap..].chars().next().filter(|sign| matches!(sign, '/' | '／'));
    if gap > 0 {
        edits.push(Edit::cut(at, gap));
    }
    at += gap;
    if let Some(slash) = slash {
        if slash == '／' {
            wide = true;
            edits.push(Edit { at, cut: slash.len_utf8(), put: "/".into() });
        }
        at += slash.len_utf8();
        let gap = room(at);
        if gap > 0 {
            edits.push(Edit::cut(at, gap));
        }
        at += gap;
    }
    let length = rest[at..].bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = &rest[at..at + length];
    let behind = rest[at + length..].chars().next()?;
    if !NAMES.contains(&name) || !(matches!(behind, '>' | '＞' | '/') || behind.is_whitespace()) {
        return None;
    }
    at += length;
    let close = at + rest[at..].find(['>', '＞', '<', '＜'])?;
    let sign = rest[close..].chars().next().filter(|sign| matches!(sign, '>' | '＞'))?;
    if sign == '＞' {
        wide = true;
        edits.push(Edit { at: close, cut: sign.len_utf8(), put: ">".into() });
    }
    let inner = &rest[at..close];
    // Words behind a name are a comparison: attributes have names, and values in quotation marks.
    let own = attributes(inner, at)?;
    // Room round a sign of equality alone does no harm.
    if !edits.is_empty() || own.iter().any(|edit| edit.put != "=") {
        edits.extend(own);
    }
    if slash.is_some() && !inner.trim().is_empty() {
        return None;
    }
    let spare = inner.len() - inner.trim_end().len();
    if !edits.is_empty() && spare > 0 && !inner.trim_end().ends_with('/') {
        edits.push(Edit::cut(close - spare, spare));
    }
    edits.sort_by_key(|edit| edit.at);
    Some(WrittenTag { name, closes: slash.is_some(), wide, start, end: close + sign.len_utf8(), edits })
}

/// What makes attributes of a text that stands at a byte: room round the sign of equality goes, and quotation marks are
/// plain. None when it is no list of attributes.
fn attributes(inner: &str, base: usize) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    let mut at = 0;
    loop {
        at += inner[at..].len() - inner[at..].trim_start().len();
        let rest = &inner[at..];
        if rest.is_empty() || rest == "/" {
            return Some(edits);
        }
        if rest.trim_end() == "/" {
            edits.push(Edit::cut(base + at + 1, rest.len() - 1));
            return Some(edits);
        }
        let length = rest.find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-').unwrap_or(rest.len());
        let (name, behind) = rest.split_at(length);
        let Some(value) = behind.trim_start().strip_prefix('=') else {
            if !is_name(name) {
                return None;
            }
            at += length;
            continue;
        };
        let value = value.trim_start();
        let value_at = inner.len() - value.len();
        if value_at > at + length + 1 {
            edits.push(Edit { at: base + at + length, cut: value_at - at - length, put: "=".into() });
        }
        let quote = value.chars().next().filter(|_| !name.is_empty())?;
        let is_quoted = quote == '\'' || QUOTES.contains(&quote);
        let Some(end) = is_quoted.then(|| value[quote.len_utf8()..].find(partners(quote))).flatten() else {
            // A value without quotation marks.
            let end = value.find(char::is_whitespace).unwrap_or(value.len());
            if is_quoted || end == 0 {
                return None;
            }
            at = value_at + end;
            continue;
        };
        let close = quote.len_utf8() + end;
        let other = value[close..].chars().next()?;
        for (place, sign) in [(0, quote), (close, other)] {
            if sign != '"' && quote != '\'' {
                edits.push(Edit { at: base + value_at + place, cut: sign.len_utf8(), put: "\"".into() });
            }
        }
        at = value_at + close + other.len_utf8();
    }
}

/// The signs that may end what a quotation mark begins.
fn partners(quote: char) -> &'static [char] {
    match quote {
        '"' => &['"'],
        '\'' => &['\''],
        _ => QUOTES,
    }
}

/// Attributes that have no value.
fn is_name(word: &str) -> bool {
    matches!(word, "markdown" | "open" | "hidden" | "checked" | "disabled")
}
