//! Marks at the beginning of rows that a translation tool took apart, escaped, or wrote with other signs: `\## Words`,
//! `# # Words`, `：   words`, `- [х] words`, `———`, and marks of direction round any of them. Only where the source page has
//! such blocks.

use super::PageRepair;
use crate::Skeleton;
use crate::skeleton::ShapeKind;
use crate::text::Edit;
use pamphlet_source::Code;
use std::ops::Range;

/// Room that tools put between signs.
pub(super) const ROOM: &[char] = &[' ', '\u{a0}', '\u{202f}', '\u{3000}'];
/// Marks that say in which direction a text runs.
const DIRECTION: &[char] =
    &['\u{200e}', '\u{200f}', '\u{61c}', '\u{202a}', '\u{202b}', '\u{2066}', '\u{2067}', '\u{2068}'];
/// Marks that end what such a mark begins.
const ENDS: &[char] = &['\u{202c}', '\u{2069}'];

/// What the source page has, by which damaged signs are marks.
struct There {
    definitions: bool,
    quotes: bool,
    rules: bool,
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
        definitions: has(|kind| matches!(kind, ShapeKind::DefinitionList(_))),
        quotes: has(|kind| *kind == ShapeKind::Quote),
        rules: has(|kind| *kind == ShapeKind::Rule),
    };
    for row in 0..page.rows.len() {
        if page.rows[row].code {
            continue;
        }
        let text = page.text(row);
        let at = text.len() - text.trim_start().len();
        let rule = there.rules.then(|| rule(page, row, at)).flatten();
        let found = rule.or_else(|| {
            let start = &text[at..];
            match start.chars().next()? {
                '\\' if there.quotes && start.starts_with("\\>") => Some(escaped_quote(at)),
                '\\' if there.definitions && start.starts_with("\\:") => {
                    Some(()).filter(|()| at < 4 && follows_term(page, row)).and_then(|()| definition(start, at))
                }
                '\\' if start.starts_with("\\*\\[") => abbreviation(start, at, reference),
                '\\' | '#' if at < 4 => heading(start, at, reference).or_else(|| anchor(start, at, reference)),
                '：' | ':' if there.definitions && at < 4 && follows_term(page, row) => definition(start, at),
                '&' if there.quotes => quote(start, at),
                '＊' | '－' | '＿' => line(start, at).or_else(|| abbreviation(start, at, reference)),
                '*' => abbreviation(start, at, reference).or_else(|| task(start, at, reference)),
                '-' | '—' | '–' => snippet(start, at, reference).or_else(|| task(start, at, reference)),
                '+' => task(start, at, reference),
                _ => None,
            }
        });
        let Some(Found { code, range, message, help, edits }) = found else { continue };
        page.repaired(code, row, range, message, help);
        page.rewrite(row, &edits);
    }
}

/// Takes marks of direction away that stand before the mark of a block, or between it and its words: it is none with them.
pub(super) fn directions(page: &mut PageRepair<'_>) {
    if page.reference.is_none() {
        return;
    }
    for row in 0..page.rows.len() {
        let text = page.text(row);
        if page.rows[row].code || !text.trim_start().chars().take(12).any(|sign| DIRECTION.contains(&sign)) {
            continue;
        }
        let Some(Found { code, range, message, help, edits }) = direction(text) else { continue };
        page.repaired(code, row, range, message, help);
        page.rewrite(row, &edits);
    }
}

fn direction(text: &str) -> Option<Found> {
    let at = text.len() - text.trim_start().len();
    let start = &text[at..];
    // What stands before the indentation takes it away.
    let bare = start.trim_start_matches(DIRECTION);
    let marks = start.len() - bare.len();
    if at == 0 && marks > 0 && bare.starts_with("    ") {
        return Some(Found {
            code: Code::RepairInvisible,
            range: 0..marks,
            message: "an invisible mark of direction stands before the indentation of a text, which is none with it",
            help: "take the directional character out",
            edits: vec![Edit::cut(0, marks)],
        });
    }
    let rest = start.trim_start_matches(DIRECTION).trim_start();
    let cut = start.len() - rest.len();
    let marks = rest.trim_start_matches(|sign: char| sign.is_ascii_digit() || "-*+#.)".contains(sign));
    let mark = &rest[..rest.len() - marks.len()];
    let behind = marks.len() - marks.trim_start_matches(DIRECTION).len();
    let joined = format!("{mark}{}", &marks[behind..]);
    let is_block = ["!!!", "???", "===", ">", "|", "```", "~~~", "<", "[^"].iter().any(|mark| rest.starts_with(mark));
    let is_head = joined.starts_with('#') && joined.trim_start_matches('#').starts_with(' ');
    let is_mark = is_block || is_head || crate::scan::list_marker(&joined, true).is_some();
    let inside = if is_block { 0 } else { behind };
    if !is_mark || cut + inside == 0 {
        return None;
    }
    let mut edits = vec![Edit::cut(at, cut)];
    edits.extend((inside > 0).then(|| Edit::cut(at + cut + mark.len(), inside)));
    // What ends the direction goes with what began it.
    let open = start[..cut].chars().any(|sign| matches!(sign, '\u{202a}' | '\u{202b}' | '\u{2066}'..='\u{2068}'));
    let body = text.trim_end().trim_end_matches(ENDS).len();
    let length = text.trim_end().len();
    edits.extend((open && length > body).then(|| Edit::cut(body, length - body)));
    edits.retain(|edit| edit.cut > 0);
    Some(Found {
        code: Code::RepairInvisible,
        range: at..at + cut + mark.len() + inside,
        message: "an invisible mark of direction stands beside the mark of a block, which is none with it",
        help: "take the directional character out",
        edits,
    })
}

/// `\## Words`, `# # Words`, and `##` with room behind it that is none for a program.
fn heading(start: &str, at: usize, reference: &Skeleton) -> Option<Found> {
    let bare = start.strip_prefix('\\').unwrap_or(start);
    let (mut hashes, mut length, mut other) = (0, 0, false);
    for (place, sign) in bare.char_indices() {
        match sign {
            '#' | '＃' if place <= length + 1 => {
                (hashes, length) = (hashes + 1, place + sign.len_utf8());
                other |= sign != '#';
            }
            ' ' => {}
            '\\' if bare[place + 1..].starts_with(['#', '＃']) => other = true,
            _ => break,
        }
    }
    let behind = &bare[length..];
    let words = behind.trim_start_matches(ROOM);
    let known = reference.headings().any(|heading| usize::from(heading.level) == hashes);
    let is_torn = bare[..length].contains(' ') && known;
    let is_other = behind.starts_with(&ROOM[1..]);
    let escaped = bare.len() < start.len();
    let damaged = escaped || is_torn || is_other || other;
    if !damaged || !(1..=6).contains(&hashes) || words.trim().is_empty() || words.len() == behind.len() {
        return None;
    }
    let cut = start.len() - words.len();
    Some(Found {
        code: Code::RepairTranslatedSyntax,
        range: at..at + cut,
        message: "the mark of a heading was escaped, taken apart, or has room behind it that is none",
        help: "write `## Words` with a plain space",
        edits: vec![Edit { at, cut, put: format!("{} ", "#".repeat(hashes)).into() }],
    })
}

/// `———`, `\---`, `–--` between blank lines.
fn rule(page: &PageRepair<'_>, row: usize, at: usize) -> Option<Found> {
    let text = page.text(row).trim();
    let is_dash = |sign: char| matches!(sign, '-' | '—' | '–' | '−' | '─' | '━' | '―' | '－');
    let made = text.starts_with(|first| is_dash(first) || first == '\\')
        && text.chars().all(|sign| is_dash(sign) || sign == '\\' || ROOM.contains(&sign));
    let wide = text.chars().any(|sign| is_dash(sign) && sign != '-');
    let blank = |row: Option<usize>| row.is_none_or(|row| row >= page.rows.len() || page.is_blank(row));
    let alone = made && blank(row.checked_sub(1)) && blank(Some(row + 1));
    let damaged = wide || text.starts_with('\\') && text.len() > 3;
    (alone && damaged && text.chars().any(is_dash)).then(|| Found {
        code: Code::RepairTranslatedSyntax,
        range: at..at + text.len(),
        message: "the marks of a rule are other dashes, or escaped",
        help: "write `---`",
        edits: vec![Edit { at, cut: text.len(), put: "---".into() }],
    })
}

/// `：   words` and `:words` of a list of definitions.
fn definition(start: &str, at: usize) -> Option<Found> {
    let bare = start.strip_prefix('\\').unwrap_or(start);
    let sign = bare.chars().next()?;
    let rest = &bare[sign.len_utf8()..];
    let words = rest.trim_start_matches(ROOM);
    let is_escaped = bare.len() < start.len() && words.len() < rest.len();
    let is_wide = sign == '：';
    // An icon begins with a colon too, and so does a block.
    let is_glued = sign == ':' && words.len() == rest.len() && rest.starts_with(char::is_alphabetic);
    let is_icon = words.split([' ', '.', ',']).next().is_some_and(|word| word.contains(':'));
    ((is_wide || is_escaped || is_glued && !is_icon) && !words.is_empty()).then(|| Found {
        code: Code::RepairDefinition,
        range: at..at + start.len() - rest.len(),
        message: "the colon of a definition is full-width or escaped, or has no room behind it",
        help: "write `:   ` before the text of the definition",
        edits: vec![Edit { at, cut: start.len() - words.len(), put: ":   ".into() }],
    })
}

/// Whether a row stands below a term, or another definition.
fn follows_term(page: &PageRepair<'_>, row: usize) -> bool {
    let above = (row.saturating_sub(2)..row).rev().find(|above| !page.is_blank(*above));
    above.is_some_and(|above| {
        let text = page.text(above);
        !page.rows[above].code && !text.starts_with(['#', '|', '<', '>', '!', '?', '=']) && page.indent(above) < 8
    })
}

/// `&gt; words`.
fn quote(start: &str, at: usize) -> Option<Found> {
    start.starts_with("&gt; ").then(|| Found {
        code: Code::RepairTranslatedSyntax,
        range: at..at + 4,
        message: "the mark of a quotation was escaped, so it is shown",
        help: "write `> words`",
        edits: vec![Edit { at, cut: 4, put: ">".into() }],
    })
}

/// `\> words`.
fn escaped_quote(at: usize) -> Found {
    Found {
        code: Code::RepairTranslatedSyntax,
        range: at..at + 2,
        message: "the mark of a quotation was escaped, so it is shown",
        help: "write `> words`",
        edits: vec![Edit::cut(at, 1)],
    }
}

/// `＊＊＊` alone.
fn line(start: &str, at: usize) -> Option<Found> {
    let sign = start.chars().next()?;
    let row = start.trim_end();
    let count = row.chars().count();
    let plain = match sign {
        '＊' => "*",
        '－' => "-",
        _ => "_",
    };
    (count >= 3 && row.chars().all(|own| own == sign)).then(|| Found {
        code: Code::RepairFullWidth,
        range: at..at + row.len(),
        message: "the marks of a rule are full-width",
        help: "write `***`",
        edits: vec![Edit { at, cut: row.len(), put: plain.repeat(count).into() }],
    })
}

/// `* [HTML]: meaning` and `＊［HTML］：meaning` of an abbreviation that the source page has.
fn abbreviation(start: &str, at: usize, reference: &Skeleton) -> Option<Found> {
    let rest = start.strip_prefix('\\').unwrap_or(start).strip_prefix(['*', '＊'])?;
    let inner = rest.trim_start_matches(ROOM).trim_start_matches('\\').strip_prefix(['[', '［', '【', '（'])?;
    let end = inner.find([']', '］', '】', '）'])?;
    let form = inner[..end].trim_end_matches('\\');
    let behind = &inner[end + inner[end..].chars().next()?.len_utf8()..];
    let words = behind.trim_start_matches(ROOM).strip_prefix([':', '：'])?;
    let cut = start.len() - words.len();
    let good = format!("*[{form}]:");
    let colon_apart = start[..cut].starts_with("*[") && start[..cut].ends_with(" :");
    (start[..cut] != good && !colon_apart && reference.abbreviations.contains(form)).then(|| {
        let gap = if words.starts_with(' ') { "" } else { " " };
        Found {
            code: Code::RepairAbbreviation,
            range: at..at + cut,
            message: "the signs of an abbreviation have room between them, or are full-width",
            help: "write `*[FORM]: meaning`",
            edits: vec![Edit { at, cut, put: format!("{good}{gap}").into() }],
        }
    })
}

/// `- ［x］ words`, `- [ x ] words`, `- [х] words`, `- ]x[ words` and `- [x]words`, where the source page has tasks.
fn task(start: &str, at: usize, reference: &Skeleton) -> Option<Found> {
    let rest = start.get(1..).filter(|_| reference.tasks)?;
    let open = rest.trim_start_matches(ROOM);
    let inner = open.strip_prefix(['[', '［', '【', ']'])?;
    let end = inner.find([']', '］', '】', '['])?;
    let mark = match inner[..end].trim_matches(ROOM) {
        "" | "☐" | "□" => "[ ]",
        "x" | "X" | "ｘ" | "Ｘ" | "х" | "Х" | "×" | "✓" | "✔" | "✔\u{fe0f}" | "☑" | "☒" | "✗" | "✘" | "χ" | "Χ" => {
            "[x]"
        }
        _ => return None,
    };
    let width = inner[end..].chars().next().map_or(1, char::len_utf8);
    let cut = open.len() - inner.len() + end + width;
    let behind = &open[cut..];
    let is_whole = matches!(&open[..cut], "[ ]" | "[x]" | "[X]") && behind.starts_with(' ') && rest.starts_with(' ');
    let words = behind.trim_start_matches(ROOM);
    if is_whole || words.is_empty() || words.starts_with(['(', '[', ':']) {
        return None;
    }
    // Room that is as it should be stays.
    let before = if rest.len() - open.len() == 1 && rest.starts_with(' ') { "" } else { " " };
    let from = if before.is_empty() { start.len() - open.len() } else { 1 };
    let after = if behind.starts_with(' ') { "" } else { " " };
    let end = if after.is_empty() { start.len() - behind.len() } else { start.len() - words.len() };
    Some(Found {
        code: Code::RepairTask,
        range: at + from..at + end,
        message: "the box of a task has other brackets or another sign, or the wrong room in it",
        help: "write `- [ ] ` or `- [x] `",
        edits: vec![Edit { at: at + from, cut: end - from, put: format!("{before}{mark}{after}").into() }],
    })
}

/// `-- 8 <-- "file"` and `—8<— "file"` of a snippet that the source page has.
fn snippet(start: &str, at: usize, reference: &Skeleton) -> Option<Found> {
    let quote = start.find(super::prose::QUOTES)?;
    let squeezed: String = start[..quote].chars().filter(|sign| !sign.is_whitespace()).collect();
    let dashes = squeezed.replace(['—', '–'], "--").replace('\\', "").replace("&lt;", "<");
    let path = start[quote..].trim().trim_matches(super::prose::QUOTES);
    let is_known = reference.snippets.iter().any(|own| own == path);
    let is_damaged = !start.starts_with("--8<-- ");
    (is_known && is_damaged && dashes == "--8<--").then(|| Found {
        code: Code::RepairSnippet,
        range: at..at + start.trim_end().len(),
        message: "the mark of a snippet has room in it, or other dashes",
        help: "write `--8<-- \"file\"`",
        edits: vec![Edit { at, cut: start.trim_end().len(), put: format!("--8<-- \"{path}\"").into() }],
    })
}

/// `## Words {# name}`, `## Words ( #name )` and `## Words [ #name ]` of an anchor that the source page has.
fn anchor(start: &str, at: usize, reference: &Skeleton) -> Option<Found> {
    let end = start.trim_end().len();
    let open = start.rfind(['{', '(', '[', '（', '［', '｛']).filter(|_| start.starts_with('#'))?;
    let body = start[open..end].trim_end_matches(['}', ')', ']', '）', '］', '｝']);
    let inner = body.trim_start_matches(['{', '(', '[', '（', '［', '｛']).trim_matches(ROOM);
    let label = inner.strip_prefix(['#', '＃'])?.trim_start_matches(ROOM);
    let is_known = reference.headings().any(|heading| heading.anchor == label);
    let is_whole = start[open..end].starts_with('{') && inner.starts_with('#') && !inner[1..].starts_with(ROOM);
    (is_known && !is_whole && open + body.len() < end).then(|| Found {
        code: Code::RepairAttributes,
        range: at + open..at + end,
        message: "the name of a heading has other brackets, or room in it",
        help: "write `{ #name }`",
        edits: vec![Edit { at: at + open, cut: end - open, put: format!("{{ #{label} }}").into() }],
    })
}
