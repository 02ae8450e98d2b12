//! Diagrams that are written as text, drawn as vectors.
//!
//! In: the source of a diagram in the language of Mermaid or Graphviz, the faces of its words and their language. Out: a picture whose letters are
//! outlines of these faces, or why there is none, with the line. No disk, no network, no clock, no chance: the same source
//! gives the same bytes.
//!
//! ```
//! use pamphlet_media::face::Faces;
//! let english = pamphlet_locale::Tag::parse("en").unwrap();
//! let drawn = pamphlet_diagram::draw("mermaid", "flowchart TD\n  A[One] --> B[Two]", Faces::embedded(), &english, &mut Vec::new())?;
//! assert!(drawn.width > 40.0 && drawn.svg.starts_with("<svg"));
//! # Ok::<(), pamphlet_diagram::Undrawn>(())
//! ```

mod dot;
mod guard;
mod look;
mod mermaid;

use pamphlet_locale::Tag;
use pamphlet_media::face::Faces;
use pamphlet_media::picture::Vector;
use std::fmt;

/// Why a diagram is not drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undrawn {
    /// The end of a sentence: `it is longer than 400 lines`.
    pub reason: String,
    /// Which line of its source says so, from 1; none where it is no line alone.
    pub line: Option<usize>,
}

impl Undrawn {
    fn whole(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), line: None }
    }
}

impl fmt::Display for Undrawn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(formatter, "line {line} of it: {}", self.reason),
            None => formatter.write_str(&self.reason),
        }
    }
}

impl std::error::Error for Undrawn {}

/// Draws a diagram. What of it a picture cannot show is said in `notes`, each a sentence about the picture.
///
/// # Errors
/// When nothing draws its notation, when it is not understood, asks for what a picture cannot hold (scripts, links), or
/// is beyond a limit.
pub fn draw(
    notation: &str,
    source: &str,
    faces: &'static Faces,
    language: &Tag,
    notes: &mut Vec<String>,
) -> Result<Vector, Undrawn> {
    guard::bounds(source)?;
    match notation {
        "mermaid" => {
            guard::passive(source)?;
            mermaid::draw(source, faces, language, notes)
        }
        "dot" | "graphviz" => {
            guard::plain(source)?;
            dot::draw(source, faces, language, notes)
        }
        _ => Err(Undrawn::whole(format!("nothing here draws the notation “{notation}”"))),
    }
}

#[cfg(test)]
mod tests;
