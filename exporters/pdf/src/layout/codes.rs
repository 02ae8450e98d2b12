//! QR codes: of the page itself, of cards, of what the author marks, and on demand of the links of a section, each with its
//! address.
//!
//! Where the page has a margin column, codes stand in it: a card's beside the card, a section's beside the paragraphs
//! that link, as far as there is room. Other pages have a card's code inside the card and a section's in rows at its
//! end. Codes of links are artifacts: a screen reader reads the links themselves.

use super::env::{Env, ParagraphStyle};
use super::lines::line_box;
use super::out::{Aside, Noted, Out, Waiting};
use crate::display::{Artifact, Item, LinkTarget, Owner, Rect, Role};
use crate::layout::flow::{DrawnItem, FlowItem, MarginNote, VBox, height};
use crate::options::PaperLinks;
use crate::paragraph::{Align, Content, Setting, TextStyle};
use crate::qr::{Code, QUIET_ZONE};
use crate::style::mm;
use crate::style::sizes::qr as sizes;
use pamphlet_locale::Term;
use pamphlet_reading::{Card, Page, Target};
use pamphlet_source::limits;
use std::sync::Arc;

/// The most codes that a section has for links in its running text; more would be noise.
const MOST: usize = 3;

/// A code with what stands below it.
struct Coded<'c> {
    code: Code,
    url: &'c str,
    /// What it leads to.
    words: &'c str,
    /// Whether the address stands below it; then the code itself is not read aloud.
    shown: bool,
}

impl Env<'_> {
    /// Whether codes stand in a margin of their own.
    pub(super) fn has_margin_codes(&self) -> bool {
        self.has_codes() && self.ctx.style.margin > 0.0
    }

    /// Whether there are codes at all.
    fn has_codes(&self) -> bool {
        matches!(self.ctx.links, PaperLinks::Margin | PaperLinks::Qr)
    }

    /// Remembers a link in running text.
    pub(super) fn code_waits(&self, out: &mut Out<'_>, url: &str, words: &str, wanted: bool) {
        let of_text = self.ctx.links == PaperLinks::Qr && !self.in_cell && !self.in_card;
        if self.has_codes() && (wanted || of_text) && url.len() <= limits::CODE_BYTES && self.page.is_some() {
            out.codes.waiting.push(Waiting { url: url.into(), words: words.to_owned(), place: None, wanted });
        }
    }

    /// The address in the code of a card, and the words of that link: the main link, else the first that leads out of the
    /// site.
    fn card_address(card: &Card) -> Option<(&str, &str)> {
        let mut links = card.links.iter();
        links
            .clone()
            .find(|link| link.main && outside(&link.link.target).is_some())
            .or_else(|| links.find(|link| outside(&link.link.target).is_some()))
            .and_then(|link| Some((outside(&link.link.target)?, link.link.words.as_str())))
            .filter(|(url, _)| url.len() <= limits::CODE_BYTES)
    }

    /// The code of a card below its words, where there is no room beside them.
    pub(super) fn card_code_below(&self, out: &mut Out<'_>, card: &Card) {
        let Some((url, words)) = Self::card_address(card).filter(|_| self.has_codes() && !self.in_cell) else { return };
        let Some(code) = Code::new(url).filter(|_| !out.has_code(url)) else { return };
        out.codes.shown.insert(url.into());
        let width = mm(sizes::BELOW).min(self.area.width);
        let note = self.code_note(out, Coded { code, url, words, shown: true }, width);
        let mut vbox = VBox { height: note.height, ..VBox::default() };
        vbox.absorb(VBox { drawn: note.drawn, ..VBox::default() }, self.left_of_start(width), 0.0);
        out.space(self.look.size.leading * sizes::ROW_ABOVE);
        out.keep();
        out.vbox(vbox);
    }

    /// A code for a card. It stands in the margin beside the card; without a margin, at the end side inside the card, and
    /// then its width and height are returned, which the text has to leave free.
    pub(super) fn card_code(&self, out: &mut Out<'_>, card: &Card) -> Option<(f32, f32)> {
        if !self.has_codes() || self.in_cell {
            return None;
        }
        let (url, words) = Self::card_address(card)?;
        let code = Code::new(url)?;
        if self.has_margin_codes() {
            out.codes.shown.insert(url.into());
            let words =
                if card.name.trim().is_empty() { words.to_owned() } else { format!("{} · {words}", card.name) };
            let coded = Coded { code, url, words: &words, shown: true };
            let note = self.code_note(out, coded, self.ctx.style.margin);
            out.vbox(VBox { margin: vec![note], ..VBox::default() });
            out.keep();
            return None;
        }
        let width = mm(if self.ctx.style.options.large { sizes::LARGE } else { sizes::CARD });
        // Large letters in a narrow card: the code comes below them.
        if self.area.width - width < self.look.size.size * sizes::TEXT_LEAST {
            return None;
        }
        out.codes.shown.insert(url.into());
        let note = self.code_note(out, Coded { code, url, words, shown: true }, width);
        let left = if self.rtl() { self.area.left } else { self.area.left + self.area.width - width };
        let mut vbox = VBox::default();
        let height = note.height;
        vbox.absorb(VBox { drawn: note.drawn, ..VBox::default() }, left, sizes::CARD_DOWN);
        out.vbox(vbox);
        out.keep();
        Some((width, height))
    }

    /// The code that leads to the newest version of a page, beside its title, where no margin has room for it.
    pub(super) fn opening_code(&self, out: &mut Out<'_>, page: &Page) {
        if let Some(url) = page.url.as_deref().filter(|_| !self.has_margin_codes()) {
            self.newest_version(out, url);
        }
    }

    /// The code that leads to the newest version of a document, beside what follows.
    pub(crate) fn newest_version(&self, out: &mut Out<'_>, url: &str) {
        if !self.has_codes() || url.len() > limits::CODE_BYTES {
            return;
        }
        let Some(code) = Code::new(url) else { return };
        let words = self.ctx.catalog.term(Term::NewestVersion);
        let coded = Coded { code, url, words, shown: false };
        if self.has_margin_codes() {
            let note = self.code_note(out, coded, self.ctx.style.margin);
            out.vbox(VBox { margin: vec![note], ..VBox::default() });
            out.keep();
            return;
        }
        let width = mm(if self.ctx.style.options.large { sizes::LARGE } else { sizes::TITLE });
        let note = self.code_note(out, coded, width);
        let left = if self.rtl_page() { self.area.left } else { self.area.left + self.area.width - width };
        let mut vbox = VBox::default();
        vbox.absorb(VBox { drawn: note.drawn, ..VBox::default() }, left, sizes::TITLE_DOWN);
        out.vbox(vbox);
        out.keep();
        let room = self.look.size.size;
        out.aside =
            Some(Aside { left: self.rtl_page(), width: width + room, height: note.height + sizes::TITLE_BELOW });
    }

    /// The codes of a section that ends here.
    pub(super) fn section_codes(&self, out: &mut Out<'_>) {
        let waiting = std::mem::take(&mut out.codes.waiting);
        let start = std::mem::replace(&mut out.codes.start, out.flow.items.len());
        let mut links: Vec<(Waiting, Code)> = Vec::new();
        for link in waiting {
            let enough = links.iter().filter(|(known, _)| !known.wanted).count() == MOST;
            if (enough && !link.wanted) || out.has_code(&link.url) {
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
            self.codes_beside(out, links, start);
        } else {
            self.codes_in_a_row(out, links);
        }
    }

    /// Codes beside the paragraphs that link, where nothing else stands.
    fn codes_beside(&self, out: &mut Out<'_>, links: Vec<(Waiting, Code)>, start: usize) {
        let whole = height(&out.flow.items[start..]);
        // A code and its two lines; what the title takes beside it is reserved.
        let mut taken: Vec<(f32, f32)> = Vec::new();
        if start == 0 {
            taken.push((0.0, mm(sizes::TITLE_RESERVED)));
        }
        for (index, item) in out.flow.items.iter().enumerate().skip(start) {
            if let FlowItem::VBox(vbox) = item
                && !vbox.margin.is_empty()
            {
                let y = height(&out.flow.items[start..index]);
                taken.extend(vbox.margin.iter().map(|note| (y + note.y, y + note.y + note.height)));
            }
        }
        for (link, code) in links {
            // One in a box stands beside the end of the section, if it has to stand anywhere.
            let last =
                out.flow.items.iter().rposition(|item| matches!(item, FlowItem::VBox(vbox) if vbox.height > 0.0));
            let place = link.place.filter(|place| *place >= start).or(last.filter(|_| link.wanted));
            let Some(place) = place else { continue };
            let y = height(&out.flow.items[start.min(place)..place]);
            let coded = Coded { code, url: &link.url, words: &link.words, shown: true };
            let note = self.code_note(out, coded, self.ctx.style.margin);
            let own = (y - sizes::APART, y + note.height + sizes::APART);
            let crowded =
                own.1 > whole + sizes::BELOW_END || taken.iter().any(|(from, to)| own.0 < *to && *from < own.1);
            if crowded && !link.wanted {
                continue;
            }
            let first = out.flow.items[place..].iter_mut().find_map(|item| match item {
                FlowItem::VBox(vbox) if vbox.height > 0.0 => Some(vbox),
                FlowItem::VBox(_)
                | FlowItem::Space(_)
                | FlowItem::Keep
                | FlowItem::Open(_)
                | FlowItem::Close
                | FlowItem::PageBreak
                | FlowItem::Landscape(_) => None,
            });
            if let Some(vbox) = first {
                taken.push((y, y + note.height));
                out.codes.shown.insert(Arc::clone(&link.url));
                vbox.margin.push(note);
            }
        }
    }

    /// Codes in a row below the section.
    fn codes_in_a_row(&self, out: &mut Out<'_>, links: Vec<(Waiting, Code)>) {
        let large = self.ctx.style.options.large;
        let gap = mm(sizes::ROW_GAP);
        let columns = if large { 2 } else { MOST };
        #[expect(clippy::cast_precision_loss, reason = "two or three")]
        let width = (self.area.width - gap * (columns - 1) as f32) / columns as f32;
        let mut vbox = VBox::default();
        let close = |out: &mut Out<'_>, vbox: &mut VBox| {
            out.space(self.look.size.leading * sizes::ROW_ABOVE);
            out.keep();
            out.vbox(std::mem::take(vbox));
        };
        for (index, (link, code)) in links.into_iter().enumerate() {
            if index > 0 && index % columns == 0 {
                close(out, &mut vbox);
            }
            let coded = Coded { code, url: &link.url, words: &link.words, shown: true };
            let note = self.code_note(out, coded, width);
            out.codes.shown.insert(link.url);
            #[expect(clippy::cast_precision_loss, reason = "two or three")]
            let offset = (width + gap) * (index % columns) as f32;
            let left = if self.rtl_page() {
                self.area.left + self.area.width - width - offset
            } else {
                self.area.left + offset
            };
            vbox.height = vbox.height.max(note.height);
            vbox.absorb(VBox { drawn: note.drawn, ..VBox::default() }, left, 0.0);
        }
        close(out, &mut vbox);
        out.space(self.look.size.leading * sizes::ROW_BELOW);
    }

    /// A code with its address and what it leads to, below each other.
    fn code_note(&self, out: &mut Out<'_>, coded: Coded<'_>, width: f32) -> MarginNote {
        let style = self.ctx.style;
        let Coded { code, url, words, shown } = coded;
        let module = mm(if style.options.large { sizes::MODULE_LARGE } else { sizes::MODULE });
        #[expect(clippy::cast_precision_loss, reason = "a code has at most 185 modules")]
        let (modules, quiet_modules) = (code.modules() as f32, QUIET_ZONE as f32);
        // The quiet zone hangs out, so that the dark modules are flush with the column.
        let side = (modules * module).min(width * modules / (modules - 2.0 * quiet_modules));
        let quiet = side * quiet_modules / modules;
        let left = if self.rtl_page() { width - side + quiet } else { -quiet };
        let mut owner = Owner::Artifact(Artifact::Layout);
        let mut leaf = None;
        if !shown {
            let figure = out.structure.add(self.parent, Role::Figure);
            out.structure.set_alternative(figure, &format!("{words}: {url}"));
            owner = Owner::Node(figure);
            let paragraph = out.structure.add(self.parent, Role::Paragraph);
            leaf = Some(out.structure.add(paragraph, Role::Content));
        }
        let place = Rect { x: left, y: -quiet, width: side, height: side };
        let code = Item::Code { code: Arc::new(code), place };
        let mut drawn = vec![DrawnItem::Item { owner, item: code }];
        let size = style.at_least(style.small.scaled(sizes::WORDS));
        let look = ParagraphStyle {
            size,
            theme: style.plain,
            color: style.palette.text,
            bold: false,
            align: Align::Start,
            tabular: false,
            hyphenate: false,
        };
        let mut y = side - quiet * 2.0 + sizes::WORDS_ABOVE;
        let locale = self.ctx.reading.locale();
        let mut address = Content::default();
        if shown {
            let noted = Noted { target: LinkTarget::Address(url.into()), page: None, listed: false };
            if let Some(number) = self.address_number(out, noted) {
                let bold = TextStyle { bold: true, color: style.palette.soft, ..look.text() };
                address.push_verbatim(&format!("{}\u{A0}", self.number(u64::from(number))), bold, locale, None, None);
            }
            self.push_address(&mut address, url, look, (None, None));
        }
        let mut said = Content::default();
        let soft = ParagraphStyle { color: style.palette.soft, ..look };
        said.push_verbatim(words.trim(), soft.text(), locale, leaf, None);
        for content in [address, said].into_iter().filter(|content| !content.is_blank()) {
            let setting = Setting {
                width,
                beside: Vec::new(),
                indent: 0.0,
                align: Align::Start,
                direction: style.direction,
                leading: size.leading,
                hyphenate: false,
            };
            for line in self.lay(out, &content, &setting).lines {
                let vbox = line_box(line, &content, size, 0.0);
                let height = vbox.height;
                let mut whole = VBox::default();
                whole.absorb(vbox, 0.0, y);
                drawn.extend(whole.drawn);
                y += height;
            }
        }
        MarginNote { height: y, drawn, ..MarginNote::default() }
    }
}

/// The address of a link that leads out of the site.
fn outside(target: &Target) -> Option<&str> {
    match target {
        Target::External { url } => Some(url),
        Target::Page { .. } | Target::Told { .. } | Target::Unresolved { .. } => None,
    }
}
