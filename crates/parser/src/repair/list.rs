//! Lists whose items were glued together, or have signs of a language in the place of their marks. The source page tells
//! how many items there are.

use super::prose::Prose;
use super::{PageRepair, Row};
use crate::scan;
use crate::skeleton::{Section, ShapeKind};
use crate::text::{Edit, Line};
use pamphlet_source::Code;
use std::ops::Range;

/// What languages write before the items of a list.
const BULLETS: &[char] = &[
    '-', '+', '・', '•', '·', '●', '◦', '－', '–', '—', '‐', '＊', '＋', 'ㆍ', '‣', '▪', '■', '○', '‧', '∙', '➢', '►',
    '−', '⁃', '◆', '▶', '➤',
];
/// Numbers in circles, from 1.
const CIRCLED: &[char] = &['①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨', '⑩'];
/// The same as entities.
const ENTITIES: [&str; 5] = ["&#8226;", "&bull;", "&#x2022;", "&middot;", "&#183;"];
/// What may end a number of an item, beside what does.
const ENDS: &[char] = &['.', '．', '。', '、', ')', '）'];
/// What may end it before a space.
const SPACED_ENDS: &[char] = &['º', 'ª', '°', ':', '：', ',', '，', '-', '–'];

/// Rows that hold several items, each with the room before its further ones.
pub(super) type Glued = Vec<(usize, Vec<Range<usize>>)>;

/// Mends the lists of a section that stand in nothing; gives the rows that are to be parted.
pub(super) fn mend(page: &mut PageRepair<'_>, rows: Range<usize>, section: &Section) -> Glued {
    inner(page, rows.clone(), section);
    // What stands in a tag is at the margin, too.
    let mut in_tag = false;
    let at_margin: Vec<bool> = section
        .blocks
        .iter()
        .map(|shape| {
            in_tag = if shape.depth == 0 { matches!(shape.kind, ShapeKind::Grid | ShapeKind::Group) } else { in_tag };
            shape.depth == 0 || shape.depth == 1 && in_tag
        })
        .collect();
    let lists = || {
        let shapes = section.blocks.iter().zip(&at_margin).filter(|(_, at_margin)| **at_margin);
        shapes.filter_map(|(shape, _)| match shape.kind {
            ShapeKind::List { numbered, items } => Some((numbered, items)),
            _ => None,
        })
    };
    let wanted: usize = lists().map(|(_, items)| items).sum();
    if wanted == 0 {
        return Glued::new();
    }
    let mut items: Vec<usize> = rows.clone().filter(|row| is_item(page, *row)).collect();
    if items.len() >= wanted {
        return Glued::new();
    }
    let missing = wanted - items.len();
    let has = |wanted: bool| lists().any(|(numbered, _)| numbered == wanted);
    let numbers_first = [true, false];
    if numbers_first.iter().any(|numbered| has(*numbered) && marks(page, rows.clone(), missing, *numbered)) {
        items = rows.filter(|row| is_item(page, *row)).collect();
    }
    if items.len() < wanted { glued(page, &items, wanted - items.len()) } else { Glued::new() }
}

/// Puts marks where items of inner lists have signs of the language, if these are as many as the source page has more.
fn inner(page: &mut PageRepair<'_>, rows: Range<usize>, section: &Section) {
    let wanted: usize = section
        .blocks
        .iter()
        .filter(|shape| shape.depth > 0)
        .map(|shape| if let ShapeKind::List { numbered: false, items } = shape.kind { items } else { 0 })
        .sum();
    if wanted == 0 {
        return;
    }
    let (mut whole, mut found) = (0, Vec::new());
    for row in rows.filter(|row| !page.rows[*row].code && page.indent(*row) >= 2) {
        let text = page.text(row);
        let start = text.trim_start();
        if scan::list_marker(start, true).is_some() {
            whole += usize::from(!start.starts_with(|first: char| first.is_ascii_digit()));
        } else if !start.starts_with(['-', '+'])
            || start[1..].starts_with(|next: char| next.is_alphabetic() || next == '\u{a0}')
        {
            found.extend(sign(text, false).map(|edit| (row, edit)));
        }
    }
    if found.is_empty() || whole + found.len() != wanted {
        return;
    }
    for (row, edit) in found {
        told(page, row, &edit);
        page.rewrite(row, &[edit]);
    }
}

fn told(page: &mut PageRepair<'_>, row: usize, edit: &Edit) {
    page.repaired(
        Code::RepairTranslatedSyntax,
        row,
        edit.at..edit.at + edit.cut,
        "an item of a list begins with a sign of the language, or with a mark without a space",
        "begin it with the mark of the source page: `- `, or `1. `",
    );
}

/// Whether an item begins at a row, that stands in nothing.
fn is_item(page: &PageRepair<'_>, row: usize) -> bool {
    let is_open = !page.rows[row].code && page.indent(row) < 2;
    is_open && scan::list_marker(page.text(row).trim_start(), true).is_some()
}

/// Puts marks where a language has signs of its own, if these are as many as the source page has more items.
fn marks(page: &mut PageRepair<'_>, rows: Range<usize>, missing: usize, numbered: bool) -> bool {
    let mut found: Vec<(usize, Edit)> = Vec::new();
    let (mut begins, mut within) = (true, false);
    for row in rows {
        let text = page.text(row);
        if page.rows[row].code || page.is_blank(row) {
            begins = true;
            continue;
        }
        // What is indented below an item is in it.
        if page.indent(row) >= 2 && !begins {
            within |= row.checked_sub(1).is_some_and(|before| found.last().is_some_and(|(last, _)| *last == before));
            continue;
        }
        let sign = if page.indent(row) < 2 { sign(text, numbered) } else { None };
        // A line that goes on is no item, but for one below an item.
        let follows = found.last().is_some_and(|(before, _)| before + 1 == row)
            || within
            || row.checked_sub(1).is_some_and(|before| is_item(page, before));
        within = false;
        match sign {
            Some(edit) if begins || follows => found.push((row, edit)),
            _ => {}
        }
        begins = false;
    }
    if found.is_empty() || found.len() != missing {
        return false;
    }
    for (row, edit) in found {
        told(page, row, &edit);
        page.rewrite(row, &[edit]);
    }
    true
}

/// What a mark is to be put for, at the beginning of a row that has none.
fn sign(text: &str, numbered: bool) -> Option<Edit> {
    let at = text.len() - text.trim_start().len();
    let start = &text[at..];
    if scan::list_marker(start, true).is_some() {
        return None;
    }
    // Marks that were escaped.
    let bare = start.strip_prefix('\\').unwrap_or(start);
    // A number in brackets, or in a circle.
    let bare = bare.strip_prefix(['（', '(']).filter(|_| numbered).unwrap_or(bare);
    let (put, rest) = if numbered {
        let rest = bare.trim_start_matches(|sign: char| plain_digit(sign).is_some());
        let digits = &bare[..bare.len() - rest.len()];
        let plain: String = digits.chars().filter_map(plain_digit).collect();
        let (number, rest) = if plain.is_empty() { numeral(bare)? } else { (plain, rest) };
        let rest = rest.strip_prefix('\\').unwrap_or(rest);
        // `١-` begins an item; `1-` may be a range.
        let is_foreign = !digits.is_ascii();
        let apart = rest.trim_start_matches(' ');
        let rest = if apart.starts_with(['.', '．', ')']) { apart } else { rest };
        let spaced = || rest.strip_prefix(SPACED_ENDS).filter(|rest| rest.starts_with(' '));
        let behind = match rest.strip_prefix(ENDS).or_else(spaced) {
            _ if bare.starts_with(CIRCLED) => Some(rest),
            None if is_foreign => rest.strip_prefix(['-', '–']),
            behind => behind,
        };
        let behind = behind.filter(|_| number.len() < 4)?;
        (format!("{number}. "), behind.strip_prefix([')', '）']).unwrap_or(behind))
    } else {
        let entity = || ENTITIES.iter().find_map(|entity| bare.strip_prefix(entity));
        ("- ".to_owned(), bare.strip_prefix(BULLETS).or_else(entity)?)
    };
    let words = rest.trim_start();
    let words = words.strip_prefix("&nbsp;").unwrap_or(words).trim_start();
    let doubled = rest.starts_with(BULLETS) || words.is_empty();
    // `1.5` is a number.
    let inner = numbered && rest.starts_with(|next: char| next.is_ascii_digit());
    (!doubled && !inner).then(|| Edit { at, cut: start.len() - words.len(), put: put.into() })
}

/// `一、`: the number that a Chinese numeral says, up to ten, and what stands behind it.
fn numeral(text: &str) -> Option<(String, &str)> {
    const NUMERALS: &str = "一二三四五六七八九十";
    let first = text.chars().next()?;
    if let Some(number) = CIRCLED.iter().position(|circled| *circled == first) {
        return Some(((number + 1).to_string(), &text[first.len_utf8()..]));
    }
    let number = NUMERALS.chars().position(|numeral| numeral == first)? + 1;
    let rest = &text[first.len_utf8()..];
    rest.starts_with(['、', '．', '.']).then(|| (number.to_string(), rest))
}

/// The plain digit of a digit of any script.
fn plain_digit(sign: char) -> Option<char> {
    pamphlet_locale::digits::value(sign).map(|digit| char::from(b'0' + digit))
}

/// Items that share a row, if they are as many as the source page has more items.
fn glued(page: &PageRepair<'_>, items: &[usize], missing: usize) -> Glued {
    let (mut numbers, mut bullets) = (Glued::new(), Glued::new());
    for &row in items {
        let text = page.text(row);
        let start = text.trim_start();
        let at = text.len() - start.len();
        let into = if start.starts_with(|first: char| first.is_ascii_digit()) { &mut numbers } else { &mut bullets };
        let parts = parts(text, at);
        if !parts.is_empty() {
            into.push((row, parts));
        }
    }
    let count = |found: &[(usize, Vec<Range<usize>>)]| found.iter().map(|(_, parts)| parts.len()).sum::<usize>();
    let is_bullet = |row: &&usize| !page.text(**row).trim_start().starts_with(|first: char| first.is_ascii_digit());
    // Between words a dash may be one. Several of them in the one row that is there are not.
    let sure = match &bullets[..] {
        [(_, parts)] => parts.len() > 1 || items.iter().filter(is_bullet).count() == 1,
        _ => false,
    };
    let mut found = if count(&numbers) == missing {
        numbers
    } else if sure && count(&numbers) + count(&bullets) == missing {
        numbers.append(&mut bullets);
        numbers
    } else {
        return Glued::new();
    };
    found.sort_by_key(|(row, _)| *row);
    found
}

/// Parts rows that hold several items; `glued` are in order.
pub(super) fn part(page: &mut PageRepair<'_>, glued: Glued) {
    for (row, parts) in &glued {
        page.repaired(
            Code::RepairTranslatedSyntax,
            *row,
            parts[0].end..page.text(*row).len(),
            "items of a list were glued together",
            "begin each item on a line of its own",
        );
    }
    let mut rows = Vec::with_capacity(page.rows.len() + glued.len());
    let mut glued = glued.into_iter().peekable();
    for (number, mut row) in std::mem::take(&mut page.rows).into_iter().enumerate() {
        let parts = glued.next_if(|(own, _)| *own == number).map(|(_, parts)| parts).unwrap_or_default();
        let start = row.line.start;
        for part in parts {
            let whole = row.line;
            rows.push(Row::new(page.texts, Line { end: start + part.start, ..whole }, false));
            row = Row::new(page.texts, Line { start: start + part.end, ..whole }, false);
        }
        rows.push(row);
    }
    page.rows = rows;
}

/// The room before each further item in a row: a number that follows the one before, or the mark that it begins with.
fn parts(text: &str, at: usize) -> Vec<Range<usize>> {
    let Some(length) = scan::list_marker(&text[at..], true) else { return Vec::new() };
    let mark = &text[at..at + length];
    let number: Option<u32> = mark[..length - 1].parse().ok();
    let end = &mark[length - 1..];
    let prose = Prose::of(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = at + length;
    loop {
        let wanted = match number {
            Some(first) => {
                let next = u32::try_from(found.len()).ok().and_then(|count| first.checked_add(count)?.checked_add(1));
                let Some(next) = next else { return found };
                format!("{next}{end} ")
            }
            None => format!("{mark} "),
        };
        let next = text[from..].match_indices(&wanted).map(|(at, _)| from + at).find(|at| {
            let before = text[..*at].trim_end();
            let room = before.len() < *at || number.is_some() && before.ends_with(['。', '！', '？', '；', '．']);
            room && before.len() > at_words(text, from)
                && !prose.is_code(*at)
                && !text[at + wanted.len()..].trim().is_empty()
        });
        let Some(next) = next else { return found };
        found.push(text[..next].trim_end().len()..next);
        from = next + wanted.len();
    }
}

/// Where the words of an item begin.
fn at_words(text: &str, from: usize) -> usize {
    text.len() - text[from..].trim_start().len()
}
