//! The structure tree: what a screen reader reads, in which order.

use super::count;
use pamphlet_locale::Tag;
use pamphlet_reading::Numerals;

/// The number of a node in its [`Structure`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NodeId(pub u32);

/// What an element is: the standard structure types of PDF 1.7 (ISO 32000-1, 14.8.4) that PDF/UA-1 reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Role {
    /// The whole. Only the root.
    Document,
    /// A part of a book.
    Part,
    /// A page of the site; a self-contained text.
    Article,
    Section,
    /// A generic block; boxes, cards.
    Division,
    /// A quotation of blocks.
    BlockQuote,
    /// A heading, 1 to 6. Documents may not skip a level on the way down (PDF/UA-1, 7.4.2).
    Heading(u8),
    Paragraph,
    List,
    /// An item of a list.
    ListItem,
    /// Its bullet or number; or the term of a definition.
    Label,
    /// Its text; or the definition.
    ListBody,
    Table,
    /// The head of a table.
    TableHead,
    /// The body of a table.
    TableBody,
    /// A row.
    TableRow,
    /// A header cell.
    TableHeader(Scope),
    /// A cell.
    TableData,
    /// A picture. Needs [`Node::alternative`].
    Figure,
    /// A caption of a picture or table.
    Caption,
    /// A formula. Needs [`Node::alternative`].
    Formula,
    /// A link; owns [`super::Item::Link`] areas.
    Link,
    /// A footnote.
    Note,
    /// The mark in the text that refers to a footnote.
    Reference,
    /// Code, in a line or as a block.
    Code,
    /// A run in a line that has a language, an expansion or a replacement.
    Span,
    /// A table of contents.
    Contents,
    /// An entry of a table of contents.
    ContentsItem,
    /// No element: a leaf that stands for content of its parent at this place among its other children.
    Content,
}

impl Role {
    /// Its name as PDF writes it; `content` for a leaf.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Document => "Document",
            Self::Part => "Part",
            Self::Article => "Art",
            Self::Section => "Sect",
            Self::Division => "Div",
            Self::BlockQuote => "BlockQuote",
            Self::Heading(0 | 1) => "H1",
            Self::Heading(2) => "H2",
            Self::Heading(3) => "H3",
            Self::Heading(4) => "H4",
            Self::Heading(5) => "H5",
            Self::Heading(_) => "H6",
            Self::Paragraph => "P",
            Self::List => "L",
            Self::ListItem => "LI",
            Self::Label => "Lbl",
            Self::ListBody => "LBody",
            Self::Table => "Table",
            Self::TableHead => "THead",
            Self::TableBody => "TBody",
            Self::TableRow => "TR",
            Self::TableHeader(_) => "TH",
            Self::TableData => "TD",
            Self::Figure => "Figure",
            Self::Caption => "Caption",
            Self::Formula => "Formula",
            Self::Link => "Link",
            Self::Note => "Note",
            Self::Reference => "Reference",
            Self::Code => "Code",
            Self::Span => "Span",
            Self::Contents => "TOC",
            Self::ContentsItem => "TOCI",
            Self::Content => "content",
        }
    }
}

/// Of what a header cell is the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Scope {
    /// Of its column.
    Column,
    /// Of its row.
    Row,
}

/// How a list is numbered (ISO 32000-1, table 347).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum ListNumbering {
    /// By bullets or other marks.
    Unordered,
    /// By numbers.
    Numbers(Numerals),
}

/// What few nodes have.
#[derive(Debug, Clone, PartialEq, Default)]
struct Extra {
    language: Option<Tag>,
    alternative: Option<Box<str>>,
    formula: Option<Box<str>>,
    actual_text: Option<Box<str>>,
    expansion: Option<Box<str>>,
    title: Option<Box<str>>,
    columns: u16,
    rows: u16,
    numbering: Option<ListNumbering>,
}

/// A node of the tree.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    /// What it is.
    pub role: Role,
    /// Its parent; the root is its own.
    pub parent: NodeId,
    extra: Option<Box<Extra>>,
}

impl Node {
    /// Its language, where it differs from its parent's.
    #[must_use]
    pub(crate) fn language(&self) -> Option<&Tag> {
        self.extra.as_ref()?.language.as_ref()
    }

    /// What is said instead of showing it: of figures and formulas.
    #[must_use]
    pub(crate) fn alternative(&self) -> Option<&str> {
        self.extra.as_ref()?.alternative.as_deref()
    }

    /// The formula that it shows, as it is written.
    #[must_use]
    pub(crate) fn formula(&self) -> Option<&str> {
        self.extra.as_ref()?.formula.as_deref()
    }

    /// The characters that it stands for.
    #[must_use]
    pub(crate) fn actual_text(&self) -> Option<&str> {
        self.extra.as_ref()?.actual_text.as_deref()
    }

    /// What an abbreviation stands for.
    #[must_use]
    pub(crate) fn expansion(&self) -> Option<&str> {
        self.extra.as_ref()?.expansion.as_deref()
    }

    /// A title, for people who look at the tree.
    #[must_use]
    pub(crate) fn title(&self) -> Option<&str> {
        self.extra.as_ref()?.title.as_deref()
    }

    /// How many columns and rows a cell covers.
    #[must_use]
    pub(crate) fn spans(&self) -> (u16, u16) {
        self.extra.as_ref().map_or((1, 1), |extra| (extra.columns.max(1), extra.rows.max(1)))
    }

    /// How a list is numbered.
    #[must_use]
    pub(crate) fn numbering(&self) -> Option<ListNumbering> {
        self.extra.as_ref()?.numbering
    }
}

/// The structure tree. Nodes are added in reading order: the children of a node follow each other in the order in
/// which they were added.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Structure {
    /// The number of the first node: 0, unless this is to become a part of another tree.
    first: u32,
    nodes: Vec<Node>,
}

impl Default for Structure {
    fn default() -> Self {
        Self { first: 0, nodes: vec![Node { role: Role::Document, parent: Self::ROOT, extra: None }] }
    }
}

impl Structure {
    /// The root, a [`Role::Document`].
    pub(crate) const ROOT: NodeId = NodeId(0);

    /// Nodes that are to become a part of another tree, whose next node would be `next`: see [`Structure::extend`].
    pub(crate) fn continuing(next: NodeId) -> Self {
        Self { first: next.0, nodes: Vec::new() }
    }

    /// Adds the nodes of a part that continues this tree as it is.
    pub(crate) fn extend(&mut self, part: Self) {
        debug_assert_eq!(self.next_id(), NodeId(part.first), "nothing was added since the part began");
        self.nodes.extend(part.nodes);
    }

    /// Adds a node as the last child of another.
    pub(crate) fn add(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = self.next_id();
        self.nodes.push(Node { role, parent, extra: None });
        id
    }

    /// A node.
    #[must_use]
    pub(crate) fn node(&self, id: NodeId) -> &Node {
        self.get(id).expect("a node is asked for in the tree that holds it")
    }

    /// A node, if this tree, or part of a tree, holds it.
    pub(crate) fn get(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0.checked_sub(self.first)? as usize)
    }

    /// The node that is added next.
    #[must_use]
    pub(crate) fn next_id(&self) -> NodeId {
        NodeId(self.first + count(self.nodes.len()))
    }

    /// All nodes; a parent comes before its children.
    #[must_use]
    pub(crate) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The children of every node, in reading order, by the index of the node.
    #[must_use]
    pub(crate) fn children(&self) -> Vec<Vec<NodeId>> {
        let mut children = vec![Vec::new(); self.nodes.len()];
        for (index, node) in self.nodes.iter().enumerate().skip(1) {
            children[node.parent.0 as usize].push(NodeId(count(index)));
        }
        children
    }

    /// Sets the language of a node.
    pub(crate) fn set_language(&mut self, id: NodeId, language: Tag) {
        self.extra(id).language = Some(language);
    }

    /// The element that a node is or is content of.
    #[must_use]
    pub(crate) fn element_of(&self, id: NodeId) -> NodeId {
        let node = self.node(id);
        if node.role == Role::Content { node.parent } else { id }
    }

    /// The language of a node: its own, or that of the nearest element around it that says one.
    ///
    /// # Errors
    /// With an element around it that this part of a tree does not hold: ask the tree that it continues.
    pub(crate) fn language_of(&self, id: NodeId) -> Result<Option<&Tag>, NodeId> {
        let mut at = id;
        loop {
            let node = self.get(at).ok_or(at)?;
            if node.language().is_some() || at == Self::ROOT {
                return Ok(node.language());
            }
            at = node.parent;
        }
    }

    /// Sets what is said instead of showing it.
    pub(crate) fn set_alternative(&mut self, id: NodeId, text: &str) {
        self.extra(id).alternative = Some(text.into());
    }

    /// Sets what is said of a formula, and how it is written.
    pub(crate) fn set_formula(&mut self, id: NodeId, heard: &str, source: &str) {
        let extra = self.extra(id);
        (extra.alternative, extra.formula) = (Some(heard.into()), Some(source.into()));
    }

    /// Sets the characters that it stands for.
    pub(crate) fn set_actual_text(&mut self, id: NodeId, text: &str) {
        self.extra(id).actual_text = Some(text.into());
    }

    /// Sets what an abbreviation stands for.
    pub(crate) fn set_expansion(&mut self, id: NodeId, text: &str) {
        self.extra(id).expansion = Some(text.into());
    }

    /// Sets a title.
    pub(crate) fn set_title(&mut self, id: NodeId, text: &str) {
        self.extra(id).title = Some(text.into());
    }

    /// Sets how many columns and rows a cell covers.
    pub(crate) fn set_spans(&mut self, id: NodeId, columns: u16, rows: u16) {
        let extra = self.extra(id);
        (extra.columns, extra.rows) = (columns, rows);
    }

    /// Sets how a list is numbered.
    pub(crate) fn set_numbering(&mut self, id: NodeId, numbering: ListNumbering) {
        self.extra(id).numbering = Some(numbering);
    }

    fn extra(&mut self, id: NodeId) -> &mut Extra {
        let index = (id.0 - self.first) as usize;
        self.nodes[index].extra.get_or_insert_default()
    }

    /// Adds the children of another tree's root below `parent`; returns what the numbers of its nodes grew by.
    pub(super) fn graft(&mut self, other: Self, parent: NodeId) -> u32 {
        // The other root, number 0, is left out.
        let grown = count(self.nodes.len()) - 1;
        self.nodes.extend(other.nodes.into_iter().skip(1).map(|mut node| {
            node.parent = if node.parent == Self::ROOT { parent } else { NodeId(node.parent.0 + grown) };
            node
        }));
        grown
    }
}
