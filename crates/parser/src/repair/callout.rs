//! Markers of callouts: swallowed by the paragraph before, with a translated type, without quotation marks, with a
//! body that is indented too little.

use super::prose::{QUOTES, quoted};
use super::{PageRepair, Row};
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
pub(super) fn mend(page: &mut PageRepair<'_>, marked: bool) {
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
fn aligned(page: &PageRepair<'_>) -> Option<Vec<Meant>> {
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
fn marker(page: &mut PageRepair<'_>, row: usize, meant: Option<&Meant>) {
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
    let meant = meant.filter(|meant| meant.folds == folds);
    let head = CalloutHead::of(&start[length..], page.vocabulary, meant);
    let title = head.whole_title();
    // What folds needs no type where it has a title.
    let Some(kinds) = head.whole_kinds(page, body, folds && title.is_some(), meant) else { return };
    let marks = match (folds, start[..length].ends_with('+')) {
        (true, true) => "???+",
        (true, false) => "???",
        (false, _) => "!!!",
    };
    let good = match &title {
        Some(title) => format!("{marks} {kinds} {title}"),
        None => format!("{marks} {kinds}"),
    };
    // Room between the parts is free.
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let is_marked = start.starts_with(&marks[..3]) && !start[..length].contains(' ');
    if !is_marked || squeezed(start) != squeezed(&good) {
        let (message, help) = if is_marked && head.loose_title && kinds == head.kind() {
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
        let cut = start.len();
        page.repaired(Code::RepairCallout, row, indent..indent + cut, message, help);
        let edit = match head.title {
            // The title keeps its place in the file.
            Some(written) if title.as_deref() == Some(written) => {
                let cut = cut - written.len();
                Edit { at: indent, cut, put: format!("{marks} {kinds} ").into() }
            }
            _ => Edit { at: indent, cut, put: good.into() },
        };
        page.rewrite(row, &[edit]);
    }
    if deeper < 4 {
        indent_body(page, row, body, deeper);
    }
}

/// What stands behind the marks of a callout, as written.
struct CalloutHead<'t> {
    /// The type and its options.
    kinds: &'t str,
    /// The title, from its quotation mark to the end.
    title: Option<&'t str>,
    /// Whether the type is one: it is known, or the source page has it there.
    standard: bool,
    /// Whether the words behind the type are a title without quotation marks.
    loose_title: bool,
}

impl<'t> CalloutHead<'t> {
    fn of(text: &'t str, vocabulary: &Vocabulary, meant: Option<&Meant>) -> Self {
        let text = text.trim_start();
        let (kinds, title) = match text.find(QUOTES) {
            Some(at) => (&text[..at], Some(&text[at..])),
            None => (text, None),
        };
        let head = Self { kinds: kinds.trim(), title, standard: false, loose_title: false };
        let kind = head.kind();
        let standard = is_type(vocabulary, &kind.to_lowercase()) || meant.is_some_and(|meant| meant.word == kind);
        // A title without marks follows the type; of a translated type of several words every word is the type.
        let mut rest = head.kinds.split_whitespace().skip(1).peekable();
        let loose_title = title.is_none()
            && rest.peek().is_some()
            && match meant {
                Some(meant) => meant.title == TitleShape::Written,
                None => standard && !rest.all(is_option),
            };
        Self { standard, loose_title, ..head }
    }

    /// The type: the first word.
    fn kind(&self) -> &'t str {
        self.kinds.split_whitespace().next().unwrap_or_default()
    }

    /// The title in plain quotation marks.
    fn whole_title(&self) -> Option<String> {
        if self.loose_title {
            return Some(format!("\"{}\"", self.kinds[self.kind().len()..].trim()));
        }
        let title = self.title?;
        if title.len() > 1 && title.starts_with('"') && title.ends_with('"') {
            return Some(title.to_owned());
        }
        let inner = quoted(title).map_or_else(|| title.trim_matches(QUOTES), |range| &title[range]);
        Some(format!("\"{}\"", inner.trim().replace('"', "”")))
    }

    /// The type and its options as they have to be; `optional` says that there need not be any. None when the words are no
    /// type, and nothing says which was meant.
    fn whole_kinds(&self, page: &PageRepair<'_>, body: usize, optional: bool, meant: Option<&Meant>) -> Option<String> {
        if let Some(meant) = meant.filter(|meant| !self.standard && !meant.word.is_empty()) {
            let options = self.kinds.split_whitespace().filter(|word| is_option(word));
            return Some(std::iter::once(meant.word.as_str()).chain(options).collect::<Vec<_>>().join(" "));
        }
        let kinds = if self.loose_title { self.kind() } else { self.kinds };
        let is_word = |word: &str| word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '\u{301}'));
        if !kinds.is_empty() {
            return kinds.split_whitespace().all(is_word).then(|| kinds.to_owned());
        }
        if optional {
            return Some(String::new());
        }
        let has_logo = page.text(body).trim_start().starts_with("![");
        Some(page.vocabulary.card_class().filter(|_| has_logo).unwrap_or("note").to_owned())
    }
}

/// Words after a type that are no title.
fn is_option(word: &str) -> bool {
    matches!(word, "inline" | "end" | "annotate" | "collapsed")
}

/// Indents a body by what it lacks.
fn indent_body(page: &mut PageRepair<'_>, row: usize, body: usize, deeper: usize) {
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
        "the body of a callout is indented by fewer than four spaces",
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
fn swallowed(page: &mut PageRepair<'_>) {
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
fn tail(page: &PageRepair<'_>, row: usize) -> Option<(usize, usize)> {
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
