//! What stands in a cell of a table, on one line.

use crate::block::{Writer, said};
use crate::escape::push_code;
use pamphlet_reading::{Block, BlockKind, ListKind, block_lines};

impl Writer<'_> {
    /// The lines of a cell: a table has room for text alone.
    pub(crate) fn lines_of_cell(&mut self, blocks: &[Block], out: &mut Vec<String>) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph { content } | BlockKind::Buttons { content } => out.push(self.run(content)),
                BlockKind::Heading(heading) => out.push(self.run(&heading.content)),
                BlockKind::List(list) => {
                    for (nth, item) in (0..).zip(&list.items) {
                        let mark = match list.list {
                            ListKind::Bullet => "\u{2022}".to_owned(),
                            ListKind::Numbered { start, numerals } => {
                                let number = start.saturating_add(nth);
                                format!("{}\\.", numerals.letters(number).unwrap_or_else(|| number.to_string()))
                            }
                        };
                        let task = item.task.as_ref().map(|task| format!(" {}:", said(&task.words.text)));
                        let mut lines = Vec::new();
                        self.lines_of_cell(&item.blocks, &mut lines);
                        let first = lines.first_mut().map(std::mem::take).unwrap_or_default();
                        out.push(format!("{mark}{} {first}", task.unwrap_or_default()));
                        out.extend(lines.into_iter().skip(1));
                    }
                }
                BlockKind::Code(code) => {
                    for line in code.text.lines() {
                        let mut written = String::new();
                        push_code(line, true, &mut written);
                        out.push(written);
                    }
                }
                BlockKind::Quote { blocks } | BlockKind::Group { blocks } => self.lines_of_cell(blocks, out),
                BlockKind::Figure(figure) => {
                    self.lines_of_cell(&figure.blocks, out);
                    self.lines_of_cell(&figure.caption, out);
                }
                BlockKind::DefinitionList(_)
                | BlockKind::Table(_)
                | BlockKind::Admonition(_)
                | BlockKind::Collapsible(_)
                | BlockKind::Tabs(_)
                | BlockKind::Grid(_)
                | BlockKind::Annotated(_)
                | BlockKind::Progress(_)
                | BlockKind::ThematicBreak
                | BlockKind::Divider
                | BlockKind::Math(_)
                | BlockKind::Diagram(_)
                | BlockKind::PageBreak
                | BlockKind::Card(_)
                | BlockKind::Threats(_)
                | BlockKind::Unsupported { .. } => {
                    out.extend(block_lines(block).iter().map(|line| said(line)));
                }
            }
        }
    }
}
