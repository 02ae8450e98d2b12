//! Marks in the middle of rows that a translation tool took apart or wrote full-width: pictures, notes, keys.

use super::PageRepair;
use super::prose::Prose;
use super::signs::ROOM;
use crate::skeleton::{Section, ShapeKind};
use crate::text::Edit;
use pamphlet_document::Emphasis;
use pamphlet_source::Code;
use pamphlet_source::limits::LINK_REACH_BYTES;
use std::ops::Range;

/// `! [words](picture.png)` and `! [words] (folder / picture.png)`, where the source page has that picture.
pub(super) fn picture(page: &mut PageRepair<'_>, row: usize) {
    let Some(reference) = page.reference else { return };
    let text = page.text(row);
    if !text.contains("! [") {
        return;
    }
    let prose = Prose::of(text);
    let mut found: Vec<(Range<usize>, Vec<Edit>)> = Vec::new();
    for (at, _) in text.match_indices("! [").filter(|(at, _)| !prose.is_code(*at)) {
        let behind = &text[at..text.floor_char_boundary(at + LINK_REACH_BYTES)];
        let Some(close) = behind.find(']').map(|close| at + close + 1) else { continue };
        let rest = &behind[close - at..];
        let open = close + rest.len() - rest.trim_start_matches(ROOM).len();
        let Some(end) = text[open..].strip_prefix('(').and_then(|inner| inner.find(')')).map(|end| open + 1 + end)
        else {
            continue;
        };
        let written = text[open + 1..end].split('"').next().unwrap_or_default().trim_end_matches(ROOM);
        let address: String = written.chars().filter(|sign| !ROOM.contains(sign)).collect();
        if reference.pictures.contains_key(&address) {
            let mut edits = vec![Edit::cut(at + 1, 1)];
            if address != written || open > close {
                let cut = open + 1 + written.len() - close;
                edits.push(Edit { at: close, cut, put: format!("({address}").into() });
            }
            found.push((at..at + 3, edits));
        }
    }
    if found.is_empty() {
        return;
    }
    let mut edits = Vec::new();
    for (range, own) in found {
        let (message, help) =
            ("a space stands between the sign of a picture and its bracket", "write `![words](picture)`");
        page.repaired(Code::RepairLink, row, range, message, help);
        edits.extend(own);
    }
    page.rewrite(row, &edits);
}

/// `［^label］`, `[ ^label]`, `(^label)`, `\[^label\]` and `[ˆlabel]` of a note that the source page has.
pub(super) fn note_mark(page: &mut PageRepair<'_>, row: usize) {
    let Some(reference) = page.reference.filter(|reference| !reference.notes.is_empty()) else { return };
    let text = page.text(row);
    let prose = Prose::of(text);
    let mut edits: Vec<Edit> = Vec::new();
    for (at, caret) in text.match_indices(['^', '＾', 'ˆ', '˄', '⌃']) {
        let is_escaped = text[..at].ends_with('\\');
        let before = text[..at].trim_end_matches('\\').trim_end_matches(ROOM);
        let Some(open) = before.chars().next_back().filter(|open| "[［【〔(（".contains(*open)) else { continue };
        let from = at + caret.len();
        let rest = &text[from..text.floor_char_boundary(from + LINK_REACH_BYTES)];
        let Some(end) = rest.find([']', '］', '】', '〕', ')', '）']) else { continue };
        let label = rest[..end].trim_end_matches('\\').trim_matches(ROOM);
        let Some(close) = rest[end..].chars().next().filter(|_| reference.notes.iter().any(|note| note == label))
        else {
            continue;
        };
        let start = before.len() - open.len_utf8();
        let start = start - usize::from(before[..start].ends_with('\\'));
        let stop = at + caret.len() + end + close.len_utf8();
        let behind = text[stop..].trim_start_matches(ROOM);
        let is_head = text[..start].trim().is_empty() && behind.starts_with([':', '：']);
        let good = format!("[^{label}]");
        if !prose.is_code(at)
            && (!is_head || is_escaped)
            && text[start..stop] != good
            && edits.last().is_none_or(|last| last.at + last.cut <= start)
        {
            edits.push(Edit { at: start, cut: stop - start, put: good.into() });
        }
    }
    if edits.is_empty() {
        return;
    }
    let message = "the marks of a footnote are full-width, escaped, or have room in them";
    page.mend_each(Code::RepairFootnote, row, &edits, message, "write `[^label]`");
}

/// `++ ctrl + c ++` and `＋＋ctrl＋c＋＋`, of keys that are known.
pub(super) fn keys(page: &mut PageRepair<'_>, row: usize) {
    let text = page.text(row);
    let signs = ['+', '＋'];
    let doubled: Vec<Range<usize>> = {
        let places: Vec<(usize, char)> = text.char_indices().filter(|(_, sign)| signs.contains(sign)).collect();
        let pairs = places.windows(2).filter(|pair| pair[0].0 + pair[0].1.len_utf8() == pair[1].0);
        pairs.map(|pair| pair[0].0..pair[1].0 + pair[1].1.len_utf8()).collect()
    };
    if doubled.len() < 2 {
        return;
    }
    let prose = Prose::of(text);
    let mut found = Vec::new();
    let mut next = 0;
    while let Some([open, close]) =
        doubled.get(next..next + 2).and_then(|pair| <&[Range<usize>; 2]>::try_from(pair).ok())
    {
        next += 1;
        if close.start < open.end || prose.is_code(open.start) {
            continue;
        }
        let inner = &text[open.end..close.start];
        let parts: Vec<&str> = inner.split(signs).map(|part| part.trim_matches(ROOM)).collect();
        let known = parts.iter().all(|part| crate::inline::keys::is_key(&part.to_lowercase()));
        let good = format!("++{}++", parts.iter().map(|part| part.to_lowercase()).collect::<Vec<_>>().join("+"));
        if !known
            || text[open.start..close.end] == good
            || inner.trim_matches(ROOM) == inner && !text[open.start..close.end].contains('＋')
        {
            continue;
        }
        found.push((open.start..close.end, good));
        next += 1;
    }
    if found.is_empty() {
        return;
    }
    let mut edits = Vec::new();
    for (range, put) in found {
        let (message, help) = ("the marks of keys have room in them, or are full-width", "write `++ctrl+c++`");
        page.repaired(Code::RepairFullWidth, row, range.clone(), message, help);
        edits.push(Edit { at: range.start, cut: range.len(), put: put.into() });
    }
    page.rewrite(row, &edits);
}

/// `{ ++ words ++ }`, `{–words–}`: changes of an editor, where the source page has some.
pub(super) fn critic(page: &mut PageRepair<'_>, row: usize) {
    let Some(reference) = page.reference else { return };
    let text = page.text(row);
    let marked = [Emphasis::Inserted, Emphasis::Deleted, Emphasis::Marked];
    if !text.contains('{') || !marked.iter().any(|style| reference.lines.count(*style) > 0) {
        return;
    }
    let prose = Prose::of(text);
    let mut edits: Vec<Edit> = Vec::new();
    for (at, _) in text.match_indices('{').filter(|(at, _)| !prose.is_code(*at)) {
        let window = &text[at + 1..text.floor_char_boundary(at + LINK_REACH_BYTES).max(at + 1)];
        let Some(end) = window.find('}') else { break };
        let inner = window[..end].trim_matches(ROOM);
        let Some((sign, words)) = changed(inner) else { continue };
        let good = format!("{{{sign}{sign}{words}{sign}{sign}}}");
        if text[at..=at + 1 + end] != good && !window[..end].starts_with(&sign.to_string().repeat(2)) {
            edits.push(Edit { at, cut: end + 2, put: good.into() });
        }
    }
    if edits.is_empty() {
        return;
    }
    let message = "the marks of a change have room in them, or other dashes";
    page.mend_each(Code::RepairEmphasis, row, &edits, message, "write `{++words++}`");
}

/// The sign and the words of a change: two signs before and behind them, or a dash for two hyphens.
fn changed(inner: &str) -> Option<(char, &str)> {
    for (sign, marks) in [('+', &["++", "＋＋"][..]), ('-', &["--", "–", "—"]), ('=', &["==", "＝＝"])] {
        let words = marks.iter().find_map(|open| {
            let rest = inner.strip_prefix(open)?;
            marks.iter().find_map(|close| rest.strip_suffix(close))
        });
        if let Some(words) = words.map(|words| words.trim_matches(ROOM)).filter(|words| !words.is_empty()) {
            return Some((sign, words));
        }
    }
    None
}

/// `（1）` before notes, where the source page has marks that refer to notes.
pub(super) fn annotations(page: &mut PageRepair<'_>) {
    let Some(reference) = page.reference else { return };
    let annotated = |section: &Section| section.blocks.iter().any(|shape| shape.kind == ShapeKind::Annotated);
    if !reference.sections.iter().any(annotated) {
        return;
    }
    for row in (0..page.rows.len()).filter(|row| !page.rows[*row].code).collect::<Vec<_>>() {
        let text = page.text(row);
        let mut edits: Vec<Edit> = Vec::new();
        for (at, open) in text.match_indices('（') {
            let inner = &text[at + open.len()..];
            let number = inner.bytes().take_while(u8::is_ascii_digit).count();
            if (1..3).contains(&number) && inner[number..].starts_with('）') {
                let cut = open.len() + number + '）'.len_utf8();
                edits.push(Edit { at, cut, put: format!("({})", &inner[..number]).into() });
            }
        }
        if edits.is_empty() {
            continue;
        }
        let message = "the brackets of a mark that refers to a note are full-width";
        page.mend_each(Code::RepairFullWidth, row, &edits, message, "write `(1)`");
    }
}
