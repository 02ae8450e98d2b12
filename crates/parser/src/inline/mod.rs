//! What pulldown-cmark leaves in text: attribute lists, icons, keys, notes, marks, abbreviations, HTML.

pub(crate) mod autolink;
pub(crate) mod edits;
pub(crate) mod emoji;
pub(crate) mod finish;
pub(crate) mod keys;
pub(crate) mod pairs;
pub(crate) mod rows;
pub(crate) mod smarty;
pub(crate) mod symbols;

use crate::Dialect;
use crate::attr;
use crate::page::{PageParser, inline};
use pamphlet_document::{Attrs, Emphasis, Inline, InlineKind, Link, Target};
use pamphlet_source::{Code, Span};

pub(crate) use finish::are_buttons;

/// Where an attribute list that belongs to the block may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trailing {
    /// At the end of the text, after a space: headings, cells, terms.
    Line,
    /// On a line of its own at the end: paragraphs.
    OwnLine,
}

/// Takes the attribute list that belongs to the whole block off the end of its text.
pub(crate) fn trailing(content: &mut Vec<Inline>, place: Trailing, dialect: &Dialect) -> Attrs {
    let none = Attrs::default();
    if !dialect.attributes {
        return none;
    }
    let Some(Inline { kind: InlineKind::Text { text }, .. }) = content.last() else { return none };
    let Some(at) = text.trim_end().ends_with('}').then(|| text.rfind('{')).flatten() else { return none };
    let before = &text[..at];
    let alone = before.trim().is_empty();
    let fits = match place {
        Trailing::Line => before.ends_with(' ') || (alone && content.len() == 1),
        Trailing::OwnLine => {
            let breaks = |node: &Inline| matches!(node.kind, InlineKind::SoftBreak | InlineKind::LineBreak);
            alone && content.len() > 1 && content.get(content.len() - 2).is_some_and(breaks)
        }
    };
    if !fits {
        return none;
    }
    let Some((attrs, length)) = attr::parse(&text[at..]) else { return none };
    if !text[at + length..].trim().is_empty() {
        return none;
    }
    let keep = before.trim_end().len();
    let cut = text.len() - keep;
    if keep == 0 {
        content.pop();
        if place == Trailing::OwnLine {
            content.pop();
        }
    } else if let Some(Inline { kind: InlineKind::Text { text }, span, .. }) = content.last_mut() {
        text.truncate(keep);
        span.end = span.end.saturating_sub(u32::try_from(cut).unwrap_or(0)).max(span.start);
    }
    attrs
}

/// What was found in a text.
enum Found {
    /// A node in place of so many bytes.
    Node(usize, InlineKind),
    /// Attributes for the node before.
    Attributes(usize, Attrs),
}

/// A link to an e-mail address.
fn mail_link(words: &str, span: Span) -> InlineKind {
    let content = vec![inline(span, InlineKind::Text { text: words.to_owned() })];
    let target = Target::Written { address: format!("mailto:{words}") };
    InlineKind::Link(Link { target, title: None, title_language: None, role: None, button: None, content })
}

impl PageParser<'_> {
    /// Reads what pulldown-cmark leaves in a run of siblings.
    pub(crate) fn extras(&mut self, content: Vec<Inline>) -> Vec<Inline> {
        let content = if content.iter().any(|node| matches!(node.kind, InlineKind::Unsupported { .. })) {
            self.html_in_line(content)
        } else {
            content
        };
        self.texts(content)
    }

    /// The same, where tags are paired already.
    pub(crate) fn texts(&mut self, content: Vec<Inline>) -> Vec<Inline> {
        let mut out = content;
        let mut marks = false;
        let stops = |node: &Inline| match &node.kind {
            InlineKind::Text { text } => text.bytes().any(|byte| self.stops[usize::from(byte)]),
            _ => false,
        };
        if let Some(first) = out.iter().position(stops) {
            let rest = out.split_off(first);
            out.reserve(rest.len() + 4);
            for node in rest {
                match node.kind {
                    InlineKind::Text { text } => marks |= self.text_node(text, node.span, &mut out),
                    _ => out.push(node),
                }
            }
        }
        if self.dialect.smarty.is_some() {
            self.typographic(&mut out);
        }
        if marks {
            out = self.pairs(out);
        }
        finish::finish(&mut out);
        out
    }

    /// Gives the texts of a run of siblings typographic signs.
    fn typographic(&self, content: &mut [Inline]) {
        let Some(smarty) = &self.dialect.smarty else { return };
        let edge = |node: &Inline, last: bool| {
            let text = pamphlet_document::plain_text(std::slice::from_ref(node));
            let (first, end) = (text.chars().next(), text.chars().next_back());
            // What has no words, a note or a picture, is closed up to as a word is.
            Some(if last { end } else { first }.unwrap_or('x'))
        };
        for at in 0..content.len() {
            let before = at.checked_sub(1).and_then(|before| edge(&content[before], true));
            let after = content.get(at + 1).and_then(|after| edge(after, false));
            let start = content[at].span.start as usize;
            let length = (content[at].span.end - content[at].span.start) as usize;
            let InlineKind::Text { text } = &mut content[at].kind else { continue };
            let escaped = start > 0 && self.source.as_bytes()[start - 1] == b'\\' && length == text.len();
            let fixed = if escaped { text.chars().next().map_or(0, char::len_utf8) } else { 0 };
            let made = smarty::text(text, smarty, before, after, fixed);
            if made != *text {
                *text = made;
            }
        }
    }

    /// Splits a text at what stands in it. Says whether there are marks that come in pairs.
    fn text_node(&mut self, whole: String, span: Span, out: &mut Vec<Inline>) -> bool {
        let text = whole.as_str();
        let literal = (span.end - span.start) as usize == text.len();
        let start = span.start as usize;
        let escaped = start > 0 && self.source.as_bytes()[start - 1] == b'\\' && literal;
        let mut marks = false;
        let (mut from, mut at) = (0, 0);
        if escaped {
            at = text.chars().next().map_or(0, char::len_utf8);
        }
        let bytes = text.as_bytes();
        let part = |a: usize, b: usize| if literal { Span::new(start + a, start + b) } else { span };
        while at < bytes.len() {
            let byte = bytes[at];
            if !self.stops[usize::from(byte)] {
                at += bytes[at..].iter().take_while(|&&byte| !self.stops[usize::from(byte)]).count();
                continue;
            }
            let found = self.construct_at(text, (from, at), literal, &part, out);
            marks |= match byte {
                b'^' | b'~' => true,
                b'=' => bytes.get(at + 1) == Some(&b'='),
                b'{' => matches!(bytes.get(at + 1), Some(b'+' | b'-' | b'~' | b'=' | b'>')),
                _ => false,
            };
            let Some((start, found)) = found.or_else(|| Some((at, self.abbreviation_at(text, at)?))) else {
                at += 1;
                continue;
            };
            at = start;
            if at > from {
                out.push(inline(part(from, at), InlineKind::Text { text: text[from..at].to_owned() }));
            }
            let length = match found {
                Found::Node(length, mut kind) => {
                    let span = part(at, at + length);
                    if let InlineKind::Link(Link { content, .. }) = &mut kind {
                        for words in content.iter_mut().filter(|words| words.span == Span::default()) {
                            words.span = span;
                        }
                    }
                    out.push(inline(span, kind));
                    length
                }
                Found::Attributes(length, attrs) => {
                    if let Some(last) = out.last_mut() {
                        last.attrs.merge(attrs);
                        last.span.end = part(at, at + length).end;
                    }
                    length
                }
            };
            at += length;
            from = at;
        }
        if from == 0 && !text.is_empty() {
            out.push(inline(span, InlineKind::Text { text: whole }));
        } else if from < text.len() {
            out.push(inline(part(from, text.len()), InlineKind::Text { text: text[from..].to_owned() }));
        }
        marks
    }

    /// What begins at a byte of a text, and where it really begins: an address has words before its sign. `from` is where
    /// the text begins that belongs to nothing yet; `literal` says that it stands in the file as it is here.
    fn construct_at(
        &mut self,
        text: &str,
        (from, at): (usize, usize),
        literal: bool,
        part: &impl Fn(usize, usize) -> Span,
        out: &[Inline],
    ) -> Option<(usize, Found)> {
        let bytes = text.as_bytes();
        let follows = |sign: u8| bytes.get(at + 1) == Some(&sign);
        let dialect = self.dialect;
        let found = match bytes[at] {
            b'{' if at == from && literal => self.attributes_at(&text[at..], out),
            b':' if literal => self.shortcode_at(text, at),
            b'[' if follows(b'=') => self.progress_at(&text[at..]),
            b'[' if follows(b'[') && dialect.wiki_links.is_some() => self.wiki_link(&text[at..]),
            b'[' => self.note_at(&text[at..], part(at, text.len())),
            b'+' if follows(b'+') && !(dialect.critic.is_on() && text[..at].ends_with('{')) => {
                self.keys_at(&text[at..])
            }
            b'(' | b'-' | b'<' | b'=' | b'+' | b'c' | b'1'..=b'9' if dialect.smart_symbols => {
                symbols::at(text, at).map(|(length, symbol)| Found::Node(length, InlineKind::Text { text: symbol }))
            }
            b'h' | b'w' | b'@' | b'#' | b'?' | b'!' if dialect.autolinks => {
                return self.autolink_at(text, (from, at), part);
            }
            b'n' | b's' | b'r' | b't' if dialect.smart_symbols => symbols::ordinal(text, at).map(|word| {
                let content = vec![inline(part(at, at + 2), InlineKind::Text { text: word.to_owned() })];
                Found::Node(2, InlineKind::Styled { style: Emphasis::Superscript, content })
            }),
            _ => None,
        };
        found.map(|found| (at, found))
    }

    /// The address that has the sign at a byte, and where it begins.
    fn autolink_at(
        &self,
        text: &str,
        (from, at): (usize, usize),
        part: &impl Fn(usize, usize) -> Span,
    ) -> Option<(usize, Found)> {
        let sign = text.as_bytes()[at];
        if sign == b'@'
            && let Some((start, length)) = autolink::mail(text, from, at)
        {
            let link = mail_link(&text[start..start + length], part(start, start + length));
            return Some((start, Found::Node(length, link)));
        }
        if matches!(sign, b'@' | b'#' | b'?' | b'!')
            && let Some((start, length, kind)) = autolink::in_repository(text, from, at, self.dialect, part)
        {
            return Some((start, Found::Node(length, kind)));
        }
        autolink::at(text, at, self.dialect, part).map(|(length, kind)| (at, Found::Node(length, kind)))
    }

    fn abbreviation_at(&self, text: &str, at: usize) -> Option<Found> {
        if !self.glossary.may_start(text.as_bytes()[at]) {
            return None;
        }
        let (length, meaning) = self.glossary.find(text, at)?;
        let kind = InlineKind::Abbreviation { text: text[at..at + length].to_owned(), expansion: meaning.to_owned() };
        Some(Found::Node(length, kind))
    }

    fn attributes_at(&self, text: &str, out: &[Inline]) -> Option<Found> {
        let owner = out.last().is_some_and(|last| {
            !matches!(last.kind, InlineKind::Text { .. } | InlineKind::SoftBreak | InlineKind::LineBreak)
        });
        if !owner || !self.dialect.attributes {
            return None;
        }
        attr::parse(text).map(|(attrs, length)| Found::Attributes(length, attrs))
    }

    fn shortcode_at(&self, text: &str, at: usize) -> Option<Found> {
        if !self.dialect.emoji {
            return None;
        }
        let (length, kind) = emoji::at(&text[at..], self.dialect.custom_icons)?;
        Some(Found::Node(length, kind))
    }

    fn note_at(&mut self, text: &str, span: Span) -> Option<Found> {
        if !self.dialect.footnotes {
            return None;
        }
        let rest = text.strip_prefix("[^")?;
        let end = rest.find([']', '[', '\n']).filter(|&end| end > 0 && rest.as_bytes()[end] == b']')?;
        let label = &rest[..end];
        if !self.labels.contains(label) {
            if !label.contains(' ') {
                let span = Span { end: span.start.saturating_add(u32::try_from(end + 3).unwrap_or(0)), ..span };
                self.report.say(
                    Code::UndefinedFootnote,
                    span,
                    format!("the footnote `{label}` is not defined"),
                    "define it with a line that begins with the label and a colon",
                );
            }
            return None;
        }
        Some(Found::Node(end + 3, InlineKind::FootnoteReference { label: label.to_owned(), number: 0 }))
    }

    /// `[[Page name]]`, as Python-Markdown's `wikilinks` links it.
    fn wiki_link(&self, text: &str) -> Option<Found> {
        let (base, end) = self.dialect.wiki_links.as_ref()?;
        let length = text.find("]]")?;
        let label = &text[2..length];
        if !is_wiki_name(label) {
            return None;
        }
        let label = label.trim();
        if label.is_empty() {
            return Some(Found::Node(length + 2, InlineKind::Text { text: String::new() }));
        }
        let address =
            format!("{base}{}{end}", label.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_"));
        let content = vec![inline(Span::default(), InlineKind::Text { text: label.to_owned() })];
        let target = Target::Written { address };
        let link = Link { target, title: None, title_language: None, role: None, button: None, content };
        Some(Found::Node(length + 2, InlineKind::Link(link)))
    }

    /// A progress bar inside of a sentence: its label, which is what is read of it.
    fn progress_at(&self, text: &str) -> Option<Found> {
        let rest = text.strip_prefix("[=").filter(|_| self.dialect.progress)?;
        // Not beyond where the next one begins: else a text of beginnings alone would be read to its end for each.
        let bytes = rest.as_bytes();
        let end = (0..bytes.len()).find(|at| bytes[*at] == b']' || bytes[*at..].starts_with(b"[="))?;
        if bytes[end] != b']' {
            return None;
        }
        let inner = rest[..end].trim_start_matches('=').trim();
        let (value, label) = inner.split_at(inner.find([' ', '\t', '"', '\'']).unwrap_or(inner.len()));
        crate::container::progress::share(value)?;
        let label = label.trim().trim_matches(['"', '\'']);
        let words = if label.is_empty() { value } else { label };
        let mut length = 2 + end + 1;
        if let Some((_, attributes)) = attr::parse(&text[length..]).filter(|_| self.dialect.attributes) {
            length += attributes;
        }
        Some(Found::Node(length, InlineKind::Text { text: words.to_owned() }))
    }

    fn keys_at(&self, text: &str) -> Option<Found> {
        if !self.dialect.keys {
            return None;
        }
        let (length, keys) = keys::at(text, &self.dialect.key_names)?;
        Some(Found::Node(length, InlineKind::Keys { keys }))
    }
}

/// Whether Python-Markdown's `wikilinks` takes what stands in double brackets for the name of a page.
pub(crate) fn is_wiki_name(label: &str) -> bool {
    !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ' ' | '-'))
}
