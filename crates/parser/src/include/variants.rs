//! `{* file.py ln[1:3,5] hl[2] title["Name"] *}` of the extension `markdown_include_variants`: code of a file, lines of it, and
//! which of them stand out.

use super::Expansion;
use crate::text::{Line, Part};
use pamphlet_source::Span;
use pamphlet_source::limits::INCLUDE_TAG_BYTES;
use std::fmt::Write as _;

/// An inclusion of code.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Variant {
    /// The file, as written.
    pub(super) path: String,
    /// Ranges of lines that are wanted, in order; all when there are none.
    lines: Vec<(usize, usize)>,
    /// Those that stand out.
    marked: Vec<(usize, usize)>,
    title: Option<String>,
}

/// Reads a line that is such an inclusion.
pub(super) fn read(line: &str) -> Option<Variant> {
    let inner = line.strip_prefix("{*")?.trim_end().strip_suffix("*}")?.trim();
    let (path, rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    if path.is_empty() || line.len() > INCLUDE_TAG_BYTES {
        return None;
    }
    let mut found = Variant { path: path.to_owned(), lines: Vec::new(), marked: Vec::new(), title: None };
    for (name, value) in rest.split(']').filter_map(|option| option.trim().split_once('[')) {
        match name {
            "ln" => found.lines.extend(ranges(value)),
            "hl" => found.marked.extend(ranges(value)),
            "title" => found.title = Some(value.trim_matches('"').to_owned()),
            _ => {}
        }
    }
    // `ln[0]` is all of it.
    found.lines.retain(|(_, last)| *last > 0);
    found.lines.sort_unstable();
    Some(found)
}

/// `1:3,5`.
fn ranges(value: &str) -> Vec<(usize, usize)> {
    let number = |text: &str| text.trim().parse().ok();
    let range = |part: &str| {
        let (first, last) = part.split_once(':').unwrap_or((part, part));
        Some((number(first)?, number(last)?))
    };
    value.split(',').filter_map(range).collect()
}

/// Lines as `hl_lines` has them.
fn shown(lines: &[(usize, usize)]) -> String {
    let range = |(first, last): &(usize, usize)| {
        if first == last { first.to_string() } else { format!("{first}-{last}") }
    };
    lines.iter().map(range).collect::<Vec<_>>().join(" ")
}

impl Expansion<'_> {
    /// Puts code in the place of its tag, and says between the parts of it that others were left out, as the website does.
    pub(super) fn variant(&mut self, line: Line, variant: &Variant, out: &mut Vec<Line>) {
        let from = self.texts.locate(line.start).0;
        let of_file = self.snippets.included(from, &variant.path).into_iter().next();
        let count = of_file.map_or(0, |(_, text)| text.lines().count());
        let groups = if variant.lines.is_empty() { vec![(1, usize::MAX)] } else { variant.lines.clone() };
        let mut code = Vec::new();
        let mut marked: Vec<(usize, usize)> = Vec::new();
        let span = Span::new(line.start, line.end);
        for (number, &(first, last)) in groups.iter().enumerate() {
            if number == 0 && first > 1 {
                code.extend([self.said(line, "# Code above omitted 👆"), self.said(line, "")]);
            } else if number > 0 {
                let words = ["", "# Code here omitted 👈", ""];
                code.extend(words.map(|words| self.said(line, words)));
            }
            let before = code.len();
            let tag = super::tag::plain(&variant.path, (first, last));
            let Some((lines, _)) = self.file(&tag, span) else {
                // Its name is better than signs.
                let name = self.said(line, &format!("`{}`", variant.path));
                out.push(name);
                return;
            };
            code.extend(lines);
            let inside = variant.marked.iter().filter(|own| own.0 >= first && own.1 <= last);
            marked.extend(inside.map(|own| (own.0 - first + before + 1, own.1 - first + before + 1)));
        }
        if groups.last().is_some_and(|(_, last)| *last < count) {
            code.extend([self.said(line, ""), self.said(line, "# Code below omitted 👇")]);
        }
        while code.last().is_some_and(|last: &Line| last.is_blank(self.texts.as_str())) {
            code.pop();
        }
        let mut fence = "````python".to_owned();
        if !marked.is_empty() {
            let _ = write!(fence, " hl_lines=\"{}\"", shown(&marked));
        }
        if let Some(title) = &variant.title {
            let _ = write!(fence, " title=\"{title}\"");
        }
        let (begin, end) = (self.said(line, &fence), self.said(line, "````"));
        out.push(begin);
        out.append(&mut code);
        out.push(end);
    }

    /// A line that stands in no file.
    fn said(&mut self, line: Line, words: &str) -> Line {
        self.texts.compose(&[Part::Put { at: line.start, text: words.to_owned() }])
    }
}
