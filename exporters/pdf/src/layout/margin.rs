//! What belongs to paper when links are numbered: their addresses at the end of the page.

use super::inline::short_address;
use super::{Area, Composer, Look};
use crate::display::{LinkTarget, ListNumbering, Role};
use crate::layout::flow::FlowItem;
use crate::options::PaperLinks;
use crate::paragraph::{Content, ContentLink, Flush, TextStyle};
use pamphlet_locale::{Direction, Term};
use std::sync::Arc;

impl Composer<'_> {
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

    /// The number of an address as it is written: in brackets, to tell it from those of footnotes.
    pub(super) fn address_mark(&self, number: u64) -> String {
        format!("[{}]", self.number(number))
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
        let indent = style.small.size * 3.0;
        for (index, address) in addresses.iter().enumerate() {
            let item = self.structure.add(list, Role::ListItem);
            let label = self.structure.add(item, Role::Label);
            let body = self.structure.add(item, Role::ListBody);
            let link = self.structure.add(body, Role::Link);
            let leaf = self.structure.add(link, Role::Content);
            let number = self.address_mark(index as u64 + 1);
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
