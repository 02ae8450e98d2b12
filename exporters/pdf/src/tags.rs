//! The structure tree, links and outline of a painted document: what printpdf has no notion of.
//!
//! After ISO 32000-1, 14.7 and 14.8, and ISO 14289-1 (PDF/UA-1); what PDF/UA-2 asks for besides is in [`second`]. Headings never skip a level on the way down,
//! whatever the source does (7.4.2); elements that show nothing are left out.

mod second;

use crate::characters::allowed;
use crate::display::{
    Awaited, Destination, DisplayList, Item, LinkTarget, ListNumbering, NodeId, Owner, Part, Rect, Role, Scope,
    Structure,
};
use crate::options::Standard;
use crate::paint::Painted;
use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};
use pamphlet_reading::Numerals;
use pamphlet_source::percent;
use second::{Inside, Second};

/// A child of an element.
enum Kid {
    /// Marked content: page and id.
    Content(usize, i64),
    /// A link area: page and number of the annotation on it.
    Annotation(usize, usize),
}

/// The elements of the structure tree. A book has a hundred thousand of them, so each is made when it is written.
pub(crate) struct Elements<'l> {
    list: &'l DisplayList,
    pages: Vec<ObjectId>,
    root: ObjectId,
    /// The number of the first among the objects of the document; the others follow.
    first: u32,
    /// The nodes that are elements, in order.
    nodes: Vec<usize>,
    /// The elements by node.
    ids: Vec<Option<ObjectId>>,
    kids: Vec<Vec<Kid>>,
    children: Vec<Vec<NodeId>>,
    bounds: Vec<Option<(usize, Rect)>>,
    annotations: Vec<Vec<ObjectId>>,
    /// What PDF/UA-2 asks for, where the file follows it.
    second: Option<Second>,
}

/// Adds the root of the structure tree and the links; returns the elements, for which numbers are kept free.
pub(crate) fn install<'l>(painted: &mut Painted, list: &'l DisplayList, standard: Standard) -> Elements<'l> {
    let structure = &list.structure;
    let mut kids: Vec<Vec<Kid>> = structure.nodes().iter().map(|_| Vec::new()).collect();
    let parts = list.reading_order();
    for part in &parts {
        let marked = painted.marked[part.page].iter().enumerate();
        for (id, marked) in marked.filter(|(_, marked)| part.items.contains(&marked.item)) {
            kids[index(marked.owner)].push(Kid::Content(part.page, i64::try_from(id).expect("fits")));
        }
    }
    let (annotations, inside) = add_annotations(painted, list, &parts, &mut kids);
    let children = structure.children();
    let shown = shown(structure, &children, &kids);

    let document = &mut painted.document;
    let root = document.new_object_id();
    let first = document.max_id + 1;
    let nodes: Vec<usize> =
        (0..shown.len()).filter(|number| shown[*number] && structure.nodes()[*number].role != Role::Content).collect();
    let mut ids = vec![None; shown.len()];
    for number in &nodes {
        ids[*number] = Some(document.new_object_id());
    }
    let mut elements = Elements {
        list,
        pages: painted.pages.clone(),
        root,
        first,
        nodes,
        ids,
        kids,
        children,
        bounds: bounds(list, &parts),
        annotations,
        second: None,
    };
    if standard == Standard::Ua2 {
        elements.second = Some(Second::of(document, &elements, &parts, &inside));
    }

    let mut numbers: Vec<Object> = Vec::new();
    for (page, marked) in painted.marked.iter().enumerate() {
        let owners: Vec<Object> = marked
            .iter()
            .map(|marked| elements.of(index(marked.owner)).map_or(Object::Null, Object::Reference))
            .collect();
        let owners = document.add_object(owners);
        numbers.extend([Object::Integer(i64::try_from(page).expect("fits")), Object::Reference(owners)]);
    }
    let mut next = i64::try_from(painted.pages.len()).expect("fits");
    for (number, kids) in elements.kids.iter().enumerate() {
        for kid in kids {
            if let (Kid::Annotation(page, nth), Some(own)) = (kid, elements.of(number)) {
                let annotation = document.get_dictionary_mut(elements.annotations[*page][*nth]);
                annotation.expect("was added above").set("StructParent", next);
                numbers.extend([Object::Integer(next), Object::Reference(own)]);
                next += 1;
            }
        }
    }
    let parents = document.add_object(dictionary! { "Nums" => numbers });
    let mut tree = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => elements.ids[0].expect("the root is always shown"),
        "ParentTree" => parents,
        "ParentTreeNextKey" => next,
    };
    if let Some(second) = &elements.second {
        tree.set("Namespaces", second.namespaces());
    }
    let notes = elements.nodes.iter().filter(|number| structure.nodes()[**number].role == Role::Note);
    let named: Vec<(Object, ObjectId)> =
        notes.filter_map(|number| Some((text(&note_name(*number)), elements.ids[*number]?))).collect();
    if let (Some((first, _)), Some((last, _))) = (named.first(), named.last()) {
        let limits = vec![first.clone(), last.clone()];
        let names: Vec<Object> = named.into_iter().flat_map(|(name, id)| [name, Object::Reference(id)]).collect();
        let leaf = document.add_object(dictionary! { "Limits" => limits, "Names" => names });
        tree.set("IDTree", dictionary! { "Kids" => vec![Object::Reference(leaf)] });
    }
    document.set_object(root, tree);
    for (number, page) in painted.pages.iter().enumerate() {
        let page = document.get_dictionary_mut(*page).expect("is a page");
        page.set("StructParents", i64::try_from(number).expect("fits"));
        page.set("Tabs", "S");
    }
    let catalog = document.catalog_mut().expect("printpdf wrote it");
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    elements
}

/// The name of a note, which PDF/UA wants (7.9).
fn note_name(number: usize) -> String {
    format!("note-{number:08}")
}

impl Elements<'_> {
    /// The numbers of the elements among the objects of the document.
    pub(crate) fn numbers(&self) -> std::ops::Range<u32> {
        self.first..self.first + u32::try_from(self.nodes.len()).expect("a file has fewer objects")
    }

    /// The standard that they follow.
    pub(crate) fn standard(&self) -> Standard {
        if self.second.is_some() { Standard::Ua2 } else { Standard::Ua1 }
    }

    /// Whether other files belong to them.
    pub(crate) fn holds_files(&self) -> bool {
        self.second.as_ref().is_some_and(Second::holds_files)
    }

    /// What they are the elements of.
    pub(crate) fn list(&self) -> &DisplayList {
        self.list
    }

    /// The element that the content of a node belongs to.
    fn of(&self, number: usize) -> Option<ObjectId> {
        let node = &self.list.structure.nodes()[number];
        self.ids[number].or_else(|| (node.role == Role::Content).then(|| self.ids[index(node.parent)]).flatten())
    }

    /// What an element holds, and the page that its content begins on.
    fn kids(&self, number: usize) -> (Vec<Object>, Option<usize>) {
        let mut page_of_element = None;
        let mut out = Vec::new();
        let mut add_content = |kids: &[Kid], out: &mut Vec<Object>| {
            for kid in kids {
                out.push(match kid {
                    Kid::Content(page, id) if *page_of_element.get_or_insert(*page) == *page => Object::Integer(*id),
                    Kid::Content(page, id) => Object::Dictionary(dictionary! {
                        "Type" => "MCR", "Pg" => self.pages[*page], "MCID" => *id,
                    }),
                    Kid::Annotation(page, nth) => Object::Dictionary(dictionary! {
                        "Type" => "OBJR", "Pg" => self.pages[*page], "Obj" => self.annotations[*page][*nth],
                    }),
                });
            }
        };
        add_content(&self.kids[number], &mut out);
        for child in &self.children[number] {
            match self.ids[index(*child)] {
                Some(id) => out.push(Object::Reference(id)),
                None if self.list.structure.node(*child).role == Role::Content => {
                    add_content(&self.kids[index(*child)], &mut out);
                }
                None => {}
            }
        }
        (out, page_of_element)
    }

    /// An element by its number among the objects of the document.
    pub(crate) fn element(&self, object: u32) -> Object {
        let number = self.nodes[usize::try_from(object - self.first).expect("an index fits")];
        let node = &self.list.structure.nodes()[number];
        let (mut kids, page) = self.kids(number);
        let parent = if number == 0 { self.root } else { self.ids[index(node.parent)].unwrap_or(self.root) };
        let mut element = dictionary! {
            "S" => Object::Name(node.role.name().as_bytes().to_vec()),
            "P" => parent,
        };
        if let Some(page) = page {
            element.set("Pg", self.pages[page]);
        }
        match kids.len() {
            0 => {}
            1 => element.set("K", kids.remove(0)),
            _ => element.set("K", kids),
        }
        for (key, value) in [
            ("Alt", node.alternative()),
            ("ActualText", node.actual_text()),
            ("E", node.expansion()),
            ("T", node.title()),
            ("Lang", node.language().map(pamphlet_locale::Tag::as_str)),
        ] {
            if let Some(value) = value {
                element.set(key, text(value));
            }
        }
        // Figures and formulas may not be without words (7.3, 7.7); layout reports those, this keeps the file valid.
        if matches!(node.role, Role::Figure | Role::Formula)
            && node.alternative().is_none()
            && node.actual_text().is_none()
        {
            element.set("Alt", text(" "));
        }
        if node.role == Role::Note {
            element.set("ID", text(&note_name(number)));
        }
        let attributes = self.attributes(number, node.role);
        if !attributes.is_empty() {
            element.set("A", attributes);
        }
        if let Some(second) = &self.second {
            let is_captioned =
                self.children[number].iter().any(|child| self.list.structure.node(*child).role == Role::Caption);
            second.complete(number, node.role, is_captioned, &mut element);
        }
        Object::Dictionary(element)
    }
}

fn index(node: NodeId) -> usize {
    usize::try_from(node.0).expect("an index fits")
}

/// Adds the link areas of every page as annotations; returns them by page, and those that lead to places in the document.
fn add_annotations(
    painted: &mut Painted,
    list: &DisplayList,
    parts: &[Part],
    kids: &mut [Vec<Kid>],
) -> (Vec<Vec<ObjectId>>, Vec<Inside>) {
    let mut inside = Vec::new();
    let mut all = vec![Vec::new(); list.pages.len()];
    for part in parts {
        let page = &list.pages[part.page];
        for (owner, item) in &page.items()[part.items.clone()] {
            let (Owner::Node(owner), Item::Link { place, target, description }) = (owner, item) else { continue };
            let mut annotation = dictionary! {
                "Type" => "Annot",
                "Subtype" => "Link",
                "Rect" => rectangle(*place, page.height),
                "Border" => vec![0.into(), 0.into(), 0.into()],
                "F" => 4,
                "Contents" => text(description),
            };
            let mut leads = None;
            match target {
                LinkTarget::Address(address) => annotation
                    .set("A", dictionary! { "S" => "URI", "URI" => Object::string_literal(address_bytes(address)) }),
                LinkTarget::Anchor(name) => match list.anchors.get(name) {
                    Some(place) => {
                        annotation.set("Dest", destination(painted, list, *place));
                        leads = Some(*place);
                    }
                    None => continue,
                },
            }
            let own: &mut Vec<ObjectId> = &mut all[part.page];
            kids[index(*owner)].push(Kid::Annotation(part.page, own.len()));
            let annotation = painted.document.add_object(annotation);
            own.push(annotation);
            inside.extend(leads.map(|destination| Inside { annotation, owner: *owner, destination }));
        }
    }
    for (page, own) in painted.pages.iter().zip(&all).filter(|(_, own)| !own.is_empty()) {
        let page = painted.document.get_dictionary_mut(*page).expect("is a page");
        page.set("Annots", own.iter().map(|id| Object::Reference(*id)).collect::<Vec<_>>());
    }
    (all, inside)
}

/// Which nodes show anything, themselves or below them. Cells and rows stay, empty or not: a table without them has
/// another shape.
fn shown(structure: &Structure, children: &[Vec<NodeId>], kids: &[Vec<Kid>]) -> Vec<bool> {
    let mut shown: Vec<bool> = kids.iter().map(|kids| !kids.is_empty()).collect();
    // Children come after their parents.
    for number in (0..shown.len()).rev() {
        let below = children[number].iter().any(|child| shown[index(*child)]);
        let cell = matches!(structure.nodes()[number].role, Role::TableData | Role::TableHeader(_));
        shown[number] = shown[number] || below || cell || number == 0;
    }
    shown
}

/// Where figures and formulas are: page of their first item and the box around what they show on it.
fn bounds(list: &DisplayList, parts: &[Part]) -> Vec<Option<(usize, Rect)>> {
    let structure = &list.structure;
    let mut bounds: Vec<Option<(usize, Rect)>> = vec![None; structure.nodes().len()];
    for Part { page: number, items } in parts {
        let page = &list.pages[*number];
        for (owner, item) in &page.items()[items.clone()] {
            let Owner::Node(mut node) = *owner else { continue };
            let place = match item {
                Item::Picture { place, .. }
                | Item::Icon { place, .. }
                | Item::Code { place, .. }
                | Item::Link { place, .. }
                | Item::PageOf(Awaited { place, .. }) => *place,
                // Where the picture is that shows it.
                Item::Run(run) if run.unseen.is_some() => continue,
                Item::Run(run) => {
                    let width = page.glyphs(run).map(|glyph| glyph.advance).sum();
                    Rect { x: run.origin.x, y: run.origin.y - run.size, width, height: run.size * 1.3 }
                }
                Item::Form { form, .. } => form.bounds(),
            };
            while node != Structure::ROOT {
                let own = structure.node(node);
                if matches!(own.role, Role::Figure | Role::Formula) {
                    let entry = &mut bounds[index(node)];
                    match entry {
                        Some((page, known)) if page == number => *known = known.union(place),
                        Some(_) => {}
                        None => *entry = Some((*number, place)),
                    }
                }
                node = own.parent;
            }
        }
    }
    bounds
}

impl Elements<'_> {
    fn attributes(&self, number: usize, role: Role) -> Vec<Object> {
        let (list, bounds) = (self.list, self.bounds[number]);
        let node = &list.structure.nodes()[number];
        let mut out = Vec::new();
        if matches!(role, Role::TableHeader(_) | Role::TableData) {
            let mut table = dictionary! { "O" => "Table" };
            if let Role::TableHeader(scope) = role {
                let scope = match scope {
                    Scope::Column => "Column",
                    Scope::Row => "Row",
                };
                table.set("Scope", scope);
            }
            let (columns, rows) = node.spans();
            if columns > 1 {
                table.set("ColSpan", i64::from(columns));
            }
            if rows > 1 {
                table.set("RowSpan", i64::from(rows));
            }
            if table.len() > 1 {
                out.push(Object::Dictionary(table));
            }
        }
        // A list whose items have labels says what they are (PDF/UA-2, 8.2.5.25).
        let described = || {
            let labelled = |item: &NodeId| {
                self.children[index(*item)].iter().any(|child| list.structure.node(*child).role == Role::Label)
            };
            self.second.is_some() && self.children[number].iter().any(labelled)
        };
        if role == Role::List && node.numbering().is_none() && described() {
            out.push(Object::Dictionary(dictionary! { "O" => "List", "ListNumbering" => "Description" }));
        }
        if role == Role::Note && self.second.is_some() {
            out.push(Object::Dictionary(dictionary! { "O" => "FENote", "NoteType" => "Footnote" }));
        }
        if role == Role::List
            && let Some(numbering) = node.numbering()
        {
            let numbering = match numbering {
                ListNumbering::Unordered => "Disc",
                ListNumbering::Numbers(Numerals::Decimal) => "Decimal",
                ListNumbering::Numbers(Numerals::LowerAlpha) => "LowerAlpha",
                ListNumbering::Numbers(Numerals::UpperAlpha) => "UpperAlpha",
                ListNumbering::Numbers(Numerals::LowerRoman) => "LowerRoman",
                ListNumbering::Numbers(Numerals::UpperRoman) => "UpperRoman",
            };
            out.push(Object::Dictionary(dictionary! { "O" => "List", "ListNumbering" => numbering }));
        }
        if matches!(role, Role::Figure | Role::Formula)
            && let Some((page, place)) = bounds
        {
            let height = list.pages[page].height;
            out.push(Object::Dictionary(dictionary! { "O" => "Layout", "BBox" => rectangle(place, height) }));
        }
        out
    }
}

/// Adds the outline that readers show beside the pages.
pub(crate) fn install_outline(painted: &mut Painted, elements: &Elements<'_>) {
    let list = elements.list;
    if list.outline.is_empty() {
        return;
    }
    let root = painted.document.new_object_id();
    let ids: Vec<ObjectId> = list.outline.iter().map(|_| painted.document.new_object_id()).collect();
    // Children of the root, then of every entry.
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); ids.len() + 1];
    let mut parents = Vec::with_capacity(ids.len());
    let mut open: Vec<usize> = Vec::new();
    for (number, entry) in list.outline.iter().enumerate() {
        while open.last().is_some_and(|last| list.outline[*last].depth >= entry.depth) {
            open.pop();
        }
        let parent = open.last().map_or(0, |last| last + 1);
        parents.push((parent, children[parent].len()));
        children[parent].push(number);
        open.push(number);
    }
    let id = |number: usize| if number == 0 { root } else { ids[number - 1] };
    for (number, entry) in list.outline.iter().enumerate() {
        let (parent, nth) = parents[number];
        let siblings = &children[parent];
        let mut item = dictionary! {
            "Title" => text(&entry.title),
            "Parent" => id(parent),
        };
        let place = destination(painted, list, entry.destination);
        match &elements.second {
            Some(second) => item.set("A", second.action(elements, place, entry.destination)),
            None => item.set("Dest", place),
        }
        if nth > 0 {
            item.set("Prev", ids[siblings[nth - 1]]);
        }
        if let Some(next) = siblings.get(nth + 1) {
            item.set("Next", ids[*next]);
        }
        let own = &children[number + 1];
        if let (Some(first), Some(last)) = (own.first(), own.last()) {
            item.set("First", ids[*first]);
            item.set("Last", ids[*last]);
            // Negative: shown closed.
            item.set("Count", -i64::try_from(own.len()).expect("fits"));
        }
        painted.document.set_object(ids[number], item);
    }
    let top = &children[0];
    painted.document.set_object(
        root,
        dictionary! {
            "Type" => "Outlines",
            "First" => ids[top[0]],
            "Last" => ids[top[top.len() - 1]],
            "Count" => i64::try_from(top.len()).expect("fits"),
        },
    );
    let catalog = painted.document.catalog_mut().expect("printpdf wrote it");
    catalog.set("Outlines", root);
    catalog.set("PageMode", "UseOutlines");
}

fn destination(painted: &Painted, list: &DisplayList, place: Destination) -> Object {
    let page = usize::try_from(place.page).expect("fits").min(painted.pages.len() - 1);
    let y = list.pages[page].height - place.y;
    Object::Array(vec![
        Object::Reference(painted.pages[page]),
        "XYZ".into(),
        Object::Null,
        Object::Real(y.round()),
        Object::Null,
    ])
}

fn rectangle(place: Rect, height: f32) -> Vec<Object> {
    let tenths = |value: f32| Object::Real((value * 10.0).round() / 10.0);
    vec![
        tenths(place.x),
        tenths(height - place.y - place.height),
        tenths(place.x + place.width),
        tenths(height - place.y),
    ]
}

/// An address in 7-bit characters (ISO 32000-1, 12.6.4.7): everything else is percent-encoded.
fn address_bytes(address: &str) -> Vec<u8> {
    percent::encoded(address, "!#$%&'()*+,-./:;=?@[]_~").into_bytes()
}

/// A text string (ISO 32000-1, 7.9.2.2).
pub(crate) fn text(value: &str) -> Object {
    if value.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Object::String(value.as_bytes().to_vec(), StringFormat::Literal);
    }
    let mut bytes = vec![0xFE, 0xFF];
    let mut units = [0; 2];
    for character in value.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r')).map(allowed) {
        for unit in character.encode_utf16(&mut units) {
            bytes.extend_from_slice(&unit.to_be_bytes());
        }
    }
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// A dictionary of viewer preferences and the like, from pairs.
pub(crate) fn pairs<const N: usize>(pairs: [(&str, Object); N]) -> Dictionary {
    pairs.into_iter().collect()
}
