//! Paragraphs: from runs of text to lines of positioned glyphs.
//!
//! [`Content`] is the text of a paragraph with its runs; [`lay`] itemises it by language, script, direction and face,
//! shapes every word once, breaks it as a whole after Knuth and Plass, and sets the lines. What comes out are values:
//! [`Line`]s whose pieces have places relative to the line, ready to be put on a page.

mod content;
mod customs;
mod fit;
mod fragment;
mod line;
mod node;
mod set;

pub(crate) use content::{Content, ContentLink, InlineObject, ObjectKind, Rule, TextStyle};
pub(crate) use customs::customary;
pub(crate) use line::{Drawn, Line, ShapedRun};

use crate::font::Faces;
use crate::shape::Shaper;
use pamphlet_locale::Direction;
use std::sync::{Mutex, PoisonError};

/// The text engine: faces and shaped words, shared by all threads and all documents.
#[derive(Debug)]
pub(crate) struct Engine {
    pub faces: &'static Faces,
    /// The shaper with the words it knows.
    pub shaper: Shaper,
}

/// What is made once of a set of faces, for the whole process.
#[derive(Debug)]
pub(crate) struct OncePerFaces<T: 'static>(Mutex<Vec<(&'static Faces, &'static T)>>);

impl<T> OncePerFaces<T> {
    /// Nothing is made yet.
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(Vec::new()))
    }

    /// What is made of these faces. It stays as long as they do, which is as long as the process: a site has its own or
    /// ours.
    pub(crate) fn of(&self, faces: &'static Faces, make: impl FnOnce() -> T) -> &'static T {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, made)) = known.iter().find(|(of, _)| std::ptr::eq(*of, faces)) {
            return made;
        }
        let made: &'static T = Box::leak(Box::new(make()));
        known.push((faces, made));
        made
    }
}

static ENGINES: OncePerFaces<Engine> = OncePerFaces::new();

impl Engine {
    /// The engine of some faces.
    #[must_use]
    pub(crate) fn of(faces: &'static Faces) -> &'static Self {
        ENGINES.of(faces, || Self { faces, shaper: Shaper::new(faces) })
    }

    /// The engine of the embedded faces.
    #[cfg(test)]
    pub(crate) fn shared() -> &'static Self {
        Self::of(Faces::embedded())
    }
}

/// Where the text of a paragraph stands in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Align {
    /// Both sides flush, words spread.
    Justified,
    /// Align at the start side, ragged at the other.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// Align at the end side.
    End,
}

/// How a paragraph is set.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Setting {
    /// Width of the column, points.
    pub width: f32,
    /// Width and inset at the start side of the first lines, where something stands beside them; then the column.
    pub beside: Vec<Beside>,
    /// Inset of the first line at the start side, points.
    pub indent: f32,
    /// Where the text stands.
    pub align: Align,
    /// The direction that it runs in as a whole.
    pub direction: Direction,
    /// From baseline to baseline, points.
    pub leading: f32,
    /// Whether words may be hyphenated.
    pub hyphenate: bool,
}

/// Room of a line that stands beside something.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Beside {
    /// From the left side of the column, points.
    pub left: f32,
    /// Width of the line, points.
    pub width: f32,
}

/// A paragraph as lines.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paragraph {
    pub lines: Vec<Line>,
    /// Characters that no face has.
    pub missing: Vec<char>,
}

/// Widths that a text asks for.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Widths {
    /// Of the widest part that does not break, points.
    pub least: f32,
    /// Of the longest line when nothing is broken, points.
    pub most: f32,
}

/// Breaks a text into lines.
#[must_use]
pub(crate) fn lay(engine: &Engine, content: &Content, setting: &Setting) -> Paragraph {
    let fragments = fragment::itemise(engine, content, setting.direction);
    let nodes = node::nodes(engine, content, &fragments, setting);
    let lines = fit::total_fit(&nodes, setting);
    set::set_lines(engine, content, &fragments, &nodes, &lines, setting)
}

/// Measures a text without breaking it into lines.
#[must_use]
pub(crate) fn measure(engine: &Engine, content: &Content, direction: Direction) -> Widths {
    let setting = Setting {
        width: f32::MAX / 4.0,
        beside: Vec::new(),
        indent: 0.0,
        align: Align::Start,
        direction,
        leading: 0.0,
        hyphenate: false,
    };
    let fragments = fragment::itemise(engine, content, direction);
    let nodes = node::nodes(engine, content, &fragments, &setting);
    node::widths(&nodes)
}

#[cfg(test)]
mod tests;
