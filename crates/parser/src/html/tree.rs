//! HTML as a tree, for elements whose text is no Markdown.

use super::tag::{self, HtmlTag};
use pamphlet_source::limits;
use std::ops::Range;

/// A piece of HTML.
#[derive(Debug)]
pub(crate) enum Node {
    /// Text, as a range of what was parsed.
    Text(Range<usize>),
    /// An element.
    Element(Element),
    /// A comment.
    Comment(Range<usize>),
    /// Fenced code: Markdown takes it out before it looks at HTML.
    Fence(Range<usize>),
}

/// An element.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) tag: HtmlTag,
    /// Where it stands.
    pub(crate) range: Range<usize>,
    /// What it holds.
    pub(crate) children: Vec<Node>,
}

/// Parses HTML, in which `fences` are code, in order. Never fails: end tags that close nothing are left out, what is not
/// closed ends with its parent.
pub(crate) fn parse(text: &str, fences: &[Range<usize>]) -> Vec<Node> {
    let mut root: Vec<Node> = Vec::new();
    let mut open: Vec<Element> = Vec::new();
    let mut at = 0;
    let mut from = 0;
    let mut fences = fences.iter().peekable();
    loop {
        let found = text[at..].find('<').map(|found| at + found);
        while fences.next_if(|fence| fence.start < at).is_some() {}
        if let Some(fence) = fences.next_if(|fence| found.is_none_or(|found| fence.start <= found)) {
            text_to(from..fence.start, &mut root, &mut open);
            push(Node::Fence(fence.clone()), &mut root, &mut open);
            at = fence.end;
            from = at;
            continue;
        }
        let Some(found) = found else { break };
        at = found;
        let rest = &text[at..];
        if rest.starts_with("<!--") {
            text_to(from..at, &mut root, &mut open);
            let end = rest.find("-->").map_or(text.len(), |end| at + end + 3);
            push(Node::Comment(at..end), &mut root, &mut open);
            at = end;
            from = at;
            continue;
        }
        let Some(tag) = tag::parse(rest) else {
            at += 1;
            continue;
        };
        text_to(from..at, &mut root, &mut open);
        let start = at;
        at += tag.length;
        from = at;
        if tag.closes {
            if let Some(depth) = open.iter().rposition(|element| element.tag.name == tag.name) {
                while open.len() > depth {
                    let end = if open.len() == depth + 1 { at } else { start };
                    close(end, &mut root, &mut open);
                }
            }
            continue;
        }
        while open.last().is_some_and(|last| ends_with(&last.tag.name, &tag.name)) {
            close(start, &mut root, &mut open);
        }
        if tag::is_raw_text(&tag.name) {
            let needle = format!("</{}", tag.name);
            let end = text[at..].to_ascii_lowercase().find(&needle).map_or(text.len(), |end| at + end);
            let children = vec![Node::Text(at..end)];
            let close = text[end..].find('>').map_or(text.len(), |close| end + close + 1);
            push(Node::Element(Element { tag, range: start..close, children }), &mut root, &mut open);
            at = close;
            from = at;
            continue;
        }
        let empty = tag.empty && !tag::is_block(&tag.name) && tag.name != "a" || tag::is_void(&tag.name);
        let element = Element { tag, range: start..at, children: Vec::new() };
        if empty || open.len() >= limits::HTML_LEVELS {
            push(Node::Element(element), &mut root, &mut open);
        } else {
            open.push(element);
        }
    }
    text_to(from..text.len(), &mut root, &mut open);
    while !open.is_empty() {
        close(text.len(), &mut root, &mut open);
    }
    root
}

/// The fenced code in a text, as its lines.
pub(crate) fn fences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !text.contains("```") && !text.contains("~~~") {
        return found;
    }
    let lines = crate::text::lines(text, 0);
    let mut fences = crate::scan::Fences::default();
    let mut at = 0;
    while at < lines.len() {
        if let Some(end) = fences.end(text, &lines, at) {
            found.push(lines[at].start..lines[end].end);
            at = end;
        }
        at += 1;
    }
    found
}

/// Whether an open element ends where another begins.
fn ends_with(open: &str, next: &str) -> bool {
    match open {
        "li" => next == "li",
        "dt" | "dd" => matches!(next, "dt" | "dd"),
        "td" | "th" => matches!(next, "td" | "th" | "tr" | "tbody" | "tfoot" | "thead"),
        "tr" => matches!(next, "tr" | "tbody" | "tfoot" | "thead"),
        "thead" | "tbody" | "tfoot" | "caption" | "colgroup" => matches!(next, "tbody" | "tfoot" | "thead"),
        "option" => next == "option",
        "p" => tag::is_block(next) && next != "math" && next != "svg" && next != "iframe" && next != "video",
        _ => false,
    }
}

fn text_to(range: Range<usize>, root: &mut Vec<Node>, open: &mut [Element]) {
    if !range.is_empty() {
        push(Node::Text(range), root, open);
    }
}

fn push(node: Node, root: &mut Vec<Node>, open: &mut [Element]) {
    match open.last_mut() {
        Some(parent) => parent.children.push(node),
        None => root.push(node),
    }
}

fn close(end: usize, root: &mut Vec<Node>, open: &mut Vec<Element>) {
    if let Some(mut element) = open.pop() {
        element.range.end = end;
        push(Node::Element(element), root, open);
    }
}
