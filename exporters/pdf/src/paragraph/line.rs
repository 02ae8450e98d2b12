//! Lines as they are set: what is drawn, and where.

use super::content::ObjectKind;
use crate::display::{Color, FaceId, Glyph, NodeId};
use std::sync::Arc;

/// Glyphs of one look on a line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ShapedRun {
    pub face: FaceId,
    /// The size, points.
    pub size: f32,
    pub color: Color,
    /// The pen's start, from the left side of the column.
    pub x: f32,
    /// How far the baseline is raised.
    pub rise: f32,
    /// Whether it is read from right to left.
    pub right_to_left: bool,
    /// Its characters, in logical order.
    pub text: String,
    /// Its glyphs, in visual order.
    pub glyphs: Vec<Glyph>,
}

/// Something on a line, at its place: x from the left side of the column, y upwards from the baseline.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Drawn {
    /// Text.
    Glyphs(ShapedRun),
    /// A ground behind text.
    Ground {
        /// Left side.
        x: f32,
        width: f32,
        /// Top above the baseline.
        ascent: f32,
        /// Bottom below the baseline.
        descent: f32,
        /// Colour inside.
        fill: Option<Color>,
        /// Colour of the frame.
        frame: Option<Color>,
    },
    /// A line under or through text.
    Rule {
        /// Left end.
        x: f32,
        /// Length.
        width: f32,
        /// Height above the baseline.
        y: f32,
        thickness: f32,
        /// Colour.
        color: Color,
    },
    /// An object.
    Object {
        /// What it shows.
        kind: ObjectKind,
        /// Left side.
        x: f32,
        width: f32,
        /// Top above the baseline.
        ascent: f32,
        /// Bottom below the baseline.
        descent: f32,
        /// Colour of an icon.
        color: Color,
    },
    /// The area of a link: an index into [`Content::links`].
    Link {
        /// Which.
        link: u16,
        /// Left side.
        x: f32,
        width: f32,
        /// Size of its text.
        size: f32,
    },
}

/// A line.
#[derive(Debug, Clone, PartialEq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question that may be asked of a line alone")]
pub(crate) struct Line {
    /// What is on it, in reading order; grounds first. A node of the structure tree, or decoration.
    pub drawn: Vec<(Option<NodeId>, Drawn)>,
    /// Width, points.
    pub width: f32,
    /// Width of its column, points.
    pub target: f32,
    /// How far its highest object reaches above the baseline.
    pub ascent: f32,
    /// How far its lowest object reaches below the baseline.
    pub descent: f32,
    /// How its spaces are set: 1 is one and a half of natural, -1 as narrow as they may be.
    pub ratio: f32,
    /// Whether it ends with a hyphen that was added.
    pub hyphenated: bool,
    /// Whether it ends inside a word that should be whole.
    pub torn: bool,
    /// Whether it is wider than its column.
    pub overfull: bool,
    /// Whether it ends where the author ended it.
    pub last: bool,
    /// Notes referred to.
    pub notes: Vec<u32>,
    /// Anchors on it.
    pub anchors: Vec<Arc<str>>,
    /// Numbers of addresses that are referred to on it.
    pub addresses: Vec<u32>,
}
