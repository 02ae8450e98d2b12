//! The text of a paragraph and its runs.

use super::customary;
use crate::characters::allowed;
use crate::display::{Color, LinkTarget, NodeId, PageWords};
use crate::font::Theme;
use crate::math::Formula;
use pamphlet_locale::{Direction, Tag};
use pamphlet_reading::left_to_right_in;
use std::sync::Arc;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A line through or under text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Rule {
    /// None.
    #[default]
    None,
    /// Under it.
    Under(Color),
    /// Through it.
    Through(Color),
}

/// How a run of text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a property of its own")]
pub(crate) struct TextStyle {
    /// Kind of face.
    pub theme: Theme,
    pub bold: bool,
    /// Slanted, in scripts that know it.
    pub italic: bool,
    /// Size in points.
    pub size: f32,
    /// How far the baseline is raised, points.
    pub rise: f32,
    /// Colour.
    pub color: Color,
    /// Colour behind it.
    pub ground: Option<Color>,
    /// A frame around it: keys.
    pub frame: Option<Color>,
    /// A line under or through it.
    pub rule: Rule,
    /// Digits of one width.
    pub tabular: bool,
    /// Breaks like code: between its parts, without hyphens.
    pub code: bool,
}

impl TextStyle {
    /// Upright letters of prose, with nothing around them.
    pub(crate) const fn plain(theme: Theme, size: f32, color: Color) -> Self {
        Self {
            theme,
            bold: false,
            italic: false,
            size,
            rise: 0.0,
            color,
            ground: None,
            frame: None,
            rule: Rule::None,
            tabular: false,
            code: false,
        }
    }
}

/// What an object in a line shows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ObjectKind {
    /// An icon in the colour of its run.
    Icon(Arc<str>),
    /// A picture of the site.
    Picture(Arc<str>),
    /// A formula, or a piece of one.
    Formula(Arc<Formula>),
    /// Words about the page that an anchor is on, which is not known yet.
    PageOf(Arc<PageWords>),
    /// Nothing: room.
    Space,
}

/// Something in a line that is no text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct InlineObject {
    /// What it shows.
    pub kind: ObjectKind,
    /// Width, points.
    pub width: f32,
    /// Height above the baseline, points.
    pub ascent: f32,
    /// Depth below the baseline, points.
    pub descent: f32,
    /// The node of the structure tree it belongs to; none for decoration.
    pub node: Option<NodeId>,
}

/// A run of text of one look, language and meaning.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    /// The byte after its last.
    pub end: usize,
    /// How it looks.
    pub style: TextStyle,
    /// Its language, an index into [`Content::languages`].
    pub language: u16,
    /// The leaf of the structure tree that it belongs to; none for decoration.
    pub node: Option<NodeId>,
    /// Its link, an index into [`Content::links`].
    pub link: Option<u16>,
}

/// A link of a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ContentLink {
    /// Where it leads.
    pub target: LinkTarget,
    /// What a screen reader says.
    pub description: Arc<str>,
    /// The element with the role `Link`.
    pub node: NodeId,
}

/// The text of a paragraph.
#[derive(Debug, Clone, Default)]
pub(crate) struct Content {
    /// No letters are smaller, points.
    pub least: f32,
    /// The characters; U+FFFC stands for an object, U+000A for a break of the line.
    pub text: String,
    /// The runs, in order; they cover the text.
    pub runs: Vec<Run>,
    /// Languages of the runs.
    pub languages: Vec<Tag>,
    /// Objects, in order.
    pub objects: Vec<InlineObject>,
    /// Links, in order.
    pub links: Vec<ContentLink>,
    /// Footnotes referred to: the byte and the note's number.
    pub notes: Vec<(usize, u32)>,
    /// Anchors inside the text: the byte and the name.
    pub anchors: Vec<(usize, Arc<str>)>,
    /// Addresses that are numbered for paper: the byte and the number.
    pub addresses: Vec<(usize, u32)>,
}

/// Stands for an object in the text.
pub(super) const OBJECT: char = '\u{FFFC}';

impl Content {
    /// Whether nothing is to be seen in it.
    #[must_use]
    pub(crate) fn is_blank(&self) -> bool {
        self.objects.is_empty() && self.text.trim().is_empty()
    }

    /// The index of a language.
    pub(crate) fn language(&mut self, tag: &Tag) -> u16 {
        let found = self.languages.iter().position(|other| other == tag).unwrap_or_else(|| {
            self.languages.push(tag.clone());
            self.languages.len() - 1
        });
        u16::try_from(found).unwrap_or(0)
    }

    /// Adds text. White space is collapsed, the customs of the language are applied (not to code), characters are composed
    /// (NFC), and what keeps its own direction is set apart.
    pub(crate) fn push(
        &mut self,
        text: &str,
        style: TextStyle,
        language: &Tag,
        node: Option<NodeId>,
        link: Option<u16>,
    ) {
        if text.is_empty() {
            return;
        }
        let normal = if is_nfc(text) { text.into() } else { text.nfc().collect::<String>() };
        let customary = if style.code { normal.as_str().into() } else { customary(&normal, language) };
        let mut done = 0;
        if !style.code && Direction::of(language) == Direction::Rtl {
            for range in left_to_right_in(&customary) {
                self.collapsed(&customary[done..range.start]);
                self.close(style, language, node, link);
                self.begin_isolate(Direction::Ltr, style, language);
                self.collapsed(&customary[range.clone()]);
                self.close(style, language, node, link);
                self.end_isolate(style, language);
                done = range.end;
            }
        }
        self.collapsed(&customary[done..]);
        self.close(style, language, node, link);
    }

    /// Adds characters, white space collapsed.
    fn collapsed(&mut self, text: &str) {
        let mut space_before = self.text.is_empty() || self.text.ends_with([' ', '\n']);
        for character in text.chars() {
            match character {
                ' ' | '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                    if !space_before {
                        self.text.push(' ');
                    }
                    space_before = true;
                }
                OBJECT | '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => {}
                _ => {
                    self.text.push(allowed(character));
                    space_before = false;
                }
            }
        }
    }

    /// Makes all of it larger or smaller.
    pub(crate) fn scale(&mut self, factor: f32) {
        for run in &mut self.runs {
            run.style.size *= factor;
            run.style.rise *= factor;
        }
        for object in &mut self.objects {
            object.width *= factor;
            object.ascent *= factor;
            object.descent *= factor;
        }
    }

    /// Keeps what was added from a byte on together on a line, if it has no more characters than `most`: no line ends
    /// at its spaces.
    pub(crate) fn keep_together(&mut self, start: usize, most: usize) {
        let tail = self.text.split_off(start);
        if tail.chars().count() > most {
            self.text.push_str(&tail);
            return;
        }
        // A space is one byte, a space that does not break is two.
        let moved = |at: usize| match at.checked_sub(start) {
            Some(own) => at + tail[..own].matches(' ').count(),
            None => at,
        };
        self.runs.iter_mut().for_each(|run| run.end = moved(run.end));
        self.anchors.iter_mut().for_each(|(at, _)| *at = moved(*at));
        self.notes.iter_mut().for_each(|(at, _)| *at = moved(*at));
        self.addresses.iter_mut().for_each(|(at, _)| *at = moved(*at));
        self.text.push_str(&tail.replace(' ', "\u{A0}"));
    }

    /// Adds text as it is, white space included: code, marks of our own.
    pub(crate) fn push_verbatim(
        &mut self,
        text: &str,
        style: TextStyle,
        language: &Tag,
        node: Option<NodeId>,
        link: Option<u16>,
    ) {
        self.text.extend(
            text.chars()
                .filter(|c| *c == '\n' || !matches!(*c, OBJECT | '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}'))
                .map(allowed),
        );
        self.close(style, language, node, link);
    }

    /// Adds a break of the line.
    pub(crate) fn push_break(&mut self, style: TextStyle, language: &Tag) {
        while self.text.ends_with(' ') {
            self.text.pop();
        }
        let length = self.text.len();
        for run in &mut self.runs {
            run.end = run.end.min(length);
        }
        self.text.push('\n');
        self.close(style, language, None, None);
    }

    /// Adds an object.
    pub(crate) fn push_object(&mut self, object: InlineObject, style: TextStyle, language: &Tag, link: Option<u16>) {
        self.text.push(OBJECT);
        let node = object.node;
        self.objects.push(object);
        self.close(style, language, node, link);
    }

    /// Begins a part that runs in a direction of its own, whatever stands around it (UAX 9 isolates).
    pub(crate) fn begin_isolate(&mut self, direction: Direction, style: TextStyle, language: &Tag) {
        self.text.push(match direction {
            Direction::Ltr => '\u{2066}',
            Direction::Rtl => '\u{2067}',
        });
        self.close(style, language, None, None);
    }

    /// Ends it.
    pub(crate) fn end_isolate(&mut self, style: TextStyle, language: &Tag) {
        self.text.push('\u{2069}');
        self.close(style, language, None, None);
    }

    fn close(&mut self, style: TextStyle, language: &Tag, node: Option<NodeId>, link: Option<u16>) {
        let end = self.text.len();
        let start = self.runs.last().map_or(0, |run| run.end);
        if end <= start {
            return;
        }
        let language = self.language(language);
        let style = TextStyle { size: style.size.max(self.least), ..style };
        if let Some(last) = self.runs.last_mut()
            && (last.style, last.language, last.node, last.link) == (style, language, node, link)
        {
            last.end = end;
        } else {
            self.runs.push(Run { end, style, language, node, link });
        }
    }
}
