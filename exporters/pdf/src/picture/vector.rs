//! Vectors as forms: the tree that `usvg` makes of an SVG document, painted with the operators of PDF.
//!
//! Text is outlines, and said beside them ([`super::words`]). Colours are those of the device, which the output
//! intent of the file defines. What PDF has no operators for (filters) is drawn as pixels by `resvg`; the media say so.

mod shade;
mod stream;
#[cfg(test)]
mod tests;

use super::raster::{self, Image};
use super::{Prepared, words};
use lopdf::{Dictionary, Object, Stream};
use pamphlet_media::face::Faces;
use pamphlet_media::font::{self, FontFile};
use pamphlet_media::picture::{Picture, Vector};
use pamphlet_media::svg::Grid;
use printpdf::{DictItem, ExternalStream};
use resvg::tiny_skia::Pixmap;
use shade::{Gradient, Shown};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use stream::{Group, Objects, Operators, ResourceKind, matrix, reals};
use usvg::tiny_skia_path::Path as Outline;
use usvg::{
    BlendMode, ClipPath, Color, Fill, FillRule, ImageKind, LineCap, LineJoin, Mask, MaskType, Node, Paint, PaintOrder,
    Pattern, Rect, Stroke, Transform, Tree, fontdb,
};

/// The embedded fonts for text in pictures; never the machine's. Those for European
/// scripts set most pictures, and the others are not unpacked for them.
static EUROPEAN_FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| fonts(FontFile::is_european));
static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| fonts(|_| true));

/// Those of the embedded fonts that are wanted.
fn fonts(wanted: fn(&FontFile) -> bool) -> Arc<fontdb::Database> {
    let mut fonts = fontdb::Database::new();
    for file in font::all().iter().filter(|file| wanted(file)) {
        fonts.load_font_source(fontdb::Source::Binary(Arc::new(file.bytes())));
    }
    fonts.set_sans_serif_family("Source Sans 3");
    fonts.set_serif_family("Source Serif 4");
    fonts.set_monospace_family("Source Code Pro");
    Arc::new(fonts)
}

/// Dots an inch of what only pixels can show in a drawing: twice those of a photograph, since it has edges.
const DENSITY: f32 = 480.0;

/// The width in pixels that a drawing is brought to for a place so many points wide; none when all of it is lines.
pub(super) fn step(vector: &Vector, width: f32) -> Option<u32> {
    vector.svg.contains("<filter").then(|| raster::at_least(width / 72.0 * DENSITY))
}

/// Draws a vector: objects numbered from 1 without a gap, the number of the form, whose space is the unit square, and the
/// words that it shows. With `ink` in greys.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn draw(vector: &Vector, step: Option<u32>, ink: bool) -> Result<Prepared, String> {
    let mut options = usvg::Options::default();
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    if vector.svg.contains("<text") {
        let faces = Faces::embedded();
        let european = vector.svg.chars().all(|character| character.is_control() || faces.is_european(character));
        options.fontdb = Arc::clone(if european { &EUROPEAN_FONTS } else { &FONTS });
        "Source Sans 3".clone_into(&mut options.font_family);
    }
    let tree = Tree::from_str(&vector.svg, &options).map_err(|error| error.to_string())?;
    let size = tree.size();
    let whole = Rect::from_xywh(0.0, 0.0, size.width(), size.height()).ok_or("it has no size")?;
    #[expect(clippy::cast_precision_loss, reason = "steps are at most a few thousand")]
    let finest = step.map(|step| step as f32 / size.width());
    let mut drawing =
        Drawing { objects: Objects::default(), ink, finest, known: BTreeMap::new(), images: BTreeMap::new() };
    let mut out = Operators::default();
    drawing.nodes(&mut out, tree.root().children(), Look::Own);
    let mut root = out.form(whole, Some(Group::Colored));
    // SVG counts from the top.
    let unit = Transform::from_row(1.0 / size.width(), 0.0, 0.0, -1.0 / size.height(), 0.0, 1.0);
    root.dict.set("Matrix", matrix(unit));
    let root = drawing.objects.add(root);
    Ok(Prepared::Objects { objects: drawing.objects.end(), root, words: words::of(&tree, &vector.words) })
}

/// What shapes are painted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// In their own colours.
    Own,
    /// In white, all that they cover: the shapes of a clip.
    Cover,
}

/// A colour on paper: with `ink` the grey that is as light.
fn on_paper(ink: bool, color: Color) -> [f32; 3] {
    let channels = [color.red, color.green, color.blue];
    let channels = if ink { [raster::grey(channels); 3] } else { channels };
    channels.map(|channel| f32::from(channel) / 255.0)
}

struct Drawing {
    objects: Objects,
    ink: bool,
    /// The most pixels for a unit that its place can use, for what only pixels can show.
    finest: Option<f32>,
    /// What clips, masks and tiles have become, by their addresses in the tree: each is painted once, however often it is
    /// used.
    known: BTreeMap<usize, u32>,
    /// What pictures in it have become, by the digest of their files; none for what cannot be shown.
    images: BTreeMap<[u8; 32], Option<u32>>,
}

impl Drawing {
    fn nodes(&mut self, out: &mut Operators, nodes: &[Node], look: Look) {
        for node in nodes {
            match node {
                Node::Group(group) if group.filters().is_empty() || look == Look::Cover => self.group(out, group, look),
                Node::Group(_) => self.pixels(out, node),
                Node::Path(path) => self.path(out, path, look),
                Node::Image(image) if look == Look::Own => self.image(out, image),
                // In a clip it covers nothing (SVG 1.1, 14.3.5).
                Node::Image(_) => {}
                Node::Text(text) => self.group(out, text.flattened(), look),
            }
        }
    }

    fn group(&mut self, out: &mut Operators, group: &usvg::Group, look: Look) {
        out.save();
        out.concat(group.transform());
        self.within(out, group, look);
        out.restore();
    }

    /// What is in a group, in its space.
    fn within(&mut self, out: &mut Operators, group: &usvg::Group, look: Look) {
        let is_one = look == Look::Own
            && (group.opacity().get() < 1.0
                || group.isolate()
                || group.mask().is_some()
                || group.blend_mode() != BlendMode::Normal);
        let bounds = group.layer_bounding_box().to_rect();
        let clip = group.clip_path();
        let outline = clip.map(Cut::of);
        if !is_one {
            match outline {
                None => return self.nodes(out, group.children(), look),
                Some(Cut::Nothing) => return,
                Some(Cut::Outline(outline, rule)) => {
                    out.path(&outline);
                    out.clip(rule);
                    return self.nodes(out, group.children(), look);
                }
                Some(Cut::Shapes) => {}
            }
        }
        if matches!(outline, Some(Cut::Nothing)) {
            return;
        }
        let mut own = Operators::default();
        if let Some(Cut::Outline(outline, rule)) = &outline {
            own.path(outline);
            own.clip(*rule);
        }
        self.nodes(&mut own, group.children(), look);
        let mut form = self.objects.add(own.form(bounds, Some(Group::Colored)));
        let mut next = clip.filter(|_| matches!(outline, Some(Cut::Shapes)));
        while let Some(clip) = next {
            let state = self.cover(clip);
            form = self.behind(form, state, bounds);
            next = clip.clip_path();
        }
        let mut next = group.mask().filter(|_| look == Look::Own);
        while let Some(mask) = next {
            let state = self.mask(mask);
            form = self.behind(form, state, bounds);
            next = mask.mask();
        }
        if is_one && (group.opacity().get() < 1.0 || group.blend_mode() != BlendMode::Normal) {
            let mut state = Dictionary::new();
            state.set("ca", group.opacity().get());
            state.set("BM", blend(group.blend_mode()));
            let state = self.objects.same(state);
            out.named(ResourceKind::State, state, "gs");
        }
        out.named(ResourceKind::Outside, form, "Do");
    }

    /// A form behind a mask, as a form.
    fn behind(&mut self, form: u32, mask: u32, bounds: Rect) -> u32 {
        let mut out = Operators::default();
        out.named(ResourceKind::State, mask, "gs");
        out.named(ResourceKind::Outside, form, "Do");
        self.objects.add(out.form(bounds, Some(Group::Colored)))
    }

    /// The state with a soft mask (ISO 32000-1, 11.6.5.3).
    fn soft_mask(&mut self, form: Stream, by: MaskType) -> u32 {
        let form = self.objects.add(form);
        let mut mask = Dictionary::new();
        mask.set("Type", "Mask");
        mask.set(
            "S",
            match by {
                MaskType::Luminance => "Luminosity",
                MaskType::Alpha => "Alpha",
            },
        );
        mask.set("G", Object::Reference((form, 0)));
        let mut state = Dictionary::new();
        state.set("SMask", mask);
        self.objects.same(state)
    }

    /// The state in which only that is seen which the shapes of a clip cover.
    fn cover(&mut self, clip: &ClipPath) -> u32 {
        let address = std::ptr::from_ref(clip).addr();
        if let Some(state) = self.known.get(&address) {
            return *state;
        }
        let mut out = Operators::default();
        out.numbers(&[1.0], "g");
        out.save();
        out.concat(clip.transform());
        self.nodes(&mut out, clip.root().children(), Look::Cover);
        out.restore();
        // What lies outside of the form is not covered.
        let bounds = clip.root().layer_bounding_box().to_rect();
        let bounds = bounds.transform(clip.transform()).unwrap_or(bounds);
        let state = self.soft_mask(out.form(bounds, Some(Group::Grey)), MaskType::Luminance);
        self.known.insert(address, state);
        state
    }

    fn mask(&mut self, mask: &Mask) -> u32 {
        let address = std::ptr::from_ref(mask).addr();
        if let Some(state) = self.known.get(&address) {
            return *state;
        }
        let mut out = Operators::default();
        self.nodes(&mut out, mask.root().children(), Look::Own);
        let state = self.soft_mask(out.form(mask.rect().to_rect(), Some(Group::Colored)), mask.kind());
        self.known.insert(address, state);
        state
    }

    fn path(&mut self, out: &mut Operators, path: &usvg::Path, look: Look) {
        if !path.is_visible() {
            return;
        }
        if look == Look::Cover {
            out.path(path.data());
            return out.operator(filling(path.fill().map_or(FillRule::NonZero, Fill::rule)));
        }
        let fill = |drawing: &mut Self, out: &mut Operators| {
            // A line has no inside; viewers paint a hair there.
            let bounds = path.data().bounds();
            if let Some(fill) = path.fill().filter(|_| bounds.width() > 0.0 && bounds.height() > 0.0) {
                drawing.fill(out, path, fill);
            }
        };
        match path.paint_order() {
            PaintOrder::FillAndStroke => {
                fill(self, out);
                self.stroke(out, path);
            }
            PaintOrder::StrokeAndFill => {
                self.stroke(out, path);
                fill(self, out);
            }
        }
    }

    fn fill(&mut self, out: &mut Operators, path: &usvg::Path, fill: &Fill) {
        out.save();
        if self.paint(out, fill.paint(), fill.opacity().get(), path.bounding_box(), false) {
            out.path(path.data());
            out.operator(filling(fill.rule()));
        }
        out.restore();
    }

    fn stroke(&mut self, out: &mut Operators, path: &usvg::Path) {
        let Some(stroke) = path.stroke() else { return };
        out.save();
        if self.paint(out, stroke.paint(), stroke.opacity().get(), path.stroke_bounding_box(), true) {
            pen(out, stroke);
            out.path(path.data());
            out.operator("S");
        }
        out.restore();
    }

    /// Takes a paint for the next shape, which lies in `area`. False when there is nothing to paint with.
    fn paint(&mut self, out: &mut Operators, paint: &Paint, opacity: f32, area: Rect, stroke: bool) -> bool {
        let mut state = Dictionary::new();
        if opacity < 1.0 {
            state.set(if stroke { "CA" } else { "ca" }, opacity);
        }
        let pattern = match paint {
            Paint::Color(color) => {
                out.numbers(&on_paper(self.ink, *color), if stroke { "RG" } else { "rg" });
                None
            }
            Paint::LinearGradient(gradient) => Some(self.gradient(out, &Gradient::from(&**gradient), area)),
            Paint::RadialGradient(gradient) => Some(self.gradient(out, &Gradient::from(&**gradient), area)),
            Paint::Pattern(pattern) => {
                let Some(pattern) = self.tiles(out, pattern) else { return false };
                Some(pattern)
            }
        };
        if !state.is_empty() {
            let state = self.objects.same(state);
            out.named(ResourceKind::State, state, "gs");
        }
        if let Some(pattern) = pattern {
            out.operator(if stroke { "/Pattern CS" } else { "/Pattern cs" });
            out.named(ResourceKind::Pattern, pattern, if stroke { "SCN" } else { "scn" });
        }
        true
    }

    fn gradient(&mut self, out: &mut Operators, gradient: &Gradient<'_>, area: Rect) -> u32 {
        if gradient.is_clear() {
            // How opaque it is, as a mask over the shape.
            let opacity = self.objects.same(gradient.pattern(Shown::Opacity, area, Transform::identity()));
            let mut mask = Operators::default();
            mask.operator("/Pattern cs");
            mask.named(ResourceKind::Pattern, opacity, "scn");
            mask.rectangle(area);
            mask.operator("f");
            let state = self.soft_mask(mask.form(area, Some(Group::Grey)), MaskType::Luminance);
            out.named(ResourceKind::State, state, "gs");
        }
        self.objects.same(gradient.pattern(Shown::Colors { ink: self.ink }, area, out.at))
    }

    /// A picture that is laid side by side (ISO 32000-1, 8.7.3).
    fn tiles(&mut self, out: &Operators, pattern: &Pattern) -> Option<u32> {
        let rect = pattern.rect();
        let bounds = Rect::from_xywh(0.0, 0.0, rect.width(), rect.height())?;
        let address = std::ptr::from_ref(pattern).addr();
        let form = if let Some(form) = self.known.get(&address) {
            *form
        } else {
            let mut own = Operators::default();
            self.nodes(&mut own, pattern.root().children(), Look::Own);
            let form = self.objects.add(own.form(bounds, None));
            self.known.insert(address, form);
            form
        };
        let mut own = Operators::default();
        own.named(ResourceKind::Outside, form, "Do");
        let mut dictionary = Dictionary::new();
        dictionary.set("Type", "Pattern");
        dictionary.set("PatternType", 1);
        dictionary.set("PaintType", 1);
        dictionary.set("TilingType", 1);
        dictionary.set("BBox", reals(&[0.0, 0.0, rect.width(), rect.height()]));
        dictionary.set("XStep", rect.width());
        dictionary.set("YStep", rect.height());
        let at = out.at.pre_concat(pattern.transform()).pre_translate(rect.x(), rect.y());
        dictionary.set("Matrix", matrix(at));
        at.is_finite().then(|| self.objects.add(own.end(dictionary)))
    }

    fn image(&mut self, out: &mut Operators, image: &usvg::Image) {
        if !image.is_visible() {
            return;
        }
        let bytes = match image.kind() {
            ImageKind::SVG(tree) => {
                out.save();
                self.nodes(out, tree.root().children(), Look::Own);
                return out.restore();
            }
            ImageKind::JPEG(bytes) | ImageKind::PNG(bytes) | ImageKind::GIF(bytes) | ImageKind::WEBP(bytes) => bytes,
        };
        let digest = pamphlet_media::picture::digest(bytes);
        let known = self.images.get(&digest).copied();
        let made = known.unwrap_or_else(|| {
            let made = match Picture::read(bytes) {
                Ok(Picture::Raster(raster)) => raster::prepare(&raster, None, self.ink).ok(),
                Ok(Picture::Vector(_)) | Err(_) => None,
            };
            made.map(|pixels| self.pixels_of(&pixels))
        });
        self.images.insert(digest, made);
        if let Some(made) = made {
            let size = image.size();
            let place = Transform::from_row(size.width(), 0.0, 0.0, -size.height(), 0.0, size.height());
            put(out, made, place);
        }
    }

    /// A group that only pixels can show.
    fn pixels(&mut self, out: &mut Operators, node: &Node) {
        let (Node::Group(group), Some(bounds)) = (node, node.abs_layer_bounding_box()) else { return };
        let Grid { scale, width, height } = Grid::of(bounds, self.finest);
        let Some(mut pixmap) = Pixmap::new(width, height) else { return };
        // resvg applies the transform of the group itself; that of what it lies in is ours.
        let (Some(own), Some(back)) = (group.transform().invert(), group.abs_transform().invert()) else { return };
        let above = group.abs_transform().pre_concat(own);
        let (x, y) = (bounds.x(), bounds.y());
        let transform = Transform::from_scale(scale, scale).pre_translate(-x, -y).pre_concat(above).pre_translate(x, y);
        resvg::render_node(node, transform, &mut pixmap.as_mut());
        let Ok(image) = raster::of_rgba(pixmap.take_demultiplied(), width, height, self.ink) else { return };
        out.save();
        out.concat(group.transform());
        out.concat(back);
        let placed = Transform::from_row(bounds.width(), 0.0, 0.0, -bounds.height(), x, y + bounds.height());
        let image = self.pixels_of(&image);
        put(out, image, placed);
        out.restore();
    }

    /// Pixels as an object.
    fn pixels_of(&mut self, image: &Image) -> u32 {
        let stream = self.outside(super::image(image).stream);
        self.objects.add(stream)
    }

    /// A stream of printpdf as one of lopdf; streams in it become objects of their own.
    fn outside(&mut self, stream: ExternalStream) -> Stream {
        let dictionary = stream.dict.into_iter().map(|(key, item)| (key.into_bytes(), self.item(item))).collect();
        Stream::new(dictionary, stream.content)
    }

    fn item(&mut self, item: DictItem) -> Object {
        if let DictItem::Stream { stream } = item {
            let stream = self.outside(stream);
            return Object::Reference((self.objects.add(stream), 0));
        }
        item.to_lopdf()
    }
}

/// Puts pixels, which are a unit square, somewhere.
fn put(out: &mut Operators, image: u32, place: Transform) {
    out.save();
    out.concat(place);
    out.named(ResourceKind::Outside, image, "Do");
    out.restore();
}

/// How a clip is made.
enum Cut {
    /// By the inside of one outline.
    Outline(Outline, FillRule),
    /// By shapes that no outline can say together.
    Shapes,
    /// It has no inside.
    Nothing,
}

impl Cut {
    /// How a clip is made, in the space where it is used.
    fn of(clip: &ClipPath) -> Self {
        let mut shapes = Vec::new();
        if clip.clip_path().is_some() || !gathered(clip.root().children(), clip.transform(), &mut shapes) {
            return Self::Shapes;
        }
        match <[_; 1]>::try_from(shapes) {
            Ok([(outline, rule)]) => Self::Outline(outline, rule),
            Err(shapes) if shapes.is_empty() => Self::Nothing,
            Err(_) => Self::Shapes,
        }
    }
}

/// Gathers the shapes of a clip. False when a group among them is clipped itself.
fn gathered(nodes: &[Node], transform: Transform, into: &mut Vec<(Outline, FillRule)>) -> bool {
    nodes.iter().all(|node| match node {
        Node::Group(group) => {
            group.clip_path().is_none() && gathered(group.children(), transform.pre_concat(group.transform()), into)
        }
        Node::Text(text) => gathered(text.flattened().children(), transform, into),
        Node::Path(path) => {
            if path.is_visible() {
                let rule = path.fill().map_or(FillRule::NonZero, Fill::rule);
                into.extend(path.data().clone().transform(transform).map(|outline| (outline, rule)));
            }
            true
        }
        Node::Image(_) => true,
    })
}

const fn filling(rule: FillRule) -> &'static str {
    match rule {
        FillRule::NonZero => "f",
        FillRule::EvenOdd => "f*",
    }
}

/// Takes the pen of a line (ISO 32000-1, 8.4.3).
fn pen(out: &mut Operators, stroke: &Stroke) {
    out.numbers(&[stroke.width().get()], "w");
    let cap = match stroke.linecap() {
        LineCap::Butt => None,
        LineCap::Round => Some("1 J"),
        LineCap::Square => Some("2 J"),
    };
    let join = match stroke.linejoin() {
        // PDF falls back to a bevel, where SVG cuts the corner.
        LineJoin::Miter | LineJoin::MiterClip => None,
        LineJoin::Round => Some("1 j"),
        LineJoin::Bevel => Some("2 j"),
    };
    cap.into_iter().chain(join).for_each(|operator| out.operator(operator));
    if join.is_none() {
        out.numbers(&[stroke.miterlimit().get()], "M");
    }
    if let Some(dashes) = stroke.dasharray() {
        out.dashes(dashes, stroke.dashoffset());
    }
}

const fn blend(mode: BlendMode) -> &'static str {
    match mode {
        BlendMode::Normal => "Normal",
        BlendMode::Multiply => "Multiply",
        // PDF has no sum of colours; this is the nearest.
        BlendMode::Screen | BlendMode::PlusLighter => "Screen",
        BlendMode::Overlay => "Overlay",
        BlendMode::Darken => "Darken",
        BlendMode::Lighten => "Lighten",
        BlendMode::ColorDodge => "ColorDodge",
        BlendMode::ColorBurn => "ColorBurn",
        BlendMode::HardLight => "HardLight",
        BlendMode::SoftLight => "SoftLight",
        BlendMode::Difference => "Difference",
        BlendMode::Exclusion => "Exclusion",
        BlendMode::Hue => "Hue",
        BlendMode::Saturation => "Saturation",
        BlendMode::Color => "Color",
        BlendMode::Luminosity => "Luminosity",
    }
}
