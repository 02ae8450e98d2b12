//! What translation tools break, mended. Each kind of damage has a file and a code; the notes below say in which
//! order they run.
//!
//! Repairs work on lines before anything is recognised. They never touch code (fenced, or in backticks), never take a
//! word away, and leave alone what an author could have meant. Where the source page is known, its [`Skeleton`]
//! decides what a damaged place was.

mod abbreviation;
mod addresses;
mod alerts;
mod attributes;
mod boxes;
mod braces;
mod bracket;
mod callout;
mod code_span;
mod comments;
mod definition;
pub(crate) mod edits;
mod element;
mod emphasis;
mod entities;
mod escape;
mod fallen;
mod fence;
mod fence_marks;
mod fence_rows;
mod footnote;
mod formula;
pub(crate) mod heading;
mod held;
mod html_tail;
mod icon;
mod indented;
mod inner;
mod invisible;
mod labels;
mod link;
mod list;
mod nested;
mod orphan;
mod pairs;
mod placeholder;
mod prose;
mod reference;
mod risen;
mod sections;
mod shortcode;
mod signs;
mod snippet;
mod spaced;
mod tab;
mod table;
mod table_rows;
mod tag;
mod target;
mod templates;
mod terms;
mod titles;
mod underline;
mod verbatim;
mod wide;

use crate::Skeleton;
use crate::context::Context;
use crate::marker_set::MarkerSet;
use crate::report::Report;
use crate::scan;
use crate::text::{Edit, Line, Texts};
use pamphlet_document::{Block, Vocabulary};
use pamphlet_source::{Code, Span};
use std::collections::{BTreeMap, BTreeSet};

/// A line, and whether it is fenced code, which is left alone.
#[derive(Debug, Clone, Copy)]
struct Row {
    line: Line,
    code: bool,
    /// The signs in it, and perhaps some that were cut off since.
    markers: MarkerSet,
}

impl Row {
    fn new(texts: &Texts, line: Line, code: bool) -> Self {
        Self { line, code, markers: MarkerSet::of(texts.text(line)) }
    }
}

/// A page under repair.
struct PageRepair<'a> {
    reference: Option<&'a Skeleton>,
    vocabulary: &'a Vocabulary,
    texts: &'a mut Texts,
    report: &'a mut Report,
    rows: Vec<Row>,
}

impl PageRepair<'_> {
    fn text(&self, row: usize) -> &str {
        self.texts.text(self.rows[row].line)
    }

    fn is_blank(&self, row: usize) -> bool {
        self.rows[row].line.is_blank(self.texts.as_str())
    }

    fn indent(&self, row: usize) -> usize {
        self.rows[row].line.indent(self.texts.as_str())
    }

    /// The first row from `row` on that is not blank.
    fn next_text(&self, row: usize) -> Option<usize> {
        (row..self.rows.len()).find(|&row| !self.is_blank(row))
    }

    /// Takes rows out and puts others in before some, all at once; both are in order.
    fn rearrange(&mut self, gone: &BTreeSet<usize>, before: BTreeMap<usize, Row>) {
        if gone.is_empty() && before.is_empty() {
            return;
        }
        let mut before = before.into_iter().peekable();
        let mut rows = Vec::with_capacity(self.rows.len() + before.len());
        for (at, row) in std::mem::take(&mut self.rows).into_iter().enumerate() {
            rows.extend(before.next_if(|(own, _)| *own == at).map(|(_, row)| row));
            if !gone.contains(&at) {
                rows.push(row);
            }
        }
        rows.extend(before.map(|(_, row)| row));
        self.rows = rows;
    }

    /// A blank row at a byte of the buffer.
    fn blank(&self, at: usize) -> Row {
        Row::new(self.texts, Line { start: at, end: at }, false)
    }

    /// Writes a row anew.
    fn rewrite(&mut self, row: usize, edits: &[Edit]) {
        let Row { line, code, .. } = self.rows[row];
        let line = self.texts.rewrite(line, edits);
        self.rows[row] = Row::new(self.texts, line, code);
    }

    /// Reports a repair of some bytes of a row.
    fn repaired(&mut self, code: Code, row: usize, range: std::ops::Range<usize>, message: &str, help: &str) {
        let line = self.rows[row].line;
        let (start, end) = (line.start + range.start, (line.start + range.end).min(line.end));
        let original = self.texts.as_str()[start..end].to_owned();
        self.report.repair(code, Span::new(start, end), message, help, &original);
    }

    /// Mends a row, and reports each of its edits as a repair of what it cuts.
    fn mend_each(&mut self, code: Code, row: usize, edits: &[Edit], message: &str, help: &str) {
        for edit in edits {
            self.repaired(code, row, edit.at..edit.at + edit.cut, message, help);
        }
        self.rewrite(row, edits);
    }

    /// Reports a repair that reaches from a row to a later one: every row of it is the original.
    fn repaired_rows(&mut self, code: Code, rows: std::ops::RangeInclusive<usize>, message: &str, help: &str) {
        let line = self.rows[*rows.start()].line.trimmed(self.texts.as_str());
        let texts: Vec<&str> = self.rows[rows].iter().map(|row| self.texts.text(row.line)).collect();
        self.report.repair(code, line.span(), message, help, texts.join("\n").trim());
    }

    /// Gives rows that fell out of what they stand in on the source page its indentation, and says of each run of them
    /// what it is.
    fn set_in(&mut self, fallen: Vec<std::ops::Range<usize>>, what: &str) {
        for rows in fallen {
            let first = rows.start..=rows.start;
            self.repaired_rows(Code::RepairIndentation, first, what, "indent it by four spaces");
            for row in rows {
                if !self.is_blank(row) {
                    self.rewrite(row, &[Edit::put(0, "    ")]);
                }
            }
        }
    }
}

/// The lines of a page or snippet before anything is recognised.
///
/// Order: the tail that was turned into HTML becomes Markdown again, since all else then sees it; marks that make
/// blocks (tabs, callouts, definitions, notes, snippets, abbreviations); then, line by line, what stands in a line.
pub(crate) fn lines(context: &Context<'_>, texts: &mut Texts, lines: Vec<Line>, report: &mut Report) -> Vec<Line> {
    if !context.repair {
        return lines;
    }
    let code = scan::code_mask(texts.as_str(), &lines);
    let rows: Vec<Row> = lines.into_iter().zip(code).map(|(line, code)| Row::new(texts, line, code)).collect();
    let rows = match context.reference {
        Some(reference) => fence_marks::plain(texts, rows, reference, report),
        None => rows,
    };
    let hints = Hints::of(texts, &rows);
    let mut page = PageRepair { reference: context.reference, vocabulary: context.vocabulary, texts, report, rows };
    if hints.fence {
        fence_rows::mend(&mut page);
        fence::mend(&mut page);
    }
    fence_marks::info(&mut page);
    code_span::mend(&mut page);
    if hints.html {
        html_tail::mend(&mut page);
    }
    alerts::mend(&mut page);
    for row in 0..page.rows.len() {
        if !page.rows[row].code && page.rows[row].markers.any(entities::SIGNS) {
            entities::mend(&mut page, row);
        }
        if !page.rows[row].code
            && page.rows[row].markers.any(MarkerSet::LESS.and(MarkerSet::WIDE).and(MarkerSet::TICKS))
        {
            comments::mend(&mut page, row);
        }
        if !page.rows[row].code && page.rows[row].markers.any(MarkerSet::LESS.and(MarkerSet::WIDE)) {
            tag::mend(&mut page, row);
        }
        if !page.rows[row].code && page.rows[row].markers.any(MarkerSet::LESS.and(MarkerSet::TICKS)) {
            tag::escaped(&mut page, row);
        }
    }
    templates::mend(&mut page);
    table_rows::mend(&mut page);
    table::mend(&mut page);
    wide::mend(&mut page);
    if hints.angle {
        element::mend(&mut page);
        verbatim::tags(&mut page);
    }
    if hints.tag {
        indented::mend(&mut page);
    }
    invisible::mend(&mut page, hints.invisible);
    signs::directions(&mut page);
    boxes::mend(&mut page);
    signs::mend(&mut page);
    reference::mend(&mut page);
    shortcode::mend(&mut page);
    spaced::annotations(&mut page);
    if hints.tab {
        tab::mend(&mut page);
    }
    underline::mend(&mut page);
    titles::mend(&mut page);
    sections::mend(&mut page);
    if context.callouts {
        callout::mend(&mut page, hints.callout);
    }
    if hints.colon {
        definition::mend(&mut page);
    }
    if hints.note {
        footnote::mend(&mut page);
    }
    if hints.snippet {
        snippet::mend(&mut page);
    }
    if hints.abbreviation {
        abbreviation::mend(&mut page);
    }
    let mut lone = false;
    let mut unstressed = pairs::Unstressed::default();
    let mut lost = addresses::Lost::default();
    let mut row = 0;
    while row < page.rows.len() {
        let at = row;
        row += 1;
        if page.rows[at].code {
            continue;
        }
        if page.rows[at].markers.any(MarkerSet::CLOSE) {
            link::join(&mut page, at);
        }
        let row = at;
        let has = |page: &PageRepair<'_>, markers: MarkerSet| page.rows[row].markers.any(markers);
        if has(&page, MarkerSet::DOLLAR.and(MarkerSet::BACKSLASH).and(MarkerSet::WIDE)) {
            formula::mend(&mut page, row);
        }
        if has(&page, MarkerSet::BACKSLASH) {
            escape::mend(&mut page, row);
        }
        if has(&page, MarkerSet::BRACE) {
            spaced::critic(&mut page, row);
        }
        if has(&page, pairs::SIGNS_OF_PAIRS) {
            pairs::mend(&mut page, row, &mut unstressed);
        }
        if has(&page, MarkerSet::LESS) {
            placeholder::mend(&mut page, row);
        }
        if has(&page, MarkerSet::BRACE) {
            attributes::torn(&mut page, row);
        } else if has(&page, MarkerSet::CLOSE) {
            attributes::unopened(&mut page, row);
        }
        braces::mend(&mut page, row);
        if page.reference.is_some_and(|reference| reference.keys) {
            spaced::keys(&mut page, row);
        }
        if has(&page, MarkerSet::OPEN) {
            spaced::picture(&mut page, row);
            target::picture(&mut page, row);
        }
        if has(&page, MarkerSet::CLOSE.and(MarkerSet::LESS).and(MarkerSet::WIDE)) {
            target::mend(&mut page, row);
        }
        let carets = MarkerSet::CARET.and(MarkerSet::WIDE).and(MarkerSet::RAISED).and(MarkerSet::GENERAL);
        if has(&page, carets) && page.reference.is_some_and(|reference| !reference.notes.is_empty()) {
            spaced::note_mark(&mut page, row);
        }
        bracket::mend(&mut page, row);
        if has(&page, MarkerSet::CLOSE.and(MarkerSet::WIDE)) {
            link::mend(&mut page, row);
        }
        if has(&page, MarkerSet::CLOSE) {
            addresses::mend(&mut page, row, &mut lost);
        }
        if has(&page, MarkerSet::BRACE.and(MarkerSet::WIDE)) {
            attributes::mend(&mut page, row);
        }
        if has(&page, MarkerSet::COLON.and(MarkerSet::WIDE)) {
            icon::mend(&mut page, row);
        }
        if hints.tab {
            emphasis::highlight(&mut page, row);
        }
        if has(&page, MarkerSet::STAR.and(MarkerSet::EQUALS)) && emphasis::is_marked(page.text(row)) {
            emphasis::mend(&mut page, row);
            lone = true;
        }
    }
    labels::mend(&mut page);
    verbatim::rest(&mut page);
    if lone {
        emphasis::lone(&mut page);
    }
    page.rows.iter().map(|row| row.line).collect()
}

/// The lines of a file, or of a part of it, as [`lines`] mends them; each repair knows what it changed in the file. The
/// lines are still those of the file, which begins at byte `base` of the buffer and has `length` bytes.
pub(crate) fn file(
    context: &Context<'_>,
    texts: &mut Texts,
    (base, length): (usize, usize),
    written: Vec<Line>,
    report: &mut Report,
) -> Vec<Line> {
    let mark = report.mark();
    // A part may name lines twice, or in another order.
    let known = if context.repair && edits::are_in_order(&written) { written.clone() } else { Vec::new() };
    let mended = lines(context, texts, written, report);
    if report.mark() > mark && !known.is_empty() {
        report.attach(texts, mark, base, length, edits::of(texts, &known, &mended));
    }
    mended
}

/// The lines of a file of abbreviations that a site appends to every page: what is no definition would damage them
/// all, and is left out.
pub(crate) fn abbreviations(
    context: &Context<'_>,
    texts: &mut Texts,
    (base, length): (usize, usize),
    lines: Vec<Line>,
    report: &mut Report,
) -> Vec<Line> {
    if !context.repair {
        return lines;
    }
    let mark = report.mark();
    let mut written = lines.clone();
    let rows = lines.into_iter().map(|line| Row::new(texts, line, false)).collect();
    let mut page = PageRepair { reference: context.reference, vocabulary: context.vocabulary, texts, report, rows };
    abbreviation::mend_file(&mut page);
    let mended: Vec<Line> = page.rows.iter().map(|row| row.line).collect();
    // What is left out of pages stays in the file: the words are somebody's.
    for (own, line) in written.iter_mut().zip(&mended).filter(|(own, line)| own.start == line.start) {
        *own = *line;
    }
    // Some may come from files that this one includes.
    let is_own = written.iter().all(|line| line.start >= base && line.end <= base + length);
    if report.mark() > mark && is_own && edits::are_in_order(&written) {
        report.attach(texts, mark, base, length, edits::of(texts, &written, &mended));
    }
    mended
}

/// The type of a card, for a callout whose type nobody knows and that holds what a card does.
pub(crate) fn card_class<'c>(context: &Context<'c>, blocks: &[Block]) -> Option<&'c str> {
    context.vocabulary.card_class().filter(|_| context.repair && crate::meaning::is_surely_card(blocks, context))
}

/// What kinds of damage a page can have at all, from one look at the beginnings of its lines.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a kind of damage")]
struct Hints {
    html: bool,
    /// A sign of tags anywhere.
    angle: bool,
    tag: bool,
    fence: bool,
    invisible: bool,
    tab: bool,
    callout: bool,
    colon: bool,
    note: bool,
    snippet: bool,
    abbreviation: bool,
}

impl Hints {
    fn of(texts: &Texts, rows: &[Row]) -> Self {
        let mut hints = Self { html: html_tail::is_possible(texts.as_str()), ..Self::default() };
        for &Row { line, markers, .. } in rows {
            let text = texts.text(line);
            hints.angle |= markers.any(MarkerSet::LESS);
            hints.invisible |= markers.any(MarkerSet::GENERAL.and(MarkerSet::WIDE));
            let start = text.trim_start();
            let marks = start.strip_prefix('\\').unwrap_or(start);
            match marks.as_bytes().first() {
                Some(b'<') => hints.tag = true,
                Some(b'`' | b'~') => hints.fence |= start.starts_with("``") || scan::fence(start).is_some(),
                Some(b'=') => hints.tab |= marks.starts_with("==="),
                Some(b'!' | b'?') => hints.callout |= marks.starts_with("!!") || marks.starts_with("??"),
                Some(b':') => hints.colon |= marks.trim_end() == ":",
                Some(b'*') => hints.abbreviation |= marks.starts_with("*["),
                Some(b'-') => hints.snippet |= marks.starts_with("--"),
                Some(0xef) => hints.callout |= marks.starts_with(['！', '？']),
                _ => {}
            }
            hints.note |= markers.all(MarkerSet::OPEN.and(MarkerSet::CARET)) && start.contains("[^");
        }
        hints
    }
}

#[cfg(test)]
mod tests;
