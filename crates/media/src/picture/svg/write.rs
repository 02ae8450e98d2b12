//! Writing a picture: one root with its namespaces, no declaration, no DOCTYPE, no comments.

use super::element::{Child, Element, Value};
use pamphlet_source::markup::push_value;

/// Writes a tree as XML.
pub(super) fn write(tree: &Element) -> String {
    let mut out = String::new();
    write_element(tree, true, &mut out);
    out
}

fn write_element(element: &Element, is_root: bool, out: &mut String) {
    out.push('<');
    out.push_str(element.name);
    if is_root {
        out.push_str(r#" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink""#);
    }
    if let Some(id) = &element.id {
        write_attribute("id", id, out);
    }
    for (name, value) in &element.attributes {
        match value {
            Value::Text(text) => write_attribute(name, text, out),
            Value::Url(id) => write_attribute(name, &format!("url(#{id})"), out),
            Value::Href(id) => write_attribute(name, &format!("#{id}"), out),
        }
    }
    if element.children.is_empty() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    for child in &element.children {
        match child {
            Child::Element(child) => write_element(child, false, out),
            Child::Text(text) => push_value(out, text),
        }
    }
    out.push_str("</");
    out.push_str(element.name);
    out.push('>');
}

fn write_attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_value(out, value);
    out.push('"');
}
