//! Front matter: found at the head of a page, read into [`PageMeta`]. What is not known is kept in `rest`; what is
//! not YAML costs the keys that cannot be read, never the page.

mod fences;
mod keys;

use crate::Skeleton;
use fences::fences;
use pamphlet_document::PageMeta;
use pamphlet_source::yaml::{self, Map, Value};
use pamphlet_source::{Code, Diagnostic, SourceId, Span, TextEdit, limits};
use std::collections::BTreeMap;

/// What stands at the head of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FrontMatter {
    /// The metadata.
    pub meta: PageMeta,
    /// The byte at which the text of the page begins.
    pub body: usize,
    /// What there is to say about it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the front matter of a page. `repair` says whether `- - -` counts as a fence and whether values that are no
/// text are taken from the source page (`reference`) when a translator has changed them.
#[must_use]
pub fn read(source: SourceId, text: &str, repair: bool, reference: Option<&Skeleton>) -> FrontMatter {
    let mut found = FrontMatter { body: byte_order_mark(text), ..FrontMatter::default() };
    let damaged = reference.is_some_and(|reference| repair && reference.meta != PageMeta::default());
    let Some(fences) = fences(text, repair, damaged) else {
        if let Some((map, body)) = headers(&text[found.body..]) {
            let (start, body) = (found.body, found.body + body);
            let mut places = Places { source, text, start, end: body, behind: BTreeMap::new() };
            found.meta = typed(map, &mut places, &mut found.diagnostics);
            found.body = body;
        }
        return found;
    };
    let inner = &text[fences.start..fences.end];
    let (mended, colons) = if damaged { fences::colons(text, fences.start, fences.end) } else { (None, Vec::new()) };
    let read = yaml::parse_last(mended.as_deref().unwrap_or(inner)).map(|(value, doubled)| {
        for key in doubled {
            let at = key.spot.map_or(0, |spot| offset_of(inner, spot.line, spot.column.unwrap_or(1)));
            let at = fences.start + at;
            let end = at + text[at..].find(['\r', '\n']).unwrap_or(text.len() - at);
            let (message, help) = key.told();
            let told = Diagnostic::new(Code::FrontMatterValue, message).at(source, Span::new(at, end));
            found.diagnostics.push(told.help(help));
        }
        value
    });
    let map = match read {
        Ok(Value::Map(map)) => map,
        Ok(Value::Null) if inner.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) => {
            Map::default()
        }
        Ok(_) => return found,
        Err(error) => {
            let (map, any) = recover(inner);
            if !any {
                return found;
            }
            let at = fences.start + offset_of(inner, error.line.unwrap_or(1), error.column.unwrap_or(1));
            let end = at + text[at..].find(['\r', '\n']).unwrap_or(text.len() - at);
            found.diagnostics.push(
                Diagnostic::new(Code::InvalidFrontMatter, format!("front matter is not YAML: {}", reason(&error)))
                    .at(source, Span::new(at, end))
                    .help("quote values that hold `: `, quotation marks or `#`; the other keys were read line by line"),
            );
            map
        }
    };
    if fences.damaged || !colons.is_empty() {
        if map.0.is_empty() {
            return found;
        }
        found.diagnostics.push(fences.told(source, text, found.body, colons));
    }
    let map = match reference {
        Some(reference) if repair => {
            let stretch = (source, text, fences.start, fences.end);
            let is_known = |key: &str| HEADERS.contains(&key);
            keys::renamed(map, reference, stretch, is_known, &mut found.diagnostics)
        }
        _ => map,
    };
    let mut places = Places { source, text, start: fences.start, end: fences.end, behind: BTreeMap::new() };
    let map = match reference {
        Some(reference) if repair => untranslate(map, reference, &mut places, &mut found.diagnostics),
        _ => map,
    };
    found.meta = typed(map, &mut places, &mut found.diagnostics);
    found.body = fences.body;
    found
}

/// Keys of which one at least must be there for lines at the head of a page to be metadata: any line with a colon could
/// be.
const HEADERS: &[&str] = &[
    "author",
    "authors",
    "category",
    "copyright",
    "date",
    "description",
    "draft",
    "hide",
    "icon",
    "image",
    "keywords",
    "lang",
    "language",
    "page_title",
    "robots",
    "search",
    "slug",
    "status",
    "subtitle",
    "summary",
    "tags",
    "template",
    "title",
];

/// Metadata as `MultiMarkdown` writes it, without fences: `key: value`, a line each, continued by indented lines, up to a
/// blank line. Gives the keys and where the text begins.
fn headers(text: &str) -> Option<(Map, usize)> {
    let mut map = Map::default();
    let mut at = 0;
    let mut blank = false;
    while let Some((line, next)) = line(text, at).filter(|_| at <= limits::FRONT_MATTER_BYTES) {
        if line.trim().is_empty() {
            (at, blank) = (next, true);
            break;
        }
        let indent = line.len() - line.trim_start().len();
        if let Some((_, Value::Text(value))) = map.0.last_mut().filter(|_| line.starts_with('\t') || indent >= 4) {
            value.push(' ');
            value.push_str(line.trim());
        } else if let Some((key, value)) = key_of(line.trim_start()).filter(|_| indent < 4) {
            map.0.push((key.to_lowercase(), Value::Text(value.to_owned())));
        } else {
            break;
        }
        at = next;
    }
    let known = |(key, _): &(String, Value)| HEADERS.contains(&key.as_str());
    let is_metadata = if blank || at >= text.len() { map.0.iter().any(known) } else { map.0.iter().all(known) };
    if map.0.is_empty() || !is_metadata {
        return None;
    }
    for (key, value) in &mut map.0 {
        if let ("draft", Value::Text(text)) = (key.as_str(), &*value) {
            *value = Value::Bool(text.eq_ignore_ascii_case("true"));
        }
    }
    Some((map, at))
}

fn byte_order_mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// The line at a byte, without its line end, and where the next one begins.
fn line(text: &str, at: usize) -> Option<(&str, usize)> {
    if at >= text.len() {
        return None;
    }
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    Some((text[at..end].trim_end_matches('\r'), (end + 1).min(text.len())))
}

/// The byte of a line and column, both from 1.
fn offset_of(text: &str, line: u32, column: u32) -> usize {
    let lines = line.saturating_sub(1) as usize;
    let start: usize = text.split_inclusive('\n').take(lines).map(str::len).sum();
    let rest = text[start..].lines().next().unwrap_or_default();
    start + rest.char_indices().nth(column.saturating_sub(1) as usize).map_or(rest.len(), |(at, _)| at)
}

/// The message without the place, which the diagnostic says better.
fn reason(error: &yaml::YamlError) -> String {
    let message = error.message.split(" at line ").next().unwrap_or_default();
    message.trim().to_owned()
}

/// Whether a line begins a key of the outermost map: the key and what stands behind the colon.
fn key_of(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let plain = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    (plain && (value.is_empty() || value.starts_with([' ', '\t', '\r']))).then_some((key, value.trim()))
}

/// Reads key by key what is not YAML as a whole; says whether there was any key at all.
fn recover(text: &str) -> (Map, bool) {
    let mut map = Map::default();
    let mut chunks: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if key_of(line.trim_end()).is_some() {
            chunks.push((at, at + line.len()));
        } else if let Some(last) = chunks.last_mut() {
            last.1 = at + line.len();
        }
        at += line.len();
    }
    for &(start, end) in &chunks {
        let chunk = &text[start..end];
        match yaml::parse(chunk) {
            Ok(Value::Map(read)) => map.0.extend(read.0),
            _ => {
                if let Some((key, value)) = key_of(chunk.trim_end()) {
                    let bare = value.strip_prefix(['"', '\'']).unwrap_or(value);
                    let bare = bare.strip_suffix(['"', '\'']).unwrap_or(bare);
                    map.0.push((key.to_owned(), Value::Text(bare.to_owned())));
                }
            }
        }
    }
    (map, !chunks.is_empty())
}

/// Finds keys and values in the text for diagnostics.
struct Places<'t> {
    source: SourceId,
    text: &'t str,
    start: usize,
    end: usize,
    /// Where the last one ends of each value that was asked for, by its key.
    behind: BTreeMap<(String, String), usize>,
}

impl Places<'_> {
    /// Where a text stands between the fences; else the key; else all of it.
    fn of(&self, key: &str, value: &str) -> Span {
        let inner = &self.text[self.start..self.end];
        let mut at = 0;
        let mut line_of_key = None;
        for line in inner.split_inclusive('\n') {
            if line_of_key.is_none() && key_of(line.trim_end()).is_some_and(|(found, _)| found == key) {
                line_of_key = Some((at, line.trim_end().len()));
            }
            at += line.len();
        }
        let from = line_of_key.map_or(0, |(at, _)| at);
        let skip = line_of_key.map_or(0, |_| key.len() + 1);
        if !value.is_empty()
            && let Some(found) = inner[from + skip..].find(value)
        {
            let start = self.start + from + skip + found;
            return Span::new(start, start + value.len());
        }
        line_of_key.map_or(Span::new(self.start, self.end), |(at, length)| {
            Span::new(self.start + at, self.start + at + length)
        })
    }

    /// The same, of a value that may stand there several times: the first that was not given yet.
    fn next(&mut self, key: &str, value: &str) -> Span {
        let asked = (key.to_owned(), value.to_owned());
        let from = self.behind.get(&asked).copied();
        let found = from.filter(|_| !value.is_empty()).and_then(|from| {
            let start = from + self.text[from..self.end].find(value)?;
            Some(Span::new(start, start + value.len()))
        });
        let span = found.unwrap_or_else(|| self.of(key, value));
        self.behind.insert(asked, span.end as usize);
        span
    }

    /// The edit that writes another value where one stands, if it stands there in one piece.
    fn rewritten(&self, span: Span, written: &str, meant: &str) -> Option<TextEdit> {
        if self.text.get(span.range()) != Some(written) {
            return None;
        }
        let (before, behind) = (&self.text[..span.start as usize], &self.text[span.end as usize..]);
        let is_quoted = |quote: char| before.ends_with(quote) && behind.starts_with(quote);
        let put = scalar(meant);
        if is_quoted('"') || is_quoted('\'') {
            // A plain value is one in quotation marks as well.
            let whole = Span::new(span.start as usize - 1, span.end as usize + 1);
            let edit = if put == meant { TextEdit { span, put } } else { TextEdit { span: whole, put } };
            return Some(edit);
        }
        Some(TextEdit { span, put })
    }
}

/// A text as a value of YAML, in a list of one line too.
fn scalar(text: &str) -> String {
    let is_plain =
        matches!(yaml::parse(&format!("[{text}]")), Ok(Value::List(list)) if list == [Value::Text(text.to_owned())]);
    if is_plain { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

fn typed(map: Map, places: &mut Places<'_>, diagnostics: &mut Vec<Diagnostic>) -> PageMeta {
    let mut meta = PageMeta::default();
    for (key, value) in map.0 {
        if value == Value::Null {
            continue;
        }
        let kept = match key.as_str() {
            "title" => text_into(&mut meta.title, &value),
            "meta_title" => text_into(&mut meta.meta_title, &value),
            "description" => text_into(&mut meta.description, &value),
            "cover" => text_into(&mut meta.cover, &value),
            "icon" => text_into(&mut meta.icon, &value),
            "template" => text_into(&mut meta.template, &value),
            "hide" => list_into(&mut meta.hide, &value),
            "tags" => list_into(&mut meta.tags, &value),
            "draft" => value.as_bool().map(|draft| meta.draft = draft).is_some(),
            _ => {
                meta.rest.0.push((key, value));
                continue;
            }
        };
        if !kept {
            let (wanted, kind) = (wanted(&key), kind(&value));
            diagnostics.push(
                Diagnostic::new(Code::FrontMatterValue, format!("`{key}` should be {wanted}, and is {kind}"))
                    .at(places.source, places.of(&key, ""))
                    .help("the value was kept as it is and has no effect"),
            );
            meta.rest.0.push((key, value));
        }
    }
    meta
}

fn wanted(key: &str) -> &'static str {
    match key {
        "hide" | "tags" => "a list of texts",
        "draft" => "`true` or `false`",
        _ => "a text",
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "a truth value",
        Value::Integer(_) => "a number",
        Value::Text(_) => "a text",
        Value::List(_) => "a list",
        Value::Map(_) => "a map",
        Value::Tagged(_) => "a value with a tag",
    }
}

fn text_into(place: &mut Option<String>, value: &Value) -> bool {
    value.to_text().map(|text| *place = Some(text.trim().to_owned()).filter(|text| !text.is_empty())).is_some()
}

fn list_into(place: &mut Vec<String>, value: &Value) -> bool {
    let texts = match value {
        Value::List(list) => list.iter().map(Value::to_text).collect::<Option<Vec<_>>>(),
        Value::Text(_) | Value::Integer(_) => value.to_text().map(|text| vec![text]),
        Value::Null | Value::Bool(_) | Value::Map(_) | Value::Tagged(_) => None,
    };
    texts.map(|texts| *place = texts).is_some()
}

/// Keys whose values are for readers and are meant to be translated.
const PROSE: &[&str] = &[
    "title",
    "meta_title",
    "description",
    "subtitle",
    "summary",
    "keywords",
    "name",
    "caption",
    "alt",
    "label",
    "text",
    "tags",
    "headline",
];

/// Puts back values that are no text (icons, templates, parts to hide) where a translator has changed them.
fn untranslate(map: Map, reference: &Skeleton, places: &mut Places<'_>, diagnostics: &mut Vec<Diagnostic>) -> Map {
    let meta = &reference.meta;
    let texts = |list: &[String]| Value::List(list.iter().cloned().map(Value::Text).collect());
    let mut out = Map::default();
    for (key, value) in map.0 {
        let meant = match key.as_str() {
            "icon" => meta.icon.clone().map(Value::Text),
            "template" => meta.template.clone().map(Value::Text),
            "cover" => meta.cover.clone().map(Value::Text),
            "hide" if !meta.hide.is_empty() => Some(texts(&meta.hide)),
            _ if PROSE.contains(&key.as_str()) => None,
            _ => meta.rest.get(&key).cloned(),
        };
        let value = match meant {
            Some(meant) => put_back(&key, value, &meant, false, places, diagnostics),
            None => value,
        };
        out.0.push((key, value));
    }
    out
}

fn put_back(
    key: &str,
    value: Value,
    meant: &Value,
    technical: bool,
    places: &mut Places<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Value {
    match (value, meant) {
        (Value::Text(written), Value::Text(meant)) => {
            // A path to another icon or template is a choice; anything else is a translator's word.
            let choice =
                is_identifier(&written) && ['/', '.'].iter().any(|&c| meant.contains(c) && written.contains(c));
            if written == *meant || choice || !(technical || is_identifier(meant)) {
                return Value::Text(written);
            }
            let span = places.next(key, &written);
            let mut said = Diagnostic::new(
                Code::RepairTranslatedSyntax,
                format!("the value of `{key}` is not text and was translated"),
            )
            .at(places.source, span)
            .help(format!("write `{meant}`, as the source page does"))
            .original(&written);
            said.edits.extend(places.rewritten(span, &written, meant));
            diagnostics.push(said);
            Value::Text(meant.clone())
        }
        (Value::List(list), Value::List(meant)) if list.len() == meant.len() => {
            let technical = technical || any_identifier(meant);
            let items = list.into_iter().zip(meant);
            Value::List(
                items.map(|(value, meant)| put_back(key, value, meant, technical, places, diagnostics)).collect(),
            )
        }
        (Value::Map(map), Value::Map(meant)) => Value::Map(Map(map
            .0
            .into_iter()
            .map(|(inner, value)| {
                let value = match meant.get(&inner) {
                    Some(meant) if !PROSE.contains(&inner.as_str()) => {
                        put_back(key, value, meant, false, places, diagnostics)
                    }
                    _ => value,
                };
                (inner, value)
            })
            .collect())),
        (value, _) => value,
    }
}

/// Whether one of a list's values is for a program, which makes its neighbours so too.
fn any_identifier(list: &[Value]) -> bool {
    list.iter().any(|value| value.as_str().is_some_and(is_identifier))
}

/// Whether a value is for a program: one word of plain letters, digits and joints, with no capital at its head.
fn is_identifier(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/_.-:#@".contains(&byte))
        && (!text.starts_with(|c: char| c.is_ascii_uppercase()) || text.contains(['/', '.']))
}

#[cfg(test)]
mod tests;
