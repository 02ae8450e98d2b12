//! The headings of a page.

use pamphlet_reading::{BlockKind, Page, plain_text, walk};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A heading of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OutlineEntry {
    /// 1 to 6, as it looks.
    #[schemars(range(min = 1, max = 6))]
    pub level: u8,
    /// 1 to 6, as it is announced: no level is skipped on the way down.
    #[schemars(range(min = 1, max = 6))]
    pub announced: u8,
    /// What links name it by.
    pub anchor: String,
    /// Further names that links may use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Its words.
    pub text: String,
    /// Whether contents name it; a site may leave levels out.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub listed: bool,
}

const fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn is_yes(listed: &bool) -> bool {
    *listed
}

/// The headings of a page, those inside other blocks too.
pub(crate) fn outline(page: &Page) -> Vec<OutlineEntry> {
    let mut outline = Vec::new();
    walk::each_block(page.blocks.iter().map(|placed| &placed.block), &mut |block| {
        if let BlockKind::Heading(heading) = &block.kind {
            outline.push(OutlineEntry {
                level: heading.level,
                announced: heading.announced,
                anchor: heading.anchor.clone(),
                aliases: heading.aliases.clone(),
                text: plain_text(&heading.content),
                listed: heading.listed,
            });
        }
    });
    outline
}
