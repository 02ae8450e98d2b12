//! HTML, lifted into typed nodes: nothing that is HTML reaches an exporter.

pub(crate) mod drawing;
pub(crate) mod element;
pub(crate) mod index;
pub(crate) mod line;
pub(crate) mod raw;
pub(crate) mod table;
pub(crate) mod tag;
pub(crate) mod tree;

use crate::page::PageParser;
use crate::region::Region;
use crate::text::Line;
use pamphlet_source::{Code, Span, limits};

/// How the text of an element is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// As Markdown blocks.
    Blocks,
    /// As a line of Markdown.
    Line,
    /// As HTML.
    Html,
}

impl PageParser<'_> {
    /// An HTML element, comment or stray end tag, if the line begins with one that stands on lines of its own.
    pub(crate) fn html(&mut self, region: &mut Region, line: Line) -> bool {
        let text = self.text(line);
        if text.starts_with("<!--") {
            return self.comment(region, line);
        }
        if text.starts_with("<?") || text.starts_with("<!") {
            return false;
        }
        let Some((name, closes)) = tag::name_at(text) else { return false };
        let name = name.to_ascii_lowercase();
        // A formula may stand in a line that goes on, and over many lines.
        if (name == "math" || name == "svg") && self.math_in_line(region, line, closes) {
            return false;
        }
        if closes {
            return self.stray_end(region, line, &name);
        }
        if !tag::is_block(&name) && !self.wraps_blocks(region, line, &name) {
            return false;
        }
        // A tag may run over lines, but only over lines that follow each other in the file.
        let mut within = region.lines[region.at..].iter().take(limits::TAG_LINES);
        let reach = within.next_back().map_or(line.end, |last| last.end).max(line.end);
        let Some(tag) = tag::parse(&self.source[line.start..reach]) else { return false };
        let open_end = line.start + tag.length;
        let Some(first) = region.lines[region.at..].iter().position(|l| l.start <= open_end && open_end <= l.end)
        else {
            return false;
        };
        let first = region.at + first;
        let rest = Line { start: open_end, end: region.lines[first].end };
        self.flush(region);
        if tag::is_void(&tag.name) || tag.empty {
            let span = Span::new(line.start, open_end);
            let blocks = self.element(&tag, span, Mode::Html, Vec::new());
            region.out.extend(blocks);
            self.resume(region, first, rest);
            return true;
        }
        let mode = self.mode(&tag);
        let close = self.tags.close_of(line.start).and_then(|close| {
            let last = self.line_with(&region.lines, first, close.0)?;
            Some((close, last))
        });
        let Some(((close_start, close_end), last)) = close else {
            self.unclosed(region, line, &tag, mode, first, rest);
            return true;
        };
        let mut lines = vec![rest];
        if last > first {
            lines.extend_from_slice(&region.lines[first + 1..=last]);
        }
        if let Some(line) = lines.last_mut() {
            line.end = close_start.max(line.start);
        }
        let span = Span::new(line.start, close_end);
        let blocks = self.element(&tag, span, mode, lines);
        region.out.extend(blocks);
        let tail = Line { start: close_end.min(region.lines[last].end), end: region.lines[last].end };
        self.resume(region, last, tail);
        true
    }

    /// Whether `<math>` or its end tag at the start of a line is part of a paragraph.
    fn math_in_line(&self, region: &Region, line: Line, closes: bool) -> bool {
        let inside = region.plain.last().is_some_and(|&last| !self.is_blank(last));
        if inside || closes {
            return inside;
        }
        self.tags.close_of(line.start).is_none_or(|(_, end)| {
            let rest = &self.source[end..];
            !rest[..rest.find('\n').unwrap_or(rest.len())].trim().is_empty()
        })
    }

    /// Goes on behind an element, with what is left of its last line.
    fn resume(&self, region: &mut Region, at: usize, tail: Line) {
        if self.is_blank(tail) {
            region.at = at + 1;
        } else {
            region.lines[at] = tail.trimmed(self.source);
            region.at = at;
        }
    }

    /// The line that holds a byte of the buffer.
    fn line_with(&mut self, lines: &[Line], from: usize, byte: usize) -> Option<usize> {
        for (at, line) in lines.iter().enumerate().skip(from) {
            if line.start <= byte && byte < line.end {
                return Some(at);
            }
        }
        self.patience = self.patience.saturating_sub(lines.len() - from);
        if self.patience == 0 {
            self.tags = index::Index::default();
        }
        None
    }

    /// An element with no end tag: with `markdown`, all that follows is its text; else only its tag goes.
    fn unclosed(&mut self, region: &mut Region, line: Line, tag: &tag::HtmlTag, mode: Mode, first: usize, rest: Line) {
        let span = Span::new(line.start, line.start + tag.length);
        self.report.say(
            Code::UnbalancedHtml,
            span,
            format!("`<{}>` is not closed here", tag.name),
            "close it with an end tag in the same container",
        );
        if mode == Mode::Html {
            let attrs = self.element(tag, span, mode, Vec::new());
            let keeps = matches!(tag.name.as_str(), "iframe" | "video" | "object");
            if keeps {
                region.out.extend(attrs);
            }
            self.resume(region, first, rest);
            return;
        }
        let mut lines = vec![rest];
        lines.extend_from_slice(&region.lines[first + 1..]);
        let end = lines.last().map_or(rest.end, |line| line.end);
        let blocks = self.element(tag, Span::new(line.start, end), mode, lines);
        region.out.extend(blocks);
        region.at = region.lines.len();
    }

    /// Whether an element that belongs into a line is wrapped around blocks: it stands on a line of its own.
    fn wraps_blocks(&self, region: &Region, line: Line, name: &str) -> bool {
        if name != "a" {
            return false;
        }
        let Some(tag) = tag::parse(self.text(line)) else { return false };
        let rest = self.text(line.from(tag.length)).trim();
        let blocks = |text: &str| {
            tag::name_at(text).is_some_and(|(name, closes)| !closes && tag::is_block(&name.to_ascii_lowercase()))
        };
        let next = region.lines.get(region.at + 1).map(|&next| self.text(next).trim()).unwrap_or_default();
        self.tags.close_of(line.start).is_some() && (blocks(rest) || rest.is_empty() && blocks(next))
    }

    /// How the text of an element is read, as `md_in_html` says.
    fn mode(&self, tag: &tag::HtmlTag) -> Mode {
        if tag::is_raw_text(&tag.name)
            || matches!(tag.name.as_str(), "math" | "svg" | "pre")
            || !self.dialect.markdown_in_html
        {
            return Mode::Html;
        }
        match tag.markdown.as_deref() {
            _ if tag.name == "a" => Mode::Blocks,
            None | Some("0") => Mode::Html,
            Some("block") => Mode::Blocks,
            // Its caption is no part of the line that its picture stands in.
            Some("span") if tag.name == "figure" => Mode::Blocks,
            Some("span") => Mode::Line,
            Some(_) if tag::is_span(&tag.name) => Mode::Line,
            Some(_) => Mode::Blocks,
        }
    }

    /// Drops a comment.
    fn comment(&mut self, region: &mut Region, line: Line) -> bool {
        if self.patience == 0 {
            return false;
        }
        let mut last = None;
        for (at, other) in region.lines.iter().enumerate().skip(region.at) {
            let other = if at == region.at { line } else { *other };
            if let Some(end) = self.text(other).find("-->") {
                last = Some((at, other.from(end + 3)));
                break;
            }
        }
        let Some((last, tail)) = last else {
            self.patience = self.patience.saturating_sub(region.lines.len() - region.at);
            return false;
        };
        if self.is_term(region, last + 1) {
            // The definition below needs a term; a comment on its line is one to Python-Markdown.
            region.plain.push(Line { start: line.start, end: tail.start });
            self.resume(region, last, tail);
            return true;
        }
        self.flush(region);
        self.resume(region, last, tail);
        true
    }

    /// Whether the next line with something on it is a definition.
    fn is_term(&self, region: &Region, from: usize) -> bool {
        region.lines[from.min(region.lines.len())..]
            .iter()
            .find(|&&line| !self.is_blank(line))
            .is_some_and(|&line| self.dialect.definitions && self.text(line.trimmed(self.source)).starts_with(":  "))
    }

    /// Drops an end tag that closes nothing.
    fn stray_end(&mut self, region: &mut Region, line: Line, name: &str) -> bool {
        if !tag::is_block(name) && name != "a" {
            return false;
        }
        // The link may have begun on a line above, in the same paragraph.
        if name == "a" && region.plain.last().is_some_and(|&last| !self.is_blank(last)) {
            return false;
        }
        let text = self.text(line);
        let Some(end) = text.find('>') else { return false };
        self.flush(region);
        self.report.say(
            Code::UnbalancedHtml,
            Span::new(line.start, line.start + end + 1),
            format!("`</{name}>` closes nothing here"),
            "take it out, or open the element before it in the same container",
        );
        self.resume(region, region.at, line.from(end + 1));
        true
    }
}
