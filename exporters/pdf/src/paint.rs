//! A display list to the objects of a PDF: the only module that knows printpdf.
//!
//! In: a [`DisplayList`], the faces, the prepared pictures. Out: a [`Painted`] document of lopdf that holds fonts,
//! pictures and the contents of all pages, and what [`crate::tags`] needs to know about marked content. Structure,
//! links, outline and metadata are added by [`crate::tags`] and [`crate::finish`].
//!
//! printpdf keeps all pages of a document in memory as operations, several times the size of what they become, so
//! pages are turned into content streams a few at a time and compressed at once; the document that holds the fonts
//! knows the pages as empty ones. It learns the glyphs in use, with their widths and characters, from a page that
//! shows each once and is taken out again.

mod clusters;
mod content;
mod face;
mod faces;
mod form;
mod order;
mod signs;
#[cfg(test)]
mod tests;
mod text;
mod writer;

pub(crate) use faces::Faces;

use crate::deflate::deflate;
use crate::display::{DisplayList, DisplayPage, Item, NodeId};
use crate::picture::{self, Pictures, Prepared};
use face::{FontUse, Uses};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use pamphlet_source::Diagnostic;
use printpdf as pp;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Pages that are held as operations at one time.
const PAGES_AT_ONCE: usize = 24;

/// A document with fonts, pictures and pages, and where its marked content is.
pub(crate) struct Painted {
    pub(crate) document: Document,
    /// Its pages, in order.
    pub(crate) pages: Vec<ObjectId>,
    /// For each page, what each marked-content id stands for.
    pub(crate) marked: Vec<Vec<Marked>>,
    /// What could not be shown.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Marked content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marked {
    /// To what it belongs.
    pub(crate) owner: NodeId,
    /// The first item of the page that is in it.
    pub(crate) item: usize,
}

/// Does the work of one page, which shows the pages of these numbers. When it does not end well, what is painted is
/// thrown away.
pub(crate) type Guard<'g> = &'g dyn Fn(&[usize], &mut dyn FnMut());

/// No guard.
#[cfg(test)]
pub(crate) const UNGUARDED: Guard<'_> = &|_, work| work();

/// Paints all pages.
pub(crate) fn paint(list: &DisplayList, faces: &Faces, pictures: &Pictures<'_>, guard: Guard<'_>) -> Painted {
    let mut uses = Uses::default();
    let mut shown: Vec<Vec<usize>> = list.pages.iter().map(|page| page.parts().collect()).collect();
    for (number, parts) in shown.iter_mut().enumerate().filter(|(_, parts)| parts.is_empty()) {
        parts.push(number);
    }
    for (page, parts) in list.pages.iter().zip(&shown) {
        guard(parts, &mut || uses.collect(page, faces));
    }
    let mut diagnostics = Vec::new();
    let mut xobjects = Objects::default();
    let widths = widths(list);
    for page in &list.pages {
        for (_, item) in page.items() {
            xobjects.collect(item, pictures, &widths, &mut diagnostics);
        }
    }

    let mut holder = pp::PdfDocument::new("");
    for (face, font) in &uses.fonts {
        holder.resources.fonts.map.insert(face::font_id(*face), face::font(faces, *face, font));
    }
    for (name, form) in &xobjects.external {
        holder.resources.xobjects.map.insert(pp::XObjectId(name.clone()), pp::XObject::External(form.clone()));
    }
    holder.pages = list
        .pages
        .iter()
        .map(|page| pp::PdfPage {
            media_box: page_box(page.width, page.height),
            trim_box: page_box(page.width, page.height),
            crop_box: page_box(page.width, page.height),
            ops: Vec::new(),
        })
        .chain(std::iter::once(pp::PdfPage {
            media_box: page_box(1.0, 1.0),
            trim_box: page_box(1.0, 1.0),
            crop_box: page_box(1.0, 1.0),
            ops: face::specimen(&uses),
        }))
        .collect();
    let mut document = holder.to_lopdf_document(&options(), &mut Vec::new());
    drop(holder);

    let mut pages: Vec<ObjectId> = document.page_iter().collect();
    let specimen = pages.pop().expect("the page that shows every glyph was added above");
    let shared = remove_specimen(&mut document, specimen, &pages, xobjects.vectors);
    map_codes(&mut document, shared, &uses);
    let ranks = order::Ranks::of(&list.structure);
    let mut marked = Vec::with_capacity(pages.len());
    let mut shown = shown.iter();
    for (chunk, ids) in list.pages.chunks(PAGES_AT_ONCE).zip(pages.chunks(PAGES_AT_ONCE)) {
        let mut part = pp::PdfDocument::new("");
        for page in chunk {
            let (mut ops, mut owners) = (Vec::new(), Vec::new());
            guard(shown.next().map_or(&[], Vec::as_slice), &mut || {
                (ops, owners) = content::operations(page, &list.structure, faces, &uses, &xobjects.names, &ranks);
            });
            part.pages.push(pp::PdfPage {
                media_box: page_box(1.0, 1.0),
                trim_box: page_box(1.0, 1.0),
                crop_box: page_box(1.0, 1.0),
                ops,
            });
            marked.push(owners);
        }
        let mut painted = part.to_lopdf_document(&options(), &mut Vec::new());
        drop(part);
        for (from, to) in painted.page_iter().collect::<Vec<_>>().into_iter().zip(ids) {
            let stream = take_content(&mut painted, from);
            put_content(&mut document, *to, stream, shared);
        }
    }
    compress(&mut document);
    Painted { document, pages, marked, diagnostics }
}

fn options() -> pp::PdfSaveOptions {
    // Not `secure`: the compact `TJ` arrays of `text` are operators that printpdf has no type for.
    pp::PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None }
}

fn page_box(width: f32, height: f32) -> pp::Rect {
    pp::Rect {
        x: pp::Pt(0.0),
        y: pp::Pt(0.0),
        width: pp::Pt(writer::hundredths(width)),
        height: pp::Pt(writer::hundredths(height)),
        mode: None,
        winding_order: None,
    }
}

/// Takes the page of all glyphs out, adds the pictures that are several objects each, and gives all pages one
/// dictionary of resources.
fn remove_specimen(
    document: &mut Document,
    specimen: ObjectId,
    pages: &[ObjectId],
    vectors: Vec<(String, Arc<Prepared>)>,
) -> ObjectId {
    let page = document.objects.remove(&specimen).expect("printpdf wrote it");
    let page = page.as_dict().expect("a page is a dictionary");
    let content = page.get(b"Contents").and_then(Object::as_reference).expect("printpdf writes a reference");
    document.objects.remove(&content);
    let resources = page.get(b"Resources").and_then(Object::as_reference).expect("printpdf writes a reference");
    let tree = page.get(b"Parent").and_then(Object::as_reference).expect("printpdf writes a reference");
    let tree = document.get_dictionary_mut(tree).expect("printpdf wrote the page tree");
    tree.set("Kids", pages.iter().map(|id| Object::Reference(*id)).collect::<Vec<_>>());
    tree.set("Count", i64::try_from(pages.len()).expect("fits"));

    let shared = document.get_dictionary(resources).expect("printpdf wrote it");
    let forms = shared.get(b"XObject").and_then(Object::as_reference).expect("printpdf writes a reference");
    for (name, prepared) in vectors {
        let Prepared::Objects { objects, root, .. } = prepared.as_ref() else { continue };
        let first = document.max_id;
        for (id, object) in objects {
            let mut object = object.clone();
            shift_references(&mut object, first);
            document.objects.insert((id + first, 0), object);
            document.max_id = document.max_id.max(id + first);
        }
        let dictionary = document.get_dictionary_mut(forms).expect("printpdf wrote it");
        dictionary.set(name.as_bytes(), Object::Reference((root + first, 0)));
    }
    // Empty dictionaries are noise.
    for key in [&b"XObject"[..], b"ExtGState", b"Shading"] {
        let shared = document.get_dictionary(resources).expect("printpdf wrote it");
        let Ok(id) = shared.get(key).and_then(Object::as_reference) else { continue };
        if document.get_dictionary(id).is_ok_and(Dictionary::is_empty) {
            document.objects.remove(&id);
            document.get_dictionary_mut(resources).expect("printpdf wrote it").remove(key);
        }
    }
    resources
}

/// Says which glyph each code of a font shows, where a glyph has several. printpdf says that codes are glyphs.
fn map_codes(document: &mut Document, resources: ObjectId, uses: &Uses) {
    let shared = document.get_dictionary(resources).expect("printpdf wrote it");
    let fonts = shared.get(b"Font").and_then(Object::as_reference).expect("printpdf writes a reference");
    for (face, font) in &uses.fonts {
        let Some(map) = font.glyphs_of_codes() else { continue };
        let map = document.add_object(Stream::new(Dictionary::new(), map));
        let fonts = document.get_dictionary(fonts).expect("printpdf wrote it");
        let name = face::font_id(*face).0;
        let id = fonts.get(name.as_bytes()).and_then(Object::as_reference).expect("printpdf writes a reference");
        let font = document.get_dictionary_mut(id).expect("printpdf wrote it");
        let kids = font.get_mut(b"DescendantFonts").and_then(Object::as_array_mut).expect("printpdf wrote it");
        let kid = kids.first_mut().map(Object::as_dict_mut).and_then(Result::ok).expect("printpdf wrote it");
        kid.set("CIDToGIDMap", map);
    }
}

/// Adds `by` to every reference in an object.
fn shift_references(object: &mut Object, by: u32) {
    match object {
        Object::Reference(id) => id.0 += by,
        Object::Array(items) => items.iter_mut().for_each(|item| shift_references(item, by)),
        Object::Dictionary(dictionary) => {
            dictionary.iter_mut().for_each(|(_, value)| shift_references(value, by));
        }
        Object::Stream(stream) => stream.dict.iter_mut().for_each(|(_, value)| shift_references(value, by)),
        Object::Null
        | Object::Boolean(_)
        | Object::Integer(_)
        | Object::Real(_)
        | Object::Name(_)
        | Object::String(..) => {}
    }
}

fn take_content(document: &mut Document, page: ObjectId) -> Stream {
    let content = document
        .get_dictionary(page)
        .and_then(|page| page.get(b"Contents"))
        .and_then(Object::as_reference)
        .expect("printpdf writes a reference");
    match document.objects.remove(&content) {
        Some(Object::Stream(stream)) => stream,
        other => unreachable!("printpdf writes a stream, not {other:?}"),
    }
}

fn put_content(document: &mut Document, page: ObjectId, mut stream: Stream, resources: ObjectId) {
    deflate(&mut stream);
    let (content, own) = {
        let page = document.get_dictionary_mut(page).expect("printpdf wrote it");
        page.remove(b"Annots");
        // Boxes that say nothing more than the media box.
        page.remove(b"TrimBox");
        page.remove(b"CropBox");
        let own = page.get(b"Resources").and_then(Object::as_reference).expect("printpdf writes a reference");
        page.set("Resources", resources);
        (page.get(b"Contents").and_then(Object::as_reference).expect("printpdf writes a reference"), own)
    };
    document.objects.remove(&own);
    document.objects.insert(content, Object::Stream(stream));
}

/// Compresses every stream that is not yet; lopdf would do it at the best level, which takes three times as long.
fn compress(document: &mut Document) {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.allows_compression
        {
            deflate(stream);
        }
    }
}

/// The largest width in which each picture is shown.
fn widths(list: &DisplayList) -> BTreeMap<Arc<str>, f32> {
    let mut widths: BTreeMap<Arc<str>, f32> = BTreeMap::new();
    for (_, item) in list.pages.iter().flat_map(DisplayPage::items) {
        if let Item::Picture { asset, place, .. } = item {
            match widths.get_mut(asset) {
                Some(known) => *known = known.max(place.width),
                None => {
                    widths.insert(Arc::clone(asset), place.width);
                }
            }
        }
    }
    widths
}

/// The pictures, icons and codes that a document shows, each once.
#[derive(Default)]
struct Objects {
    /// The resource name of each.
    names: BTreeMap<Shown, Resource>,
    /// Those that are one stream.
    external: BTreeMap<String, pp::ExternalXObject>,
    /// Those that are several objects.
    vectors: Vec<(String, Arc<Prepared>)>,
}

/// Something that is shown by name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Shown {
    Picture(Arc<str>),
    Icon(Arc<str>),
}

/// How it is shown.
#[derive(Debug, Clone, PartialEq)]
enum Resource {
    /// As an object whose space is the unit square.
    Unit(String),
    /// As an object with a space of its own: width and height.
    Sized(String, f32, f32),
    /// Not at all: it is missing or broken, which has been said.
    Missing,
}

impl Objects {
    fn collect(
        &mut self,
        item: &Item,
        pictures: &Pictures<'_>,
        widths: &BTreeMap<Arc<str>, f32>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        match item {
            Item::Picture { asset, .. } => {
                let key = Shown::Picture(Arc::clone(asset));
                if self.names.contains_key(&key) {
                    return;
                }
                let name = format!("P{}", self.names.len());
                let resource = match pictures.prepare(asset, widths.get(asset).copied().unwrap_or(f32::MAX)) {
                    Ok(prepared) => match prepared.as_ref() {
                        Prepared::Image(image) => {
                            self.external.insert(name.clone(), picture::image(image));
                            Resource::Unit(name)
                        }
                        Prepared::Objects { .. } => {
                            self.vectors.push((name.clone(), prepared));
                            Resource::Unit(name)
                        }
                    },
                    Err(diagnostic) => {
                        diagnostics.extend(diagnostic);
                        Resource::Missing
                    }
                };
                self.names.insert(key, resource);
            }
            Item::Icon { name: icon, .. } => {
                let key = Shown::Icon(Arc::clone(icon));
                if self.names.contains_key(&key) {
                    return;
                }
                let name = format!("I{}", self.names.len());
                let resource = match form::icon(icon) {
                    Some((form, width, height)) => {
                        self.external.insert(name.clone(), form);
                        Resource::Sized(name, width, height)
                    }
                    None => Resource::Missing,
                };
                self.names.insert(key, resource);
            }
            Item::Run(_) | Item::Form { .. } | Item::Code { .. } | Item::Link { .. } | Item::PageOf(_) => {}
        }
    }
}

/// The font of a face that is in use.
impl Uses {
    fn font(&self, face: crate::display::FaceId) -> Option<&FontUse> {
        self.fonts.get(&face)
    }
}
