//! Lines to blocks: the one recursive function. Containers find the lines of their body, and a body is a region.

use crate::page::{PageParser, RawNote, Reference};
use crate::scan::{self, Fences};
use crate::text::Line;
use pamphlet_document::Block;
use pamphlet_source::limits;

/// A region while it is being read.
pub(crate) struct Region {
    /// Its lines. A container may shorten the line behind its own end.
    pub(crate) lines: Vec<Line>,
    /// The line that is looked at.
    pub(crate) at: usize,
    /// Lines that no container has claimed yet.
    pub(crate) plain: Vec<Line>,
    /// What was read.
    pub(crate) out: Vec<Block>,
    /// Which fences are closed.
    pub(crate) fences: Fences,
    /// Numbers of slashes, as bits, of generic blocks that nothing further on closes.
    pub(crate) unclosed_blocks: u64,
}

impl Region {
    /// Whether nothing but blank lines stands between the last block read and this line.
    pub(crate) fn follows_block(&self, source: &str) -> bool {
        !self.out.is_empty() && self.plain.iter().all(|line| line.is_blank(source))
    }
}

impl PageParser<'_> {
    /// The blocks of a region.
    pub(crate) fn region(&mut self, lines: Vec<Line>) -> Vec<Block> {
        if self.depth >= limits::CONTAINER_LEVELS {
            if let Some(line) = lines.iter().find(|line| !self.is_blank(**line)) {
                self.limit(line.span(), "containers nest too deep");
            }
            return self.verbatim(&lines);
        }
        self.depth += 1;
        let lines = self.lift(lines);
        let mut region =
            Region { lines, at: 0, plain: Vec::new(), out: Vec::new(), fences: Fences::default(), unclosed_blocks: 0 };
        while region.at < region.lines.len() {
            self.step(&mut region);
        }
        self.flush(&mut region);
        self.depth -= 1;
        crate::container::annotation::pair(&mut region.out);
        region.out
    }

    /// Reads the block that begins at a line, or keeps the line for a paragraph.
    fn step(&mut self, region: &mut Region) {
        let line = region.lines[region.at];
        let indent = line.indent(self.source);
        let body = line.trimmed(self.source);
        if body.start == body.end || self.is_blank(body) {
            region.plain.push(line);
            region.at += 1;
            return;
        }
        if indent < 4 && self.block_at(region, body, indent) {
            return;
        }
        region.plain.push(line);
        region.at += 1;
    }

    fn block_at(&mut self, region: &mut Region, line: Line, indent: usize) -> bool {
        let text = self.text(line);
        match text.as_bytes()[0] {
            b'`' | b'~' => self.fence(region, indent),
            b'>' => self.quote(region),
            b'<' => self.html(region, line),
            b'!' | b'?' => self.admonition(region, line, indent),
            b'=' => self.tab(region, line, indent),
            b':' => self.definition(region, line, indent),
            b'/' if self.dialect.blocks || self.dialect.fancy_lists => self.generic_block(region, line, indent),
            b'{' if self.dialect.critic.is_on() => self.critic_blocks(region, line),
            b'$' | b'\\' if self.dialect.math.is_on() => self.formula(region, line),
            b'[' if self.dialect.progress => self.progress(region, line),
            b'-' | b'*' | b'+' | b'0'..=b'9' => self.list(region, text),
            b'a'..=b'z' | b'A'..=b'Z' | b'#' if self.dialect.fancy_lists => self.list(region, text),
            _ => false,
        }
    }

    /// Turns what no container has claimed into paragraphs, headings, tables, code and rules.
    pub(crate) fn flush(&mut self, region: &mut Region) {
        let lines = std::mem::take(&mut region.plain);
        let Some(first) = lines.iter().position(|line| !self.is_blank(*line)) else { return };
        let last = lines.iter().rposition(|line| !self.is_blank(*line)).unwrap_or(first);
        self.leaves(&lines[first..=last], &mut region.out);
    }

    /// The lines from `from` on that are blank or indented by `columns`, dedented, and where they end; blank lines at
    /// the end are left out.
    pub(crate) fn body(&self, lines: &[Line], from: usize, columns: usize) -> (Vec<Line>, usize) {
        let mut end = from;
        for (at, line) in lines.iter().enumerate().skip(from) {
            if self.is_blank(*line) {
                continue;
            }
            if line.indent(self.source) < columns {
                break;
            }
            end = at + 1;
        }
        (lines[from..end].iter().map(|line| line.dedent(self.source, columns)).collect(), end)
    }

    /// Definitions of notes, link references and abbreviations belong to the page: they are taken out and end nothing.
    fn lift(&mut self, mut lines: Vec<Line>) -> Vec<Line> {
        let starts = |line: &Line| {
            let text = self.text(*line).trim_start_matches([' ', '\t']);
            text.starts_with('[') || text.starts_with("*[")
        };
        if !lines.iter().any(starts) {
            return lines;
        }
        let mut fences = Fences::default();
        let mut out = Vec::with_capacity(lines.len());
        let mut at = 0;
        while at < lines.len() {
            if let Some(end) = fences.end(self.source, &lines, at) {
                out.extend_from_slice(&lines[at..=end]);
                at = end + 1;
                continue;
            }
            if lines[at].indent(self.source) < 4
                && let Some(next) = self.definition_of_page(&mut lines, at)
            {
                at = next;
                continue;
            }
            out.push(lines[at]);
            at += 1;
        }
        out
    }

    fn definition_of_page(&mut self, lines: &mut [Line], at: usize) -> Option<usize> {
        let line = lines[at].trimmed(self.source);
        let text = self.text(line);
        if self.dialect.footnotes
            && let Some((label, offset)) = scan::definition(text, "[^")
        {
            let label = label.to_owned();
            let mut body = vec![line.from(offset).trimmed(self.source)];
            let mut next = at + 1;
            while next < lines.len() && !self.is_blank(lines[next]) && !self.ends_note(lines[next]) {
                body.push(lines[next].dedent(self.source, 4));
                next += 1;
            }
            let (more, end) = self.body(lines, next, 4);
            if end > next {
                body.extend(more);
                next = end;
            }
            let span = line.span().join(body.last().map_or(line.span(), |last| last.span()));
            let captions = self.captions.take();
            let blocks = self.region(body);
            self.captions = captions;
            self.notes.push(RawNote { label, span, blocks });
            return Some(next);
        }
        if text.starts_with('[') {
            let next = |by: usize| lines.get(at + by).map(|&next| self.text(next));
            if let Some(found) = Reference::read(text, next(1), next(2)) {
                return Some(at + found.lines);
            }
        }
        let next = lines.get(at + 1).map(|&next| self.text(next));
        let (.., count) = scan::abbreviation(text, next).filter(|_| self.dialect.abbreviations)?;
        Some(at + count)
    }

    /// Whether a line cannot belong to the paragraph of a note above it.
    fn ends_note(&self, line: Line) -> bool {
        let text = self.text(line.trimmed(self.source));
        scan::definition(text, "[^").is_some()
            || crate::html::tag::name_at(text).is_some_and(|(name, _)| crate::html::tag::is_block(name))
    }

    /// Whether a line begins something that no paragraph or item can run on over.
    pub(crate) fn starts_block(&self, line: Line) -> bool {
        let body = line.trimmed(self.source);
        let text = self.text(body);
        line.indent(self.source) < 4
            && match text.as_bytes() {
                [b'<', ..] => crate::html::tag::name_at(text)
                    .is_some_and(|(name, _)| crate::html::tag::is_block(&name.to_ascii_lowercase())),
                [b'#' | b'>' | b'|', ..] | [b'!', b'!', b'!', ..] | [b'?', b'?', b'?', ..] | [b'=', b'=', b'=', ..] => {
                    true
                }
                [b'`' | b'~', ..] => scan::fence(text).is_some(),
                _ => scan::is_rule(text) || self.list_marker(text).is_some(),
            }
    }
}
