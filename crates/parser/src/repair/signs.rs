//! Marks at the beginning of rows that a translation tool took apart, or wrote with other signs: `! ! ! note`, `= == "Tab"`,
//! `＝＝＝`, `|—|—|`, `[^1]：`, and marks of direction before any of them. Only where the source page has such blocks.

use super::PageRepair;
use super::prose::Prose;
use crate::skeleton::ShapeKind;
use crate::text::Edit;
use pamphlet_source::Code;
use std::ops::Range;

/// Room that tools put between signs.
const ROOM: &[char] = &[' ', '\u{a0}', '\u{202f}', '\u{3000}'];
/// Marks that say in which direction a text runs.
const DIRECTION: &[char] = &['\u{200e}', '\u{200f}', '\u{61c}'];

/// What the source page has, by which damaged signs are marks.
struct There {
    callouts: bool,
    tabs: bool,
    tables: bool,
}

/// What is damaged at the beginning of a row.
struct Found {
    code: Code,
    range: Range<usize>,
    message: &'static str,
    help: &'static str,
    edits: Vec<Edit>,
}

/// Mends the marks of a translation.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    let Some(reference) = page.reference else { return };
    let has = |wanted: fn(&ShapeKind) -> bool| {
        reference.sections.iter().flat_map(|section| &section.blocks).any(|shape| wanted(&shape.kind))
    };
    let there = There {
        callouts: has(|kind| {
            matches!(kind, ShapeKind::Callout { .. } | ShapeKind::Collapsible { .. } | ShapeKind::Card { .. })
        }),
        tabs: has(|kind| matches!(kind, ShapeKind::Tabs(_))),
        tables: has(|kind| matches!(kind, ShapeKind::Table { .. })),
    };
    for row in 0..page.rows.len() {
        if page.rows[row].code {
            continue;
        }
        let text = page.text(row);
        let at = text.len() - text.trim_start().len();
        let found = direction(text, at).or_else(|| {
            let start = &text[at..];
            match start.chars().next()? {
                '!' | '?' if there.callouts => callout(start, at),
                '=' | '＝' if there.tabs => tab(start, at),
                '|' if there.tables && row > 0 && page.text(row - 1).trim_start().starts_with('|') => rule(start, at),
                '\\' if at < 4 && reference.headings().next().is_some() => heading(start, at),
                '[' => note(start, at, &reference.notes),
                _ => None,
            }
        });
        let Some(Found { code, range, message, help, edits }) = found else { continue };
        page.repaired(code, row, range, message, help);
        page.rewrite(row, &edits);
    }
}

/// Marks of direction before a mark of a block: it is none with them.
fn direction(text: &str, at: usize) -> Option<Found> {
    let start = &text[at..];
    let rest = start.trim_start_matches(DIRECTION).trim_start();
    let cut = start.len() - rest.len();
    let is_mark =
        ["!!!", "???", "===", "#", ">", "|", "```", "~~~", "<", "[^"].iter().any(|mark| rest.starts_with(mark))
            || crate::scan::list_marker(rest, true).is_some();
    (start.starts_with(DIRECTION) && is_mark).then(|| Found {
        code: Code::RepairInvisible,
        range: at..at + cut,
        message: "an invisible mark of direction stands before the mark of a block, which is none with it",
        help: "take the directional character out",
        edits: vec![Edit::cut(at, cut)],
    })
}

/// `! ! ! note`, `!!!` with a space that is none for a program.
fn callout(start: &str, at: usize) -> Option<Found> {
    let sign = start.chars().next()?;
    let mut count = 0;
    let mut length = 0;
    for (place, own) in start.char_indices() {
        if own == sign {
            count += 1;
            length = place + sign.len_utf8();
        } else if !ROOM.contains(&own) {
            break;
        }
    }
    let rest = &start[length..];
    let behind = rest.trim_start_matches(ROOM);
    let open = usize::from(behind.starts_with('+'));
    let words = behind[open..].trim_start_matches(ROOM);
    let room = &rest[..rest.len() - words.len()];
    let is_torn = start[..length].contains(ROOM) || room.contains(&ROOM[1..]);
    if count != 3 || !is_torn || words.is_empty() || room.is_empty() {
        return None;
    }
    let cut = start.len() - words.len();
    let put = format!("{}{} ", sign.to_string().repeat(3), &behind[..open]);
    Some(Found {
        code: Code::RepairCallout,
        range: at..at + cut,
        message: "the marker of a callout has room in it, or a space behind it that is none",
        help: "write it as `!!! note \"Title\"`, with a plain space",
        edits: vec![Edit { at, cut, put: put.into() }],
    })
}

/// `= == "Label"`, `＝＝＝ "Label"`.
fn tab(start: &str, at: usize) -> Option<Found> {
    let mut count = 0;
    let mut length = 0;
    for (place, own) in start.char_indices() {
        if matches!(own, '=' | '＝') {
            count += 1;
            length = place + own.len_utf8();
        } else if !ROOM.contains(&own) {
            break;
        }
    }
    let label = start[length..].trim_start_matches(ROOM);
    if count != 3 || &start[..length] == "===" || !label.starts_with(super::prose::QUOTES) {
        return None;
    }
    let cut = start.len() - label.len();
    Some(Found {
        code: Code::RepairTab,
        range: at..at + cut,
        message: "the marker of a tab has room in it, or is full-width",
        help: "write `=== \"Label\"` with plain signs",
        edits: vec![Edit { at, cut, put: "=== ".into() }],
    })
}

/// `\## Words`.
fn heading(start: &str, at: usize) -> Option<Found> {
    let hashes = start[1..].bytes().take_while(|byte| *byte == b'#').count();
    let words = start[1 + hashes..].strip_prefix(' ').filter(|words| !words.trim().is_empty());
    (1..=6).contains(&hashes).then_some(words).flatten()?;
    Some(Found {
        code: Code::RepairTranslatedSyntax,
        range: at..at + 1 + hashes,
        message: "the mark of a heading was escaped, so it is shown",
        help: "take the backslash out",
        edits: vec![Edit::cut(at, 1)],
    })
}

/// `|—|—|`: the rule of a table with dashes in the place of hyphens.
fn rule(start: &str, at: usize) -> Option<Found> {
    let dashes = ['—', '–', '−', '－', '‐', '‑'];
    let row = start.trim_end();
    let is_rule = row.chars().all(|sign| dashes.contains(&sign) || "|-: \u{a0}".contains(sign))
        && row.contains(dashes)
        && row.matches('|').count() > 1;
    is_rule.then(|| {
        let put: String =
            row.chars().map(|sign| if dashes.contains(&sign) { "---".to_owned() } else { sign.to_string() }).collect();
        Found {
            code: Code::RepairFullWidth,
            range: at..at + row.len(),
            message: "the line below the head of a table has dashes in the place of hyphens",
            help: "write `|---|---|`",
            edits: vec![Edit { at, cut: row.len(), put: put.into() }],
        }
    })
}

/// `[^1]：`, `[^1] :` of a note that the source page has.
fn note(start: &str, at: usize, notes: &[String]) -> Option<Found> {
    let rest = start.strip_prefix("[^")?;
    let end = rest.find(']')?;
    let label = &rest[..end];
    let behind = &rest[end + 1..];
    let colon = behind.trim_start_matches(ROOM);
    let sign = colon.chars().next().filter(|sign| matches!(sign, ':' | '：'))?;
    let words = colon[sign.len_utf8()..].trim_start_matches(ROOM);
    if behind.starts_with(": ") || behind == ":" || words.is_empty() || !notes.iter().any(|note| note == label) {
        return None;
    }
    let from = at + 2 + end + 1;
    let cut = behind.len() - words.len();
    Some(Found {
        code: Code::RepairFootnote,
        range: at..from + cut,
        message: "the colon of a footnote is full-width, or stands apart",
        help: "write `[^label]: ` with a plain colon",
        edits: vec![Edit { at: from, cut, put: ": ".into() }],
    })
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
