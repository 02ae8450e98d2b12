//! What PDF/UA-2 (ISO 14289-2) asks for beyond PDF/UA-1, in PDF 2.0 (ISO 32000-2).
//!
//! The names of PDF 2.0 for the whole and for footnotes, with the namespace that has them (14.8.6); footnotes that refer to
//! their marks, and marks to them (14289-2, 8.2.5.14); entries of a table of contents that refer to what they name;
//! destinations inside of the document that are elements (8.8); formulas with `MathML` beside them, as associated files
//! (14.13).

use super::{Elements, index, text};
use crate::deflate::deflate;
use crate::display::{Awaited, Destination, Item, NodeId, Owner, Part, Role, Structure};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use pamphlet_formula::tex;
use std::collections::BTreeMap;

/// The namespace of the elements of PDF 2.0 (ISO 32000-2, 14.8.6).
const NAMESPACE: &str = "http://iso.org/pdf2/ssn";

/// A link to a place in the document.
pub(super) struct Inside {
    pub(super) annotation: ObjectId,
    pub(super) owner: NodeId,
    pub(super) destination: Destination,
}

/// What elements have besides.
pub(super) struct Second {
    namespace: ObjectId,
    /// What is on each page, in reading order: how far down it begins, and its node.
    places: Vec<Vec<(f32, NodeId)>>,
    /// What elements refer to, by node.
    references: BTreeMap<usize, Vec<ObjectId>>,
    /// The files that belong to elements, by node.
    files: BTreeMap<usize, ObjectId>,
}

/// How far above its place a link may lead: to the top of the line.
const ABOVE: f32 = 2.0;

impl Second {
    /// Looks at the elements, and adds what they need to the document.
    pub(super) fn of(document: &mut Document, elements: &Elements<'_>, parts: &[Part], links: &[Inside]) -> Self {
        let namespace = document.add_object(dictionary! { "Type" => "Namespace", "NS" => text(NAMESPACE) });
        let places = places(elements, parts);
        let mut second = Self { namespace, places, references: BTreeMap::new(), files: BTreeMap::new() };
        let structure = &elements.list.structure;
        for link in links {
            let Some((target, element)) = second.target(elements, link.destination) else { continue };
            let annotation = document.get_dictionary_mut(link.annotation).expect("was added before");
            let place = annotation.remove(b"Dest").expect("leads inside");
            annotation.set("A", second.action(elements, place, link.destination));
            if let (Some(mark), Some(note)) =
                (above(structure, link.owner, Role::Reference), above(structure, target, Role::Note))
                && let (Some(mark_id), Some(note_id)) = (elements.ids[index(mark)], elements.ids[index(note)])
            {
                second.refer(mark, note_id);
                second.refer(note, mark_id);
            }
            if let Some(entry) = above(structure, link.owner, Role::ContentsItem) {
                second.refer(entry, element);
            }
        }
        second.add_formulas(document, elements);
        second
    }

    fn refer(&mut self, from: NodeId, to: ObjectId) {
        let own = self.references.entry(index(from)).or_default();
        if !own.contains(&to) {
            own.push(to);
        }
    }

    /// The node that a place belongs to, and the element that is meant: no smaller than a paragraph.
    fn target(&self, elements: &Elements<'_>, place: Destination) -> Option<(NodeId, ObjectId)> {
        let on_page = self.places.get(usize::try_from(place.page).ok()?)?;
        let found = on_page.iter().find(|(top, _)| *top >= place.y - ABOVE).or(on_page.last());
        let mut node = found.map_or(Structure::ROOT, |(_, node)| *node);
        let structure = &elements.list.structure;
        let inner = |role: Role| {
            matches!(role, Role::Content | Role::Span | Role::Link | Role::Reference | Role::Label | Role::Code)
        };
        while node != Structure::ROOT && (inner(structure.node(node).role) || elements.ids[index(node)].is_none()) {
            node = structure.node(node).parent;
        }
        // A note is meant as a whole.
        let node = above(structure, node, Role::Note).unwrap_or(node);
        Some((node, elements.ids[index(node)]?))
    }

    /// What leads to a place: by its element, and for programs that do not know those by its page.
    pub(super) fn action(&self, elements: &Elements<'_>, place: Object, destination: Destination) -> Dictionary {
        let mut action = dictionary! { "S" => "GoTo", "D" => place.clone() };
        if let (Some((_, element)), Object::Array(mut place)) = (self.target(elements, destination), place) {
            place[0] = Object::Reference(element);
            action.set("SD", place);
        }
        action
    }

    /// Puts `MathML` beside every formula that is understood.
    fn add_formulas(&mut self, document: &mut Document, elements: &Elements<'_>) {
        let mut names: Vec<Object> = Vec::new();
        for number in &elements.nodes {
            let node = &elements.list.structure.nodes()[*number];
            let Some(source) = node.formula() else { continue };
            let mathml = if source.trim_start().starts_with("<math") {
                Some(source.to_owned())
            } else {
                tex::mathml(source, true)
            };
            let Some(mathml) = mathml.filter(|mathml| !mathml.contains("<merror")) else { continue };
            let name = format!("formula-{number:08}.mml");
            let mut stream = Stream::new(
                dictionary! { "Type" => "EmbeddedFile", "Subtype" => "application/mathml+xml" },
                mathml.into_bytes(),
            );
            deflate(&mut stream);
            let stream = document.add_object(stream);
            let file = document.add_object(dictionary! {
                "Type" => "Filespec",
                "F" => text(&name),
                "UF" => text(&name),
                "Desc" => text("MathML"),
                "AFRelationship" => "Supplement",
                "EF" => dictionary! { "F" => stream, "UF" => stream },
            });
            names.extend([text(&name), Object::Reference(file)]);
            self.files.insert(*number, file);
        }
        if let (Some(first), Some(last)) =
            (names.first().cloned(), names.len().checked_sub(2).map(|at| names[at].clone()))
        {
            let leaf = document.add_object(dictionary! { "Limits" => vec![first, last], "Names" => names });
            let catalog = document.catalog_mut().expect("printpdf wrote it");
            let tree = dictionary! { "Kids" => vec![Object::Reference(leaf)] };
            catalog.set("Names", dictionary! { "EmbeddedFiles" => tree });
        }
    }

    /// Whether files are in the document.
    pub(super) fn holds_files(&self) -> bool {
        !self.files.is_empty()
    }

    /// The namespaces of the structure tree.
    pub(super) fn namespaces(&self) -> Object {
        vec![Object::Reference(self.namespace)].into()
    }

    /// Completes an element.
    pub(super) fn complete(&self, number: usize, role: Role, is_captioned: bool, element: &mut Dictionary) {
        if let Some(references) = self.references.get(&number) {
            element.set("Ref", references.iter().map(|id| Object::Reference(*id)).collect::<Vec<_>>());
        }
        if let Some(file) = self.files.get(&number) {
            element.set("AF", vec![Object::Reference(*file)]);
        }
        // A division is no owner of a caption, which would belong to what is around it (ISO 32005, 7; ISO 14289-2,
        // 8.2.5.27).
        if role == Role::Division && is_captioned {
            element.set("S", "Sect");
        }
        if role == Role::Note {
            element.set("S", "FENote");
        }
        if matches!(role, Role::Note | Role::Document) {
            element.set("NS", self.namespace);
        }
    }
}

/// What is on each page, in reading order: how far down it begins, and its node.
fn places(elements: &Elements<'_>, parts: &[Part]) -> Vec<Vec<(f32, NodeId)>> {
    let list = elements.list;
    let mut places: Vec<Vec<(f32, NodeId)>> = vec![Vec::new(); list.pages.len()];
    for part in parts {
        let own = &mut places[part.page];
        for (owner, item) in &list.pages[part.page].items()[part.items.clone()] {
            let Owner::Node(node) = owner else { continue };
            let top = match item {
                Item::Run(run) if run.unseen.is_some() => continue,
                Item::Run(run) => run.origin.y - run.size,
                Item::Form { form, .. } => form.bounds().y,
                Item::Picture { place, .. }
                | Item::Icon { place, .. }
                | Item::Code { place, .. }
                | Item::PageOf(Awaited { place, .. }) => place.y,
                Item::Link { .. } => continue,
            };
            if own.last().is_none_or(|(_, before)| before != node) {
                own.push((top, *node));
            }
        }
    }
    places
}

/// The nearest element around a node, or itself, that has a role.
fn above(structure: &Structure, mut node: NodeId, role: Role) -> Option<NodeId> {
    loop {
        if structure.node(node).role == role {
            return Some(node);
        }
        if node == Structure::ROOT {
            return None;
        }
        node = structure.node(node).parent;
    }
}
