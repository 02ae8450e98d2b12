//! Graphviz: its source is read here, and its graph is drawn as a flowchart.
//!
//! What says how a graph is laid out beyond its direction (ranks, ports, splines, the engine) has no effect; every node,
//! edge, cluster and word is there. `layout-rs`, which lays out such graphs itself, reads four of ten ordinary sources: no
//! names beyond ASCII, no labels in HTML, no clusters, no comments that begin with `#`.

mod chart;
mod label;
mod read;
mod token;

use crate::{Undrawn, mermaid};
use pamphlet_locale::Tag;
use pamphlet_media::face::Faces;
use pamphlet_media::picture::Vector;

/// Draws a graph.
pub(crate) fn draw(
    source: &str,
    faces: &'static Faces,
    language: &Tag,
    notes: &mut Vec<String>,
) -> Result<Vector, Undrawn> {
    let graph = read::graph(source)?;
    // Lines of the flowchart are not those of the source.
    mermaid::draw(&chart::flowchart(&graph), faces, language, notes)
        .map_err(|undrawn| Undrawn { line: None, ..undrawn })
}

#[cfg(test)]
mod tests;
