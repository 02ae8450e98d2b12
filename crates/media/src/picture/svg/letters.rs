//! The words of a drawing as outlines, in our faces and in the direction of its language: for drawings whose boxes were
//! measured for them, and that programs show which have no such faces, or that set words from right to left and those
//! of Indic scripts letter by letter.

use super::element::{Child, Element, Value};
use crate::face::{Faces, Theme};
use crate::lettering::{self, Span};
use crate::picture::{OutlinedWords, outline_key};
use kurbo::{Affine, BezPath, Rect, Shape};
use pamphlet_locale::Tag;
use std::collections::BTreeSet;

/// The size of letters where nothing says one.
const SIZE: f64 = 16.0;
/// Attributes that say how words are set; outlines have no use for them.
const OF_WORDS: &[&str] = &[
    "alignment-baseline",
    "baseline-shift",
    "direction",
    "dominant-baseline",
    "dx",
    "dy",
    "font-family",
    "font-size",
    "font-size-adjust",
    "font-stretch",
    "font-style",
    "font-variant",
    "font-weight",
    "lengthAdjust",
    "letter-spacing",
    "rotate",
    "text-anchor",
    "text-decoration",
    "text-rendering",
    "textLength",
    "unicode-bidi",
    "word-spacing",
    "writing-mode",
    "x",
    "xml:lang",
    "xml:space",
    "y",
];

/// Draws every text of a tree; says what the outlines say.
pub(super) fn draw(tree: &mut Element, faces: &Faces, language: &Tag) -> Vec<OutlinedWords> {
    let mut pen = Pen { faces, language, words: Vec::new() };
    pen.each(tree, &SpanStyle::default());
    pen.words
}

/// What no face has of the words of a tree: a picture cannot show it, whoever draws its letters.
pub(super) fn absent(tree: &Element, faces: &Faces, language: Option<&Tag>) -> Option<String> {
    let mut absent = BTreeSet::new();
    let mut seek = |text: &str| absent.extend(lettering::absent(faces, text, language));
    each_text(tree, false, &mut seek);
    let (lack, they_are) = lettering::lack(absent, "its letters")?;
    // Words of a file stay text in a book, where the reader's own fonts may have them.
    let place = if language.is_some() { "" } else { " in PDF" };
    Some(format!("{lack}; {they_are} left out{place}"))
}

/// Calls back with each piece of text that a tree shows.
fn each_text(element: &Element, shown: bool, call: &mut dyn FnMut(&str)) {
    let shown = shown || element.name == "text";
    for child in &element.children {
        match child {
            Child::Text(text) if shown => call(text),
            Child::Text(_) => {}
            Child::Element(child) => each_text(child, shown, call),
        }
    }
}

/// What letters are drawn with.
struct Pen<'p> {
    faces: &'p Faces,
    language: &'p Tag,
    words: Vec<OutlinedWords>,
}

impl Pen<'_> {
    fn each(&mut self, element: &mut Element, look: &SpanStyle) {
        let look = look.within(element);
        for child in &mut element.children {
            let Child::Element(child) = child else { continue };
            if child.name == "text" {
                *child = self.drawn(child, &look);
            } else {
                self.each(child, &look);
            }
        }
    }
}

/// Where words stand beside the point that they are given.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
enum Anchor {
    #[default]
    Start,
    Middle,
    End,
}

/// How words are set: what is inherited.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "properties of CSS that are there or not")]
struct SpanStyle {
    size: f64,
    theme: Theme,
    bold: bool,
    italic: bool,
    underlined: bool,
    struck: bool,
    anchor: Anchor,
    /// How far the line is below the given point, in parts of the size.
    down: f64,
    preserve: bool,
    /// Whether edges are drawn on whole pixels, which letters are not.
    crisp: bool,
}

impl Default for SpanStyle {
    fn default() -> Self {
        Self {
            size: SIZE,
            theme: Theme::Sans,
            bold: false,
            italic: false,
            underlined: false,
            struck: false,
            anchor: Anchor::Start,
            down: 0.0,
            preserve: false,
            crisp: false,
        }
    }
}

impl SpanStyle {
    /// As an element inside has it.
    fn within(&self, element: &Element) -> Self {
        let mut look = self.clone();
        for (name, value) in &element.attributes {
            let Value::Text(value) = value else { continue };
            let value = value.trim();
            match *name {
                "font-size" => look.size = length(value, self.size).filter(|size| *size > 0.0).unwrap_or(self.size),
                "font-weight" => {
                    look.bold =
                        matches!(value, "bold" | "bolder") || value.parse::<u16>().is_ok_and(|weight| weight > 500);
                }
                "font-style" => look.italic = matches!(value, "italic" | "oblique"),
                "font-family" => {
                    let mono = value.to_ascii_lowercase().contains("mono");
                    look.theme = if mono { Theme::Mono } else { Theme::Sans };
                }
                "text-anchor" => {
                    look.anchor = match value {
                        "middle" => Anchor::Middle,
                        "end" => Anchor::End,
                        _ => Anchor::Start,
                    };
                }
                "dominant-baseline" | "alignment-baseline" => look.down = baseline(value),
                "text-decoration" => {
                    look.underlined = value.contains("underline");
                    look.struck = value.contains("line-through");
                }
                "shape-rendering" => look.crisp = value == "crispEdges",
                "xml:space" => look.preserve = value == "preserve",
                _ => {}
            }
        }
        look
    }
}

/// How far below a point the line of letters is that stand by a baseline there, in parts of their size: by the metrics of
/// the Latin face.
fn baseline(name: &str) -> f64 {
    match name {
        "middle" => 0.25,
        "central" => 0.33,
        "hanging" => 0.7,
        "text-before-edge" | "text-top" | "before-edge" => 0.9,
        "text-after-edge" | "text-bottom" | "after-edge" | "ideographic" => -0.25,
        _ => 0.0,
    }
}

/// A length in pixels; one of letters is a part of `size`.
fn length(value: &str, size: f64) -> Option<f64> {
    let value = value.split([',', ' ']).next()?;
    let (number, by) = if let Some(ems) = value.strip_suffix("rem") {
        (ems, SIZE)
    } else if let Some(ems) = value.strip_suffix("em") {
        (ems, size)
    } else if let Some(points) = value.strip_suffix("pt") {
        (points, 4.0 / 3.0)
    } else if let Some(heights) = value.strip_suffix("ex") {
        (heights, size / 2.0)
    } else if let Some(percent) = value.strip_suffix('%') {
        (percent, size / 100.0)
    } else {
        (value.strip_suffix("px").unwrap_or(value), 1.0)
    };
    number.parse::<f64>().ok().filter(|number| number.is_finite() && number.abs() < 1e6).map(|number| number * by)
}

/// What is painted: attributes of a part of a text, without those of how it is set.
type Paint = Vec<(&'static str, String)>;

/// Words of one look.
#[derive(Debug)]
struct TextSpan {
    text: String,
    look: SpanStyle,
    paint: Paint,
}

/// Words that stand side by side, from a point.
#[derive(Debug)]
struct Chunk {
    x: Option<f64>,
    y: f64,
    pieces: Vec<TextSpan>,
}

impl Pen<'_> {
    /// A text as a group of outlines.
    fn drawn(&mut self, text: &Element, look: &SpanStyle) -> Element {
        let mut reader = Reader { chunks: Vec::new(), y: 0.0, step: Step::default() };
        reader.step.x = Some(0.0);
        reader.read(text, look, &Vec::new(), 0);
        let mut children = Vec::new();
        let mut end = 0.0;
        for chunk in reader.chunks {
            self.chunk(chunk, &mut end, &mut children);
        }
        let attributes =
            text.attributes.iter().filter(|(name, _)| !OF_WORDS.contains(name) && *name != "shape-rendering");
        let mut attributes: Vec<_> = attributes.map(|(name, value)| (*name, value.clone())).collect();
        if look.within(text).crisp {
            attributes.push(("shape-rendering", Value::Text("auto".to_owned())));
            attributes.sort_by_key(|(name, _)| *name);
        }
        Element { name: "g", id: text.id.clone(), attributes, children }
    }

    /// Draws words that stand side by side, from `end` on unless they say where.
    fn chunk(&mut self, mut chunk: Chunk, end: &mut f64, children: &mut Vec<Child>) {
        trim(&mut chunk.pieces);
        let spans: Vec<Span<'_>> = chunk
            .pieces
            .iter()
            .map(|piece| Span {
                text: &piece.text,
                theme: piece.look.theme,
                bold: piece.look.bold,
                italic: piece.look.italic,
                size: piece.look.size,
            })
            .collect();
        let (paths, width) = lettering::spans(self.faces, &spans, self.language);
        let Some(first) = chunk.pieces.first() else { return };
        let x = chunk.x.unwrap_or(*end);
        let left = match first.look.anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        *end = left + width;
        let baseline = chunk.y + first.look.down * first.look.size;
        let place = Affine::translate((left, baseline));
        let mut shown: Vec<(Paint, BezPath)> = Vec::new();
        for (piece, mut path) in chunk.pieces.iter().zip(paths) {
            rule(piece, &mut path);
            match shown.last_mut() {
                Some((paint, before)) if *paint == piece.paint => before.extend(path),
                Some(_) | None => shown.push((piece.paint.clone(), path)),
            }
        }
        shown.retain(|(_, path)| !path.elements().is_empty());
        if let Some((_, path)) = shown.first() {
            let outline = outline_key(points(&(place * path.clone())));
            self.words.push(words(&chunk.pieces, outline, self.language, [left, baseline, width]));
        }
        children.extend(shown.into_iter().map(|(paint, path)| {
            let mut attributes: Vec<_> = paint.into_iter().map(|(name, value)| (name, Value::Text(value))).collect();
            attributes.push(("d", Value::Text(data(&(place * path)))));
            attributes.sort_by_key(|(name, _)| *name);
            Child::Element(Element { name: "path", id: None, attributes, children: Vec::new() })
        }));
    }
}

/// What the pieces of a line say together.
#[expect(clippy::cast_possible_truncation, reason = "places of a drawing")]
fn words(pieces: &[TextSpan], outline: u64, language: &Tag, place: [f64; 3]) -> OutlinedWords {
    let [left, baseline, width] = place.map(|value| value as f32);
    let look = pieces.first().map(|piece| piece.look.clone()).unwrap_or_default();
    OutlinedWords {
        outline,
        text: pieces.iter().map(|piece| piece.text.as_str()).collect(),
        language: language.clone(),
        left,
        baseline,
        width,
        size: look.size as f32,
        theme: look.theme,
        bold: look.bold,
        italic: look.italic,
    }
}

/// The points of a path, as they are written.
fn points(path: &BezPath) -> impl Iterator<Item = (f64, f64)> + '_ {
    use kurbo::PathEl;
    path.elements().iter().flat_map(|element| {
        let points: Vec<kurbo::Point> = match *element {
            PathEl::MoveTo(to) | PathEl::LineTo(to) => vec![to],
            PathEl::QuadTo(a, to) => vec![a, to],
            PathEl::CurveTo(a, b, to) => vec![a, b, to],
            PathEl::ClosePath => Vec::new(),
        };
        points.into_iter().map(|point| (point.x, point.y))
    })
}

/// Adds the lines under and through words.
fn rule(piece: &TextSpan, path: &mut BezPath) {
    let size = piece.look.size;
    let bounds = path.bounding_box();
    for (wanted, y) in [(piece.look.underlined, 0.1), (piece.look.struck, -0.27)] {
        if wanted && bounds.width() > 0.0 {
            path.extend(Rect::new(bounds.x0, y * size, bounds.x1, (y + 0.06) * size).path_elements(0.1));
        }
    }
}

/// Takes away room at both ends of a line.
fn trim(pieces: &mut Vec<TextSpan>) {
    let trims = |piece: &TextSpan| !piece.look.preserve;
    while let Some(first) = pieces.first_mut().filter(|first| trims(first)) {
        first.text.drain(..first.text.len() - first.text.trim_start().len());
        if !first.text.is_empty() {
            break;
        }
        pieces.remove(0);
    }
    while let Some(last) = pieces.last_mut().filter(|last| trims(last)) {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        pieces.pop();
    }
}

/// Where the next letter stands: the element that is nearest to it decides.
#[derive(Debug, Default)]
struct Step {
    x: Option<f64>,
    y: Option<f64>,
    dx: Option<f64>,
    dy: Option<f64>,
}

/// Reads what stands in a text, and where.
struct Reader {
    chunks: Vec<Chunk>,
    y: f64,
    step: Step,
}

impl Reader {
    fn read(&mut self, element: &Element, look: &SpanStyle, paint: &Paint, depth: usize) {
        let look = look.within(element);
        let mut paint = paint.clone();
        for (name, value) in &element.attributes {
            let value = match value {
                Value::Text(value) => value.clone(),
                Value::Url(id) => format!("url(#{id})"),
                Value::Href(_) => continue,
            };
            match *name {
                "x" => self.step.x = length(&value, look.size).or(self.step.x),
                "y" => self.step.y = length(&value, look.size).or(self.step.y),
                "dx" => self.step.dx = length(&value, look.size).or(self.step.dx),
                "dy" => self.step.dy = length(&value, look.size).or(self.step.dy),
                name if depth == 0 || OF_WORDS.contains(&name) => {}
                name => match paint.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, earlier)) => *earlier = value,
                    None => paint.push((name, value)),
                },
            }
        }
        for child in &element.children {
            match child {
                Child::Element(child) if child.name == "tspan" || child.name == "textPath" => {
                    self.read(child, &look, &paint, depth + 1);
                }
                Child::Element(_) => {}
                Child::Text(text) => self.words(text, &look, &paint),
            }
        }
    }

    fn words(&mut self, text: &str, look: &SpanStyle, paint: &Paint) {
        if text.is_empty() || text.trim().is_empty() && !look.preserve && self.step.x.is_some() {
            return;
        }
        let Step { x, y, dx, dy } = std::mem::take(&mut self.step);
        self.y = y.unwrap_or(self.y) + dy.unwrap_or(0.0);
        if self.chunks.is_empty() || x.is_some() || y.is_some() || dy.is_some_and(|dy| dy != 0.0) {
            self.chunks.push(Chunk { x: x.map(|x| x + dx.unwrap_or(0.0)), y: self.y, pieces: Vec::new() });
        }
        let Some(chunk) = self.chunks.last_mut() else { return };
        let mut words = String::with_capacity(text.len());
        let mut before = chunk.pieces.last().is_none_or(|piece| piece.text.ends_with(' '));
        for character in text.chars() {
            let is_space = character.is_ascii_whitespace();
            if !is_space || look.preserve || !before {
                words.push(if is_space { ' ' } else { character });
            }
            before = is_space;
        }
        match chunk.pieces.last_mut() {
            Some(piece) if piece.look == *look && piece.paint == *paint => piece.text.push_str(&words),
            Some(_) | None => chunk.pieces.push(TextSpan { text: words, look: look.clone(), paint: paint.clone() }),
        }
    }
}

/// A path as SVG writes it, in hundredths.
fn data(path: &BezPath) -> String {
    use kurbo::PathEl;
    use std::fmt::Write as _;
    let mut out = String::new();
    let round = |value: f64| (value * 100.0).round() / 100.0 + 0.0;
    for element in path {
        let (letter, points): (char, &[kurbo::Point]) = match &element {
            PathEl::MoveTo(to) => ('M', &[*to]),
            PathEl::LineTo(to) => ('L', &[*to]),
            PathEl::QuadTo(a, to) => ('Q', &[*a, *to]),
            PathEl::CurveTo(a, b, to) => ('C', &[*a, *b, *to]),
            PathEl::ClosePath => ('Z', &[]),
        };
        out.push(letter);
        for (index, point) in points.iter().enumerate() {
            let gap = if index == 0 { "" } else { " " };
            let _ = write!(out, "{gap}{} {}", round(point.x), round(point.y));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::face::Faces;
    use crate::lettering;
    use crate::svg::{clean, lettered};
    use kurbo::{BezPath, Rect, Shape};
    use pamphlet_locale::Tag;

    /// The boxes of the outlines of a drawing, and its text.
    fn boxes(inner: &str, language: &str) -> (Vec<Rect>, String) {
        let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 100'>{inner}</svg>");
        let tag = Tag::parse(language).expect("is a language");
        let vector = lettered(svg.as_bytes(), "t", (Faces::embedded(), &tag), &mut Vec::new()).expect("is SVG");
        let paths = vector.svg.split(" d=\"").skip(1).map(|rest| {
            let data = rest.split('"').next().unwrap_or_default();
            BezPath::from_svg(data).expect("is a path").bounding_box()
        });
        (paths.collect(), vector.svg.clone())
    }

    #[test]
    fn letters_that_no_face_has_are_told() {
        let notes = |inner: &str, of_us: bool| {
            let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 100'>{inner}</svg>");
            let english = Tag::parse("en").expect("is a language");
            let mut notes = Vec::new();
            if of_us {
                lettered(svg.as_bytes(), "t", (Faces::embedded(), &english), &mut notes).expect("is SVG");
            } else {
                clean(svg.as_bytes(), "t", &mut notes).expect("is SVG");
            }
            notes
        };
        // Linear A, of which no face has a letter.
        let inner =
            "<desc>\u{10601}</desc><text y='9'>Hi \u{10600}<tspan>\u{10602}\u{10600}</tspan> \u{4e2d}\u{200B}</text>";
        let told = "no font has U+10600 (\u{10600}) and one other of its letters; they are left out";
        assert_eq!(notes(inner, true), [told.to_owned()]);
        assert_eq!(notes(inner, false), [format!("{told} in PDF")]);
        assert_eq!(notes("<text y='9'>Hi \u{627}\u{64e} \u{4e2d} \u{928}\u{947} \u{1F642}</text>", true), [""; 0]);
    }

    #[test]
    fn words_stand_where_their_anchors_say() {
        let text = |anchor: &str| format!("<text x='200' y='50' text-anchor='{anchor}' font-size='20'>Hamburg</text>");
        let width = lettering::width("Hamburg", &Tag::parse("en").unwrap(), false) * 20.0;
        for (anchor, left) in [("start", 200.0), ("middle", 200.0 - width / 2.0), ("end", 200.0 - width)] {
            let (found, svg) = boxes(&text(anchor), "en");
            assert!((found[0].x0 - left).abs() < 2.5 && (found[0].width() - width).abs() < 4.0, "{anchor}: {found:?}");
            assert!(found[0].y0 < 37.0 && found[0].y1 > 50.0, "they stand on their line: {found:?}");
            assert!(!svg.contains("<text") && !svg.contains("text-anchor"), "{svg}");
        }
    }

    #[test]
    fn styles_and_steps_down_are_those_of_the_drawing() {
        let (found, _) = boxes(
            "<style>.t{font-size:10px;text-anchor:middle}</style>\
             <g class='t'><text y='20'><tspan x='100' dy='1em'>one</tspan><tspan x='100' dy='2em'>one</tspan></text></g>",
            "en",
        );
        assert_eq!(found.len(), 2, "a line each");
        assert!(
            (found[1].y0 - found[0].y0 - 20.0).abs() < 0.1 && (found[0].center().x - 100.0).abs() < 1.0,
            "{found:?}"
        );
    }

    #[test]
    fn the_pieces_of_a_line_are_one_text() {
        // As programs write labels: a piece a word. Read from right to left, the first stands right.
        let (found, _) = boxes(
            "<text x='100' y='50' text-anchor='middle'><tspan>שלום</tspan><tspan font-weight='bold'> עולם</tspan></text>",
            "he",
        );
        assert_eq!(found.len(), 1, "of one colour: {found:?}");
        let (found, _) = boxes(
            "<text x='100' y='50' text-anchor='middle'><tspan fill='red'>שלום</tspan><tspan fill='blue'> עולם</tspan></text>",
            "he",
        );
        assert!(found[0].x0 > found[1].x1, "{found:?}");
        assert!((f64::midpoint(found[1].x0, found[0].x1) - 100.0).abs() < 2.0, "{found:?}");
    }

    #[test]
    fn what_no_program_could_set_without_our_faces_is_set() {
        for (words, language) in [("निजता क्षमता", "hi"), ("الخصوصية", "ar"), ("隱私", "zh-Hant"), ("गोपनीयता", "en")]
        {
            let (found, _) = boxes(&format!("<text x='10' y='50'>{words}</text>"), language);
            let width = lettering::width(words, &Tag::parse(language).unwrap(), false) * 16.0;
            assert!((found[0].width() - width).abs() < 6.0, "{words}: {found:?} {width}");
        }
    }

    #[test]
    fn lines_under_and_through_words() {
        let of = |decoration: &str| {
            boxes(&format!("<text x='10' y='50' font-size='20' text-decoration='{decoration}'>nun</text>"), "en").0[0]
        };
        assert!(of("underline").y1 > 51.0 && of("line-through").y1 < 51.0);
    }
}
