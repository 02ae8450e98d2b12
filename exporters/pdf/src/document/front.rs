//! The pages before the text of a book: cover, title page, contents.

use super::furniture::{LineStyle, put, set};
use super::{ExportContext, facts};
use crate::display::{
    Artifact, Color, DisplayList, DisplayPage, Form, Item, LinkTarget, Owner, Point, Rect, Role, Stroke, Structure,
};
use crate::layout::flow::{OutlineMark, VBox};
use crate::layout::{ContentsEntry, Context, Env, Out, ParagraphStyle, Reach, anchor_name};
use crate::options::Packet;
use crate::paginate::paginate;
use crate::paragraph::Align;
use crate::style::sizes::document::{FOLD_COLOR, cover as sizes, folds, title_page};
use crate::style::{Style, mm};
use pamphlet_locale::{Direction, Tag, Term};
use pamphlet_reading::brand::{Brand, Colour, Face};
use pamphlet_reading::{PageId, short_address};

/// Deeper sections of the contents are set in no further.
const INSETS: u16 = 4;

/// The cover: the title large on a calm field, below it what edition this is.
pub(super) fn cover(ctx: &Context<'_>, shared: &ExportContext<'_>) -> DisplayList {
    let style = ctx.style;
    let parts = shared.reading.parts();
    let brand = &parts.publication.brand;
    let (width, height) = style.page;
    let mut page = DisplayPage::new(width, height);
    let mut list = DisplayList::default();
    let ink = style.options.ink;
    if let Some(own) = own_cover(ctx, shared) {
        return own;
    }
    let face = brand.face();
    let field = height * sizes::FIELD;
    paint_field(&mut page, brand, field, ink);
    let small = width < sizes::SMALL_PAPER;
    let side = mm(if small { sizes::SIDE_SMALL } else { sizes::SIDE });
    let column = width - 2.0 * side;
    if let Some(logo) = &brand.logo {
        place_logo(ctx, &mut page, logo, side, column, (!ink).then_some(face));
    }
    let title_color = if ink { Color::BLACK } else { color(face.letters) };
    let node = list.structure.add(Structure::ROOT, Role::Paragraph);
    let leaf = list.structure.add(node, Role::Content);
    // As large as lets the title stand in four lines.
    let mut size = if small { sizes::TITLE_SMALL } else { sizes::TITLE };
    let lines = loop {
        let look = LineStyle { theme: style.plain, bold: true, size, color: title_color, align: Align::Start };
        let lines = set(ctx, &parts.title, look, &parts.locale, column, Some(leaf));
        if size < sizes::TITLE_LEAST || (lines.len() <= 4 && lines.iter().all(|line| line.width <= column)) {
            break lines;
        }
        size *= sizes::TITLE_STEP;
    };
    let leading = size * sizes::TITLE_LEADING;
    let mut baseline = field
        - side * sizes::FIELD_PAD
        - leading * f32::from(u8::try_from(lines.len().saturating_sub(1)).unwrap_or(u8::MAX));
    for line in lines {
        put(&mut page, line, side, baseline, Owner::Node(leaf));
        baseline += leading;
    }
    let mut y = field + side * sizes::FIELD_PAD;
    let body = style.body.size * sizes::WORDS;
    let mut line = |list: &mut DisplayList, page: &mut DisplayPage, words: (&str, &Tag), bold: bool, color: Color| {
        let node = list.structure.add(Structure::ROOT, Role::Paragraph);
        let (words, language) = words;
        if *language != parts.locale {
            list.structure.set_language(node, language.clone());
        }
        let leaf = list.structure.add(node, Role::Content);
        // Words that run against the page keep their marks at their own ends.
        let words = match Direction::of(language) {
            own if own == style.direction => words.to_owned(),
            Direction::Ltr => format!("\u{2066}{words}\u{2069}"),
            Direction::Rtl => format!("\u{2067}{words}\u{2069}"),
        };
        let look = LineStyle { theme: style.plain, bold, size: body, color, align: Align::Start };
        for set in set(ctx, &words, look, language, column, Some(leaf)) {
            y += body * sizes::WORDS_LEADING;
            put(page, set, side, y, Owner::Node(leaf));
        }
    };
    let own = &parts.locale;
    if let Some(description) = &parts.description {
        let language = parts.description_language.as_ref().unwrap_or(own);
        line(&mut list, &mut page, (description, language), false, style.palette.text);
        line(&mut list, &mut page, ("\u{A0}", own), false, style.palette.text);
    }
    line(&mut list, &mut page, (shared.catalog.name(), own), true, style.palette.accent);
    let mut facts: Vec<String> = Vec::new();
    facts.extend(parts.date.as_deref().map(|date| facts::date_in_words(shared.catalog, date)));
    facts.extend(parts.version.as_ref().map(|version| format!("{} {version}", shared.catalog.term(Term::Version))));
    if parts.locale != parts.source_locale {
        facts.push(facts::translated(shared.catalog, parts.coverage.percent()));
    }
    if !facts.is_empty() {
        line(&mut list, &mut page, (&facts.join(" · "), own), false, style.palette.soft);
    }
    if let Some(publisher) =
        parts.publisher.clone().or_else(|| (!parts.authors.is_empty()).then(|| parts.authors.join(", ")))
    {
        line(&mut list, &mut page, (&publisher, own), false, style.palette.soft);
    }
    page.shrink();
    list.pages.push(page);
    list
}

/// Paints the field of a cover, from the head of the page down to a height; in black alone, the frame of one.
fn paint_field(page: &mut DisplayPage, brand: &Brand, field: f32, ink: bool) {
    let (width, face) = (page.width, brand.face());
    let background = Owner::Artifact(Artifact::Background);
    if ink {
        let edge = mm(sizes::FRAME);
        let place = Rect { x: edge, y: edge, width: width - mm(2.0 * sizes::FRAME), height: field - edge };
        let stroke = Some(Stroke { color: Color::BLACK, width: sizes::FRAME_LINE, dash: None });
        page.push(background, Item::Form { form: Form::Rectangle(place, 0.0), fill: None, stroke });
    } else {
        let place = Rect { x: 0.0, y: 0.0, width, height: field };
        page.push(
            background,
            Item::Form { form: Form::Rectangle(place, 0.0), fill: Some(color(face.field)), stroke: None },
        );
        folds(page, width, field, if brand.primary.is_some() { color(tint(face)) } else { Color::hex(FOLD_COLOR) });
    }
}

/// A colour of a site on paper.
fn color(Colour([red, green, blue]): Colour) -> Color {
    Color { red, green, blue }
}

/// Fine lines on a field: a little on the way to its letters.
fn tint(face: Face) -> Colour {
    face.field.towards(face.letters, 2)
}

/// The picture that a site has for its covers, as large as the paper lets it be; none when there is none, or it cannot be
/// shown, which has been reported.
fn own_cover(ctx: &Context<'_>, shared: &ExportContext<'_>) -> Option<DisplayList> {
    let parts = shared.reading.parts();
    let asset = parts.publication.brand.cover.as_deref()?;
    let (wide, high) = ctx.media.picture(asset)?.size();
    let (width, height) = ctx.style.page;
    let scale = (width / wide).min(height / high);
    let (wide, high) = (wide * scale, high * scale);
    let place = Rect { x: (width - wide) / 2.0, y: (height - high) / 2.0, width: wide, height: high };
    let mut list = DisplayList::default();
    let node = list.structure.add(Structure::ROOT, Role::Figure);
    list.structure.set_alternative(node, &format!("{}: {}", shared.catalog.term(Term::Cover), parts.title));
    let mut page = DisplayPage::new(width, height);
    page.push(Owner::Node(node), Item::Picture { asset: asset.into(), place, turned: false });
    page.shrink();
    list.pages.push(page);
    Some(list)
}

/// A logo at the start side of the top; on a field in which it could not be seen, on a plate.
fn place_logo(ctx: &Context<'_>, page: &mut DisplayPage, asset: &str, side: f32, column: f32, face: Option<Face>) {
    let Some(picture) = ctx.media.picture(asset) else { return };
    let (wide, high) = picture.size();
    let scale = (column * sizes::LOGO_WIDTH / wide).min(mm(sizes::LOGO_HEIGHT) / high);
    let (wide, high) = (wide * scale, high * scale);
    let x = if ctx.style.direction == Direction::Rtl { ctx.style.page.0 - side - wide } else { side };
    let place = Rect { x, y: side, width: wide, height: high };
    let decoration = Owner::Artifact(Artifact::Background);
    let ink = picture.pixels((64, 64)).and_then(|pixels| pixels.ink()).map(Colour);
    if let (Some(face), Some(ink)) = (face, ink)
        && ink.contrast(face.field) < 2.0
        && ink.contrast(face.letters) > ink.contrast(face.field)
    {
        let edge = mm(sizes::LOGO_PLATE);
        let around = Rect { x: x - edge, y: side - edge, width: wide + 2.0 * edge, height: high + 2.0 * edge };
        let fill = Some(color(face.letters));
        page.push(decoration, Item::Form { form: Form::Rectangle(around, 0.0), fill, stroke: None });
    }
    page.push(decoration, Item::Picture { asset: asset.into(), place, turned: false });
}

/// A sheet folded into a pamphlet, as a few fine lines: the only ornament.
fn folds(page: &mut DisplayPage, width: f32, height: f32, tint: Color) {
    let owner = Owner::Artifact(Artifact::Background);
    for step in 0_u8..7 {
        let x = width * (folds::FIRST + folds::APART * f32::from(step));
        let lean = width * folds::LEAN;
        let bend = Point { x: x - lean, y: height * folds::BEND };
        let form = Form::Line(Point { x, y: 0.0 }, bend);
        let stroke = Some(Stroke { color: tint, width: folds::LINE, dash: None });
        page.push(owner, Item::Form { form, fill: None, stroke });
        let form = Form::Line(bend, Point { x: x - lean * folds::BACK, y: height });
        page.push(owner, Item::Form { form, fill: None, stroke });
    }
}

/// The title page.
pub(super) fn title_page(ctx: &Context<'_>, shared: &ExportContext<'_>) -> DisplayList {
    let style = ctx.style;
    let parts = shared.reading.parts();
    let (env, mut out) = (Env::new(*ctx, Reach::Edition), Out::default());
    let look = env.look();
    out.vbox(VBox { height: style.height() * title_page::TITLE_DOWN, ..VBox::default() });
    let large = style.heading(1).scaled(title_page::TITLE);
    let plain = ParagraphStyle { theme: style.plain, align: Align::Start, ..look };
    env.words(&mut out, &parts.title, ParagraphStyle { size: large, bold: true, ..plain }, Role::Heading(1), None);
    if let Some(description) = &parts.description {
        out.space(style.body.leading);
        let size = style.body.scaled(title_page::LEAD);
        let language = parts.description_language.as_ref().unwrap_or(&parts.locale);
        let env = env.speaking(language);
        let look = ParagraphStyle { size, align: env.title_align(), ..plain };
        env.words(&mut out, description, look, Role::Paragraph, None);
    }
    out.space(style.body.leading * title_page::BELOW);
    if !parts.authors.is_empty() {
        env.words(&mut out, &parts.authors.join(", "), plain, Role::Paragraph, None);
        out.space(style.body.leading * title_page::BETWEEN);
    }
    let soft = ParagraphStyle { color: style.palette.soft, ..plain };
    for words in imprint(shared) {
        env.words(&mut out, &words, soft, Role::Paragraph, None);
    }
    // The cover is the first page of the file; this is the one behind it.
    paginate(out.finish().0, style, 2).0
}

/// What a title page says below the names.
fn imprint(shared: &ExportContext<'_>) -> Vec<String> {
    let parts = shared.reading.parts();
    let mut out = Vec::new();
    out.extend(parts.publisher.clone());
    let mut reading = vec![shared.catalog.name().to_owned()];
    reading.extend(parts.date.as_deref().map(|date| facts::date_in_words(shared.catalog, date)));
    reading.extend(parts.version.as_ref().map(|version| format!("{} {version}", shared.catalog.term(Term::Version))));
    out.push(reading.join(" · "));
    out.extend(parts.url.as_deref().map(|url| short_address(url).to_owned()));
    out.extend(parts.publication.brand.copyright.clone());
    out.extend(parts.license.clone());
    out
}

/// An entry of the contents.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// How deep, from 0.
    pub(super) depth: u16,
    /// Its words.
    pub(super) title: String,
    /// Their language where it is not the edition's.
    pub(super) language: Option<Tag>,
    /// The anchor it leads to.
    pub(super) anchor: std::sync::Arc<str>,
    /// The label of the page.
    pub(super) number: String,
    /// Whether it has entries below it.
    pub(super) section: bool,
}

impl Entry {
    /// As the contents show it.
    fn in_contents(&self) -> ContentsEntry<'_> {
        ContentsEntry {
            words: &self.title,
            language: self.language.as_ref(),
            number: Some(&self.number),
            target: LinkTarget::Anchor(self.anchor.clone()),
        }
    }
}

/// The contents, with the numbers of pages.
pub(super) fn contents(ctx: &Context<'_>, shared: &ExportContext<'_>, entries: &[Entry], style: &Style) -> DisplayList {
    let (env, mut out) = (Env::new(*ctx, Reach::Edition), Out::default());
    let look = env.look();
    let words = shared.catalog.term(Term::Contents);
    let outline = OutlineMark { depth: 1, title: words.to_owned(), y: 0.0 };
    out.vbox(VBox { outline: vec![outline], ..VBox::default() });
    out.keep();
    let heading =
        ParagraphStyle { size: style.heading(1), theme: style.plain, bold: true, align: Align::Start, ..look };
    env.words(&mut out, words, heading, Role::Heading(1), None);
    out.keep();
    out.space(style.body.leading);
    let env = env.enter(&mut out, Role::Contents);
    let body = ParagraphStyle { theme: style.plain, align: Align::Start, tabular: true, ..look };
    for (index, entry) in entries.iter().enumerate() {
        let top = entry.depth == 0 && entry.section;
        // What comes after a part does not belong to it.
        let after = entry.depth == 0 && index.checked_sub(1).is_some_and(|before| entries[before].depth > 0);
        if top && index > 0 || after {
            out.space(style.body.leading * title_page::BETWEEN_PARTS);
        }
        let look = ParagraphStyle { bold: entry.section && entry.depth == 0, ..body };
        let inset = f32::from(entry.depth.min(INSETS)) * style.list_indent;
        env.entry(&mut out, &entry.in_contents(), look, inset);
        if entry.section {
            out.keep();
        }
    }
    paginate(out.finish().0, style, 1).0
}

/// A page that opens a part, with what is in it and where that begins.
pub(super) fn part_page(
    ctx: &Context<'_>,
    title: &str,
    anchor: &std::sync::Arc<str>,
    entries: &[(&str, Option<&Tag>, &PageId)],
    number: u32,
) -> DisplayList {
    let style = ctx.style;
    let (env, mut out) = (Env::new(*ctx, Reach::Edition), Out::default());
    let look = env.look();
    out.vbox(VBox {
        height: style.height() * title_page::PART_DOWN,
        anchors: vec![(anchor.clone(), 0.0)],
        outline: vec![OutlineMark { depth: 1, title: title.to_owned(), y: 0.0 }],
        ..VBox::default()
    });
    out.keep();
    let size = style.heading(1).scaled(title_page::PART);
    let plain = ParagraphStyle { theme: style.plain, align: Align::Start, ..look };
    env.words(
        &mut out,
        title,
        ParagraphStyle { size, bold: true, color: style.palette.accent, ..plain },
        Role::Heading(1),
        None,
    );
    out.keep();
    out.space(style.body.leading);
    let env = env.enter(&mut out, Role::Contents);
    for (words, language, page) in entries {
        let target = LinkTarget::Anchor(page_anchor(page));
        let entry = ContentsEntry { words, language: *language, number: None, target };
        env.entry(&mut out, &entry, ParagraphStyle { tabular: true, ..plain }, 0.0);
    }
    paginate(out.finish().0, style, number).0
}

/// An anchor for a page of the edition.
pub(super) fn page_anchor(page: &PageId) -> std::sync::Arc<str> {
    anchor_name(page, None)
}

/// A blank page.
pub(super) fn blank(style: &Style) -> DisplayList {
    DisplayList { pages: vec![DisplayPage::new(style.page.0, style.page.1)], ..DisplayList::default() }
}

/// The first page of a packet: its title, its contents, and the number of sheets that it takes.
pub(super) fn packet_opening(
    ctx: &Context<'_>,
    shared: &ExportContext<'_>,
    packet: &Packet,
    entries: &[Entry],
    sheets: impl Fn(usize) -> usize,
) -> DisplayList {
    let style = ctx.style;
    let compose = |count: usize| {
        let (env, mut out) = (Env::new(*ctx, Reach::Edition), Out::default());
        let look = env.look();
        let plain = ParagraphStyle { theme: style.plain, align: Align::Start, ..look };
        if let Some(url) = &shared.reading.parts().url {
            env.newest_version(&mut out, url);
        }
        env.words(
            &mut out,
            &packet.title,
            ParagraphStyle { size: style.heading(1), bold: true, ..plain },
            Role::Heading(1),
            None,
        );
        out.space(style.body.leading * title_page::BETWEEN);
        let number = shared.catalog.digits().format(u64::try_from(count).unwrap_or(u64::MAX));
        let mut facts = facts::packet_line(shared.reading, shared.catalog, packet);
        facts.insert(1, shared.catalog.labelled(Term::Sheets, &number));
        let soft = ParagraphStyle { size: style.small, color: style.palette.soft, ..plain };
        env.words(&mut out, &facts.join(" · "), soft, Role::Paragraph, None);
        out.space(style.body.leading);
        let env = env.enter(&mut out, Role::Contents);
        for entry in entries {
            let look = ParagraphStyle { tabular: true, ..plain };
            env.entry(&mut out, &entry.in_contents(), look, 0.0);
        }
        paginate(out.finish().0, style, 1).0
    };
    // The number of sheets does not change the number of lines.
    let pages = compose(0).pages.len();
    compose(sheets(pages))
}
