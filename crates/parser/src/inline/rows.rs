//! Rows of tables: Python-Markdown parts their cells at bars outside of code, pulldown-cmark at every bar.

use crate::scan;
use crate::text::{Edit, Line};

/// How many columns the table has that a line belongs to, for each line. Empty if there is no table.
pub(crate) fn columns(source: &str, lines: &[Line]) -> Vec<Option<usize>> {
    let has_bar = |line: &Line| memchr::memchr(b'|', line.text(source).as_bytes()).is_some();
    if !lines.iter().any(has_bar) {
        return Vec::new();
    }
    let mut out = vec![None; lines.len()];
    let mut at = 0;
    while at + 1 < lines.len() {
        // A blank line is one cell, but no head.
        let is_head = lines[at].indent(source) < 4 && !lines[at].is_blank(source);
        let count = delimiter(lines[at + 1].text(source)).filter(|_| is_head);
        if count.is_none_or(|count| cells(lines[at].text(source)) != count) {
            at += 1;
            continue;
        }
        while at < lines.len() && !lines[at].is_blank(source) {
            out[at] = count;
            at += 1;
        }
    }
    out
}

/// How many cells the line below the head of a table has; none if it is no such line.
fn delimiter(text: &str) -> Option<usize> {
    let is_one = text.contains('-') && text.contains('|');
    let is_one = is_one && text.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'));
    is_one.then(|| cells(text)).filter(|count| *count > 0)
}

/// How many cells a row has.
fn cells(text: &str) -> usize {
    let text = text.trim();
    let (bars, _) = bars(text);
    let edges =
        usize::from(text.starts_with('|')) + usize::from(bars.last().is_some_and(|&last| last + 1 == text.len()));
    (bars.len() + 1).saturating_sub(edges)
}

/// Bars outside and inside of code, those behind a backslash left out.
fn bars(text: &str) -> (Vec<usize>, Vec<usize>) {
    let bytes = text.as_bytes();
    let mut ticks = scan::Ticks::default();
    let (mut outside, mut inside) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'`' => {
                let end = ticks.skip(text, at);
                inside.extend((at..end).filter(|&at| bytes[at] == b'|' && bytes[at - 1] != b'\\'));
                at = end;
            }
            b'|' => {
                outside.push(at);
                at += 1;
            }
            _ => at += 1,
        }
    }
    (outside, inside)
}

/// Adds the edits of a row of a table with so many columns. Says whether it has more cells than that, which then stand in
/// the last one.
pub(crate) fn row(text: &str, columns: usize, edits: &mut Vec<Edit>) -> bool {
    let (outside, inside) = bars(text);
    edits.extend(inside.iter().map(|&at| Edit::put(at, "\\")));
    let edge = usize::from(text.trim_start().starts_with('|'));
    let end = text.trim_end().len();
    let wide: Vec<usize> = outside.into_iter().skip(edge + columns - 1).filter(|&at| at + 1 != end).collect();
    let filled = wide.iter().any(|&at| !text[at..].trim_matches(['|', ' ', '\t']).is_empty());
    if filled {
        edits.extend(wide.iter().map(|&at| Edit::put(at, "\\")));
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(text: &str, columns: usize) -> String {
        let mut edits = Vec::new();
        row(text, columns, &mut edits);
        edits.sort_by_key(|edit| edit.at);
        let mut out = text.to_owned();
        for edit in edits.iter().rev() {
            out.insert_str(edit.at, &edit.put);
        }
        out
    }

    #[test]
    fn a_blank_line_is_no_head() {
        let of = |text: &str| columns(text, &crate::text::lines(text, 0));
        assert_eq!(of("a\n\n|-\nb"), [None; 4]);
        assert_eq!(of("|a\n|-\n|b\n\n|-"), [Some(1), Some(1), Some(1), None, None]);
    }

    #[test]
    fn bars_in_code_part_no_cells() {
        assert_eq!(edited("a | `x | y` | b", 3), "a | `x \\| y` | b");
        assert_eq!(edited("| ``a` | b`` |", 1), "| ``a` \\| b`` |");
        assert_eq!(edited("open | lone ` tick | zeta", 3), "open | lone ` tick | zeta");
        assert_eq!(edited("| a | b | c |", 2), "| a | b \\| c |");
        assert_eq!(edited("| a | b | |", 2), "| a | b | |");
        assert_eq!(cells("| `a|b` | c |"), 2);
        assert_eq!(cells("|---|:-:"), 2);
    }
}
