//! Attribute lists: `{ #id .class key=value }`.

use super::PageRepair;
use super::prose::{Prose, QUOTES, find, first_word};
use crate::Skeleton;
use crate::text::Edit;
use pamphlet_document::Attrs;
use pamphlet_source::{Code, limits};
use std::ops::Range;

/// Whether a text could be what stands in an attribute list.
pub(super) fn is_list(content: &str) -> bool {
    let content = content.trim().trim_start_matches(':').trim_start();
    let joint = content.contains('=') && content.chars().take_while(|&c| c != '=').all(is_key);
    !content.is_empty()
        && (content.starts_with(['.', '#', '．'])
            && content.chars().nth(1).is_some_and(|c| c.is_alphanumeric() || c.is_whitespace())
            || joint)
}

fn is_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')
}

/// `text{](address) class="x" }`: the brace went to the wrong side of the address.
pub(super) fn torn(page: &mut PageRepair<'_>, row: usize) {
    let text = page.text(row);
    let Some(at) = find(text, "{](").filter(|&at| !Prose::of(text).is_code(at)) else { return };
    let Some(close) = text[at..].find(')').map(|found| at + found) else { return };
    let Some(end) = text[close..].find('}').map(|found| close + found) else { return };
    if !is_list(&text[close + 1..end]) || text[close..end].contains('{') {
        return;
    }
    let edits = [Edit::cut(at, 1), Edit::put(close + 1, "{")];
    page.repaired(
        Code::RepairAttributes,
        row,
        at..end + 1,
        "an attribute list stands between the words of a link and its address",
        "write `[text](address){ … }`",
    );
    page.rewrite(row, &edits);
}

/// A row of attribute lists that belong to nothing: the pictures they stood behind are gone.
fn orphaned(page: &mut PageRepair<'_>, row: usize) -> bool {
    let text = page.text(row).trim();
    if page.reference.is_none() || !text.starts_with('{') {
        return false;
    }
    let lists = || text.split_inclusive('}').map(str::trim);
    let all = lists().all(|list| list.strip_prefix('{').and_then(|list| list.strip_suffix('}')).is_some_and(is_list));
    // One list below a paragraph is the paragraph's; two belong to nothing.
    let parted = row == 0 || page.is_blank(row - 1) || lists().count() > 1;
    if !parted || !all || page.indent(row) > 3 {
        return false;
    }
    let start = page.indent(row);
    let length = text.len();
    page.repaired(
        Code::RepairAttributes,
        row,
        start..start + length,
        "attribute lists stand alone: what they belonged to is gone",
        "put back what the source page has here, or take them out",
    );
    page.rewrite(row, &[Edit::cut(start, length)]);
    true
}

/// `[words](address) .class title="words" }`: the first brace was lost.
pub(super) fn unopened(page: &mut PageRepair<'_>, row: usize) {
    let Some(reference) = page.reference else { return };
    let text = page.text(row);
    let place = text.match_indices(") .").chain(text.match_indices(").")).find_map(|(at, mark)| {
        let from = at + mark.len() - 1;
        let close = text[from..].find('}').map(|close| from + close)?;
        let class = text[from + 1..].split([' ', '}']).next()?;
        let is_own = !text[from..close].contains(['{', '(', '[']) && reference.classes.contains(class);
        (is_own && owner(text, at + 1, reference).is_some()).then_some((at + 1, from, close))
    });
    let Some((at, from, close)) = place.filter(|(at, ..)| !Prose::of(text).is_code(*at)) else { return };
    let message = "an attribute list lost its first brace";
    page.repaired(Code::RepairAttributes, row, at..close + 1, message, "write `[text](address){ … }`");
    page.rewrite(row, &[Edit { at, cut: from - at, put: "{ ".into() }]);
}

/// A list on a row of its own, that on the source page stands right behind the link or picture which ends the row above.
fn parted(page: &mut PageRepair<'_>, row: usize) -> bool {
    let Some(reference) = page.reference.filter(|_| row > 0 && !page.rows[row - 1].code) else { return false };
    let (above, text) = (page.text(row - 1).trim_end(), page.text(row).trim());
    let name = text.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')).map(str::trim);
    let name =
        name.and_then(|inner| inner.strip_prefix('#')).filter(|_| above.starts_with('#') && !above.ends_with('}'));
    if let Some(name) = name.filter(|name| reference.headings().any(|heading| heading.anchor == *name)) {
        let (at, put, length) = (above.len(), format!(" {{ #{name} }}"), page.text(row).trim_end().len());
        let message = "the name of a heading was parted from it";
        page.repaired(Code::RepairAttributes, row, 0..length, message, "write `## Words { #name }`");
        let cut = page.text(row - 1).len() - at;
        page.rewrite(row - 1, &[Edit { at, cut, put: put.into() }]);
        let length = page.text(row).len();
        page.rewrite(row, &[Edit::cut(0, length)]);
        return true;
    }
    let is_alone = text.starts_with('{') && text.find('}') == Some(text.len() - 1) && is_list(&text[1..text.len() - 1]);
    if !is_alone || !above.ends_with(')') {
        return false;
    }
    let Some(meant) = owner(above, above.len(), reference).filter(|meant| !meant.classes.is_empty()) else {
        return false;
    };
    let has = |class: &String| text.contains(&format!(".{class}"));
    if !meant.classes.iter().all(has) {
        return false;
    }
    let (at, put, length) = (above.len(), text.to_owned(), text.len());
    let indent = page.text(row).len() - page.text(row).trim_start().len();
    let message = "an attribute list was parted from the link that it belongs to";
    page.repaired(Code::RepairAttributes, row, indent..indent + length, message, "write `[text](address){ … }`");
    let cut = page.text(row - 1).len() - at;
    page.rewrite(row - 1, &[Edit { at, cut, put: put.into() }]);
    let length = page.text(row).len();
    page.rewrite(row, &[Edit::cut(0, length)]);
    true
}

/// Mends the attribute lists of a row.
pub(super) fn mend(page: &mut PageRepair<'_>, row: usize) {
    if parted(page, row) || orphaned(page, row) {
        return;
    }
    let text = page.text(row);
    let prose = Prose::of(text);
    let mut findings: Vec<(Code, Range<usize>, &'static str, Vec<Edit>)> = Vec::new();
    let last_close = text.rfind(['}', '｝']);
    let mut from = 0;
    // The full-width brace begins with this byte, as much else does.
    while let Some(found) = memchr::memchr2(b'{', 0xef, &text.as_bytes()[from..]) {
        let at = from + found;
        let Some(first) = text[at..].chars().next() else { break };
        let brace = first.len_utf8();
        from = at + brace;
        if !matches!(first, '{' | '｛') {
            continue;
        }
        if prose.is_code(at)
            || text[..at].ends_with('\\')
            || text[from..].starts_with(['{', '%', '=', '+', '~', '>', '-'])
        {
            continue;
        }
        let before = text[..at].trim_end().chars().next_back();
        if !before.is_none_or(|c| {
            matches!(c, ')' | ':' | ']' | '>' | '*' | '}' | '|' | '`' | '_' | '）') || at == from - brace
        }) {
            continue;
        }
        if last_close.is_none_or(|last| last < from) {
            let content = text[from..].trim_end();
            if before == Some(')') && is_list(content) && !content.contains(['[', ')']) {
                let end = from + content.len();
                let edits = vec![Edit::put(end, " }")];
                findings.push((Code::RepairAttributes, at..end, "an attribute list is not closed", edits));
            }
            break;
        }
        let window = &text[from..text.floor_char_boundary(from + limits::ATTRIBUTE_LIST_BYTES)];
        let Some(close) = window.find(['}', '｝']).map(|found| from + found) else { continue };
        let content = &text[from..close];
        let end = close + text[close..].chars().next().map_or(1, char::len_utf8);
        if content.contains('{') || !is_list(content) {
            continue;
        }
        if brace > 1 || end - close > 1 {
            let edits =
                vec![Edit { at, cut: brace, put: "{".into() }, Edit { at: close, cut: end - close, put: "}".into() }];
            findings.push((Code::RepairFullWidth, at..end, "the braces of an attribute list are full-width", edits));
            from = end;
            continue;
        }
        // Between an icon and its attributes stands no room.
        let icon = text[..at].trim_end_matches([' ', '\u{a0}']);
        if page.reference.is_some() && icon.len() < at && icon.ends_with(':') && !icon.ends_with(" :") && icon.len() > 1
        {
            let edits = vec![Edit::cut(icon.len(), at - icon.len())];
            let message = "there is a space between an icon and its attributes";
            findings.push((Code::RepairAttributes, icon.len()..end, message, edits));
            from = end;
            continue;
        }
        let meant = page.reference.and_then(|reference| Some((reference, owner(text, at, reference)?)));
        let (mut edits, translated) = tokens(content, from, page.reference, meant.map(|(_, attrs)| attrs));
        if !edits.is_empty() {
            edits.sort_by_key(|edit| edit.at);
            let (code, message) = if translated {
                (Code::RepairTranslatedSyntax, "a class was translated or garbled")
            } else {
                (Code::RepairAttributes, "an attribute list was damaged")
            };
            findings.push((code, at..end, message, edits));
        }
        from = end;
    }
    if findings.is_empty() {
        return;
    }
    let mut edits = Vec::new();
    for (code, range, message, own) in findings {
        page.repaired(code, row, range, message, "write `{ .class key=\"value\" }`, as the source page does");
        edits.extend(own);
    }
    page.rewrite(row, &edits);
}

/// What the source page says about the link or picture that an attribute list belongs to.
pub(super) fn owner<'r>(text: &str, brace: usize, reference: &'r Skeleton) -> Option<&'r Attrs> {
    let before = text[..brace].trim_end().strip_suffix(')')?;
    let before = &before[before.ceil_char_boundary(before.len().saturating_sub(limits::LINK_REACH_BYTES))..];
    let address = &before[before.rfind("](")? + 2..];
    let address = first_word(address);
    if let Some(attrs) = reference.pictures.get(address) {
        return Some(attrs);
    }
    // Links to the same page without attributes are others than this one.
    let mut styled = reference.links.get(address)?.iter().filter(|link| !link.attrs.is_empty());
    let first = styled.next()?;
    styled.all(|other| other.attrs.classes == first.attrs.classes).then_some(&first.attrs)
}

/// The words of an attribute list: changes of what is damaged, and whether a class was among it.
fn tokens(content: &str, base: usize, reference: Option<&Skeleton>, meant: Option<&Attrs>) -> (Vec<Edit>, bool) {
    let mut edits = Vec::new();
    let mut translated = false;
    let known = |class: &str| reference.is_none_or(|reference| reference.classes.contains(class));
    let mut at = 0;
    while at < content.len() {
        let rest = &content[at..];
        let Some(first) = rest.chars().next() else { break };
        if first.is_whitespace() {
            if !first.is_ascii() {
                edits.push(Edit { at: base + at, cut: first.len_utf8(), put: " ".into() });
            }
            at += first.len_utf8();
            continue;
        }
        if first == '.' {
            let gap = rest[1..].len() - rest[1..].trim_start().len();
            let name_at = at + 1 + gap;
            let length = word(&content[name_at..]);
            let name = &content[name_at..name_at + length];
            let structured = name.is_empty() || name.starts_with(['.', '#']) || name.contains('=');
            if gap > 0 && !structured {
                edits.push(Edit::cut(base + at + 1, gap));
            }
            if !structured
                && !known(name)
                && let Some(class) = meant_class(name, content, reference, meant)
            {
                edits.push(Edit { at: base + name_at, cut: length, put: class.into() });
                translated = true;
            }
            at = if structured { at + 1 } else { name_at + length };
            continue;
        }
        let key = rest.chars().take_while(|&c| is_key(c)).map(char::len_utf8).sum::<usize>();
        if key > 0 && rest[key..].starts_with('=') {
            let value_at = at + key + 1;
            let (length, mended) = value(&content[value_at..]);
            let name = &rest[..key];
            if let Some(mended) = mended {
                edits.push(Edit { at: base + value_at, cut: length, put: mended.into() });
            } else if name == "class"
                && let Some(meant) = meant
                && content[value_at..value_at + length].trim_matches('"').split_whitespace().any(|class| !known(class))
            {
                let classes = meant.classes.join(" ");
                edits.push(Edit { at: base + value_at, cut: length, put: format!("\"{classes}\"").into() });
                translated = true;
            }
            at = value_at + length;
            continue;
        }
        let length = word(rest).max(first.len_utf8());
        // A value that lost its sign of equality.
        if let Some(value) = rest[..length].strip_prefix("loading-")
            && matches!(value, "lazy" | "eager")
        {
            edits.push(Edit { at: base + at + "loading".len(), cut: 1, put: "=".into() });
        } else if let Some((key, value)) = rest[..length].split_once('＝')
            && key.chars().all(is_key)
        {
            edits.push(Edit {
                at: base + at + key.len(),
                cut: '＝'.len_utf8() + value.len(),
                put: format!("=\"{}\"", unquote(value)).into(),
            });
        }
        at += length;
    }
    (edits, translated)
}

fn word(text: &str) -> usize {
    text.find(char::is_whitespace).unwrap_or(text.len())
}

/// The length of the value that a text begins with, and how it should be written if that is damaged.
fn value(text: &str) -> (usize, Option<String>) {
    let Some(first) = text.chars().next() else { return (0, None) };
    if first == '"' || first == '\'' {
        if let Some(end) = text[1..].find(first) {
            return (end + 2, None);
        }
    } else if QUOTES.contains(&first)
        && let Some(end) = text[first.len_utf8()..].find(QUOTES)
    {
        let close = first.len_utf8() + end;
        let mark = text[close..].chars().next().map_or(1, char::len_utf8);
        return (close + mark, Some(format!("\"{}\"", &text[first.len_utf8()..close])));
    }
    // Single marks of a language, or entities.
    for (open, close) in
        [("‘", "’"), ("‚", "’"), ("‚", "‘"), ("’", "’"), ("＇", "＇"), ("&quot;", "&quot;"), ("&#34;", "&#34;")]
    {
        let inner = text.strip_prefix(open).and_then(|inner| Some((inner, inner.find(close)?)));
        if let Some((inner, end)) = inner {
            return (open.len() + end + close.len(), Some(format!("\"{}\"", &inner[..end])));
        }
    }
    // Not quoted, or quoted on one side only: it goes on to the next thing that can only be an attribute.
    let mut end = word(text);
    let mut many = false;
    while end < text.len() {
        let rest = text[end..].trim_start();
        let start = text.len() - rest.len();
        let next = &rest[..word(rest)];
        if next.is_empty() || next.starts_with(['.', '#']) || next.contains('=') {
            break;
        }
        many = true;
        end = start + next.len();
    }
    let written = &text[..end];
    let damaged = many || written.contains(QUOTES) || written.contains('\'') && written.starts_with('\'');
    (end, damaged.then(|| format!("\"{}\"", unquote(written))))
}

fn unquote(text: &str) -> String {
    let bare: String = text.chars().filter(|c| !QUOTES.contains(c)).collect();
    let bare = bare.trim_matches(|c: char| c == ':' || c == '\'' || c.is_whitespace());
    bare.replace('"', "")
}

/// The class that a damaged one was: the one that the source page has at that address and that is missing here, else
/// one that differs by a letter.
fn meant_class(name: &str, content: &str, reference: Option<&Skeleton>, meant: Option<&Attrs>) -> Option<String> {
    if let Some(meant) = meant {
        let has = |class: &str| content.split_whitespace().any(|word| word.strip_prefix('.') == Some(class));
        let mut missing = meant.classes.iter().filter(|class| !has(class));
        let first = missing.next();
        let close = meant.classes.iter().find(|class| nearly(class, name));
        return close.or_else(|| first.filter(|_| missing.next().is_none())).cloned();
    }
    reference?.classes.iter().find(|class| class.len() > 4 && nearly(class, name)).cloned()
}

/// Whether two words differ by one letter that is missing or other.
fn nearly(meant: &str, written: &str) -> bool {
    let (meant, written): (Vec<char>, Vec<char>) = (meant.chars().collect(), written.chars().collect());
    if meant.len().abs_diff(written.len()) > 1 {
        return false;
    }
    let head = meant.iter().zip(&written).take_while(|(a, b)| a == b).count();
    let tail = meant.iter().rev().zip(written.iter().rev()).take_while(|(a, b)| a == b).count();
    head + tail + 1 >= meant.len().max(written.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_are_quoted_badly() {
        assert_eq!(value("Pagina Principale "), (17, Some("\"Pagina Principale\"".into())));
        assert_eq!(value("Docs .x"), (4, None));
        assert_eq!(value("\"Docs of it\" .x"), (12, None));
        assert_eq!(value("«Docs»"), (8, Some("\"Docs\"".into())));
        assert_eq!(value("Docs\""), (5, Some("\"Docs\"".into())));
        assert_eq!(value("\"Docs of"), (8, Some("\"Docs of\"".into())));
        assert_eq!(value(":\"Some policy:"), (14, Some("\"Some policy\"".into())));
    }

    #[test]
    fn words_that_differ_by_a_letter() {
        assert!(nearly("card-link", "ard-link"));
        assert!(nearly("card-link", "card-lynk"));
        assert!(!nearly("card-link", "md-button"));
    }
}
