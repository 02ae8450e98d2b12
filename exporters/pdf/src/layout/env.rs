//! What goes down in layout: everything that decides how a block is set. It is copied, and changed for what is inside.

use super::flow::{Flow, Frame, VBox};
use super::out::Out;
use super::{Context, Reach, anchor_name};
use crate::display::{Color, LinkTarget, NodeId, Role, Structure};
use crate::font::Theme;
use crate::paragraph::{Align, Content, Paragraph, Setting, TextStyle, lay};
use crate::style::sizes::page::NARROWEST_COLUMN;
use crate::style::{Purpose, Size, releaded};
use pamphlet_locale::{Direction, Tag};
use pamphlet_reading::{Origin, Page, Target};
use pamphlet_source::{Diagnostic, Span};
use std::sync::Arc;

/// How a run of paragraphs looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ParagraphStyle {
    /// Size and leading.
    pub size: Size,
    /// Kind of face.
    pub theme: Theme,
    /// Colour.
    pub color: Color,
    pub bold: bool,
    /// Where lines stand.
    pub align: Align,
    /// Digits of one width.
    pub tabular: bool,
    /// Words may be hyphenated, where the style has it.
    pub hyphenate: bool,
}

impl ParagraphStyle {
    /// The style of its letters.
    pub(super) fn text(self) -> TextStyle {
        TextStyle { bold: self.bold, tabular: self.tabular, ..TextStyle::plain(self.theme, self.size.size, self.color) }
    }
}

/// A part of the column in which blocks are set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) left: f32,
    pub(super) width: f32,
}

/// What stands below the title of a page.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Opening {
    /// One or two sentences, larger than the text.
    pub lead: Option<String>,
    /// The language of the lead where it is not the page's.
    pub lead_language: Option<Tag>,
    /// Facts in one line, dots between: language, date, share of translation, address, licence. In the words of the
    /// locale.
    pub facts: Vec<String>,
    /// A notice in the words of the locale: that the page is not translated.
    pub notice: Option<String>,
}

/// What decides how something is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Env<'e> {
    pub(super) ctx: Context<'e>,
    /// The page of the edition being set.
    pub(super) page: Option<&'e Page>,
    pub(super) reach: Reach<'e>,
    /// What stands below the title of the page.
    pub(super) opening: Option<&'e Opening>,
    /// Where in the column lines stand.
    pub(super) area: Area,
    /// The height of the text on the pages being filled.
    pub(super) room: f32,
    pub(super) look: ParagraphStyle,
    /// The element that new ones are put into.
    pub(super) parent: NodeId,
    pub(super) language: &'e Tag,
    /// To which side lists, boxes and tables begin: the page's, or that of a part in another direction.
    pub(super) direction: Direction,
    /// To which side the next block begins.
    pub(super) following: Option<Direction>,
    /// Where the block being set is written.
    pub(super) origin: Option<Origin>,
    pub(super) span: Span,
    /// How many boxes and lists stand around it.
    pub(super) depth: usize,
    /// In a flow of its own: of a cell, a note, a box beside the text.
    pub(super) apart: bool,
    /// In a cell of a table.
    pub(super) in_cell: bool,
    /// In a card, which prints the addresses of its links itself.
    pub(super) in_card: bool,
    /// The block around it whose marks have notes.
    pub(super) annotated: Option<Annotated>,
}

/// A block whose marks have notes, of which each is a place that links lead to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Annotated {
    /// What tells it from the others of its page: the number of a node of its own.
    block: u32,
    /// How many notes it has.
    notes: usize,
}

impl<'e> Env<'e> {
    /// The environment of parts that are no page of the edition (a title page, a colophon): the whole column, running text.
    #[must_use]
    pub(crate) fn new(ctx: Context<'e>, reach: Reach<'e>) -> Self {
        let style = ctx.style;
        let look = ParagraphStyle {
            size: style.body,
            theme: style.theme,
            color: style.palette.text,
            bold: false,
            align: if style.justified { Align::Justified } else { Align::Start },
            tabular: false,
            hyphenate: style.hyphenate,
        };
        Self {
            ctx,
            page: None,
            reach,
            opening: None,
            area: Area { left: 0.0, width: style.column },
            room: style.height(),
            look,
            parent: Structure::ROOT,
            language: ctx.reading.locale(),
            direction: style.direction,
            following: None,
            origin: None,
            span: Span::default(),
            depth: 0,
            apart: false,
            in_cell: false,
            in_card: false,
            annotated: None,
        }
    }

    /// The look of running text.
    #[must_use]
    pub(crate) fn look(&self) -> ParagraphStyle {
        self.look
    }

    /// The same with another look.
    pub(super) fn with_look(&self, look: ParagraphStyle) -> Self {
        Self { look, ..*self }
    }

    /// The same inside a new element.
    #[must_use]
    pub(crate) fn enter(&self, out: &mut Out<'_>, role: Role) -> Self {
        Self { parent: out.structure.add(self.parent, role), ..*self }
    }

    /// The same in another language, with the leading that its script needs.
    pub(crate) fn speaking<'l>(&self, language: &'l Tag) -> Env<'l>
    where
        'e: 'l,
    {
        let size = releaded(self.look.size, self.language, language, self.ctx.style.airy);
        Env { language, look: ParagraphStyle { size, ..self.look }, ..*self }
    }

    /// The area with its sides moved in, at the start and at the end of lines.
    pub(super) fn inset(&self, start: f32, end: f32) -> Area {
        let rtl = self.rtl();
        let width = (self.area.width - start - end).max(NARROWEST_COLUMN.min(self.area.width));
        let left = if rtl { self.area.left + self.area.width - start - width } else { self.area.left + start };
        Area { left, width }
    }

    /// The left side of something of this width that is aligned with the start of lines.
    pub(super) fn left_of_start(&self, width: f32) -> f32 {
        if self.rtl() { self.area.left + self.area.width - width } else { self.area.left }
    }

    /// A box as wide as the area.
    pub(super) fn frame(&self) -> Frame {
        Frame { left: self.area.left, width: self.area.width, ..Frame::default() }
    }

    /// Titles stand at the start side of the page, whatever their own direction.
    pub(crate) fn title_align(&self) -> Align {
        if Direction::of(self.language) == self.ctx.style.direction { Align::Start } else { Align::End }
    }

    /// Whether what is set runs from right to left.
    pub(super) fn rtl(&self) -> bool {
        self.direction == Direction::Rtl
    }

    /// Whether pages run from right to left.
    pub(super) fn rtl_page(&self) -> bool {
        self.ctx.style.direction == Direction::Rtl
    }

    /// Titles of sections stand where the text below them starts: at the start side of the page, unless both run
    /// against it.
    pub(super) fn heading_align(&self) -> Align {
        let own = Direction::of(self.language);
        if self.following == Some(own) { Align::Start } else { self.title_align() }
    }

    /// A size of the style with the leading of the current language; the style has that of the locale.
    pub(super) fn fit(&self, size: Size) -> Size {
        releaded(size, self.ctx.reading.locale(), self.language, self.ctx.style.airy)
    }

    /// Whether what is set stands in the page's own column, in no box, list or cell.
    pub(super) fn in_column(&self) -> bool {
        self.depth == 0 && !self.in_cell && !self.apart
    }

    /// A number in the digits of the locale.
    pub(super) fn number(&self, number: u64) -> String {
        self.ctx.catalog.digits().format(number)
    }

    /// Whether a book is set.
    pub(super) fn is_book(&self) -> bool {
        self.ctx.style.options.purpose == Purpose::Book
    }

    /// Marks the language of an element where it differs from what is around it.
    pub(super) fn set_language(&self, out: &mut Out<'_>, node: NodeId, language: &Tag) {
        if out.language_of(node).unwrap_or(self.ctx.reading.locale()) != language {
            out.structure.set_language(node, language.clone());
        }
    }

    /// Marks the language of every element that the text belongs to: that of most of its letters in the element.
    fn set_languages(&self, out: &mut Out<'_>, content: &Content) {
        let mut elements: Vec<(NodeId, u16, usize)> = Vec::new();
        let mut start = 0;
        for run in &content.runs {
            let text = &content.text[start..run.end];
            start = run.end;
            let Some(node) = run.node else { continue };
            // Digits and punctuation have no language.
            let letters = text.chars().filter(|character| character.is_alphabetic()).count();
            if letters == 0 {
                continue;
            }
            let element = out.structure.element_of(node);
            match elements.iter_mut().find(|own| (own.0, own.1) == (element, run.language)) {
                Some((.., sum)) => *sum += letters,
                None => elements.push((element, run.language, letters)),
            }
        }
        elements.sort_by_key(|(element, language, letters)| (element.0, std::cmp::Reverse(*letters), *language));
        elements.dedup_by_key(|(element, ..)| *element);
        for (element, language, _) in elements {
            if out.structure.node(element).language().is_none()
                && let Some(language) = content.languages.get(usize::from(language))
            {
                self.set_language(out, element, language);
            }
        }
    }

    /// Sets a text as lines, says what languages its elements are in, and reports what cannot be shown or does not fit.
    pub(super) fn lay(&self, out: &mut Out<'_>, content: &Content, setting: &Setting) -> Paragraph {
        self.set_languages(out, content);
        let paragraph = lay(self.ctx.engine, content, setting);
        self.report(out, &paragraph.missing, &paragraph.lines);
        paragraph
    }

    /// Sets something in an element and an area of its own, as a flow of its own.
    pub(super) fn separately(
        &self,
        out: &mut Out<'_>,
        parent: NodeId,
        area: Area,
        set: impl FnOnce(&Env<'_>, &mut Out<'_>),
    ) -> Flow {
        let env = Env { parent, area, apart: true, ..*self };
        let part = out.apart(|out| set(&env, out));
        out.append(part)
    }

    /// Sets something inside an element and an area, in this flow.
    pub(super) fn within(
        &self,
        out: &mut Out<'_>,
        parent: NodeId,
        area: Area,
        set: impl FnOnce(&Env<'_>, &mut Out<'_>),
    ) {
        let beside = out.aside.is_some();
        out.after_paragraph = false;
        set(&Env { parent, area, depth: self.depth + 1, ..*self }, out);
        // What began inside ends inside.
        if !beside {
            out.clear();
        }
        out.after_paragraph = false;
    }

    /// Sets a place that links lead to, right above what follows.
    pub(super) fn anchor(&self, out: &mut Out<'_>, id: Option<&String>) {
        if let (Some(id), Some(page)) = (id, self.page) {
            let name = anchor_name(&page.id, Some(id));
            out.vbox(VBox { anchors: vec![(name, 0.0)], ..VBox::default() });
            out.keep();
        }
    }

    /// The block around what is set now, whose marks lead to notes.
    pub(super) fn annotating(&self, out: &Out<'_>, notes: usize) -> Self {
        Self { annotated: Some(Annotated { block: out.structure.next_id().0, notes }), ..*self }
    }

    /// The place of a note of the annotated block around it, by its number.
    pub(super) fn annotation(&self, number: u32) -> Option<Arc<str>> {
        let Annotated { block, notes } = self.annotated?;
        let known = number > 0 && usize::try_from(number).is_ok_and(|number| number <= notes);
        known.then(|| Some(anchor_name(&self.page?.id, Some(&format!("annotation:{block}:{number}"))))).flatten()
    }

    /// Adds a diagnostic at the block being set, unless it was said already.
    pub(super) fn say(&self, out: &mut Out<'_>, diagnostic: Diagnostic) {
        let diagnostic = match self.origin {
            Some(origin) => diagnostic.at(origin.source, origin.absolute(self.span)),
            None => diagnostic,
        };
        if !out.is_said(|known| *known == diagnostic) {
            out.diagnostics.push(diagnostic);
        }
    }

    /// Where a link leads in this document; none when it leads nowhere.
    pub(super) fn link_target(&self, target: &Target) -> Option<LinkTarget> {
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
                let url = self.ctx.reading.page(page)?.url.as_deref()?;
                let address = anchor.as_ref().map_or_else(|| url.to_owned(), |anchor| format!("{url}#{anchor}"));
                Some(LinkTarget::Address(address.into()))
            }
            Target::External { url } => Some(LinkTarget::Address(url.as_str().into())),
            Target::Told { .. } | Target::Unresolved { .. } => None,
        }
    }
}
