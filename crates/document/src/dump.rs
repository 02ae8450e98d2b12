//! A compact drawing of a tree, for snapshots: one node a line, spans included.

use crate::Document;

/// Draws a document.
#[must_use]
pub fn dump(document: &Document) -> String {
    format!("{document:#?}\n")
}
