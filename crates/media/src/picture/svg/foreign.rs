//! Words in embedded HTML: labels of drawings, which editors write as boxes of HTML. They are drawn as text.

use super::element::{Child, Element, Value};
use roxmltree::Node;

/// The size of letters where nothing says one: that of HTML.
const SIZE: f32 = 16.0;

/// The width of a letter as a part of its size, on the whole.
const LETTER: f32 = 0.55;

/// What a box of HTML says: its lines, and how they are set.
pub(super) struct Label {
    /// The lines, without empty ones.
    pub(super) lines: Vec<String>,
    /// The colour of the letters, as written.
    pub(super) color: Option<String>,
    size: Option<f32>,
    centered: bool,
    /// Where boxes inside say that the words begin, and in which width.
    left: f32,
    top: f32,
    width: Option<f32>,
}

/// Reads a box of HTML; none when it has no words.
pub(super) fn label(node: Node<'_, '_>) -> Option<Label> {
    let mut label = Label {
        lines: vec![String::new()],
        color: None,
        size: None,
        centered: false,
        left: 0.0,
        top: 0.0,
        width: None,
    };
    // An own stack: HTML may nest deeper than calls should. `None` ends a line.
    let mut rest = vec![Some(node)];
    while let Some(next) = rest.pop() {
        let Some(part) = next else {
            label.lines.push(String::new());
            continue;
        };
        if let Some(words) = part.text().filter(|_| part.is_text()) {
            push_words(label.lines.last_mut()?, words);
            continue;
        }
        let name = part.tag_name().name();
        if !part.is_element() || matches!(name, "script" | "style" | "template" | "title" | "desc") {
            continue;
        }
        label.look(part);
        let is_block =
            !matches!(name, "a" | "b" | "code" | "em" | "font" | "i" | "span" | "strong" | "sub" | "sup" | "u");
        if is_block {
            label.lines.push(String::new());
            rest.push(None);
        }
        rest.extend(part.children().rev().map(Some));
    }
    label.lines.iter_mut().for_each(|line| line.truncate(line.trim_end().len()));
    label.lines.retain(|line| !line.is_empty());
    (!label.lines.is_empty()).then_some(label)
}

/// Adds words to a line, with one space where there is any room.
fn push_words(line: &mut String, words: &str) {
    for character in words.chars() {
        match character.is_whitespace() {
            true if line.is_empty() || line.ends_with(' ') => {}
            true => line.push(' '),
            false => line.push(character),
        }
    }
}

impl Label {
    /// Takes over what an element says of its looks.
    fn look(&mut self, part: Node<'_, '_>) {
        let style = part.attribute("style").unwrap_or_default();
        for (name, value) in style.split(';').filter_map(|one| one.split_once(':')) {
            let value = value.trim();
            match name.trim() {
                "text-align" | "justify-content" => self.centered = value.ends_with("center"),
                "color" => self.color = Some(value.to_owned()),
                "font-size" => self.size = pixels(value).filter(|size| *size > 0.0).or(self.size),
                "margin-left" => self.left = pixels(value).unwrap_or(self.left),
                "padding-top" | "margin-top" => self.top = pixels(value).unwrap_or(self.top),
                "width" => self.width = self.width.or(pixels(value).filter(|width| *width > 1.0)),
                _ => {}
            }
        }
        if part.attribute("align") == Some("center") {
            self.centered = true;
        }
    }

    /// The words of all lines.
    pub(super) fn words(&self) -> String {
        self.lines.join(" ")
    }

    /// The text element that shows it where its box was. `x`, `y`, `width` and `height` are those of the box.
    pub(super) fn into_text(self, [x, y, width, height]: [Option<f32>; 4]) -> Element {
        let (size, (x, y)) = (self.size.unwrap_or(SIZE), (x.unwrap_or(0.0), y.unwrap_or(0.0)));
        let wide = self.width.or(width);
        let lines: Vec<String> = self.lines.iter().flat_map(|line| broken(line, wide, size)).collect();
        let (x, anchor) = match wide {
            Some(wide) if self.centered => (x + self.left + wide / 2.0, Some("middle")),
            _ => (x + self.left, None),
        };
        #[expect(clippy::cast_precision_loss, reason = "lines of a label")]
        let above = (lines.len() as f32 - 1.0) * 0.6;
        // In the middle of its box, or of the line that a box inside is moved down to; else from the top.
        let middle = match height {
            Some(height) if self.centered || self.top > 0.0 => {
                Some(if self.top > 0.0 { y + self.top } else { y + height / 2.0 })
            }
            None if self.top > 0.0 => Some(y + self.top),
            _ => None,
        };
        let (y, first) = middle.map_or((y, 1.0), |middle| (middle, 0.35 - above));
        let number = |value: f32| Value::Text(format!("{value:.2}"));
        let children = lines
            .into_iter()
            .enumerate()
            .map(|(index, line)| {
                let down = Value::Text(format!("{:.2}em", if index == 0 { first } else { 1.2 }));
                let attributes = vec![("dy", down), ("x", number(x))];
                Child::Element(Element { name: "tspan", id: None, attributes, children: vec![Child::Text(line)] })
            })
            .collect();
        let mut attributes = vec![("font-size", number(size))];
        attributes.extend(anchor.map(|anchor| ("text-anchor", Value::Text(anchor.to_owned()))));
        attributes.extend([("x", number(x)), ("y", number(y))]);
        Element { name: "text", id: None, attributes, children }
    }
}

/// A length in pixels or points; none for one of another kind.
pub(super) fn pixels(value: &str) -> Option<f32> {
    let value = value.trim();
    let (number, by) = match value.strip_suffix("pt") {
        Some(points) => (points, 4.0 / 3.0),
        None => (value.strip_suffix("px").unwrap_or(value), 1.0),
    };
    number
        .trim()
        .parse::<f32>()
        .ok()
        .filter(|number| number.is_finite() && number.abs() < 1e6)
        .map(|number| number * by)
}

/// A line broken between words to fit a width, as far as that can be told without a font.
fn broken(line: &str, width: Option<f32>, size: f32) -> Vec<String> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of letters, never negative")]
    let most = width.map_or(usize::MAX, |width| (width / (size * LETTER)).max(1.0) as usize);
    let (mut out, mut letters) = (vec![String::new()], 0);
    for word in line.split(' ') {
        let more = word.chars().count();
        if letters > 0 && letters + 1 + more > most {
            out.push(String::new());
            letters = 0;
        }
        if let Some(last) = out.last_mut() {
            if letters > 0 {
                last.push(' ');
                letters += 1;
            }
            last.push_str(word);
        }
        letters += more;
    }
    out
}
