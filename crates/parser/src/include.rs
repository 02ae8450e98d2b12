//! Files that a page names are put in their place: `{% include-markdown "…" %}` and `{% include "…" %}` of the plugin
//! `include-markdown`, and `{!…!}` of the extension `markdown_include`. In code too, as both do.

mod address;
mod tag;
mod variants;

use crate::context::Context;
use crate::plugins::{IncludeMarkdown, MarkdownInclude, Plugins};
use crate::repair;
use crate::report::Report;
use crate::text::{Edit, Line, Part, Texts, columns};
use crate::{Snippets, scan};
use pamphlet_source::{Code, SourceId, Span, limits};
use tag::IncludeTag;

/// The paths that a text may include, as written: what somebody has to read before the text is parsed.
#[must_use]
pub fn named(text: &str, plugins: &Plugins) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, end, tag)) = next_tag(text, at, plugins).filter(|_| found.len() < limits::INCLUDE_TAGS) {
        found.push(tag.path);
        at = end.max(start + 1);
    }
    if plugins.include_variants {
        let tags = text.lines().filter_map(variants::read).map(|variant| variant.path);
        found.extend(tags.take(limits::INCLUDE_TAGS));
    }
    found.retain(|path| !path.contains("://") && path.len() < limits::INCLUDE_TAG_BYTES);
    found.extend(crate::tables::named(text, plugins));
    found.extend(crate::macros::named(text, plugins));
    found
}

/// The next tag of a text from byte `from` on: where it begins and ends, and what it says.
fn next_tag(text: &str, from: usize, plugins: &Plugins) -> Option<(usize, usize, IncludeTag)> {
    let markdown = plugins.include_markdown.as_ref().and_then(|options| next_markdown(text, from, options));
    let braces = plugins.markdown_include.and_then(|options| next_braces(text, from, options));
    match (markdown, braces) {
        (Some(one), Some(other)) => Some(if one.0 <= other.0 { one } else { other }),
        (one, other) => one.or(other),
    }
}

fn next_markdown(text: &str, from: usize, options: &IncludeMarkdown) -> Option<(usize, usize, IncludeTag)> {
    let mut at = from;
    loop {
        let start = at + text.get(at..)?.find(&options.opening)?;
        let inner = start + options.opening.len();
        let word = text[inner..].trim_start_matches(['-', ' ', '\t', '\n', '\r']);
        if word.starts_with("include") {
            let longest = text.floor_char_boundary((inner + limits::INCLUDE_TAG_BYTES).min(text.len()));
            let end = text[inner..longest].find(&options.closing).map(|end| inner + end);
            if let Some((end, tag)) = end.and_then(|end| Some((end, tag::read(&text[inner..end], options)?))) {
                return Some((start, end + options.closing.len(), tag));
            }
        }
        at = inner;
    }
}

fn next_braces(text: &str, from: usize, options: MarkdownInclude) -> Option<(usize, usize, IncludeTag)> {
    let mut at = from;
    loop {
        let start = at + text.get(at..)?.find("{!")?;
        let rest = &text[start + 2..];
        let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
        if let Some((tag, length)) = tag::read_braces(line, options) {
            return Some((start, start + 2 + length, tag));
        }
        at = start + 2;
    }
}

/// What is going on while files are put in.
struct Expansion<'a> {
    texts: &'a mut Texts,
    plugins: &'a Plugins,
    snippets: &'a dyn Snippets,
    context: &'a Context<'a>,
    report: &'a mut Report,
    /// The files that include the line that is read.
    open: Vec<SourceId>,
    /// How many bytes may still be added.
    left: usize,
    /// How many tags may still be read.
    tags: usize,
    /// The level of the heading above the line that is read, 0 before the first.
    level: i32,
    /// How many tags may still be looked for over several lines, where none is.
    patience: usize,
    /// Paths of the files that were put in.
    included: &'a mut Vec<String>,
}

/// Puts files in the place of the tags that name them.
pub(crate) fn expand(
    texts: &mut Texts,
    lines: Vec<Line>,
    plugins: &Plugins,
    snippets: &dyn Snippets,
    context: &Context<'_>,
    report: &mut Report,
    included: &mut Vec<String>,
) -> Vec<Line> {
    if plugins.include_markdown.is_none() && plugins.markdown_include.is_none() && !plugins.include_variants {
        return lines;
    }
    let (source, _) = texts.locate(0);
    let mut expansion = Expansion {
        texts,
        plugins,
        snippets,
        context,
        report,
        open: vec![source],
        left: limits::SNIPPET_BYTES,
        tags: limits::INCLUDE_TAGS,
        level: 0,
        patience: limits::INCLUDE_TAGS,
        included,
    };
    let mut out = Vec::with_capacity(lines.len());
    expansion.lines(&lines, &mut out);
    out
}

impl Expansion<'_> {
    fn lines(&mut self, lines: &[Line], out: &mut Vec<Line>) {
        let opening = self.plugins.include_markdown.as_ref().map(|options| options.opening.clone());
        let inherits = self.plugins.markdown_include.is_some_and(|options| options.inherits_depth);
        let code = if inherits { scan::code_mask(self.texts.as_str(), lines) } else { Vec::new() };
        let mut at = 0;
        while at < lines.len() {
            let line = lines[at];
            let text = self.texts.text(line);
            if let Some(level) = heading_level(text).filter(|_| code.get(at) == Some(&false)) {
                self.level = level;
            }
            let variant = if self.plugins.include_variants { variants::read(text) } else { None };
            if let Some(variant) = variant.filter(|_| self.tags > 0) {
                self.tags -= 1;
                self.variant(line, &variant, out);
                at += 1;
                continue;
            }
            let may = opening.as_ref().is_some_and(|opening| text.contains(opening.as_str()))
                || self.plugins.markdown_include.is_some() && text.contains("{!");
            if !may {
                out.push(line);
                at += 1;
                continue;
            }
            // A tag may go over several lines: these are read as one.
            let (mut joined, mut last) = (text.to_owned(), at);
            while self.patience > 0
                && !self.is_closed(&joined)
                && last + 1 < lines.len()
                && joined.len() < limits::INCLUDE_TAG_BYTES
            {
                last += 1;
                joined.push('\n');
                joined.push_str(self.texts.text(lines[last]));
            }
            if self.tags == 0 || next_tag(&joined, 0, self.plugins).is_none() {
                self.patience = self.patience.saturating_sub(usize::from(last > at));
                out.push(line);
                at += 1;
                continue;
            }
            self.joined(&lines[at..=last], &joined, out);
            at = last + 1;
        }
    }

    /// Whether each tag that begins in a text ends in it.
    fn is_closed(&self, text: &str) -> bool {
        self.plugins.include_markdown.as_ref().is_none_or(|options| {
            text.rfind(&options.opening).is_none_or(|start| text[start..].contains(&options.closing))
        })
    }

    /// Lines that hold tags: what stands before and behind a tag joins the first and the last line of its file.
    fn joined(&mut self, lines: &[Line], text: &str, out: &mut Vec<Line>) {
        let mut starts = Vec::with_capacity(lines.len());
        let mut length = 0;
        for line in lines {
            starts.push(length);
            length += line.end - line.start + 1;
        }
        // The place in the buffer of a byte of the joined text.
        let place = |at: usize| {
            let index = starts.partition_point(|start| *start <= at).saturating_sub(1);
            (lines[index].start + (at - starts[index])).min(lines[index].end)
        };
        let mut open: Vec<Part> = Vec::new();
        let mut at = 0;
        while let Some((start, end, tag)) = next_tag(text, at, self.plugins).filter(|_| self.tags > 0) {
            self.tags -= 1;
            let before = Line { start: place(at), end: place(start) };
            let indent = self.texts.text(before).to_owned();
            let alone = open.is_empty() && indent.trim().is_empty() && before.start == lines[0].start;
            let span = Span::new(place(start), place(end.saturating_sub(1)) + 1);
            if let Some((mut body, ends)) = self.file(&tag, span) {
                if tag.options.keep_indent && indent.trim().is_empty() {
                    for line in body.iter_mut().skip(usize::from(!alone)).filter(|line| line.start < line.end) {
                        *line = self.texts.rewrite(*line, &[Edit::put(0, indent.clone())]);
                    }
                }
                if !alone && before.start < before.end {
                    open.push(Part::Copy(before));
                }
                let last = body.pop();
                for line in body {
                    open.push(Part::Copy(line));
                    out.push(self.texts.compose(&std::mem::take(&mut open)));
                }
                open.extend(last.map(Part::Copy));
                if ends {
                    out.push(self.texts.compose(&std::mem::take(&mut open)));
                }
            } else if before.start < before.end && !indent.trim().is_empty() {
                open.push(Part::Copy(before));
            }
            at = end;
        }
        let rest = Line { start: place(at), end: lines[lines.len() - 1].end };
        if at < text.len() && rest.start < rest.end {
            open.push(Part::Copy(rest));
        }
        if !open.is_empty() {
            out.push(self.texts.compose(&open));
        }
    }

    /// The lines of the files of a tag, and whether a line end follows them; none when there is nothing to put in.
    fn file(&mut self, tag: &IncludeTag, span: Span) -> Option<(Vec<Line>, bool)> {
        let from = self.texts.locate(span.start as usize).0;
        let left_out: Vec<SourceId> =
            tag.exclude.iter().flat_map(|path| self.snippets.included(from, path)).map(|(source, _)| source).collect();
        let found: Vec<(SourceId, String)> = self
            .snippets
            .included(from, &tag.path)
            .into_iter()
            .filter(|(source, _)| !left_out.contains(source))
            .map(|(source, text)| (source, text.to_owned()))
            .collect();
        if found.is_empty() {
            let help = if tag.path.contains("://") {
                "nothing is fetched: put the file beside the others of the site"
            } else {
                "add the file, or take the tag out"
            };
            let message =
                format!("the file `{}` that is included here cannot be found; its words are missing", tag.path);
            self.report.say(Code::MissingSnippet, span, message, help);
            return None;
        }
        let mut lines = Vec::new();
        let mut ends = false;
        for (source, text) in found {
            if self.open.contains(&source) || self.open.len() >= limits::SNIPPET_LEVELS {
                let message = format!("the file `{}` includes itself", tag.path);
                self.report.say(Code::RecursiveSnippet, span, message, "break the circle");
                continue;
            }
            let Some(left) = self.left.checked_sub(text.len() + 1) else {
                let message = "included files make this page too long: the rest is left out";
                self.report.say(Code::LimitReached, span, message, "include less");
                continue;
            };
            self.left = left;
            self.included.extend(self.snippets.path(source).map(str::to_owned));
            lines.extend(self.part(tag, source, &text, span));
            ends = tag.options.trailing && text.ends_with('\n');
        }
        Some((lines, ends))
    }

    /// The lines of one file as they are put in.
    fn part(&mut self, tag: &IncludeTag, source: SourceId, text: &str, span: Span) -> Vec<Line> {
        let lines = self.texts.add(source, text, Some(span.start as usize));
        let base = self.texts.as_str().len() - text.len();
        let (start, end) = self.wanted(tag, text, span);
        let mut lines: Vec<Line> = lines
            .into_iter()
            .filter(|line| line.start <= base + end && line.end >= base + start)
            .map(|line| Line { start: line.start.max(base + start), end: line.end.min(base + end) })
            .map(|line| Line { end: line.end.max(line.start), ..line })
            .collect();
        if start > 0 && lines.first().is_some_and(|first| first.start == first.end) {
            lines.remove(0);
        }
        if !tag.lines.is_empty() {
            let ranges = tag.lines.iter().flat_map(|&(first, last)| {
                let last = last.min(lines.len());
                lines.get(first.saturating_sub(1).min(last)..last).unwrap_or_default()
            });
            lines = ranges.copied().take(limits::SNIPPET_BYTES).collect();
        }
        // What is no Markdown has no marks that a tool could have damaged.
        if is_text(&tag.path) {
            lines = repair::file(self.context, self.texts, (base, text.len()), lines, self.report);
        }
        if tag.options.dedent {
            let indent = |line: &Line| columns(self.texts.text(*line));
            let least = lines.iter().filter(|line| !line.is_blank(self.texts.as_str())).map(indent).min().unwrap_or(0);
            lines = lines.into_iter().map(|line| line.dedent(self.texts.as_str(), least)).collect();
        }
        let offset = tag.options.heading_offset + if tag.options.inherits_depth { self.level } else { 0 };
        if offset != 0 {
            self.lower(&mut lines, offset);
        }
        let page = self.open[0];
        if let (true, Some(from), Some(to)) =
            (tag.options.rewrite, self.snippets.path(source), self.snippets.path(page))
        {
            address::rewrite(self.texts, &mut lines, from, to);
        }
        if !tag.options.recursive {
            return lines;
        }
        self.open.push(source);
        let mut out = Vec::with_capacity(lines.len());
        self.lines(&lines, &mut out);
        self.open.pop();
        out
    }

    /// The bytes of a file between the marks that a tag names, without front matter.
    fn wanted(&mut self, tag: &IncludeTag, text: &str, span: Span) -> (usize, usize) {
        let mut start =
            if tag.markdown { crate::front_matter::read(SourceId::default(), text, false, None).body } else { 0 };
        let mut end = text.len();
        for (mark, is_start) in [(&tag.options.start, true), (&tag.options.end, false)] {
            let Some(mark) = mark.as_ref().filter(|mark| !mark.is_empty()) else { continue };
            match text[start..end].find(mark.as_str()) {
                Some(at) if is_start => start += at + mark.len(),
                Some(at) => end = start + at,
                None => {
                    let message = format!(
                        "the file `{}` has no `{}` at which its part {}",
                        tag.path,
                        mark.trim(),
                        if is_start { "begins" } else { "ends" }
                    );
                    self.report.say(
                        Code::MissingSnippet,
                        span,
                        message,
                        "correct the mark; more than the part is shown until then",
                    );
                }
            }
        }
        (start, end)
    }

    /// Makes headings lower by some levels, or higher.
    fn lower(&mut self, lines: &mut [Line], offset: i32) {
        let mask = scan::code_mask(self.texts.as_str(), lines);
        for (line, is_code) in lines.iter_mut().zip(mask) {
            let text = self.texts.text(*line);
            let Some(level) = heading_level(text).filter(|_| !is_code) else { continue };
            let signs = |level: i32| usize::try_from(level).unwrap_or(1);
            let put = "#".repeat(signs((level + offset).clamp(1, 6)));
            *line = self.texts.rewrite(*line, &[Edit { at: 0, cut: signs(level), put: put.into() }]);
        }
    }
}

/// Whether a file could hold Markdown, by its name.
pub(crate) fn is_text(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_none_or(|ending| matches!(ending.as_str(), "md" | "markdown" | "mkd" | "txt" | "inc" | "snippet" | "tpl"))
}

/// The level of a heading that begins with `#`.
fn heading_level(line: &str) -> Option<i32> {
    let level = line.bytes().take_while(|&byte| byte == b'#').count();
    let is_heading = (1..=6).contains(&level) && line[level..].starts_with([' ', '\t']);
    is_heading.then(|| i32::try_from(level).ok())?
}

#[cfg(test)]
#[path = "include/tests.rs"]
mod tests;
