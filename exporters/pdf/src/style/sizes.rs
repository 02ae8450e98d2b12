//! The measures of what is set, by what it is: with [`Style`](super::Style), which has those that depend on purpose,
//! paper and script, the one place to change a look.

pub(crate) mod document;
pub(crate) mod page;

/// CSS pixels as points.
pub(crate) const PIXEL: f32 = 0.75;

/// How far letters stand above the baseline of a line that is as high as its leading, in parts of their size.
pub(crate) const ASCENT: f32 = 0.79;

/// What is made smaller to fit is made a hair smaller still: sums of widths are not exact.
pub(crate) const FITTED: f32 = 0.995;

/// Lines, points.
pub(crate) mod stroke {
    /// A hairline: frames of boxes, rules of tables.
    pub(crate) const HAIR: f32 = 0.6;
    /// Around small things: pills, boxes of tasks, leaders.
    pub(crate) const LIGHT: f32 = 0.7;
    /// Below the head of a table.
    pub(crate) const HEAD: f32 = 0.8;
    /// The tick of a task that is done.
    pub(crate) const TICK: f32 = 1.2;
    /// Around lines of code that are marked, where nothing but ink may do it.
    pub(crate) const MARK: f32 = 0.4;
}

/// Rules at the side of boxes: how far from the side, how thick, and what is drawn and left out in turn, points.
pub(crate) mod side_rule {
    pub(crate) const SOLID: (f32, f32) = (1.0, 2.0);
    pub(crate) const DASHED: (f32, f32) = (1.0, 2.0);
    pub(crate) const DASHES: (f32, f32) = (5.0, 2.5);
    pub(crate) const DOTTED: (f32, f32) = (1.0, 2.2);
    pub(crate) const DOTS: (f32, f32) = (0.0, 4.0);
    pub(crate) const THICK: (f32, f32) = (1.75, 3.5);
    /// The two of a double one.
    pub(crate) const DOUBLE: [(f32, f32); 2] = [(0.5, 1.0), (2.9, 1.0)];
}

/// What is behind, around, under and through words, in parts of the size of their letters.
pub(crate) mod decoration {
    /// How far a ground or a frame reaches beyond the words at their sides.
    pub(crate) const SIDES: f32 = 0.14;
    /// How far above and below the baseline.
    pub(crate) const HEIGHT: (f32, f32) = (0.92, 0.28);
    /// The same for Naskh, whose letters reach twice as far down.
    pub(crate) const HEIGHT_OF_NASKH: (f32, f32) = (0.98, 0.5);
    /// The thickness of a rule.
    pub(crate) const RULE: f32 = 0.05;
    /// And what it has at least, points.
    pub(crate) const RULE_LEAST: f32 = 0.35;
    /// How far below the baseline words are underlined.
    pub(crate) const UNDER: f32 = 0.16;
    /// How far above it they are struck through.
    pub(crate) const THROUGH: f32 = 0.24;
}

/// Room between blocks, in parts of the leading of the text unless something else is said.
pub(crate) mod space {
    /// Between blocks that are not paragraphs.
    pub(crate) const BLOCK: f32 = 0.55;
    /// Between paragraphs that are not set in.
    pub(crate) const PARAGRAPH: f32 = 0.5;
    /// Above a bold line that stands for a title.
    pub(crate) const ABOVE_BOLD_LINE: f32 = 0.6;
    /// Above and below what has a frame, a ground or rules, in parts of that between blocks.
    pub(crate) const BOX: f32 = 1.1;
    /// Above and below a callout, in the same parts.
    pub(crate) const CALLOUT: f32 = 1.25;
    /// Above and below a card, in the same parts.
    pub(crate) const CARD: f32 = 1.2;
    /// Below a title or label inside a box.
    pub(crate) const BELOW_LABEL: f32 = 0.22;
    /// Above and below the stars of a thematic break.
    pub(crate) const BREAK: f32 = 0.5;
    /// Above and below the rule that stands for them in boxes.
    pub(crate) const RULE: f32 = 0.4;
    /// Above notes that stand at the end of the text, at least.
    pub(crate) const NOTE_AT_END: f32 = 0.4;
    /// Between footnotes: more than between the paragraphs of one.
    pub(crate) const BELOW_NOTE: f32 = 0.3;
    /// How much of the leading that a script asks for headings take: they differ less.
    pub(crate) const SCRIPT: f32 = 0.7;
}

/// Headings; space above is about twice the space below.
pub(crate) mod heading {
    /// Below a title of a page, in parts of its leading.
    pub(crate) const BELOW_TITLE: f32 = 0.5;
    /// Below another, in parts of its leading.
    pub(crate) const BELOW: f32 = 0.3;
    /// Above, in parts of its leading, besides what follows.
    pub(crate) const ABOVE_OWN: f32 = 0.35;
    /// Above one of the first two levels, in parts of the leading of the text.
    pub(crate) const ABOVE: f32 = 1.1;
    /// Above the others, in the same parts.
    pub(crate) const ABOVE_LESSER: f32 = 0.65;
    /// A title that is so many times as wide as its column at most is made smaller, to stand on one line.
    pub(crate) const ONE_LINE: f32 = 1.13;
    /// How narrow the lines of a title are made to balance them, in parts of the column.
    pub(crate) const NARROWEST: f32 = 0.5;
    /// A heading that takes more lines may be torn between pages.
    pub(crate) const LINES_KEPT: usize = 12;
}

/// Quotations of blocks.
pub(crate) mod quote {
    /// From the rule to the text, in parts of its size.
    pub(crate) const PAD: f32 = 1.1;
    /// At the end side, in parts of that.
    pub(crate) const PAD_END: f32 = 0.5;
    /// Above and below, points.
    pub(crate) const PAD_BLOCK: f32 = 1.0;
}

/// Links in frames.
pub(crate) mod button {
    /// Their leading, in parts of that of the text: frames do not touch.
    pub(crate) const LEADING: f32 = 1.35;
    /// How far their letters shrink to let one stand on one line.
    pub(crate) const SMALLEST: f32 = 0.8;
    /// Between frame and words, in parts of the size.
    pub(crate) const PAD: f32 = 0.45;
}

/// Bars of progress.
pub(crate) mod progress {
    /// Points.
    pub(crate) const HEIGHT: f32 = 5.0;
    /// In parts of the column.
    pub(crate) const WIDTH: f32 = 0.6;
    /// Below, points.
    pub(crate) const BELOW: f32 = 4.0;
}

/// The three dots of a thematic break, points.
pub(crate) mod stars {
    /// From one to the next.
    pub(crate) const APART: f32 = 14.0;
    /// How wide one is.
    pub(crate) const SIDE: f32 = 2.2;
}

/// Parts of lines, in parts of the size of the letters around them.
pub(crate) mod inline {
    /// Heights of signs of classes of Material, in parts of the size of the letters.
    pub(crate) const LARGER_SIGNS: [(&str, f32); 4] = [("xxxl", 4.5), ("xxl", 3.0), ("xl", 2.25), ("lg", 1.5)];
    /// Letters of what is shown as its source.
    pub(crate) const SOURCE: f32 = 0.86;
    /// Its leading, in parts of that around it.
    pub(crate) const SOURCE_LEADING: f32 = 0.9;
    /// Letters of comments of an editor.
    pub(crate) const COMMENT: f32 = 0.9;
    /// Small print.
    pub(crate) const SMALL: f32 = 0.86;
    /// Raised and lowered letters.
    pub(crate) const SCRIPT: f32 = 0.68;
    /// How far they are raised.
    pub(crate) const RAISED: f32 = 0.34;
    /// How far they are lowered.
    pub(crate) const LOWERED: f32 = 0.16;
    /// Letters of keys.
    pub(crate) const KEY: f32 = 0.84;
    /// Letters of code.
    pub(crate) const CODE: f32 = 0.88;
    /// Room beside a frame or an icon.
    pub(crate) const ROOM: f32 = 0.2;
    /// Words that say what an icon says.
    pub(crate) const SPOKEN: f32 = 0.88;
    /// Corners of grounds and frames in a line, points.
    pub(crate) const GROUND_RADIUS: f32 = 1.8;
    /// How far the area of a link reaches above the baseline.
    pub(crate) const LINK_ABOVE: f32 = 0.95;
    /// How high the area of a link is.
    pub(crate) const LINK_HEIGHT: f32 = 1.25;
    /// A picture that is not higher stands in the line as letters do.
    pub(crate) const PICTURE_OF_LINE: f32 = 1.6;
    /// How far such a one hangs below the baseline, in parts of its height.
    pub(crate) const PICTURE_BELOW: f32 = 0.2;
    /// The middle of a picture that stands for a sign, above the baseline.
    pub(crate) const PICTURE_MIDDLE: f32 = 0.34;
    /// The middle of an icon, above the baseline.
    pub(crate) const ICON_MIDDLE: f32 = 0.32;
    /// The height of signs among words.
    pub(crate) const SIGN: f32 = 1.125;
}

/// Callouts and other boxes with a title, in parts of the size of the text.
pub(crate) mod callout {
    /// From the side to the text.
    pub(crate) const PAD: f32 = 1.05;
    /// At the end side, in parts of that.
    pub(crate) const PAD_END: f32 = 0.9;
    /// From the top to the title.
    pub(crate) const ABOVE: f32 = 0.65;
    /// Below the last line.
    pub(crate) const BELOW: f32 = 0.7;
    /// From the frame to the label of an alternative.
    pub(crate) const LABELLED_ABOVE: f32 = 0.6;
    /// Below its last line.
    pub(crate) const LABELLED_BELOW: f32 = 0.75;
    /// Corners of its frame, points.
    pub(crate) const RADIUS: f32 = 2.5;
    /// Text stands beside a callout in columns that are wider.
    pub(crate) const BESIDE_LEAST: f32 = 24.0;
    /// How much of the column it takes then,
    pub(crate) const BESIDE_WIDTH: f32 = 0.42;
    /// and how much at least.
    pub(crate) const BESIDE_NARROWEST: f32 = 11.0;
    /// Between it and the text.
    pub(crate) const BESIDE_GAP: f32 = 1.3;
    /// Below it, before the text takes the whole column again.
    pub(crate) const BESIDE_BELOW: f32 = 0.6;
    /// A higher one, in parts of a page, is not set beside the text: it could not stay on one page with it.
    pub(crate) const BESIDE_HIGHEST: f32 = 0.5;
    /// Room of the icon,
    pub(crate) const ICON_WIDTH: f32 = 1.1;
    /// above the baseline,
    pub(crate) const ICON_ASCENT: f32 = 0.9;
    /// below it,
    pub(crate) const ICON_DESCENT: f32 = 0.2;
    /// and between it and the title.
    pub(crate) const ICON_GAP: f32 = 0.45;
}

/// Boxes that are not higher than this go to the next page rather than break, in parts of a page.
pub(crate) mod whole {
    /// Callouts.
    pub(crate) const CALLOUT: f32 = 0.4;
    /// Alternatives.
    pub(crate) const LABELLED: f32 = 0.3;
    /// Cards: they are looked up, and compared.
    pub(crate) const CARD: f32 = 0.85;
    /// Cards in large print, where few would fit.
    pub(crate) const CARD_LARGE: f32 = 0.8;
    /// Code.
    pub(crate) const CODE: f32 = 0.25;
    /// Tables.
    pub(crate) const TABLE: f32 = 0.22;
}

/// Cards.
pub(crate) mod card {
    /// From the frame to the text, in parts of its size.
    pub(crate) const PAD: f32 = 1.15;
    /// Above, in parts of that.
    pub(crate) const PAD_ABOVE: f32 = 0.9;
    /// Below, in parts of that.
    pub(crate) const PAD_BELOW: f32 = 0.85;
    /// Corners, points.
    pub(crate) const RADIUS: f32 = 4.0;
    /// The side of a logo, millimetres,
    pub(crate) const LOGO: f32 = 14.0;
    /// and in large print.
    pub(crate) const LOGO_LARGE: f32 = 20.0;
    /// Below a logo, points.
    pub(crate) const LOGO_BELOW: f32 = 4.0;
    /// How far it is below the top of the first line, points.
    pub(crate) const LOGO_DOWN: f32 = 2.0;
    /// Between the text and the code, in parts of the pad.
    pub(crate) const CODE_GAP: f32 = 0.7;
    /// Below a code, points.
    pub(crate) const CODE_BELOW: f32 = 6.0;
    /// Letters of links and downloads, in parts of those of the text,
    pub(crate) const LINKS_SIZE: f32 = 0.94;
    /// and their leading.
    pub(crate) const LINKS_LEADING: f32 = 1.02;
    /// Above links and downloads, in parts of the leading.
    pub(crate) const LINKS_ABOVE: f32 = 0.35;
    /// Above the rule over downloads, in the same parts.
    pub(crate) const RULE_ABOVE: f32 = 0.45;
    /// Between links, in parts of their size.
    pub(crate) const BETWEEN: f32 = 0.62;
    /// Between the label of downloads and their names, in parts of their size.
    pub(crate) const DOWNLOADS_GAP: f32 = 0.9;
    /// Names hang beside a label that takes no more of the card.
    pub(crate) const HANGING: f32 = 0.3;
}

/// Words with a line around them, in parts of their size.
pub(crate) mod pill {
    /// Their size, in parts of that of the text,
    pub(crate) const SIZE: f32 = 0.92;
    /// and their leading: lines around do not touch.
    pub(crate) const LEADING: f32 = 1.35;
    /// From the line to the words.
    pub(crate) const PAD: f32 = 0.75;
    /// From one to the next.
    pub(crate) const GAP: f32 = 0.6;
    /// How far the line is above the baseline.
    pub(crate) const ABOVE: f32 = 1.12;
    /// How high it is around one line.
    pub(crate) const HEIGHT: f32 = 1.62;
    /// Its corners.
    pub(crate) const RADIUS: f32 = 0.8;
    /// Below the words that introduce them, in parts of the leading.
    pub(crate) const BELOW_INTRO: f32 = 0.3;
}

/// Code, in parts of its size.
pub(crate) mod code {
    /// How much smaller it is deep in boxes.
    pub(crate) const NARROW: f32 = 0.94;
    /// From the side to the text.
    pub(crate) const PAD: f32 = 0.95;
    /// Above, in parts of that.
    pub(crate) const PAD_ABOVE: f32 = 0.7;
    /// Below, in parts of that.
    pub(crate) const PAD_BELOW: f32 = 0.75;
    /// Below its title, points.
    pub(crate) const BELOW_TITLE: f32 = 2.0;
    /// Corners, points.
    pub(crate) const RADIUS: f32 = 2.0;
    /// The narrowest column, points.
    pub(crate) const LEAST: f32 = 20.0;
    /// A digit of line numbers.
    pub(crate) const DIGIT: f32 = 0.62;
    /// Between line numbers and code,
    pub(crate) const AFTER_NUMBERS: f32 = 1.0;
    /// of which they keep so much free.
    pub(crate) const NUMBERS_END: f32 = 0.9;
    /// How far the rest of a line that is broken is set in.
    pub(crate) const HANG: f32 = 1.2;
    /// A letter.
    pub(crate) const LETTER: f32 = 0.6;
    /// How far lines are set in at most, in parts of the column.
    pub(crate) const INDENT_MOST: f32 = 0.5;
    /// How far the ground of marked lines reaches beyond them.
    pub(crate) const MARK: f32 = 0.5;
}

/// Codes for cameras.
pub(crate) mod qr {
    /// The width of one in a card, millimetres,
    pub(crate) const CARD: f32 = 22.0;
    /// of one beside a title,
    pub(crate) const TITLE: f32 = 20.0;
    /// of one below the words of a card, with its address,
    pub(crate) const BELOW: f32 = 80.0;
    /// and of either in large print.
    pub(crate) const LARGE: f32 = 30.0;
    /// What must be left for the text beside one, in parts of its size.
    pub(crate) const TEXT_LEAST: f32 = 15.0;
    /// How far it is below the top of what stands beside it, points, in a card,
    pub(crate) const CARD_DOWN: f32 = 3.0;
    /// and beside a title.
    pub(crate) const TITLE_DOWN: f32 = 2.0;
    /// Below one beside a title, points.
    pub(crate) const TITLE_BELOW: f32 = 4.0;
    /// What the title of a page takes of the margin beside it, millimetres.
    pub(crate) const TITLE_RESERVED: f32 = 44.0;
    /// Between codes in the margin, points, and
    pub(crate) const APART: f32 = 14.0;
    /// how far one may reach below the end of its section.
    pub(crate) const BELOW_END: f32 = 30.0;
    /// Between codes in a row, millimetres.
    pub(crate) const ROW_GAP: f32 = 5.0;
    /// Above a row, in parts of the leading,
    pub(crate) const ROW_ABOVE: f32 = 0.9;
    /// and below it.
    pub(crate) const ROW_BELOW: f32 = 0.6;
    /// A module, millimetres: cameras read it from the length of an arm;
    pub(crate) const MODULE: f32 = 0.5;
    /// in large print from farther.
    pub(crate) const MODULE_LARGE: f32 = 0.8;
    /// The words below one, in parts of small print.
    pub(crate) const WORDS: f32 = 0.92;
    /// Between code and words, points.
    pub(crate) const WORDS_ABOVE: f32 = 4.0;
    /// Room for the code of a handout to its newest version at the top of the margin, millimetres.
    pub(crate) const NEWEST_RESERVED: f32 = 40.0;
}

/// Pictures.
pub(crate) mod figure {
    /// The size of words in diagrams, in points, before they are made as large as the text around.
    pub(crate) const DRAWING_TEXT: f32 = 12.0;
    /// A drawing that must be made smaller than this part of that may take more of a page than other pictures,
    pub(crate) const DRAWING_LEAST: f32 = 0.62;
    /// in parts of its height,
    pub(crate) const DRAWING_HEIGHT: f32 = 0.9;
    /// and is turned if it is so many times as large then.
    pub(crate) const DRAWING_TURNED: f32 = 1.25;
    /// Text stands beside a picture in columns that are wider, in parts of its size.
    pub(crate) const BESIDE_LEAST: f32 = 20.0;
    /// How much of the column the picture takes then at most,
    pub(crate) const BESIDE_WIDTH: f32 = 0.45;
    /// and how wide one may be that text runs beside, in the same parts.
    pub(crate) const BESIDE_MOST: f32 = 0.6;
    /// Above such a one, in parts of the room between blocks.
    pub(crate) const BESIDE_ABOVE: f32 = 0.6;
    /// How far it is below the top of the first line, points.
    pub(crate) const BESIDE_DOWN: f32 = 3.0;
    /// Between it and the text, in parts of its size.
    pub(crate) const BESIDE_GAP: f32 = 1.1;
    /// Below it, points, with what is above.
    pub(crate) const BESIDE_BELOW: f32 = 6.0;
    /// Above a caption, in parts of its leading.
    pub(crate) const CAPTION_ABOVE: f32 = 0.35;
    /// How far it is set in, in parts of the column.
    pub(crate) const CAPTION_INSET: f32 = 0.06;
    /// The narrowest, points.
    pub(crate) const LEAST: f32 = 4.0;
    /// A picture that is so many times as high as wide is tall: the screen of a telephone.
    pub(crate) const TALL: f32 = 1.4;
    /// How much of a page a tall one may be high: two stand on it;
    pub(crate) const TALL_HEIGHT: f32 = 0.43;
    /// and how much another.
    pub(crate) const HEIGHT: f32 = 0.55;
}

/// Formulas on lines of their own, in parts of the size of the text.
pub(crate) mod formula {
    /// Their size.
    pub(crate) const SIZE: f32 = 1.05;
    /// Above and below, in parts of the leading.
    pub(crate) const AROUND: f32 = 0.6;
    /// Between the lines of one.
    pub(crate) const BETWEEN: f32 = 0.3;
    /// How far the further lines are set in.
    pub(crate) const HANG: f32 = 2.0;
}

/// Grids, in parts of the size of the text.
pub(crate) mod grid {
    /// Between columns.
    pub(crate) const GAP: f32 = 1.1;
    /// Two columns stand in areas that are wider.
    pub(crate) const TWO_COLUMNS: f32 = 26.0;
    /// From the frame of a cell to its text, in parts of the gap.
    pub(crate) const PAD: f32 = 0.8;
    /// Above a grid of parts with titles, in parts of the leading.
    pub(crate) const TITLED_ABOVE: f32 = 1.3;
    /// Above and below the text of a cell together, in parts of the pad,
    pub(crate) const PAD_BOTH: f32 = 1.6;
    /// and above it.
    pub(crate) const PAD_ABOVE: f32 = 0.8;
    /// Cells stand beside each other if none is higher, in parts of a page.
    pub(crate) const HIGHEST: f32 = 0.7;
    /// Between rows, in parts of the gap.
    pub(crate) const ROW_GAP: f32 = 0.8;
    /// Corners, points.
    pub(crate) const RADIUS: f32 = 3.0;
}

/// Columns of text, in parts of the size of the letters.
pub(crate) mod column {
    /// Lines are flush at both sides in columns that are wider.
    pub(crate) const JUSTIFIED: f32 = 22.0;
    /// What a line is set in at least.
    pub(crate) const NARROWEST: f32 = 4.0;
    /// Words of tables are hyphenated in columns that are narrower.
    pub(crate) const HYPHENATED_CELL: f32 = 5.0;
    /// Text stands beside something where it has more room.
    pub(crate) const BESIDE_LEAST: f32 = 8.0;
}

/// Lists, in parts of the size of the text.
pub(crate) mod list {
    /// The corners of a tick in its box, in parts of the box, from its left and its top.
    pub(crate) const TICK: [(f32, f32); 3] = [(0.2, 0.55), (0.42, 0.78), (0.84, 0.22)];
    /// Above and below at least, in parts of the leading.
    pub(crate) const AROUND: f32 = 0.3;
    /// Between items of a tight list, in the same parts,
    pub(crate) const TIGHT: f32 = 0.14;
    /// and of a loose one.
    pub(crate) const LOOSE: f32 = 0.4;
    /// An item that is lower, with the room above it, does not stand alone on a page, in the same parts.
    pub(crate) const SHORT: f32 = 2.5;
    /// A digit of a number.
    pub(crate) const DIGIT: f32 = 0.56;
    /// What a number takes besides.
    pub(crate) const NUMBER: f32 = 1.15;
    /// How far items are set in at most, where numbers leave it.
    pub(crate) const INDENT_MOST: f32 = 1.75;
    /// In columns that are narrower items are set in less:
    pub(crate) const NARROW: f32 = 14.0;
    /// by this part of the column,
    pub(crate) const NARROW_PART: f32 = 0.1;
    /// but not less than the number takes without so much,
    pub(crate) const NUMBER_GIVES: f32 = 0.35;
    /// or a bullet.
    pub(crate) const BULLET_LEAST: f32 = 0.9;
    /// Between label and words.
    pub(crate) const LABEL_GAP: f32 = 0.5;
    /// How wide a bullet is,
    pub(crate) const BULLET: f32 = 0.27;
    /// how far it is from the words,
    pub(crate) const BULLET_GAP: f32 = 0.62;
    /// and its top above the baseline.
    pub(crate) const BULLET_UP: f32 = 0.38;
    /// The side of the box of a task,
    pub(crate) const BOX: f32 = 0.78;
    /// of which this part is above the baseline.
    pub(crate) const BOX_UP: f32 = 0.95;
    /// Between term and definition, in parts of the leading.
    pub(crate) const DETAIL: f32 = 0.15;
    /// Between annotations, in the same parts.
    pub(crate) const ANNOTATION: f32 = 0.2;
}

/// The addresses of links at the end of a page.
pub(crate) mod addresses {
    /// Above their title, in parts of the leading of the text,
    pub(crate) const ABOVE: f32 = 1.5;
    /// and below it.
    pub(crate) const BELOW_TITLE: f32 = 0.3;
    /// Their letters in the list at the end, in parts of small print,
    pub(crate) const LISTED: f32 = 0.88;
    /// and in the margin.
    pub(crate) const BESIDE: f32 = 0.84;
    /// Between entries of the list, in parts of their leading.
    pub(crate) const BETWEEN: f32 = 0.12;
    /// Between its columns, in parts of the size,
    pub(crate) const GAP: f32 = 1.6;
    /// of which there are two in areas that are wider.
    pub(crate) const TWO_COLUMNS: f32 = 40.0;
    /// An address that is higher, in parts of a page, is torn, or stands in the list rather than beside its line.
    pub(crate) const HIGHEST: f32 = 0.2;
    /// The room for the number of a page,
    pub(crate) const DIGITS: f32 = 1.65;
    /// and its height, in the same parts.
    pub(crate) const DIGIT_HIGH: f32 = 0.7;
    /// How far they are set in, in parts of their size: in the list,
    pub(crate) const INDENT: f32 = 2.9;
    /// and in the margin.
    pub(crate) const INDENT_BESIDE: f32 = 1.9;
    /// Between number and address, in the same parts.
    pub(crate) const NUMBER_GAP: f32 = 0.6;
}

/// What stands below the title of a page, in parts of the size of the text.
pub(crate) mod opening {
    /// Below a title with nothing else below it, in parts of the leading.
    pub(crate) const BELOW_TITLE: f32 = 0.8;
    /// Above the facts.
    pub(crate) const FACTS_ABOVE: f32 = 0.55;
    /// Above the rule.
    pub(crate) const RULE_ABOVE: f32 = 0.5;
    /// Above the lead.
    pub(crate) const LEAD_ABOVE: f32 = 0.3;
    /// Its letters,
    pub(crate) const LEAD_SIZE: f32 = 1.18;
    /// and its leading, in parts of that of the text.
    pub(crate) const LEAD_LEADING: f32 = 1.16;
}

/// Footnotes, in parts of their size.
pub(crate) mod note {
    /// A digit of the number.
    pub(crate) const DIGIT: f32 = 0.56;
    /// Between number and words.
    pub(crate) const AFTER_NUMBER: f32 = 0.6;
    /// How far words are set in at least.
    pub(crate) const INDENT_LEAST: f32 = 1.5;
    /// The place of the number.
    pub(crate) const NUMBER: f32 = 1.2;
}

/// Tables.
pub(crate) mod table {
    /// Above a value, where rows stand as records, in parts of the leading,
    pub(crate) const RECORD_ABOVE: f32 = 0.2;
    /// and what the head of its column takes beside it, in parts of the width.
    pub(crate) const RECORD_HEAD: f32 = 0.42;
    /// At the sides of a cell, in parts of the size of its text.
    pub(crate) const PAD: f32 = 0.55;
    /// Above the text of a cell, in parts of that,
    pub(crate) const PAD_ABOVE: f32 = 0.75;
    /// and above and below together.
    pub(crate) const PAD_BOTH: f32 = 1.5;
    /// Below a caption, points.
    pub(crate) const BELOW_CAPTION: f32 = 3.0;
    /// The longest line of a column stands in so many lines at most, where the margin has room for that;
    pub(crate) const TOWER: f32 = 3.2;
    /// with the margin it must take no more than this part of them.
    pub(crate) const TOWER_GAIN: f32 = 0.6;
    /// A table of much text takes the margin if its longest words fill so much of the column,
    pub(crate) const NARROW: f32 = 0.7;
    /// and its lines would be so many times as wide.
    pub(crate) const MUCH_TEXT: f32 = 2.0;
    /// A head is repeated if it is not higher, in parts of a page.
    pub(crate) const HEAD: f32 = 0.3;
    /// A row is not torn if it is not higher, in the same parts.
    pub(crate) const ROW: f32 = 0.8;
    /// No word makes a column wider, in parts of the area: it is broken.
    pub(crate) const WORD: f32 = 0.45;
    /// Words that are wider than this are broken rather than part the table, in the same parts.
    pub(crate) const BROKEN: f32 = 0.22;
    /// The same of the first column, which each part of a table repeats.
    pub(crate) const FIRST: f32 = 0.4;
    /// A cell has room for what is not wider than this, in parts of the size; what is wider has that at least.
    pub(crate) const CELL_LEAST: f32 = 4.0;
    /// What a list takes beside its words, in parts of the size,
    pub(crate) const LIST: f32 = 1.7;
    /// and code.
    pub(crate) const CODE: f32 = 2.0;
    /// What either has for its words at least.
    pub(crate) const INSET_LEAST: f32 = 2.0;
    /// A picture in a cell is made smaller down to this width rather than part the table, in parts of the size.
    pub(crate) const PICTURE: f32 = 5.0;
}

/// Entries of tables of contents.
pub(crate) mod contents {
    /// What is kept free for the number, in parts of the size.
    pub(crate) const NUMBER: f32 = 2.6;
    /// Between leader and words or number, points.
    pub(crate) const LEADER_GAP: f32 = 6.0;
    /// A shorter leader is not drawn, points.
    pub(crate) const LEADER_LEAST: f32 = 8.0;
    /// How far it is above the baseline, points.
    pub(crate) const LEADER_UP: f32 = 0.6;
    /// From one dot to the next, points.
    pub(crate) const LEADER_DOTS: f32 = 3.6;
}
