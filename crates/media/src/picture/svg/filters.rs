//! What the filters of a picture take: they are the part of it that is worked out pixel by pixel.

use crate::picture::PictureError;
use pamphlet_source::limits::{PICTURE_MEMORY, SVG_FILTER_STEPS};
use usvg::filter::{Filter, Kind};
use usvg::{Group, Node, NonZeroRect, Tree};

/// The longer side of what is drawn as pixels: as wide as a page at 240 dots an inch.
const SIDE: f32 = 1600.0;

/// Pixels for a unit of a drawing at most: small drawings have large units.
const FINEST: f32 = 8.0;

/// Steps that a plain part of a filter takes for a pixel.
const PLAIN: u64 = 16;

/// Pixels that stand for a part of a drawing.
#[derive(Debug, Clone, Copy)]
pub struct Grid {
    /// Pixels for a unit of the drawing.
    pub scale: f32,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

impl Grid {
    /// The pixels for a part of a drawing that only pixels can show; `finest` are the most for a unit that its place can
    /// use, where it is known.
    #[must_use]
    pub fn of(bounds: NonZeroRect, finest: Option<f32>) -> Self {
        let scale = (SIDE / bounds.width().max(bounds.height())).min(finest.unwrap_or(FINEST)).min(FINEST);
        Self { scale, width: side(bounds.width() * scale), height: side(bounds.height() * scale) }
    }

    fn pixels(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// The pixels for a part of what is drawn as pixels already.
    fn within(self, bounds: NonZeroRect) -> Self {
        let width = side(bounds.width() * self.scale).min(self.width);
        Self { width, height: side(bounds.height() * self.scale).min(self.height), ..self }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most SIDE")]
fn side(length: f32) -> u32 {
    length.ceil().clamp(1.0, SIDE) as u32
}

/// Refuses a drawing whose filters take too long, or too much memory at one time.
///
/// # Errors
/// When a limit is passed.
pub(super) fn check(drawing: &Tree) -> Result<(), PictureError> {
    if drawing.filters().is_empty() {
        return Ok(());
    }
    let mut cost = Cost::default();
    cost.group(drawing.root(), None, 0);
    let beyond = |what: &str| Err(PictureError(format!("the filters of the SVG file take too {what}")));
    match cost {
        Cost { steps, .. } if steps > SVG_FILTER_STEPS => beyond("many steps"),
        Cost { memory, .. } if memory > PICTURE_MEMORY => beyond("much memory"),
        _ => Ok(()),
    }
}

#[derive(Default)]
struct Cost {
    steps: u64,
    /// The most bytes at one time.
    memory: u64,
}

impl Cost {
    /// A group, with the pixels that it is drawn into, if it is, and the bytes that are held around it.
    fn group(&mut self, group: &Group, into: Option<Grid>, held: u64) {
        let bounds = group.abs_layer_bounding_box();
        let into = match into {
            Some(grid) => Some(grid.within(bounds)),
            None => (!group.filters().is_empty()).then(|| Grid::of(bounds, None)),
        };
        let pixels = into.map_or(0, Grid::pixels);
        // A layer of its own, and one for what it is seen through.
        let layers: u64 = if group.should_isolate() || group.mask().is_some() { 2 } else { 0 };
        let mut held = held.saturating_add(layers * pixels * 4);
        for filter in group.filters() {
            self.steps = self.steps.saturating_add(steps(filter, into).saturating_mul(pixels));
            // Every part keeps what it made until the last one is done.
            let parts = filter.primitives().len() as u64 + 2;
            self.memory = self.memory.max(held.saturating_add(parts.saturating_mul(pixels * 4)));
        }
        self.memory = self.memory.max(held);
        held = held.min(PICTURE_MEMORY + 1);
        for node in group.children() {
            match node {
                Node::Group(inner) => self.group(inner, into, held),
                Node::Path(_) | Node::Image(_) | Node::Text(_) => {}
            }
            node.subroots(|root| self.group(root, into, held));
        }
    }
}

/// How many steps a filter takes for a pixel.
fn steps(filter: &Filter, into: Option<Grid>) -> u64 {
    let grid = into.unwrap_or(Grid { scale: 1.0, width: 1, height: 1 });
    let reach = |radius: f32, most: u32| u64::from(side(2.0 * radius * grid.scale + 1.0).min(most));
    let one = |kind: &Kind| match kind {
        Kind::Morphology(own) => {
            reach(own.radius_x().get(), grid.width).saturating_mul(reach(own.radius_y().get(), grid.height))
        }
        Kind::ConvolveMatrix(own) => u64::from(own.matrix().columns()).saturating_mul(u64::from(own.matrix().rows())),
        Kind::Turbulence(own) => u64::from(own.num_octaves()).saturating_mul(PLAIN),
        _ => 0,
    };
    filter.primitives().iter().fold(0, |sum: u64, part| sum.saturating_add(PLAIN).saturating_add(one(part.kind())))
}
