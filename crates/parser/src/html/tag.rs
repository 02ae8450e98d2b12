//! One HTML tag.

use crate::attr;
use pamphlet_document::Attrs;
use pamphlet_source::limits;

/// A tag as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HtmlTag {
    /// Its name in lower case.
    pub(crate) name: String,
    /// Its attributes, `markdown` left out.
    pub(crate) attrs: Attrs,
    /// What `markdown` says: `""` where it is written without a value, as in HTML; none where it is not written.
    pub(crate) markdown: Option<String>,
    /// `</name>`.
    pub(crate) closes: bool,
    /// `<name/>`.
    pub(crate) empty: bool,
    /// The bytes it takes.
    pub(crate) length: usize,
}

/// The name of the tag that `text` begins with (`<name`, `</name`) as written, and whether it closes.
pub(crate) fn name_at(text: &str) -> Option<(&str, bool)> {
    let rest = text.strip_prefix('<')?;
    let (rest, closes) = rest.strip_prefix('/').map_or((rest, false), |rest| (rest, true));
    // Translators write `</ div>`, which is nothing else.
    let rest = if closes { rest.trim_start_matches(' ') } else { rest };
    if !rest.as_bytes().first()?.is_ascii_alphabetic() {
        return None;
    }
    let end = rest.bytes().position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'-')).unwrap_or(rest.len());
    matches!(rest.as_bytes().get(end), None | Some(b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r'))
        .then_some((&rest[..end], closes))
}

/// Reads the tag that `text` begins with.
pub(crate) fn parse(text: &str) -> Option<HtmlTag> {
    let (name, closes) = name_at(text)?;
    let text = &text[..text.floor_char_boundary(text.len().min(limits::TAG_BYTES))];
    let mut tag = HtmlTag {
        name: name.to_ascii_lowercase(),
        attrs: Attrs::default(),
        markdown: None,
        closes,
        empty: false,
        length: 0,
    };
    let mut at = text.find(name)? + name.len();
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        match *text.as_bytes().get(at)? {
            b'>' => {
                tag.length = at + 1;
                return Some(tag);
            }
            b'/' => {
                tag.empty = text[at..].starts_with("/>");
                at += 1;
                continue;
            }
            b'<' => return None,
            _ => {}
        }
        let start = at;
        at += text[at..].find(|character: char| "=>/<".contains(character) || character.is_whitespace())?;
        if at == start {
            return None;
        }
        let key = text[start..at].to_ascii_lowercase();
        let spaces = text[at..].len() - text[at..].trim_start_matches([' ', '\t']).len();
        let mut value = "";
        if text[at + spaces..].starts_with('=') {
            at += spaces + 1;
            at += text[at..].len() - text[at..].trim_start_matches([' ', '\t']).len();
            let quote = *text.as_bytes().get(at)?;
            if matches!(quote, b'"' | b'\'') {
                let length = text[at + 1..].find(char::from(quote))?;
                value = &text[at + 1..at + 1 + length];
                at += length + 2;
            } else {
                let length = text[at..].find(|character: char| character == '>' || character.is_whitespace())?;
                value = &text[at..at + length];
                at += length;
            }
        }
        let value = html_escape::decode_html_entities(value);
        if key == "markdown" {
            tag.markdown = Some(value.trim().to_ascii_lowercase());
        } else {
            attr::add(&mut tag.attrs, &key, &value);
        }
    }
}

/// Elements that stand on lines of their own, as Python-Markdown knows them.
pub(crate) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "canvas"
            | "center"
            | "colgroup"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "iframe"
            | "legend"
            | "li"
            | "main"
            | "math"
            | "menu"
            | "nav"
            | "noscript"
            | "object"
            | "ol"
            | "option"
            | "output"
            | "p"
            | "pre"
            | "progress"
            | "script"
            | "search"
            | "section"
            | "style"
            | "summary"
            | "svg"
            | "table"
            | "tbody"
            | "td"
            | "textarea"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "video"
    )
}

/// Elements that stand on lines of their own, and in lines as well.
pub(crate) fn is_embedded(name: &str) -> bool {
    matches!(name, "math" | "svg" | "iframe" | "video" | "object" | "progress" | "output" | "canvas")
}

/// Elements whose text is a line of text where `markdown` is `1`.
pub(crate) fn is_span(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "dd"
            | "dt"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "legend"
            | "li"
            | "p"
            | "summary"
            | "td"
            | "th"
            | "figcaption"
    )
}

/// Elements that never hold anything.
pub(crate) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements whose text is not HTML.
pub(crate) fn is_raw_text(name: &str) -> bool {
    matches!(name, "script" | "style" | "textarea")
}

/// Every other element of HTML that may stand in a line.
pub(crate) fn is_inline(name: &str) -> bool {
    is_void(name)
        || matches!(
            name,
            "a" | "abbr"
                | "acronym"
                | "audio"
                | "b"
                | "bdi"
                | "bdo"
                | "big"
                | "button"
                | "cite"
                | "code"
                | "data"
                | "datalist"
                | "del"
                | "dfn"
                | "em"
                | "font"
                | "i"
                | "ins"
                | "kbd"
                | "label"
                | "map"
                | "mark"
                | "meter"
                | "picture"
                | "q"
                | "rp"
                | "rt"
                | "ruby"
                | "s"
                | "samp"
                | "select"
                | "slot"
                | "small"
                | "span"
                | "strike"
                | "strong"
                | "sub"
                | "sup"
                | "template"
                | "time"
                | "tt"
                | "u"
                | "var"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_attributes() {
        let tag = parse("<Div class=\"a b\" id=c markdown data-x='1 > 0' open>rest").unwrap();
        assert_eq!((tag.name.as_str(), tag.length), ("div", 51));
        assert_eq!(tag.markdown.as_deref(), Some(""));
        assert_eq!(tag.attrs.classes, ["a", "b"]);
        assert_eq!(tag.attrs.get("data-x"), Some("1 > 0"));
        assert!(parse("</p >").unwrap().closes);
        assert!(parse("<br/>").unwrap().empty);
    }

    #[test]
    fn other_angles_are_text() {
        for text in ["<", "< a>", "<https://a.b>", "<1>", "<a b=\"", "<a <b>"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
