//! Style sheets and `style` attributes, resolved into presentation attributes.

use super::vocabulary;
use pamphlet_source::limits;
use roxmltree::Node;
use simplecss::{AttributeOperator, PseudoClass, StyleSheet};
use std::cell::Cell;

/// The style sheets of a document, sorted by weight, and the steps that may still be taken to find whom they mean.
/// `@media` and other at-rules are left out, as by other programs that draw SVG without a screen.
pub(super) struct Sheet<'t> {
    rules: StyleSheet<'t>,
    left: Cell<u64>,
    cut: bool,
}

impl<'t> Sheet<'t> {
    /// Reads the style sheets of a document.
    pub(super) fn new(text: &'t str) -> Self {
        // simplecss counts the lines before a rule once for each.
        let rules = text.matches('{').count();
        let most = text.floor_char_boundary(limits::SVG_SHEET_STEPS / rules.max(1));
        let end = if most < text.len() { text[..most].rfind('}').map_or(0, |end| end + 1) } else { most };
        let left = Cell::new(limits::SVG_STYLE_STEPS);
        Self { rules: StyleSheet::parse(&text[..end]), left, cut: end < text.len() }
    }

    /// Whether the steps did not suffice, so that rules were left out.
    pub(super) fn is_cut(&self) -> bool {
        self.cut || self.left.get() == 0
    }
}

/// A property that an element has by its style.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Property {
    pub(super) name: String,
    pub(super) value: String,
    important: bool,
}

/// The properties of an element by style sheets, then by its `style` attribute; a later one of the same name has won.
pub(super) fn of(node: Node<'_, '_>, sheet: &Sheet<'_>) -> Vec<Property> {
    let mut found: Vec<Property> = Vec::new();
    let element = Element { node, left: &sheet.left };
    let any = || sheet.left.get() > 0;
    let rules = sheet.rules.rules.iter().take_while(|_| any());
    let rules = rules.filter(|rule| rule.selector.matches(&element) && any());
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

/// An element as selectors ask about it. Each question is a step, since a selector of several parts tries every way
/// through the elements around (`g g g rect` in thirty groups has thousands), and the answer to all is no once the
/// steps are used up.
struct Element<'n, 'i, 's> {
    node: Node<'n, 'i>,
    left: &'s Cell<u64>,
}

impl Element<'_, '_, '_> {
    fn step(&self, cost: usize) -> bool {
        self.left.set(self.left.get().saturating_sub(1 + cost as u64 / 64));
        self.left.get() > 0
    }

    /// Whether no element stands before this one. Comments and text lie between, as many as one likes.
    fn is_first(&self) -> bool {
        !self.node.prev_siblings().skip(1).take_while(|_| self.step(0)).any(|node| node.is_element())
    }
}

impl simplecss::Element for Element<'_, '_, '_> {
    fn parent_element(&self) -> Option<Self> {
        let parent = self.step(0).then(|| self.node.parent_element()).flatten();
        parent.map(|node| Self { node, left: self.left })
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        let before = self.node.prev_siblings().skip(1).take_while(|_| self.step(0)).find(Node::is_element);
        before.map(|node| Self { node, left: self.left })
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.step(0) && self.node.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        let value = self.node.attribute(name).unwrap_or_default();
        self.step(value.len()) && self.node.has_attribute(name) && operator.matches(value)
    }

    fn pseudo_class_matches(&self, class: PseudoClass<'_>) -> bool {
        // Nothing on paper is hovered, visited or in focus.
        matches!(class, PseudoClass::FirstChild) && self.is_first() && self.step(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn properties(svg: &str) -> Vec<(String, String)> {
        let xml = roxmltree::Document::parse(svg).expect("is XML");
        let css = xml.descendants().find(|node| node.has_tag_name("style")).and_then(|node| node.text());
        let sheet = Sheet::new(css.unwrap_or_default());
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
    fn selectors_that_try_every_way_come_to_an_end() {
        let svg = format!(
            "<svg><style>{}rect{{fill:red}} path{{fill:blue}}</style>{}<path class='a'/>{}</svg>",
            "x ".to_owned() + &"g ".repeat(15),
            "<g>".repeat(60),
            "</g>".repeat(60)
        )
        .replace("rect{", "path{");
        let xml = roxmltree::Document::parse(&svg).expect("is XML");
        let css = xml.descendants().find(|node| node.has_tag_name("style")).and_then(|node| node.text());
        let sheet = Sheet::new(css.unwrap_or_default());
        let node = xml.descendants().find(|node| node.has_tag_name("path")).expect("has a path");
        of(node, &sheet);
        assert!(sheet.is_cut());
    }

    #[test]
    fn style_sheets_beyond_what_can_be_read_are_cut_at_a_rule() {
        let rules: String = (0..30_000).map(|at| format!(".c{at}{{fill:red}}\n")).collect();
        let sheet = Sheet::new(&rules);
        assert!(sheet.is_cut() && sheet.rules.rules.len() > 300, "{}", sheet.rules.rules.len());
        assert!(!Sheet::new(&rules[..rules.len() / 10]).is_cut());
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
