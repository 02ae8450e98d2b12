//! Drawings, each made once for all locales that show it in one language.

use crate::sums::sha256;
use pamphlet_document::{AssetId, Diagram};
use pamphlet_locale::Tag;
use pamphlet_media::face::Faces;
use pamphlet_media::picture::Picture;
use pamphlet_source::{Fault, Walls, Work};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A drawing with what it cannot show, or why there is none.
pub(crate) type Drawn = Result<(Arc<Picture>, Arc<[String]>), Undrawn>;

/// Why there is none, and which line of the source says so, from 1.
#[derive(Debug, Clone)]
pub(crate) struct Undrawn {
    pub(crate) reason: String,
    pub(crate) line: Option<usize>,
}

/// The faces and the language of words.
pub(crate) type Lettering<'w> = (&'static Faces, &'w Tag);

/// Drawings by the name of their asset.
#[derive(Debug, Default)]
pub struct Drawings(Mutex<BTreeMap<String, Arc<OnceLock<Drawn>>>>);

impl Drawings {
    pub(crate) fn draw(&self, name: &str, diagram: &Diagram, words: Lettering<'_>, walls: &Walls) -> Drawn {
        let slot = {
            let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(slots.entry(name.to_owned()).or_default())
        };
        let work = Work { stage: "diagram", locale: None, name: Some(name) };
        let made = || {
            let mut notes = Vec::new();
            let picture = draw(diagram, words, &mut notes)?;
            Ok((Arc::new(picture), notes.into()))
        };
        let fallen = |fault: Fault| Err(Undrawn { reason: fault.to_string(), line: None });
        slot.get_or_init(|| walls.behind(work, made).unwrap_or_else(fallen)).clone()
    }
}

#[cfg(feature = "diagrams")]
fn draw(diagram: &Diagram, (faces, language): Lettering<'_>, notes: &mut Vec<String>) -> Result<Picture, Undrawn> {
    pamphlet_diagram::draw(&diagram.notation, &diagram.source, faces, language, notes)
        .map(Picture::Vector)
        .map_err(|undrawn| Undrawn { reason: undrawn.reason, line: undrawn.line })
}

#[cfg(not(feature = "diagrams"))]
fn draw(_diagram: &Diagram, _words: Lettering<'_>, _notes: &mut Vec<String>) -> Result<Picture, Undrawn> {
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
