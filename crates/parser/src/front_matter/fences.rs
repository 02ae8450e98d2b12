//! The fences of front matter, and what tools made of them and of the colons between them: `———`, `- - -`, `\\---`, `***`, a
//! fence of code round it, none at its end; `title：words`.

use super::{byte_order_mark, key_of, line};
use pamphlet_source::{Code, Diagnostic, SourceId, Span, TextEdit, limits};

/// Where the fences stand.
pub(super) struct Fences {
    /// The first byte between them.
    pub(super) start: usize,
    /// The byte after the last line between them.
    pub(super) end: usize,
    /// The byte at which the text of the page begins.
    pub(super) body: usize,
    /// Whether they are not written as they should be.
    pub(super) damaged: bool,
    /// What makes them whole.
    edits: Vec<TextEdit>,
}

impl Fences {
    /// What there is to say about damaged ones.
    pub(super) fn told(&self, source: SourceId, text: &str, first: usize, colons: Vec<TextEdit>) -> Diagnostic {
        let (message, help, span) = if self.damaged {
            let end = first + text[first..self.start].trim_end().len();
            (
                "the fences of the front matter are damaged",
                "write `---` on a line of its own before and behind it",
                first..end.max(first),
            )
        } else {
            let span = colons.first().map_or(first..first, |edit| edit.span.range());
            ("the colons of the front matter are full-width, or have no space behind them", "write `key: value`", span)
        };
        let mut said = Diagnostic::new(Code::RepairFrontMatter, message)
            .at(source, Span::new(span.start, span.end))
            .help(help)
            .original(&text[first..self.body]);
        said.edits.extend(self.edits.iter().cloned().chain(colons));
        said.edits.sort_by_key(|edit| edit.span.start);
        said
    }
}

/// Finds the fences at the head of a page. `repair` says whether `- - -` counts, `damaged` whether other signs do: where
/// the source page has front matter, and what follows are keys.
pub(super) fn fences(text: &str, repair: bool, damaged: bool) -> Option<Fences> {
    let first = byte_order_mark(text);
    whole(text, first, repair).or_else(|| damaged.then(|| mended(text, first)).flatten())
}

fn whole(text: &str, first: usize, repair: bool) -> Option<Fences> {
    let (opener, start) = line(text, first)?;
    let spaced = match opener.trim_end() {
        "---" => false,
        "- - -" if repair => true,
        _ => return None,
    };
    let mut at = start;
    while at < text.len() && at - start <= limits::FRONT_MATTER_BYTES {
        let (inner, next) = line(text, at)?;
        let closes = match inner.trim_end() {
            "---" | "..." => true,
            "- - -" => spaced,
            _ => false,
        };
        if closes {
            let edits = if spaced { vec![plain(text, first), plain(text, at)] } else { Vec::new() };
            return Some(Fences { start, end: at, body: next, damaged: spaced, edits });
        }
        at = next;
    }
    None
}

/// The edit that makes a plain fence of the line at a byte.
fn plain(text: &str, at: usize) -> TextEdit {
    let length = line(text, at).map_or(0, |(fence, _)| fence.trim_end().len());
    TextEdit { span: Span::new(at, at + length), put: "---".to_owned() }
}

/// Whether a line could be a fence that a tool changed.
fn is_fence(line: &str) -> bool {
    let bare = bare(line);
    let signs = bare.chars().filter(|sign| !sign.is_whitespace() && *sign != '\\').count();
    let known = |sign: char| {
        matches!(sign, '-' | '—' | '–' | '−' | '－' | '─' | '━' | '―' | '*' | '_' | '\\') || sign.is_whitespace()
    };
    bare.chars().all(known) && (1..=12).contains(&signs)
}

/// A line without signs that nobody sees.
fn bare(line: &str) -> &str {
    line.trim_matches(|sign: char| {
        sign.is_whitespace() || matches!(sign, '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{200e}' | '\u{200f}')
    })
}

/// Fences that are damaged, or missing at the end.
fn mended(text: &str, first: usize) -> Option<Fences> {
    let mut at = first;
    let mut edits = Vec::new();
    // Blank lines, and a fence of code round it.
    let mut wrapped = false;
    let mut begin;
    loop {
        let (opener, next) = line(text, at)?;
        begin = at;
        at = next;
        if bare(opener).is_empty() {
            continue;
        }
        let name = bare(opener).strip_prefix("```");
        match name {
            Some("" | "yaml" | "yml" | "markdown" | "md") if !wrapped => wrapped = true,
            _ if is_fence(opener) => break,
            _ => return None,
        }
    }
    let start = at;
    if begin > first {
        edits.push(TextEdit { span: Span::new(first, begin), put: String::new() });
    }
    let mut keys = 0;
    while at < text.len() && at - start <= limits::FRONT_MATTER_BYTES {
        let (inner, next) = line(text, at)?;
        let is_item = inner.starts_with([' ', '\t', '-']) && keys > 0;
        if is_fence(inner) && keys > 0 && !inner.trim_start().starts_with("- ") || bare(inner) == "---" {
            edits.extend([plain(text, begin), plain(text, at)]);
            let mut body = next;
            if let Some((end, after)) = line(text, next).filter(|(end, _)| wrapped && bare(end) == "```") {
                edits.push(TextEdit { span: Span::new(next, next + end.len()), put: String::new() });
                body = after;
            }
            edits.retain(|edit| text[edit.span.range()] != edit.put);
            return (keys > 0).then_some(Fences { start, end: at, body, damaged: true, edits });
        }
        if is_key(inner) {
            keys += 1;
        } else if (bare(inner).is_empty() || inner.starts_with('#')) && keys > 0 {
            // The end was lost: the first line that is no key is text.
            edits.push(plain(text, begin));
            edits.push(TextEdit { span: Span::new(at, at), put: "---\n".to_owned() });
            edits.retain(|edit| text[edit.span.range()] != edit.put);
            return Some(Fences { start, end: at, body: at, damaged: true, edits });
        } else if !is_item {
            return None;
        }
        at = next;
    }
    None
}

/// Whether a line begins a key, with a colon of any kind.
fn is_key(line: &str) -> bool {
    key_of(line).is_some() || colon(line).is_some()
}

/// Where the colon of a key stands that is full-width, or has no space behind it.
fn colon(line: &str) -> Option<(usize, usize)> {
    let at = line.find([':', '：']).filter(|_| !line.starts_with([' ', '\t']))?;
    let sign = line[at..].chars().next()?;
    let key = line[..at].trim_end();
    let is_key = !key.is_empty() && key.chars().all(|own| own.is_alphanumeric() || matches!(own, '_' | '-'));
    let behind = &line[at + sign.len_utf8()..];
    let is_glued = sign == ':' && !behind.is_empty() && !behind.starts_with([' ', '\t', '\r', '/']);
    (is_key && (sign == '：' || is_glued)).then_some((at, sign.len_utf8()))
}

/// The text between fences with plain colons, if any was none, and the edits that make them so.
pub(super) fn colons(text: &str, start: usize, end: usize) -> (Option<String>, Vec<TextEdit>) {
    let mut edits = Vec::new();
    let mut mended = String::new();
    let mut at = start;
    for inner in text[start..end].split_inclusive('\n') {
        match colon(inner.trim_end_matches(['\r', '\n'])) {
            Some((place, length)) => {
                let behind = &inner[place + length..];
                let gap = if behind.starts_with(' ') || behind.trim().is_empty() { "" } else { " " };
                let put = format!(":{gap}");
                mended.push_str(&inner[..place]);
                mended.push_str(&put);
                mended.push_str(behind);
                edits.push(TextEdit { span: Span::new(at + place, at + place + length), put });
            }
            None => mended.push_str(inner),
        }
        at += inner.len();
    }
    ((!edits.is_empty()).then_some(mended), edits)
}
