//! `TeX` formulas as `MathML`, which books show and printed pages set.

use pamphlet_source::limits;
use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};
use std::borrow::Cow;

/// A formula as well-formed XML with the root `math`; none where it is too long, nests too deep, defines commands (they
/// could expand without end) or is not understood. Errors may be marked by `merror` inside it.
#[must_use]
pub fn mathml(source: &str, display: bool) -> Option<String> {
    let defines = ["\\def", "\\let", "\\futurelet", "\\newcommand", "\\renewcommand", "\\providecommand", "\\edef"];
    let too_much = source.len() > limits::TEX_BYTES || nesting(source) > limits::TEX_LEVELS;
    if too_much || defines.iter().any(|command| source.contains(command)) {
        return None;
    }
    let source = &source.replace(|c| !is_held_by_xml(c), "\u{fffd}");
    let (storage, source) = (Storage::new(), with_line_ends(source));
    let events = Parser::new(&source, &storage).collect::<Result<Vec<_>, _>>().ok()?;
    let display_mode = if display { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, xml: true, ..RenderConfig::default() };
    let mut out = String::new();
    push_mathml(&mut out, events.into_iter().map(Ok::<_, std::convert::Infallible>), config).ok()?;
    Some(escape_signs(&mended(&out)))
}

/// Whether XML can hold a character (XML 1.0, production 2, `Char`).
fn is_held_by_xml(character: char) -> bool {
    !matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// pulldown-latex 0.8 does not know the command `\newline`, with which `MathJax` and `KaTeX` end a row as with two backslashes.
fn with_line_ends(source: &str) -> Cow<'_, str> {
    const COMMAND: &str = "\\newline";
    if !source.contains(COMMAND) {
        return Cow::Borrowed(source);
    }
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find(COMMAND) {
        let after = &rest[at + COMMAND.len()..];
        // A longer name is another command; behind a backslash of its own it is no command but a word.
        let is_command = !after.starts_with(|next: char| next.is_ascii_alphabetic())
            && (rest[..at].len() - rest[..at].trim_end_matches('\\').len()).is_multiple_of(2);
        out.push_str(&rest[..at]);
        out.push_str(if is_command { "\\\\" } else { COMMAND });
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// pulldown-latex 0.8 writes an entity that XML does not know, no space before the size of a delimiter (`\bigl`), and puts
/// the room before a name into the script element that the name has, which then has a child too many.
fn mended(mathml: &str) -> String {
    let mut out = mathml.replace("&nbsp;", "\u{A0}").replace("\"minsize=", "\" minsize=");
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
        let matrix = r"\begin{matrix} a & b \\ c & d \end{matrix}";
        for source in ["a^2 < b", r"p \log_2 p \text{ if } q", matrix, r"a \& b", r"\bigl( x \Big| y \bigr]"] {
            let out = mathml(source, true).expect("is TeX");
            let parsed = roxmltree::Document::parse(&out).unwrap_or_else(|error| panic!("{error}: {out}"));
            assert_eq!(parsed.root_element().tag_name().name(), "math");
        }
    }

    #[test]
    fn rows_end_with_a_command_of_their_own_too() {
        let written = mathml(r"\begin{aligned} p & = q \newline s & = t \end{aligned}", true).expect("is TeX");
        assert_eq!(Some(&written), mathml(r"\begin{aligned} p & = q \\ s & = t \end{aligned}", true).as_ref());
        assert_eq!(written.matches("<mtr").count(), 2, "{written}");
        assert_eq!(with_line_ends(r"a\newlines \\newline b"), r"a\newlines \\newline b");
    }

    #[test]
    fn what_has_no_end_is_not_read() {
        assert_eq!(mathml("\\frac{", false), None);
        assert_eq!(mathml("\\def\\a{\\a}\\a", false), None);
        assert_eq!(mathml(&"{".repeat(200), false), None);
        assert_eq!(mathml(&"a".repeat(10_000), false), None);
    }
}
