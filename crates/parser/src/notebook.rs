//! Notebooks of Jupyter as text: cells of Markdown as they are, cells of code and what they printed as code, pictures that
//! they made as pictures. Every line knows where it stands in the file. Nothing is run.

use crate::plugins::Notebooks;
use crate::report::Report;
use crate::text::{Line, Part, Texts};
use pamphlet_source::{Code, Diagnostic, Severity, Span, limits, percent};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// A notebook. Each of its parts is read by itself, so that one that is malformed costs no other its words.
#[derive(Deserialize)]
struct Notebook<'a> {
    #[serde(borrow, default)]
    cells: Option<&'a RawValue>,
    #[serde(borrow, default)]
    metadata: Option<&'a RawValue>,
}

#[derive(Deserialize, Default)]
struct Metadata<'a> {
    #[serde(borrow, default)]
    language_info: Option<&'a RawValue>,
    #[serde(borrow, default)]
    kernelspec: Option<&'a RawValue>,
}

#[derive(Deserialize, Default)]
struct Language {
    #[serde(default)]
    name: Option<String>,
}

#[derive(Deserialize, Default)]
struct Kernel {
    #[serde(default)]
    language: Option<String>,
}

#[derive(Deserialize, Default)]
struct Cell<'a> {
    #[serde(borrow, rename = "cell_type", default)]
    kind: Option<&'a RawValue>,
    #[serde(borrow, default)]
    source: Option<&'a RawValue>,
    #[serde(borrow, default)]
    outputs: Option<&'a RawValue>,
    #[serde(borrow, default)]
    attachments: Option<&'a RawValue>,
    #[serde(borrow, default)]
    metadata: Option<&'a RawValue>,
}

#[derive(Deserialize, Default)]
struct CellMetadata {
    #[serde(default)]
    tags: Vec<String>,
}

#[derive(Deserialize, Default)]
struct Output<'a> {
    #[serde(borrow, default)]
    text: Option<&'a RawValue>,
    #[serde(borrow, default)]
    data: Option<&'a RawValue>,
    #[serde(borrow, default)]
    ename: Option<&'a RawValue>,
    #[serde(borrow, default)]
    evalue: Option<&'a RawValue>,
}

/// The lines of a notebook. One that cannot be read is said, and is nothing.
pub(crate) fn lines(texts: &mut Texts, text: &str, options: &Notebooks, report: &mut Report) -> Vec<Line> {
    let notebook: Notebook<'_> = match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
        Ok(notebook) => notebook,
        Err(error) => {
            let at = offset(text, error.line(), error.column());
            let message = format!("the notebook cannot be read: {error}; its words are missing");
            let diagnostic =
                Diagnostic::new(Code::PluginMarkup, message).help("save it again with Jupyter, in format 4");
            report.add(Span::new(at, at), Diagnostic { severity: Severity::Error, ..diagnostic });
            return Vec::new();
        }
    };
    let mut writer = Writer {
        texts,
        text,
        out: Vec::new(),
        left: limits::DATA_PICTURE_BYTES,
        unshown: BTreeMap::new(),
        long: None,
        malformed: None,
    };
    let cells: Vec<&RawValue> = writer.part(notebook.cells);
    if cells.is_empty() && text.contains("\"worksheets\"") {
        let message = "the notebook is of an old format, which is not read; its words are missing";
        report.say(Code::PluginMarkup, Span::new(0, 0), message, "save it again with Jupyter, in format 4");
    }
    let metadata: Metadata<'_> = writer.part(notebook.metadata);
    let named: Language = writer.part(metadata.language_info);
    let kernel: Kernel = writer.part(metadata.kernelspec);
    let language = named.name.or(kernel.language).unwrap_or_else(|| "python".to_owned());
    let language: String = language.chars().take_while(|c| c.is_alphanumeric() || "+#-_".contains(*c)).collect();
    for cell in cells {
        let cell: Cell<'_> = writer.part(Some(cell));
        writer.cell(&cell, &language, options);
    }
    let Writer { out, unshown, long, malformed, .. } = writer;
    if let Some((at, why, count)) = malformed {
        let more = if count > 1 { format!(", as are {} more", count - 1) } else { String::new() };
        let message = format!("a part of this notebook is malformed{more}: {why}; its words are missing");
        let diagnostic = Diagnostic::new(Code::PluginMarkup, message).help("save it again with Jupyter, in format 4");
        report.add(Span::new(at, at), diagnostic);
    }
    for (kind, (at, count)) in unshown {
        let more = if count > 1 { format!(", as are {} more of this notebook", count - 1) } else { String::new() };
        let message = format!("what a cell made is there as `{kind}` alone{more}: it is missing");
        let help = "see the website, or let the cell print it as text, Markdown or a picture";
        report.say(Code::PluginMarkup, spot(&out, at), message, help);
    }
    if let Some((at, count)) = long {
        let more = if count > 1 { format!(", as are {} more", count - 1) } else { String::new() };
        let message = format!("a picture of this notebook is too long to be read{more}: it is missing");
        report.say(
            Code::LimitReached,
            spot(&out, at),
            message,
            "make it smaller, or save it as a file beside the notebook",
        );
    }
    out
}

/// The place of a line that was written.
fn spot(out: &[Line], index: usize) -> Span {
    out.get(index).or(out.last()).map(|line| line.span()).unwrap_or_default()
}

fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    text.floor_char_boundary((before + column.saturating_sub(1)).min(text.len()))
}

struct Writer<'a> {
    texts: &'a mut Texts,
    text: &'a str,
    out: Vec<Line>,
    /// How many bytes pictures that hang on cells may still have.
    left: usize,
    /// Kinds of outputs that are not shown: the line before the first one, and how many there are.
    unshown: BTreeMap<String, (usize, usize)>,
    /// Parts that are not as the format wants them: where the first one is, what is wrong with it, how many there are.
    malformed: Option<(usize, String, usize)>,
    /// Pictures that are longer than the bound: the line before the first one, and how many there are.
    long: Option<(usize, usize)>,
}

/// A line of a cell, and the byte of the file at which its string begins.
type Written = (usize, String);

impl Writer<'_> {
    /// A part of the notebook; what is not as the format wants it is counted, and is as if it were not there.
    fn part<'b, T: Deserialize<'b> + Default>(&mut self, raw: Option<&'b RawValue>) -> T {
        let Some(raw) = raw.filter(|raw| raw.get() != "null") else { return T::default() };
        serde_json::from_str(raw.get()).unwrap_or_else(|error| {
            let why = error.to_string();
            // The place in the part says nothing.
            let why = why.split_once(" at line ").map_or(why.as_str(), |(why, _)| why).to_owned();
            let at = self.place(raw);
            self.malformed.get_or_insert((at, why, 0)).2 += 1;
            T::default()
        })
    }

    fn cell(&mut self, cell: &Cell<'_>, language: &str, options: &Notebooks) {
        let tags = self.part::<CellMetadata>(cell.metadata).tags;
        let has = |hidden: &[String]| tags.iter().any(|tag| hidden.contains(tag));
        if has(&options.hidden_cells) {
            return;
        }
        let source = cell.source.map(|source| self.strings(source)).unwrap_or_default();
        let kind: String = self.part(cell.kind);
        match kind.as_str() {
            "markdown" => {
                let attachments = self.part(cell.attachments);
                for (at, line) in source {
                    let line = attached(&line, &attachments, &mut self.left);
                    self.line(at, line);
                }
                self.blank();
            }
            "code" => {
                if !options.hides_code && !has(&options.hidden_code) {
                    self.code(&source, language);
                }
                let outputs = if has(&options.hidden_outputs) { None } else { cell.outputs };
                for output in self.part::<Vec<&RawValue>>(outputs) {
                    let output: Output<'_> = self.part(Some(output));
                    self.output(&output);
                }
            }
            _ => self.code(&source, "text"),
        }
    }

    fn output(&mut self, output: &Output<'_>) {
        if let Some(text) = output.text {
            let lines = self.strings(text);
            self.code(&lines, "text");
        }
        let data: BTreeMap<String, &RawValue> = self.part(output.data);
        let is_picture = |kind: &&str| data.contains_key(*kind);
        let kind = ["image/png", "image/jpeg", "image/svg+xml"].iter().copied().find(|kind| is_picture(kind));
        let address = kind.and_then(|kind| Some((kind, address_of(kind, data[kind])?)));
        let here = self.out.len().saturating_sub(1);
        if kind.is_some() && address.is_none() {
            self.long.get_or_insert((here, 0)).1 += 1;
        }
        if let Some((kind, address)) = address {
            let at = self.place(data[kind]);
            let words = data.get("text/plain").map(|text| self.strings(text)).unwrap_or_default();
            let words = words.first().map(|(_, words)| words.clone()).unwrap_or_default();
            let words: String = words.chars().filter(|c| !"[]<>".contains(*c)).collect();
            self.line(at, format!("![{words}]({address})"));
            self.blank();
        } else if let Some(text) = data.get("text/markdown") {
            for (at, line) in self.strings(text) {
                self.line(at, line);
            }
            self.blank();
        } else if let Some(text) = data.get("text/latex") {
            for (at, line) in self.strings(text) {
                self.line(at, line);
            }
            self.blank();
        } else if let Some(text) = data.get("text/plain") {
            let lines = self.strings(text);
            self.code(&lines, "text");
        } else if let Some((name, _)) = data.first_key_value().filter(|_| kind.is_none()) {
            // Scripts show nothing by themselves.
            let name = if data.contains_key("text/html") { "text/html" } else { name };
            if name != "application/javascript" {
                let name = name.chars().take(limits::MACRO_NAME_BYTES).filter(|c| !c.is_control()).collect();
                self.unshown.entry(name).or_insert((here, 0)).1 += 1;
            }
        }
        if let Some(name) = self.part::<Option<String>>(output.ename) {
            let value: String = self.part(output.evalue);
            let said = format!("{name}: {}", value.lines().next().unwrap_or_default());
            let at = self.out.last().map_or(0, |line| self.texts.locate(line.start).1);
            self.code(&[(at, said)], "text");
        }
    }

    fn code(&mut self, lines: &[Written], language: &str) {
        let lines: Vec<Written> = lines.iter().map(|(at, line)| (*at, plain(line))).collect();
        let end = lines.iter().rposition(|(_, line)| !line.trim().is_empty()).map_or(0, |last| last + 1);
        let Some((first, _)) = lines.first().filter(|_| end > 0) else { return };
        let longest = lines.iter().flat_map(|(_, line)| line.split(|c| c != '`')).map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        let first = *first;
        self.line(first, format!("{fence}{language}"));
        for (at, line) in &lines[..end] {
            self.line(*at, line.clone());
        }
        self.line(lines[end - 1].0, fence);
        self.blank();
    }

    fn line(&mut self, at: usize, text: String) {
        let line = self.texts.compose(&[Part::Put { at, text }]);
        self.out.push(line);
    }

    fn blank(&mut self) {
        let at = self.out.last().map_or(0, |line| line.end);
        self.out.push(Line { start: at, end: at });
    }

    fn place(&self, value: &RawValue) -> usize {
        (value.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize).min(self.text.len())
    }

    /// The lines of a string or of a list of strings.
    fn strings(&mut self, value: &RawValue) -> Vec<Written> {
        let parts: Vec<(usize, String)> = if let Ok(parts) = serde_json::from_str::<Vec<&RawValue>>(value.get()) {
            parts.into_iter().map(|part| (self.place(part) + 1, self.part(Some(part)))).collect()
        } else {
            vec![(self.place(value) + 1, self.part(Some(value)))]
        };
        let mut out: Vec<Written> = Vec::new();
        let mut open = false;
        for (at, part) in parts {
            for piece in part.split_inclusive('\n') {
                let line = piece.trim_end_matches(['\n', '\r']);
                match out.last_mut().filter(|_| open) {
                    Some((_, last)) => last.push_str(line),
                    None => out.push((at, line.to_owned())),
                }
                open = !piece.ends_with('\n');
            }
        }
        out
    }
}

/// A picture of a notebook as an address that holds it.
fn address_of(kind: &str, value: &RawValue) -> Option<String> {
    let text: String = match serde_json::from_str::<Vec<String>>(value.get()) {
        Ok(parts) => parts.concat(),
        Err(_) => serde_json::from_str(value.get()).ok()?,
    };
    if text.len() > limits::DATA_PICTURE_BYTES {
        return None;
    }
    if kind == "image/svg+xml" {
        return Some(format!("data:{kind},{}", percent::encoded(&text, "-._~/:=,;")));
    }
    Some(format!("data:{kind};base64,{}", text.split_whitespace().collect::<String>()))
}

/// A line with the pictures that hang on its cell.
/// A picture may hang on many lines; `left` bounds what that makes.
fn attached(line: &str, attachments: &BTreeMap<String, BTreeMap<String, &RawValue>>, left: &mut usize) -> String {
    const SIGN: &str = "attachment:";
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(SIGN).filter(|_| !attachments.is_empty()) {
        let name = &rest[at + SIGN.len()..];
        let name = &name[..name.find([')', '"', '\'', '>']).unwrap_or(name.len())];
        let end = at + SIGN.len() + name.len();
        let kinds = attachments.get(name).and_then(|kinds| kinds.iter().next());
        let address = kinds.filter(|(_, value)| value.get().len() <= *left);
        match address.and_then(|(kind, value)| address_of(kind, value)) {
            Some(address) => {
                *left = left.saturating_sub(address.len());
                out.push_str(&rest[..at]);
                out.push_str(&address);
            }
            None => out.push_str(&rest[..end]),
        }
        rest = &rest[end..];
    }
    out + rest
}

/// What a terminal would show of a line: without its commands for colours and places.
fn plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line.rsplit('\r').find(|part| !part.is_empty()).unwrap_or_default();
    while let Some(at) = rest.find('\u{1b}') {
        out.push_str(&rest[..at]);
        let command = &rest[at + 1..];
        let end = command.strip_prefix('[').and_then(|inner| inner.find(|c: char| c.is_ascii_alphabetic()));
        rest = end.map_or(command, |end| &command[end + 2..]);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use pamphlet_source::SourceId;

    fn read(text: &str) -> (Vec<String>, Vec<usize>, Vec<String>) {
        let mut texts = Texts::new(SourceId(0), text);
        let mut report = Report::default();
        let lines = lines(&mut texts, text, &Notebooks::default(), &mut report);
        let shown = lines.iter().map(|&line| texts.text(line).to_owned()).collect();
        let places = lines.iter().map(|line| texts.locate(line.start).1).collect();
        (shown, places, report.finish(&texts).into_iter().map(|found| found.message).collect())
    }

    #[test]
    fn cells_are_text_and_code() {
        let text = r##"{"cells": [
 {"cell_type": "markdown", "source": ["# Tables\n", "Words."], "attachments": {}},
 {"cell_type": "code", "source": "print(1)\n", "outputs": [
  {"output_type": "stream", "text": ["\u001b[31m1\u001b[0m\n"]},
  {"output_type": "display_data", "data": {"image/png": "iVBO\nRw==", "text/plain": ["<Figure 1>"]}},
  {"output_type": "error", "ename": "E", "evalue": "no"}]},
 {"cell_type": "raw", "source": "r"}],
 "metadata": {"language_info": {"name": "julia"}}}"##;
        let (lines, places, said) = read(text);
        assert_eq!(
            lines,
            [
                "# Tables",
                "Words.",
                "",
                "```julia",
                "print(1)",
                "```",
                "",
                "```text",
                "1",
                "```",
                "",
                "![Figure 1](data:image/png;base64,iVBORw==)",
                "",
                "```text",
                "E: no",
                "```",
                "",
                "```text",
                "r",
                "```",
                ""
            ]
        );
        assert_eq!(&text[places[1]..places[1] + 6], "Words.");
        assert!(said.is_empty(), "{said:?}");
    }

    #[test]
    fn outputs_that_are_not_shown_are_said_once() {
        let outputs: Vec<String> = ["<b>x</b>", "<i>y</i>"]
            .iter()
            .map(|html| {
                format!(
                    r#"{{"output_type": "display_data", "data": {{"text/html": "{html}", "application/x": {{}}}}}}"#
                )
            })
            .collect();
        let long = format!(
            r#"{{"output_type": "display_data", "data": {{"image/png": "{}", "text/plain": "words"}}}}"#,
            "A".repeat(limits::DATA_PICTURE_BYTES + 1)
        );
        let text = format!(
            r#"{{"cells": [{{"cell_type": "code", "source": "a", "outputs": [{}, {long}]}}]}}"#,
            outputs.join(", ")
        );
        let (lines, _, said) = read(&text);
        assert_eq!(lines, ["```python", "a", "```", "", "```text", "words", "```", ""]);
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].contains("`text/html` alone, as are 1 more"), "{said:?}");
        assert!(said[1].contains("too long"), "{said:?}");
    }

    #[test]
    fn one_malformed_part_costs_itself() {
        let text = r#"{"cells": [
 {"cell_type": "markdown", "source": "Kept.", "attachments": 5},
 7,
 {"cell_type": "markdown", "source": ["Also ", 4, "kept."]},
 {"cell_type": "code", "source": "a", "outputs": [{"text": "1"}, "?", {"data": []}], "metadata": null}],
 "metadata": {"language_info": 3, "kernelspec": {"language": "R"}}}"#;
        let (lines, _, said) = read(text);
        let words: Vec<&String> = lines.iter().filter(|line| !line.is_empty()).collect();
        assert_eq!(words, ["Kept.", "Also kept.", "```R", "a", "```", "```text", "1", "```"]);
        assert!(said.len() == 1 && said[0].contains("as are 5 more"), "{said:?}");
    }

    #[test]
    fn what_is_no_notebook_is_said() {
        let (lines, _, said) = read("{\"cells\": [}");
        assert!(lines.is_empty());
        assert!(said[0].contains("cannot be read"), "{said:?}");
        assert!(read("{}").0.is_empty());
        assert_eq!(read("{\"worksheets\": []}").2.len(), 1);
        let kernel = r#"{"cells": [{"cell_type": "code", "source": ["x"], "outputs": [], "metadata": {}}],
            "metadata": {"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}}, "nbformat": 4}"#;
        assert_eq!(read(kernel).0[0], "```R");
    }
}
