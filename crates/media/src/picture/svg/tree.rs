//! What stays of a document, as a tree of our own: only known elements and attributes, styles resolved.

use super::element::{Child, Element, Value};
use super::style::{self, Sheet};
use super::{computed, foreign, vocabulary};
use crate::picture::{self, Picture, PictureError, Raster, RasterFormat};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use pamphlet_source::limits::{PICTURE_PIXELS, SVG_CHARACTERS, SVG_LEVELS, SVG_NUMBER};
use roxmltree::{Document, Node as XmlNode};
use std::collections::{BTreeMap, BTreeSet, HashMap};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Builds the tree of a document.
pub(super) fn build(xml: &Document<'_>, notes: &mut Vec<String>) -> Result<Element, PictureError> {
    let root = xml.root_element();
    if root.tag_name().name() != "svg" || !is_svg(root) {
        return Err(PictureError("the file is XML, but no SVG".to_owned()));
    }
    let css: String = xml
        .descendants()
        .filter(|node| node.is_element() && node.tag_name().name() == "style" && is_svg(*node))
        .flat_map(|node| node.children().filter(XmlNode::is_text).filter_map(|child| child.text().map(str::to_owned)))
        .collect::<Vec<_>>()
        .join("\n");
    let mut builder = Builder {
        sheet: Sheet::new(&css),
        variables: computed::variables(&css),
        removed: BTreeSet::new(),
        letters: SVG_CHARACTERS,
        pixels: PICTURE_PIXELS,
    };
    let tree = builder.element(root, "svg", 0)?;
    if builder.sheet.is_cut() {
        notes.push("the style sheet takes too many steps; rules were left out".to_owned());
    }
    notes.extend(builder.removed.into_iter().map(str::to_owned));
    Ok(tree)
}

/// An element belongs to SVG when its namespace says so, or when nobody declared one.
fn is_svg(node: XmlNode<'_, '_>) -> bool {
    matches!(node.tag_name().namespace(), None | Some(SVG))
}

const SCRIPTS: &str = "scripts were taken out";
const HTML: &str = "embedded HTML was taken out";
const WORDS: &str = "embedded HTML became plain text";
const ANIMATION: &str = "animation was taken out";
const OUTSIDE: &str = "references to other files were taken out";
const VAST: &str = "an outline with numbers beyond a thousand millions was taken out";
const PICTURES: &str = "an embedded picture that cannot be read was taken out";

struct Builder<'s> {
    sheet: Sheet<'s>,
    /// Custom properties.
    variables: HashMap<&'s str, &'s str>,
    /// What was taken out, for the notes.
    removed: BTreeSet<&'static str>,
    /// How many letters may still be drawn.
    letters: usize,
    /// How many pixels embedded pictures may still have.
    pixels: u64,
}

impl Builder<'_> {
    fn element(&mut self, node: XmlNode<'_, '_>, name: &'static str, depth: usize) -> Result<Element, PictureError> {
        if depth > SVG_LEVELS {
            return Err(PictureError(format!("the SVG file is nested more than {SVG_LEVELS} deep")));
        }
        let mut element = Element {
            name,
            id: node.attribute("id").filter(|id| !id.is_empty()).map(str::to_owned),
            attributes: self.attributes(node, name),
            children: Vec::new(),
        };
        self.children(node, name, depth, &mut element.children)?;
        Ok(element)
    }

    fn children(
        &mut self,
        node: XmlNode<'_, '_>,
        parent: &str,
        depth: usize,
        out: &mut Vec<Child>,
    ) -> Result<(), PictureError> {
        if depth > SVG_LEVELS {
            return Err(PictureError(format!("the SVG file is nested more than {SVG_LEVELS} deep")));
        }
        for child in node.children() {
            if child.is_text() {
                if vocabulary::has_text(parent) {
                    let text = child.text().unwrap_or_default();
                    self.count(text)?;
                    out.push(Child::Text(text.to_owned()));
                }
                continue;
            }
            if !child.is_element() || !is_svg(child) {
                continue;
            }
            match child.tag_name().name() {
                // The link goes, what it shows stays.
                "a" => {
                    if vocabulary::has_text(parent) {
                        out.push(Child::Element(self.element(child, "tspan", depth + 1)?));
                    } else {
                        out.push(Child::Element(self.element(child, "g", depth + 1)?));
                    }
                }
                "script" => {
                    self.removed.insert(SCRIPTS);
                }
                "foreignObject" => out.extend(self.foreign(child)?.map(Child::Element)),
                "animate" | "animateColor" | "animateMotion" | "animateTransform" | "set" => {
                    self.removed.insert(ANIMATION);
                }
                name => {
                    // Inside text only its own parts are drawn; elsewhere only what is known.
                    let Some(name) = vocabulary::element(name) else { continue };
                    if matches!(name, "tspan" | "textPath") && !vocabulary::has_text(parent) {
                        continue;
                    }
                    let picture = if name == "image" { self.picture(child) } else { None };
                    if name == "image" && picture.is_none() {
                        continue;
                    }
                    let mut element = self.element(child, name, depth + 1)?;
                    if name == "text" && parent == "switch" {
                        self.mend_fallback(child, &mut element)?;
                    }
                    if let Some(data) = picture {
                        element.attributes.push(("xlink:href", Value::Text(data)));
                        element.attributes.sort_by_key(|(name, _)| *name);
                    }
                    out.push(Child::Element(element));
                }
            }
        }
        Ok(())
    }

    /// Counts letters that are drawn.
    fn count(&mut self, text: &str) -> Result<(), PictureError> {
        self.letters = self
            .letters
            .checked_sub(text.chars().count())
            .ok_or_else(|| PictureError(format!("the SVG file draws more than {SVG_CHARACTERS} letters")))?;
        Ok(())
    }

    /// What stands for a box of HTML: its words as text; none where the drawing has something for programs that draw no
    /// HTML.
    fn foreign(&mut self, node: XmlNode<'_, '_>) -> Result<Option<Element>, PictureError> {
        let in_switch = node.parent_element().is_some_and(|parent| parent.tag_name().name() == "switch");
        if in_switch && node.next_sibling_element().is_some_and(is_svg) {
            return Ok(None);
        }
        let Some(label) = foreign::label(node) else {
            self.removed.insert(HTML);
            return Ok(None);
        };
        self.count(&label.words())?;
        self.removed.insert(WORDS);
        let color = label.color.as_deref().and_then(|color| self.value("fill", color));
        let place = ["x", "y", "width", "height"].map(|name| node.attribute(name).and_then(foreign::pixels));
        let mut element = label.into_text(place);
        let transform = node.attribute("transform").and_then(|value| self.value("transform", value));
        for (name, value) in [("fill", color), ("transform", transform)] {
            if let Some(value) = value {
                put(&mut element.attributes, name, value);
            }
        }
        element.attributes.sort_by_key(|(name, _)| *name);
        Ok(Some(element))
    }

    /// Text for programs that draw no HTML is often cut, or says only that they do not: then the words of the HTML stand
    /// in its place.
    fn mend_fallback(&mut self, node: XmlNode<'_, '_>, element: &mut Element) -> Result<(), PictureError> {
        let html = node.prev_sibling_element().filter(|before| before.tag_name().name() == "foreignObject");
        let Some(label) = html.and_then(foreign::label) else { return Ok(()) };
        let shown: String = node.descendants().filter(XmlNode::is_text).filter_map(|text| text.text()).collect();
        let (shown, words) = (shown.trim(), label.words());
        let cut = shown.strip_suffix("...").or_else(|| shown.strip_suffix('\u{2026}'));
        let is_cut = cut.is_some_and(|start| words.starts_with(start.trim_end()));
        if is_cut || shown.is_empty() || shown.starts_with('[') && shown.ends_with(']') {
            self.count(&words)?;
            element.children = vec![Child::Text(words)];
        }
        Ok(())
    }

    /// The address of an `<image>` that can stay: it holds its pixels itself.
    fn picture(&mut self, node: XmlNode<'_, '_>) -> Option<String> {
        let address = href(node)?;
        if !address.trim_start().starts_with("data:") {
            self.removed.insert(OUTSIDE);
            return None;
        }
        let embedded = embedded(address, &mut self.pixels);
        if embedded.is_none() {
            self.removed.insert(PICTURES);
        }
        embedded
    }

    fn attributes(&mut self, node: XmlNode<'_, '_>, element: &str) -> Vec<(&'static str, Value)> {
        let mut out: Vec<(&'static str, Value)> = Vec::new();
        let plain = |c: char| c.is_ascii_lowercase() || matches!(c, '-' | ' ');
        let mut kept_styles: BTreeMap<String, String> = BTreeMap::new();
        for attribute in node.attributes() {
            match (attribute.namespace(), attribute.name()) {
                (None, name) if name.starts_with("on") => {
                    self.removed.insert(SCRIPTS);
                }
                (None, name) if vocabulary::is_style_attribute(name) && attribute.value().chars().all(plain) => {
                    kept_styles.insert(name.to_owned(), attribute.value().to_owned());
                }
                (None, name) => {
                    if let Some(name) = vocabulary::attribute(name)
                        && let Some(value) = self.value(name, attribute.value())
                    {
                        put(&mut out, name, value);
                    }
                }
                (Some(XML), "lang") => put(&mut out, "xml:lang", Value::Text(attribute.value().to_owned())),
                (Some(XML), "space") if vocabulary::has_text(element) || element == "svg" || element == "g" => {
                    put(&mut out, "xml:space", Value::Text(attribute.value().to_owned()));
                }
                _ => {}
            }
        }
        if let Some(address) = href(node).map(str::trim) {
            if let Some(id) = address.strip_prefix('#') {
                if vocabulary::is_linked(element) {
                    out.push(("xlink:href", Value::Href(id.to_owned())));
                }
            } else if element != "image" && vocabulary::is_linked(element) {
                self.removed.insert(OUTSIDE);
            }
        }
        for property in style::of(node, &self.sheet) {
            if vocabulary::is_style_only(&property.name) && property.value.chars().all(plain) {
                kept_styles.insert(property.name, property.value);
                continue;
            }
            let name = vocabulary::attribute(&property.name);
            if let Some(name) = name
                && let Some(value) = self.value(name, &property.value)
            {
                put(&mut out, name, value);
            }
        }
        if !kept_styles.is_empty() {
            let styles: Vec<String> = kept_styles.iter().map(|(name, value)| format!("{name}:{value}")).collect();
            out.push(("style", Value::Text(styles.join(";"))));
        }
        // The same picture gives the same bytes, however an editor orders attributes.
        out.sort_by_key(|(name, _)| *name);
        out
    }

    /// The value of an attribute, if it is harmless.
    fn value(&mut self, name: &str, value: &str) -> Option<Value> {
        let value = value.trim();
        if matches!(name, "d" | "points") && has_vast_numbers(value) {
            self.removed.insert(VAST);
            return None;
        }
        let lower = value.to_ascii_lowercase();
        if lower.contains("var(") || lower.contains("light-dark(") {
            let computed = computed::compute(value, &self.variables)?;
            return self.value(name, &computed);
        }
        if !lower.contains("url(") {
            let is_foreign =
                ["var(", "expression(", "javascript:", "image-set(", "src("].iter().any(|sign| lower.contains(sign));
            return (!is_foreign).then(|| Value::Text(value.to_owned()));
        }
        let id = lower
            .starts_with("url(")
            .then(|| value["url(".len()..].split(')').next().unwrap_or_default())
            .map(|inner| inner.trim().trim_matches(['\'', '"']).trim())
            .and_then(|inner| inner.strip_prefix('#'));
        match id {
            Some(id) if vocabulary::refers(name) => Some(Value::Url(id.to_owned())),
            Some(_) => None,
            None => {
                self.removed.insert(OUTSIDE);
                // `url(other.svg#x) red` falls back to red.
                let fallback = value.rsplit(')').next().unwrap_or_default().trim();
                (!fallback.is_empty() && matches!(name, "fill" | "stroke")).then(|| Value::Text(fallback.to_owned()))
            }
        }
    }
}

/// Whether an outline has a number beyond those that mean something: curves through such are followed for hours.
fn has_vast_numbers(outline: &str) -> bool {
    let mut rest = outline;
    while let Some(start) = rest.find(|sign: char| sign.is_ascii_digit() || sign == '.') {
        let number = &rest[start..];
        let (mut has_point, mut has_exponent, mut before) = (false, false, ' ');
        let end = number.find(|sign: char| {
            let goes_on = match sign {
                '0'..='9' => true,
                '.' => !std::mem::replace(&mut has_point, true) && !has_exponent,
                'e' | 'E' => !std::mem::replace(&mut has_exponent, true),
                '+' | '-' => matches!(before, 'e' | 'E'),
                _ => false,
            };
            before = sign;
            !goes_on
        });
        let (number, after) = number.split_at(end.unwrap_or(number.len()).max(1));
        if number.parse::<f64>().is_ok_and(|number| number > f64::from(SVG_NUMBER)) {
            return true;
        }
        rest = after;
    }
    false
}

fn put(out: &mut Vec<(&'static str, Value)>, name: &'static str, value: Value) {
    match out.iter_mut().find(|(known, _)| *known == name) {
        Some((_, earlier)) => *earlier = value,
        None => out.push((name, value)),
    }
}

fn href<'n>(node: XmlNode<'n, '_>) -> Option<&'n str> {
    node.attribute("href").or_else(|| node.attribute((XLINK, "href")))
}

/// The address of an embedded picture of pixels, decoded and written anew; none when it is no such picture, or when all
/// together have more pixels than one file may have.
fn embedded(address: &str, left: &mut u64) -> Option<String> {
    let (header, data) = address.trim().strip_prefix("data:")?.split_once(',')?;
    if !header.to_ascii_lowercase().ends_with(";base64") {
        return None;
    }
    let compact: String = data.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = BASE64.decode(compact.trim_end_matches('=').to_owned() + padding(&compact)).ok()?;
    // Pictures of lines inside pictures of lines could go on for ever.
    if super::is_svg(&bytes) {
        return None;
    }
    *left = left.checked_sub(picture::pixels(&bytes)?)?;
    let Picture::Raster(Raster { format, bytes, .. }) = Picture::read(&bytes).ok()? else { return None };
    let kind = match format {
        RasterFormat::Png => "png",
        RasterFormat::Jpeg => "jpeg",
    };
    Some(format!("data:image/{kind};base64,{}", BASE64.encode(bytes)))
}

/// The padding that the length of base64 text asks for, whatever its author wrote.
fn padding(text: &str) -> &'static str {
    match text.trim_end_matches('=').len() % 4 {
        2 => "==",
        3 => "=",
        _ => "",
    }
}
