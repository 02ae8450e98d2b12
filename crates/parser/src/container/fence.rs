//! Fenced code, and what is written as fenced code and is none.

use crate::Dialect;
use crate::attr;
use crate::page::{PageParser, block};
use crate::region::Region;
use crate::scan;
use pamphlet_document::{AssetRef, Attrs, Block, BlockKind, CodeBlock, Diagram, LineRange, Math, MathNotation};
use pamphlet_source::Span;

impl PageParser<'_> {
    /// Fenced code, if the line opens it and another closes it.
    pub(crate) fn fence(&mut self, region: &mut Region, indent: usize) -> bool {
        let Some(end) = region.fences.end(self.source, &region.lines, region.at) else { return false };
        let first = region.lines[region.at].trimmed(self.source);
        let head = self.text(first);
        let Some((mark, length)) = scan::fence(head) else { return false };
        self.flush(region);
        debug_assert_eq!(head.as_bytes()[0], mark, "the fence stands at the line's start");
        let info = head[length..].trim().to_owned();
        let mut text = String::new();
        for line in &region.lines[region.at + 1..end] {
            text.push_str(self.text(line.dedent(self.source, indent)));
            text.push('\n');
        }
        let text = text.strip_suffix('\n').unwrap_or(&text).to_owned();
        let span = first.span().join(region.lines[end].span());
        let mut made = code(span, &info, text, Some(self.dialect));
        if let BlockKind::Code(code) = &mut made.kind {
            let named = code.language.as_deref().map(|name| name.strip_prefix("kroki-").unwrap_or(name));
            if let Some(notation) = self.dialect.plugins.notations.iter().find(|notation| named == Some(**notation)) {
                let source = std::mem::take(&mut code.text);
                let picture = drawn_by_hand(&made.attrs, &source);
                made.kind = BlockKind::Diagram(Diagram { notation: (*notation).to_owned(), source, picture });
            } else if code.language.is_none() {
                code.language.clone_from(&self.dialect.default_language);
            } else if let Some((_, meant)) =
                self.dialect.language_names.iter().find(|(own, _)| Some(own) == code.language.as_ref())
            {
                code.language = Some(meant.clone());
            }
        }
        region.out.push(made);
        region.at = end + 1;
        true
    }
}

/// A code block of its info line and text. Where it does not say, its dialect says whether lines have numbers and what its
/// title is; without one, as in raw HTML, there are none.
pub(crate) fn code(span: Span, info: &str, text: String, dialect: Option<&Dialect>) -> Block {
    let (language, mut attrs) = info_line(info);
    let language = language.or_else(|| (!attrs.classes.is_empty()).then(|| attrs.classes.remove(0)));
    let numbered = dialect.is_some_and(|dialect| dialect.line_numbers);
    let mut code = CodeBlock { text, line_numbers: numbered.then_some(1), ..CodeBlock::default() };
    let mut title = None;
    let mut rest = Vec::new();
    for (key, value) in std::mem::take(&mut attrs.pairs) {
        match key.as_str() {
            "title" => title = Some(value),
            "linenums" => {
                // Zero says that there are none, whatever the site says.
                let first = value.split(' ').next().and_then(|number| number.parse().ok());
                code.line_numbers = first.filter(|first| *first > 0);
            }
            "hl_lines" => code.highlighted = ranges(&value),
            _ => rest.push((key, value)),
        }
    }
    attrs.pairs = rest;
    let kind = match language.as_deref() {
        Some("mermaid") => {
            let picture = drawn_by_hand(&attrs, &code.text);
            BlockKind::Diagram(Diagram { notation: "mermaid".into(), source: code.text, picture })
        }
        Some("math") => BlockKind::Math(Math { notation: MathNotation::Tex, source: code.text }),
        _ => {
            let titles = dialect.and_then(|dialect| Some((dialect, dialect.code_titles.as_ref()?)));
            let title =
                title.or_else(|| titles.map(|(dialect, titles)| titles.of_language(language.as_deref(), dialect)));
            code.title = title.filter(|title| !title.is_empty());
            code.language = language;
            BlockKind::Code(code)
        }
    };
    Block { attrs, ..block(span, kind) }
}

/// The name of a picture that may lie beside the page: `name="deployment"`, else the id of the block, else the name that a
/// source in `PlantUML` gives itself (`@startuml deployment`).
fn drawn_by_hand(attrs: &Attrs, source: &str) -> Option<AssetRef> {
    let named = attrs.pairs.iter().find(|(key, _)| key == "name").map(|(_, name)| name.as_str());
    let itself = || source.trim_start().lines().next()?.strip_prefix("@start")?.split_whitespace().nth(1);
    let name = named.or(attrs.id.as_deref()).or_else(itself)?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    (!name.is_empty() && name.chars().all(plain)).then(|| AssetRef::Written { address: name.to_owned() })
}

/// `python title="a.py" hl_lines="1 3-4"` or `{ .python .copy title="a.py" }`: the language, and the rest.
fn info_line(info: &str) -> (Option<String>, Attrs) {
    if info.starts_with('{') {
        return (None, attr::parse(info).map(|(attrs, _)| attrs).unwrap_or_default());
    }
    let (first, rest) = info.split_once([' ', '\t']).unwrap_or((info, ""));
    let (language, rest) = if first.contains('=') { ("", info) } else { (first, rest) };
    let rest = rest.trim();
    let attrs = if rest.starts_with('{') {
        attr::parse(rest).map(|(attrs, _)| attrs).unwrap_or_default()
    } else {
        attr::parse(&format!("{{ {} }}", rest.replace(['{', '}'], ""))).map(|(attrs, _)| attrs).unwrap_or_default()
    };
    ((!language.is_empty()).then(|| language.trim_start_matches('.').to_owned()), attrs)
}

/// `1 3-5`: ranges of lines.
fn ranges(text: &str) -> Vec<LineRange> {
    text.split([' ', ','])
        .filter_map(|part| {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let (first, last) = (first.parse().ok()?, last.parse().ok()?);
            (first <= last && first > 0).then_some(LineRange { first, last })
        })
        .collect()
}
