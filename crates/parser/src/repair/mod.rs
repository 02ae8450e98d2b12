//! What translation tools break, mended. Each kind of damage has a file and a code; the notes below say in which
//! order they run.
//!
//! Repairs work on lines before anything is recognised. They never touch code (fenced, or in backticks), never take a
//! word away, and leave alone what an author could have meant. Where the source page is known, its [`Skeleton`]
//! decides what a damaged place was.

mod abbreviation;
mod attributes;
mod callout;
mod definition;
mod emphasis;
mod escape;
mod fence;
mod footnote;
mod html_tail;
mod icon;
mod invisible;
mod link;
mod placeholder;
mod prose;
mod snippet;
mod tab;

use crate::Skeleton;
use crate::report::Report;
use crate::scan;
use crate::text::{Edit, Line, Texts};
use pamphlet_document::{Block, CalloutKind};
use pamphlet_source::{Code, Span};

/// What repairs may know of the page.
pub(crate) struct Context<'a> {
    /// Whether damage is mended.
    pub(crate) repair: bool,
    /// The shape of the source page, when this is a translation.
    pub(crate) reference: Option<&'a Skeleton>,
}

/// A line, and whether it is fenced code, which is left alone.
#[derive(Debug, Clone, Copy)]
struct Row {
    line: Line,
    code: bool,
}

/// A page under repair.
struct Page<'a> {
    reference: Option<&'a Skeleton>,
    texts: &'a mut Texts,
    report: &'a mut Report,
    rows: Vec<Row>,
}

impl Page<'_> {
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

    /// Writes a row anew.
    fn rewrite(&mut self, row: usize, edits: &[Edit]) {
        self.rows[row].line = self.texts.rewrite(self.rows[row].line, edits);
    }

    /// Reports a repair of some bytes of a row.
    fn repaired(&mut self, code: Code, row: usize, range: std::ops::Range<usize>, message: &str, help: &str) {
        let line = self.rows[row].line;
        let (start, end) = (line.start + range.start, (line.start + range.end).min(line.end));
        let original = self.texts.as_str()[start..end].to_owned();
        self.report.repair(code, Span::new(start, end), message, help, &original);
    }

    /// Reports a repair that reaches from a row to a later one: every row of it is the original.
    fn repaired_rows(&mut self, code: Code, rows: std::ops::RangeInclusive<usize>, message: &str, help: &str) {
        let line = self.rows[*rows.start()].line.trimmed(self.texts.as_str());
        let texts: Vec<&str> = self.rows[rows].iter().map(|row| self.texts.text(row.line)).collect();
        self.report.repair(code, line.span(), message, help, texts.join("\n").trim());
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
    let hints = Hints::of(texts, &lines);
    let code = scan::code_mask(texts.as_str(), &lines);
    let rows = lines.into_iter().zip(code).map(|(line, code)| Row { line, code }).collect();
    let mut page = Page { reference: context.reference, texts, report, rows };
    if hints.fence {
        fence::mend(&mut page);
    }
    if hints.html {
        html_tail::mend(&mut page);
    }
    invisible::mend(&mut page, hints.invisible);
    if hints.tab {
        tab::mend(&mut page);
    }
    callout::mend(&mut page, hints.callout);
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
    for row in 0..page.rows.len() {
        if page.rows[row].code {
            continue;
        }
        let marks = Marks::of(page.text(row));
        if marks.escape {
            escape::mend(&mut page, row);
        }
        if marks.placeholder {
            placeholder::mend(&mut page, row);
        }
        if marks.brace {
            attributes::torn(&mut page, row);
        }
        if marks.bracket {
            link::mend(&mut page, row);
        }
        if marks.brace || marks.wide {
            attributes::mend(&mut page, row);
        }
        if marks.colon {
            icon::mend(&mut page, row);
        }
        if hints.tab {
            emphasis::highlight(&mut page, row);
        }
        if marks.stars {
            emphasis::mend(&mut page, row);
        }
        lone |= marks.stars;
    }
    if lone {
        emphasis::lone(&mut page);
    }
    page.rows.iter().map(|row| row.line).collect()
}

/// The lines of a file of abbreviations that a site appends to every page: what is no definition would damage them
/// all, and is left out.
pub(crate) fn abbreviations(
    context: &Context<'_>,
    texts: &mut Texts,
    lines: Vec<Line>,
    report: &mut Report,
) -> Vec<Line> {
    if !context.repair {
        return lines;
    }
    let rows = lines.into_iter().map(|line| Row { line, code: false }).collect();
    let mut page = Page { reference: context.reference, texts, report, rows };
    abbreviation::mend_file(&mut page);
    page.rows.iter().map(|row| row.line).collect()
}

/// What a callout was whose type nobody knows, told from what it holds.
pub(crate) fn callout(context: &Context<'_>, _word: &str, blocks: &[Block]) -> Option<CalloutKind> {
    (context.repair && crate::meaning::is_surely_card(blocks)).then_some(CalloutKind::Recommendation)
}

/// Edits of one line that only pulldown-cmark sees.
pub(crate) fn leaf(_line: &str, _edits: &mut Vec<Edit>) {}

/// What kinds of damage a page can have at all, from one look at the beginnings of its lines.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a kind of damage")]
struct Hints {
    html: bool,
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
    fn of(texts: &Texts, lines: &[Line]) -> Self {
        let mut hints = Self::default();
        for &line in lines {
            let text = texts.text(line);
            hints.invisible |= text.bytes().any(|byte| byte == 0xe2 || byte == 0xef);
            let start = text.trim_start();
            hints.html |= start.contains('<') && html_tail::is_trigger(start);
            let marks = start.strip_prefix('\\').unwrap_or(start);
            match marks.as_bytes().first() {
                Some(b'`' | b'~') => hints.fence |= scan::fence(start).is_some(),
                Some(b'=') => hints.tab |= marks.starts_with("==="),
                Some(b'!' | b'?') => hints.callout |= marks.starts_with("!!") || marks.starts_with("??"),
                Some(b':') => hints.colon |= marks.trim_end() == ":",
                Some(b'*') => hints.abbreviation |= marks.starts_with("*["),
                Some(b'-') => hints.snippet |= marks.starts_with("--"),
                Some(0xef) => hints.callout |= marks.starts_with(['！', '？']),
                _ => {}
            }
            hints.note |= start.contains("[^");
        }
        hints
    }
}

/// What kinds of damage a line can have, from one look at its bytes.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a kind of damage")]
struct Marks {
    placeholder: bool,
    bracket: bool,
    brace: bool,
    wide: bool,
    colon: bool,
    stars: bool,
    escape: bool,
}

impl Marks {
    fn of(text: &str) -> Self {
        let mut marks = Self::default();
        let bytes = text.as_bytes();
        for (at, &byte) in bytes.iter().enumerate() {
            match byte {
                b'<' => {
                    let next = bytes.get(at + 1).copied().unwrap_or_default();
                    marks.placeholder |= next.is_ascii_digit() || next == b'/';
                }
                b']' => marks.bracket = true,
                b'{' => marks.brace = true,
                b':' => marks.colon = true,
                b'*' | b'=' => marks.stars |= bytes.get(at + 1) == Some(&byte) || bytes[at..].starts_with(b"* *"),
                b'\\' => {
                    marks.escape |= matches!(bytes.get(at + 1), Some(b'=' | b'~' | b'^' | b'*' | b':' | b'{'));
                    // What is unescaped is looked at like anything else.
                    marks.stars |= bytes.get(at + 1) == Some(&b'*');
                }
                // The first byte of full-width forms.
                0xef => {
                    marks.wide = true;
                    marks.bracket = true;
                    marks.colon = true;
                }
                _ => {}
            }
        }
        marks
    }
}

#[cfg(test)]
mod tests;
