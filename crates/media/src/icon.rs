//! The icon sets that Material offers, embedded.

/// An icon: one colour, drawn in the colour of the text around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Icon {
    /// Its name as set and path: `octicons/home-16`, `fontawesome/brands/windows`.
    pub name: String,
    /// `viewBox` of its drawing: x, y, width, height.
    pub view_box: [i32; 4],
    /// The `d` of its path, all its paths joined.
    pub path: String,
}

/// Finds an icon by its set and path.
#[must_use]
pub fn find(_name: &str) -> Option<Icon> {
    None
}

/// Reads a shortcode without its colons, `octicons-home-16`, as Material does: the name of its icon, `octicons/home-16`.
#[must_use]
pub fn resolve_shortcode(_shortcode: &str) -> Option<String> {
    None
}

/// The characters of an emoji shortcode without its colons: `smile`.
#[must_use]
pub fn emoji(_shortcode: &str) -> Option<&'static str> {
    None
}
