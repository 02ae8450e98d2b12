//! The heads of callouts and tabs whose signs were taken apart, escaped, lost, doubled or written in another way, and their
//! words: `! ! ! note`, `\!\!\! note`, `！！！＋ note`, `؟؟؟ note`, `!! note`, `= == "Tab"`, `==== 'Tab'`, `!!! "Title" note`.
//! Only where the source page has such boxes.

use super::prose::QUOTES;
use super::signs::ROOM;
use super::{PageRepair, Row};
use crate::skeleton::ShapeKind;
use crate::text::{Edit, Line};
use pamphlet_document::{CalloutKind, Vocabulary};
use pamphlet_source::Code;
use std::collections::{BTreeMap, BTreeSet};

/// Signs that stand for those of boxes.
const BANG: &[char] = &['!', '！', '¡', '︕'];
const QUESTION: &[char] = &['?', '？', '؟', '¿', '︖'];
const EQUALS: &[char] = &['=', '＝'];
const PLUS: &[char] = &['+', '＋'];
/// Signs in which words stand that are written as apostrophes, too, or as one sign of other scripts.
const SINGLE: &[char] = &['\'', '‘', '’', '‚', '‛', '＇', '״', '`', '´', '″', '〝', '〞', '〟'];

/// Mends the heads of boxes and tabs of a translation.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    let Some(reference) = page.reference else { return };
    let has = |wanted: fn(&ShapeKind) -> bool| {
        reference.sections.iter().flat_map(|section| &section.blocks).any(|shape| wanted(&shape.kind))
    };
    let callouts =
        has(|kind| matches!(kind, ShapeKind::Callout { .. } | ShapeKind::Collapsible { .. } | ShapeKind::Card { .. }));
    let tabs = has(|kind| matches!(kind, ShapeKind::Tabs(_)));
    if !callouts && !tabs {
        return;
    }
    let mut below = BTreeMap::new();
    for at in 0..page.rows.len() {
        if page.rows[at].code {
            continue;
        }
        let text = page.text(at);
        let start = text.trim_start_matches(['*', '\\', ' ', '\t']);
        let Some(sign) = start.chars().next() else { continue };
        if !(BANG.contains(&sign) || QUESTION.contains(&sign) || EQUALS.contains(&sign)) {
            continue;
        }
        let head = if callouts && (BANG.contains(&sign) || QUESTION.contains(&sign)) {
            callout(page, at)
        } else if tabs && EQUALS.contains(&sign) {
            tab(page, at)
        } else {
            None
        };
        if let Some((code, head, body)) = head {
            below.extend(written(page, at, code, &head, body).map(|row| (at + 1, row)));
        }
        body_room(page, at);
    }
    page.rearrange(&BTreeSet::new(), below);
}

/// Writes the head of a box anew. What stands behind it in the row is given as a row to stand below it.
fn written(page: &mut PageRepair<'_>, row: usize, code: Code, head: &str, body: Option<usize>) -> Option<Row> {
    let text = page.text(row);
    let indent = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    let (message, help) = match code {
        Code::RepairTab => ("the marker of a tab is damaged", "write `=== \"Label\"` with plain signs"),
        _ => ("the marker of a callout is damaged", "write it as `!!! note \"Title\"`, with plain signs"),
    };
    let deeper = format!("{}    ", &text[..indent]);
    page.repaired(code, row, indent..end, message, help);
    let line = page.rows[row].line;
    let below = body.map(|from| {
        let below =
            page.texts.rewrite(Line { start: line.start + from, end: line.start + end }, &[Edit::put(0, deeper)]);
        page.rows[row].line = Line { start: line.start, end: line.start + from };
        Row::new(page.texts, below, false)
    });
    let cut = page.text(row).len() - indent;
    page.rewrite(row, &[Edit { at: indent, cut, put: head.to_owned().into() }]);
    below
}

/// What a row begins with, of some signs, with room and backslashes between them: how many there are, where they end, and
/// whether they are damaged.
fn signs(text: &str, of: &[char]) -> (usize, usize, bool) {
    let (mut count, mut length, mut damaged) = (0, 0, false);
    let mut pending = false;
    for (at, sign) in text.char_indices() {
        if of.contains(&sign) {
            damaged |= pending || sign != of[0];
            pending = false;
            count += 1;
            length = at + sign.len_utf8();
        } else if count < 4 && (sign == '\\' || count > 0 && ROOM.contains(&sign)) {
            pending = true;
        } else {
            break;
        }
    }
    (count, length, damaged)
}

/// The head that a callout should have, if it has another one, and where its words begin if they stand behind it.
fn callout(page: &PageRepair<'_>, row: usize) -> Option<(Code, String, Option<usize>)> {
    let text = page.text(row);
    let indent = text.len() - text.trim_start().len();
    let whole = text[indent..].trim_end();
    let bold = whole.strip_prefix("**").and_then(|inner| inner.strip_suffix("**"));
    let start = bold.unwrap_or(whole);
    let folds = start.trim_start_matches('\\').starts_with(QUESTION);
    let (count, length, damaged) = signs(start, if folds { QUESTION } else { BANG });
    let behind = &start[length..];
    let words = behind.trim_start_matches(ROOM);
    let plus = words.starts_with(PLUS) && folds;
    let words = words.trim_start_matches(PLUS).trim_start_matches(ROOM);
    let room = &behind[..behind.len() - words.len()];
    let (head, body) = head(words, page.vocabulary);
    let below = page.next_text(row + 1).is_some_and(|below| page.indent(below) > page.indent(row));
    let sure = is_type(page.vocabulary, head.split(' ').next().unwrap_or_default()) || head.starts_with('"') && folds;
    let alone = count == 3 || (count == 2 || count == 4) && sure && (below || body.is_some());
    if !alone || (body.is_some() && below) {
        return None;
    }
    let torn = damaged || bold.is_some() || count != 3 || room.contains(|sign| sign != ' ' && sign != '+');
    let squeezed = |text: &str| text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
    let other = body.is_some() || squeezed(words) != squeezed(&head);
    // Signs that are full-width and nothing else are looked at with the type.
    let is_wide = start[..length].chars().all(|sign| matches!(sign, '!' | '！' | '?' | '？'));
    if is_wide && count == 3 && !other && bold.is_none() && room.chars().all(|sign| matches!(sign, ' ' | '+')) {
        return None;
    }
    let meant = torn && (sure || !words.is_empty() && words.starts_with(QUOTES) || count == 3);
    if !(meant || other) || head.is_empty() {
        return None;
    }
    let marks = if folds { "???" } else { "!!!" };
    let plus = if plus { "+" } else { "" };
    let body = body.map(|body| text.len() - text[indent..].len() + (start.len() - words.len()) + body);
    Some((Code::RepairCallout, format!("{marks}{plus} {head}"), body.filter(|_| bold.is_none())))
}

/// Whether a word is a type that a website knows, or one of those of cards.
fn is_type(vocabulary: &Vocabulary, word: &str) -> bool {
    let word = word.to_lowercase();
    CalloutKind::of_word(&word).is_some() || vocabulary.is_card(&word) || vocabulary.is_downloads(&word)
}

/// What should stand behind the signs of a callout, and where its text begins if it follows in the row.
fn head(words: &str, vocabulary: &Vocabulary) -> (String, Option<usize>) {
    // The title first: `"note" "Title"`, `"Title" note`.
    if let Some((first, rest)) = quoted_first(words) {
        let rest = rest.trim();
        if is_type(vocabulary, first) {
            let title = title(rest).unwrap_or_else(|| rest.to_owned());
            return (format!("{} {title}", first.to_lowercase()).trim_end().to_owned(), None);
        }
        let is_kind = rest.split(' ').count() == 1 && is_type(vocabulary, rest);
        return (if is_kind { format!("{} \"{first}\"", rest.to_lowercase()) } else { words.to_owned() }, None);
    }
    let (kind, rest) = words.split_at(words.find(|sign: char| !is_letter(sign)).unwrap_or(words.len()));
    if let Some(title) = title(rest.trim_start_matches(':').trim()).filter(|_| is_type(vocabulary, kind)) {
        return (format!("{kind} {title}"), None);
    }
    // `note "Title" Words.`
    let marks = rest.find('"').and_then(|open| Some((open, open + 1 + rest[open + 1..].find('"')?)));
    let Some((open, close)) = marks else { return (words.to_owned(), None) };
    let behind = rest[close + 1..].trim_start();
    let options = rest[..open].split_whitespace().all(|word| matches!(word, "inline" | "end"));
    let follows = behind.len() > 1 && behind.starts_with(|first: char| first.is_alphanumeric()) && options;
    if is_type(vocabulary, kind) && follows {
        let from = words.len() - behind.len();
        return (format!("{kind}{}", &rest[..=close]), Some(from));
    }
    (words.to_owned(), None)
}

fn is_letter(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '-' || sign == '_'
}

/// The words between plain quotation marks that a text begins with, and what follows them.
fn quoted_first(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('"')?;
    let (first, rest) = inner.split_once('"')?;
    (!rest.trim().is_empty()).then_some((first.trim(), rest))
}

/// A title in plain quotation marks, of one between other signs, or that lost its first mark.
fn title(text: &str) -> Option<String> {
    let text = text.trim_end_matches([':', '：']).trim();
    let entities = [("&quot;", "&quot;"), ("&#34;", "&#34;"), ("&ldquo;", "&rdquo;"), ("&laquo;", "&raquo;")];
    let inner = entities.iter().find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close));
    let single = || text.strip_prefix(SINGLE).and_then(|text| text.strip_suffix(SINGLE));
    let lost = || text.strip_suffix('"').filter(|inner| !inner.starts_with(QUOTES) && !inner.contains('"'));
    let words = inner.or_else(single).or_else(lost)?.trim();
    (!words.is_empty() && !words.contains('"')).then(|| format!("\"{words}\""))
}

/// The head that a tab should have, if it has another one.
fn tab(page: &PageRepair<'_>, row: usize) -> Option<(Code, String, Option<usize>)> {
    let text = page.text(row).trim();
    let (count, length, damaged) = signs(text, EQUALS);
    let behind = &text[length..];
    let options = &behind[..behind.len() - behind.trim_start_matches(['!', '+']).len()];
    let label = behind[options.len()..].trim_start_matches(ROOM);
    let room = &behind[options.len()..behind.len() - label.len()];
    let below = page.next_text(row + 1);
    let is_deeper = below.is_some_and(|below| page.indent(below) >= page.indent(row) + 4);
    // `=== "Label" Words.`
    if let Some((first, rest)) = quoted_first(label).filter(|_| count == 3 && !is_deeper) {
        let words = rest.trim_start();
        if words.len() > 1 && words.starts_with(char::is_alphanumeric) {
            let from = page.text(row).trim_end().len() - words.len();
            return Some((Code::RepairTab, format!("==={options} \"{first}\""), Some(from)));
        }
    }
    let plain = label.trim_end_matches([':', '：']).trim_end();
    let is_plain = plain.len() > 2 && plain.starts_with('"') && plain.ends_with('"');
    let is_quoted = label.starts_with(QUOTES) && label.ends_with(QUOTES);
    let other = if is_plain || is_quoted { None } else { title(label) };
    if !(2..=4).contains(&count) || !(is_plain || is_quoted || other.is_some()) || count != 3 && !is_deeper {
        return None;
    }
    let is_whole = count == 3
        && !damaged
        && other.is_none()
        && (plain.len() == label.len() || !is_plain)
        && room.chars().all(|sign| sign == ' ')
        && !room.is_empty();
    // A label in other marks is looked at later, and escapes are.
    if is_whole || text.starts_with('\\') && !text[1..].contains('\\') {
        return None;
    }
    let label = other.unwrap_or_else(|| if is_plain { plain.to_owned() } else { label.to_owned() });
    Some((Code::RepairTab, format!("==={options} {label}"), None))
}

/// The text below a head that is indented by signs that only look like spaces.
fn body_room(page: &mut PageRepair<'_>, head: usize) {
    let is_head = {
        let text = page.text(head).trim_start();
        ["!!!", "???", "==="].iter().any(|mark| text.starts_with(mark))
    };
    if !is_head {
        return;
    }
    let outer = page.indent(head);
    let mut row = head + 1;
    while row < page.rows.len() {
        let text = page.text(row);
        let width = text.len() - text.trim_start_matches(ROOM).len();
        let room = &text[..width];
        let other = room.chars().filter(|sign| *sign != ' ').count();
        if !page.is_blank(row) && (other == 0 && page.indent(row) <= outer) {
            return;
        }
        if other > 0 && !page.is_blank(row) && !page.rows[row].code {
            let columns = columns(room);
            page.repaired(
                Code::RepairIndentation,
                row,
                0..width,
                "the text of a box is indented by signs that are no spaces",
                "indent it by four plain spaces",
            );
            page.rewrite(row, &[Edit { at: 0, cut: width, put: " ".repeat(columns).into() }]);
        }
        row += 1;
    }
}

/// How deep room of any kind is: ideographic spaces are as wide as two letters.
fn columns(room: &str) -> usize {
    let wide = room.matches('\u{3000}').count();
    let narrow = room.chars().count() - wide;
    let all = narrow + if wide > 2 { wide } else { 2 * wide };
    all.max(4).next_multiple_of(4)
}
