//! What labels say: lines of plain words.

use super::read::Value;
use pamphlet_source::limits::DIAGRAM_LEVELS;

/// The names that escapes of a label stand for (`\N`, `\G`).
pub(super) struct Names<'n> {
    pub(super) own: &'n str,
    pub(super) graph: &'n str,
}

/// The lines of a label.
pub(super) fn lines(label: &Value, names: &Names<'_>) -> Vec<String> {
    let text = match label {
        Value::Text(text) => plain(text, names),
        Value::Html(html) => of_html(html),
    };
    text.lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect()
}

/// A label with its escapes worked out.
fn plain(text: &str, names: &Names<'_>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            out.push(character);
            continue;
        }
        match rest.next() {
            Some('n' | 'l' | 'r') => out.push('\n'),
            Some('N' | 'E' | 'T' | 'H' | 'L') => out.push_str(names.own),
            Some('G') => out.push_str(names.graph),
            Some(other) => out.push(other),
            None => {}
        }
    }
    entities(&out)
}

/// The lines of a record: its fields one below the other, or beside each other with bars between.
pub(super) fn record(text: &str, down: bool, names: &Names<'_>) -> Vec<String> {
    let mut fields = Fields { rest: text, depth: 0 };
    let said = fields.list(down);
    let label = Value::Text(said);
    lines(&label, names)
}

struct Fields<'t> {
    rest: &'t str,
    depth: usize,
}

impl Fields<'_> {
    /// The fields up to the end of their braces.
    fn list(&mut self, down: bool) -> String {
        let mut fields = vec![String::new()];
        while let Some(character) = self.rest.chars().next() {
            let field = fields.last_mut().map(|field| field as &mut String);
            let Some(field) = field else { break };
            match character {
                '\\' => {
                    let length = 1 + self.rest[1..].chars().next().map_or(0, char::len_utf8);
                    // The escapes of records alone; others are those of labels.
                    let escaped = self.rest[1..length].starts_with(['{', '}', '|', '<', '>', ' ']);
                    field.push_str(&self.rest[usize::from(escaped)..length]);
                    self.rest = &self.rest[length..];
                    continue;
                }
                '|' => fields.push(String::new()),
                '{' if self.depth < DIAGRAM_LEVELS => {
                    self.rest = &self.rest[1..];
                    self.depth += 1;
                    field.push_str(&self.list(!down));
                    self.depth -= 1;
                    continue;
                }
                '}' => {
                    self.rest = &self.rest[1..];
                    if self.depth > 0 {
                        break;
                    }
                    continue;
                }
                '{' => {}
                // The name of a port.
                '<' if self.rest.contains('>') => {
                    self.rest = self.rest.split_once('>').map_or("", |(_, rest)| rest);
                    continue;
                }
                other => field.push(other),
            }
            self.rest = &self.rest[character.len_utf8()..];
        }
        fields.retain(|field| !field.trim().is_empty());
        fields.join(if down { "\n" } else { " | " })
    }
}

/// What a label in HTML says: a row a line, with bars between cells.
fn of_html(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        push_words(&mut out, &rest[..open]);
        let Some(close) = rest[open..].find('>') else { break };
        let tag = rest[open + 1..open + close].trim().to_ascii_lowercase();
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        match name {
            "br" | "tr" | "table" | "hr" => {
                out.truncate(out.trim_end_matches([' ', '|']).len());
                out.push('\n');
            }
            "td" if tag.starts_with('/') => out.push_str(" | "),
            _ => {}
        }
        rest = &rest[open + close + 1..];
    }
    push_words(&mut out, rest);
    let text = out.trim_end_matches([' ', '|', '\n']);
    entities(text)
}

/// Adds words, whose line ends are spaces.
fn push_words(out: &mut String, words: &str) {
    out.extend(words.chars().map(|c| if c.is_whitespace() { ' ' } else { c }));
}

/// Works out the entities of XML.
fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = rest[1..].split_once(';').and_then(|(name, behind)| {
            let character = match name {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "apos" => '\'',
                "nbsp" => '\u{A0}',
                _ => {
                    let number = name.strip_prefix('#')?;
                    let number = match number.strip_prefix(['x', 'X']) {
                        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                        None => number.parse().ok()?,
                    };
                    char::from_u32(number).filter(|c| !c.is_control())?
                }
            };
            Some((character, behind))
        });
        let (character, behind) = known.unwrap_or(('&', &rest[1..]));
        out.push(character);
        rest = behind;
    }
    out.push_str(rest);
    out
}
