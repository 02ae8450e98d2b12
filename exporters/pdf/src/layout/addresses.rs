//! What belongs to paper when links are numbered: their addresses at the end of the page.

use super::codes::shown;
use super::env::{Area, Env, ParagraphStyle};
use super::out::Out;
use crate::display::{LinkTarget, ListNumbering, Role};
use crate::options::PaperLinks;
use crate::paragraph::{Align, Content, ContentLink, TextStyle};
use crate::style::sizes::addresses as sizes;
use pamphlet_locale::{Direction, Term};
use std::sync::Arc;

impl Env<'_> {
    /// The number under which an address stands at the end; none when links are not numbered.
    pub(super) fn address_number(&self, out: &mut Out<'_>, url: &str) -> Option<u64> {
        if self.ctx.links != PaperLinks::Notes || self.is_book() {
            return None;
        }
        Some(out.address_number(url) as u64)
    }

    /// The number of an address as it is written: in brackets, to tell it from those of footnotes.
    pub(super) fn address_mark(&self, number: u64) -> String {
        format!("[{}]", self.number(number))
    }

    /// The addresses of the links of a page by their numbers.
    pub(super) fn address_notes(&self, out: &mut Out<'_>) {
        let addresses = std::mem::take(&mut out.addresses);
        if addresses.is_empty() {
            return;
        }
        let style = self.ctx.style;
        let heading = ParagraphStyle { align: Align::Start, ..self.heading_look(3) };
        out.space(style.body.leading * sizes::ABOVE);
        let locale = self.ctx.reading.locale();
        let env = Env { language: locale, ..*self };
        let level = 2;
        env.words(out, self.ctx.catalog.term(Term::Links), heading, Role::Heading(level), None);
        out.keep();
        out.space(style.body.leading * sizes::BELOW_TITLE);
        out.keep();
        let list = out.structure.add(self.parent, Role::List);
        out.structure.set_numbering(list, ListNumbering::Decimal);
        let look = ParagraphStyle { size: style.small, theme: style.plain, align: Align::Start, ..self.look };
        let indent = style.small.size * sizes::INDENT;
        for (index, address) in addresses.iter().enumerate() {
            let item = out.structure.add(list, Role::ListItem);
            let label = out.structure.add(item, Role::Label);
            let body = out.structure.add(item, Role::ListBody);
            let link = out.structure.add(body, Role::Link);
            let leaf = out.structure.add(link, Role::Content);
            let number = self.address_mark(index as u64 + 1);
            let room = self.inset(0.0, self.area.width - indent);
            let room = Area { width: indent - style.small.size * sizes::NUMBER_GAP, ..room };
            let vbox = env.label_marks(
                out,
                &number,
                ParagraphStyle { bold: true, color: style.palette.soft, ..look },
                label,
                room,
                true,
            );
            out.vbox(vbox);
            out.keep();
            let mut content = Content::default();
            let text_style = TextStyle { code: true, ..look.text() };
            let turned = Direction::of(locale) == Direction::Rtl;
            if turned {
                content.begin_isolate(Direction::Ltr, text_style, locale);
            }
            let target = LinkTarget::Address(Arc::clone(address));
            content.links.push(ContentLink { target, description: Arc::clone(address), node: link });
            content.push_verbatim(&shown(address), text_style, locale, Some(leaf), Some(0));
            if turned {
                content.end_isolate(text_style, locale);
            }
            Env { area: self.inset(indent, 0.0), ..env }.content(out, &content, look, 0.0);
        }
    }
}
