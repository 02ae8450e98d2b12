//! Formulas as `MathML` with the source as text alternative.

mod width;

use crate::xhtml::{push_attribute, push_text};
use pamphlet_formula::tex;
use pamphlet_reading::{Math, MathNotation};
use pamphlet_source::limits;
use std::fmt::Write as _;
use width::width;

/// A formula as a `math` element; `None` where it cannot be understood, and its source stays as code.
pub(crate) fn mathml(Math { notation, source, spoken }: &Math, display: bool) -> Option<String> {
    let words = spoken.as_deref();
    if source.len() > limits::TEX_BYTES {
        return None;
    }
    match notation {
        MathNotation::Tex => {
            let rendered = tex::mathml(source, display)?;
            clean(&rendered, Some(words.unwrap_or(source)), display)
        }
        MathNotation::MathMl if source.trim_start().starts_with("<math") => clean(source, words, display),
        MathNotation::MathMl => clean(&format!("<math>{source}</math>"), words, display),
    }
}

/// Elements of presentation `MathML` 3 that books may hold; any other is left out and what it holds stays.
const ELEMENTS: [&str; 30] = [
    "mrow",
    "mi",
    "mn",
    "mo",
    "mtext",
    "mspace",
    "ms",
    "mfrac",
    "msqrt",
    "mroot",
    "mstyle",
    "merror",
    "mpadded",
    "mphantom",
    "mfenced",
    "menclose",
    "msub",
    "msup",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mmultiscripts",
    "mprescripts",
    "none",
    "mtable",
    "mtr",
    "mtd",
    "maction",
    "mlabeledtr",
];

/// Attributes with a meaning for the drawing.
const ATTRIBUTES: [&str; 31] = [
    "mathvariant",
    "mathsize",
    "dir",
    "form",
    "fence",
    "separator",
    "lspace",
    "rspace",
    "stretchy",
    "symmetric",
    "maxsize",
    "minsize",
    "largeop",
    "movablelimits",
    "accent",
    "accentunder",
    "linethickness",
    "bevelled",
    "width",
    "height",
    "depth",
    "voffset",
    "notation",
    "open",
    "close",
    "separators",
    "rowalign",
    "columnalign",
    "rowspan",
    "columnspan",
    "rowspacing",
];

/// Writes `MathML` anew: known elements and attributes alone, the namespace, and a text alternative, which programs that
/// know `MathML` do not read: words where there are some, else the characters of the formula. It is no annotation, which
/// readers without `MathML` print beside the formula.
fn clean(mathml: &str, words: Option<&str>, display: bool) -> Option<String> {
    let parsed = roxmltree::Document::parse(mathml).ok()?;
    let root = parsed.root_element();
    if root.tag_name().name() != "math" {
        return None;
    }
    let mut content = String::new();
    if !write_children(root, &mut content, 0) {
        return None;
    }
    let words = match words {
        Some(words) => words.split_whitespace().collect::<Vec<_>>().join(" "),
        None => root
            .descendants()
            .filter(|node| node.is_text() && !node.parent_element().is_some_and(|parent| is_dropped(parent)))
            .filter_map(|node| node.text())
            .flat_map(str::split_whitespace)
            .collect::<Vec<_>>()
            .join(" "),
    };
    let mut out = String::from("<math xmlns=\"http://www.w3.org/1998/Math/MathML\"");
    if display || root.attribute("display") == Some("block") {
        out.push_str(" display=\"block\"");
    }
    push_attribute(&mut out, "alttext", &words);
    if let Some(style) = fitting(width(root, 0), display) {
        push_attribute(&mut out, "style", &style);
    }
    out.push('>');
    out.push_str(&content);
    out.push_str("</math>");
    Some(out)
}

/// Formulas of more than so many times the size of their letters may be too wide for a page.
const WIDE: f32 = 14.0;

/// The size of the letters of a wide formula: readers break none, and one that is wider than the page is cut off or printed
/// over the next. One on lines of its own is as large as its page lets it be, where the reader knows how wide that is.
fn fitting(width: f32, display: bool) -> Option<String> {
    if width <= WIDE {
        return None;
    }
    Some(if display {
        format!("font-size:min(1em,calc(100cqi / {width:.1}))")
    } else {
        format!("font-size:{:.2}em", (WIDE / width).clamp(0.5, 1.0))
    })
}

/// What is no part of the formula as it is shown.
fn is_dropped(node: roxmltree::Node<'_, '_>) -> bool {
    matches!(node.tag_name().name(), "script" | "style" | "annotation" | "annotation-xml")
}

/// Writes what a node holds; `false` when it nests too deeply or is an error mark.
fn write_children(node: roxmltree::Node<'_, '_>, out: &mut String, depth: usize) -> bool {
    if depth > 4 * limits::TEX_LEVELS {
        return false;
    }
    for child in node.children() {
        if child.is_text() {
            push_text(out, child.text().unwrap_or_default());
            continue;
        }
        if !child.is_element() {
            continue;
        }
        let name = child.tag_name().name();
        if is_dropped(child) {
            continue;
        }
        let known = ELEMENTS.contains(&name);
        if known {
            let _ = write!(out, "<{name}");
            for attribute in child.attributes() {
                if attribute.namespace().is_none() && ATTRIBUTES.contains(&attribute.name()) {
                    push_attribute(out, attribute.name(), attribute.value());
                }
            }
            if name == "mstyle" && child.attribute("displaystyle") == Some("true") {
                push_attribute(out, "displaystyle", "true");
            }
            if name == "mtd" && child.attribute("columnalign").is_none() {
                match child.attribute("class") {
                    Some(class) if class.contains("cell-left") => push_attribute(out, "columnalign", "left"),
                    Some(class) if class.contains("cell-right") => push_attribute(out, "columnalign", "right"),
                    Some(_) | None => {}
                }
            }
            out.push('>');
        }
        if !write_children(child, out, depth + 1) {
            return false;
        }
        if known {
            let _ = write!(out, "</{name}>");
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mathml(notation: MathNotation, source: &str, display: bool) -> Option<String> {
        super::mathml(&Math { notation, source: source.to_owned(), spoken: None }, display)
    }

    #[test]
    fn tex_becomes_mathml_that_says_its_source_once() {
        let out = mathml(MathNotation::Tex, "a^2 < b", false).expect("is TeX");
        insta::assert_snapshot!(out, @r#"<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="a^2 &lt; b"><msup><mi>a</mi><mn>2</mn></msup><mo>&lt;</mo><mi>b</mi></math>"#);
    }

    #[test]
    fn words_stand_for_a_formula_that_is_not_shown() {
        let (source, spoken) = ("a^2 < b".to_owned(), Some("a squared is less than b".to_owned()));
        let out = super::mathml(&Math { notation: MathNotation::Tex, source, spoken }, false).expect("is TeX");
        assert!(out.contains(" alttext=\"a squared is less than b\""), "{out}");
        let spoken = Some("a over 2".to_owned());
        let source = "<mfrac><mi>a</mi><mn>2</mn></mfrac>".to_owned();
        let out = super::mathml(&Math { notation: MathNotation::MathMl, source, spoken }, false).expect("is MathML");
        assert!(out.contains(" alttext=\"a over 2\""), "{out}");
    }

    #[test]
    fn names_with_scripts_have_two_children_and_spaces_are_characters() {
        let out = mathml(MathNotation::Tex, r"p \log_2 p \text{ if }", false).expect("is TeX");
        assert!(out.contains("<msub><mi>log</mi><mn>2</mn></msub>"), "{out}");
        assert!(!out.contains("nbsp"), "{out}");
    }

    #[test]
    fn what_is_no_tex_stays_as_it_is() {
        assert_eq!(mathml(MathNotation::Tex, "\\frac{", false), None);
    }

    #[test]
    fn wide_formulas_are_set_smaller() {
        let of = |source: &str, display| mathml(MathNotation::Tex, source, display).expect("is TeX");
        assert!(!of("a^2 + b^2 = c^2", true).contains("style"));
        let long = vec![r"\frac{a}{b}"; 20].join(" + ");
        assert!(of(&long, true).contains("style=\"font-size:min(1em,calc(100cqi / "), "{}", of(&long, true));
        assert!(of(&long, false).contains("style=\"font-size:0.5"), "{}", of(&long, false));
    }

    #[test]
    fn mathml_loses_scripts_and_links() {
        let out = mathml(MathNotation::MathMl, "<mi href='x' onclick='y'>x</mi><script>z</script>", true);
        insta::assert_snapshot!(out.expect("is MathML"), @r#"<math xmlns="http://www.w3.org/1998/Math/MathML" display="block" alttext="x"><mi>x</mi></math>"#);
    }
}
