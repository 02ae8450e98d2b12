//! Fences that share a row with their code or with the text behind it (`` ```sh ls ``` ``, `ls ```` `, `` ``` Words``), and code
//! that lost the fence it begins with. The source page tells which languages its code is in, and how long it is.

use super::{PageRepair, Row};
use crate::scan;
use crate::text::{Edit, Line};
use pamphlet_source::Code;
use std::ops::Range;

/// So many rows of a page are mended: each time rows are moved.
const PARTED: usize = 50;

/// Where a row is to be parted, and what it is then.
enum Parted {
    /// At these places; the room that each covers goes.
    At(Vec<Range<usize>>),
    /// A fence is missing so many rows above, with this behind its marks.
    Opens(usize, String),
    /// What stands behind its marks is in the row below.
    Below,
}

/// Gives each fence a row of its own, where the source page has more pieces of code than the translation.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    let Some(reference) = page.reference else { return };
    let wanted = &reference.written.fences;
    if wanted.is_empty() || wanted.len() != reference.code_lines.len() {
        return;
    }
    let is_sound = begun(page).eq(wanted.iter().map(String::as_str));
    if is_sound {
        return;
    }
    let (mut row, mut number, mut open, mut changed, mut left) = (0, 0, None, false, PARTED);
    while row < page.rows.len() {
        let text = page.text(row);
        let start = text.trim();
        let fence = scan::fence(start);
        let parted = match (open, fence) {
            (None, Some((_, length))) => begins(page, row, &start[length..], number),
            (None, None) => whole(start, wanted).map(|places| Parted::At(moved(text, places))),
            (Some(marks), _) => ends(start, marks, wanted).map(|place| Parted::At(moved(text, vec![place]))),
        };
        match parted {
            Some(parted) if left > 0 => {
                row = part(page, row, parted);
                (changed, left) = (true, left - 1);
                // Looked at again: each part is sound.
                continue;
            }
            Some(_) => break,
            None => match (open, fence) {
                (None, Some(marks)) => (open, number) = (Some(marks), number + 1),
                (Some((mark, length)), Some((own, count)))
                    if mark == own && count >= length && count == start.len() =>
                {
                    open = None;
                }
                _ => {}
            },
        }
        row += 1;
    }
    if changed {
        let lines: Vec<Line> = page.rows.iter().map(|row| row.line).collect();
        let code = scan::code_mask(page.texts.as_str(), &lines);
        page.rows.iter_mut().zip(code).for_each(|(row, code)| row.code = code);
    }
}

/// What stands behind the marks of the fences of the page.
fn begun<'p>(page: &'p PageRepair<'_>) -> impl Iterator<Item = &'p str> {
    let mut inside = false;
    page.rows.iter().filter_map(move |row| {
        let text = page.texts.text(row.line).trim();
        let fence = scan::fence(text).filter(|_| row.code);
        let begins = fence.is_some() && !inside;
        if let Some((_, length)) = fence {
            inside = !inside || length < text.len();
        }
        inside &= row.code;
        begins.then(|| fence.map_or("", |(_, length)| text[length..].trim()))
    })
}

fn moved(text: &str, places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let at = text.len() - text.trim_start().len();
    places.into_iter().map(|place| at + place.start..at + place.end).collect()
}

/// What is wrong with a fence that begins code.
fn begins(page: &PageRepair<'_>, row: usize, info: &str, number: usize) -> Option<Parted> {
    let reference = page.reference?;
    let wanted = reference.written.fences.get(number)?;
    let lines = *reference.code_lines.get(number)?;
    let words = info.trim();
    let below = page.rows.get(row + 1).map(|_| page.text(row + 1).trim());
    // How many rows the code has, but for those that are too many in any case.
    let length = || {
        let rows = row + 1..page.rows.len().min(row + lines + 3);
        rows.take_while(|row| page.text(*row).trim() != "```").count()
    };
    let language = wanted.split([' ', '{']).next().unwrap_or_default();
    if words.is_empty() && !wanted.is_empty() {
        let is_code = |row: usize| !page.is_blank(row) && scan::fence(page.text(row).trim()).is_none();
        let above = row.checked_sub(lines).filter(|first| (*first..row).all(is_code));
        if let Some(first) = above.filter(|first| *first == 0 || page.is_blank(first - 1))
            && below.is_none_or(str::is_empty)
        {
            return Some(Parted::Opens(row - first, wanted.clone()));
        }
        return (below == Some(language) && length() == lines + 1 && !language.is_empty()).then_some(Parted::Below);
    }
    // Code behind the name of the language, in a piece that has a row less than it should have.
    let rest = words.strip_prefix(wanted.as_str()).filter(|rest| !wanted.is_empty() && rest.starts_with(' '))?;
    let is_option = rest.contains("=\"") || rest.trim_start().starts_with('{');
    let text = page.text(row);
    let from = text.len() - text.trim_end().len();
    let end = text.len() - from - rest.len();
    let gap = rest.len() - rest.trim_start().len();
    (!is_option && length() + 1 == lines).then(|| Parted::At(std::iter::once(end..end + gap).collect()))
}

/// A whole piece of code in a row: where it is to be parted.
fn whole(start: &str, wanted: &[String]) -> Option<Vec<Range<usize>>> {
    let marks = start.len() - start.trim_start_matches('`').len();
    let inner = start[marks..].strip_suffix(start.get(..marks)?).filter(|_| marks >= 3)?;
    if inner.contains('`') || inner.trim().is_empty() {
        return None;
    }
    let language = inner.split_whitespace().next().unwrap_or_default();
    let behind = inner.trim_start();
    let is_known = wanted.iter().any(|own| own == language) && behind.len() > language.len();
    let first = if is_known {
        let from = marks + inner.len() - behind.len() + language.len();
        let gap = start[from..].len() - start[from..].trim_start().len();
        from..from + gap
    } else if inner.starts_with(' ') && wanted.iter().any(String::is_empty) {
        marks..marks + inner.len() - behind.len()
    } else {
        return None;
    };
    let close = marks + inner.len();
    Some(vec![first, start[..close].trim_end().len()..close])
}

/// Code and the fence that ends it, or that fence and the text behind it: where the row is to be parted.
fn ends(start: &str, (mark, length): (u8, usize), wanted: &[String]) -> Option<Range<usize>> {
    let marks = char::from(mark).to_string().repeat(length);
    if let Some(before) = start.strip_suffix(&marks) {
        let is_last = !before.trim().is_empty() && !before.contains(char::from(mark));
        return (is_last && before.ends_with(' ')).then(|| before.trim_end().len()..before.len());
    }
    let rest = start.strip_prefix(&marks)?;
    let words = rest.trim_start();
    let first = words.split([' ', '{']).next().unwrap_or_default();
    let is_info = words.contains('=') || wanted.iter().any(|own| own.split([' ', '{']).next() == Some(first));
    let is_text = rest.starts_with(' ') && words.starts_with(char::is_uppercase) || words.contains(' ');
    (is_text && !is_info && !words.contains(char::from(mark))).then(|| length..start.len() - words.len())
}

/// Parts a row; gives the row to go on at.
fn part(page: &mut PageRepair<'_>, row: usize, parted: Parted) -> usize {
    let text = page.text(row);
    let indent = text[..text.len() - text.trim_start().len()].to_owned();
    let range = indent.len()..text.trim_end().len();
    let message = "a fence is missing, or has no row of its own";
    page.repaired(Code::RepairFence, row, range, message, "write the fences of code on rows of their own");
    match parted {
        Parted::At(places) => {
            let line = page.rows[row].line;
            let mut from = line.start;
            let mut rows = Vec::new();
            for end in places.iter().map(|place| place.start).chain([line.end - line.start]) {
                let own = Line { start: from, end: line.start + end };
                let is_first = from == line.start;
                let own = if is_first { own } else { page.texts.rewrite(own, &[Edit::put(0, indent.clone())]) };
                rows.push(own);
                from = line.start + places.get(rows.len() - 1).map_or(end, |place| place.end);
            }
            let rows: Vec<Row> = rows.into_iter().map(|line| Row::new(page.texts, line, true)).collect();
            page.rows.splice(row..=row, rows);
            row
        }
        Parted::Opens(above, info) => {
            let first = row - above;
            let at = page.rows[first].line.start;
            let head = format!("{indent}```{info}");
            let head = page.texts.rewrite(Line { start: at, end: at }, &[Edit::put(0, head)]);
            page.rows.insert(first, Row::new(page.texts, head, true));
            first
        }
        Parted::Below => {
            let info = page.text(row + 1).trim().to_owned();
            let end = page.text(row).trim_end().len();
            page.rewrite(row, &[Edit::put(end, info)]);
            page.rows.remove(row + 1);
            row
        }
    }
}
