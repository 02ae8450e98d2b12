//! PyMdown's generic blocks: `/// type | Title`, options, text, `///`.

use crate::container::admonition::{Callout, capitalised};
use crate::container::caption;
use crate::container::selector::selector;
use crate::container::tab::push_tab;
use crate::page::{PageParser, block};
use crate::region::Region;
use crate::text::Line;
use pamphlet_document::{
    Attrs, Block, BlockKind, CalloutKind, CalloutTitle, CodeBlock, Definition, DefinitionList, Detail, List, ListKind,
    Numerals, Tab, Term,
};
use pamphlet_source::yaml::{self, Map, Value};
use pamphlet_source::{Code, Span};

/// The head of a block.
struct Head<'t> {
    kind: &'t str,
    argument: Option<Line>,
    options: Map,
    attrs: Attrs,
}

/// The options that blocks have.
const OPTIONS: [&str; 6] = ["attrs", "type", "open", "new", "select", "markdown"];

fn is_of_kind(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '_')
}

impl PageParser<'_> {
    /// A generic block, if the line opens one and another closes it.
    pub(crate) fn generic_block(&mut self, region: &mut Region, line: Line, indent: usize) -> bool {
        let text = self.text(line);
        let slashes = text.len() - text.trim_start_matches('/').len();
        let head = text[slashes..].trim();
        if slashes < 3 || head.is_empty() || !text[slashes..].starts_with(' ') {
            return false;
        }
        let bit = 1u64 << slashes.min(63);
        if region.unclosed_blocks & bit != 0 {
            return false;
        }
        let Some(end) = self.end_of_block(region, slashes) else {
            region.unclosed_blocks |= bit;
            return false;
        };
        let (kind, argument) =
            head.split_once('|').map_or((head, None), |(kind, title)| (kind.trim(), Some(title.trim())));
        // The lists bring their own block.
        let is_known = self.dialect.blocks || kind == "fancylists";
        if !is_known || !kind.chars().all(is_of_kind) {
            return false;
        }
        let argument = argument.map(|title| {
            let start = line.start + (title.as_ptr().addr() - text.as_ptr().addr());
            Line { start, end: start + title.len() }
        });
        let words = argument.map_or("", |argument| self.text(argument));
        let (from, options) = self.options_of_block(region, end, indent);
        let mut head = Head { kind, argument, options, attrs: Attrs::default() };
        if let Some(Value::Map(attrs)) = head.options.get("attrs") {
            for (key, value) in &attrs.0 {
                crate::attr::add(&mut head.attrs, key, &value.to_text().unwrap_or_default());
            }
        }
        let kind = kind.to_lowercase();
        if kind == "fancylists" && !is_head_of_lists(words) {
            return false;
        }
        let is_caption = self.is_caption(&kind);
        let caption = if is_caption { caption::head(words) } else { None };
        if is_caption && caption.is_none() {
            return false;
        }
        self.flush(region);
        let mut body = region.lines[from..end].to_vec();
        let span = line.span().join(region.lines[end].span());
        region.at = end + 1;
        if kind == "html" {
            self.html_block(region, span, head, words, body);
            return true;
        }
        if kind == "fancylists" && self.dialect.fancy_lists {
            self.numbered_lists(region, words, body);
            return true;
        }
        if let Some((told, own)) = caption {
            let attrs = Attrs { id: head.attrs.id.or(own.id), ..head.attrs };
            let blocks = self.region(std::mem::take(&mut body));
            self.caption(region, &kind, (told, attrs), blocks, span);
            return true;
        }
        let blocks = self.region(body);
        self.finish_block(region, span, &head, blocks);
        true
    }

    /// Whether a block gives what stands before it a caption.
    fn is_caption(&self, kind: &str) -> bool {
        let own = self.dialect.caption_prefixes.iter().any(|(own, _)| own == kind);
        own || kind == "caption" || kind.ends_with("-caption")
    }

    /// The options of a block, which are indented below its head, and the line behind them.
    fn options_of_block(&self, region: &Region, end: usize, indent: usize) -> (usize, Map) {
        let first = region.at + 1;
        let lines = region.lines[first..end].iter();
        let is_option = |line: &&Line| line.indent(self.source) >= indent + 4 && !self.is_blank(**line);
        let lines: Vec<Line> = lines.take_while(is_option).copied().collect();
        let margin = lines.first().map_or(0, |line| line.indent(self.source));
        let written: Vec<&str> = lines.iter().map(|line| self.text(line.dedent(self.source, margin))).collect();
        let parsed = if written.is_empty() { None } else { yaml::parse(&written.join("\n")).ok() };
        match parsed {
            Some(Value::Map(map)) if map.0.iter().all(|(key, _)| OPTIONS.contains(&key.as_str())) => {
                (first + lines.len(), map)
            }
            Some(Value::Null) if written.iter().all(|line| line.starts_with('#')) => {
                (first + lines.len(), Map::default())
            }
            // Nothing that a block knows: it is shown.
            _ => (first, Map::default()),
        }
    }

    /// `/// html | tag`: what the element holds, as it is read there.
    fn html_block(&mut self, region: &mut Region, span: Span, head: Head<'_>, words: &str, body: Vec<Line>) {
        let (tag, own) = selector(words, true).unwrap_or_default();
        let mode = head.options.get("markdown").and_then(Value::as_str).unwrap_or_default();
        let tag = tag.to_ascii_lowercase();
        let mut attrs = head.attrs;
        attrs.id = attrs.id.or(own.id);
        attrs.classes.extend(own.classes);
        attrs.pairs.extend(own.pairs);
        let kind = match tag.as_str() {
            // Nobody sees them.
            "script" | "style" => return,
            "pre" => {
                let text = body.iter().map(|line| self.text(*line)).collect::<Vec<_>>().join("\n");
                BlockKind::Code(CodeBlock { text, ..CodeBlock::default() })
            }
            _ if mode == "raw" => BlockKind::Group { blocks: self.verbatim(&body) },
            _ => BlockKind::Group { blocks: self.region(body) },
        };
        region.out.push(Block { attrs, ..block(span, kind) });
    }

    /// `/// fancylists | start=3 type=a`: lists whose markers could be read in two ways.
    fn numbered_lists(&mut self, region: &mut Region, words: &str, body: Vec<Line>) {
        let value = |key: &str| words.split_whitespace().find_map(|word| word.strip_prefix(key)?.strip_prefix('='));
        let first = body.iter().map(|line| self.text(line.trimmed(self.source))).find(|text| !text.is_empty());
        let letter = first.and_then(|text| text.split_once(['.', ')'])).map_or("", |(marker, _)| marker);
        let place = match letter.as_bytes() {
            [letter] if letter.is_ascii_alphabetic() => u64::from(letter.to_ascii_lowercase() - b'a') + 1,
            _ => 1,
        };
        let numerals = match value("type") {
            Some("a") => Some(Numerals::LowerAlpha),
            Some("A") => Some(Numerals::UpperAlpha),
            Some("i") => Some(Numerals::LowerRoman),
            Some("I") => Some(Numerals::UpperRoman),
            _ => None,
        };
        let start = value("start").and_then(|start| start.parse().ok());
        let mut blocks = self.region(body);
        if let Some(Block {
            kind: BlockKind::List(List { list: ListKind::Numbered { start: from, numerals: own }, .. }),
            ..
        }) = blocks.first_mut()
        {
            match numerals {
                Some(numerals @ (Numerals::LowerAlpha | Numerals::UpperAlpha)) if letter != "#" => {
                    (*from, *own) = (place, numerals);
                }
                Some(numerals) => *own = numerals,
                None => {}
            }
            *from = start.unwrap_or(*from);
        }
        region.out.append(&mut blocks);
    }

    /// The line that closes the block which begins at this one. Blocks of as many signs inside of it are closed first
    /// where there are ends for all of them; else the first end is its own, as the website has it.
    fn end_of_block(&self, region: &Region, slashes: usize) -> Option<usize> {
        let (mut first, mut depth) = (None, 1usize);
        for (at, line) in region.lines.iter().enumerate().skip(region.at + 1) {
            let text = self.text(line.trimmed(self.source)).trim_end();
            if text.len() < slashes || !text.bytes().take(slashes).all(|byte| byte == b'/') {
                continue;
            }
            let rest = &text[slashes..];
            if rest.is_empty() {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
                first = first.or(Some(at));
            } else if let Some(head) = rest.strip_prefix(' ') {
                let kind = head.split('|').next().unwrap_or_default().trim();
                depth += usize::from(!kind.is_empty() && kind.chars().all(is_of_kind));
            }
        }
        first
    }

    fn finish_block(&mut self, region: &mut Region, span: Span, head: &Head<'_>, blocks: Vec<Block>) {
        let option = |key: &str| head.options.get(key).and_then(Value::to_text);
        let is_on = |key: &str| head.options.get(key).and_then(Value::as_bool) == Some(true);
        let attrs = head.attrs.clone();
        // PyMdown does not mind how a type is written.
        match head.kind.to_lowercase().as_str() {
            "tab" => {
                let label = head.argument.map(|line| self.inlines(line)).unwrap_or_default();
                let tab = Tab { span, attrs, label, blocks };
                push_tab(region, tab, !is_on("new"));
            }
            "define" | "definition" => region.out.push(Block { attrs, ..definition_list(span, blocks) }),
            kind => {
                let folds = kind == "details";
                let known = folds || kind == "admonition" || CalloutKind::of_word(kind).is_some();
                let own = self.dialect.block_types.iter().find(|own| own.name == kind);
                let folds = folds || own.is_some_and(|own| own.folds);
                if !known && own.is_none() {
                    // Its title and its text are shown whatever it was meant to be.
                    self.report.say(
                        Code::UnknownBlock,
                        span,
                        format!("the block type `{kind}` is not known; it is shown as a callout"),
                        "use admonition, details, tab, define, html or caption, or list it in the types of \
                         pymdownx.blocks.admonition",
                    );
                }
                let is_plain = matches!(kind, "details" | "admonition");
                let class = own.and_then(|own| own.class.as_deref()).unwrap_or(kind);
                let word = if is_plain { option("type") } else { Some(class.to_owned()) };
                let of = word.as_deref().unwrap_or(if folds { "" } else { "note" });
                let callout = Callout::of(of.split_whitespace());
                let heading = match head.argument {
                    Some(line) if line.start < line.end => {
                        let line = self.without_signs(line);
                        CalloutTitle::Written { span: line.span(), content: self.inlines(line) }
                    }
                    Some(_) => CalloutTitle::Absent,
                    // One without a type is a frame without a name.
                    None if kind == "admonition" && word.is_none() => CalloutTitle::Absent,
                    None => {
                        let word = own.and_then(|own| own.title.clone());
                        let word = word.unwrap_or_else(|| capitalised(callout.word.as_deref().unwrap_or(kind)));
                        CalloutTitle::Implied { word }
                    }
                };
                let made = self.callout(span, attrs, callout, heading, blocks, folds.then_some(is_on("open")));
                region.out.push(made);
            }
        }
    }
}

/// Whether `start=3 type=a` stands behind the name of the block of lists.
fn is_head_of_lists(words: &str) -> bool {
    let is_told = |word: &str| match word.split_once('=') {
        Some(("type", kind)) => matches!(kind, "1" | "a" | "A" | "i" | "I"),
        Some(("start", start)) => start.parse::<u64>().is_ok(),
        _ => false,
    };
    !words.trim().is_empty() && words.split_whitespace().all(is_told)
}

/// Paragraphs are terms, the items of lists what they mean.
fn definition_list(span: Span, blocks: Vec<Block>) -> Block {
    let mut entries: Vec<Definition> = Vec::new();
    for part in blocks {
        match part.kind {
            BlockKind::List(list) => {
                let details = list.items.into_iter().map(|item| Detail {
                    span: item.span,
                    attrs: item.attrs,
                    tight: list.tight,
                    blocks: item.blocks,
                });
                match entries.last_mut() {
                    Some(entry) => entry.details.extend(details),
                    None => entries.push(Definition { terms: Vec::new(), details: details.collect() }),
                }
            }
            BlockKind::Paragraph { content } => {
                let term = Term { span: part.span, attrs: part.attrs, content };
                match entries.last_mut() {
                    Some(entry) if entry.details.is_empty() => entry.terms.push(term),
                    _ => entries.push(Definition { terms: vec![term], details: Vec::new() }),
                }
            }
            _ => {
                let detail = Detail { span: part.span, attrs: Attrs::default(), tight: false, blocks: vec![part] };
                match entries.last_mut() {
                    Some(entry) => entry.details.push(detail),
                    None => entries.push(Definition { terms: Vec::new(), details: vec![detail] }),
                }
            }
        }
    }
    block(span, BlockKind::DefinitionList(DefinitionList { entries }))
}
