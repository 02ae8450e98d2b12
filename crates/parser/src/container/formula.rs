//! Formulas on lines of their own: `$$ … $$`, `\[ … \]`, `\begin{…} … \end{…}`.

use crate::page::{PageParser, block};
use crate::region::Region;
use crate::text::Line;
use pamphlet_document::{BlockKind, Math, MathNotation};

impl PageParser<'_> {
    /// A formula, if the whole paragraph that begins here is one.
    pub(crate) fn formula(&mut self, region: &mut Region, line: Line) -> bool {
        let head = self.text(line);
        let signs = self.dialect.math;
        let environment = head.strip_prefix("\\begin{").and_then(|rest| rest.split_once('}')).map(|(name, _)| name);
        let (open, close) = match environment {
            Some(name) if signs.environments => (String::new(), format!("\\end{{{name}}}")),
            None if signs.dollars && head.starts_with("$$") => ("$$".to_owned(), "$$".to_owned()),
            None if signs.square && head.starts_with("\\[") => ("\\[".to_owned(), "\\]".to_owned()),
            _ => return false,
        };
        if region.plain.last().is_some_and(|&line| !self.is_blank(line)) {
            return false;
        }
        let lines = &region.lines[region.at..];
        let count = lines.iter().position(|&line| self.is_blank(line)).unwrap_or(lines.len());
        let text = lines[..count].iter().map(|&line| self.text(line).trim()).collect::<Vec<_>>().join("\n");
        let Some(inner) = text.strip_prefix(open.as_str()).and_then(|text| text.strip_suffix(close.as_str())) else {
            return false;
        };
        if inner.contains(close.as_str()) || inner.trim().is_empty() {
            return false;
        }
        let source = if environment.is_some() { text.clone() } else { inner.trim().to_owned() };
        let span = line.span().join(lines[count - 1].span());
        self.flush(region);
        region.out.push(block(span, BlockKind::Math(Math { notation: MathNotation::Tex, source })));
        region.at += count;
        true
    }
}
