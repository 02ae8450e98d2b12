//! Meaning that the dialect writes as callouts and lists: cards, threats, the roles of headings.

use pamphlet_document::Block;

/// Gives blocks their meaning, at every depth.
pub(crate) fn apply(_blocks: &mut Vec<Block>) {}
