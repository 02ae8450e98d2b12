//! The measures of what a document adds around its pages.

/// Lines of the ornament of the cover: a little lighter than its field.
pub(crate) const FOLD_COLOR: u32 = 0x0052_54A6;

/// How far items are set in, in lists to look things up in, in parts of their size.
pub(crate) const LIST_INDENT: f32 = 1.4;

/// The cover of a book.
pub(crate) mod cover {
    /// The most that a logo is wide, in parts of the column, and high, millimetres; the edge of the plate below one that
    /// could not be seen, likewise.
    pub(crate) const LOGO_WIDTH: f32 = 0.6;
    /// See above.
    pub(crate) const LOGO_HEIGHT: f32 = 18.0;
    /// See above.
    pub(crate) const LOGO_PLATE: f32 = 3.0;
    /// The height of the coloured field, in parts of the page.
    pub(crate) const FIELD: f32 = 0.62;
    /// How far the frame that stands for it in black ink is from the edges, millimetres,
    pub(crate) const FRAME: f32 = 12.0;
    /// and its line, points.
    pub(crate) const FRAME_LINE: f32 = 1.2;
    /// Paper that is narrower, points, has smaller letters and margins.
    pub(crate) const SMALL_PAPER: f32 = 450.0;
    /// The margin at the sides, millimetres,
    pub(crate) const SIDE: f32 = 26.0;
    /// and on small paper.
    pub(crate) const SIDE_SMALL: f32 = 16.0;
    /// The title, points: so large that it takes four lines at most,
    pub(crate) const TITLE: f32 = 44.0;
    /// on small paper,
    pub(crate) const TITLE_SMALL: f32 = 30.0;
    /// but not smaller than this.
    pub(crate) const TITLE_LEAST: f32 = 18.0;
    /// How much smaller each try is.
    pub(crate) const TITLE_STEP: f32 = 0.9;
    /// Its leading, in parts of its size.
    pub(crate) const TITLE_LEADING: f32 = 1.2;
    /// Between the end of the field and words, above and below it, in parts of the margin.
    pub(crate) const FIELD_PAD: f32 = 0.9;
    /// The words below, in parts of the text,
    pub(crate) const WORDS: f32 = 1.15;
    /// and their leading, in parts of their size.
    pub(crate) const WORDS_LEADING: f32 = 1.35;
}

/// The ornament of the cover, in parts of the field.
pub(crate) mod folds {
    /// Where the first fold begins,
    pub(crate) const FIRST: f32 = 0.30;
    /// how far the others are from each other,
    pub(crate) const APART: f32 = 0.115;
    /// how far each leans,
    pub(crate) const LEAN: f32 = 0.16;
    /// how far down it bends,
    pub(crate) const BEND: f32 = 0.52;
    /// and how far it leans below that, in parts of the lean above.
    pub(crate) const BACK: f32 = 0.35;
    /// Its line, points.
    pub(crate) const LINE: f32 = 0.8;
}

/// The title page, the pages that open parts, and contents.
pub(crate) mod title_page {
    /// How far down the title stands, in parts of the page.
    pub(crate) const TITLE_DOWN: f32 = 0.22;
    /// Its size, in parts of a first heading.
    pub(crate) const TITLE: f32 = 1.25;
    /// The description, in parts of the text.
    pub(crate) const LEAD: f32 = 1.15;
    /// Below that, in parts of the leading.
    pub(crate) const BELOW: f32 = 2.0;
    /// Between authors and imprint, and below the title of a packet, in the same parts.
    pub(crate) const BETWEEN: f32 = 0.5;
    /// How far down the title of a part stands, in parts of the page,
    pub(crate) const PART_DOWN: f32 = 0.30;
    /// and its size, in parts of a first heading.
    pub(crate) const PART: f32 = 1.3;
    /// Above the entry of a part in the contents, in parts of the leading.
    pub(crate) const BETWEEN_PARTS: f32 = 0.55;
}

/// Running heads, and numbers of pages.
pub(crate) mod furniture {
    /// Their size, in parts of small print.
    pub(crate) const SIZE: f32 = 0.94;
    /// From line to line, in parts of the size.
    pub(crate) const LEADING: f32 = 1.2;
    /// What each of two in a line keeps free towards the other, points.
    pub(crate) const APART: f32 = 9.0;
    /// Where heads stand, in parts of the margin above,
    pub(crate) const HEAD: f32 = 0.56;
    /// and feet, from below, in parts of that below.
    pub(crate) const FOOT: f32 = 0.46;
    /// How much of the width the foot at the inner side takes.
    pub(crate) const FOOT_WIDTH: f32 = 0.85;
}

/// The code of a handout to its newest version.
pub(crate) mod newest {
    /// The words below it, in parts of small print.
    pub(crate) const WORDS: f32 = 0.9;
    /// From the code to their baseline,
    pub(crate) const WORDS_DOWN: f32 = 1.4;
    /// and from line to line, in parts of their size.
    pub(crate) const WORDS_LEADING: f32 = 1.25;
}

/// A word across every page.
pub(crate) mod watermark {
    /// How much of the page it takes at most.
    pub(crate) const SHARE: f32 = 0.82;
}
