//! Diagrams, each drawn once for all locales that show it in one language.

use crate::manifest::sha256;
use crate::stage::Base;
use pamphlet_document::{AssetId, BlockKind, Diagram, Edition, walk};
use pamphlet_locale::Tag;
use pamphlet_media::Media;
use pamphlet_media::face::Faces;
use pamphlet_media::picture::Picture;
use pamphlet_source::{Code, Diagnostic, Fault, Finding, Place, Span, Walls, Work};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A drawing, or why there is none.
type Drawn = Result<Arc<Picture>, Undrawn>;

/// Why there is none, and which line of the source says so, from 1.
#[derive(Debug, Clone)]
struct Undrawn {
    reason: String,
    line: Option<usize>,
}

/// The faces and the language of words.
type Lettering<'w> = (&'static Faces, &'w Tag);

/// Drawings by the name of their asset.
#[derive(Debug, Default)]
pub struct Drawings(Mutex<BTreeMap<String, Arc<OnceLock<Drawn>>>>);

impl Drawings {
    fn draw(&self, name: &str, diagram: &Diagram, words: Lettering<'_>, walls: &Walls) -> Drawn {
        let slot = {
            let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(slots.entry(name.to_owned()).or_default())
        };
        let work = Work { stage: "diagram", locale: "", name };
        let made = || draw(diagram, words).map(Arc::new);
        let fallen = |fault: Fault| Err(Undrawn { reason: fault.to_string(), line: None });
        slot.get_or_init(|| walls.behind(work, made).unwrap_or_else(fallen)).clone()
    }
}

#[cfg(feature = "diagrams")]
fn draw(diagram: &Diagram, (faces, language): Lettering<'_>) -> Result<Picture, Undrawn> {
    pamphlet_diagram::draw(&diagram.notation, &diagram.source, faces, language)
        .map(Picture::Vector)
        .map_err(|undrawn| Undrawn { reason: undrawn.reason, line: undrawn.line })
}

#[cfg(not(feature = "diagrams"))]
fn draw(_diagram: &Diagram, _words: Lettering<'_>) -> Result<Picture, Undrawn> {
    Err(Undrawn { reason: "this program was built without drawings".to_owned(), line: None })
}

/// The name of the drawing of a diagram on a page in a language.
#[must_use]
pub(crate) fn asset(diagram: &Diagram, language: &Tag) -> AssetId {
    // Which face sets a letter hangs on the language only beyond ASCII.
    let language = if diagram.source.is_ascii() { "" } else { language.as_str() };
    let of = format!("{language}\n{}\n{}", diagram.notation, diagram.source);
    AssetId(format!("diagram-{}.svg", &sha256(of.as_bytes())[..16]))
}

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

/// Draws the diagrams of an edition. One that cannot be drawn is a finding, on pages that are not another locale's.
#[must_use]
pub fn load(base: &Base<'_>, locale: &Tag, edition: &Edition, media: &mut Media) -> Vec<Finding> {
    let mut wanted: BTreeMap<String, (&Diagram, &Tag)> = BTreeMap::new();
    let mut shown = Vec::new();
    for page in edition.pages() {
        let notes = page.notes.iter().flat_map(|note| note.blocks.iter().map(|block| (note.origin, block)));
        let placed = page.blocks.iter().map(|placed| (placed.origin, placed.block.as_ref()));
        for (origin, block) in placed.chain(notes) {
            walk::each_block(std::iter::once(block), &mut |block| {
                if let BlockKind::Diagram(diagram) = &block.kind {
                    let name = asset(diagram, &page.language).0;
                    shown.push((page, origin, block.span, name.clone()));
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
    let mut found = Vec::new();
    for (page, origin, span, name) in shown.into_iter().filter(|(page, ..)| !page.fallback) {
        if let Some(Err(Undrawn { reason, line })) = drawn.get(&name) {
            let said = Diagnostic::new(Code::DiagramNotDrawn, format!("the diagram cannot be drawn: {reason}"));
            let mut said = said.help("its source is shown instead; mend it, or put a picture on the page");
            let mut span = span.shifted(origin.start);
            if let Some((file, line)) = edition.parts().sources.get(origin.source).zip(*line) {
                span = line_of(&file.text, span, line);
            }
            said.place = Some(Place { source: origin.source, span });
            found.push((said, Some(page.id.0.as_str())));
        }
    }
    let findings = Finding::locate_all(found, &edition.parts().sources, locale.as_str());
    for (name, picture) in drawn {
        if let Ok(picture) = picture {
            media.insert(&name, picture);
        }
    }
    findings
}
