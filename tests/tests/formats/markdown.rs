//! Our Markdown as a parser of `CommonMark` reads it.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;

/// How many of some kinds of blocks there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Headings.
    pub(crate) headings: usize,
    /// Tables.
    pub(crate) tables: usize,
    /// Pieces of code, diagrams too.
    pub(crate) code: usize,
}

/// What was read.
pub(crate) struct Read {
    /// The words; those of notes where the notes stand.
    pub(crate) words: String,
    /// What it has.
    pub(crate) shape: Shape,
}

/// Reads Markdown with what GitHub adds to `CommonMark`.
pub(crate) fn read(text: &str) -> Read {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let (mut words, mut shape) = (String::new(), Shape::default());
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            // Titles are no text: they are read where the link ends.
            Event::Start(Tag::Heading { .. }) => shape.headings += 1,
            Event::Start(Tag::Table(_)) => shape.tables += 1,
            Event::Start(Tag::CodeBlock(_)) => shape.code += 1,
            Event::End(TagEnd::Paragraph | TagEnd::TableCell) | Event::SoftBreak | Event::HardBreak => words.push(' '),
            // Markup of ours is a mark in a line; anything else was text once.
            Event::InlineHtml(html) => {
                let ours = ["br", "em", "strong", "del", "sub", "sup"];
                let name = html.trim_matches(['<', '/', '>']);
                assert!(ours.contains(&name), "{html} in\n{text}");
            }
            Event::Html(html) => panic!("{html} in\n{text}"),
            _ => {}
        }
    }
    Read { words, shape }
}

/// Counts the blocks of a page as JSON has them. A cell of a table is a line, whatever stands in it.
pub(crate) fn count(value: &Value, in_line: bool, shape: &mut Shape) {
    match value {
        Value::Array(list) => list.iter().for_each(|value| count(value, in_line, shape)),
        Value::Object(map) => {
            match map.get("kind").and_then(Value::as_str) {
                Some("heading") => shape.headings += 1,
                Some("table") => {
                    shape.tables += 1;
                    return;
                }
                Some("code") if !in_line => shape.code += 1,
                Some("diagram") => shape.code += 1,
                Some(_) | None => {}
            }
            map.iter().for_each(|(key, value)| count(value, !matches!(key.as_str(), "block" | "blocks"), shape));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
