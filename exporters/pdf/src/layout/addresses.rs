//! What belongs to paper when links are numbered: their addresses, beside the lines that link as far as the margin has
//! room, else in a list at the end of the page.
//!
//! Numbers and addresses in the margin are artifacts: a screen reader reads the links themselves.

use super::env::{Area, Env, ParagraphStyle};
use super::flow::{DrawnItem, FlowItem, MarginNote, VBox};
use super::lines::line_box;
use super::out::{Noted, Out};
use crate::display::{Artifact, LinkTarget, ListNumbering, NodeId, Owner, PageWords, Role};
use crate::options::PaperLinks;
use crate::paginate::addresses_without_room;
use crate::paragraph::{Align, Content, ContentLink, InlineObject, ObjectKind, Setting, TextStyle, measure};
use crate::style::Size;
use crate::style::sizes::addresses as sizes;
use pamphlet_locale::{Direction, Tag, Term};
use pamphlet_reading::{Numerals, ShownAddress};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl Env<'_> {
    /// The number under which it stands on paper where a link leads; none when links are not numbered.
    pub(super) fn address_number(&self, out: &mut Out<'_>, noted: Noted) -> Option<u32> {
        if self.ctx.links == PaperLinks::None || self.page.is_none() {
            return None;
        }
        u32::try_from(out.address_number(noted)).ok()
    }

    /// The number of an address as it is written: in brackets, to tell it from those of footnotes.
    pub(super) fn address_words(&self, number: u32) -> String {
        format!("[{}]", self.number(u64::from(number)))
    }

    /// Puts the addresses of the page into the margin beside their lines, and those that do not fit there or should not
    /// stand there at the end. `reserved` is what something else takes of the margin of the first page.
    pub(super) fn addresses(&self, out: &mut Out<'_>, reserved: f32) {
        let noted = std::mem::take(&mut out.addresses);
        // What has a code has its address below that.
        let mut open: BTreeMap<u32, &Noted> =
            (1..).zip(&noted).filter(|(_, noted)| !out.is_below_code(&noted.target)).collect();
        let style = self.ctx.style;
        if self.ctx.links == PaperLinks::Margin && style.margin > 0.0 {
            let beside = self.beside_lines(out, &open);
            let left = addresses_without_room(&out.flow.items, &out.notes, style, reserved);
            for item in &mut out.flow.items {
                if let FlowItem::VBox(vbox) = item {
                    vbox.margin.retain(|note| note.address.is_none_or(|number| !left.contains(&number)));
                }
            }
            open.retain(|number, _| !beside.contains(number) || left.contains(number));
        }
        if !open.is_empty() {
            self.list_of_addresses(out, &open);
        }
    }

    /// Puts each address beside the first line that refers to it, and says which have found a place.
    fn beside_lines(&self, out: &mut Out<'_>, open: &BTreeMap<u32, &Noted>) -> BTreeSet<u32> {
        let mut beside = BTreeSet::new();
        for item in &mut out.flow.items {
            let FlowItem::VBox(vbox) = item else { continue };
            for (number, y) in std::mem::take(&mut vbox.addresses) {
                let Some(noted) = open.get(&number).filter(|noted| !noted.listed) else { continue };
                if beside.contains(&number) {
                    continue;
                }
                let note = self.address_beside(number, noted);
                if note.height <= self.room * sizes::HIGHEST {
                    beside.insert(number);
                    vbox.margin.push(MarginNote { y, ..note });
                }
            }
            vbox.margin.sort_by(|a, b| a.y.total_cmp(&b.y));
            by_number(&mut vbox.margin);
        }
        beside
    }

    /// An address with its number, for the margin.
    fn address_beside(&self, number: u32, noted: &Noted) -> MarginNote {
        let style = self.ctx.style;
        let look = self.address_look(style.small.scaled(sizes::BESIDE));
        let indent = look.size.size * sizes::INDENT_BESIDE;
        let locale = self.ctx.reading.locale();
        let direction = style.direction;
        let mut vbox = VBox::default();
        let mut label = Content::default();
        let text = TextStyle { bold: true, color: style.palette.soft, ..look.text() };
        label.push_verbatim(&self.number(u64::from(number)), text, locale, None, None);
        let setting = |width: f32| Setting {
            width,
            beside: Vec::new(),
            indent: 0.0,
            align: Align::Start,
            direction,
            leading: look.size.leading,
            hyphenate: false,
        };
        let lay =
            |content: &Content, width: f32| crate::paragraph::lay(self.ctx.engine, content, &setting(width)).lines;
        for line in lay(&label, style.margin) {
            vbox.absorb(line_box(line, &label, look.size, 0.0), 0.0, 0.0);
        }
        let mut content = Content::default();
        self.push_noted(&mut content, noted, look, (None, None));
        let left = if self.rtl_page() { 0.0 } else { indent };
        for line in lay(&content, style.margin - indent) {
            let line = line_box(line, &content, look.size, left);
            let y = vbox.height;
            vbox.height += line.height;
            vbox.absorb(line, 0.0, y);
        }
        let eye = |item: DrawnItem| match item {
            DrawnItem::Text { run, y, .. } => DrawnItem::Text { owner: Owner::Artifact(Artifact::Layout), run, y },
            DrawnItem::Item { item, .. } => DrawnItem::Item { owner: Owner::Artifact(Artifact::Layout), item },
        };
        let drawn = vbox.drawn.into_iter().map(eye).collect();
        MarginNote { y: 0.0, height: vbox.height, drawn, address: Some(number) }
    }

    /// How addresses look.
    fn address_look(&self, size: Size) -> ParagraphStyle {
        let style = self.ctx.style;
        ParagraphStyle {
            size,
            theme: style.plain,
            color: style.palette.text,
            bold: false,
            align: Align::Start,
            tabular: false,
            hyphenate: false,
        }
    }

    /// The title of the page of the same document that a link leads to.
    fn title_of(&self, noted: &Noted) -> Option<(&str, &Tag)> {
        let page = self.ctx.reading.page(noted.page.as_ref()?)?;
        Some((&page.title, page.title_language.as_ref().unwrap_or(&page.language)))
    }

    /// Writes where a link leads: an address, or the title of a page of the same document and its number.
    fn push_noted(
        &self,
        content: &mut Content,
        noted: &Noted,
        look: ParagraphStyle,
        (leaf, link): (Option<NodeId>, Option<u16>),
    ) {
        let anchor = match &noted.target {
            LinkTarget::Address(url) => return self.push_address(content, url, look, (leaf, link)),
            LinkTarget::Anchor(anchor) => anchor,
        };
        let (locale, catalog) = (self.ctx.reading.locale(), self.ctx.catalog);
        let (rtl, style) = (self.rtl_page(), look.text());
        content.push_verbatim(if rtl { "←\u{A0}" } else { "→\u{A0}" }, style, locale, leaf, link);
        if let Some((title, language)) = self.title_of(noted) {
            let direction = Direction::of(language);
            let turned = direction != self.ctx.style.direction;
            if turned {
                content.begin_isolate(direction, style, language);
            }
            content.push(title, style, language, leaf, link);
            if turned {
                content.end_isolate(style, language);
            }
            // What divides the two is about the page too. No line begins with it.
            let between = catalog.separator();
            content.push_verbatim("\u{2060}", style, locale, leaf, link);
            self.push_page_words(content, anchor, between.trim_end(), style, (leaf, link));
            content.push_verbatim(&between[between.trim_end().len()..], style, locale, leaf, link);
        }
        self.push_page_words(content, anchor, &catalog.on_page("\u{FFFC}"), style, (leaf, link));
    }

    /// Keeps room for words about the page that an anchor is on; U+FFFC in them stands for its number, for which there is
    /// room for three digits.
    fn push_page_words(
        &self,
        content: &mut Content,
        anchor: &Arc<str>,
        said: &str,
        style: TextStyle,
        (leaf, link): (Option<NodeId>, Option<u16>),
    ) {
        let locale = self.ctx.reading.locale();
        let mut words = Content::default();
        words.push_verbatim(&said.replace('\u{FFFC}', ""), style, locale, None, None);
        let digits = if said.contains('\u{FFFC}') { style.size * sizes::DIGITS } else { 0.0 };
        let width = measure(self.ctx.engine, &words, self.ctx.style.direction).most + digits;
        let words =
            PageWords { anchor: Arc::clone(anchor), said: said.to_owned(), size: style.size, right: self.rtl_page() };
        let kind = ObjectKind::PageOf(Arc::new(words));
        let object = InlineObject { kind, width, ascent: style.size * sizes::DIGIT_HIGH, descent: 0.0, node: leaf };
        content.push_object(object, style, locale, link);
    }

    /// Writes an address: the name of the place in bold.
    pub(super) fn push_address(
        &self,
        content: &mut Content,
        url: &str,
        look: ParagraphStyle,
        (leaf, link): (Option<NodeId>, Option<u16>),
    ) {
        let locale = self.ctx.reading.locale();
        let plain = TextStyle { code: true, bold: false, ..look.text() };
        let turned = self.rtl_page();
        if turned {
            content.begin_isolate(Direction::Ltr, plain, locale);
        }
        let ShownAddress { before, host, after } = ShownAddress::of(url);
        for (words, bold) in [(before, false), (host, true), (after, false)] {
            content.push_verbatim(&words, TextStyle { bold, ..plain }, locale, leaf, link);
        }
        if turned {
            content.end_isolate(plain, locale);
        }
    }

    /// Addresses by their numbers, in two columns where there is room for them.
    fn list_of_addresses(&self, out: &mut Out<'_>, open: &BTreeMap<u32, &Noted>) {
        let style = self.ctx.style;
        let locale = self.ctx.reading.locale();
        let env = Env { language: locale, direction: style.direction, ..*self };
        out.space(style.body.leading * sizes::ABOVE);
        let heading = ParagraphStyle { align: Align::Start, ..self.heading_look(3) };
        env.words(out, self.ctx.catalog.term(Term::Links), heading, Role::Heading(2), None);
        out.keep();
        out.space(style.body.leading * sizes::BELOW_TITLE);
        out.keep();
        let start = out.flow.items.len();
        let list = out.structure.add(self.parent, Role::List);
        out.structure.set_numbering(list, ListNumbering::Numbers(Numerals::Decimal));
        let size = style.at_least(style.small.scaled(sizes::LISTED));
        let wide = env.area_with_margin();
        let env = Env { area: wide.unwrap_or(env.area), ..env };
        let gap = size.size * sizes::GAP;
        let columns = if env.area.width > size.size * sizes::TWO_COLUMNS { 2 } else { 1 };
        let mut row: Vec<VBox> = Vec::new();
        let close = |out: &mut Out<'_>, row: &mut Vec<VBox>| {
            let mut whole = VBox::default();
            for vbox in row.drain(..) {
                whole.height = whole.height.max(vbox.height);
                whole.absorb(vbox, 0.0, 0.0);
            }
            out.vbox(whole);
            out.space(size.leading * sizes::BETWEEN);
        };
        #[expect(clippy::cast_precision_loss, reason = "one or two")]
        let width = (env.area.width - gap * (columns - 1) as f32) / columns as f32;
        let most = env.room * sizes::HIGHEST;
        for (number, noted) in open {
            #[expect(clippy::cast_precision_loss, reason = "none or one")]
            let area = env.inset((width + gap) * row.len() as f32, 0.0);
            let area = Env { area, ..env }.inset(0.0, (area.width - width).max(0.0));
            let lines = Env { area, ..env }.listed_address(out, list, *number, noted, size);
            let height: f32 = lines.iter().map(|line| line.height).sum();
            if height > most {
                // One that is higher than a part of a page is torn between lines, and stands alone.
                if !row.is_empty() {
                    close(out, &mut row);
                }
                for line in lines {
                    out.vbox(line);
                }
                continue;
            }
            let mut entry = VBox::default();
            for line in lines {
                let y = entry.height;
                entry.height += line.height;
                entry.absorb(line, 0.0, y);
            }
            row.push(entry);
            if row.len() == columns {
                close(out, &mut row);
            }
        }
        if !row.is_empty() {
            close(out, &mut row);
        }
        if wide.is_some() {
            super::table::block_margin(&mut out.flow.items[start..]);
        }
    }

    /// An entry of the list, as lines.
    fn listed_address(&self, out: &mut Out<'_>, list: NodeId, number: u32, noted: &Noted, size: Size) -> Vec<VBox> {
        let style = self.ctx.style;
        let look = self.address_look(size);
        let indent = size.size * sizes::INDENT;
        let item = out.structure.add(list, Role::ListItem);
        let label = out.structure.add(item, Role::Label);
        let body = out.structure.add(item, Role::ListBody);
        let link = out.structure.add(body, Role::Link);
        let leaf = out.structure.add(link, Role::Content);
        let width = indent - size.size * sizes::NUMBER_GAP;
        let room = Area { left: self.left_of_start(width), width };
        let bold = ParagraphStyle { bold: true, color: style.palette.soft, ..look };
        let number = self.address_words(number);
        let mut first = self.label_marks(out, &number, bold, label, room, true);
        let mut content = Content::default();
        let description = match (&noted.target, self.title_of(noted)) {
            (LinkTarget::Anchor(_), Some((title, _))) => title.into(),
            (LinkTarget::Address(name) | LinkTarget::Anchor(name), _) => Arc::clone(name),
        };
        content.links.push(ContentLink { target: noted.target.clone(), description, node: link });
        self.push_noted(&mut content, noted, look, (Some(leaf), Some(0)));
        let area = self.inset(indent, 0.0);
        let env = Env { area, ..*self };
        let setting = Setting { direction: style.direction, ..env.setting(look, 0.0) };
        let mut lines: Vec<VBox> = Vec::new();
        for line in env.lines(out, &content, &setting) {
            let own = line_box(line, &content, size, area.left);
            // The number is read before the address.
            let mut vbox = VBox { height: own.height, ..std::mem::take(&mut first) };
            vbox.absorb(own, 0.0, 0.0);
            lines.push(vbox);
        }
        lines
    }
}

/// Puts addresses in the order of their numbers, where boxes side by side have a later one on a higher line: people look
/// them up by number.
fn by_number(notes: &mut [MarginNote]) {
    let places: Vec<usize> = (0..notes.len()).filter(|index| notes[*index].address.is_some()).collect();
    let mut addresses: Vec<MarginNote> = places.iter().map(|index| std::mem::take(&mut notes[*index])).collect();
    addresses.sort_by_key(|note| note.address);
    for (index, note) in places.into_iter().zip(addresses) {
        notes[index] = note;
    }
}
