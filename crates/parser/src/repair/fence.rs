//! Fences that nothing closes: the code ends where the page visibly goes on.

use super::{PageRepair, Row};
use crate::scan;
use crate::text::{Edit, Line};
use pamphlet_source::Code;

/// Closes the fences of a translation that nothing closes.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    if page.reference.is_none() {
        return;
    }
    complete(page);
    reopened(page);
    // `above` is how many pieces of code stand above.
    let (mut row, mut above) = (0, 0);
    while row < page.rows.len() {
        let text = page.text(row);
        let start = text.trim_start();
        if page.rows[row].code || start.len() + 8 < text.len() {
            above += usize::from(page.rows[row].code && (row == 0 || !page.rows[row - 1].code));
            row += 1;
            continue;
        }
        let Some((mark, length)) = scan::fence(start) else {
            row += 1;
            continue;
        };
        let indent = text[..text.len() - start.len()].to_owned();
        if let Some(end) = fallen_code(page, row, above) {
            set_in(page, row..end, &indent);
            above += 1;
            row = end + 1;
            continue;
        }
        let end = end_in_source(page, row, above).unwrap_or_else(|| end_of_code(page, row + 1));
        let from = indent.len();
        page.repaired(
            Code::RepairFence,
            row,
            from..from + start.trim_end().len(),
            "a fence is not closed",
            "close it with the same marks where the code ends",
        );
        let at = page.rows[end - 1].line.end;
        let marks = format!("{indent}{}", char::from(mark).to_string().repeat(length));
        let close = page.texts.rewrite(Line { start: at, end: at }, &[Edit::put(0, marks)]);
        page.rows.insert(end, Row::new(page.texts, close, true));
        for inner in row..end {
            page.rows[inner].code = true;
        }
        above += 1;
        row = end + 1;
    }
}

/// Where code ends whose rows lost their indentation, so that it ends what it stands in: a fence as deep as the one that
/// begins it, where the source page has the end of its code.
fn fallen_code(page: &PageRepair<'_>, fence: usize, above: usize) -> Option<usize> {
    let lines = *page.reference?.code_lines.get(above)?;
    let end = fence + lines + 1;
    let marks = page.text(fence).trim().trim_end_matches(|sign| sign != '`' && sign != '~');
    let is_end = end < page.rows.len() && page.text(end).trim() == marks && page.indent(end) == page.indent(fence);
    let is_code = |row: usize| scan::fence(page.text(row).trim()).is_none();
    (is_end && page.indent(fence) >= 4 && (fence + 1..end).all(is_code)).then_some(end)
}

/// Indents the rows of code as deep as its fence.
fn set_in(page: &mut PageRepair<'_>, rows: std::ops::Range<usize>, indent: &str) {
    let depth = page.indent(rows.start);
    page.repaired_rows(
        Code::RepairIndentation,
        rows.start..=rows.start,
        "lines of code are less indented than the fence that begins it, so it ends before them",
        "indent them as deep as the fence",
    );
    for row in rows.start..=rows.end {
        if page.indent(row) < depth && !page.is_blank(row) {
            let cut = page.text(row).len() - page.text(row).trim_start().len();
            page.rewrite(row, &[Edit { at: 0, cut, put: indent.to_owned().into() }]);
        }
        page.rows[row].code = true;
    }
}

/// Closes code in which other code begins: the end of the first was lost, and that of the second is taken for it. The length
/// of the code on the source page says where it was.
fn reopened(page: &mut PageRepair<'_>) {
    let Some(reference) = page.reference else { return };
    let (mut row, mut number, mut done) = (0, 0, 0);
    while row < page.rows.len() && done < COMPLETED {
        let begins = page.rows[row].code && (row == 0 || !page.rows[row - 1].code);
        let Some((mark, length)) = scan::fence(page.text(row).trim_start()).filter(|_| begins) else {
            row += 1;
            continue;
        };
        let begins_code = |inner: &usize| {
            let text = page.text(*inner).trim();
            scan::fence(text).is_some_and(|(own, count)| own == mark && count >= length && text.len() > count)
        };
        let end = (row + 1..page.rows.len()).find(|inner| !page.rows[*inner].code).unwrap_or(page.rows.len());
        let inner = (row + 1..end.min(row + LOOKED)).find(begins_code);
        let place = inner.zip(reference.code_lines.get(number)).and_then(|(inner, lines)| {
            let place = row + 1 + lines;
            (*lines > 0 && place < inner && page.is_blank(place) && !page.is_blank(place - 1)).then_some(place)
        });
        number += 1;
        let Some(place) = place else {
            row = end;
            continue;
        };
        let text = page.text(row);
        let indent = text[..text.len() - text.trim_start().len()].to_owned();
        let range = indent.len()..text.trim_end().len();
        page.repaired(
            Code::RepairFence,
            row,
            range,
            "a fence is not closed",
            "close it with the same marks where the code ends",
        );
        let at = page.rows[place - 1].line.end;
        let marks = format!("{indent}{}", char::from(mark).to_string().repeat(length));
        let close = page.texts.rewrite(Line { start: at, end: at }, &[Edit::put(0, marks)]);
        page.rows.insert(place, Row::new(page.texts, close, true));
        let lines: Vec<Line> = page.rows.iter().map(|row| row.line).collect();
        let code = scan::code_mask(page.texts.as_str(), &lines);
        page.rows.iter_mut().zip(code).for_each(|(row, code)| row.code = code);
        (row, done) = (place + 1, done + 1);
    }
}

/// So many fences of a page are completed; each is a look at all rows.
const COMPLETED: usize = 40;
/// How many rows of code are looked through for an end.
const LOOKED: usize = 400;

/// Completes fences that lost marks: a line with one or two alone ends or begins no code, and the rest of the page is
/// taken for code or the other way round.
fn complete(page: &mut PageRepair<'_>) {
    // How many pieces of code began above.
    let (mut row, mut done, mut number) = (0, 0, 0);
    while row < page.rows.len() && done < COMPLETED {
        let at = row;
        row += 1;
        let begins = at == 0 || !page.rows[at].code || !page.rows[at - 1].code;
        let text = page.text(at).trim_start();
        let damaged = match scan::fence(text).filter(|_| begins) {
            Some((mark, length)) => {
                let end = short_end(page, at, mark, length).or_else(|| thin_end(page, at, mark, length, number));
                end.map(|end| (end, length))
            }
            None => (!page.rows[at].code && is_short_begin(page, at)).then_some((at, 3)),
        };
        let Some((place, length)) = damaged else {
            number += usize::from(begins && page.rows[at].code);
            continue;
        };
        let text = page.text(place);
        let indent = text.len() - text.trim_start().len();
        let mark = if text[indent..].starts_with('~') { '~' } else { '`' };
        let marks = text[indent..].chars().take_while(|own| *own == mark).count();
        let message = "a fence lost some of its marks";
        let help = "write as many marks at the end of code as at its beginning";
        page.repaired(Code::RepairFence, place, indent..indent + marks, message, help);
        page.rewrite(place, &[Edit::put(indent, String::from(mark).repeat(length - marks))]);
        let lines: Vec<Line> = page.rows.iter().map(|row| row.line).collect();
        let code = scan::code_mask(page.texts.as_str(), &lines);
        page.rows.iter_mut().zip(code).for_each(|(row, code)| row.code = code);
        (done, number) = (done + 1, number + usize::from(place > at));
        row = place + usize::from(place > at);
    }
}

/// The row below a fence with fewer than three marks and nothing else, before any that could end the code.
fn short_end(page: &PageRepair<'_>, fence: usize, mark: u8, length: usize) -> Option<usize> {
    let indent = page.indent(fence);
    for row in fence + 1..page.rows.len().min(fence + LOOKED) {
        let text = page.text(row).trim();
        if text.bytes().all(|byte| byte == mark) && !text.is_empty() && page.indent(row) == indent {
            return (mark == b'`' && text.len() < 3 && length >= 3).then_some(row);
        }
    }
    None
}

/// The row that ends code in a fence of four marks or more, and has lost some of them. Inside of such code stand fences
/// with fewer marks: the end is the row that the length of the code on the source page names, else the first one that
/// ends none of these. `number` is how many pieces of code stand before it.
fn thin_end(page: &PageRepair<'_>, fence: usize, mark: u8, length: usize, number: usize) -> Option<usize> {
    if length < 4 {
        return None;
    }
    let indent = page.indent(fence);
    // The rows that may end the code, and which of them end none of the fences inside.
    let (mut ends, mut inside, mut first) = (Vec::new(), false, None);
    let mut closed = fence + LOOKED < page.rows.len();
    for row in fence + 1..page.rows.len().min(fence + LOOKED) {
        if page.indent(row) != indent {
            continue;
        }
        let text = page.text(row).trim();
        let Some((_, own)) = scan::fence(text).filter(|(own, _)| *own == mark) else { continue };
        let bare = own == text.len();
        if own >= length {
            // Another one that begins is a sign that this one did not end.
            closed = bare;
            break;
        }
        if bare {
            ends.push(row);
            first = first.or_else(|| (!inside).then_some(row));
        }
        inside = !bare;
    }
    if closed {
        return None;
    }
    let lines = page.reference?.code_lines.get(number)?;
    let named = fence + 1 + lines;
    if ends.contains(&named) { Some(named) } else { first }
}

/// Whether a row is two marks and the name of a language, and code ends below that nothing else begins.
fn is_short_begin(page: &PageRepair<'_>, row: usize) -> bool {
    let Some(name) = page.text(row).trim().strip_prefix("``") else { return false };
    let named = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '+' | '_'));
    named
        && (row + 1..page.rows.len().min(row + LOOKED))
            .find_map(|row| {
                let text = page.text(row).trim();
                (text == "``" || scan::fence(text).is_some()).then_some(matches!(text, "``" | "```"))
            })
            .unwrap_or(false)
}

/// The row after the code by its length on the source page, of which `above` pieces stand before it: where a blank row or
/// the end of the page follows.
fn end_in_source(page: &PageRepair<'_>, fence: usize, above: usize) -> Option<usize> {
    let lines = *page.reference?.code_lines.get(above)?;
    let end = fence + 1 + lines;
    let inside = fence + 1..end;
    let is_whole = end <= page.rows.len() && inside.clone().all(|row| !page.rows[row].code) && lines > 0;
    let stops = is_whole && !page.is_blank(end - 1) && (end == page.rows.len() || page.is_blank(end));
    stops.then_some(end)
}

/// The row after the code: where blocks begin that are no code, else the first blank row.
fn end_of_code(page: &PageRepair<'_>, from: usize) -> usize {
    let mut blank = None;
    // Code that nothing closes is looked through so far and no further: else many open fences would be quadratic.
    for row in from..page.rows.len().min(from + 400) {
        let text = page.text(row).trim_start();
        if page.is_blank(row) {
            blank.get_or_insert(row);
            continue;
        }
        let markup = ["</", "<div", "<details", "<p", "!!! ", "??? ", "## ", "### ", "#### ", "[:", "!["];
        if page.rows[row].code || (blank.is_some() && markup.iter().any(|markup| text.starts_with(markup))) {
            let before = (from..row).rev().find(|&before| !page.is_blank(before));
            return before.map_or(row, |before| before + 1);
        }
    }
    blank.unwrap_or(page.rows.len().min(from + 400))
}
