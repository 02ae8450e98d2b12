//! PyMdown's generic blocks: `/// type | Title`, options, text, `///`.

use crate::container::admonition::{Callout, capitalised};
use crate::container::tab::push_tab;
use crate::page::{PageParser, block};
use crate::region::Region;
use crate::text::Line;
use pamphlet_document::{
    Attrs, Block, BlockKind, CalloutKind, CalloutTitle, Definition, DefinitionList, Detail, Figure, InlineKind, Tab,
    Term,
};
use pamphlet_source::{Code, Span};

/// The head of a block.
struct Head<'t> {
    kind: &'t str,
    argument: Option<Line>,
    options: Vec<(&'t str, &'t str)>,
}

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
        if !kind.chars().all(is_of_kind) {
            return false;
        }
        let argument = argument.map(|title| {
            let start = line.start + (title.as_ptr().addr() - text.as_ptr().addr());
            Line { start, end: start + title.len() }
        });
        let mut head = Head { kind, argument, options: Vec::new() };
        let mut from = region.at + 1;
        while from < end && region.lines[from].indent(self.source) >= indent + 4 {
            let option = self.text(region.lines[from].trimmed(self.source));
            let Some((key, value)) = option.split_once(':') else { break };
            head.options.push((key.trim(), value.trim()));
            from += 1;
        }
        self.flush(region);
        let body = region.lines[from..end].to_vec();
        let span = line.span().join(region.lines[end].span());
        let blocks = self.region(body);
        self.finish_block(region, span, &head, blocks);
        region.at = end + 1;
        true
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
        let option = |key: &str| head.options.iter().find(|(name, _)| *name == key).map(|(_, value)| *value);
        // PyMdown does not mind how a type is written.
        match head.kind.to_lowercase().as_str() {
            "tab" => {
                let label = head.argument.map(|line| self.inlines(line)).unwrap_or_default();
                let tab = Tab { span, attrs: Attrs::default(), label, blocks };
                push_tab(region, tab, option("new") != Some("true") && option("new") != Some("True"));
            }
            kind if kind == "caption"
                || kind.ends_with("-caption")
                || self.dialect.caption_prefixes.iter().any(|(own, _)| own == kind) =>
            {
                let blocks = self.numbered(kind, head, blocks, span);
                if let Some(shown) = region.out.pop() {
                    let span = shown.span.join(span);
                    let figure = Figure { blocks: vec![shown], caption: blocks, alignment: None };
                    region.out.push(block(span, BlockKind::Figure(figure)));
                } else {
                    region.out.extend(blocks);
                }
            }
            "html" => region.out.push(block(span, BlockKind::Group { blocks })),
            "define" | "definition" => region.out.push(definition_list(span, blocks)),
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
                let word = if matches!(kind, "details" | "admonition") { option("type") } else { Some(kind) };
                let callout = Callout::of(word.unwrap_or(if folds { "" } else { "note" }).split_whitespace());
                let heading = match head.argument {
                    Some(line) if line.start < line.end => {
                        let line = self.without_signs(line);
                        CalloutTitle::Written { span: line.span(), content: self.inlines(line) }
                    }
                    Some(_) => CalloutTitle::Absent,
                    None => {
                        let word = own.and_then(|own| own.title.clone());
                        let word = word.unwrap_or_else(|| capitalised(callout.word.as_deref().unwrap_or(kind)));
                        CalloutTitle::Implied { word }
                    }
                };
                let open = option("open").is_some_and(|open| open.eq_ignore_ascii_case("true"));
                let made = self.callout(span, Attrs::default(), callout, heading, blocks, folds.then_some(open));
                region.out.push(made);
            }
        }
    }
}

impl PageParser<'_> {
    /// A caption with its number before it, as PyMdown counts figures and tables: `| 4` says the number.
    fn numbered(&mut self, kind: &str, head: &Head<'_>, mut blocks: Vec<Block>, span: Span) -> Vec<Block> {
        let Some(at) = self.dialect.caption_prefixes.iter().position(|(own, _)| own == kind) else { return blocks };
        let (_, prefix) = &self.dialect.caption_prefixes[at];
        let words = head.argument.map_or("", |argument| self.text(argument));
        let written = words.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        if written.is_none() && !self.dialect.counts_captions {
            return blocks;
        }
        if self.caption_counts.len() <= at {
            self.caption_counts.resize(at + 1, 0);
        }
        let count = &mut self.caption_counts[at];
        *count = written.and_then(|number| number.split('.').next()?.parse().ok()).unwrap_or(*count + 1);
        let number = written.map_or_else(|| count.to_string(), str::to_owned);
        let words = format!("{} ", prefix.replace("{}", &number));
        let place = Span { end: span.start, ..span };
        let text = crate::page::inline(place, InlineKind::Text { text: words });
        match blocks.first_mut() {
            Some(Block { kind: BlockKind::Paragraph { content }, .. }) => content.insert(0, text),
            _ => blocks.insert(0, block(place, BlockKind::Paragraph { content: vec![text] })),
        }
        blocks
    }
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
