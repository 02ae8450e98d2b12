//! `{{ read_csv("file.csv") }}` of the plugin `table-reader`: the table of a file of the site is put in the place of the
//! tag, in code too, as the plugin does. Cells are shown as the file has them; what pandas makes of numbers and of what
//! is missing is not copied.

mod arguments;
mod rows;

use crate::plugins::{Macros, Tables};
use crate::report::Report;
use crate::text::{Line, Part, Texts};
use crate::{Plugins, Snippets};
use arguments::Arguments;
use pamphlet_source::{Code, Diagnostic, SourceId, Span, limits};
use rows::Rows;

/// A tag that a table stands for.
struct TableTag {
    /// Its bytes in the line.
    start: usize,
    end: usize,
    reader: Reader,
    /// The name of the reader, as written.
    name: String,
    /// What it is given.
    arguments: Arguments,
}

/// What files are read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// Values with a sign between them; a comma unless the tag says otherwise.
    Csv,
    /// The same with tabulators.
    Table,
    /// YAML, or JSON.
    Data,
    /// Markdown, or anything.
    Raw,
    /// What needs Python.
    Unread,
}

impl Reader {
    fn of(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "read_csv" => Self::Csv,
            "read_table" => Self::Table,
            "read_yaml" | "read_json" => Self::Data,
            "read_raw" => Self::Raw,
            "read_fwf" | "read_excel" | "read_feather" | "read_parquet" | "read_orc" | "read_html" | "read_xml"
            | "read_hdf" | "read_sas" | "read_spss" | "read_stata" => Self::Unread,
            _ => return None,
        })
    }
}

/// The files that a text may show tables of: what somebody has to read before the text is parsed.
pub(crate) fn named(text: &str, plugins: &Plugins) -> Vec<String> {
    let Some(tables) = plugins.tables.as_ref().filter(|_| text.contains("{{")) else { return Vec::new() };
    let mut found = Vec::new();
    for line in text.lines() {
        let mut at = 0;
        while let Some(tag) = next_tag(line, at).filter(|_| found.len() < limits::INCLUDE_TAGS) {
            at = tag.end;
            if let Some(file) = tag.arguments.file().filter(|_| tag.reader != Reader::Unread) {
                found.extend(paths(tables, &file));
            }
        }
    }
    found
}

/// Where the file of a tag may lie: in the folder of data, of the configuration or of the pages, or beside the page.
fn paths(tables: &Tables, file: &str) -> [String; 2] {
    let folder = tables.folder.trim_matches('/').trim_start_matches("./");
    let data = if matches!(folder, "" | ".") { file.to_owned() } else { format!("{folder}/{file}") };
    [data, format!("./{}", file.trim_start_matches("./"))]
}

/// The next tag of a line from byte `from` on.
fn next_tag(line: &str, from: usize) -> Option<TableTag> {
    let mut at = from;
    loop {
        let start = at + line.get(at..)?.find("{{")?;
        let inner = line[start + 2..].trim_start();
        let begins = line.len() - inner.len();
        at = start + 2;
        let Some((name, _)) = inner.split_once('(') else { continue };
        let Some(reader) = Reader::of(name.trim_end()) else { continue };
        let open = begins + name.len() + 1;
        let Some(length) = arguments::end(&line[open..]) else { continue };
        let rest = line[open + length + 1..].trim_start();
        if let Some(after) = rest.strip_prefix("}}") {
            let arguments = Arguments::read(&line[open..open + length]);
            return Some(TableTag {
                start,
                end: line.len() - after.len(),
                reader,
                name: name.trim_end().to_owned(),
                arguments,
            });
        }
    }
}

/// Puts tables in the place of the tags that name their files.
pub(crate) fn expand(
    texts: &mut Texts,
    lines: Vec<Line>,
    plugins: &Plugins,
    snippets: &dyn Snippets,
    report: &mut Report,
    included: &mut Vec<String>,
) -> Vec<Line> {
    let Some(tables) = &plugins.tables else { return lines };
    let mut work = Work {
        texts,
        tables,
        macros: plugins.macros.as_ref(),
        snippets,
        report,
        included,
        left: limits::SNIPPET_BYTES,
    };
    let mut out = Vec::with_capacity(lines.len());
    // With macros, its readers are macros as well, and nothing is one between these statements.
    let (mut is_raw, has_raw) = (false, plugins.macros.is_some());
    for line in lines {
        let text = work.texts.text(line);
        let was_raw = is_raw;
        let opens = has_raw && changes_raw(text, &mut is_raw);
        if !was_raw && !opens && text.contains("{{") && next_tag(text, 0).is_some() {
            let text = text.to_owned();
            work.line(line, &text, &mut out);
        } else {
            out.push(line);
        }
    }
    out
}

/// Follows `{% raw %}` and `{% endraw %}` through a line; whether it has the first.
fn changes_raw(text: &str, is_raw: &mut bool) -> bool {
    let mut opens = false;
    for (at, _) in text.match_indices("{%") {
        let word = text[at + 2..].trim_start_matches(['-', '+']).trim_start();
        if word.starts_with("endraw") {
            *is_raw = false;
        } else if word.starts_with("raw") {
            (*is_raw, opens) = (true, true);
        }
    }
    opens
}

struct Work<'a> {
    texts: &'a mut Texts,
    tables: &'a Tables,
    /// Who reads the page after this.
    macros: Option<&'a Macros>,
    snippets: &'a dyn Snippets,
    report: &'a mut Report,
    included: &'a mut Vec<String>,
    /// How many bytes of tables may still be put in.
    left: usize,
}

impl Work<'_> {
    /// A line with tags: what stands before and behind a tag joins the first and the last line of its table.
    fn line(&mut self, line: Line, text: &str, out: &mut Vec<Line>) {
        let mut parts: Vec<Part> = Vec::new();
        let mut at = 0;
        while let Some(tag) = next_tag(text, at) {
            let place = line.start + tag.start;
            let span = Span::new(place, line.start + tag.end);
            let made = self.table(&tag, span);
            let before = &text[at..tag.start];
            let spaces = before.len() - before.trim_end_matches(' ').len();
            // The plugin indents by whole steps of four.
            let indent = " ".repeat(spaces / 4 * 4);
            let end = tag.start - if made.len() > 1 { spaces } else { 0 };
            parts.push(Part::Copy(Line { start: line.start + at, end: line.start + end }));
            let last = made.len().saturating_sub(1);
            let is_table = last > 0;
            for (index, row) in made.into_iter().enumerate() {
                let text = if is_table { format!("{indent}{row}") } else { row };
                parts.push(Part::Put { at: place, text });
                if index < last {
                    out.push(self.texts.compose(&std::mem::take(&mut parts)));
                }
            }
            at = tag.end;
        }
        parts.push(Part::Copy(Line { start: line.start + at, end: line.end }));
        out.push(self.texts.compose(&parts));
    }

    /// The lines of a table; where there is none, the name of its file.
    fn table(&mut self, tag: &TableTag, span: Span) -> Vec<String> {
        let Some(file) = tag.arguments.file() else {
            return self.missing(tag, None, span, "names a file that only Python could tell");
        };
        if tag.reader == Reader::Unread {
            return self.missing(tag, Some(&file), span, "needs Python");
        }
        let Some((source, text)) = self.find(&file) else {
            return self.missing(tag, Some(&file), span, "names a file that cannot be found");
        };
        self.included.extend(self.snippets.path(source).map(str::to_owned));
        if tag.reader == Reader::Raw {
            let raw = text.lines().map(str::to_owned).collect();
            return self.fitting(raw, tag, &file, span);
        }
        let (sign, is_data) = match tag.reader {
            Reader::Table => ('\t', false),
            Reader::Data => (',', true),
            Reader::Csv | Reader::Raw | Reader::Unread => (',', false),
        };
        let read = if is_data { Rows::of_data(&text) } else { Rows::of_csv(&text, sign, &tag.arguments) };
        let rows = match read {
            Ok(rows) => rows,
            Err(why) => return self.missing(tag, Some(&file), span, &format!("cannot be followed: {why}")),
        };
        for option in tag.arguments.unknown() {
            let message =
                format!("the option `{option}` of `{}` is not known here: the table is shown without it", tag.name);
            let help = "compare the table with the website";
            self.report.add(span, Diagnostic::new(Code::PluginMarkup, message).help(help));
        }
        self.fitting(rows.markdown(&tag.arguments), tag, &file, span)
    }

    fn find(&self, file: &str) -> Option<(SourceId, String)> {
        let (page, _) = self.texts.locate(0);
        let found = paths(self.tables, file)
            .into_iter()
            .find_map(|path| self.snippets.included(page, &path).into_iter().next());
        found.map(|(source, text)| (source, text.trim_start_matches('\u{feff}').to_owned()))
    }

    /// Lines that a page may still hold, and that nobody reads again.
    fn fitting(&mut self, mut lines: Vec<String>, tag: &TableTag, file: &str, span: Span) -> Vec<String> {
        let bytes: usize = lines.iter().map(|line| line.len() + 1).sum();
        let Some(left) = self.left.checked_sub(bytes) else {
            let message = format!("tables of files make this page too long: that of `{file}` is left out");
            self.report.say(Code::LimitReached, span, message, "show fewer tables on a page");
            return vec![format!("`{file}`")];
        };
        self.left = left;
        if lines.is_empty() {
            return self.missing(tag, Some(file), span, "names a file that holds no table");
        }
        let Some(macros) = self.macros else { return lines };
        let opens = |line: &String| macros.signs.iter().any(|(open, _)| line.contains(open.as_str()));
        if lines.iter().any(opens) {
            let (open, close) = &macros.signs[0];
            lines[0].insert_str(0, &format!("{open} raw {close}"));
            if let Some(last) = lines.last_mut() {
                last.push_str(&format!("{open} endraw {close}"));
            }
        }
        lines
    }

    /// Says that a table is missing; the name of its file stands in its place.
    fn missing(&mut self, tag: &TableTag, file: Option<&str>, span: Span, why: &str) -> Vec<String> {
        let message = format!("`{}` {why}: the table is missing", tag.name);
        let help = "show the table of a file of the site with `read_csv`, `read_yaml` or `read_json`, or write it into the page";
        self.report.add(span, Diagnostic::new(Code::PluginMarkup, message).help(help));
        vec![format!("`{}`", file.unwrap_or(&tag.name))]
    }
}

#[cfg(test)]
#[path = "tables/tests.rs"]
mod tests;
