//! `TeX` formulas as `MathML`, which books show and printed pages set.

use pamphlet_source::limits;
use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

/// A formula as well-formed XML with the root `math`; none where it is too long, nests too deep, defines commands (they
/// could expand without end) or is not understood. Errors may be marked by `merror` inside it.
#[must_use]
pub fn mathml(source: &str, display: bool) -> Option<String> {
    let defines = ["\\def", "\\let", "\\futurelet", "\\newcommand", "\\renewcommand", "\\providecommand", "\\edef"];
    let too_much = source.len() > limits::TEX_BYTES || nesting(source) > limits::TEX_LEVELS;
    if too_much || defines.iter().any(|command| source.contains(command)) {
        return None;
    }
    let storage = Storage::new();
    let events = Parser::new(source, &storage).collect::<Result<Vec<_>, _>>().ok()?;
    let display_mode = if display { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, xml: true, ..RenderConfig::default() };
    let mut out = String::new();
    push_mathml(&mut out, events.into_iter().map(Ok::<_, std::convert::Infallible>), config).ok()?;
    Some(escape_signs(&mended(&out)))
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

/// pulldown-latex 0.8 writes the signs `<` and `&` as they are; one that begins no tag is text.
fn escape_signs(mathml: &str) -> String {
    let mut out = String::with_capacity(mathml.len());
    for (index, character) in mathml.char_indices() {
        let next = mathml.as_bytes().get(index + 1).copied().unwrap_or(b' ');
        match character {
            '<' if !next.is_ascii_alphabetic() && next != b'/' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            _ => out.push(character),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_out_is_well_formed() {
        for source in ["a^2 < b", r"p \log_2 p \text{ if } q", r"\begin{matrix} a & b \\ c & d \end{matrix}", r"a \& b"]
        {
            let out = mathml(source, true).expect("is TeX");
            let parsed = roxmltree::Document::parse(&out).unwrap_or_else(|error| panic!("{error}: {out}"));
            assert_eq!(parsed.root_element().tag_name().name(), "math");
        }
    }

    #[test]
    fn what_has_no_end_is_not_read() {
        assert_eq!(mathml("\\frac{", false), None);
        assert_eq!(mathml("\\def\\a{\\a}\\a", false), None);
        assert_eq!(mathml(&"{".repeat(200), false), None);
        assert_eq!(mathml(&"a".repeat(10_000), false), None);
    }
}
