//! What repairs changed in a file, as edits that somebody can make there.
//!
//! Repairs write lines anew and leave the file alone. What they did is told by the lines themselves: one that is as it
//! was still points at its bytes; between two of these stand those that were changed, put in or taken out.

use crate::text::{Line, Texts};
use pamphlet_source::{Span, TextEdit};

/// Whether lines stand one after another, as those of a file do.
pub(crate) fn are_in_order(lines: &[Line]) -> bool {
    lines.windows(2).all(|pair| pair[0].end <= pair[1].start && pair[0].start < pair[1].start)
}

/// The edits that make of the lines `before`, which are those of the file, the lines `after`.
pub(crate) fn of(texts: &Texts, before: &[Line], after: &[Line]) -> Vec<TextEdit> {
    let mut found = Vec::new();
    let (mut row, mut own) = (0, 0);
    while row < before.len() || own < after.len() {
        if row < before.len() && before.get(row) == after.get(own) {
            (row, own) = (row + 1, own + 1);
            continue;
        }
        // Up to the next line that is as it was: lines keep their order.
        let is_whole = |line: &Line| before[row..].binary_search_by_key(&line.start, |line| line.start);
        let next = after[own..].iter().enumerate().find_map(|(at, line)| {
            let same = is_whole(line).ok().filter(|found| before[row + found] == *line)?;
            Some((row + same, own + at))
        });
        let (row_end, own_end) = next.unwrap_or((before.len(), after.len()));
        region(texts, before, row..row_end, &after[own..own_end], &mut found);
        (row, own) = (row_end, own_end);
    }
    found
}

/// The edits of a stretch in which every line changed.
fn region(texts: &Texts, before: &[Line], rows: std::ops::Range<usize>, after: &[Line], found: &mut Vec<TextEdit>) {
    let text = texts.as_str();
    let lines = &before[rows.clone()];
    if lines.len() == after.len() {
        for (line, own) in lines.iter().zip(after) {
            found.extend(minimal(line.start, texts.text(*line), texts.text(*own)));
        }
        return;
    }
    let end_of = |row: usize| before.get(row + 1).map_or(text.len(), |next| next.start).min(file_end(before, text));
    let line_end = |row: usize| before.get(row).map_or("", |line| &text[line.end..end_of(row).max(line.end)]);
    let ends = rows.clone().chain(rows.start.checked_sub(1)).map(line_end).find(|end| end.contains('\n'));
    let end = if ends.is_some_and(|end| end.contains('\r')) { "\r\n" } else { "\n" };
    let joined = |lines: &[Line]| lines.iter().map(|line| texts.text(*line)).collect::<Vec<_>>().join(end);
    if lines.is_empty() {
        let put = joined(after);
        if let Some(next) = before.get(rows.start) {
            found.push(TextEdit { span: Span::new(next.start, next.start), put: format!("{put}{end}") });
        } else {
            let at = before.last().map_or(0, |line| line.end);
            found.push(TextEdit { span: Span::new(at, at), put: format!("{end}{put}") });
        }
        return;
    }
    let (first, last) = (lines[0], lines[lines.len() - 1]);
    if after.is_empty() {
        let end = end_of(rows.end - 1);
        found.push(TextEdit { span: Span::new(first.start, end), put: String::new() });
        return;
    }
    found.extend(minimal(first.start, &text[first.start..last.end], &joined(after)));
}

/// Where the file ends in the buffer: behind the line end of its last line.
fn file_end(before: &[Line], text: &str) -> usize {
    let Some(last) = before.last() else { return 0 };
    let rest = &text[last.end..];
    last.end + rest.find('\n').map_or(0, |at| at + 1)
}

/// The smallest edit that makes one text of another.
fn minimal(at: usize, old: &str, new: &str) -> Option<TextEdit> {
    if old == new {
        return None;
    }
    let same = |one: (char, char)| one.0 == one.1;
    let prefix: usize =
        old.chars().zip(new.chars()).take_while(|pair| same(*pair)).map(|(character, _)| character.len_utf8()).sum();
    let (old_rest, new_rest) = (&old[prefix..], &new[prefix..]);
    let suffix: usize = old_rest
        .chars()
        .rev()
        .zip(new_rest.chars().rev())
        .take_while(|pair| same(*pair))
        .map(|(character, _)| character.len_utf8())
        .sum();
    let span = Span::new(at + prefix, at + old.len() - suffix);
    Some(TextEdit { span, put: new[prefix..new.len() - suffix].to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Edit, lines};
    use pamphlet_source::SourceId;

    /// What becomes of a file when lines change as `change` says.
    fn made(text: &str, change: impl FnOnce(&mut Texts, &mut Vec<Line>)) -> (String, usize) {
        let mut texts = Texts::new(SourceId(0), text);
        let before = lines(text, 0);
        let mut after = before.clone();
        change(&mut texts, &mut after);
        let edits = of(&texts, &before, &after);
        (TextEdit::apply(&edits, text).expect("edits are in order"), edits.len())
    }

    #[test]
    fn lines_are_changed_where_they_stand() {
        let rewrite = |texts: &mut Texts, lines: &mut Vec<Line>| {
            lines[1] = texts.rewrite(lines[1], &[Edit::cut(0, 1)]);
        };
        assert_eq!(made("a  \r\n\\b\r\nc", rewrite), ("a  \r\nb\r\nc".to_owned(), 1));
    }

    #[test]
    fn lines_are_parted_joined_put_in_and_taken_out() {
        let part = |_: &mut Texts, lines: &mut Vec<Line>| {
            let line = lines[0];
            let parts = [Line { end: line.start + 1, ..line }, Line { start: line.start + 2, ..line }];
            lines.splice(0..1, parts);
        };
        assert_eq!(made("a b\r\nc\r\n", part), ("a\r\nb\r\nc\r\n".to_owned(), 1));
        let join = |texts: &mut Texts, lines: &mut Vec<Line>| {
            lines[0] = texts.rewrite(lines[0], &[Edit::put(1, "b")]);
            lines.remove(1);
        };
        assert_eq!(made("a\nb\nc", join), ("ab\nc".to_owned(), 1));
        let remove = |_: &mut Texts, lines: &mut Vec<Line>| {
            lines.remove(1);
        };
        assert_eq!(made("a\nb\nc\n", remove), ("a\nc\n".to_owned(), 1));
        let last = |_: &mut Texts, lines: &mut Vec<Line>| {
            lines.pop();
        };
        assert_eq!(made("a\nb\n", last), ("a\n".to_owned(), 1));
        let blank = |_: &mut Texts, lines: &mut Vec<Line>| {
            let end = lines[0].end;
            lines.insert(1, Line { start: end, end });
        };
        assert_eq!(made("a\nb", blank), ("a\n\nb".to_owned(), 1));
    }

    #[test]
    fn edits_are_as_small_as_they_can_be() {
        let edit = minimal(10, "»ä«", "»ö«").expect("differs");
        assert_eq!((edit.span, edit.put.as_str()), (Span::new(12, 14), "ö"));
        let edit = minimal(0, "aa", "aaa").expect("differs");
        assert_eq!((edit.span, edit.put.as_str()), (Span::new(2, 2), "a"));
    }
}
