//! `MathML` as a small tree of our own.

use pamphlet_document::MathNotation;
use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};
use std::collections::BTreeMap;

/// Longest formula that is set, bytes.
const LONGEST: usize = 8_000;
/// Deepest nesting that is set.
const DEEPEST: usize = 48;

/// An element.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Element {
    /// Its name, without a prefix.
    pub(super) name: String,
    /// Its attributes.
    pub(super) attributes: BTreeMap<String, String>,
    /// Its text, when it has no elements.
    pub(super) text: String,
    /// What it holds.
    pub(super) children: Vec<Element>,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// Whether an attribute says true, or says false; none when it says nothing.
    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        match self.attribute(name)? {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// A length of an attribute, in ems.
    pub(super) fn ems(&self, name: &str) -> Option<f32> {
        let value = self.attribute(name)?.trim();
        let named = match value {
            "veryverythinmathspace" => Some(1.0),
            "verythinmathspace" => Some(2.0),
            "thinmathspace" => Some(3.0),
            "mediummathspace" => Some(4.0),
            "thickmathspace" => Some(5.0),
            "verythickmathspace" => Some(6.0),
            "veryverythickmathspace" => Some(7.0),
            _ => None,
        };
        if let Some(eighteenths) = named {
            return Some(eighteenths / 18.0);
        }
        let digits = value.find(|c: char| c.is_ascii_alphabetic() || c == '%').unwrap_or(value.len());
        let number: f32 = value[..digits].trim().parse().ok().filter(|number: &f32| number.is_finite())?;
        let ems = match &value[digits..] {
            "em" | "" => number,
            "ex" => number * 0.45,
            "px" => number / 16.0,
            "pt" => number / 12.0,
            "mm" => number * 72.0 / 25.4 / 12.0,
            "cm" => number * 72.0 / 2.54 / 12.0,
            "in" => number * 6.0,
            "mu" => number / 18.0,
            _ => return None,
        };
        Some(ems.clamp(-20.0, 40.0))
    }
}

/// Reads a formula; none when it is too long or deep, or not understood.
pub(super) fn read(notation: MathNotation, source: &str, display: bool) -> Option<Element> {
    if source.len() > LONGEST {
        return None;
    }
    let mathml = match notation {
        MathNotation::Tex => from_tex(source, display)?,
        MathNotation::MathMl if source.trim_start().starts_with("<math") => source.to_owned(),
        MathNotation::MathMl => format!("<math>{source}</math>"),
    };
    let parsed = roxmltree::Document::parse(&mathml).ok()?;
    element(parsed.root_element(), 0)
}

fn element(node: roxmltree::Node<'_, '_>, depth: usize) -> Option<Element> {
    if depth > DEEPEST * 4 {
        return None;
    }
    let attributes = node.attributes().map(|own| (own.name().to_owned(), own.value().to_owned())).collect();
    let mut out = Element { name: node.tag_name().name().to_owned(), attributes, ..Element::default() };
    if out.name == "merror" {
        return None;
    }
    for child in node.children() {
        if child.is_element() {
            if !matches!(child.tag_name().name(), "annotation" | "annotation-xml" | "script" | "style") {
                out.children.push(element(child, depth + 1)?);
            }
        } else if let Some(text) = child.text().filter(|_| child.is_text()) {
            out.text.push_str(text);
        }
    }
    // Words that stand between elements, where MathML has none, are kept as words.
    if !out.children.is_empty() && !out.text.trim().is_empty() {
        let text = std::mem::take(&mut out.text);
        out.children.push(Element { name: "mtext".to_owned(), text, ..Element::default() });
    }
    Some(out)
}

/// `TeX` as `MathML`; none where it defines commands (they could expand without end) or nests too deep.
fn from_tex(source: &str, display: bool) -> Option<String> {
    let defines = ["\\def", "\\let", "\\futurelet", "\\newcommand", "\\renewcommand", "\\providecommand", "\\edef"];
    if defines.iter().any(|command| source.contains(command)) || nesting(source) > DEEPEST {
        return None;
    }
    let storage = Storage::new();
    let events = Parser::new(source, &storage).collect::<Result<Vec<_>, _>>().ok()?;
    let display_mode = if display { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, xml: true, ..RenderConfig::default() };
    let mut out = String::new();
    push_mathml(&mut out, events.into_iter().map(Ok::<_, std::convert::Infallible>), config).ok()?;
    let out = mended(&out);
    // pulldown-latex 0.8 writes the signs `<` and `&` as they are; one that begins no tag is text.
    let mut escaped = String::with_capacity(out.len());
    for (index, character) in out.char_indices() {
        let next = out.as_bytes().get(index + 1).copied().unwrap_or(b' ');
        match character {
            '<' if !next.is_ascii_alphabetic() && next != b'/' => escaped.push_str("&lt;"),
            '&' => escaped.push_str("&amp;"),
            _ => escaped.push(character),
        }
    }
    Some(escaped)
}

/// pulldown-latex 0.8 writes an entity that XML does not know, and puts the room before a name into the script element
/// that the name has, which then has a child too many.
fn mended(mathml: &str) -> String {
    let mut out = mathml.replace("&nbsp;", "\u{A0}");
    let room = "<mspace width=\"0.1667em\" />";
    for name in ["msub", "msup", "msubsup", "munder", "mover", "munderover"] {
        out = out.replace(&format!("<{name}>{room}"), &format!("{room}<{name}>"));
    }
    out
}

fn nesting(source: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in source.bytes() {
        match byte {
            b'{' | b'[' | b'(' | b'^' | b'_' => depth += 1,
            b'}' | b']' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest.max(source.matches("\\left").count()).max(source.matches("\\begin").count())
}
