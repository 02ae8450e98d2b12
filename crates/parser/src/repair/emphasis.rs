//! Emphasis whose marks stand beside spaces (`** bold**`), were torn (`**bold * *`) or have no partner.

use super::PageRepair;
use super::prose::{Prose, find};
use crate::marker_set::MarkerSet;
use crate::scan;
use crate::text::Edit;
use pamphlet_locale::spacing::is_ideographic;
use pamphlet_source::Code;

/// Mends the `**` and `==` of a row. A pair with room on its inner sides opens or closes nothing; the room goes
/// outside. With room on every side it could be a sign of its own (`2 ** 3`), so only a translation is changed then.
pub(super) fn mend(page: &mut PageRepair<'_>, row: usize) {
    torn(page, row);
    for mark in MARKS {
        roomy(page, row, mark);
    }
}

/// The marks that are looked at.
const MARKS: [&str; 2] = ["**", "=="];

/// Whether a row has anything that looks like such a mark, escaped or torn.
pub(super) fn is_marked(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'*', b'=', bytes).any(|at| {
        let next = bytes.get(at + 1);
        next == Some(&bytes[at])
            || bytes[at] == b'*' && (bytes[at..].starts_with(b"* *") || at > 0 && bytes[at - 1] == b'\\')
    })
}

/// `**bold * *`: the second mark was torn. `=marked==`: the first lost a sign. `****` marks nothing.
fn torn(page: &mut PageRepair<'_>, row: usize) {
    if page.reference.is_none() {
        return;
    }
    let text = page.text(row);
    let prose = Prose::of(text);
    let mut edits = Vec::new();
    if let Some(place) = half(text, &prose) {
        edits.push((place..place + 1, Edit::put(place, "*")));
    } else if let Some(at) = find(text, "* *").filter(|&at| marks(text, "**").len() % 2 == 1 && !prose.is_code(at)) {
        let alone = !text[..at].ends_with('*') && !text[at + 3..].starts_with('*') && !text[..at].trim().is_empty();
        if alone && marks(text, "**").iter().any(|&mark| mark < at) {
            let room = text[..at].len() - text[..at].trim_end().len();
            edits.push((at - room..at + 3, Edit { at: at - room, cut: room + 3, put: "**".into() }));
        }
    } else if let Some(at) = find(text, "****").filter(|&at| !prose.is_code(at) && !text.trim().starts_with("****")) {
        let length = |at: usize| text[at..].bytes().take_while(|&byte| byte == b'*').count();
        let words = |end: usize| text[at + 4..end].starts_with(char::is_alphanumeric);
        let close = find(&text[at + 4..], "****").map(|next| at + 4 + next).filter(|close| length(*close) == 4);
        match close.filter(|close| words(*close)) {
            // Both marks of strong words were doubled.
            Some(close) if length(at) == 4 => {
                edits.push((close..close + 4, Edit::cut(close, 2)));
                edits.push((at..at + 4, Edit::cut(at, 2)));
            }
            _ if length(at) == 4 => edits.push((at..at + 4, Edit::cut(at, 4))),
            _ => {}
        }
    } else if let [close] = marks(text, "==")[..] {
        let single = text[..close].rmatch_indices('=').map(|(at, _)| at).find(|&at| {
            let outer = text[..at].chars().next_back().is_none_or(char::is_whitespace);
            outer && !prose.is_code(at) && text[at + 1..].starts_with(char::is_alphabetic)
        });
        if let Some(at) = single {
            edits.push((at..close + 2, Edit::put(at, "=")));
        }
    }
    for (range, edit) in edits {
        page.repaired(
            Code::RepairEmphasis,
            row,
            range,
            "the marks of emphasis were torn apart",
            "write `**text**` or `==text==`",
        );
        page.rewrite(row, &[edit]);
    }
}

/// `**words*` and `*words**`, where all else in the row is whole: where the sign that is missing stood.
fn half(text: &str, prose: &Prose) -> Option<usize> {
    let start = text.len() - text.trim_start().len();
    let from = start + scan::list_marker(&text[start..], true).unwrap_or_default();
    let (mut runs, mut at) = (Vec::new(), from);
    while let Some(next) = text[at..].find('*').map(|next| at + next) {
        let count = text[next..].bytes().take_while(|byte| *byte == b'*').count();
        at = next + count;
        if !prose.is_code(next) && !text[..next].ends_with('\\') {
            runs.push((next, count));
        }
    }
    let of = |count: usize| runs.iter().filter(|(_, own)| *own == count).count();
    if of(1) % 2 == 0 || of(2) % 2 == 0 || runs.iter().any(|(_, count)| *count > 3) || of(3) % 2 == 1 {
        return None;
    }
    // The first that does not answer the one before.
    let pair = runs.chunks(2).find(|pair| pair.len() == 2 && pair[0].1 != pair[1].1)?;
    let ((open, first), (close, second)) = (pair[0], pair[1]);
    let inner = &text[open + first..close];
    let is_whole =
        !inner.starts_with(char::is_whitespace) && !inner.ends_with(char::is_whitespace) && !inner.is_empty();
    let is_apart = |sign: Option<char>| sign.is_none_or(|sign| !sign.is_alphanumeric());
    let outer = is_apart(text[..open].chars().next_back()) && is_apart(text[close + second..].chars().next());
    (is_whole && outer && first + second == 3).then_some(if first == 1 { open } else { close })
}

fn roomy(page: &mut PageRepair<'_>, row: usize, mark: &'static str) {
    let text = page.text(row);
    let marks = marks(text, mark);
    if marks.is_empty() || marks.len() % 2 == 1 {
        return;
    }
    let translation = page.reference.is_some();
    let mut edits = Vec::new();
    let mut ranges = Vec::new();
    for pair in marks.chunks_exact(2) {
        let (open, close) = (pair[0] + 2, pair[1]);
        let inner = &text[open..close];
        let words = inner.trim();
        if words.is_empty() || words.len() == inner.len() {
            continue;
        }
        let head = inner.len() - inner.trim_start().len();
        let tail = inner.len() - inner.trim_end().len();
        let outer = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let free = outer(text[..pair[0]].chars().next_back()) && outer(text[close + 2..].chars().next());
        if (head > 0 && tail > 0 && free || mark == "==") && !translation {
            continue;
        }
        // Signs, and letters that are written without spaces, need no room beside a mark.
        let outer = |c: Option<char>| outer(c) || c.is_some_and(|c| !c.is_alphanumeric() || is_ideographic(c));
        let put = |room: bool, first: bool| match (room, first) {
            (true, _) => mark.to_owned(),
            (false, true) => format!(" {mark}"),
            (false, false) => format!("{mark} "),
        };
        if head > 0 {
            let room = outer(text[..pair[0]].chars().next_back());
            edits.push(Edit { at: pair[0], cut: 2 + head, put: put(room, true).into() });
        }
        if tail > 0 {
            let room = outer(text[close + 2..].chars().next());
            edits.push(Edit { at: close - tail, cut: tail + 2, put: put(room, false).into() });
        }
        ranges.push(pair[0]..close + 2);
    }
    if ranges.is_empty() {
        return;
    }
    for range in ranges {
        page.repaired(
            Code::RepairEmphasis,
            row,
            range,
            "marks of emphasis stand beside spaces, so most programs do not take them as such",
            "write `**text**` without spaces inside",
        );
    }
    page.rewrite(row, &edits);
}

/// Takes the marks out of a translation's paragraphs that have no partner: nobody can tell where they began or ended,
/// and readers should not see them.
pub(super) fn lone(page: &mut PageRepair<'_>) {
    if page.reference.is_none() {
        return;
    }
    for mark in MARKS {
        let mut open: Option<(usize, usize)> = None;
        let mut alone: Vec<(usize, usize)> = Vec::new();
        for row in 0..page.rows.len() {
            let marked = page.rows[row].markers.any(MarkerSet::STAR.and(MarkerSet::EQUALS));
            if !marked && open.is_none() {
                continue;
            }
            let text = page.text(row);
            let start = text.trim_start();
            let begins = page.rows[row].code
                || start.is_empty()
                || start.starts_with(['#', '|', '<', '>'])
                || scan::list_marker(start, true).is_some();
            if begins {
                alone.extend(open.take());
            }
            if page.rows[row].code || start.starts_with('|') {
                continue;
            }
            if !marked {
                continue;
            }
            for at in marks(text, mark) {
                let room = |c: Option<char>| c.is_none_or(char::is_whitespace);
                let before = room(text[..at].chars().next_back());
                let after = room(text[at + 2..].chars().next());
                open = match open {
                    _ if before && after => open,
                    Some(_) if !before => None,
                    Some(first) => {
                        alone.push((row, at));
                        Some(first)
                    }
                    None if !after => Some((row, at)),
                    None => {
                        alone.push((row, at));
                        None
                    }
                };
            }
        }
        alone.extend(open);
        alone.sort_unstable();
        // A row is written once, however many marks it loses: each time it is copied.
        for of_row in alone.chunk_by(|one, other| one.0 == other.0) {
            let row = of_row[0].0;
            for (_, at) in of_row {
                page.repaired(
                    Code::RepairEmphasis,
                    row,
                    *at..at + 2,
                    "a mark of emphasis has no partner",
                    "write both marks, or take this one out",
                );
            }
            let edits: Vec<Edit> = of_row.iter().map(|(_, at)| Edit::cut(*at, 2)).collect();
            page.rewrite(row, &edits);
        }
    }
}

/// `=== marked. == more`: marks of a highlight that took a sign and room along. A row that begins like this is no
/// heading's underline and no tab.
pub(super) fn highlight(page: &mut PageRepair<'_>, row: usize) {
    let text = page.text(row);
    let indent = text.len() - text.trim_start().len();
    let Some(rest) = text[indent..].strip_prefix("===").filter(|rest| rest.starts_with(' ')) else { return };
    let Some(close) = rest.find("==").filter(|&close| !rest[close + 2..].starts_with('=')) else { return };
    let words = rest[..close].trim();
    if page.reference.is_none() || words.is_empty() || words.starts_with(super::prose::QUOTES) {
        return;
    }
    let head = rest.len() - rest.trim_start().len();
    let tail = rest[..close].len() - rest[..close].trim_end().len();
    let end = indent + 3 + close;
    let edits = [Edit::cut(indent + 2, 1 + head), Edit::cut(end - tail, tail)];
    page.repaired(
        Code::RepairEmphasis,
        row,
        indent..end + 2,
        "the marks of a highlight took a sign and spaces along",
        "write `==text==`",
    );
    page.rewrite(row, &edits);
}

/// Where a mark stands in text: not in code, not escaped, not in a longer run.
fn marks(text: &str, mark: &str) -> Vec<usize> {
    if find(text, mark).is_none() {
        return Vec::new();
    }
    let prose = Prose::of(text);
    let bytes = text.as_bytes();
    let sign = mark.as_bytes()[0];
    let (mut out, mut threes) = (Vec::new(), 0);
    let mut at = 0;
    while let Some(found) = find(&text[at..], mark) {
        let start = at + found;
        let run = bytes[start..].iter().take_while(|&&byte| byte == sign).count();
        at = start + run;
        let critic = sign == b'=' && (text[..start].ends_with('{') || text[at..].starts_with('}'));
        if run == 2 && !critic && !prose.is_code(start) && (start == 0 || bytes[start - 1] != b'\\') {
            out.push(start);
        } else if run == 3 && sign == b'*' {
            threes += 1;
        } else if run > 2 {
            return Vec::new();
        }
    }
    // Words may be strong and stressed beside others that are strong; one run of three is a part of something else.
    if threes % 2 == 1 {
        out.clear();
    }
    out
}
