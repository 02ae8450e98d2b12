//! The diagrams of editions, each drawn once for all locales that show it in one language.

mod drawings;

pub use drawings::Drawings;
pub(crate) use drawings::asset;

use crate::stage::Base;
use drawings::{Drawn, Undrawn};
use globset::GlobSet;
use pamphlet_document::{AssetRef, BlockKind, Diagram, Edition, walk};
use pamphlet_locale::Tag;
use pamphlet_media::Media;
use pamphlet_source::{Code, Diagnostic, FileRange, Finding, Span};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Where a line of a diagram stands in its file: the first is the one behind that of its fence.
fn line_of(text: &str, block: Span, line: usize) -> Span {
    let (start, end) = (block.start as usize, block.end as usize);
    let lines = text.get(start..end).unwrap_or_default().split_inclusive('\n');
    let mut at = start;
    for (index, shown) in lines.enumerate() {
        if index == line {
            let indent = shown.len() - shown.trim_start().len();
            return Span::new(at + indent, at + shown.trim_end().len().max(indent));
        }
        at += shown.len();
    }
    block
}

/// Draws the diagrams of an edition, or of chosen pages of it. One that cannot be drawn is a finding, on pages that are not
/// another locale's.
#[must_use]
pub fn load(
    base: &Base<'_>,
    locale: &Tag,
    edition: &Edition,
    only: Option<&GlobSet>,
    media: &mut Media,
) -> Vec<Finding> {
    let mut wanted: BTreeMap<String, (&Diagram, &Tag)> = BTreeMap::new();
    let mut shown = Vec::new();
    for page in edition.pages().iter().filter(|page| only.is_none_or(|only| only.is_match(&page.id.0))) {
        let notes = page.notes.iter().flat_map(|note| note.blocks.iter().map(|block| (note.origin, block)));
        let placed = page.blocks.iter().map(|placed| (placed.origin, placed.block.as_ref()));
        for (origin, block) in placed.chain(notes) {
            walk::each_block(std::iter::once(block), &mut |block| {
                if let BlockKind::Diagram(diagram) = &block.kind {
                    let name = asset(diagram, &page.language).0;
                    // One that its author has drawn needs no other drawing.
                    let by_hand = matches!(&diagram.picture, Some(AssetRef::Local { asset }) if media.picture(&asset.0).is_some());
                    if !by_hand {
                        shown.push((page, origin, block.span, name.clone()));
                    }
                    wanted.insert(name, (diagram, &page.language));
                }
            });
        }
    }
    let faces = media.faces();
    let draw = |(name, (diagram, language)): (String, (&Diagram, &Tag))| {
        let drawn = base.drawings.draw(&name, diagram, (faces, language), &base.rules.walls);
        (name, drawn)
    };
    let drawn: BTreeMap<String, Drawn> = wanted.into_par_iter().map(draw).collect();
    let needed: BTreeSet<String> = shown.iter().map(|(.., name)| name.clone()).collect();
    let mut found = Vec::new();
    for (page, origin, span, name) in shown.into_iter().filter(|(page, ..)| !page.fallback) {
        if let Some(Ok((_, notes))) = drawn.get(&name) {
            for note in notes.iter() {
                let said = Diagnostic::new(Code::PictureChanged, format!("the diagram is drawn otherwise: {note}"));
                let mut said = said.help("write it otherwise, or lay a picture beside the page that is named as it is");
                said.place = Some(FileRange { source: origin.source, span: span.shifted(origin.start) });
                found.push((said, Some(page.id.0.as_str())));
            }
        }
        if let Some(Err(Undrawn { reason, line })) = drawn.get(&name) {
            let said = Diagnostic::new(Code::DiagramNotDrawn, format!("the diagram cannot be drawn: {reason}"));
            let mut said = said
                .help("its source is shown instead; mend it, or lay a picture beside the page that is named as it is");
            let mut span = span.shifted(origin.start);
            if let Some((file, line)) = edition.parts().sources.get(origin.source).zip(*line) {
                span = line_of(&file.text, span, line);
            }
            said.place = Some(FileRange { source: origin.source, span });
            found.push((said, Some(page.id.0.as_str())));
        }
    }
    let findings = Finding::locate_all(found, &edition.parts().sources, locale.as_str());
    for (name, picture) in drawn {
        // What lacks something gives way to what its author drew.
        if let Ok((picture, notes)) = picture
            && (notes.is_empty() || needed.contains(&name))
        {
            media.insert(&name, picture);
        }
    }
    findings
}
