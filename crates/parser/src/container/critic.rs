//! Critic marks round blocks: `{++`, blocks, `++}`.

use crate::dialect::Critic;
use crate::html::element::styled;
use crate::page::{PageParser, block, inline};
use crate::region::Region;
use crate::text::Line;
use pamphlet_document::{BlockKind, Emphasis, InlineKind};

/// The mark that ends what a mark begins.
pub(crate) fn closer(opener: &str) -> Option<&'static str> {
    Some(match opener {
        "{++" => "++}",
        "{--" => "--}",
        "{==" => "==}",
        "{>>" => "<<}",
        _ => return None,
    })
}

impl PageParser<'_> {
    /// Blocks between critic marks, if the line begins with one whose end stands beyond a blank line, or alone on a line.
    pub(crate) fn critic_blocks(&mut self, region: &mut Region, line: Line) -> bool {
        let text = self.text(line);
        let Some(close) = text.get(..3).and_then(closer) else { return false };
        let alone = text[3..].trim().is_empty();
        if self.patience == 0 || !alone && text[3..].contains(close) {
            return false;
        }
        let mut parted = alone;
        let found = region.lines.iter().enumerate().skip(region.at + 1).find_map(|(at, &line)| {
            parted |= self.is_blank(line);
            let end = self.text(line).trim_end();
            end.ends_with(close).then(|| (at, end.len() - close.len()))
        });
        let Some((last, end)) = found else {
            self.patience = self.patience.saturating_sub(region.lines.len() - region.at);
            return false;
        };
        if !parted {
            return false;
        }
        self.flush(region);
        let mut lines = region.lines[region.at..=last].to_vec();
        lines[0] = line.from(3).trimmed(self.source);
        let count = lines.len();
        lines[count - 1].end = lines[count - 1].start + end;
        let span = line.span().join(region.lines[last].span());
        region.at = last + 1;
        let shown = matches!(
            (close, self.dialect.critic),
            (_, Critic::View | Critic::Off) | ("++}", Critic::Accept) | ("--}", Critic::Reject) | ("==}", _)
        );
        if !shown {
            return true;
        }
        if close == "<<}" {
            let words: Vec<&str> = lines.iter().flat_map(|&line| self.text(line).split_whitespace()).collect();
            let content = vec![inline(span, InlineKind::Comment { text: words.join(" ") })];
            region.out.push(block(span, BlockKind::Paragraph { content }));
            return true;
        }
        let blocks = self.region(lines);
        let style = match close {
            "++}" => Emphasis::Inserted,
            "--}" => Emphasis::Deleted,
            _ => Emphasis::Marked,
        };
        let is_styled = self.dialect.critic == Critic::View;
        region.out.extend(if is_styled { styled(style, blocks) } else { blocks });
        true
    }
}
