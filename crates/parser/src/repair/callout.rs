//! Markers of callouts: swallowed by the paragraph before, with a translated type, without quotation marks, with a
//! body that is indented too little.

use super::prose::{QUOTES, quoted};
use super::{Page, Row};
use crate::scan;
use crate::skeleton::{ShapeKind, Skeleton, TitleShape};
use crate::text::{Edit, Line};
use pamphlet_document::{CalloutKind, Vocabulary};
use pamphlet_source::Code;

/// Whether a word is a type that a website knows, or one of those of cards.
fn is_type(vocabulary: &Vocabulary, word: &str) -> bool {
    CalloutKind::of_word(word).is_some() || vocabulary.is_card(word) || vocabulary.is_downloads(word)
}

/// Mends the callouts of a page. `marked` says whether it has any marker.
pub(super) fn mend(page: &mut Page<'_>, marked: bool) {
    swallowed(page);
    if !marked {
        return;
    }
    let meant = aligned(page);
    let mut seen = 0;
    for row in 0..page.rows.len() {
        if page.rows[row].code {
            continue;
        }
        if is_callout(page.text(row)) {
            let shape = meant.as_ref().and_then(|meant| meant.get(seen)).cloned();
            seen += 1;
            marker(page, row, shape.as_ref());
        }
    }
}

/// What the source page has where a callout stands.
#[derive(Debug, Clone, PartialEq)]
struct Meant {
    word: String,
    folds: bool,
    title: TitleShape,
}

/// `!!!`, `???`, `???+`, escaped, full-width or with room in it: the length of the mark, and whether it folds.
pub(super) fn mark(text: &str) -> Option<(usize, bool)> {
    let bare = text.trim_start_matches('\\');
    let escapes = text.len() - bare.len();
    for (sign, wide, folds) in [('!', '！', false), ('?', '？', true)] {
        let rest = bare.trim_start_matches([sign, wide]);
        if bare.chars().take_while(|&c| c == sign || c == wide).count() == 3 {
            let room = rest.len() - rest.trim_start_matches(' ').len();
            let plus = if folds && rest[room..].starts_with('+') { room + 1 } else { 0 };
            return Some((escapes + bare.len() - rest.len() + plus, folds));
        }
    }
    None
}

/// Whether a row begins a callout, in either form.
fn is_callout(text: &str) -> bool {
    let start = text.trim_start();
    if start.starts_with('<') {
        return (start.starts_with("<div") && start.contains("admonition") && !start.contains("admonition-title"))
            || start.starts_with("<details");
    }
    mark(start).is_some()
}

/// Which callout of the source page each callout of this page answers to, if they stand in the same order.
fn aligned(page: &Page<'_>) -> Option<Vec<Meant>> {
    let reference = page.reference?;
    let (mut own, mut headings) = (Vec::new(), 0usize);
    for row in (0..page.rows.len()).filter(|&row| !page.rows[row].code) {
        let text = page.text(row);
        let start = text.trim_start();
        let hashes = start.bytes().take_while(|&byte| byte == b'#').count();
        if (1..=6).contains(&hashes) && page.indent(row) < 4 && !start[hashes..].trim().is_empty() {
            headings += 1;
        } else if is_callout(text) {
            let folds = start.starts_with("<details") || mark(start).is_some_and(|(_, folds)| folds);
            own.push((headings, folds));
        }
    }
    let theirs = sequence(reference, page.vocabulary);
    let flags =
        |list: &[(usize, Meant)]| list.iter().map(|(section, meant)| (*section, meant.folds)).collect::<Vec<_>>();
    let same_sections = headings == reference.heading_count() && flags(&theirs) == own;
    let same_order = theirs.iter().map(|(_, meant)| meant.folds).eq(own.iter().map(|&(_, folds)| folds));
    (same_sections || same_order).then(|| theirs.into_iter().map(|(_, meant)| meant).collect())
}

/// The callouts of the source page in the order of writing, with the section that each stands in.
fn sequence(reference: &Skeleton, vocabulary: &Vocabulary) -> Vec<(usize, Meant)> {
    let card = vocabulary.card_class().unwrap_or_default();
    let downloads_box = vocabulary.downloads_class().unwrap_or_default();
    let word = |kind: &CalloutKind| if *kind == CalloutKind::Recommendation { card } else { kind.name() }.to_owned();
    let mut out = Vec::new();
    for (section, shapes) in reference.sections.iter().enumerate() {
        for shape in &shapes.blocks {
            let mut push = |word: String, folds: bool, title: TitleShape| {
                out.push((section, Meant { word, folds, title }));
            };
            match &shape.kind {
                ShapeKind::Callout { kind, title } => push(word(kind), false, *title),
                ShapeKind::Collapsible { kind, title, .. } => {
                    push(kind.as_ref().map(word).unwrap_or_default(), true, *title);
                }
                ShapeKind::Card { downloads } => {
                    push(card.to_owned(), false, TitleShape::Absent);
                    if *downloads {
                        push(downloads_box.to_owned(), true, TitleShape::Absent);
                    }
                }
                _ => {}
            }
        }
    }
    out
}

/// Mends the marker of one callout and the indentation of its body.
fn marker(page: &mut Page<'_>, row: usize, meant: Option<&Meant>) {
    let text = page.text(row).to_owned();
    let indent = text.len() - text.trim_start().len();
    let start = text[indent..].trim_end();
    let Some((length, folds)) = mark(start) else { return };
    let body = page.next_text(row + 1);
    let deeper = body.map_or(0, |body| page.indent(body).saturating_sub(page.indent(row)));
    let Some(body) = body.filter(|_| deeper > 0) else {
        if length == start.len() && page.reference.is_some() {
            page.repaired(
                Code::RepairCallout,
                row,
                indent..indent + length,
                "the marker of a callout is left, and all that it said is gone",
                "translate the callout again, or take its marker out",
            );
            page.rewrite(row, &[Edit::cut(indent, length)]);
        }
        return;
    };
    let rest = &start[length..];
    let head = rest.trim_start();
    let title_at = head.find(QUOTES);
    let (kinds, title) = title_at.map_or((head, ""), |at| head.split_at(at));
    let kinds = kinds.trim();
    let plain_mark = start.starts_with(if folds { "???" } else { "!!!" });
    let is_word = |word: &str| word.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_' || c == '\u{301}');
    let words: Vec<&str> = kinds.split_whitespace().collect();
    let meant = meant.filter(|meant| meant.folds == folds);
    let kind = words.first().copied().unwrap_or_default();
    let standard = is_type(page.vocabulary, &kind.to_lowercase()) || meant.is_some_and(|meant| meant.word == kind);
    // A title without marks follows the type; of a translated type of several words every word is the type.
    let untitled = title.is_empty() && words.len() > 1;
    let title_wanted = meant.map(|meant| meant.title == TitleShape::Written);
    let loose_title = untitled
        && match title_wanted {
            Some(wanted) => wanted,
            None => standard && !words[1..].iter().all(|word| is_option(word)),
        };
    let mut kind_words = kinds.to_owned();
    let mut title_text = title.to_owned();
    if loose_title {
        kind_words = kind.into();
        title_text = format!("\"{}\"", kinds[kind.len()..].trim());
    } else if !title.is_empty() {
        let good = title.len() > 1 && title.starts_with('"') && title.ends_with('"');
        if !good {
            let inner = quoted(title).map_or_else(|| title.trim_matches(QUOTES), |range| &title[range]);
            title_text = format!("\"{}\"", inner.trim().replace('"', "”"));
        }
    }
    if let Some(meant) = meant.filter(|meant| !standard && !meant.word.is_empty()) {
        let options: Vec<&str> = words.iter().copied().filter(|word| is_option(word)).collect();
        kind_words = std::iter::once(meant.word.as_str()).chain(options).collect::<Vec<_>>().join(" ");
    } else if kind_words.is_empty() && folds && !title_text.is_empty() {
        // What folds needs no type.
    } else if kind_words.is_empty() {
        let logo = page.text(body).trim_start().starts_with("![");
        let card = page.vocabulary.card_class().filter(|_| logo);
        card.unwrap_or("note").clone_into(&mut kind_words);
    } else if !kind_words.split_whitespace().all(is_word) {
        return;
    }
    let marks = if folds && start[..length].ends_with('+') {
        "???+"
    } else if folds {
        "???"
    } else {
        "!!!"
    };
    let good = if title_text.is_empty() {
        format!("{marks} {kind_words}")
    } else {
        format!("{marks} {kind_words} {title_text}")
    };
    // Room between the parts is free.
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    if !plain_mark || start[..length].contains(' ') || squeezed(start) != squeezed(&good) {
        let cut = start.len();
        let whole = plain_mark && !start[..length].contains(' ');
        let (message, help) = if whole && loose_title && kind_words == kind {
            (
                "the title of a callout has no quotation marks: the website does not show it",
                "put it into plain quotation marks: `!!! note \"Title\"`",
            )
        } else if page.reference.is_some() {
            (
                "the marker of a callout was translated or damaged",
                "write the type as the source page does, and the title in plain quotation marks",
            )
        } else {
            ("the marker of a callout is damaged", "write it as `!!! note \"Title\"`, with plain quotation marks")
        };
        page.repaired(Code::RepairCallout, row, indent..indent + cut, message, help);
        // The title keeps its place in the file.
        let title_place = title_at.filter(|_| !title.is_empty() && title_text == title);
        let at = indent + length + (rest.len() - head.len());
        let edit = match title_place {
            Some(offset) => {
                Edit { at: indent, cut: at + offset - indent, put: format!("{marks} {kind_words} ").into() }
            }
            None => Edit { at: indent, cut, put: good.into() },
        };
        page.rewrite(row, &[edit]);
    }
    if deeper < 4 {
        indent_body(page, row, body, deeper);
    }
}

/// Words after a type that are no title.
fn is_option(word: &str) -> bool {
    matches!(word, "inline" | "end" | "annotate" | "collapsed")
}

/// Indents a body by what it lacks.
fn indent_body(page: &mut Page<'_>, row: usize, body: usize, deeper: usize) {
    let outer = page.indent(row);
    let mut end = body;
    while end < page.rows.len() && (page.is_blank(end) || page.indent(end) > outer) {
        end += 1;
    }
    let room = |text: &str| text.len() - text.trim_start_matches([' ', '\t']).len();
    let width = room(page.text(body));
    page.repaired(
        Code::RepairCallout,
        body,
        0..width,
        "the body of a callout is indented by less than four",
        "indent it by four spaces",
    );
    for inner in body..end {
        if !page.is_blank(inner) {
            let (cut, columns) = (room(page.text(inner)), page.indent(inner) + 4 - deeper);
            page.rewrite(inner, &[Edit { at: 0, cut, put: " ".repeat(columns).into() }]);
        }
    }
}

/// Finds markers that were swallowed by the paragraph before: `… 2016. recommendation`, room, and an indented body.
fn swallowed(page: &mut Page<'_>) {
    let mut row = 0;
    while row + 2 < page.rows.len() {
        if let Some((cut, at)) = tail(page, row) {
            let text = page.text(row);
            let end = text.trim_end().len();
            let words = text[at..end].to_owned();
            let name = words.split(char::is_whitespace).next().unwrap_or_default();
            let known = is_type(page.vocabulary, name);
            page.repaired(
                Code::RepairCallout,
                row,
                at..end,
                "the marker of a callout was swallowed by the paragraph before it",
                "write it on a line of its own: `!!! type`",
            );
            let line = page.rows[row].line;
            let marker = Line { start: line.start + at, end: line.start + end };
            let title = words[name.len()..].trim();
            let edits = if title.is_empty() {
                let put = if known { name } else { page.vocabulary.card_class().unwrap_or(name) };
                let put = format!("!!! {put}");
                vec![Edit { at: 0, cut: name.len(), put: put.into() }]
            } else {
                let bare: String = title.chars().filter(|c| !QUOTES.contains(c)).collect();
                vec![Edit { at: 0, cut: words.len(), put: format!("!!! {name} \"{bare}\"").into() }]
            };
            let marker = page.texts.rewrite(marker, &edits);
            page.rows[row].line = Line { start: line.start, end: line.start + cut };
            let blank = Line { start: line.end, end: line.end };
            let rows = [blank, marker].map(|line| Row::new(page.texts, line, false));
            page.rows.splice(row + 1..=row, rows);
            row += 2;
        }
        row += 1;
    }
}

/// Whether a row ends with a marker that belongs to the indented block after it: where the paragraph ends, and where
/// the marker begins.
fn tail(page: &Page<'_>, row: usize) -> Option<(usize, usize)> {
    let text = page.text(row);
    if page.rows[row].code
        || page.is_blank(row)
        || !page.is_blank(row + 1)
        || text.starts_with([' ', '\t', '#', '>', '|', '<', ':'])
    {
        return None;
    }
    let body = page.next_text(row + 1).filter(|&body| !page.rows[body].code && page.indent(body) >= 4)?;
    let mut first = row;
    while first > 0 && !page.is_blank(first - 1) {
        first -= 1;
    }
    if scan::list_marker(page.text(first).trim_start(), true).is_some() || mark(page.text(first).trim_start()).is_some()
    {
        return None;
    }
    let inside = (body..page.rows.len()).take_while(|&inner| page.is_blank(inner) || page.indent(inner) >= 4);
    let (mut link, mut card) = (false, page.text(body).trim_start().starts_with("!["));
    let mut look = false;
    let link_classes: Vec<String> = page.vocabulary.link_classes().iter().map(|class| format!(".{class}")).collect();
    for inner in inside {
        let line = page.text(inner);
        link |= line.contains("](");
        look |= line.contains(".md-button") || link_classes.iter().any(|class| line.contains(class.as_str()));
    }
    card &= look && page.vocabulary.card_class().is_some();
    if !link || !(card || page.reference.is_some()) {
        return None;
    }
    let words = text.trim_end();
    let sentence = words.char_indices().rev().find_map(|(at, c)| {
        let next = at + c.len_utf8();
        let ends = matches!(c, '.' | '!' | '?' | '…' | '。' | '।' | '؟' | ')' | '”' | '»' | '"');
        (ends && words[next..].starts_with([' ', '\u{a0}', '"', '“', '«'])
            || ends && matches!(c, '。') && next < words.len())
        .then_some((at, next))
    });
    // A title in quotation marks may end with a sign of its own: the marker begins at the sentence before it.
    let quoted_at = words.rfind(" \"").or_else(|| words.rfind(" “")).or_else(|| words.rfind(" «"));
    let (cut, at) = match (sentence, quoted_at) {
        (_, Some(quote)) if card || words[quote + 1..].ends_with(['"', '”', '»', ')', '.']) => {
            let name = words[..quote].rfind(' ').map(|space| space + 1)?;
            let before = words[..name].trim_end();
            before.ends_with(['.', '!', '?', '…', '。', ')']).then_some((before.len(), name))?
        }
        (Some((_, next)), _) => {
            let start = next + (words[next..].len() - words[next..].trim_start().len());
            (next, start)
        }
        (None, _) => return None,
    };
    let marker = &words[at..];
    let mut parts = marker.split_whitespace();
    let name = parts.next()?;
    let rest = parts.next();
    let is_name =
        name.chars().all(|c| c.is_alphabetic() || c == '-') && !name.chars().next().is_some_and(char::is_uppercase);
    let titled = rest.is_some_and(|rest| rest.starts_with(QUOTES));
    let known = is_type(page.vocabulary, name);
    let fits = is_name && (rest.is_none() && (known || card) || titled);
    fits.then_some((cut, at))
}
