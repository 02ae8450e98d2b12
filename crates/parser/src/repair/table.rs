//! Tables whose signs between cells are others (`｜`, `│`, `\|`), whose rule is made of other dashes or has too few cells, or
//! that blank lines part. The source page has a table with as many columns.

use super::prose::Prose;
use super::signs::ROOM;
use super::{PageRepair, Row};
use crate::Skeleton;
use crate::skeleton::{Shape, ShapeKind};
use crate::text::Edit;
use pamphlet_source::Code;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What stands between cells.
const PIPES: &[char] = &['|', '｜', '│', '┃', '￨', '¦', '❘', 'ǀ'];
/// What rules are made of.
const DASHES: &[char] = &['-', '—', '–', '−', '－', '‐', '‑', '─', '━', '―', 'ー', '⸺', '﹣', '_', '＿', '=', '＝'];
/// How many rows of one table are looked at.
const LOOKED: usize = 2_000;

/// Mends the tables of a translation.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    let Some(reference) = page.reference else { return };
    let tables = tables(reference);
    if tables.is_empty() {
        return;
    }
    let mut changed = Changed::default();
    let mut row = 1;
    while row < page.rows.len() {
        let rule = row;
        row += 1;
        if page.rows[rule].code || !is_rule(page.text(rule)) {
            continue;
        }
        let head = (rule.saturating_sub(2)..rule).rev().find(|row| !page.is_blank(*row));
        let Some(head) = head.filter(|head| !page.rows[*head].code && page.text(*head).contains(PIPES)) else {
            continue;
        };
        let columns = cells(page.text(head));
        let most = tables.iter().filter(|(_, own)| *own == columns).map(|(rows, _)| *rows).max();
        let Some(most) = most.filter(|_| page.indent(head) == page.indent(rule)) else { continue };
        row = table(page, head, rule, columns, most, &mut changed).max(rule + 1);
    }
    page.rearrange(&changed.gone, changed.blanks);
}

/// How many rows and columns each table of the source page has.
pub(super) fn tables(reference: &Skeleton) -> Vec<(usize, usize)> {
    let shapes = reference.sections.iter().flat_map(|section| &section.blocks);
    let table = |shape: &Shape| match shape.kind {
        ShapeKind::Table { rows, columns } => Some((rows, columns)),
        _ => None,
    };
    shapes.filter_map(table).collect()
}

/// Rows that go, and blank ones that come before others.
#[derive(Default)]
struct Changed {
    gone: BTreeSet<usize>,
    blanks: BTreeMap<usize, Row>,
}

/// Whether a row is made of dashes and signs between cells.
pub(super) fn is_rule(text: &str) -> bool {
    let text = text.trim();
    text.chars()
        .all(|sign| DASHES.contains(&sign) || PIPES.contains(&sign) || ROOM.contains(&sign) || ":：\\".contains(sign))
        && text.contains(DASHES)
        && text.contains(PIPES)
}

/// Where the signs between the cells of a row stand, with a backslash before them.
pub(super) fn pipes(text: &str) -> Vec<Range<usize>> {
    let prose = Prose::of(text);
    let found = text.char_indices().filter(|(at, sign)| PIPES.contains(sign) && !prose.is_code(*at));
    found.map(|(at, sign)| at - usize::from(text[..at].ends_with('\\'))..at + sign.len_utf8()).collect()
}

/// How many cells a row has.
pub(super) fn cells(text: &str) -> usize {
    let start = text.trim();
    let pipes = pipes(start);
    let first = pipes.first().is_some_and(|pipe| pipe.start == 0);
    let last = pipes.last().is_some_and(|pipe| pipe.end == start.len());
    (pipes.len() + 1).saturating_sub(usize::from(first) + usize::from(last))
}

/// Mends a table whose head and rule are known; gives the row behind it.
fn table(
    page: &mut PageRepair<'_>,
    head: usize,
    rule: usize,
    columns: usize,
    most: usize,
    changed: &mut Changed,
) -> usize {
    let mut rows = vec![head, rule];
    let mut gaps: Vec<usize> = (head + 1..rule).collect();
    let mut at = rule + 1;
    while at < page.rows.len().min(rule + LOOKED) && rows.len() <= most + 1 {
        let blank = page.is_blank(at);
        let next = at + usize::from(blank);
        let parted = blank && (gaps.len() + 1 >= rows.len() - 1 || rows.len() == 2);
        let is_row = next < page.rows.len()
            && !page.rows[next].code
            && page.text(next).contains(PIPES)
            && cells(page.text(next)) == columns
            && !is_rule(page.text(next))
            && rows.len() <= most;
        if !is_row || blank && !parted {
            break;
        }
        if blank {
            gaps.push(at);
        }
        rows.push(next);
        at = next + 1;
    }
    let end = at;
    let escaped = rows.iter().all(|row| page.text(*row).trim_start().starts_with("\\|"));
    for row in &rows {
        let changes = if *row == rule {
            ruled(page.text(rule), columns, page.reference)
        } else {
            plain(page.text(*row), escaped)
        };
        let (Some(first), Some(last)) = (changes.first(), changes.last()) else { continue };
        let range = first.at..last.at + last.cut;
        page.repaired(
            Code::RepairFullWidth,
            *row,
            range,
            "a row of a table has other signs than `|` between its cells, or another rule than of hyphens",
            "write `| cell | cell |` and `|---|---|`",
        );
        page.rewrite(*row, &changes);
    }
    let glued = head.checked_sub(1).filter(|above| {
        let text = page.text(*above).trim_start();
        let plain = text.starts_with(|first: char| first.is_alphanumeric()) && !text.contains(PIPES);
        plain && !page.rows[*above].code && page.indent(*above) == page.indent(head)
    });
    for gap in &gaps {
        let above = gap.saturating_sub(1);
        let length = page.text(above).len();
        page.repaired(
            Code::RepairTranslatedSyntax,
            above,
            0..length,
            "a blank line parts the rows of a table",
            "take the blank line out",
        );
        changed.gone.insert(*gap);
    }
    if let Some(above) = glued.filter(|_| gaps.is_empty()) {
        let length = page.text(above).len();
        page.repaired(
            Code::RepairTranslatedSyntax,
            above,
            0..length,
            "a table follows a text without a blank line, so it is part of the text",
            "put a blank line before the table",
        );
        let end = page.rows[above].line.end;
        changed.blanks.insert(head, page.blank(end));
    }
    end
}

/// Plain signs between the cells of a row.
fn plain(text: &str, escaped: bool) -> Vec<Edit> {
    let put = |range: &Range<usize>| Edit { at: range.start, cut: range.len(), put: "|".into() };
    pipes(text)
        .iter()
        .filter(|range| (escaped || !text[range.start..].starts_with('\\')) && &text[(*range).clone()] != "|")
        .map(put)
        .collect()
}

/// A rule of hyphens, if it is none.
fn ruled(text: &str, columns: usize, reference: Option<&Skeleton>) -> Vec<Edit> {
    let start = text.trim();
    let at = text.len() - text.trim_start().len();
    let is_plain = start.chars().all(|sign| matches!(sign, '|' | '-' | ':' | ' '));
    let parts: Vec<&str> = start.trim_matches(|sign| PIPES.contains(&sign) || sign == '\\').split(PIPES).collect();
    let whole = |part: &&str| {
        let inner = part.trim().trim_start_matches(':').trim_end_matches(':');
        !inner.is_empty() && inner.chars().all(|sign| sign == '-')
    };
    if is_plain && parts.len() == columns && parts.iter().all(whole) {
        return Vec::new();
    }
    let aligned = |part: &str| {
        let part = part.trim_matches(|sign| ROOM.contains(&sign) || sign == '\\');
        let (left, right) = (part.starts_with([':', '：']), part.ends_with([':', '：']) && part.chars().count() > 1);
        format!("{}---{}", if left { ":" } else { "" }, if right { ":" } else { "" })
    };
    // What the source page says of such tables, where this one says nothing.
    let known = reference.and_then(|reference| reference.written.rules.iter().find(|rule| cells(rule) == columns));
    let own = |rule: &str| rule.trim().trim_matches('|').split('|').map(&aligned).collect::<Vec<_>>();
    let cells: Vec<String> = match known {
        _ if parts.len() == columns && start.contains([':', '：']) => parts.iter().map(|part| aligned(part)).collect(),
        Some(rule) => own(rule),
        None => vec!["---".to_owned(); columns],
    };
    vec![Edit { at, cut: start.len(), put: format!("|{}|", cells.join("|")).into() }]
}
