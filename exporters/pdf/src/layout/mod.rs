//! Blocks become a column: every kind of block and inline designed, once.
//!
//! A [`Composer`] takes the blocks of a page and makes a [`Column`], which [`crate::paginate`] cuts into pages.
//! Besides the model's blocks it sets plain words, for the parts that a document adds: titles, contents, colophon.

mod block;
mod callout;
mod card;
mod code;
mod codes;
mod figure;
pub mod flow;
mod formula;
mod grid;
mod inline;
mod lines;
mod list;
mod margin;
mod mathematics;
mod opening;
mod table;

pub use opening::Opening;

use crate::display::{Artifact, Color, Form, Item, LinkTarget, NodeId, Owner, Point, Rect, Role, Stroke, Structure};
use crate::font::Theme;
use crate::options::PaperLinks;
use crate::paginate::Column;
use crate::paragraph::{Content, Engine, Flush, Paragraph, Setting, TextStyle, lay};
use crate::style::{Purpose, Size, Style, mm, releaded};
use flow::{Flow, FlowItem, Mark, Slab, link_mark};
use pamphlet_document::scheme::{self, Reach as Scheme};
use pamphlet_document::{Edition, Origin, Page, PageId, Target};
use pamphlet_locale::{Catalog, Direction, Tag};
use pamphlet_media::Media;
use pamphlet_source::{Diagnostic, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What layout needs to know, apart from the blocks.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The text engine.
    pub engine: &'a Engine,
    /// The measures.
    pub style: &'a Style,
    /// The words of the interface.
    pub catalog: &'a Catalog,
    /// The pictures.
    pub media: &'a Media,
    /// The edition.
    pub edition: &'a Edition,
    /// How links work on paper.
    pub links: PaperLinks,
}

/// Where a page's links to other pages lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach<'a> {
    /// All pages are in the document.
    Edition,
    /// These pages are in the document, the others on the web.
    Pages(&'a [PageId]),
    /// Other pages are on the web.
    Alone,
}

/// How a run of paragraphs looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// Size and leading.
    pub size: Size,
    /// Kind of face.
    pub theme: Theme,
    /// Colour.
    pub color: Color,
    /// Bold.
    pub bold: bool,
    /// Where lines stand.
    pub flush: Flush,
    /// Digits of one width.
    pub tabular: bool,
    /// Words may be hyphenated, where the style has it.
    pub hyphenate: bool,
}

/// A part of the column in which blocks are set.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Area {
    left: f32,
    width: f32,
}

/// Something that text runs beside.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Aside {
    /// Whether it stands at the left.
    left: bool,
    /// How much of the width it takes.
    width: f32,
    /// How much of its height is left.
    height: f32,
}

/// What a try began with, see [`Composer::undo`].
struct Attempt {
    node: NodeId,
    waiting: usize,
    shown: std::collections::BTreeSet<Arc<str>>,
    addresses: usize,
    diagnostics: usize,
    last_heading: u8,
    heading_above: Option<String>,
}

/// The narrowest column that anything is set in, points.
const NARROWEST: f32 = 60.0;

/// Sets blocks into a column.
#[derive(Debug)]
pub struct Composer<'a> {
    ctx: Context<'a>,
    page: Option<&'a Page>,
    reach: Reach<'a>,
    /// The structure tree.
    pub structure: Structure,
    flow: Flow,
    area: Area,
    look: Look,
    parent: NodeId,
    language: Tag,
    /// To which side lists, boxes and tables begin: the page's, or that of a part in another direction.
    direction: Direction,
    origin: Option<Origin>,
    span: Span,
    depth: usize,
    /// How many flows of their own stand around what is set: of cells, notes, boxes beside the text.
    apart: usize,
    last_heading: u8,
    /// The height of the text on the pages being filled.
    room: f32,
    /// To which side what follows begins.
    following: Option<Direction>,
    /// Words of the heading right above, if nothing stands between.
    heading_above: Option<String>,
    after_paragraph: bool,
    /// Room that the next block does not take above itself: it follows a title of its own.
    close_above: bool,
    aside: Option<Aside>,
    in_cell: bool,
    notes: BTreeMap<u32, Vec<Slab>>,
    opening: Option<Opening>,
    /// The first node of each block of the page, and of what follows the last.
    block_starts: Vec<NodeId>,
    /// Addresses of links in the order of their numbers, when links are numbered on paper.
    addresses: Vec<Arc<str>>,
    /// Addresses that wait for the codes at the end of their section.
    codes: codes::Codes,
    diagnostics: Vec<Diagnostic>,
}

/// What a composer made.
#[derive(Debug)]
pub struct Composed {
    /// The column.
    pub column: Column,
    /// What there is to say.
    pub diagnostics: Vec<Diagnostic>,
    /// The first node of the structure tree of each block of a page of the edition, and of what follows the last.
    pub block_starts: Vec<NodeId>,
}

impl<'a> Composer<'a> {
    /// A composer for parts that are no page of the edition.
    #[must_use]
    pub fn new(ctx: Context<'a>, reach: Reach<'a>) -> Self {
        let style = ctx.style;
        let look = Look {
            size: style.body,
            theme: style.theme,
            color: style.palette.text,
            bold: false,
            flush: if style.justified { Flush::Justified } else { Flush::Start },
            tabular: false,
            hyphenate: style.hyphenate,
        };
        Self {
            ctx,
            page: None,
            reach,
            structure: Structure::default(),
            flow: Flow::default(),
            area: Area { left: 0.0, width: style.column },
            look,
            parent: Structure::ROOT,
            language: ctx.edition.locale().clone(),
            direction: style.direction,
            origin: None,
            span: Span::default(),
            depth: 0,
            apart: 0,
            last_heading: 0,
            room: style.height(),
            following: None,
            heading_above: None,
            after_paragraph: false,
            close_above: false,
            aside: None,
            in_cell: false,
            notes: BTreeMap::new(),
            opening: None,
            block_starts: Vec::new(),
            addresses: Vec::new(),
            codes: codes::Codes::default(),
            diagnostics: Vec::new(),
        }
    }

    /// Sets a page of the edition: its title, its blocks, its notes. `opening` is what stands below the title.
    #[must_use]
    pub fn compose_page(ctx: Context<'a>, page: &'a Page, reach: Reach<'a>, opening: Option<Opening>) -> Composed {
        let mut composer = Self::new(ctx, reach);
        composer.page = Some(page);
        composer.opening = opening;
        let article = composer.structure.add(Structure::ROOT, Role::Article);
        composer.parent = article;
        composer.set_language(article, &page.language);
        composer.speak(page.language.clone());
        composer.direction = Direction::of(&page.language);
        if composer.direction != ctx.style.direction {
            composer.look.flush = Flush::Start;
        }
        let top = anchor_name(&page.id, None);
        composer.flow.push(FlowItem::Slab(Slab { anchors: vec![(top, 0.0)], ..Slab::default() }));
        composer.flow.push(FlowItem::Keep);
        if composer.opening.is_some() {
            composer.opening_code(page);
        }
        if !page.title_in_text {
            composer.page_title(page);
        }
        for (index, placed) in page.blocks.iter().enumerate() {
            composer.origin = Some(placed.origin);
            composer.block_starts.push(composer.structure.next_id());
            composer.following = page.blocks.get(index + 1).map(|next| composer.start_side(&next.block));
            composer.block(&placed.block);
            if page.blocks.get(index + 1).is_some_and(|next| block::belong_together(&placed.block, &next.block)) {
                composer.keep_with_next();
            }
        }
        // What comes now, notes above all, is no block, on whatever sheet it stands.
        composer.block_starts.push(composer.structure.next_id());
        composer.clear();
        composer.section_codes();
        composer.address_notes();
        composer.page_notes(page);
        composer.finish()
    }

    /// Ends the composition.
    #[must_use]
    pub fn finish(mut self) -> Composed {
        self.clear();
        // The code of a handout to its newest version is put there later.
        let coded = self.reach == Reach::Alone && self.page.is_some_and(|page| page.url.is_some());
        let reserved = if coded && self.has_margin_codes() { mm(40.0) } else { 0.0 };
        let column =
            Column { flow: self.flow, notes: self.notes, structure: self.structure, margin_reserved: reserved };
        Composed { column, diagnostics: self.diagnostics, block_starts: self.block_starts }
    }

    /// Adds room.
    pub fn space(&mut self, room: f32) {
        if !self.close_above {
            self.flow.push(FlowItem::Space(room));
        }
    }

    /// Forbids a page to end here.
    pub fn keep(&mut self) {
        self.flow.push(FlowItem::Keep);
    }

    /// Forbids a page to end between what was set last and what comes.
    fn keep_with_next(&mut self) {
        let room = |item: &FlowItem| matches!(item, FlowItem::Space(_) | FlowItem::Keep);
        let place = self.flow.items.iter().rposition(|item| !room(item)).map_or(0, |last| last + 1);
        self.flow.items.insert(place, FlowItem::Keep);
        self.keep();
    }

    /// Puts all that follows into a new element below the one it would have gone to.
    pub fn enter(&mut self, role: Role) {
        self.parent = self.structure.add(self.parent, role);
    }

    /// Adds something drawn by the caller.
    pub fn slab(&mut self, slab: Slab) {
        self.flow.push(FlowItem::Slab(slab));
    }

    /// The look of running text.
    #[must_use]
    pub fn look(&self) -> Look {
        self.look
    }

    /// Sets plain words as a paragraph of their own, without space around it.
    pub fn words(&mut self, words: &str, look: Look, role: Role, language: Option<&Tag>) -> NodeId {
        let node = self.structure.add(self.parent, role);
        let leaf = self.structure.add(node, Role::Content);
        let language = language.cloned().unwrap_or_else(|| self.language.clone());
        let mut content = Content::default();
        content.push(words, self.text_style(look), &language, Some(leaf), None);
        self.content(&content, look, 0.0);
        node
    }

    /// Sets an entry of a table of contents: words at the start side, a number at the other, dots between, all of it
    /// a link. `inset` is how far it is set in.
    #[expect(clippy::needless_pass_by_value, reason = "callers make the target for this")]
    pub fn entry(
        &mut self,
        words: &str,
        number: &str,
        target: LinkTarget,
        look: Look,
        inset: f32,
        language: Option<&Tag>,
    ) {
        let item = self.structure.add(self.parent, Role::ContentsItem);
        let link = self.structure.add(item, Role::Link);
        let leaf = self.structure.add(link, Role::Content);
        let own = language.cloned().unwrap_or_else(|| self.language.clone());
        let style = self.text_style(look);
        let reserved = look.size.size * 2.6;
        let area = self.area;
        self.area = self.inset(inset, reserved);
        let mut content = Content::default();
        // Words that run against the page keep their marks at their own ends.
        let turned = self.rtl() && !has_rtl(words);
        if turned {
            content.begin_isolate(Direction::Ltr, style, &own);
        }
        content.push(words, style, &own, Some(leaf), None);
        if turned {
            content.end_isolate(style, &own);
        }
        let setting = self.setting(Look { flush: Flush::Start, ..look }, 0.0);
        let paragraph = self.lay(&content, &setting);
        let count = paragraph.lines.len();
        let rtl = self.ctx.style.direction == Direction::Rtl;
        let text_area = self.area;
        self.area = area;
        let whole = self.inset(inset, 0.0);
        let locale = self.ctx.edition.locale().clone();
        for (index, line) in paragraph.lines.into_iter().enumerate() {
            let line_width = line.width;
            let mut slab = self.line_slab(line, &content, look.size, text_area.left);
            if index + 1 == count {
                let mut digits = Content::default();
                digits.push(number, TextStyle { tabular: true, ..style }, &locale, Some(leaf), None);
                let mut setting = self.setting(Look { flush: Flush::End, ..look }, 0.0);
                setting.width = whole.width;
                setting.direction = self.ctx.style.direction;
                let mut number_width = 0.0;
                for line in self.lay(&digits, &setting).lines {
                    number_width = line.width;
                    let own = self.line_slab(line, &digits, look.size, whole.left);
                    slab.absorb(own, 0.0, 0.0);
                }
                let (from, to) = if rtl {
                    (whole.left + number_width + 6.0, text_area.left + text_area.width - line_width - 6.0)
                } else {
                    (text_area.left + line_width + 6.0, whole.left + whole.width - number_width - 6.0)
                };
                if to - from > 8.0 {
                    let y = baseline(look.size) - 0.6;
                    let form = Form::Line(Point { x: from, y }, Point { x: to, y });
                    let stroke =
                        Some(Stroke { color: self.ctx.style.palette.soft, width: 0.7, dash: Some((0.0, 3.6)) });
                    let item = Item::Form { form, fill: None, stroke };
                    slab.marks.push(Mark::Item { owner: Owner::Artifact(Artifact::Layout), item });
                }
            }
            let place = Rect { x: whole.left, y: 0.0, width: whole.width, height: slab.height };
            slab.marks.push(link_mark(Owner::Node(link), place, target.clone(), words.into()));
            self.flow.push(FlowItem::Slab(slab));
            if index + 1 < count {
                self.keep();
            }
        }
    }

    /// The area with its sides moved in, at the start and at the end of lines.
    fn inset(&self, start: f32, end: f32) -> Area {
        let rtl = self.rtl();
        let width = (self.area.width - start - end).max(NARROWEST.min(self.area.width));
        let left = if rtl { self.area.left + self.area.width - start - width } else { self.area.left + start };
        Area { left, width }
    }

    /// Titles stand at the start side of the page, whatever their own direction.
    fn title_flush(&self) -> Flush {
        if Direction::of(&self.language) == self.ctx.style.direction { Flush::Start } else { Flush::End }
    }

    /// Whether what is set runs from right to left.
    fn rtl(&self) -> bool {
        self.direction == Direction::Rtl
    }

    /// Whether pages run from right to left.
    fn rtl_page(&self) -> bool {
        self.ctx.style.direction == Direction::Rtl
    }

    /// Titles of sections stand where the text below them starts: at the start side of the page, unless both run
    /// against it.
    fn heading_flush(&self) -> Flush {
        let own = Direction::of(&self.language);
        if self.following == Some(own) { Flush::Start } else { self.title_flush() }
    }

    /// Marks the language of an element where it differs from what is around it.
    fn set_language(&mut self, node: NodeId, language: &Tag) {
        if self.structure.language_of(node).unwrap_or(self.ctx.edition.locale()) != language {
            self.structure.set_language(node, language.clone());
        }
    }

    /// Marks the language of every element that a text is content of: that of most of its letters there.
    fn set_languages(&mut self, content: &Content) {
        let mut elements: Vec<(NodeId, u16, usize)> = Vec::new();
        let mut start = 0;
        for run in &content.runs {
            let text = &content.text[start..run.end];
            start = run.end;
            let Some(node) = run.node else { continue };
            // Figures and marks are read in every language.
            let letters = text.chars().filter(|character| character.is_alphabetic()).count();
            if letters == 0 {
                continue;
            }
            let element = self.structure.element_of(node);
            match elements.iter_mut().find(|own| (own.0, own.1) == (element, run.language)) {
                Some((.., sum)) => *sum += letters,
                None => elements.push((element, run.language, letters)),
            }
        }
        elements.sort_by_key(|(element, language, letters)| (element.0, std::cmp::Reverse(*letters), *language));
        elements.dedup_by_key(|(element, ..)| *element);
        for (element, language, _) in elements {
            if self.structure.node(element).language().is_none()
                && let Some(language) = content.languages.get(usize::from(language))
            {
                self.set_language(element, &language.clone());
            }
        }
    }

    /// Sets a text as lines, says what languages its elements are in, and reports what cannot be shown or does not fit.
    fn lay(&mut self, content: &Content, setting: &Setting) -> Paragraph {
        self.set_languages(content);
        let paragraph = lay(self.ctx.engine, content, setting);
        self.report(&paragraph.missing, &paragraph.lines);
        paragraph
    }

    /// Goes over to another language, whose lines stand as far apart as its letters ask for; tells which was left.
    fn speak(&mut self, language: Tag) -> Tag {
        self.look.size = releaded(self.look.size, &self.language, &language);
        std::mem::replace(&mut self.language, language)
    }

    /// A size of the style, which is that of the locale, with the leading of the language being set.
    fn fit(&self, size: Size) -> Size {
        releaded(size, self.ctx.edition.locale(), &self.language)
    }

    /// Whether what is set now stands in the page's own column, in no box, list or cell.
    fn in_column(&self) -> bool {
        self.depth == 0 && !self.in_cell && self.apart == 0
    }

    /// Sets something in an element, an area and a look of its own, as a flow of its own.
    fn separately(&mut self, parent: NodeId, area: Area, set: impl FnOnce(&mut Self)) -> Flow {
        let flow = std::mem::take(&mut self.flow);
        let (old_parent, old_area, aside) = (self.parent, self.area, self.aside.take());
        let (look, after) = (self.look, self.after_paragraph);
        (self.parent, self.area, self.after_paragraph) = (parent, area, false);
        self.apart += 1;
        set(self);
        self.clear();
        (self.parent, self.area, self.aside) = (old_parent, old_area, aside);
        (self.look, self.after_paragraph) = (look, after);
        self.apart -= 1;
        std::mem::replace(&mut self.flow, flow)
    }

    /// How far the document is apart from its column: what a try is undone to.
    fn state(&self) -> Attempt {
        Attempt {
            node: self.structure.next_id(),
            waiting: self.codes.waiting.len(),
            shown: self.codes.shown.clone(),
            addresses: self.addresses.len(),
            diagnostics: self.diagnostics.len(),
            last_heading: self.last_heading,
            heading_above: self.heading_above.clone(),
        }
    }

    /// Takes back what was set since, to set it in another way.
    fn undo(&mut self, attempt: Attempt) {
        let Attempt { node, waiting, shown, addresses, diagnostics, last_heading, heading_above } = attempt;
        self.structure.truncate(node);
        self.codes.waiting.truncate(waiting);
        self.codes.shown = shown;
        self.addresses.truncate(addresses);
        self.diagnostics.truncate(diagnostics);
        (self.last_heading, self.heading_above) = (last_heading, heading_above);
    }

    /// Sets something inside an element and an area, in this flow.
    fn within(&mut self, parent: NodeId, area: Area, set: impl FnOnce(&mut Self)) {
        let (old_parent, old_area, look) = (self.parent, self.area, self.look);
        (self.parent, self.area) = (parent, area);
        self.depth += 1;
        self.after_paragraph = false;
        let beside = self.aside.is_some();
        set(self);
        // What began inside ends inside.
        if !beside {
            self.clear();
        }
        self.depth -= 1;
        (self.parent, self.area, self.look) = (old_parent, old_area, look);
        self.after_paragraph = false;
    }

    /// Adds a diagnostic at the block being set.
    fn say(&mut self, diagnostic: Diagnostic) {
        let diagnostic = match self.origin {
            Some(origin) => diagnostic.at(origin.source, origin.absolute(self.span)),
            None => diagnostic,
        };
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Where a link leads in this document; none when it leads nowhere.
    fn link_target(&self, target: &Target) -> Option<LinkTarget> {
        match target {
            Target::Page { page, anchor } => {
                let inside = match self.reach {
                    Reach::Edition => true,
                    Reach::Pages(pages) => pages.contains(page),
                    Reach::Alone => false,
                };
                if inside || self.page.is_some_and(|own| own.id == *page) {
                    return Some(LinkTarget::Anchor(anchor_name(page, anchor.as_deref())));
                }
                let url = self.ctx.edition.page(page)?.url.as_deref()?;
                let address = anchor.as_ref().map_or_else(|| url.to_owned(), |anchor| format!("{url}#{anchor}"));
                Some(LinkTarget::Address(address.into()))
            }
            Target::External { url } => {
                (scheme::reach(url) == Scheme::Linked).then(|| LinkTarget::Address(url.as_str().into()))
            }
            Target::Unresolved { .. } | Target::Written { .. } => None,
        }
    }

    /// A number in the digits of the locale.
    fn number(&self, number: u64) -> String {
        self.ctx.catalog.digits().format(number)
    }

    /// Whether a book is set.
    fn is_book(&self) -> bool {
        self.ctx.style.brief.purpose == Purpose::Book
    }
}

/// Whether words hold letters that run from right to left.
fn has_rtl(words: &str) -> bool {
    use unicode_bidi::{BidiClass, bidi_class};
    words.chars().any(|character| matches!(bidi_class(character), BidiClass::R | BidiClass::AL))
}

/// The name of a place: a page, or an anchor on it.
#[must_use]
pub fn anchor_name(page: &PageId, anchor: Option<&str>) -> Arc<str> {
    match anchor {
        Some(anchor) => format!("{page}#{anchor}").into(),
        None => page.0.as_str().into(),
    }
}

/// How far the baseline is below the top of a line.
#[must_use]
pub fn baseline(size: Size) -> f32 {
    (size.leading - size.size) / 2.0 + size.size * 0.79
}

#[cfg(test)]
mod tests;
