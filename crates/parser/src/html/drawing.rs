//! Drawings that are written into a page: their words.

use super::tree::{self, Element, Node};

/// The words of a drawing: its labels, else its title. Of things that stand in for each other the first is taken.
pub(crate) fn words(source: &str) -> String {
    let nodes = tree::parse(source, &[]);
    let mut labels = Vec::new();
    collect(source, &nodes, &["title", "desc", "style", "script", "metadata"], &mut labels);
    if labels.is_empty() {
        titles(source, &nodes, &mut labels);
    }
    labels.join(" ")
}

fn collect(source: &str, nodes: &[Node], skipped: &[&str], out: &mut Vec<String>) {
    for node in nodes {
        match node {
            Node::Text(range) => {
                let text = without_tags(&source[range.clone()]);
                let text = html_escape::decode_html_entities(&text);
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if !text.is_empty() {
                    out.push(text);
                }
            }
            Node::Element(Element { tag, .. }) if skipped.contains(&tag.name.as_str()) => {}
            Node::Element(Element { tag, children, .. }) if tag.name == "switch" => {
                let before = out.len();
                for child in children {
                    collect(source, std::slice::from_ref(child), skipped, out);
                    if out.len() > before {
                        break;
                    }
                }
            }
            Node::Element(element) => collect(source, &element.children, skipped, out),
            Node::Comment(_) | Node::Fence(_) => {}
        }
    }
}

/// A text of a drawing without tags of names that HTML does not know, such as `<sodipodi:namedview …/>`: in XML no `<`
/// begins anything else.
fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        let Some((_, after)) = tag.split_once('>') else { return out };
        out.push(' ');
        rest = after;
    }
    out.push_str(rest);
    out
}

fn titles(source: &str, nodes: &[Node], out: &mut Vec<String>) {
    for node in nodes {
        let Node::Element(element) = node else { continue };
        if element.tag.attrs.get("aria-hidden") == Some("true") {
            continue;
        }
        if element.tag.name == "title" {
            collect(source, &element.children, &[], out);
            return;
        }
        titles(source, &element.children, out);
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn labels_are_words_and_what_stands_in_for_them_is_not() {
        let drawing = "<svg><title>T</title><text x=\"1\">One <tspan>two</tspan></text><switch><foreignObject><div>Three</div>\
                       </foreignObject><text>Text is not SVG</text></switch></svg>";
        assert_eq!(words(drawing), "One two Three");
        assert_eq!(words("<svg><title>A mast</title><path d=\"M0\"/></svg>"), "A mast");
        assert_eq!(words("<svg aria-hidden=\"true\"><title>A mast</title></svg>"), "");
    }
}
