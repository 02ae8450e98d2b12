//! Callouts that are written as quotations, whose heads are damaged: `> [! NOTE]`, `> \[!NOTE\]`, `> ［！NOTE］`,
//! `> [!HINWEIS]`, `> [!NOTE] Words.` The source page tells their kinds.

use super::signs::ROOM;
use super::{PageRepair, Row};
use crate::text::{Edit, Line};
use pamphlet_source::Code;

/// Mends the heads of such callouts, if a translation has as many as its source page.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    let Some(wanted) = page.reference.map(|reference| &reference.written.alerts) else { return };
    if wanted.is_empty() {
        return;
    }
    let begins = |page: &PageRepair<'_>, row: usize| {
        let is_quote = |row: usize| page.text(row).trim_start().starts_with('>');
        !page.rows[row].code && is_quote(row) && !row.checked_sub(1).is_some_and(is_quote)
    };
    let heads: Vec<usize> =
        (0..page.rows.len()).filter(|row| begins(page, *row) && head(page.text(*row), wanted).is_some()).collect();
    if heads.len() != wanted.len() {
        return;
    }
    let mut added = 0;
    for (row, kind) in heads.into_iter().zip(wanted) {
        let row = row + added;
        let text = page.text(row);
        let Some((from, end)) = head(text, wanted) else { continue };
        let rest = &text[end..];
        let words = rest.trim_start_matches(ROOM);
        let good = format!("[!{kind}]");
        if text[from..end].eq_ignore_ascii_case(&good) && words.is_empty() {
            continue;
        }
        let message = "the head of a callout that is written as a quotation is damaged";
        page.repaired(Code::RepairCallout, row, from..end, message, &format!("write `> {good}` on a line of its own"));
        if !page.text(row)[end..].trim().is_empty() {
            let text = page.text(row);
            let mark = format!("{}> ", &text[..text.len() - text.trim_start().len()]);
            let begin = text.len() - text[end..].trim_start_matches(ROOM).len();
            let Line { start, end: stop } = page.rows[row].line;
            let below = page.texts.rewrite(Line { start: start + begin, end: stop }, &[Edit::put(0, mark)]);
            let below = Row::new(page.texts, below, false);
            page.rows.insert(row + 1, below);
            page.rows[row].line = Line { start, end: start + end };
            added += 1;
        }
        page.rewrite(row, &[Edit { at: from, cut: end - from, put: good.into() }]);
    }
}

/// Where the head of such a callout stands in a row.
fn head(text: &str, wanted: &[String]) -> Option<(usize, usize)> {
    let inner = text.trim_start().strip_prefix('>')?;
    let start = inner.trim_start_matches(ROOM);
    let from = text.len() - start.len();
    let bare = start.trim_start_matches('\\').strip_prefix(['[', '［', '【'])?;
    let end = bare.find([']', '］', '】'])?;
    let word = bare[..end].trim_end_matches('\\').trim_matches(ROOM);
    let kind = word.strip_prefix(['!', '！', '¡']).map(|kind| kind.trim_matches(ROOM));
    let is_known = |word: &str| wanted.iter().any(|own| own.eq_ignore_ascii_case(word));
    let is_kind = match kind {
        Some(kind) => !kind.is_empty() && kind.chars().all(|sign| sign.is_alphabetic() || sign == '\u{200c}'),
        None => is_known(word.trim_end_matches(['!', '！'])),
    };
    let width = bare[end..].chars().next().map_or(1, char::len_utf8);
    let close = text.len() - bare.len() + end + width;
    // A link is none.
    (is_kind && !text[close..].starts_with(['(', '['])).then_some((from, close))
}
