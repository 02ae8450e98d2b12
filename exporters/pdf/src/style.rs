//! Every measure and colour of the pages, by purpose, layout, paper and script, and in [`sizes`] by what is set: the one
//! place to change a look.
//!
//! Lengths are points. They follow a few decisions: a readable column of 65 to 72 letters, space above a heading twice
//! the space below, one accent colour, text at least 7:1 on its ground.

pub(crate) mod sizes;

use crate::display::Color;
use crate::font::{Region, Theme};
use pamphlet_locale::{Custom, Direction, Tag};
use pamphlet_reading::CalloutKind;
use pamphlet_reading::brand::{Brand, Colour};

/// Millimetres as points.
#[must_use]
pub(crate) const fn mm(length: f32) -> f32 {
    length * 72.0 / 25.4
}

/// A paper size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(crate) enum PageSize {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 inches.
    Letter,
    /// 148 × 210 mm.
    A5,
    /// 5.5 × 8.5 inches.
    HalfLetter,
}

impl PageSize {
    /// Width and height, points.
    #[must_use]
    pub(crate) const fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (mm(210.0), mm(297.0)),
            Self::Letter => (612.0, 792.0),
            Self::A5 => (mm(148.0), mm(210.0)),
            Self::HalfLetter => (396.0, 612.0),
        }
    }

    /// Whether it is small: margins and letters shrink with it.
    #[must_use]
    pub(crate) const fn is_small(self) -> bool {
        matches!(self, Self::A5 | Self::HalfLetter)
    }
}

/// What is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Purpose {
    /// One page of the site, to print.
    Handout,
    /// An edition.
    Book,
}

/// What decides a [`Style`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StyleOptions {
    /// What is set.
    pub purpose: Purpose,
    /// On which paper.
    pub paper: PageSize,
    /// Large print.
    pub large: bool,
    /// Black ink alone.
    pub ink: bool,
}

/// A size with its leading, points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Size {
    /// Size of the letters.
    pub size: f32,
    /// From baseline to baseline.
    pub leading: f32,
}

impl Size {
    /// Both, multiplied.
    pub(crate) fn scaled(self, factor: f32) -> Self {
        Self { size: self.size * factor, leading: self.leading * factor }
    }
}

/// The colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Palette {
    pub text: Color,
    /// Lesser text: captions, labels; 7:1 on white.
    pub soft: Color,
    /// Links, numbers, the one accent.
    pub accent: Color,
    /// In code: names and fixed values,
    pub name: Color,
    /// and strings.
    pub string: Color,
    /// Hairlines and frames.
    pub hairline: Color,
    /// Behind code.
    pub code: Option<Color>,
    /// Behind marked text.
    pub marked: Option<Color>,
    /// Behind the heads of tables.
    pub head: Option<Color>,
}

/// How the rule at the start side of a callout is drawn: grey paper tells kinds apart by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RuleKind {
    /// One line.
    Solid,
    /// Dashes.
    Dashed,
    /// Round dots.
    Dotted,
    /// Two lines.
    Double,
    /// One thick line.
    Thick,
}

/// The look of a kind of callout.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct CalloutLook {
    /// Of rule, icon and title.
    pub color: Color,
    /// Behind it.
    pub tint: Option<Color>,
    pub rule: RuleKind,
}

/// How much tighter a document is set to save a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Tightness {
    /// By what letters are multiplied,
    letters: f32,
    /// and the distance of lines,
    leading: f32,
    /// and room between blocks.
    room: f32,
    /// How much is taken of the margins above and below, millimetres,
    margin: f32,
    /// and how much wider columns are, where the page has room beside them: smaller letters make a line of as many.
    column: f32,
    /// What is left of the room that a script has between lines beyond that of Latin.
    airy: f32,
}

impl Tightness {
    /// Steps that nobody sees who does not compare: on A4 letters of 9.8 points at least, lines 1.32 times as far apart
    /// as letters are high, as Typst sets its own, margins of 19 millimetres, lines of 122 millimetres, which hold 75
    /// letters. Han and kana keep half of their size between lines (JLREQ, 2.4.2).
    pub(crate) const UNSEEN: [Self; 4] = [
        Self { letters: 1.0, leading: 0.97, room: 0.9, margin: 1.0, column: 0.0, airy: 1.0 },
        Self { letters: 0.98, leading: 0.95, room: 0.84, margin: 2.5, column: 1.5, airy: 0.9 },
        Self { letters: 0.96, leading: 0.93, room: 0.78, margin: 4.0, column: 3.0, airy: 0.75 },
        Self { letters: 0.96, leading: 0.91, room: 0.66, margin: 5.0, column: 4.0, airy: 0.6 },
    ];
    /// Further ones where a number of pages is asked for: letters of 9.2 points, as in small books, margins of 16
    /// millimetres. Nothing is made smaller than that.
    pub(crate) const ASKED: [Self; 2] = [
        Self { letters: 0.93, leading: 0.9, room: 0.7, margin: 6.0, column: 4.0, airy: 0.6 },
        Self { letters: 0.9, leading: 0.87, room: 0.62, margin: 8.0, column: 4.0, airy: 0.6 },
    ];
    /// What is always between a column and the margin beside it, millimetres.
    const GAP_LEAST: f32 = 8.0;
    /// The least distance of lines in large print, in parts of the usual,
    const LEADING_LARGE: f32 = 0.96;
    /// and the least margins above and below, where heads and feet have to stand, millimetres.
    const MARGIN_LEAST: f32 = 14.0;

    /// What is left of the distance of lines, in parts of the usual.
    fn distance(&self, style: &Style, locale: &Tag) -> f32 {
        let least = if style.options.large { Self::LEADING_LARGE } else { 0.0 };
        self.leading.max(least) * leading_factor(locale, self.airy) / leading_factor(locale, 1.0)
    }
}

/// All measures of a document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Style {
    /// What it was made from.
    pub options: StyleOptions,
    /// Width and height of the page.
    pub page: (f32, f32),
    /// Above the text.
    pub top: f32,
    /// Below the text.
    pub bottom: f32,
    /// At the spine, or at the start side of a handout.
    pub inner: f32,
    /// At the other side.
    pub outer: f32,
    /// Width of the column of text.
    pub column: f32,
    /// Width of the column beside it for what belongs to paper; 0 for none.
    pub margin: f32,
    /// Direction of pages and columns.
    pub direction: Direction,
    /// Faces of running text.
    pub theme: Theme,
    /// Faces of headings, labels, tables.
    pub plain: Theme,
    /// Running text.
    pub body: Size,
    /// Headings, by level from 1.
    pub headings: [Size; 6],
    /// Captions, labels, notes.
    pub small: Size,
    /// Code, in blocks.
    pub code: Size,
    /// Table cells.
    pub cell: Size,
    /// Words are spread to both sides, where custom has it and the column is wide enough.
    pub justified: bool,
    /// Words are hyphenated.
    pub hyphenate: bool,
    /// Emphasis slants letters.
    pub italics: bool,
    /// Room between paragraphs.
    pub paragraph_space: f32,
    /// First lines of paragraphs that follow one another are set in by this; then `paragraph_space` is 0.
    pub indent: f32,
    /// Inset of list items.
    pub list_indent: f32,
    /// By what room between blocks is multiplied.
    pub tight: f32,
    /// What is left of the room that scripts have between lines beyond that of Latin.
    pub airy: f32,
    /// No letters are smaller, points. RNIB (Clear Print and Large Print Guidelines) and the Round Table on Information
    /// Access for People with Print Disabilities (Guidelines for Producing Clear Print) ask for 16 to 18 points at least,
    /// and for the whole text: notes, tables, captions and page numbers too.
    pub least: f32,
    /// The colours.
    pub palette: Palette,
}

/// The smallest letters of large print, points.
pub(crate) const LARGE_LEAST: f32 = 16.0;

/// How much larger lines stand apart in a script than in Latin, of which so much is left as `airy` says.
fn leading_factor(tag: &Tag, airy: f32) -> f32 {
    let region = Region::of(tag);
    let more = match region {
        Region::Naskh => 0.22,
        Region::Persian => 0.13,
        // Six tenths of a size between lines of some 33 characters: JLREQ and CLREQ ask for five to ten, less where lines are
        // short.
        Region::Simplified | Region::Traditional | Region::Japanese => 0.15,
        Region::Korean => 0.14,
        Region::Other => f32::from(Custom::of(tag).extra_leading) / 100.0,
    };
    // Letters with marks above and below need most of it; Han and kana stand in squares.
    let airy = 1.0 - (1.0 - airy) * if region.is_cjk() { 0.5 } else { 0.4 };
    1.0 + more * airy
}

/// A size of one language with the leading that another asks for: a paragraph of another script has lines as far
/// apart as in a document of its own.
#[must_use]
pub(crate) fn releaded(size: Size, from: &Tag, to: &Tag, airy: f32) -> Size {
    let factor = || leading_factor(to, airy) / leading_factor(from, airy);
    if from == to { size } else { Size { leading: size.leading * factor(), ..size } }
}

impl Style {
    /// The style of a document in a locale.
    #[must_use]
    pub(crate) fn new(options: StyleOptions, locale: &Tag) -> Self {
        let StyleOptions { purpose, paper, large, ink } = options;
        let custom = Custom::of(locale);
        let page = paper.size();
        let small_paper = paper.is_small();
        let book = purpose == Purpose::Book;
        let (top, bottom, inner, outer) = match (large, small_paper, book) {
            (true, false, _) => (mm(25.0), mm(25.0), mm(25.0), mm(25.0)),
            (_, true, _) => (mm(16.0), mm(17.0), mm(16.0), mm(12.0)),
            (false, false, false) => (mm(24.0), mm(24.0), mm(20.0), mm(18.0)),
            (false, false, true) => (mm(22.0), mm(25.0), mm(21.0), mm(18.0)),
        };
        let margin = match (large || small_paper, book) {
            (true, _) => 0.0,
            (false, true) => mm(37.0),
            (false, false) => mm(38.0),
        };
        let column = if margin > 0.0 {
            let (most, gap) = if book { (129.0, 5.0) } else { (118.0, 8.0) };
            mm(most).min(page.0 - inner - outer - margin - mm(gap))
        } else {
            page.0 - inner - outer
        };
        let factor = leading_factor(locale, 1.0);
        let cjk = Region::of(locale).is_cjk();
        let (size, leading) = match (large, small_paper, book) {
            (true, _, _) => (18.0, 25.0),
            (false, true, _) => (9.4, 13.0),
            (false, false, true) => (10.6, 14.4),
            (false, false, false) => (10.2, 14.2),
        };
        let sized = |size: f32, leading: f32| Size { size, leading: leading * factor };
        let headings = match (large, small_paper) {
            (true, _) => [(28.0, 34.0), (24.0, 30.0), (20.0, 26.0), (18.0, 25.0), (18.0, 25.0), (18.0, 25.0)],
            (false, true) => [(18.0, 22.0), (13.0, 17.0), (11.0, 14.0), (9.4, 13.0), (9.4, 13.0), (9.4, 13.0)],
            (false, false) => [(23.0, 27.0), (15.0, 19.0), (12.0, 16.0), (10.2, 14.2), (10.2, 14.2), (10.2, 14.2)],
        };
        let heading_factor = 1.0 + (factor - 1.0) * 0.7;
        let color = |rgb: u32| if ink { Color::BLACK } else { Color::hex(rgb) };
        let tint = |rgb: u32| if ink { None } else { Some(Color::hex(rgb)) };
        Self {
            options,
            page,
            top,
            bottom,
            inner,
            outer,
            column,
            margin,
            direction: Direction::of(locale),
            theme: if large {
                Theme::Accessible
            } else if book {
                Theme::Serif
            } else {
                Theme::Sans
            },
            plain: if large { Theme::Accessible } else { Theme::Sans },
            body: sized(if cjk && !large { size - 0.2 } else { size }, leading),
            headings: headings.map(|(size, leading)| Size { size, leading: leading * heading_factor }),
            small: if large { sized(LARGE_LEAST, 22.0) } else { sized(size * 0.84, leading * 0.82) },
            code: if large { sized(LARGE_LEAST, 22.0) } else { Size { size: size * 0.845, leading: leading * 0.87 } },
            cell: if large { sized(size, leading) } else { sized(size * 0.9, leading * 0.87) },
            justified: custom.justified && !large,
            hyphenate: !large,
            italics: custom.italics && !large,
            paragraph_space: if book && !large { 0.0 } else { leading * factor * 0.5 },
            indent: if book && !large { size * if cjk { 2.0 } else { 1.5 } } else { 0.0 },
            list_indent: size * 1.75,
            tight: 1.0,
            airy: 1.0,
            least: if large { LARGE_LEAST } else { 0.0 },
            palette: Palette {
                text: color(0x0017_171C),
                soft: color(0x004A_4A55),
                accent: color(0x0033_358F),
                name: color(0x006E_4000),
                string: color(0x001B_5E3B),
                hairline: if ink { Color::BLACK } else { Color::hex(0x00B9_B9C4) },
                code: tint(0x00F4_F4F6),
                marked: tint(0x00FF_F3B8),
                head: tint(0x00F1_F1F6),
            },
        }
    }

    /// The same with the colour of a site for what stands out: as dark as words on paper have to be.
    #[must_use]
    pub(crate) fn in_colour_of(mut self, brand: &Brand) -> Self {
        if let Some(Colour([red, green, blue])) = brand.words().filter(|_| !self.options.ink) {
            self.palette.accent = Color { red, green, blue };
        }
        self
    }

    /// The same, set tighter to save a page.
    #[must_use]
    pub(crate) fn tighter(&self, tightness: &Tightness, locale: &Tag) -> Self {
        // Large print keeps its letters, whatever it costs.
        let letters = if self.options.large { 1.0 } else { tightness.letters };
        let leading = tightness.distance(self, locale);
        let size = |size: Size| Size { size: size.size * letters, leading: size.leading * leading };
        let margin = mm(tightness.margin).min((self.top.min(self.bottom) - mm(Tightness::MARGIN_LEAST)).max(0.0));
        let beside = self.page.0 - self.inner - self.outer - self.margin - mm(Tightness::GAP_LEAST);
        let wider = if self.margin > 0.0 { mm(tightness.column).min(beside - self.column).max(0.0) } else { 0.0 };
        Self {
            top: self.top - margin,
            bottom: self.bottom - margin,
            column: self.column + wider,
            body: size(self.body),
            headings: self.headings.map(size),
            small: size(self.small),
            code: size(self.code),
            cell: size(self.cell),
            paragraph_space: self.paragraph_space * leading,
            indent: self.indent * letters,
            list_indent: self.list_indent * letters,
            tight: tightness.room,
            airy: tightness.airy,
            ..self.clone()
        }
    }

    /// How many pages a text roughly takes that took so many in another style of the same document.
    pub(crate) fn guess(&self, pages: f32, other: &Self) -> f32 {
        let area = |style: &Self| style.body.size * style.body.leading / style.column / style.height();
        pages * area(self) / area(other)
    }

    /// A size that is not smaller than the least.
    #[must_use]
    pub(crate) fn at_least(&self, size: Size) -> Size {
        if size.size >= self.least { size } else { size.scaled(self.least / size.size) }
    }

    /// How far what takes the margin beside the column moves when the margin lies at its other side.
    #[must_use]
    pub(crate) fn room_of_margin(&self) -> f32 {
        let room = self.page.0 - self.inner - self.outer - self.column;
        if self.direction == Direction::Ltr { -room } else { room }
    }

    /// Height of the text on a page.
    #[must_use]
    pub(crate) fn height(&self) -> f32 {
        self.page.1 - self.top - self.bottom
    }

    /// The same of a landscape page: one column, as wide as the margins leave.
    #[must_use]
    pub(crate) fn landscape(&self) -> Self {
        let page = (self.page.1, self.page.0);
        Self { page, column: page.0 - self.inner - self.outer, margin: 0.0, ..self.clone() }
    }

    /// Left side of the column, on a right-hand page or not: books have their inner margin at the spine.
    #[must_use]
    pub(crate) fn column_left(&self, right_hand: bool) -> f32 {
        if self.inner_left(right_hand) { self.inner } else { self.page.0 - self.inner - self.column }
    }

    /// Whether the inner margin is on the left, on a right-hand page or not.
    #[must_use]
    pub(crate) fn inner_left(&self, right_hand: bool) -> bool {
        match (self.options.purpose, self.options.paper.is_small()) {
            (Purpose::Book, _) | (_, true) => right_hand,
            // Handouts are printed on one side and held together at the start.
            (Purpose::Handout, false) => self.direction == Direction::Ltr,
        }
    }

    /// A size of a heading; levels beyond six are set as six.
    #[must_use]
    pub(crate) fn heading(&self, level: u8) -> Size {
        self.headings[usize::from(level.clamp(1, 6)) - 1]
    }

    /// The look of a kind of callout.
    #[must_use]
    pub(crate) fn callout(&self, kind: Option<&CalloutKind>) -> CalloutLook {
        const GREY_BLUE: (u32, u32) = (0x0034_4B66, 0x00F2_F5F8);
        const GREEN: (u32, u32) = (0x001B_5E3B, 0x00F1_F7F3);
        const AMBER: (u32, u32) = (0x006E_4000, 0x00FB_F6EE);
        const RED: (u32, u32) = (0x009B_1C1C, 0x00FC_F2F2);
        const VIOLET: (u32, u32) = (0x0055_3390, 0x00F6_F3FA);
        const GREY: (u32, u32) = (0x004A_4A55, 0x00F6_F6F7);
        const INDIGO: (u32, u32) = (0x0033_358F, 0x00F3_F3FA);
        let (colors, rule) = match kind {
            None | Some(CalloutKind::Quote) => (GREY, RuleKind::Solid),
            Some(CalloutKind::Note | CalloutKind::Info | CalloutKind::Other(_)) => (GREY_BLUE, RuleKind::Solid),
            Some(CalloutKind::Abstract) => (GREY_BLUE, RuleKind::Double),
            Some(CalloutKind::Tip | CalloutKind::Success) => (GREEN, RuleKind::Dashed),
            Some(CalloutKind::Question) => (GREEN, RuleKind::Dotted),
            Some(CalloutKind::Warning) => (AMBER, RuleKind::Thick),
            Some(CalloutKind::Failure | CalloutKind::Danger) => (RED, RuleKind::Thick),
            Some(CalloutKind::Bug) => (RED, RuleKind::Dashed),
            Some(CalloutKind::Example) => (VIOLET, RuleKind::Dotted),
            Some(CalloutKind::Recommendation) => (INDIGO, RuleKind::Solid),
        };
        let (color, tint) = colors;
        let ink = self.options.ink;
        CalloutLook {
            color: if ink { Color::BLACK } else { Color::hex(color) },
            tint: if ink { None } else { Some(Color::hex(tint)) },
            rule,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(color: Color) -> f64 {
        let linear = |byte: u8| {
            let part = f64::from(byte) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
    }

    fn contrast(one: Color, other: Color) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn text_is_seven_to_one_on_its_ground() {
        let options = StyleOptions { purpose: Purpose::Handout, paper: PageSize::A4, large: false, ink: false };
        let style = Style::new(options, &Tag::parse("en").unwrap());
        let palette = style.palette;
        let yellow = Brand { primary: Colour::named("yellow", false), ..Brand::default() };
        let own = style.clone().in_colour_of(&yellow).palette.accent;
        assert_ne!(own, palette.accent);
        for color in [palette.text, palette.soft, palette.accent, palette.name, palette.string, own] {
            assert!(contrast(color, palette.code.unwrap()) >= 7.0, "{color:?}");
        }
        let kinds = [
            CalloutKind::Note,
            CalloutKind::Tip,
            CalloutKind::Question,
            CalloutKind::Warning,
            CalloutKind::Danger,
            CalloutKind::Bug,
            CalloutKind::Example,
            CalloutKind::Quote,
            CalloutKind::Recommendation,
            CalloutKind::Other(String::new()),
        ];
        for kind in kinds {
            let callout = style.callout(Some(&kind));
            assert!(contrast(callout.color, callout.tint.unwrap()) >= 7.0, "{kind:?}");
        }
    }

    #[test]
    fn a_line_of_a_handout_holds_sixty_five_to_seventy_two_letters() {
        let options = StyleOptions { purpose: Purpose::Handout, paper: PageSize::A4, large: false, ink: false };
        let style = Style::new(options, &Tag::parse("en").unwrap());
        assert!((style.column - mm(118.0)).abs() < 0.1);
    }

    #[test]
    fn what_is_set_tighter_keeps_its_limits() {
        let options = StyleOptions { purpose: Purpose::Handout, paper: PageSize::A4, large: false, ink: false };
        for (language, least) in [
            ("en", 1.31),
            ("de", 1.31),
            ("ar", 1.5),
            ("ja", 1.5),
            ("zh-Hant", 1.5),
            ("hi", 1.4),
            ("fa", 1.4),
            ("th", 1.4),
            ("ko", 1.4),
            ("ur", 1.4),
        ] {
            let tag = Tag::parse(language).unwrap();
            let usual = Style::new(options, &tag);
            let (mut pages, mut last) = (1.0_f32, &usual);
            let steps = Tightness::UNSEEN.map(|tightness| usual.tighter(&tightness, &tag));
            for tighter in &steps {
                let distance = tighter.body.leading / tighter.body.size;
                assert!(distance >= least && tighter.body.size > 9.5, "{language}: {distance}");
                // A line holds 75 letters where the usual one holds 70, and the margin stays off.
                assert!(tighter.column / tighter.body.size <= usual.column / usual.body.size * 1.08, "{language}");
                let gap = tighter.page.0 - tighter.inner - tighter.outer - tighter.margin - tighter.column;
                assert!(gap >= mm(Tightness::GAP_LEAST) - 0.1, "{language}: {gap}");
                let guess = tighter.guess(1.0, &usual);
                assert!(guess < pages && tighter.guess(1.0, last) < 1.0, "{language}: {guess}");
                (pages, last) = (guess, tighter);
            }
            // Where lines have much room, a page and a third fit on one.
            assert!(pages < if language == "ja" { 0.8 } else { 0.9 }, "{language}: {pages}");
            // A paragraph in another script stands as it would in a document of its own that is set as tightly.
            let tightest = &steps[3];
            let english = releaded(tightest.body, &tag, &Tag::parse("en").unwrap(), tightest.airy);
            assert!(english.leading / usual.body.size > 1.26, "{language}: {english:?}");
        }
        let large = StyleOptions { large: true, ..options };
        let (style, tag) = (Style::new(large, &Tag::parse("ja").unwrap()), Tag::parse("ja").unwrap());
        let tighter = style.tighter(&Tightness::UNSEEN[0], &tag);
        assert!(tighter.body.leading >= style.body.leading * 0.96 && tighter.column <= style.column + 0.1);
    }

    #[test]
    fn the_inner_margin_is_at_the_start_of_handouts_and_at_the_spine_of_books() {
        for (large, language) in [(false, "en"), (true, "en"), (false, "ar"), (true, "ar")] {
            let ltr = language == "en";
            for right_hand in [true, false] {
                let style = |purpose| {
                    Style::new(
                        StyleOptions { purpose, paper: PageSize::A4, large, ink: false },
                        &Tag::parse(language).unwrap(),
                    )
                };
                // Of large print too, where both margins are as wide.
                assert_eq!(style(Purpose::Handout).inner_left(right_hand), ltr, "{language}");
                assert_eq!(style(Purpose::Book).inner_left(right_hand), right_hand, "{language}");
            }
        }
    }
}
