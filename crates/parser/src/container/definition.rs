//! Definition lists: a term on a line of its own, then `:   ` and what it means.

use crate::page::{PageParser, block};
use crate::region::Region;
use crate::text::Line;
use pamphlet_document::{Attrs, Block, BlockKind, Definition, DefinitionList, Detail, Term};

impl PageParser<'_> {
    /// A definition, if the line is one and has a term above it.
    pub(crate) fn definition(&mut self, region: &mut Region, line: Line, indent: usize) -> bool {
        let text = self.text(line);
        if !self.dialect.definitions || !text[1..].starts_with([' ', '\t']) {
            return false;
        }
        let term_above = region.plain.iter().any(|line| !self.is_blank(*line));
        let more = !term_above
            && matches!(region.out.last(), Some(Block { kind: BlockKind::DefinitionList(_), .. }))
            && region.follows_block(self.source);
        if !term_above && !more {
            return false;
        }
        let terms = self.terms(region);
        self.flush(region);
        let first = line.from(1).dedent(self.source, 3);
        let tight = region.at > 0 && !self.is_blank(region.lines[region.at - 1]);
        let mut body = vec![first.trimmed(self.source)];
        let mut next = region.at + 1;
        while next < region.lines.len() {
            let line = region.lines[next];
            if self.is_blank(line) || self.text(line.trimmed(self.source)).starts_with(": ") {
                break;
            }
            body.push(line.dedent(self.source, indent + 4));
            next += 1;
        }
        let (further, end) = self.body(&region.lines, next, indent + 4);
        if end > next {
            body.extend(further);
            next = end;
        }
        let span = line.span().join(region.lines[next - 1].span());
        let blocks = self.region(body);
        let terms: Vec<Term> = terms.into_iter().map(|line| self.term(line)).collect();
        let whole = terms.first().map_or(span, |term| term.span.join(span));
        let detail = Detail { span, attrs: Attrs::default(), tight, blocks };
        if let Some(Block { kind: BlockKind::DefinitionList(list), span, .. }) = region.out.last_mut() {
            *span = span.join(whole);
            match list.entries.last_mut() {
                Some(entry) if terms.is_empty() => entry.details.push(detail),
                _ => list.entries.push(Definition { terms, details: vec![detail] }),
            }
        } else {
            let entries = vec![Definition { terms, details: vec![detail] }];
            region.out.push(block(whole, BlockKind::DefinitionList(DefinitionList { entries })));
        }
        region.at = next;
        true
    }

    /// Takes the paragraph above off: each of its lines is a term.
    fn terms(&self, region: &mut Region) -> Vec<Line> {
        while region.plain.last().is_some_and(|&line| self.is_blank(line)) {
            region.plain.pop();
        }
        let from = region.plain.iter().rposition(|&line| self.is_blank(line)).map_or(0, |at| at + 1);
        region.plain.split_off(from)
    }

    fn term(&mut self, line: Line) -> Term {
        let line = line.trimmed(self.source);
        let mut content = self.inlines(line);
        let attrs = crate::inline::trailing(&mut content, crate::inline::Trailing::Line, self.dialect);
        Term { span: line.span(), attrs, content }
    }
}
