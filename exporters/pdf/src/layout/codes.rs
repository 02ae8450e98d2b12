//! Codes for cameras: beside cards and at the ends of sections, each with its address.
//!
//! Where the page has a margin column, codes stand in it: a card's beside the card, a section's beside the paragraphs
//! that link, as far as there is room. Other pages have a card's code inside the card and a section's in a row at its
//! end.

use super::inline::short_address;
use super::{Aside, Composer, Look};
use crate::display::{Item, Owner, Rect, Role};
use crate::layout::flow::{FlowItem, MarginNote, Mark, Slab, height};
use crate::options::PaperLinks;
use crate::paragraph::{Content, Flush, Setting, TextStyle};
use crate::qr::{Code, QUIET_ZONE};
use crate::style::{Size, mm};
use pamphlet_document::scheme::{self, Reach as Scheme};
use pamphlet_document::{Card, LinkRole, Page, Target};
use pamphlet_locale::{Direction, Term};
use pamphlet_source::limits;
use std::collections::BTreeSet;
use std::sync::Arc;

/// As many codes of links in running text has a section: more would be noise.
const MOST: usize = 3;

/// What is known of codes while a page is set.
#[derive(Debug, Default)]
pub(super) struct Codes {
    /// Links of the section under way.
    pub(super) waiting: Vec<Waiting>,
    /// Addresses that have a code.
    pub(super) shown: BTreeSet<Arc<str>>,
    /// Where the section began.
    start: usize,
}

/// A link that waits for a code.
#[derive(Debug)]
pub(super) struct Waiting {
    /// Where it leads.
    pub(super) url: Arc<str>,
    /// Its words.
    pub(super) words: String,
    /// The piece of the column at which its paragraph begins; none inside boxes.
    pub(super) place: Option<usize>,
}

impl Composer<'_> {
    /// Whether codes stand in a margin of their own.
    pub(super) fn has_margin_codes(&self) -> bool {
        self.has_codes() && self.ctx.style.margin > 0.0
    }

    /// Whether there are codes at all. Books have an index of links.
    fn has_codes(&self) -> bool {
        self.ctx.links == PaperLinks::Qr && !self.is_book()
    }

    /// Remembers a link in running text.
    pub(super) fn code_waits(&mut self, url: &str, words: &str) {
        if self.has_codes() && !self.in_cell && url.len() <= limits::CODE_BYTES && self.page.is_some() {
            self.codes.waiting.push(Waiting { url: url.into(), words: words.to_owned(), place: None });
        }
    }

    /// Where the code of a card leads: to the link that stands for it, else to the first address outside.
    fn card_address<'c>(&self, card: &'c Card) -> Option<(&'c str, &'c LinkRole)> {
        let vocabulary = &self.ctx.edition.parts().vocabulary;
        let mut links = card.links.iter();
        links
            .clone()
            .find(|link| vocabulary.is_main(&link.role) && outside(&link.link.target).is_some())
            .or_else(|| links.find(|link| outside(&link.link.target).is_some()))
            .and_then(|link| Some((outside(&link.link.target)?, &link.role)))
            .filter(|(url, _)| url.len() <= limits::CODE_BYTES)
    }

    /// Leaves the code of a card that had no room for it to the end of the section.
    pub(super) fn card_code_later(&mut self, card: &Card) {
        if let Some((url, _)) = self.card_address(card)
            && !self.codes.shown.contains(url)
        {
            self.code_waits(url, &card.name);
        }
    }

    /// A code for a card. In a margin it stands beside the card, else at the end side of what follows inside it; then
    /// its width is the answer, and its height.
    pub(super) fn card_code(&mut self, card: &Card) -> Option<(f32, f32)> {
        if !self.has_codes() || self.in_cell {
            return None;
        }
        let (url, role) = self.card_address(card)?;
        let code = Code::new(url)?;
        let role = self.role_words(role);
        if self.has_margin_codes() {
            self.codes.shown.insert(url.into());
            let words = if card.name.trim().is_empty() { role } else { format!("{} · {role}", card.name) };
            let note = self.code_note(code, url, &short_address(url), &words, self.ctx.style.margin);
            self.flow.push(FlowItem::Slab(Slab { margin: vec![note], ..Slab::default() }));
            self.keep();
            return None;
        }
        let width = mm(if self.ctx.style.brief.large { 30.0 } else { 22.0 });
        // Large letters in a narrow card: the code comes at the end of the section.
        if self.area.width - width < self.look.size.size * 15.0 {
            return None;
        }
        self.codes.shown.insert(url.into());
        let note = self.code_note(code, url, &short_address(url), &role, width);
        let left = if self.rtl() { self.area.left } else { self.area.left + self.area.width - width };
        let mut slab = Slab::default();
        let height = note.height;
        slab.absorb(Slab { marks: note.marks, ..Slab::default() }, left, 3.0);
        self.flow.push(FlowItem::Slab(slab));
        self.keep();
        Some((width, height))
    }

    /// The code that leads to the newest version of a page, beside its title, where no margin has room for it.
    pub(super) fn opening_code(&mut self, page: &Page) {
        if let Some(url) = page.url.as_deref().filter(|_| !self.has_margin_codes()) {
            self.newest_version(url);
        }
    }

    /// The code that leads to the newest version of a document, beside what follows.
    pub fn newest_version(&mut self, url: &str) {
        if !self.has_codes() || url.len() > limits::CODE_BYTES {
            return;
        }
        let Some(code) = Code::new(url) else { return };
        let words = self.ctx.catalog.term(Term::NewestVersion).to_owned();
        if self.has_margin_codes() {
            let note = self.code_note(code, url, "", &words, self.ctx.style.margin);
            self.flow.push(FlowItem::Slab(Slab { margin: vec![note], ..Slab::default() }));
            self.keep();
            return;
        }
        let width = mm(if self.ctx.style.brief.large { 30.0 } else { 20.0 });
        let note = self.code_note(code, url, "", &words, width);
        let left = if self.rtl_page() { self.area.left } else { self.area.left + self.area.width - width };
        let mut slab = Slab::default();
        slab.absorb(Slab { marks: note.marks, ..Slab::default() }, left, 2.0);
        self.flow.push(FlowItem::Slab(slab));
        self.keep();
        let room = self.look.size.size;
        self.aside = Some(Aside { left: self.rtl_page(), width: width + room, height: note.height + 4.0 });
    }

    /// The codes of a section that ends here.
    pub(super) fn section_codes(&mut self) {
        let waiting = std::mem::take(&mut self.codes.waiting);
        let start = std::mem::replace(&mut self.codes.start, self.flow.items.len());
        let mut links: Vec<(Waiting, Code)> = Vec::new();
        for link in waiting {
            if links.len() == MOST || self.codes.shown.contains(&link.url) {
                continue;
            }
            if links.iter().any(|(known, _)| known.url == link.url) {
                continue;
            }
            if let Some(code) = Code::new(&link.url) {
                links.push((link, code));
            }
        }
        if links.is_empty() {
            return;
        }
        if self.has_margin_codes() {
            self.codes_beside(links, start);
        } else {
            self.codes_in_a_row(links);
        }
    }

    /// Codes beside the paragraphs that link, where nothing else stands.
    fn codes_beside(&mut self, links: Vec<(Waiting, Code)>, start: usize) {
        let whole = height(&self.flow.items[start..]);
        // A code and its two lines; what the title takes beside it is reserved.
        let mut taken: Vec<(f32, f32)> = Vec::new();
        if start == 0 {
            taken.push((0.0, mm(44.0)));
        }
        for (index, item) in self.flow.items.iter().enumerate().skip(start) {
            if let FlowItem::Slab(slab) = item
                && !slab.margin.is_empty()
            {
                let y = height(&self.flow.items[start..index]);
                taken.extend(slab.margin.iter().map(|note| (y + note.y, y + note.y + note.height)));
            }
        }
        for (link, code) in links {
            let Some(place) = link.place.filter(|place| *place >= start) else { continue };
            let y = height(&self.flow.items[start..place]);
            let note = self.code_note(code, &link.url, &short_address(&link.url), &link.words, self.ctx.style.margin);
            let own = (y - 14.0, y + note.height + 14.0);
            if own.1 > whole + 30.0 || taken.iter().any(|(from, to)| own.0 < *to && *from < own.1) {
                continue;
            }
            let first = self.flow.items[place..].iter_mut().find_map(|item| match item {
                FlowItem::Slab(slab) if slab.height > 0.0 => Some(slab),
                FlowItem::Slab(_)
                | FlowItem::Space(_)
                | FlowItem::Keep
                | FlowItem::Open(_)
                | FlowItem::Close
                | FlowItem::PageBreak
                | FlowItem::Turned(_) => None,
            });
            if let Some(slab) = first {
                taken.push((y, y + note.height));
                self.codes.shown.insert(Arc::clone(&link.url));
                slab.margin.push(note);
            }
        }
    }

    /// Codes in a row below the section.
    fn codes_in_a_row(&mut self, links: Vec<(Waiting, Code)>) {
        let large = self.ctx.style.brief.large;
        let gap = mm(5.0);
        let columns = if large { 2 } else { MOST };
        #[expect(clippy::cast_precision_loss, reason = "two or three")]
        let width = (self.area.width - gap * (columns - 1) as f32) / columns as f32;
        let mut slab = Slab::default();
        for (index, (link, code)) in links.into_iter().take(columns).enumerate() {
            let note = self.code_note(code, &link.url, &short_address(&link.url), &link.words, width);
            self.codes.shown.insert(link.url);
            #[expect(clippy::cast_precision_loss, reason = "two or three")]
            let offset = (width + gap) * index as f32;
            let left = if self.rtl_page() {
                self.area.left + self.area.width - width - offset
            } else {
                self.area.left + offset
            };
            slab.height = slab.height.max(note.height);
            slab.absorb(Slab { marks: note.marks, ..Slab::default() }, left, 0.0);
        }
        self.space(self.look.size.leading * 0.9);
        self.keep();
        self.flow.push(FlowItem::Slab(slab));
        self.space(self.look.size.leading * 0.6);
    }

    /// A code with its address as it is shown and what it leads to, below each other.
    fn code_note(&mut self, code: Code, url: &str, shown: &str, words: &str, width: f32) -> MarginNote {
        let style = self.ctx.style;
        let module = mm(if style.brief.large { 0.8 } else { 0.5 });
        #[expect(clippy::cast_precision_loss, reason = "a code has at most 185 modules")]
        let (modules, quiet_modules) = (code.modules() as f32, QUIET_ZONE as f32);
        // The quiet zone hangs out, so that the dark modules are flush with the column.
        let side = (modules * module).min(width * modules / (modules - 2.0 * quiet_modules));
        let quiet = side * quiet_modules / modules;
        let left = if self.rtl_page() { width - side + quiet } else { -quiet };
        let figure = self.structure.add(self.parent, Role::Figure);
        self.structure.set_alternative(figure, &format!("{words}: {url}"));
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
            hyphenate: false,
        };
        let mut y = side - quiet * 2.0 + 4.0;
        let node = self.structure.add(self.parent, Role::Paragraph);
        let soft = Look { bold: false, color: style.palette.soft, ..look };
        for (words, look, code) in [(shown.to_owned(), look, true), (words.to_owned(), soft, false)] {
            if words.trim().is_empty() {
                continue;
            }
            let leaf = self.structure.add(node, Role::Content);
            let mut content = Content::default();
            let locale = self.ctx.edition.locale().clone();
            let text_style = TextStyle { code, ..self.text_style(look) };
            let turned = code && self.rtl_page();
            if turned {
                content.begin_isolate(Direction::Ltr, text_style, &locale);
            }
            content.push_verbatim(&words, text_style, &locale, Some(leaf), None);
            if turned {
                content.end_isolate(text_style, &locale);
            }
            let setting = Setting {
                width,
                beside: Vec::new(),
                indent: 0.0,
                flush: Flush::Start,
                direction: style.direction,
                leading: size.leading,
                hyphenate: false,
            };
            for line in self.lay(&content, &setting).lines {
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
}

/// The address of a link that leads out of the site.
fn outside(target: &Target) -> Option<&str> {
    match target {
        Target::External { url } => (scheme::reach(url) == Scheme::Linked).then_some(url),
        Target::Page { .. } | Target::Unresolved { .. } | Target::Written { .. } => None,
    }
}
