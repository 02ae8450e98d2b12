//! `!!! note "Title"`, `??? note`, `???+ note`.

use crate::page::{PageParser, block};
use crate::region::Region;
use crate::repair;
use crate::text::Line;
use pamphlet_document::{Admonition, Attrs, Block, BlockKind, CalloutKind, CalloutTitle, Collapsible, Placement};
use pamphlet_source::{Code, Diagnostic, Span, TextEdit};

/// What a callout's marker or class list says.
#[derive(Debug, Default)]
pub(crate) struct Callout {
    /// Its type as written, if it has one.
    pub(crate) word: Option<String>,
    /// Further classes.
    pub(crate) classes: Vec<String>,
    /// Where it stands.
    pub(crate) placement: Placement,
}

impl Callout {
    /// Reads a list of classes; `admonition` itself is none.
    pub(crate) fn of<'c>(classes: impl IntoIterator<Item = &'c str>) -> Self {
        let mut callout = Self::default();
        let (mut inline, mut end) = (false, false);
        for class in classes {
            match class {
                "admonition" => {}
                "inline" => inline = true,
                "end" if inline => end = true,
                _ if callout.word.is_none() => callout.word = Some(class.to_owned()),
                _ => callout.classes.push(class.to_owned()),
            }
        }
        callout.placement = match (inline, end) {
            (false, _) => Placement::Block,
            (true, false) => Placement::Start,
            (true, true) => Placement::End,
        };
        callout
    }
}

/// A word as the website shows it for a title: its first letter large.
pub(crate) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect())
}

/// `[!type class]`, whether it folds and is open, and how long it is.
fn quote_marker(text: &str) -> Option<(&str, Option<bool>, usize)> {
    let rest = text.strip_prefix("[!")?;
    let end = rest.find(']')?;
    let words = &rest[..end];
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ' | '|');
    if !words.starts_with(char::is_alphabetic) || !words.chars().all(is_name) {
        return None;
    }
    let open = match rest[end + 1..].chars().next() {
        Some('+') => Some(true),
        Some('-') => Some(false),
        Some(other) if !other.is_whitespace() => return None,
        _ => None,
    };
    Some((words.split('|').next().unwrap_or(words).trim(), open, 2 + end + 1 + usize::from(open.is_some())))
}

impl PageParser<'_> {
    /// A callout, if the line is its marker.
    pub(crate) fn admonition(&mut self, region: &mut Region, line: Line, indent: usize) -> bool {
        let text = self.text(line);
        let folds = text.starts_with("???");
        if !(folds && self.dialect.details || text.starts_with("!!!") && self.dialect.admonitions) {
            return false;
        }
        let rest = &text[3..];
        let (rest, open) = match rest.strip_prefix('+') {
            Some(rest) if folds => (rest, true),
            _ => (rest, false),
        };
        let head = rest.trim_start_matches([' ', '\t']);
        let words_end = head.find(['"', '\n']).unwrap_or(head.len());
        let words = head[..words_end].trim_end();
        let named = words.split(' ').filter(|word| !word.is_empty());
        let is_name = |word: &str| word.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
        let quoted = &head[words_end..];
        let title = match quoted.trim_end().strip_prefix('"') {
            Some(inner) => match inner.strip_suffix('"') {
                Some(inner) => Some(inner),
                None => return false,
            },
            None => None,
        };
        if !named.clone().all(is_name) || (words.is_empty() && !(folds && title.is_some())) {
            return false;
        }
        let (body, next) = self.body(&region.lines, region.at + 1, indent + 4);
        let callout = Callout::of(named);
        self.flush(region);
        let heading = match title {
            None => CalloutTitle::Implied { word: capitalised(callout.word.as_deref().unwrap_or_default()) },
            Some("") => CalloutTitle::Absent,
            Some(title) => {
                let start = line.start + (text.len() - quoted.len()) + 1;
                let title = Line { start, end: start + title.len() };
                let title = if folds { self.without_signs(title) } else { title };
                CalloutTitle::Written { span: title.span(), content: self.inlines(title) }
            }
        };
        let span = line.span().join(region.lines[next - 1].span());
        let blocks = self.region(body);
        region.out.push(self.callout(span, Attrs::default(), callout, heading, blocks, folds.then_some(open)));
        region.at = next;
        true
    }

    /// A title without the signs of a heading, which it may be to PyMdown.
    pub(crate) fn without_signs(&self, title: Line) -> Line {
        let text = self.text(title);
        let signs = text.len() - text.trim_start_matches('#').len();
        let fits = (1..=6).contains(&signs);
        let spaced = text[signs..].starts_with(' ') || self.dialect.headings == crate::dialect::HeadingSpace::Free;
        if fits && spaced { title.from(signs).trimmed(self.source) } else { title }
    }

    /// Whether a quote begins with the marker of a callout: `[!note]`.
    pub(crate) fn is_quote_callout(&self, body: &[Line]) -> bool {
        body.first().is_some_and(|&first| quote_marker(self.text(first.trimmed(self.source))).is_some())
    }

    /// `> [!note]`, `> [!note] Title`; `> [!note]-` and `> [!note]+` fold.
    pub(crate) fn quote_callout(&mut self, span: Span, mut body: Vec<Line>) -> Block {
        let first = body.remove(0).trimmed(self.source);
        let text = self.text(first);
        let (words, open, length) = quote_marker(text).unwrap_or_default();
        let callout = Callout::of(words.split_whitespace());
        let title = self.without_signs(first.from(length).trimmed(self.source));
        let heading = if title.start < title.end {
            CalloutTitle::Written { span: title.span(), content: self.inlines(title) }
        } else {
            CalloutTitle::Implied { word: capitalised(callout.word.as_deref().unwrap_or_default()) }
        };
        let blocks = self.region(body);
        self.callout(span, Attrs::default(), callout, heading, blocks, open)
    }

    /// A callout of its parts; `open` makes it one that folds.
    pub(crate) fn callout(
        &mut self,
        span: Span,
        mut attrs: Attrs,
        callout: Callout,
        mut heading: CalloutTitle,
        blocks: Vec<Block>,
        open: Option<bool>,
    ) -> Block {
        let kind = callout.word.as_deref().map(|word| {
            let lower = word.to_lowercase();
            let card = || self.context.vocabulary.is_card(&lower).then_some(CalloutKind::Recommendation);
            CalloutKind::of_word(&lower)
                .or_else(card)
                .or_else(|| self.translated_card(span, word, &mut heading, &blocks))
                .unwrap_or(CalloutKind::Other(lower))
        });
        attrs.classes.extend(callout.classes);
        let placement = callout.placement;
        let kind = if let Some(open) = open {
            BlockKind::Collapsible(Collapsible { callout: kind, heading, open, placement, blocks })
        } else {
            let callout = kind.unwrap_or(CalloutKind::Note);
            BlockKind::Admonition(Admonition { callout, heading, placement, blocks })
        };
        Block { attrs, ..block(span, kind) }
    }
    /// The kind of a callout whose type nobody knows, told from what it holds, and reported. A title that repeats its type
    /// says what the type should have been.
    fn translated_card(
        &mut self,
        span: Span,
        word: &str,
        heading: &mut CalloutTitle,
        blocks: &[Block],
    ) -> Option<CalloutKind> {
        let class = repair::card_class(&self.context, blocks)?;
        if let CalloutTitle::Implied { word: shown } = heading
            && *shown == capitalised(word)
        {
            *shown = capitalised(class);
        }
        let said = Diagnostic::new(Code::RepairCallout, "the type of a callout was translated")
            .help("write the type as the source page does")
            .original(word);
        let place = place_of_word(&self.source[span.range()], word).map(|at| span.start as usize + at);
        let edit = place.map(|at| TextEdit { span: Span::new(at, at + word.len()), put: class.to_owned() });
        self.report.mended(span, said, edit);
        Some(CalloutKind::Recommendation)
    }
}

/// Where a text first has a word of its own.
fn place_of_word(text: &str, word: &str) -> Option<usize> {
    let joins = |sign: Option<char>| sign.is_some_and(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '_'));
    text.match_indices(word)
        .map(|(at, _)| at)
        .find(|&at| !joins(text[..at].chars().next_back()) && !joins(text[at + word.len()..].chars().next()))
}
