//! Marks at the beginning of rows that a translation tool took apart, or wrote with other signs: `! ! ! note`, `= == "Tab"`,
//! `＝＝＝`, `|—|—|`, `[^1]：`, and marks of direction before any of them. Only where the source page has such blocks.

use super::PageRepair;
use crate::Skeleton;
use crate::skeleton::ShapeKind;
use crate::text::Edit;
use pamphlet_source::Code;
use std::ops::Range;

/// Room that tools put between signs.
pub(super) const ROOM: &[char] = &[' ', '\u{a0}', '\u{202f}', '\u{3000}'];
/// Marks that say in which direction a text runs.
const DIRECTION: &[char] = &['\u{200e}', '\u{200f}', '\u{61c}'];

/// What the source page has, by which damaged signs are marks.
#[expect(clippy::struct_excessive_bools, reason = "each is a kind of block")]
struct There {
    callouts: bool,
    tabs: bool,
    tables: bool,
    definitions: bool,
    quotes: bool,
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
        definitions: has(|kind| matches!(kind, ShapeKind::DefinitionList(_))),
        quotes: has(|kind| *kind == ShapeKind::Quote),
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
                '[' => note(start, at, &reference.notes).or_else(|| definition_of_link(start, at)),
                '#' if at < 4 => anchor(start, at, reference),
                '：' | ':' if there.definitions && at < 4 && row > 0 => definition(start, at),
                '&' if there.quotes => quote(start, at),
                '＊' | '－' | '＿' => line(start, at),
                '*' => abbreviation(start, at, reference).or_else(|| task(start, at, reference)),
                '-' | '—' | '–' => snippet(start, at, reference).or_else(|| task(start, at, reference)),
                '+' => task(start, at, reference),
                '<' => comment(start, at),
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
    let is_rule = row.chars().all(|sign| dashes.contains(&sign) || "|-:： \u{a0}".contains(sign))
        && (row.contains(dashes) || row.contains('：') && row.contains('-'))
        && row.matches('|').count() > 1;
    let put = |sign: char| match sign {
        '：' => ":".to_owned(),
        _ if dashes.contains(&sign) => "---".to_owned(),
        _ => sign.to_string(),
    };
    is_rule.then(|| {
        let put: String = row.chars().map(put).collect();
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

/// `：   words` and `:words` of a list of definitions.
fn definition(start: &str, at: usize) -> Option<Found> {
    let sign = start.chars().next()?;
    let rest = &start[sign.len_utf8()..];
    let words = rest.trim_start_matches(ROOM);
    let is_wide = sign == '：' && rest.len() > words.len();
    // An icon begins with a colon too.
    let is_glued = sign == ':'
        && words.len() == rest.len()
        && rest.starts_with(|first: char| first.is_alphabetic() && !first.is_ascii());
    ((is_wide || is_glued) && !words.is_empty()).then(|| Found {
        code: Code::RepairDefinition,
        range: at..at + sign.len_utf8(),
        message: "the colon of a definition is full-width, or has no room behind it",
        help: "write `:   ` before the text of the definition",
        edits: vec![Edit { at, cut: start.len() - words.len(), put: ":   ".into() }],
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

/// `* [HTML]: meaning` of an abbreviation that the source page has.
fn abbreviation(start: &str, at: usize, reference: &Skeleton) -> Option<Found> {
    let rest = start.strip_prefix('*')?;
    let bracket = rest.trim_start_matches(ROOM);
    let form = bracket.strip_prefix('[')?.split_once("]:")?.0;
    let cut = rest.len() - bracket.len();
    (cut > 0 && reference.abbreviations.contains(form)).then(|| Found {
        code: Code::RepairAbbreviation,
        range: at..at + 1 + cut,
        message: "a space stands in the mark of an abbreviation, which makes it an item",
        help: "write `*[FORM]: meaning`",
        edits: vec![Edit::cut(at + 1, cut)],
    })
}

/// `- ［x］ words`, `- [ x ] words` and `- [] words`, where the source page has tasks.
fn task(start: &str, at: usize, reference: &Skeleton) -> Option<Found> {
    let rest = start.get(1..).filter(|_| reference.tasks)?;
    let open = rest.trim_start_matches(' ');
    let inner = open.strip_prefix(['[', '［']).filter(|_| open.len() < rest.len())?;
    let end = inner.find([']', '］'])?;
    let mark = match inner[..end].trim_matches(ROOM) {
        "" => "[ ]",
        "x" | "X" | "ｘ" => "[x]",
        _ => return None,
    };
    let width = inner[end..].chars().next().map_or(1, char::len_utf8);
    let from = at + start.len() - open.len();
    let cut = open.len() - inner.len() + end + width;
    let is_whole = matches!(&open[..cut], "[ ]" | "[x]" | "[X]");
    (!is_whole && inner[end + width..].starts_with(' ')).then(|| Found {
        code: Code::RepairTask,
        range: from..from + cut,
        message: "the box of a task is full-width, or has the wrong room in it",
        help: "write `- [ ]` or `- [x]`",
        edits: vec![Edit { at: from, cut, put: mark.into() }],
    })
}

/// `-- 8 <-- "file"` and `—8<— "file"` of a snippet that the source page has.
fn snippet(start: &str, at: usize, reference: &Skeleton) -> Option<Found> {
    let quote = start.find(super::prose::QUOTES)?;
    let squeezed: String = start[..quote].chars().filter(|sign| !sign.is_whitespace()).collect();
    let dashes = squeezed.replace(['—', '–'], "--");
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

/// `<! -- words -- >` and `<!– words –>`: words that nobody is meant to read.
fn comment(start: &str, at: usize) -> Option<Found> {
    let squeezed: String = start.chars().filter(|sign| !sign.is_whitespace()).collect();
    let row = start.trim_end();
    if row.starts_with("<!--") && row.ends_with("-->") || !squeezed.starts_with("<!") {
        return None;
    }
    let is_dash = |sign: char| matches!(sign, '-' | '–' | '—' | ' ' | '\u{a0}');
    let inner = row.strip_prefix('<')?.trim_start_matches(' ').strip_prefix('!')?;
    let words = inner.trim_start_matches(is_dash);
    let head = &inner[..inner.len() - words.len()];
    let body = words.strip_suffix('>')?.trim_end_matches(is_dash);
    let tail = &words[body.len()..words.len() - 1];
    let dashes = |text: &str| text.replace(['–', '—'], "--").matches('-').count();
    (dashes(head) == 2 && dashes(tail) == 2 && !body.is_empty() && !body.contains('>')).then(|| Found {
        code: Code::RepairHtml,
        range: at..at + row.len(),
        message: "the marks of a comment are damaged, so the website shows it",
        help: "write `<!-- words -->`",
        edits: vec![Edit { at, cut: row.len(), put: format!("<!-- {body} -->").into() }],
    })
}

/// `[label]：address`.
fn definition_of_link(start: &str, at: usize) -> Option<Found> {
    let end = start.find("]：")?;
    let behind = &start[end + 1 + '：'.len_utf8()..];
    let words = behind.trim_start_matches(ROOM);
    let is_label = !start[1..end].contains(['[', ']']) && end > 1;
    (is_label && super::prose::is_address(super::prose::first_word(words))).then(|| Found {
        code: Code::RepairFullWidth,
        range: at + end + 1..at + end + 1 + '：'.len_utf8(),
        message: "the colon behind the label of a link is full-width",
        help: "write `[label]: address`",
        edits: vec![Edit { at: at + end + 1, cut: start.len() - words.len() - end - 1, put: ": ".into() }],
    })
}

/// `## Words {# name}` of an anchor that the source page has.
fn anchor(start: &str, at: usize, reference: &Skeleton) -> Option<Found> {
    let open = start.rfind("{#")?;
    let name = &start[open + 2..];
    let gap = name.len() - name.trim_start_matches(ROOM).len();
    let label = name[gap..].split([' ', '}']).next()?;
    let is_known = reference.headings().any(|heading| heading.anchor == label);
    (gap > 0 && is_known && start.trim_end().ends_with('}')).then(|| Found {
        code: Code::RepairAttributes,
        range: at + open..at + start.trim_end().len(),
        message: "a space stands in the name of a heading",
        help: "write `{ #name }`",
        edits: vec![Edit::cut(at + open + 2, gap)],
    })
}
