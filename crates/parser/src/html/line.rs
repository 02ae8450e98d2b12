//! Elements that stand in a line, in Markdown and in HTML.

use super::tag::{self, HtmlTag};
use crate::inline::finish;
use crate::page::{PageParser, inline};
use pamphlet_document::{
    AssetRef, Attrs, Emphasis, Inline, InlineKind, Link, MathNotation, Picture, Target, plain_text,
};
use pamphlet_locale::Tag as Language;
use pamphlet_source::{Code, Span, limits};

/// A tag that is open, and what follows it.
struct Open {
    tag: Option<HtmlTag>,
    written: String,
    span: Span,
    content: Vec<Inline>,
}

impl PageParser<'_> {
    /// Pairs the tags in a line of Markdown, which stand in it as [`InlineKind::Unsupported`], and gives each element
    /// its meaning.
    pub(crate) fn html_in_line(&mut self, content: Vec<Inline>) -> Vec<Inline> {
        let mut open = vec![Open { tag: None, written: String::new(), span: Span::default(), content: Vec::new() }];
        // A formula or a drawing, which is read from its source.
        let mut foreign: Option<(Span, &str)> = None;
        let ends = |name: &str| {
            content.iter().rposition(|node| match &node.kind {
                InlineKind::Unsupported { text } => {
                    tag::name_at(text).is_some_and(|(own, closes)| closes && own.eq_ignore_ascii_case(name))
                }
                _ => false,
            })
        };
        // Where the last of them ends: one that no end follows is a tag alone, and what stands behind it is text.
        let (last_math, last_svg) = (ends("math"), ends("svg"));
        for (at, node) in content.into_iter().enumerate() {
            let InlineKind::Unsupported { text } = &node.kind else {
                if foreign.is_none() {
                    push(&mut open, node);
                }
                continue;
            };
            if let Some((start, name)) = foreign {
                if tag::name_at(text).is_some_and(|(own, closes)| closes && own.eq_ignore_ascii_case(name)) {
                    for made in self.foreign(name, start.join(node.span)) {
                        push(&mut open, made);
                    }
                    foreign = None;
                }
                continue;
            }
            if text.starts_with("<!") || text.starts_with("<?") {
                continue;
            }
            let Some(tag) = tag::parse(text) else {
                push(&mut open, as_text(node));
                continue;
            };
            self.blocks_in_line |= !tag.closes && tag::is_block(&tag.name) && !tag::is_embedded(&tag.name);
            let last = match tag.name.as_str() {
                "math" => last_math,
                "svg" => last_svg,
                _ => None,
            };
            if matches!(tag.name.as_str(), "math" | "svg") && !tag.closes && !tag.empty {
                if last.is_some_and(|last| last > at) {
                    foreign = Some((node.span, if tag.name == "math" { "math" } else { "svg" }));
                } else {
                    push(&mut open, as_text(node));
                }
            } else if tag.name == "source" && !tag.closes {
                source_of(&mut open, &tag);
            } else if tag.closes {
                self.end_tag(&mut open, &tag, node);
            } else if tag::is_void(&tag.name) || tag.empty {
                let span = node.span;
                let made = self.line_element(&tag, span, Vec::new());
                if let Some(last) = open.last_mut() {
                    last.content.extend(made);
                }
            } else if open.len() < limits::HTML_LINE_LEVELS {
                let written = text.clone();
                open.push(Open { tag: Some(tag), written, span: node.span, content: Vec::new() });
            } else {
                self.limit(node.span, "HTML nests too deep");
            }
        }
        let mut rest = open.into_iter();
        let mut out = rest.next().map(|first| first.content).unwrap_or_default();
        for left in rest {
            out.extend(self.unclosed_in_line(left));
        }
        out
    }

    /// What is read from its source.
    fn foreign(&mut self, name: &str, span: Span) -> Vec<Inline> {
        let source = &self.source[span.range()];
        if name == "svg" {
            return self.drawing(source, span);
        }
        let source = source.to_owned();
        vec![inline(span, InlineKind::Math { notation: MathNotation::MathMl, source })]
    }

    /// The words of a drawing that is written into the page.
    pub(crate) fn drawing(&mut self, source: &str, span: Span) -> Vec<Inline> {
        let words = super::drawing::words(source);
        let (message, help) = (
            "a drawing that is written into the page is not shown, only its words are",
            "save it as a file and show it as a picture",
        );
        self.report.say(Code::DroppedMarkup, span, message, help);
        if words.is_empty() { Vec::new() } else { vec![inline(span, InlineKind::Text { text: words })] }
    }

    fn end_tag(&mut self, open: &mut Vec<Open>, tag: &HtmlTag, node: Inline) {
        let same = |other: &Open| other.tag.as_ref().is_some_and(|open| open.name == tag.name);
        let Some(at) = open.iter().rposition(same) else {
            if tag.name == "br" {
                // HTML has it as a break: many write `</br>` for `<br/>`.
                push(open, inline(node.span, InlineKind::LineBreak));
                return;
            }
            if is_known(&tag.name) {
                self.report.say(
                    Code::UnbalancedHtml,
                    node.span,
                    format!("`</{}>` closes nothing here", tag.name),
                    "take it out, or open the element before it in the same paragraph",
                );
            } else {
                push(open, as_text(node));
            }
            return;
        };
        let mut inner = open.split_off(at).into_iter();
        let Some(Open { tag: Some(first), span, mut content, .. }) = inner.next() else { return };
        for left in inner {
            let more = self.unclosed_in_line(left);
            content.extend(more);
        }
        let content = self.texts(content);
        let made = self.line_element(&first, span.join(node.span), content);
        if let Some(last) = open.last_mut() {
            last.content.extend(made);
        }
    }

    fn unclosed_in_line(&mut self, left: Open) -> Vec<Inline> {
        let mut out = Vec::new();
        let name = left.tag.as_ref().map_or("", |tag| tag.name.as_str());
        if is_known(name) {
            self.report.say(
                Code::UnbalancedHtml,
                left.span,
                format!("`<{name}>` is not closed here"),
                "close it with an end tag in the same paragraph",
            );
            if let Some(tag) = left.tag.as_ref().filter(|tag| tag.attrs.id.is_some() || tag.name == "iframe") {
                out.extend(self.line_element(tag, left.span, Vec::new()));
            }
        } else {
            self.report.say(
                Code::UnsupportedHtml,
                left.span,
                format!("`<{name}>` is not an element of HTML and stays as text"),
                "write `&lt;` for the sign, or use code marks",
            );
            out.push(inline(left.span, InlineKind::Text { text: left.written }));
        }
        out.extend(left.content);
        out
    }

    /// The nodes of an element in a line.
    pub(crate) fn line_element(&mut self, tag: &HtmlTag, span: Span, content: Vec<Inline>) -> Vec<Inline> {
        let mut attrs = tag.attrs.clone();
        let styled = |style, content| InlineKind::Styled { style, content };
        let kind = match tag.name.as_str() {
            "em" | "i" | "cite" | "var" => styled(Emphasis::Emphasis, content),
            "strong" | "b" => styled(Emphasis::Strong, content),
            "del" | "s" | "strike" => styled(Emphasis::Deleted, content),
            "ins" | "u" => styled(Emphasis::Inserted, content),
            "mark" => styled(Emphasis::Marked, content),
            "small" => styled(Emphasis::Small, content),
            "sub" => styled(Emphasis::Subscript, content),
            "sup" => styled(Emphasis::Superscript, content),
            "q" => styled(Emphasis::Quoted, content),
            "kbd" => InlineKind::Keys { keys: vec![plain_text(&content)] },
            "code" | "tt" | "samp" => InlineKind::Code { text: plain_text(&content), language: None },
            "abbr" | "acronym" if attrs.get("title").is_some_and(|title| !title.is_empty()) => {
                InlineKind::Abbreviation { text: plain_text(&content), expansion: take(&mut attrs, "title") }
            }
            "dfn" => {
                let title = Some(take(&mut attrs, "title")).filter(|title| !title.is_empty());
                InlineKind::Definition { title, content }
            }
            "a" if attrs.get("href").is_some() => {
                let target = Target::Written { address: take(&mut attrs, "href") };
                InlineKind::Link(Link { target, title: None, title_language: None, role: None, button: None, content })
            }
            "a" if attrs.id.is_none() && attrs.get("name").is_some_and(|name| !name.trim().is_empty()) => {
                // An anchor, as it was written before `id` could be anywhere.
                attrs.id = Some(take(&mut attrs, "name"));
                InlineKind::Span { content }
            }
            "img" => picture(&mut attrs),
            "br" => InlineKind::LineBreak,
            "iframe" | "video" | "audio" | "embed" | "object" => return embedded(tag, span, content),
            // What they name is said by what they stand in.
            "source" | "track" => return Vec::new(),
            // What can be chosen is seen, one below the other.
            "option" => {
                let mut content = content;
                content.push(inline(span, InlineKind::LineBreak));
                return content;
            }
            "script" | "style" | "template" | "canvas" | "noscript" | "link" | "meta" | "input" | "col" | "param"
            | "area" | "base" | "wbr" | "datalist" => {
                self.dropped(&tag.name, span);
                return Vec::new();
            }
            _ => {
                if let Some(language) = attrs.get("lang").and_then(Language::parse) {
                    InlineKind::Language { language, content }
                } else if attrs.id.is_some() || !attrs.classes.is_empty() {
                    InlineKind::Span { content }
                } else {
                    return content;
                }
            }
        };
        attrs.pairs.retain(|(key, _)| key != "style" && !key.starts_with("on"));
        let mut out = vec![Inline { attrs, ..inline(span, kind) }];
        finish::finish(&mut out);
        out
    }

    /// Says that an element is not shown.
    pub(crate) fn dropped(&mut self, name: &str, span: Span) {
        self.report.say(
            Code::DroppedMarkup,
            span,
            format!("`<{name}>` has no meaning in a document and is not shown"),
            "nothing, unless readers should see it: then write it as text",
        );
    }
}

/// Gives the film or sound that is open the address that an element in it names.
fn source_of(open: &mut [Open], source: &HtmlTag) {
    let Some(Open { tag: Some(tag), .. }) = open.last_mut() else { return };
    if matches!(tag.name.as_str(), "video" | "audio")
        && tag.attrs.get("src").is_none()
        && let Some(address) = source.attrs.get("src")
    {
        tag.attrs.pairs.push(("src".to_owned(), address.to_owned()));
    }
}

/// What is shown in a frame of its own: a link with its title, behind the picture that stands for it.
fn embedded(tag: &HtmlTag, span: Span, content: Vec<Inline>) -> Vec<Inline> {
    let address = ["src", "data", "href"].iter().find_map(|key| tag.attrs.get(key)).unwrap_or_default().to_owned();
    if address.is_empty() {
        return content;
    }
    let within = plain_text(&content).trim().to_owned();
    let title = tag.attrs.get("title").or_else(|| tag.attrs.get("aria-label")).map(str::trim);
    let words = title.filter(|words| !words.is_empty()).map(str::to_owned);
    let words = words.or(Some(within).filter(|words| !words.is_empty())).unwrap_or_else(|| address.clone());
    let mut out = Vec::new();
    if let Some(poster) = tag.attrs.get("poster").filter(|poster| !poster.is_empty()) {
        let mut attrs = Attrs::default();
        attrs.pairs.push(("src".to_owned(), poster.to_owned()));
        attrs.pairs.push(("alt".to_owned(), String::new()));
        out.push(inline(span, picture(&mut attrs)));
        out.push(inline(span, InlineKind::LineBreak));
    }
    let content = vec![inline(span, InlineKind::Text { text: words })];
    let target = Target::Written { address };
    let link = Link { target, title: None, title_language: None, role: None, button: None, content };
    out.push(inline(span, InlineKind::Link(link)));
    out
}

/// Whether an element is one of HTML.
fn is_known(name: &str) -> bool {
    tag::is_block(name) || tag::is_inline(name)
}

/// What is no HTML is text.
fn as_text(node: Inline) -> Inline {
    match node.kind {
        InlineKind::Unsupported { text } => Inline { kind: InlineKind::Text { text }, ..node },
        _ => node,
    }
}

fn push(open: &mut [Open], node: Inline) {
    if let Some(last) = open.last_mut() {
        last.content.push(node);
    }
}

fn take(attrs: &mut Attrs, key: &str) -> String {
    let value = attrs.get(key).unwrap_or_default().to_owned();
    attrs.pairs.retain(|(name, _)| name != key);
    value
}

/// `<img>`.
fn picture(attrs: &mut Attrs) -> InlineKind {
    let decorative = attrs.get("alt") == Some("")
        || attrs.get("aria-hidden") == Some("true")
        || matches!(attrs.get("role"), Some("presentation" | "none"));
    let source = AssetRef::Written { address: take(attrs, "src") };
    let alternative = take(attrs, "alt");
    let title = None;
    InlineKind::Picture(Picture {
        source,
        language: None,
        dark: None,
        alternative,
        decorative,
        title,
        width: None,
        height: None,
        alignment: None,
    })
}
