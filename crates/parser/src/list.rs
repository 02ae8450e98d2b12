//! Lists and quotes.

use crate::nesting::Nesting;
use crate::page::{PageParser, block};
use crate::region::Region;
use crate::scan;
use crate::text::{Line, columns};
use pamphlet_document::{Block, BlockKind, List, ListItem, ListKind};
use pamphlet_source::{Code, Span};

/// An item while its lines are found.
struct Item {
    lines: Vec<Line>,
    span: Span,
    task: Option<bool>,
    /// A blank line stands in it.
    gap: bool,
}

impl PageParser<'_> {
    /// A list, if one may begin at this line.
    pub(crate) fn list(&mut self, region: &mut Region, text: &str) -> bool {
        let Some(marker) = self.list_marker(text) else { return false };
        let fresh = region.plain.last().is_none_or(|&line| self.is_blank(line) || self.ends_itself(line));
        let nesting = self.nested.at(region.lines[region.at]);
        let interrupts = match nesting {
            Nesting::Python => self.dialect.breakless_lists,
            Nesting::CommonMark => text.len() > marker && (marker == 1 || text.starts_with("1.")),
        };
        if !fresh && !interrupts {
            return false;
        }
        self.flush(region);
        let start = region.at;
        let kind = text.as_bytes()[marker - 1];
        let (items, end, loose, shallow) = match nesting {
            Nesting::Python => self.python_items(region),
            Nesting::CommonMark => self.commonmark_items(region, kind),
        };
        if let Some(&first) = shallow.first() {
            let original: Vec<&str> = shallow.iter().map(|&line| self.text(line)).collect();
            self.report.repair(
                Code::WebsiteDiffers,
                first.span(),
                "nested by fewer than four columns: the website takes this out of its list item",
                "indent what belongs to an item by four columns",
                &original.join("\n"),
            );
        }
        if !fresh && self.item != self.depth && !self.dialect.breakless_lists {
            let shown = region.lines[start..end].iter().map(|line| line.trimmed(self.source));
            let shown: Vec<&str> =
                shown.map(|line| self.text(line)).filter(|t| self.list_marker(t).is_some()).collect();
            self.report.repair(
                Code::WebsiteDiffers,
                region.lines[start].trimmed(self.source).span(),
                "no blank line stands before this list: the website shows it as text of the paragraph above",
                "put a blank line before the list",
                &shown.join("\n"),
            );
        }
        let attrs = pamphlet_document::Attrs::default();
        let list = match text[..marker - 1].parse() {
            Ok(start) if marker > 1 => ListKind::numbers_from(start),
            _ if marker == 1 => ListKind::Bullet,
            _ => {
                let (start, numerals) = scan::fancy_number(&text[..marker]);
                ListKind::Numbered { start, numerals }
            }
        };
        let mut tight = !loose;
        let mut made = Vec::with_capacity(items.len());
        for item in items {
            let outer = std::mem::replace(&mut self.item, self.depth + 1);
            let blocks = self.region(item.lines);
            self.item = outer;
            let paragraphs = blocks.iter().filter(|b| matches!(b.kind, BlockKind::Paragraph { .. })).count();
            tight &= !(item.gap && paragraphs > 1);
            made.push(list_item(item.span, item.task, blocks));
        }
        let span = region.lines[start].trimmed(self.source).span().join(region.lines[end - 1].span());
        region.out.push(Block { attrs, ..block(span, BlockKind::List(List { list, tight, items: made })) });
        region.at = end;
        true
    }

    /// The length of the list marker that a text begins with.
    pub(crate) fn list_marker(&self, text: &str) -> Option<usize> {
        scan::list_marker(text, self.dialect.bracket_lists)
            .or_else(|| self.dialect.fancy_lists.then(|| scan::fancy_marker(text)).flatten())
    }

    /// Whether a marker begins an item of the list that another began: with `sane_lists` a list has one kind, with
    /// `pymdownx.fancylists` one form.
    fn continues(&self, first: &str, next: &str) -> bool {
        let kind = |marker: &str| match marker.as_bytes() {
            [_] => 0_u8,
            [b'0'..=b'9', ..] => 1,
            [b'#', ..] => 2,
            [letter, _] if letter.is_ascii_lowercase() => 3,
            [_, _] => 4,
            [letter, ..] if letter.is_ascii_lowercase() => 5,
            _ => 6,
        };
        let (first_kind, next_kind) = (kind(first), kind(next));
        let bullets = (first_kind == 0) == (next_kind == 0);
        let is_roman =
            |marker: &str| marker[..marker.len() - 1].bytes().all(|letter| b"ivxlcdmIVXLCDM".contains(&letter));
        // `i.` may be a letter or a number.
        let alike = first_kind == next_kind
            || next_kind == 2
            || first_kind.abs_diff(next_kind) == 2
                && first_kind.min(next_kind) > 2
                && is_roman(first)
                && is_roman(next);
        if self.dialect.fancy_lists {
            let one_form = first_kind == 0 || first.as_bytes().last() == next.as_bytes().last();
            return bullets && alike && one_form;
        }
        bullets || !self.dialect.sane_lists
    }

    /// A line after which a block may begin without a blank line: a heading or a rule.
    fn ends_itself(&self, line: Line) -> bool {
        let text = self.text(line.trimmed(self.source));
        line.indent(self.source) < 4
            && (scan::is_rule(text)
                || text.starts_with('#')
                    && text.trim_start_matches('#').starts_with([' ', '\t'])
                    && !text.starts_with("#######"))
    }

    /// Items as Python-Markdown finds them: any marker at fewer than four columns is the next item, what is indented
    /// by four belongs to the item, and so does every line that no blank line parts from it.
    fn python_items(&mut self, region: &mut Region) -> (Vec<Item>, usize, bool, Vec<Line>) {
        let (mut items, mut next, mut end, mut loose): (Vec<Item>, _, _, _) = (Vec::new(), region.at, region.at, false);
        // Where lists nest by fewer than four columns, one may stand deeper in its item than it has to.
        let base = Some(region.lines[region.at].indent(self.source)).filter(|&at| at >= self.dialect.list_indent);
        let unit = base.unwrap_or_default() + self.dialect.list_indent;
        let mut kind = "";
        while next < region.lines.len() {
            let line = region.lines[next];
            let body = line.trimmed(self.source);
            let text = self.text(body);
            let Some(marker) = self.list_marker(text).filter(|_| line.indent(self.source) < unit) else {
                break;
            };
            if items.is_empty() {
                kind = &text[..marker];
            } else if !self.continues(kind, &text[..marker]) {
                break;
            }
            loose |= next > end && !items.is_empty();
            let mut item = self.first_line(body, marker, Nesting::Python);
            next += 1;
            end = next;
            let mut nested = false;
            while next < region.lines.len() {
                let line = region.lines[next];
                if self.is_blank(line) {
                    item.lines.push(line.from(usize::MAX));
                    nested = false;
                    next += 1;
                    continue;
                }
                let indent = line.indent(self.source);
                let parted = next > end;
                // A fence right below an item's text is a line of it to Python-Markdown, however it is indented.
                if indent < unit
                    && !parted
                    && let Some(last) = region.fences.end(self.source, &region.lines, next)
                {
                    item.lines.extend(region.lines[next..=last].iter().map(|line| line.dedent(self.source, indent)));
                    next = last + 1;
                    end = next;
                    continue;
                }
                if indent >= unit {
                    if let Some(last) = self.fence_in_item(region, next, unit) {
                        item.lines.extend(region.lines[next..=last].iter().map(|line| line.dedent(self.source, unit)));
                        item.gap |= parted;
                        next = last + 1;
                        end = next;
                        continue;
                    }
                    let inner = line.dedent(self.source, unit);
                    let marks = self.list_marker(self.text(inner.trimmed(self.source))).is_some()
                        && indent < unit + self.dialect.list_indent;
                    if marks && !nested && item.lines.last().is_some_and(|&last| !self.is_blank(last)) {
                        item.lines.push(Line { start: inner.start, end: inner.start });
                    }
                    nested |= marks;
                    item.gap |= parted;
                    item.lines.push(inner);
                } else if parted || self.is_next_item(kind, line) || self.ends_item(line) {
                    break;
                } else {
                    item.lines.push(line.trimmed(self.source));
                }
                next += 1;
                end = next;
            }
            self.close(&mut item);
            items.push(item);
        }
        (items, end.max(region.at + 1), loose, Vec::new())
    }

    /// Whether a line right below an item begins the next one; with `sane_lists` only a marker of the same kind does.
    fn is_next_item(&self, kind: &str, line: Line) -> bool {
        let text = self.text(line.trimmed(self.source));
        self.list_marker(text).is_some_and(|marker| {
            self.continues(kind, &text[..marker]) || !self.dialect.sane_lists || self.dialect.fancy_lists
        })
    }

    /// The end of a fence inside an item, so that blank lines and shallow lines in code do not end the item.
    fn fence_in_item(&self, region: &mut Region, at: usize, unit: usize) -> Option<usize> {
        let last = region.fences.end(self.source, &region.lines, at)?;
        region.lines[at..=last]
            .iter()
            .all(|line| self.is_blank(*line) || line.indent(self.source) >= unit)
            .then_some(last)
    }

    /// Whether a line at fewer than four columns ends an item that no blank line parts from it.
    fn ends_item(&self, line: Line) -> bool {
        let text = self.text(line.trimmed(self.source));
        // A marker that is no item here is text of this one.
        !matches!(text.as_bytes(), [b'>' | b'|', ..]) && self.list_marker(text).is_none() && self.starts_block(line)
    }

    /// Items as `CommonMark` finds them; content at four columns always belongs to its item.
    /// The lines that the website reads otherwise come last.
    fn commonmark_items(&mut self, region: &mut Region, kind: u8) -> (Vec<Item>, usize, bool, Vec<Line>) {
        let (mut items, mut next, mut end, mut loose): (Vec<Item>, _, _, _) = (Vec::new(), region.at, region.at, false);
        let mut shallow: Vec<Line> = Vec::new();
        while next < region.lines.len() {
            let line = region.lines[next];
            let body = line.trimmed(self.source);
            let indent = line.indent(self.source);
            let text = self.text(body);
            let Some(marker) =
                self.list_marker(text).filter(|marker| indent < 4 && text.as_bytes()[marker - 1] == kind)
            else {
                break;
            };
            loose |= next > end && !items.is_empty();
            let mut item = self.first_line(body, marker, Nesting::CommonMark);
            let gap = columns(&text[marker..]);
            let gap = if gap > 4 || self.is_blank(body.from(marker)) { 1 } else { gap };
            let width = (indent + marker + gap).min(4);
            // How much deeper than need be a nested list stands that follows the item's text at once.
            let (mut deeper, mut nested) = (0, false);
            next += 1;
            end = next;
            while next < region.lines.len() {
                let line = region.lines[next];
                if self.is_blank(line) {
                    item.lines.push(line.from(usize::MAX));
                    next += 1;
                    continue;
                }
                let indent = line.indent(self.source);
                if indent >= width {
                    let body = line.trimmed(self.source);
                    let nests = self.list_marker(self.text(body)).is_some();
                    // What is indented by four after text that fell out of its item is code to the website.
                    let tag = !shallow.is_empty() && self.text(body).starts_with('<');
                    if indent < 4 && (next > end || nests) && shallow.is_empty() || tag {
                        shallow.push(body);
                    }
                    if indent < width + deeper {
                        deeper = 0;
                    } else if nests && !nested && next == end && indent - width >= 4 {
                        deeper = indent - width;
                    }
                    nested |= nests;
                    item.gap |= next > end;
                    item.lines.push(line.dedent(self.source, width + deeper));
                } else if next == end
                    && item.lines.last().is_some_and(|&last| !self.is_blank(last))
                    && !self.starts_block(line)
                {
                    item.lines.push(line.trimmed(self.source));
                } else {
                    break;
                }
                next += 1;
                end = next;
            }
            self.close(&mut item);
            items.push(item);
        }
        (items, end.max(region.at + 1), loose, shallow)
    }

    /// An item with what stands behind its marker.
    fn first_line(&self, line: Line, marker: usize, nesting: Nesting) -> Item {
        let rest = line.from(marker);
        let gap = rest.indent(self.source);
        let gap = if nesting == Nesting::CommonMark && gap > 4 { 1 } else { gap };
        let mut first = rest.dedent(self.source, gap);
        let text = self.text(first);
        let task = match text.as_bytes() {
            [b'[', mark @ (b' ' | b'x' | b'X'), b']', b' ' | b'\t', ..] if self.dialect.tasks => Some(*mark != b' '),
            _ => None,
        };
        if task.is_some() {
            first = first.from(4).trimmed(self.source);
        }
        Item { lines: vec![first], span: line.span(), task, gap: false }
    }

    /// Takes blank lines off the end and settles the span.
    fn close(&self, item: &mut Item) {
        while item.lines.len() > 1 && item.lines.last().is_some_and(|&line| self.is_blank(line)) {
            item.lines.pop();
        }
        if let Some(last) = item.lines.last() {
            item.span = item.span.join(last.span());
        }
    }

    /// A quote.
    pub(crate) fn quote(&mut self, region: &mut Region) -> bool {
        self.flush(region);
        let start = region.at;
        let mut body = Vec::new();
        let mut next = start;
        while next < region.lines.len() && !self.is_blank(region.lines[next]) {
            let line = region.lines[next];
            let inner = line.dedent(self.source, 3);
            if self.text(inner).starts_with('>') {
                body.push(inner.from(1).dedent(self.source, 1));
            } else if self.starts_block(line) {
                break;
            } else {
                body.push(inner);
            }
            next += 1;
        }
        let span = region.lines[start].trimmed(self.source).span().join(region.lines[next - 1].span());
        while body.len() > 1
            && self.dialect.quote_callouts
            && self.is_blank(body[0])
            && self.is_quote_callout(&body[1..])
        {
            body.remove(0);
        }
        let is_callout = self.dialect.quote_callouts && self.is_quote_callout(&body);
        // Blank lines part paragraphs of a quotation, not quotations.
        if !is_callout
            && self.nested.at(region.lines[start]) == Nesting::Python
            && matches!(region.out.last(), Some(Block { kind: BlockKind::Quote { .. }, attrs, .. }) if attrs.is_empty())
        {
            let more = self.region(body);
            if let Some(Block { kind: BlockKind::Quote { blocks }, span: whole, .. }) = region.out.last_mut() {
                *whole = whole.join(span);
                blocks.extend(more);
            }
            region.at = next;
            return true;
        }
        let made = if is_callout {
            self.quote_callout(span, body)
        } else {
            let blocks = self.region(body);
            block(span, BlockKind::Quote { blocks })
        };
        region.out.push(made);
        region.at = next;
        true
    }
}

/// An item; the attributes of the line that is all its text are its own.
fn list_item(span: Span, task: Option<bool>, mut blocks: Vec<Block>) -> ListItem {
    let mut attrs = pamphlet_document::Attrs::default();
    if let Some(Block { kind: BlockKind::Paragraph { .. }, attrs: own, .. }) = blocks.first_mut() {
        attrs = std::mem::take(own);
    }
    ListItem { span, attrs, language: None, task, blocks }
}
