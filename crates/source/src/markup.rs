//! Text in XML and HTML.

/// Appends text as it stands in an element, without the characters that XML 1.0 forbids (2.2).
pub fn push_text(out: &mut String, text: &str) {
    push_escaped(out, text, false, false);
}

/// Appends the value of an attribute in double quotes: line ends become spaces.
pub fn push_value(out: &mut String, text: &str) {
    push_escaped(out, text, true, true);
}

/// Text as it stands in an element.
#[must_use]
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_text(&mut out, text);
    out
}

/// The value of an attribute in double quotes: line ends become spaces.
#[must_use]
pub fn value(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_value(&mut out, text);
    out
}

/// Text that may stand in an element or in an attribute in double quotes; line ends are kept.
#[must_use]
pub fn anywhere(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text, true, false);
    out
}

fn push_escaped(out: &mut String, text: &str, quotes: bool, joins: bool) {
    let mut rest = 0;
    for (index, byte) in text.bytes().enumerate() {
        let replacement = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' if quotes => "&quot;",
            b'\n' | b'\r' | b'\t' if joins => " ",
            b'\n' | b'\t' => continue,
            0..0x20 => "",
            // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
            0xEF if matches!(text.as_bytes().get(index + 1..index + 3), Some([0xBF, 0xBE | 0xBF])) => {
                out.push_str(&text[rest..index]);
                rest = index + 3;
                continue;
            }
            _ => continue,
        };
        out.push_str(&text[rest..index]);
        out.push_str(replacement);
        rest = index + 1;
    }
    out.push_str(&text[rest..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_loses_only_what_xml_forbids() {
        assert_eq!(text("a<b & \"c\"\u{1}\u{FFFF}\u{B}d\tü\n"), "a&lt;b &amp; \"c\"d\tü\n");
        assert_eq!(value("a\"b\nc<&>"), "a&quot;b c&lt;&amp;&gt;");
        assert_eq!(text("\u{FFFD}ｆ"), "\u{FFFD}ｆ", "neighbours of the forbidden characters stay");
    }
}
