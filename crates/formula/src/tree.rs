//! `MathML` as a small tree of our own.

use crate::tex::mathml;
use pamphlet_document::MathNotation;
use pamphlet_source::limits;
use std::collections::BTreeMap;

/// An element.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Element {
    /// Its name, without a prefix.
    pub name: String,
    /// Its attributes.
    pub attributes: BTreeMap<String, String>,
    /// Its text, when it has no elements.
    pub text: String,
    /// What it holds.
    pub children: Vec<Element>,
}

impl Element {
    /// The value of an attribute.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// Whether an attribute says true, or says false; none when it says nothing.
    #[must_use]
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.attribute(name)? {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// Whether it has a class, or one that begins so.
    #[must_use]
    pub fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|own| own.split_whitespace().any(|own| own.starts_with(class)))
    }

    /// A length of an attribute, in ems.
    #[must_use]
    pub fn ems(&self, name: &str) -> Option<f32> {
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
#[must_use]
pub fn read(notation: MathNotation, source: &str, display: bool) -> Option<Element> {
    if source.len() > limits::TEX_BYTES {
        return None;
    }
    let mathml = match notation {
        MathNotation::Tex => mathml(source, display)?,
        MathNotation::MathMl if source.trim_start().starts_with("<math") => source.to_owned(),
        MathNotation::MathMl => format!("<math>{source}</math>"),
    };
    let parsed = roxmltree::Document::parse(&mathml).ok()?;
    element(parsed.root_element(), 0)
}

fn element(node: roxmltree::Node<'_, '_>, depth: usize) -> Option<Element> {
    if depth > limits::TEX_LEVELS * 4 {
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
