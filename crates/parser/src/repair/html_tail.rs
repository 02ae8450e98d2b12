//! The tail of a page that a translation tool turned into HTML: indented elements with `spaces-before`, `x-id` and
//! `x-nc`, footnotes as `<fn>`, links and items that nothing closes. It is written back as Markdown; every byte that
//! stays keeps its place.

use super::{PageRepair, Row};
use crate::text::{Edit, Line};
use pamphlet_source::{Code, Span};

/// Whether a line shows that the tool was at work.
pub(super) fn is_trigger(text: &str) -> bool {
    is_block_trigger(text) || text.contains(" x-id=") || text.contains(" x-nc=")
}

/// Whether a text has any of it: one look at the whole page is cheaper than one at each line.
pub(super) fn is_possible(text: &str) -> bool {
    ["spaces-before=", "<footnotes", "<fn ", "footnote-ref", " x-id=", " x-nc="]
        .iter()
        .any(|sign| memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some())
}

fn is_block_trigger(text: &str) -> bool {
    text.contains("spaces-before=")
        || text.contains("<footnotes")
        || text.contains("<fn ")
        || (text.contains("id=\"fnref") && text.contains("footnote-ref"))
}

/// Mends the tail of a page.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    let first = (0..page.rows.len()).find(|&row| !page.rows[row].code && is_block_trigger(page.text(row)));
    for row in 0..first.unwrap_or(page.rows.len()) {
        if !page.rows[row].code && is_trigger(page.text(row)) {
            in_line(page, row);
        }
    }
    if let Some(first) = first {
        tail(page, first);
    }
}

/// Elements of the tool in a line that is Markdown else.
fn in_line(page: &mut PageRepair<'_>, row: usize) {
    let line = page.rows[row].line;
    let text = page.text(row).to_owned();
    let mut writer = TailWriter::new(&text, 0);
    writer.run.start = Some(0);
    let mut at = 0;
    while let Some(found) = text[at..].find('<') {
        let start = at + found;
        match TailTag::at(&text, start) {
            Some(tag) => {
                writer.inline(&tag);
                at = writer.skip.take().unwrap_or(tag.end).max(tag.end);
            }
            None => at = start + 1,
        }
    }
    writer.close_links();
    let edits = std::mem::take(&mut writer.run.edits);
    if edits.is_empty() {
        return;
    }
    report(page, Span::new(line.start, line.end), &text, &edits);
    page.rewrite(row, &edits);
}

fn report(page: &mut PageRepair<'_>, span: Span, text: &str, edits: &[Edit]) {
    let original: Vec<&str> = edits.iter().map(|edit| text[edit.at..edit.at + edit.cut].trim()).collect();
    let original = original.into_iter().filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" ");
    page.report.repair(
        Code::RepairHtml,
        span,
        "a part of the page was turned into HTML by a translation tool",
        "write it as Markdown, as the source page does",
        &original,
    );
}

/// Writes the rows from `first` on as Markdown.
fn tail(page: &mut PageRepair<'_>, first: usize) {
    let base = page.rows[first].line.start;
    let end = page.rows.last().map_or(base, |row| row.line.end);
    if page.rows[first..].windows(2).any(|pair| pair[1].line.start < pair[0].line.end) {
        return;
    }
    let text = page.texts.as_str()[base..end].to_owned();
    let code: Vec<(usize, usize)> = page.rows[first..]
        .iter()
        .filter(|row| row.code)
        .map(|row| (row.line.start - base, row.line.end - base))
        .collect();
    let mut writer = TailWriter::new(&text, base);
    writer.read(&code);
    let TailWriter { out, removed, notes, .. } = writer;
    let mut rows: Vec<Row> = Vec::new();
    for piece in out {
        match piece {
            OutputLine::Blank(at) => {
                let line = Line { start: base + at, end: base + at };
                if rows.last().is_some_and(|row| row.line.start < row.line.end) {
                    rows.push(Row::new(page.texts, line, false));
                }
            }
            OutputLine::Raw(start, end, code) => {
                rows.push(Row::new(page.texts, Line { start: base + start, end: base + end }, code));
            }
            OutputLine::Text { start, end, edits } => {
                let line = page.texts.rewrite(Line { start: base + start, end: base + end }, &edits);
                rows.push(Row::new(page.texts, line, false));
            }
        }
    }
    page.rows.truncate(first);
    page.rows.extend(rows);
    let span = Span::new(base, base + text.find('\n').unwrap_or(text.len()));
    page.report.repair(
        Code::RepairHtml,
        span,
        "the rest of the page was turned into HTML by a translation tool",
        "write it as Markdown, as the source page does",
        &removed.join(" "),
    );
    for (start, end) in notes {
        page.report.repair(
            Code::RepairFootnote,
            Span::new(base + start, base + end),
            "a reference to a footnote was turned into HTML",
            "write `[^label]`",
            &text[start..end],
        );
    }
}

/// A tag.
struct TailTag<'t> {
    start: usize,
    end: usize,
    name: &'t str,
    attributes: &'t str,
    closes: bool,
}

impl<'t> TailTag<'t> {
    fn at(text: &'t str, start: usize) -> Option<Self> {
        let rest = &text[start + 1..];
        let closes = rest.starts_with('/');
        let rest = &rest[usize::from(closes)..];
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if length == 0 || !rest.as_bytes()[0].is_ascii_alphabetic() {
            return None;
        }
        let mut quote = None;
        let mut end = None;
        for (at, byte) in rest.bytes().enumerate().skip(length) {
            match (byte, quote) {
                (b'"' | b'\'', None) => quote = Some(byte),
                (byte, Some(open)) if byte == open => quote = None,
                (b'>', None) => {
                    end = Some(at);
                    break;
                }
                (b'<', None) => return None,
                _ => {}
            }
        }
        let end = end?;
        let attributes = rest[length..end].trim().trim_end_matches('/');
        let offset = text.len() - rest.len();
        Some(Self { start, end: offset + end + 1, name: &rest[..length], attributes, closes })
    }

    fn attribute(&self, key: &str) -> Option<&'t str> {
        let at = self.attributes.find(&format!("{key}=\""))? + key.len() + 2;
        let value = &self.attributes[at..];
        value.find('"').map(|end| &value[..end])
    }
}

/// A line that is written.
enum OutputLine {
    /// Nothing, at a byte.
    Blank(usize),
    /// A line as it stands; whether it is code.
    Raw(usize, usize, bool),
    /// A stretch of the source with changes.
    Text { start: usize, end: usize, edits: Vec<Edit> },
}

/// The stretch that is being read.
#[derive(Default)]
struct OpenRun {
    start: Option<usize>,
    edits: Vec<Edit>,
    /// Links that are open: address, and the place of their bracket among the edits.
    links: Vec<(String, usize)>,
}

/// Which part of a definition list is open.
#[derive(Clone, Copy, PartialEq)]
enum Definition {
    None,
    Term,
    Detail { first: bool },
}

#[expect(clippy::struct_excessive_bools, reason = "each is an element that is open or not")]
struct TailWriter<'t> {
    text: &'t str,
    out: Vec<OutputLine>,
    run: OpenRun,
    /// Open lists: whether they are numbered.
    lists: Vec<bool>,
    /// Whether the next stretch begins an item.
    item: bool,
    /// Whether the stretch has its marker in the source.
    marked: bool,
    /// The level of the heading that is open.
    heading: usize,
    paragraph: bool,
    quotes: usize,
    definition: Definition,
    /// The label of the note that is open, and whether its first line is still to come.
    note: Option<(String, bool)>,
    last_was_item: bool,
    removed: Vec<String>,
    removed_bytes: usize,
    notes: Vec<(usize, usize)>,
    /// Where to go on when more than a tag was read.
    skip: Option<usize>,
}

impl<'t> TailWriter<'t> {
    fn new(text: &'t str, _base: usize) -> Self {
        Self {
            text,
            out: Vec::new(),
            run: OpenRun::default(),
            lists: Vec::new(),
            item: false,
            marked: false,
            heading: 0,
            paragraph: false,
            quotes: 0,
            definition: Definition::None,
            note: None,
            last_was_item: false,
            removed: Vec::new(),
            removed_bytes: 0,
            notes: Vec::new(),
            skip: None,
        }
    }

    /// Whether no element is open, so that a line may be Markdown as it stands.
    fn is_outside(&self) -> bool {
        let open = self.paragraph
            || self.definition != Definition::None
            || self.heading > 0
            || self.quotes > 0
            || self.note.is_some();
        self.run.start.is_none() && self.lists.is_empty() && !open
    }

    fn read(&mut self, code: &[(usize, usize)]) {
        let text = self.text;
        let mut at = 0;
        let mut at_line = true;
        while at < text.len() {
            if at_line {
                let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
                let line = text[at..end].trim();
                let is_code = code.binary_search_by(|&(start, _)| start.cmp(&at)).is_ok();
                if is_code || (self.is_outside() && !line.is_empty() && !is_ours(line)) {
                    self.flush(at);
                    let list_item = crate::scan::list_marker(line, true).is_some() && is_block_trigger(line);
                    if !is_code && list_item {
                        self.lists.push(line.starts_with(|c: char| c.is_ascii_digit()));
                        self.marked = true;
                    } else {
                        let trimmed = text[at..end].trim_end_matches('\r').len();
                        self.out.push(OutputLine::Raw(at, at + trimmed, is_code));
                        self.last_was_item = false;
                        at = end + 1;
                        continue;
                    }
                } else if line.is_empty() && self.run.start.is_none() {
                    self.out.push(OutputLine::Blank(at));
                    at = end + 1;
                    continue;
                }
                at_line = false;
            }
            let rest = &text[at..];
            if let Some(tag) = rest.starts_with('<').then(|| TailTag::at(text, at)).flatten() {
                self.tag(&tag);
                at = self.skip.take().unwrap_or(tag.end).max(tag.end);
            } else if rest.starts_with(['\n', '\r']) || (rest.starts_with([' ', '\t']) && self.run.start.is_none()) {
                at_line = rest.starts_with('\n');
                if self.run.start.is_some() {
                    // A line end and the room round it is one space.
                    let before = text[..at].trim_end_matches([' ', '\t', '\r']).len();
                    let from = before.max(self.run.start.unwrap_or(before)).max(self.edited_to());
                    let length = rest.len() - rest.trim_start().len();
                    self.run.edits.push(Edit { at: from, cut: at + length - from, put: " ".into() });
                    at += length;
                    at_line = false;
                } else {
                    at += 1;
                }
            } else {
                self.run.start.get_or_insert(at);
                let step = rest.char_indices().skip(1).find(|&(_, c)| matches!(c, '<' | '\n' | '\r'));
                at += step.map_or(rest.len(), |(length, _)| length);
            }
        }
        self.flush(text.len());
    }

    fn edited_to(&self) -> usize {
        self.run.edits.last().map_or(0, |edit| edit.at + edit.cut)
    }

    fn tag(&mut self, tag: &TailTag<'t>) {
        let opens = !tag.closes;
        match tag.name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush(tag.start);
                self.heading = if opens { usize::from(tag.name.as_bytes()[1] - b'0') } else { 0 };
            }
            "p" => {
                self.flush(tag.start);
                self.paragraph = opens;
            }
            "footnotes" | "dl" => self.flush(tag.start),
            "ul" | "ol" => {
                self.flush(tag.start);
                if opens {
                    self.lists.push(tag.name == "ol");
                } else {
                    self.lists.pop();
                }
            }
            "li" => {
                self.flush(tag.start);
                self.item = opens;
                if opens && self.lists.is_empty() {
                    self.lists.push(false);
                }
            }
            "dt" | "dd" => {
                self.flush(tag.start);
                self.definition = match (opens, tag.name) {
                    (false, _) => Definition::None,
                    (true, "dt") => Definition::Term,
                    (true, _) => Definition::Detail { first: true },
                };
            }
            "blockquote" => {
                self.flush(tag.start);
                self.quotes = if opens { self.quotes + 1 } else { self.quotes.saturating_sub(1) };
            }
            "fn" => {
                self.flush(tag.start);
                self.lists.clear();
                self.note = opens.then(|| (tag.attribute("name").unwrap_or("1").to_owned(), true));
            }
            "hr" => {
                self.flush(tag.start);
                let edits = vec![Edit { at: 0, cut: tag.end - tag.start, put: "---".into() }];
                self.out.push(OutputLine::Blank(tag.start));
                self.out.push(OutputLine::Text { start: tag.start, end: tag.end, edits });
            }
            _ => {
                self.run.start.get_or_insert(tag.start);
                self.inline(tag);
            }
        }
        if self.removed_bytes < 4096 {
            let tag = &self.text[tag.start..tag.end];
            self.removed_bytes += tag.len();
            self.removed.push(tag.to_owned());
        }
    }

    /// An element in a line.
    fn inline(&mut self, tag: &TailTag<'t>) {
        let opens = !tag.closes;
        let put: String = match tag.name {
            "strong" | "b" => "**".into(),
            "em" | "i" => "*".into(),
            "code" => "`".into(),
            "a" if opens => {
                let Some(address) = tag.attribute("href") else { return };
                self.run.links.push((address.replace(' ', "%20"), self.run.edits.len()));
                "[".into()
            }
            "a" => match self.run.links.pop() {
                Some((address, _)) => format!("]({address})"),
                None => String::new(),
            },
            "sup" if opens && tag.attributes.contains("fnref") => {
                let Some(end) = self.text[tag.end..].find("</sup>").filter(|&end| end < 400) else { return };
                let inner = &self.text[tag.end..tag.end + end];
                let Some(from) = inner.find("#fn:") else { return };
                let label: String = inner[from + 4..].chars().take_while(|&c| c != '"' && c != ']').collect();
                let end = tag.end + end + "</sup>".len();
                self.run.edits.push(Edit { at: tag.start, cut: end - tag.start, put: format!("[^{label}]").into() });
                self.notes.push((tag.start, end));
                self.skip = Some(end);
                return;
            }
            _ => return,
        };
        self.run.edits.push(Edit { at: tag.start, cut: tag.end - tag.start, put: put.into() });
    }

    /// A link that nothing closes is none.
    fn close_links(&mut self) {
        for (_, edit) in self.run.links.drain(..) {
            if let Some(edit) = self.run.edits.get_mut(edit) {
                edit.put = "".into();
            }
        }
    }

    /// Writes the stretch that ends at `end`.
    fn flush(&mut self, end: usize) {
        self.close_links();
        let run = std::mem::take(&mut self.run);
        let Some(start) = run.start else { return };
        let body = &self.text[start..end];
        if body.trim().is_empty() {
            return;
        }
        let end = start + body.trim_end().len();
        let mut edits: Vec<Edit> = run.edits.into_iter().filter(|edit| edit.at + edit.cut <= end).collect();
        for edit in &mut edits {
            edit.at -= start;
        }
        let item = std::mem::take(&mut self.item);
        let marked = std::mem::take(&mut self.marked);
        let mut prefix = "> ".repeat(self.quotes);
        if let Some((label, first)) = &mut self.note {
            prefix = if *first { format!("[^{label}]: ") } else { "    ".into() };
            *first = false;
        }
        if let Definition::Detail { first } = &mut self.definition {
            prefix.push_str(if *first { ":   " } else { "    " });
            *first = false;
        }
        if let Some(&numbered) = self.lists.last().filter(|_| !marked) {
            let depth = self.lists.len();
            if item {
                prefix.push_str(&"    ".repeat(depth - 1));
                prefix.push_str(if numbered { "1. " } else { "- " });
            } else {
                prefix.push_str(&"    ".repeat(depth));
            }
        }
        if self.heading > 0 {
            prefix.push_str(&"#".repeat(self.heading));
            prefix.push(' ');
        } else if !marked && crate::scan::list_marker(body.trim_start(), true).is_some() {
            prefix.push('\\');
        }
        let is_item = item || marked;
        if is_item && self.last_was_item {
            while matches!(self.out.last(), Some(OutputLine::Blank(_))) {
                self.out.pop();
            }
        } else {
            self.out.push(OutputLine::Blank(start));
        }
        if !prefix.is_empty() {
            edits.insert(0, Edit::put(0, prefix));
        }
        self.out.push(OutputLine::Text { start, end, edits });
        if !is_item || self.heading > 0 {
            self.out.push(OutputLine::Blank(end));
        }
        self.last_was_item = is_item;
    }
}

/// Whether a line begins with an element that is written back as Markdown.
fn is_ours(line: &str) -> bool {
    let Some(tag) = line.starts_with('<').then(|| TailTag::at(line, 0)).flatten() else { return false };
    match tag.name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "li" | "blockquote" | "footnotes" | "fn" | "dl"
        | "dt" | "dd" => true,
        "p" | "hr" => tag.attributes.is_empty() || tag.attributes.contains("spaces-before"),
        _ => tag.attributes.contains("spaces-before") || is_trigger(line),
    }
}
