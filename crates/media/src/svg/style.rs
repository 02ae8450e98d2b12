//! Style sheets and `style` attributes, resolved into presentation attributes.

use super::vocabulary;
use pamphlet_source::limits;
use roxmltree::Node;
use simplecss::{AttributeOperator, PseudoClass, StyleSheet};

/// The style sheets of a document, sorted by weight. `@media` and other at-rules are left out, as by other programs
/// that draw SVG without a screen.
pub(super) fn sheet(text: &str, elements: usize) -> (StyleSheet<'_>, bool) {
    let mut sheet = StyleSheet::parse(text);
    let allowed = limits::SVG_COMPARISONS / elements.max(1);
    let cut = sheet.rules.len() > allowed;
    sheet.rules.truncate(allowed);
    (sheet, cut)
}

/// A property that an element has by its style.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Property {
    pub(super) name: String,
    pub(super) value: String,
    important: bool,
}

/// The properties of an element by style sheets, then by its `style` attribute; a later one of the same name has won.
pub(super) fn of(node: Node<'_, '_>, sheet: &StyleSheet<'_>) -> Vec<Property> {
    let mut found: Vec<Property> = Vec::new();
    let element = Element(node);
    let rules = sheet.rules.iter().filter(|rule| rule.selector.matches(&element));
    let inline = declarations(node.attribute("style").unwrap_or_default());
    let declarations = rules
        .flat_map(|rule| rule.declarations.iter().map(|known| (known.name, known.value, known.important)))
        .chain(inline);
    for (name, value, important) in declarations {
        for (name, value) in expand(name, value) {
            let value = value.trim().to_owned();
            match found.iter_mut().find(|property| property.name == name) {
                Some(earlier) if earlier.important && !important => {}
                Some(earlier) => (earlier.value, earlier.important) = (value, important),
                None => found.push(Property { name, value, important }),
            }
        }
    }
    found
}

/// The declarations of a `style` attribute: name, value, whether it is important. Semicolons inside quotes and brackets
/// belong to the value.
fn declarations(style: &str) -> Vec<(&str, &str, bool)> {
    let mut out = Vec::new();
    let (mut start, mut depth, mut quote) = (0, 0_u32, None);
    for (at, character) in style.char_indices().chain([(style.len(), ';')]) {
        match (character, quote) {
            (_, Some(open)) if at < style.len() => quote = (character != open).then_some(open),
            ('"' | '\'', None) => quote = Some(character),
            ('(', None) => depth += 1,
            (')', None) => depth = depth.saturating_sub(1),
            (';', _) if depth == 0 || at == style.len() => {
                if let Some((name, value)) = style[start..at].split_once(':') {
                    let (value, important) = match value.split_once('!') {
                        Some((value, mark)) => (value, mark.trim().eq_ignore_ascii_case("important")),
                        None => (value, false),
                    };
                    out.push((name.trim(), value.trim(), important));
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    out
}

/// A declaration as attributes that SVG knows: shorthands are taken apart, the others stay.
fn expand(name: &str, value: &str) -> Vec<(String, String)> {
    let lower = name.to_ascii_lowercase();
    match lower.as_str() {
        "marker" => ["marker-start", "marker-mid", "marker-end"].map(|name| (name.to_owned(), value.to_owned())).into(),
        "font" => font(value),
        "transform" => unitless(value).map(|value| ("transform".to_owned(), value)).into_iter().collect(),
        _ if vocabulary::property(&lower).is_some()
            || vocabulary::geometry(&lower).is_some()
            || vocabulary::is_style_only(&lower) =>
        {
            vec![(lower, value.to_owned())]
        }
        _ => Vec::new(),
    }
}

/// The parts of the `font` shorthand: `italic bold 12px/30px Georgia, serif`.
fn font(value: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut rest = value.trim();
    while let Some((word, after)) = rest.split_once(char::is_whitespace) {
        let after = after.trim_start();
        let name = match word {
            "italic" | "oblique" => "font-style",
            "small-caps" => "font-variant",
            "bold" | "bolder" | "lighter" => "font-weight",
            "normal" => "",
            _ if word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit()) => "font-weight",
            _ => {
                let size = word.split('/').next().unwrap_or(word);
                out.push(("font-size".to_owned(), size.to_owned()));
                out.push(("font-family".to_owned(), after.to_owned()));
                return out;
            }
        };
        if !name.is_empty() {
            out.push((name.to_owned(), word.to_owned()));
        }
        rest = after;
    }
    out
}

/// A `transform` of CSS as one of SVG, which has no units: `translate(1px, 2px) rotate(45deg)`. None when it uses what
/// SVG 1.1 cannot say.
fn unitless(value: &str) -> Option<String> {
    let plain = value.replace("px", "").replace("deg", "");
    let names = ["matrix", "translate", "translateX", "translateY", "scale", "rotate", "skewX", "skewY"];
    let mut rest = plain.as_str();
    while let Some((name, after)) = rest.split_once('(') {
        let name = name.trim().trim_start_matches(',').trim();
        let (arguments, after) = after.split_once(')')?;
        let numbers = arguments.split([',', ' ']).filter(|number| !number.is_empty());
        // The last two names are CSS alone.
        if !names.contains(&name) || name.ends_with("teX") || name.ends_with("teY") {
            return None;
        }
        if !numbers.clone().all(|number| number.parse::<f32>().is_ok_and(f32::is_finite)) || numbers.count() == 0 {
            return None;
        }
        rest = after;
    }
    rest.trim().is_empty().then(|| plain.trim().to_owned())
}

struct Element<'n, 'i>(Node<'n, 'i>);

impl simplecss::Element for Element<'_, '_> {
    fn parent_element(&self) -> Option<Self> {
        self.0.parent_element().map(Element)
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.0.prev_sibling_element().map(Element)
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.0.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        self.0.attribute(name).is_some_and(|value| operator.matches(value))
    }

    fn pseudo_class_matches(&self, class: PseudoClass<'_>) -> bool {
        // Nothing on paper is hovered, visited or in focus.
        matches!(class, PseudoClass::FirstChild) && self.0.prev_sibling_element().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn properties(svg: &str) -> Vec<(String, String)> {
        let xml = roxmltree::Document::parse(svg).expect("is XML");
        let css = xml.descendants().find(|node| node.has_tag_name("style")).and_then(|node| node.text());
        let (sheet, _) = sheet(css.unwrap_or_default(), 10);
        let node = xml.descendants().find(|node| node.has_tag_name("path")).expect("has a path");
        of(node, &sheet).into_iter().map(|property| (property.name, property.value)).collect()
    }

    #[test]
    fn weight_decides_then_the_attribute() {
        let svg = "<svg><style>#x{fill:red} .a{fill:green;stroke:blue} path{fill:black;opacity:.5!important}</style>\
                   <path id='x' class='b a' style='opacity:1;stroke:none'/></svg>";
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(properties(svg), [pair("fill", "red"), pair("opacity", ".5"), pair("stroke", "none")]);
    }

    #[test]
    fn shorthands() {
        let svg = "<svg><path style='font: italic bold 12px/30px Georgia, serif; marker: url(#m)'/></svg>";
        let names: Vec<String> = properties(svg).into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(
            names,
            [
                "font-style=italic",
                "font-weight=bold",
                "font-size=12px",
                "font-family=Georgia, serif",
                "marker-start=url(#m)",
                "marker-mid=url(#m)",
                "marker-end=url(#m)"
            ]
        );
    }

    #[test]
    fn transforms_without_units() {
        assert_eq!(unitless("translate(1px, 2px) rotate(45deg)").as_deref(), Some("translate(1, 2) rotate(45)"));
        for wrong in ["rotate3d(1,1,1,45deg)", "translate(50%)", "none", "translateX(2px)", "scale()", "rotate(1"] {
            assert_eq!(unitless(wrong), None, "{wrong}");
        }
    }
}
