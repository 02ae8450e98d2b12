//! The measures of pages, by what stands on them.

/// What printers at home leave white at each edge, points (6.4 mm).
pub(crate) const UNPRINTABLE: f32 = 18.14;

/// The narrowest column that anything is set in, points.
pub(crate) const NARROWEST_COLUMN: f32 = 60.0;

/// The factors by which the letters of a table are made smaller, one after the other, until it fits.
pub(crate) const SMALLER_TABLES: [f32; 2] = [0.92, 0.84];

/// Notes in the margin, points.
pub(crate) mod margin {
    /// Room between notes,
    pub(crate) const GAP: f32 = 9.0;
    /// and between addresses, which are read as a list.
    pub(crate) const GAP_OF_ADDRESSES: f32 = 2.0;
}

/// Footnotes.
pub(crate) mod footnote {
    /// Room between text and footnotes, points; the rule stands in it.
    pub(crate) const GAP: f32 = 14.0;
    /// The rule above them, in parts of the column,
    pub(crate) const RULE: f32 = 0.3;
    /// but not longer than this, points.
    pub(crate) const LONGEST_RULE: f32 = 120.0;
    /// How far above them it stands, in parts of the room.
    pub(crate) const RULE_ABOVE: f32 = 0.45;
}

/// The spaces of Unicode, in parts of the size (the block General Punctuation; those of a typeface are as wide as it
/// says).
pub(crate) mod space {
    /// U+2003, and U+2001 and U+3000, which look like it.
    pub(crate) const EM: f32 = 1.0;
    /// U+2002 and U+2000.
    pub(crate) const EN: f32 = 0.5;
    /// U+2004.
    pub(crate) const THREE_PER_EM: f32 = 1.0 / 3.0;
    /// U+2005. The custom between Han and Latin letters too.
    pub(crate) const FOUR_PER_EM: f32 = 0.25;
    /// U+2009, U+202F and U+2006: a sixth of an em and less.
    pub(crate) const THIN: f32 = 0.15;
    /// U+200A.
    pub(crate) const HAIR: f32 = 0.08;
    /// How much wider two Han letters of a justified line may be set apart.
    pub(crate) const BETWEEN_HAN: f32 = 0.07;
}
