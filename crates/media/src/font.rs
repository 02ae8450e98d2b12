//! The embedded fonts.

/// A font file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FontFile {
    /// Family: `Source Sans 3`.
    pub family: &'static str,
    /// Whether it is the bold weight.
    pub bold: bool,
    /// Whether it is slanted.
    pub italic: bool,
    /// The file: OpenType with CFF or TrueType outlines.
    pub bytes: &'static [u8],
}

/// Every embedded font.
#[must_use]
pub fn all() -> &'static [FontFile] {
    &[]
}
