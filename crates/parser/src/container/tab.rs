//! Content tabs: `=== "Label"`.

use crate::page::{PageParser, block};
use crate::region::Region;
use crate::text::Line;
use pamphlet_document::{Attrs, Block, BlockKind, Tab, Tabs};

impl PageParser<'_> {
    /// A tab, if the line is its marker. Tabs in a row are one set; `===!` begins a new one.
    pub(crate) fn tab(&mut self, region: &mut Region, line: Line, indent: usize) -> bool {
        let text = self.text(line);
        let Some(rest) = text.strip_prefix("===").filter(|_| self.dialect.tabs) else { return false };
        let flags = rest.len() - rest.trim_start_matches(['+', '!']).len();
        let label = rest[flags..].trim();
        if flags > 2 || !rest[flags..].starts_with([' ', '\t']) || label.len() < 2 {
            return false;
        }
        let Some(inner) = label.strip_prefix('"').and_then(|label| label.strip_suffix('"')) else { return false };
        let start = line.start + text.trim_end().len() - inner.len() - 1;
        let label = Line { start, end: start + inner.len() };
        self.flush(region);
        let joins = !rest[..flags].contains('!');
        let (body, next) = self.body(&region.lines, region.at + 1, indent + 4);
        let span = line.span().join(region.lines[next - 1].span());
        let label = self.inlines(label);
        let blocks = self.region(body);
        let tab = Tab { span, attrs: Attrs::default(), label, blocks };
        push_tab(region, tab, joins);
        region.at = next;
        true
    }
}

/// Adds a tab to the set before it, or begins one.
pub(crate) fn push_tab(region: &mut Region, tab: Tab, joins: bool) {
    match region.out.last_mut() {
        Some(Block { kind: BlockKind::Tabs(set), span, .. }) if joins => {
            *span = span.join(tab.span);
            set.tabs.push(tab);
        }
        _ => region.out.push(block(tab.span, BlockKind::Tabs(Tabs { tabs: vec![tab] }))),
    }
}
