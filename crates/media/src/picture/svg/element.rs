//! Elements of the tree of our own.

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// As it stands.
    Text(String),
    /// `url(#id)`.
    Url(String),
    /// `#id`.
    Href(String),
}

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: &'static str,
    /// The id as written.
    pub(super) id: Option<String>,
    pub(super) attributes: Vec<(&'static str, Value)>,
    pub(super) children: Vec<Child>,
}

/// What an element holds.
#[derive(Debug)]
pub(super) enum Child {
    Element(Element),
    Text(String),
}
