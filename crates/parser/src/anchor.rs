//! Anchors of headings, as Python-Markdown's `toc` makes them: links to them are written by hand.

use crate::Dialect;
use crate::dialect::TabSlugs;
use pamphlet_document::walk::{self, Child};
use pamphlet_document::{Block, BlockKind, Inline, InlineKind, Target};
use std::collections::{HashMap, HashSet};

/// Gives every heading its anchor: its own id, else a slug of its text, unique on the page.
pub(crate) fn anchor(blocks: &mut [Block], dialect: &Dialect) {
    let mut used = HashSet::new();
    for block in blocks.iter() {
        ids(block, &mut used);
    }
    let mut next = HashMap::new();
    for block in blocks.iter_mut() {
        name(block, dialect, &mut used, &mut next);
    }
    let slugs = dialect.tab_anchors;
    if slugs.is_some() || is_linked(blocks) {
        let mut tabs = TabNames { slugs, sets: 0, heading: String::new() };
        for block in blocks {
            tabs.name(block, &mut used, &mut next);
        }
    }
}

/// Whether something on the page leads to a tab by the number that the website gives it.
fn is_linked(blocks: &[Block]) -> bool {
    let mut found = false;
    walk::each_link(blocks, &mut |link| {
        found |= matches!(&link.target, Target::Written { address } if address.contains("#__tabbed_"));
    });
    found
}

/// Gives tabs the ids that the website has for them, which nobody writes: links to them are copied from there.
struct TabNames {
    slugs: Option<TabSlugs>,
    /// How many sets there were.
    sets: usize,
    /// The anchor of the heading above.
    heading: String,
}

impl TabNames {
    fn name(&mut self, block: &mut Block, used: &mut HashSet<String>, next: &mut HashMap<String, u32>) {
        match &mut block.kind {
            BlockKind::Heading(heading) => self.heading.clone_from(&heading.anchor),
            BlockKind::Tabs(set) => {
                self.sets += 1;
                for (at, tab) in set.tabs.iter_mut().enumerate().filter(|(_, tab)| tab.attrs.id.is_none()) {
                    tab.attrs.id = Some(match self.slugs {
                        None => format!("__tabbed_{}_{}", self.sets, at + 1),
                        Some(slugs) => {
                            let own = slugs.slugs.slug(&heading_text(&tab.label), "-");
                            let above = slugs.with_heading && !self.heading.is_empty();
                            unique(if above { format!("{}-{own}", self.heading) } else { own }, used, next)
                        }
                    });
                }
            }
            _ => {}
        }
        walk::children_mut(block, &mut |child| {
            if let walk::ChildMut::Blocks(blocks) = child {
                for inner in blocks {
                    self.name(inner, used, next);
                }
            }
        });
    }
}

fn ids(block: &Block, used: &mut HashSet<String>) {
    used.extend(block.attrs.id.clone());
    walk::children(block, &mut |child| {
        if let Child::Blocks(blocks) = child {
            for inner in blocks {
                ids(inner, used);
            }
        }
    });
}

fn name(block: &mut Block, dialect: &Dialect, used: &mut HashSet<String>, next: &mut HashMap<String, u32>) {
    if let BlockKind::Heading(heading) = &mut block.kind {
        heading.level = (heading.level + dialect.base_level - 1).min(6);
        heading.anchor = match &block.attrs.id {
            Some(id) => id.clone(),
            None => unique(dialect.slugs.slug(&heading_text(&heading.content), "-"), used, next),
        };
    }
    walk::children_mut(block, &mut |child| {
        if let walk::ChildMut::Blocks(blocks) = child {
            for inner in blocks {
                name(inner, dialect, used, next);
            }
        }
    });
}

/// What `toc` sees of a heading: text and code, no pictures, icons or notes.
fn heading_text(content: &[Inline]) -> String {
    let mut out = String::new();
    for node in content {
        match &node.kind {
            InlineKind::Text { text } | InlineKind::Code { text, .. } | InlineKind::Abbreviation { text, .. } => {
                out.push_str(text);
            }
            InlineKind::SoftBreak | InlineKind::LineBreak => out.push(' '),
            InlineKind::Keys { keys } => out.push_str(&keys.join("+")),
            InlineKind::Math { source, .. } => out.push_str(source),
            _ => out.push_str(&heading_text(walk::inline_children(node))),
        }
    }
    out
}

/// The slug itself, or with the first number that makes it unique.
fn unique(slug: String, used: &mut HashSet<String>, next: &mut HashMap<String, u32>) -> String {
    if !slug.is_empty() && used.insert(slug.clone()) {
        return slug;
    }
    let (stem, first) = match slug.rsplit_once('_').and_then(|(stem, count)| Some((stem, count.parse::<u32>().ok()?))) {
        Some((stem, count)) => (stem.to_owned(), count + 1),
        None => (slug, 1),
    };
    let counter = next.entry(stem.clone()).or_insert(first);
    *counter = (*counter).max(first);
    loop {
        let candidate = format!("{stem}_{counter}");
        *counter += 1;
        if used.insert(candidate.clone()) {
            return candidate;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_unique_as_pythons_are() {
        let (mut used, mut next) = (HashSet::new(), HashMap::new());
        let all: Vec<String> =
            ["a", "a", "a_1", "", ""].iter().map(|s| unique((*s).into(), &mut used, &mut next)).collect();
        assert_eq!(all, ["a", "a_1", "a_2", "_1", "_2"]);
    }
}
