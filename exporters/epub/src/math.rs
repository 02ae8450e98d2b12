//! Formulas as `MathML` with the source as text alternative.

mod lines;
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
    let wide = if display { write_broken(root, &mut content) } else { None };
    let wide = match wide {
        Some(wide) => wide,
        None if write_children(root, &mut content, 0) => width(root, 0),
        None => return None,
    };
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
    if let Some(style) = fitting(wide, display) {
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

/// Writes a formula that is too wide for a page in several lines; how wide these are. None, and nothing written, where it
/// is not, or cannot be broken.
fn write_broken(root: roxmltree::Node<'_, '_>, out: &mut String) -> Option<f32> {
    let mut own = String::new();
    let wide = if let Some(lines) = lines::lines(root) {
        own.push_str("<mtable displaystyle=\"true\" columnalign=\"left\">");
        for (number, line) in lines.iter().enumerate() {
            own.push_str("<mtr><mtd style=\"text-align:left\">");
            write_line(number, line, &mut own)?;
            own.push_str("</mtd></mtr>");
        }
        own.push_str("</mtable>");
        lines::widest(&lines)
    } else {
        write_rows(root, &mut own)?
    };
    out.push_str(&own);
    Some(wide)
}

/// Writes a table of pairs of columns, each row in as many rows as it has lines; how wide it is then.
fn write_rows(root: roxmltree::Node<'_, '_>, out: &mut String) -> Option<f32> {
    let mut table = only_child(root)?;
    while matches!(table.tag_name().name(), "mrow" | "mstyle" | "semantics") {
        table = only_child(table)?;
    }
    let is_aligned = table.attribute("class").is_some_and(|class| class.contains(PAIRS));
    let rows: Vec<_> = table.children().filter(|row| row.tag_name().name() == "mtr").collect();
    let columns = lines::columns(table, 0);
    let (last, first) = columns.split_last().filter(|_| is_aligned)?;
    let first: f32 = first.iter().sum();
    let broken: Vec<_> = rows.iter().map(|row| lines::row_lines(*row, first)).collect();
    if first + last <= lines::WHOLE || broken.iter().all(Option::is_none) {
        return None;
    }
    let mut wide = 0.0_f32;
    out.push_str(OPEN_PAIRS);
    for (row, lines) in rows.iter().zip(&broken) {
        let Some(lines) = lines else {
            wide = wide.max(width(*row, 0));
            write_part(*row, out, 0).then_some(())?;
            continue;
        };
        wide = wide.max(first + lines::widest(lines));
        let cells: Vec<_> = row.children().filter(roxmltree::Node::is_element).collect();
        for (number, line) in lines.iter().enumerate() {
            out.push_str("<mtr>");
            for (column, cell) in cells.iter().enumerate() {
                open_cell(*cell, out);
                if column + 1 == cells.len() {
                    write_line(number, line, out)?;
                } else if number == 0 {
                    write_children(*cell, out, 0).then_some(())?;
                }
                out.push_str("</mtd>");
            }
            out.push_str("</mtr>");
        }
    }
    out.push_str("</mtable>");
    Some(wide)
}

/// The element in a node, where there is one alone.
fn only_child<'a, 'x>(node: roxmltree::Node<'a, 'x>) -> Option<roxmltree::Node<'a, 'x>> {
    let mut inner = node.children().filter(|child| child.is_element() && !is_dropped(*child));
    inner.next().filter(|_| inner.next().is_none())
}

/// Writes a line of a formula; those after the first are set in. None as `false` of [`write_children`].
fn write_line(number: usize, line: &[roxmltree::Node<'_, '_>], out: &mut String) -> Option<()> {
    if number > 0 {
        let _ = write!(out, "<mspace width=\"{}em\"/>", lines::INDENT);
    }
    line.iter().all(|part| write_part(*part, out, 0)).then_some(())
}

/// Writes what a node holds; `false` when it nests too deeply or is an error mark.
fn write_children(node: roxmltree::Node<'_, '_>, out: &mut String, depth: usize) -> bool {
    depth <= 4 * limits::TEX_LEVELS && node.children().all(|child| write_part(child, out, depth))
}

/// The class of tables of pairs of columns, as of `aligned`. What stands in them is as large as outside of them.
const PAIRS: &str = "menv-alignlike";
const OPEN_PAIRS: &str = "<mtable displaystyle=\"true\">";

/// Begins a cell.
fn open_cell(cell: roxmltree::Node<'_, '_>, out: &mut String) {
    out.push_str("<mtd");
    write_alignment(cell, out);
    out.push('>');
}

/// Writes how a cell stands in its column.
fn write_alignment(cell: roxmltree::Node<'_, '_>, out: &mut String) {
    let (align, style) = match cell.attribute("columnalign") {
        Some("left") => (None, Some("text-align:left")),
        Some("right") => (None, Some("text-align:right")),
        Some(_) => (None, None),
        None => aligned(cell),
    };
    // Readers that are browsers know the style alone (MathML Core), others the attribute.
    for (attribute, value) in [("columnalign", align), ("style", style)] {
        if let Some(value) = value {
            push_attribute(out, attribute, value);
        }
    }
}

/// How a cell of a table stands in its column, as `MathML` 3 says it and as browsers understand it.
fn aligned(cell: roxmltree::Node<'_, '_>) -> (Option<&'static str>, Option<&'static str>) {
    let table = cell.parent().and_then(|row| row.parent());
    let class = table.and_then(|table| table.attribute("class")).unwrap_or_default();
    let column = cell.prev_siblings().skip(1).filter(roxmltree::Node::is_element).count();
    if class.contains(PAIRS) {
        // Pairs of columns meet at the sign that relates them, without room there.
        if column.is_multiple_of(2) {
            (Some("right"), Some("text-align:right;padding-right:0"))
        } else {
            (Some("left"), Some("text-align:left;padding-left:0"))
        }
    } else if class.contains("menv-cases") {
        (Some("left"), Some("text-align:left"))
    } else {
        (None, None)
    }
}

/// Writes a node; `false` as for [`write_children`].
fn write_part(child: roxmltree::Node<'_, '_>, out: &mut String, depth: usize) -> bool {
    if child.is_text() {
        push_text(out, child.text().unwrap_or_default());
        return true;
    }
    if !child.is_element() || is_dropped(child) {
        return true;
    }
    let name = child.tag_name().name();
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
        if name == "mtd" {
            write_alignment(child, out);
        }
        if name == "mtable" && child.attribute("class").is_some_and(|class| class.contains(PAIRS)) {
            push_attribute(out, "displaystyle", "true");
        }
        out.push('>');
    }
    if !write_children(child, out, depth + 1) {
        return false;
    }
    if known {
        let _ = write!(out, "</{name}>");
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
        // What can be broken is, and is then set in full size where twenty letters have room.
        assert!(
            of(&long, true).contains("calc(100cqi / 2") && of(&long, true).contains("<mtr>"),
            "{}",
            of(&long, true)
        );
        let word = format!(r"\text{{{}}}", "a word ".repeat(12));
        assert!(of(&word, true).contains("style=\"font-size:min(1em,calc(100cqi / "), "{}", of(&word, true));
        assert!(of(&long, false).contains("style=\"font-size:0.5"), "{}", of(&long, false));
    }

    /// The lines of a formula, as the characters in them.
    fn lines_of(source: &str) -> Vec<String> {
        let out = mathml(MathNotation::Tex, source, true).expect("is TeX");
        let parsed = roxmltree::Document::parse(&out).expect("is XML");
        let rows = parsed.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/1998/Math/MathML", "mtr")));
        rows.map(|row| row.descendants().filter(roxmltree::Node::is_text).filter_map(|node| node.text()).collect())
            .collect()
    }

    #[test]
    fn a_formula_that_is_too_wide_is_broken_before_the_signs_that_relate_and_join() {
        let long =
            r"(a+b)^{10} = a^{10} + 10a^9b + 45a^8b^2 + 120a^7b^3 + 210a^6b^4 + 252a^5b^5 + 210a^4b^6 + 120a^3b^7";
        let lines = lines_of(long);
        assert!(lines.len() >= 2 && lines[0].starts_with("(a+b)"), "{lines:?}");
        assert!(lines[1..].iter().all(|line| line.starts_with(['=', '+'])), "{lines:?}");
        let words: String = lines.concat();
        let whole = mathml(MathNotation::Tex, long, false).expect("is TeX");
        let parsed = roxmltree::Document::parse(&whole).expect("is XML");
        let all: String = parsed.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
        assert_eq!(words, all, "nothing is lost");
        // Not at a sign that stands before what it belongs to, nor inside of brackets where another place will do.
        let lines = lines_of(
            r"f(x_1 + x_2 + x_3) = -x_1 - x_2 + g(y_1 + y_2 + y_3 + y_4) \cdot h(z_1 + z_2 + z_3 + z_4 + z_5)",
        );
        for line in &lines {
            assert_eq!(line.matches('(').count(), line.matches(')').count(), "{lines:?}");
        }
        assert!(
            lines.len() > 1 && !lines.iter().any(|line| line.starts_with("-x1") || line.starts_with("−x1")),
            "{lines:?}"
        );
        assert!(lines_of("a^2 + b^2 = c^2").is_empty());
        // A row of pairs is broken behind its sign, and the rows below stay where they meet.
        let sum =
            |letter: char| (1..=12).map(|number| format!("{letter}_{{{number}}}")).collect::<Vec<_>>().join(" + ");
        let lines = lines_of(&format!(r"\begin{{aligned}} f(x) &= {} \\ g &= y \end{{aligned}}", sum('a')));
        assert!(lines.len() > 2 && lines[0].starts_with("f(x)=") && lines[1].starts_with('+'), "{lines:?}");
        assert_eq!(lines.last().map(String::as_str), Some("g=y"));
    }

    #[test]
    fn columns_that_meet_at_a_sign_do_so_in_every_reader() {
        let out =
            mathml(MathNotation::Tex, r"\begin{aligned} f(x) &= a + b \\ g &= x \end{aligned}", true).expect("is TeX");
        for wanted in [
            "<mtd columnalign=\"right\" style=\"text-align:right;padding-right:0\">",
            "<mtd columnalign=\"left\" style=\"text-align:left;padding-left:0\">",
        ] {
            assert_eq!(out.matches(wanted).count(), 2, "{out}");
        }
    }

    #[test]
    fn mathml_loses_scripts_and_links() {
        let out = mathml(MathNotation::MathMl, "<mi href='x' onclick='y'>x</mi><script>z</script>", true);
        insta::assert_snapshot!(out.expect("is MathML"), @r#"<math xmlns="http://www.w3.org/1998/Math/MathML" display="block" alttext="x"><mi>x</mi></math>"#);
    }
}
