//! Code in a line whose backticks became other signs: `´ls´`, `‘ls’`, `` ` `ls` ` ``, `&#96;ls&#96;`. The source page has
//! the same code, more often than the translation.

use super::PageRepair;
use super::signs::ROOM;
use crate::marker_set::MarkerSet;
use crate::text::Edit;
use pamphlet_source::{Code, limits};
use std::collections::BTreeMap;
use std::ops::Range;

/// What tools write in the place of a backtick.
const SIGNS: &[char] = &['`', '‵', '´', '‘', '’', '′', '｀', '\'', '‛', 'ˋ', '＇'];
/// How many signs behind the first are looked at: code may hold some.
const LOOKED: usize = 4;
/// So many ends of words are tried beside a backtick that has no partner.
const ENDS: usize = 16;

/// A piece of a row that may begin or end code.
struct Mark {
    range: Range<usize>,
    /// Whether it is a backtick as it should be.
    plain: bool,
    /// Whether it is an apostrophe or quotation mark, which text may mean.
    quotes: bool,
}

/// Mends the code in the rows of a translation.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    let Some(reference) = page.reference.filter(|reference| !reference.lines.code.is_empty()) else { return };
    let mut missing: Option<BTreeMap<&str, usize>> = None;
    for row in 0..page.rows.len() {
        let text = page.text(row);
        let signs = MarkerSet::TICKS.and(MarkerSet::GENERAL).and(MarkerSet::WIDE);
        if page.rows[row].code || !page.rows[row].markers.any(signs) {
            continue;
        }
        let missing = missing.get_or_insert_with(|| {
            let mut missing: BTreeMap<&str, usize> =
                reference.lines.code.iter().map(|(code, count)| (code.as_str(), *count)).collect();
            for row in page.rows.iter().filter(|row| !row.code && row.markers.any(MarkerSet::TICKS)) {
                let text = page.texts.text(row.line);
                for own in spans(text) {
                    if let Some(count) = missing.get_mut(code_in(text, &own)) {
                        *count = count.saturating_sub(1);
                    }
                }
            }
            missing
        });
        if missing.values().all(|count| *count == 0) {
            return;
        }
        if let Some(edits) = entities(text, missing) {
            let message = "signs in code became entities, which code shows as they are written";
            page.mend_each(Code::RepairTranslatedSyntax, row, &edits, message, "write the signs themselves");
        }
        let text = page.text(row);
        let found = find(text, missing);
        if found.is_empty() {
            if let Some(edit) = half(text, missing) {
                let message = "code of the source page lost one of its backticks";
                page.mend_each(Code::RepairTranslatedSyntax, row, &[edit], message, "write it between backticks");
            }
            continue;
        }
        let mut edits = Vec::new();
        for (open, close) in found {
            let range = open.start..close.end;
            let code = text_between(page.text(row), &open, &close);
            // More marks than stand together in the code.
            let longest = code.split(|sign| sign != '`').map(str::len).max().unwrap_or_default();
            let marks = "`".repeat(longest + 1);
            let inner = &page.text(row)[open.end..close.start];
            let head = inner.len() - inner.trim_start_matches(ROOM).len();
            let tail = inner.len() - inner.trim_end_matches(ROOM).len();
            let open = Edit { at: open.start, cut: open.len() + head, put: marks.clone().into() };
            edits.extend([open, Edit { at: close.start - tail, cut: close.len() + tail, put: marks.into() }]);
            page.repaired(
                Code::RepairTranslatedSyntax,
                row,
                range,
                "code that the source page has between backticks stands between other signs",
                "write it between backticks",
            );
        }
        page.rewrite(row, &edits);
    }
}

fn text_between<'t>(text: &'t str, open: &Range<usize>, close: &Range<usize>) -> &'t str {
    text[open.end..close.start].trim_matches(ROOM)
}

/// The code of a row that is whole, with its backticks.
fn spans(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('`').map(|open| at + open) {
        let behind = text[open..].trim_start_matches('`');
        let inner = text.len() - behind.len();
        let marks = &text[open..inner];
        let Some(end) = behind.find(marks) else {
            at = inner;
            continue;
        };
        let rest = behind[end..].trim_start_matches('`');
        at = text.len() - rest.len();
        found.push(open..at);
    }
    found
}

/// `` `code ``, `` code` `` and ``` ``code` ```: code that the source page has, with too few backticks on one side.
fn half(text: &str, missing: &mut BTreeMap<&str, usize>) -> Option<Edit> {
    let spans = spans(text);
    let is_inside = |at: usize| {
        let before = spans.partition_point(|span| span.start <= at);
        before > 0 && at < spans[before - 1].end
    };
    let open = text.match_indices('`').map(|(at, _)| at).find(|at| !is_inside(*at))?;
    let behind = text[open..].trim_start_matches('`');
    let end = text.len() - behind.len();
    let is_end = |(_, sign): &(usize, char)| !sign.is_alphanumeric();
    let mut known = |code: &str| {
        let count = missing.get_mut(code).filter(|count| **count > 0 && code.len() > 2)?;
        *count -= 1;
        Some(())
    };
    // What may be code behind the mark, then before it.
    let ends = behind.char_indices().filter(is_end).map(|(at, _)| at).chain([behind.len()]).take(ENDS);
    for length in ends.filter(|length| *length > 0) {
        if known(&behind[..length]).is_some() {
            let ticks = behind[length..].len() - behind[length..].trim_start_matches('`').len();
            let put = format!("`{}`", &behind[..length]);
            return Some(Edit { at: open, cut: end - open + length + ticks, put: put.into() });
        }
    }
    let before = &text[..open];
    let begins =
        before.char_indices().rev().filter(is_end).map(|(at, sign)| at + sign.len_utf8()).chain([0]).take(ENDS);
    for from in begins.filter(|from| *from < open) {
        let code = &before[from..];
        let is_sure = code.contains(|sign: char| !sign.is_alphabetic());
        if is_sure && known(code).is_some() {
            let start = before[..from].trim_end_matches('`').len();
            return Some(Edit { at: start, cut: end - start, put: format!("`{code}`").into() });
        }
    }
    None
}

/// `` `a &amp; b` ``, where the source page has `` `a & b` ``.
fn entities(text: &str, missing: &mut BTreeMap<&str, usize>) -> Option<Vec<Edit>> {
    if !text.contains('&') {
        return None;
    }
    let mut edits = Vec::new();
    for span in spans(text) {
        let code = code_in(text, &span);
        let plain = code.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        if plain == code || missing.contains_key(code) {
            continue;
        }
        let Some(count) = missing.get_mut(plain.as_str()).filter(|count| **count > 0) else { continue };
        *count -= 1;
        let at = span.start + text[span.clone()].find(code).unwrap_or_default();
        edits.push(Edit { at, cut: code.len(), put: plain.into() });
    }
    (!edits.is_empty()).then_some(edits)
}

fn code_in<'t>(text: &'t str, span: &Range<usize>) -> &'t str {
    text[span.clone()].trim_matches('`').trim()
}

/// Where code of the source page stands between other signs than backticks; what is found is no longer missing.
fn find(text: &str, missing: &mut BTreeMap<&str, usize>) -> Vec<(Range<usize>, Range<usize>)> {
    let marks = marks(text);
    // Inside of code that the source page has, too, nothing is damaged.
    let whole: Vec<Range<usize>> =
        spans(text).into_iter().filter(|span| missing.contains_key(code_in(text, span))).collect();
    let is_whole = |mark: &Mark| {
        let before = whole.partition_point(|span| span.start <= mark.range.start);
        before > 0 && mark.range.start < whole[before - 1].end && !text[mark.range.clone()].contains(ROOM)
    };
    let mut found = Vec::new();
    let mut next = 0;
    while next < marks.len() {
        let open = &marks[next];
        next += 1;
        if is_whole(open) {
            continue;
        }
        let candidates = marks[next..].iter().take(LOOKED).enumerate();
        let close = candidates.filter(|(_, close)| close.range.start - open.range.end <= limits::LINK_REACH_BYTES);
        let close = close.into_iter().find(|(_, close)| {
            let inner = text_between(text, &open.range, &close.range);
            let plain = open.plain && close.plain;
            let code = missing.get(inner).is_some_and(|count| *count > 0);
            // Words in quotation marks are words, unless nobody writes such words.
            let sure = !(open.quotes && close.quotes) || inner.contains(|sign: char| !sign.is_alphanumeric());
            code && !plain && sure && !is_whole(close)
        });
        let Some((skipped, close)) = close else { continue };
        if let Some(count) = missing.get_mut(text_between(text, &open.range, &close.range)) {
            *count -= 1;
        }
        found.push((open.range.clone(), close.range.clone()));
        next += skipped + 1;
    }
    found
}

/// What may begin or end code in a row.
fn marks(text: &str) -> Vec<Mark> {
    let mut found: Vec<Mark> = Vec::new();
    let mut at = 0;
    while let Some(place) = text[at..]
        .find(|sign: char| matches!(sign, '`' | '\'' | '&') || !sign.is_ascii() && SIGNS.contains(&sign))
        .map(|place| at + place)
    {
        let rest = &text[place..];
        let Some(sign) = rest.chars().next() else { break };
        let length = if rest.starts_with("&#96;") { 5 } else { sign.len_utf8() };
        at = place + length;
        if sign == '&' && length == 1 {
            continue;
        }
        let escaped = text[..place].ends_with('\\');
        let start = place - usize::from(escaped);
        let mark =
            Mark {
                range: start..at, plain: sign == '`' && !escaped, quotes: matches!(sign, '\'' | '‘' | '’' | '＇')
            };
        match found.last_mut() {
            // Backticks with one space between them.
            Some(last)
                if sign == '`'
                    && text[last.range.clone()].starts_with('`')
                    && text[last.range.end..start].chars().all(|sign| sign == ' ')
                    && start - last.range.end <= 1 =>
            {
                last.plain &= start == last.range.end;
                last.range.end = at;
            }
            _ => found.push(mark),
        }
    }
    found
}
