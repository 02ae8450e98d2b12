//! Snippets: a line `--8<-- "path"` is replaced by the lines of a file, as PyMdown does it: before anything else is
//! read, and in code too.

use crate::Snippets;
use crate::context::Context;
use crate::repair;
use crate::report::Report;
use crate::text::{Edit, Line, Texts};
use pamphlet_source::{Code, SourceId, limits};

/// What is going on while snippets are expanded.
struct Expansion<'a> {
    texts: &'a mut Texts,
    snippets: &'a dyn Snippets,
    context: &'a Context<'a>,
    report: &'a mut Report,
    /// The files that include the line that is read.
    open: Vec<SourceId>,
    /// How many bytes may still be added.
    left: usize,
    /// Paths as written on the page itself.
    included: &'a mut Vec<String>,
    /// Whether parts of files lose the indentation that all their lines have.
    dedent: bool,
}

/// Replaces the snippet markers in `lines` by the lines of their files.
pub(crate) fn expand(
    texts: &mut Texts,
    lines: Vec<Line>,
    snippets: &dyn Snippets,
    context: &Context<'_>,
    report: &mut Report,
    included: &mut Vec<String>,
) -> Vec<Line> {
    let (source, _) = texts.locate(0);
    expand_within(source, texts, lines, snippets, context, report, included)
}

/// The same for lines of the file `source`.
pub(crate) fn expand_within(
    source: SourceId,
    texts: &mut Texts,
    lines: Vec<Line>,
    snippets: &dyn Snippets,
    context: &Context<'_>,
    report: &mut Report,
    included: &mut Vec<String>,
) -> Vec<Line> {
    if memchr::memmem::find(texts.as_str().as_bytes(), b"-8<-").is_none() {
        return lines;
    }
    let (open, left, dedent) = (vec![source], limits::SNIPPET_BYTES, context.dedent_sections);
    let mut expansion = Expansion { texts, snippets, context, report, open, left, included, dedent };
    let mut out = Vec::with_capacity(lines.len());
    expansion.lines(&lines, &mut out);
    out
}

impl Expansion<'_> {
    fn lines(&mut self, lines: &[Line], out: &mut Vec<Line>) {
        let mut at = 0;
        while at < lines.len() {
            let line = lines[at];
            let text = self.texts.text(line);
            let body = text.trim_start_matches([' ', '\t']);
            let lead = text.len() - body.len();
            if body.strip_prefix(';').is_some_and(|rest| marker(rest).is_some()) {
                out.push(self.texts.rewrite(line, &[Edit::cut(lead, 1)]));
                at += 1;
                continue;
            }
            let Some(rest) = marker(body) else {
                out.push(line);
                at += 1;
                continue;
            };
            let indent = text[..lead].to_owned();
            if rest.trim().is_empty() {
                // The block form: a path a line, up to the next marker.
                let end = lines[at + 1..]
                    .iter()
                    .take(256)
                    .position(|&line| marker(self.texts.text(line).trim()).is_some_and(|rest| rest.trim().is_empty()));
                let Some(end) = end.map(|end| at + 1 + end) else {
                    out.push(line);
                    at += 1;
                    continue;
                };
                for &line in &lines[at + 1..end] {
                    let path = self.texts.text(line).trim().to_owned();
                    if path.is_empty() {
                        // It parts the paragraphs of two files.
                        out.push(line);
                    } else if !path.starts_with(';') {
                        self.include(line, &path, &indent, out);
                    }
                }
                at = end + 1;
                continue;
            }
            let quoted = rest.trim();
            let path = ['"', '\'']
                .into_iter()
                .find_map(|quote| quoted.strip_prefix(quote)?.strip_suffix(quote).filter(|path| !path.contains(quote)));
            match path.map(str::to_owned) {
                Some(path) => self.include(line, &path, &indent, out),
                None => out.push(line),
            }
            at += 1;
        }
    }

    fn include(&mut self, line: Line, path: &str, indent: &str, out: &mut Vec<Line>) {
        let path = path.trim();
        let (file, part) = split(path);
        let (page, _) = self.texts.locate(0);
        let found = self.snippets.find_for(page, file).or_else(|| self.snippets.find_for(page, path));
        if self.open.len() == 1 {
            // What lies beside its page is known by where it lies.
            let place = found.and_then(|(source, _)| self.snippets.path(source));
            let is_beside = place.is_some() && self.snippets.find(file).map(|(id, _)| id) != found.map(|(id, _)| id);
            self.included.push(place.filter(|_| is_beside).unwrap_or(path).to_owned());
        }
        let Some((source, text)) = found else {
            let help = if path.starts_with("http:") || path.starts_with("https:") {
                "nothing is fetched: put the file beside the site's other snippets"
            } else {
                "add the file, or take the line out"
            };
            // Nobody reads a marker: only a page that is wanted as it was written shows it.
            let original = self.texts.text(line).trim().to_owned();
            let message = format!("the snippet `{path}` cannot be found");
            self.report.repair(Code::MissingSnippet, line.span(), message, help, &original);
            if !self.context.repair {
                out.push(line);
            }
            return;
        };
        if self.open.contains(&source) || self.open.len() >= limits::SNIPPET_LEVELS {
            let message = format!("the snippet `{path}` includes itself");
            self.report.say(Code::RecursiveSnippet, line.span(), message, "break the circle");
            out.push(line);
            return;
        }
        let Some(left) = self.left.checked_sub(text.len() + 1) else {
            self.too_long(line, out);
            return;
        };
        self.left = left;
        let all = self.texts.add(source, text, Some(line.start));
        let whole = (self.texts.as_str().len() - text.len(), text.len());
        // What is no Markdown has no marks that a tool could have damaged.
        let all = if crate::include::is_text(file) {
            repair::file(self.context, self.texts, whole, all, self.report)
        } else {
            all
        };
        let mut chosen = select(self.texts, &all, part, self.left);
        if let Some(wanted) = part.filter(|_| chosen.is_none()) {
            let message = format!("the snippet `{file}` has no part `{wanted}`");
            self.report.say(Code::MissingSnippet, line.span(), message, "name a section that the file has");
        }
        let mut chosen = chosen.take().unwrap_or_default();
        if self.dedent && part.is_some() {
            let source = self.texts.as_str();
            let common =
                chosen.iter().filter(|line| !line.is_blank(source)).map(|line| line.indent(source)).min().unwrap_or(0);
            for line in &mut chosen {
                *line = line.dedent(source, common);
            }
        }
        // A part can name lines many times, and each line gets the indentation of the marker.
        let taken: usize = chosen.iter().map(|line| line.end - line.start + 1 + indent.len()).sum();
        let Some(left) = self.left.checked_sub(taken.saturating_sub(text.len() + 1)) else {
            self.too_long(line, out);
            return;
        };
        self.left = left;
        if !indent.is_empty() {
            for line in &mut chosen {
                *line = self.texts.rewrite(*line, &[Edit::put(0, indent.to_owned())]);
            }
        }
        self.open.push(source);
        self.lines(&chosen, out);
        self.open.pop();
    }

    fn too_long(&mut self, line: Line, out: &mut Vec<Line>) {
        let message = "snippets make this page too long: the rest is left out";
        self.report.say(Code::LimitReached, line.span(), message, "include less");
        out.push(line);
    }
}

/// What follows a marker (`--8<--`, two hyphens or more a side) at the start of a line.
fn marker(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches('-');
    let inner = rest.strip_prefix("8<")?;
    let after = inner.trim_start_matches('-');
    let (before, behind) = (text.len() - rest.len(), inner.len() - after.len());
    (before > 0 && behind > 0 && (after.is_empty() || after.starts_with([' ', '\t']))).then_some(after)
}

/// A path and the part of the file that is wanted: a section, or ranges of lines.
fn split(path: &str) -> (&str, Option<&str>) {
    let from = path.find("://").map_or(0, |at| at + 3);
    match path[from..].find(':') {
        Some(at) => (&path[..from + at], Some(&path[from + at + 1..])),
        None => (path, None),
    }
}

/// The lines of a part, without the marks of sections; where they are more than `most`, no more than shows it.
fn select(texts: &Texts, lines: &[Line], part: Option<&str>, most: usize) -> Option<Vec<Line>> {
    let mark = |line: &Line| section_mark(texts.text(*line));
    let shown = |lines: &[Line]| lines.iter().copied().filter(|line| mark(line).is_none()).collect::<Vec<_>>();
    let Some(part) = part.filter(|part| !part.is_empty()) else { return Some(shown(lines)) };
    if part.starts_with(|c: char| c.is_ascii_digit() || c == ':' || c == '-') {
        let mut out = Vec::new();
        for range in part.split(',') {
            let (first, last) = range.split_once(':').unwrap_or((range, ""));
            let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
            // From the end the empty line counts that stands behind the last line end.
            let ended = lines.last().is_some_and(|last| texts.as_str()[last.end..].starts_with(['\n', '\r']));
            let number = |text: &str, otherwise: i64| match text.trim().parse::<i64>() {
                Ok(number) if number < 0 => (count + i64::from(ended) + number + 1).clamp(0, count),
                Ok(number) => number.clamp(0, count),
                Err(_) => otherwise,
            };
            let (first, last) = (number(first, 1).max(1), number(last, count));
            if first <= last {
                let at = |number: i64| usize::try_from(number).unwrap_or(0);
                out.extend(shown(&lines[at(first - 1)..at(last)]));
            }
            if out.len() > most {
                break;
            }
        }
        return Some(out);
    }
    let mut inside = false;
    let mut found = false;
    let mut out = Vec::new();
    for line in lines {
        match mark(line) {
            Some((true, name)) if name == part => (inside, found) = (true, true),
            Some((false, name)) if name == part => inside = false,
            None if inside => out.push(*line),
            Some(_) | None => {}
        }
    }
    found.then_some(out)
}

/// `# --8<-- [start:name]`: whether a section begins or ends, and its name.
fn section_mark(text: &str) -> Option<(bool, &str)> {
    let at = text.find("8<")?;
    let rest = text[at + 2..].trim_start_matches('-').trim_start().strip_prefix('[')?;
    let (kind, rest) = rest.split_once(':')?;
    let (name, _) = rest.split_once(']')?;
    match kind.trim() {
        "start" => Some((true, name.trim())),
        "end" => Some((false, name.trim())),
        _ => None,
    }
}
