//! What belongs to paper: codes that cameras read beside cards, and the addresses of links by number.

use super::inline::short_address;
use super::{Area, Composer, Look};
use crate::display::{Item, LinkTarget, ListNumbering, Owner, Rect, Role};
use crate::layout::flow::{FlowItem, MarginNote, Mark, Slab};
use crate::options::PaperLinks;
use crate::paragraph::{Content, ContentLink, Flush, Setting, TextStyle, lay};
use crate::qr::{Code, QUIET_ZONE};
use crate::style::{Size, mm};
use pamphlet_document::{Card, LinkRole, Target};
use pamphlet_locale::{Direction, Term};
use std::sync::Arc;

/// Addresses longer than this make codes too dense for cheap printers.
const LONGEST: usize = 200;

impl Composer<'_> {
    /// Whether codes stand in a margin of their own.
    pub(super) fn has_margin_codes(&self) -> bool {
        self.ctx.links == PaperLinks::Qr && self.ctx.style.margin > 0.0
    }

    /// A code beside a card: where it leads is the homepage, else the first link outside.
    pub(super) fn card_code(&mut self, card: &Card) {
        if !self.has_margin_codes() || self.in_cell {
            return;
        }
        let outside = |target: &Target| match target {
            Target::External { url } => Some(url.clone()),
            Target::Page { .. } | Target::Unresolved { .. } | Target::Written { .. } => None,
        };
        let best = card
            .links
            .iter()
            .find(|link| link.role == LinkRole::Homepage && outside(&link.link.target).is_some())
            .or_else(|| card.links.iter().find(|link| outside(&link.link.target).is_some()));
        let Some((url, role)) = best.and_then(|link| Some((outside(&link.link.target)?, link.role))) else { return };
        if url.len() > LONGEST {
            return;
        }
        let Some(code) = Code::new(&url) else { return };
        let note = self.code_note(code, &url, &card.name, &self.role_words(role));
        self.flow.push(FlowItem::Slab(Slab { margin: vec![note], ..Slab::default() }));
        self.keep();
    }

    /// A code with its address and what it leads to, below each other.
    fn code_note(&mut self, code: Code, url: &str, name: &str, role: &str) -> MarginNote {
        let style = self.ctx.style;
        #[expect(clippy::cast_precision_loss, reason = "a code has at most 185 modules")]
        let (modules, quiet_modules) = (code.modules() as f32, QUIET_ZONE as f32);
        let side = (modules * mm(0.5)).min(style.margin);
        // The quiet zone hangs out, so that the dark modules are flush with the margin column.
        let quiet = side * quiet_modules / modules;
        let left = if self.rtl() { style.margin - side + quiet } else { -quiet };
        let figure = self.structure.add(self.parent, Role::Figure);
        self.structure.set_alternative(figure, &format!("{name}: {url}"));
        let place = Rect { x: left, y: -quiet, width: side, height: side };
        let code = Item::Code { code: Arc::new(code), place };
        let mut marks = vec![Mark::Item { owner: Owner::Node(figure), item: code }];
        let size = Size { size: style.small.size * 0.92, leading: style.small.leading * 0.92 };
        let look = Look {
            size,
            theme: style.plain,
            color: style.palette.text,
            bold: true,
            flush: Flush::Start,
            tabular: false,
        };
        let mut y = side - quiet * 2.0 + 4.0;
        let node = self.structure.add(self.parent, Role::Paragraph);
        let soft = Look { bold: false, color: style.palette.soft, ..look };
        let words = if name.trim().is_empty() { role.to_owned() } else { format!("{name} · {role}") };
        for (words, look, code) in [(short_address(url), look, true), (words, soft, false)] {
            let leaf = self.structure.add(node, Role::Content);
            let mut content = Content::default();
            let locale = self.ctx.edition.locale().clone();
            let text_style = TextStyle { code, ..self.text_style(look) };
            let turned = code && self.rtl();
            if turned {
                content.begin_isolate(Direction::Ltr, text_style, &locale);
            }
            content.push_verbatim(&words, text_style, &locale, Some(leaf), None);
            if turned {
                content.end_isolate(text_style, &locale);
            }
            let setting = Setting {
                width: style.margin,
                beside: Vec::new(),
                indent: 0.0,
                flush: Flush::Start,
                direction: style.direction,
                leading: size.leading,
                hyphenate: false,
            };
            for line in lay(self.ctx.engine, &content, &setting).lines {
                let slab = self.line_slab(line, &content, size, 0.0);
                let height = slab.height;
                let mut whole = Slab::default();
                whole.absorb(slab, 0.0, y);
                marks.extend(whole.marks);
                y += height;
            }
        }
        MarginNote { y: 0.0, height: y, marks }
    }

    /// The number under which an address stands at the end; none when links are not numbered.
    pub(super) fn address_number(&mut self, url: &str) -> Option<u64> {
        if self.ctx.links != PaperLinks::Notes || self.is_book() {
            return None;
        }
        let found = self.addresses.iter().position(|known| &**known == url).unwrap_or_else(|| {
            self.addresses.push(url.into());
            self.addresses.len() - 1
        });
        Some(found as u64 + 1)
    }

    /// The addresses of the links of a page by their numbers.
    pub(super) fn address_notes(&mut self) {
        let addresses = std::mem::take(&mut self.addresses);
        if addresses.is_empty() {
            return;
        }
        let style = self.ctx.style;
        let heading = Look { flush: Flush::Start, ..self.heading_look(3) };
        self.space(style.body.leading * 1.5);
        let words = self.ctx.catalog.term(Term::Links).to_owned();
        let locale = self.ctx.edition.locale().clone();
        let outer = std::mem::replace(&mut self.language, locale.clone());
        let level = 2.min(self.last_heading + 1);
        self.words(&words, heading, Role::Heading(level), Some(&locale));
        self.keep();
        self.space(style.body.leading * 0.3);
        self.keep();
        let list = self.structure.add(self.parent, Role::List);
        self.structure.set_numbering(list, ListNumbering::Decimal);
        let look = Look { size: style.small, theme: style.plain, flush: Flush::Start, ..self.look };
        let indent = style.small.size * 2.4;
        for (index, address) in addresses.iter().enumerate() {
            let item = self.structure.add(list, Role::ListItem);
            let label = self.structure.add(item, Role::Label);
            let body = self.structure.add(item, Role::ListBody);
            let link = self.structure.add(body, Role::Link);
            let leaf = self.structure.add(link, Role::Content);
            let number = self.number(index as u64 + 1);
            let room = self.inset(0.0, self.area.width - indent);
            let room = Area { width: indent - style.small.size * 0.6, ..room };
            let slab =
                self.label_marks(&number, Look { bold: true, color: style.palette.soft, ..look }, label, room, true);
            self.flow.push(FlowItem::Slab(slab));
            self.keep();
            let mut content = Content::default();
            let text_style = TextStyle { code: true, ..self.text_style(look) };
            let turned = Direction::of(&locale) == Direction::Rtl;
            if turned {
                content.begin_isolate(Direction::Ltr, text_style, &locale);
            }
            let target = LinkTarget::Address(Arc::clone(address));
            content.links.push(ContentLink { target, description: Arc::clone(address), node: link });
            content.push_verbatim(&short_address(address), text_style, &locale, Some(leaf), Some(0));
            if turned {
                content.end_isolate(text_style, &locale);
            }
            let area = self.area;
            self.area = self.inset(indent, 0.0);
            self.content(&content, look, 0.0);
            self.area = area;
        }
        self.language = outer;
    }
}
