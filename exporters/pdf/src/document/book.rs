//! A book: an edition as one file; and packets, which are small books of chosen pages.

use super::front::{self, Entry};
use super::furniture::{Furniture, LineStyle, furnish, set, width_of};
use super::handout::inner_left;
use super::{ExportContext, Shape, back};
use crate::display::{
    Awaited, Destination, DisplayList, Item, NodeId, OutlineEntry, Owner, Point, Role, RunStyle, Set, Structure,
};
use crate::impose::sheets;
use crate::layout::{BlockStarts, Context, Reach, compose_page};
use crate::options::{Layout, Packet};
use crate::paginate::paginate;
use crate::paragraph::{Align, Drawn, ShapedRun};
use crate::style::Style;
use pamphlet_locale::{Tag, Term};
use pamphlet_reading::{NavItem, Page, PageId, roman};
use pamphlet_source::Diagnostic;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A book under way: the pages of the text, from number 1.
struct Body<'a> {
    ctx: Context<'a>,
    shared: &'a ExportContext<'a>,
    reach: Reach<'a>,
    /// The part under way.
    part: Option<String>,
    list: DisplayList,
    entries: Vec<Entry>,
    diagnostics: Vec<Diagnostic>,
    /// Where the chapters begin that are set: a page that the navigation names twice is printed once.
    set: BTreeMap<PageId, u32>,
    starts: Vec<PageStart>,
    /// Numbers of pages that hold the name of a part, until a chapter comes at whose beginning they are marked.
    opened: Vec<String>,
}

/// Where a page of the printed book begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageStart {
    /// Its number as printed.
    pub label: String,
    /// The page of the edition that is on it.
    pub page: PageId,
    /// The first block of that page that begins on it, or after it if none does, in the order of
    /// [`pamphlet_reading::walk::each_block`]: one that stands in an item of a list, in a cell, or in a box, where the page
    /// begins there. The number of blocks when only the end of the last is on it.
    pub block: usize,
    /// Where it begins in the text of that block, in thousandths of its letters; 0 when it begins with the block.
    pub part: u16,
}

/// How far a block has come whose text goes over pages.
#[derive(Default)]
struct Told {
    /// Its letters so far.
    letters: u32,
    /// The starts of pages that wait for its end, and how many letters stood before each.
    inside: Vec<(usize, u32)>,
}

impl<'a> Body<'a> {
    fn new(ctx: Context<'a>, shared: &'a ExportContext<'a>, reach: Reach<'a>) -> Self {
        Self {
            ctx,
            shared,
            reach,
            part: None,
            list: DisplayList::default(),
            entries: Vec::new(),
            diagnostics: Vec::new(),
            set: BTreeMap::new(),
            starts: Vec::new(),
            opened: Vec::new(),
        }
    }

    /// The number of the next page.
    fn next(&self) -> u32 {
        u32::try_from(self.list.pages.len()).expect("a book has fewer pages") + 1
    }

    fn number(&self, page: u32) -> String {
        self.shared.catalog.digits().format(u64::from(page))
    }

    /// Adds a page of the edition, or one of ours, as a chapter.
    fn chapter(&mut self, page: &Page, title: &str, language: Option<&Tag>, parent: NodeId, depth: u16) {
        let first = self.set.get(&page.id).copied();
        if let Some(first) = first {
            self.entry(page, title, language, first, depth);
            return;
        }
        let opening = page.fallback.then(|| crate::layout::Opening {
            notice: Some(self.shared.catalog.term(Term::NotTranslated).to_owned()),
            ..crate::layout::Opening::default()
        });
        let own = back::list_style(page, self.ctx.style);
        let ctx = Context { style: own.as_ref().unwrap_or(self.ctx.style), ..self.ctx };
        let first = self.next();
        let composed = self.shared.walls.behind(&page.id, || {
            let composed = compose_page(ctx, page, self.reach, opening.as_ref());
            let (list, _) = paginate(composed.column, self.ctx.style, first);
            (list, composed.diagnostics, composed.starts)
        });
        let Some((mut list, diagnostics, starts)) = composed else { return };
        self.diagnostics.extend(diagnostics);
        if list.pages.is_empty() {
            return;
        }
        let parts = self.shared.reading.parts();
        let own = page.title_language.as_ref().unwrap_or(&page.language);
        let head = match &self.part {
            Some(part) => format!("{} · {part}", parts.title),
            None => parts.title.clone(),
        };
        for (number, sheet) in (first..).zip(&mut list.pages) {
            sheet.label = Some(number.to_string());
            let opens = number == first;
            let furniture = Furniture {
                head_inner: (!opens).then_some((head.as_str(), &parts.locale)),
                head_outer: (!opens).then_some((page.title.as_str(), own)),
                foot_inner: parts.publication.brand.foot().map(|line| (line, &parts.locale)),
                number: Some(self.number(number)),
            };
            furnish(sheet, &self.ctx, &furniture, inner_left(self.ctx.style, number));
            sheet.shrink();
        }
        self.note_starts(page, first, &list, &starts);
        let anchor = front::page_anchor(&page.id);
        list.anchors.entry(anchor).or_insert(Destination::default());
        // A chapter without a heading of its own still is in the outline.
        if list.outline.first().is_none_or(|entry| entry.depth > 1) {
            let entry = OutlineEntry { depth: 1, title: title.to_owned(), destination: Destination::default() };
            list.outline.insert(0, entry);
        }
        self.entry(page, title, language, first, depth);
        self.set.insert(page.id.clone(), first);
        self.list.append(list, parent, u8::try_from(depth).unwrap_or(u8::MAX));
    }

    /// Notes which block of a page of the edition is the first on each printed page.
    fn note_starts(&mut self, page: &Page, first: u32, list: &DisplayList, starts: &BlockStarts) {
        if self.shared.reading.page(&page.id).is_none() {
            return;
        }
        let start = |label: String, block: usize| PageStart { label, page: page.id.clone(), block, part: 0 };
        self.starts.extend(std::mem::take(&mut self.opened).into_iter().map(|label| start(label, 0)));
        // How many blocks begin on the pages before, and the number of the furthest that was marked.
        let (mut begun, mut block) = (0, 0);
        let mut told: BTreeMap<usize, Told> = BTreeMap::new();
        for (number, sheet) in (first..).zip(&list.pages) {
            if number > first {
                block = block.max(starts.nodes.get(begun).map_or(starts.blocks, |(_, number)| *number));
            }
            let own = self.starts.len();
            self.starts.push(start(self.shared.catalog.digits().format(u64::from(number)), block));
            let mut opens = number > first;
            for (owner, item) in sheet.items() {
                // What stands behind the last block, notes above all, says nothing of where blocks are.
                if let Owner::Node(node) = owner
                    && *node < starts.end
                {
                    let at = starts.nodes.partition_point(|(start, _)| start <= node);
                    begun = begun.max(at);
                    if let (Item::Run(run), Some(at)) = (item, at.checked_sub(1)) {
                        let told = told.entry(at).or_default();
                        if std::mem::take(&mut opens) && told.letters > 0 {
                            told.inside.push((own, told.letters));
                        }
                        let letters = sheet.text(run).chars().filter(|letter| !letter.is_whitespace()).count();
                        told.letters = told.letters.saturating_add(u32::try_from(letters).unwrap_or(u32::MAX));
                    }
                }
            }
        }
        for (at, Told { letters, inside }) in told {
            for (own, before) in inside {
                let part = u64::from(before) * 1000 / u64::from(letters.max(1));
                self.starts[own].block = starts.nodes[at].1;
                self.starts[own].part = u16::try_from(part.clamp(1, 999)).unwrap_or(999);
            }
        }
    }

    /// Adds a chapter to the contents.
    fn entry(&mut self, page: &Page, title: &str, language: Option<&Tag>, first: u32, depth: u16) {
        self.entries.push(Entry {
            depth,
            title: title.to_owned(),
            language: language.cloned(),
            anchor: front::page_anchor(&page.id),
            number: self.number(first),
            section: false,
        });
    }

    /// Adds what a section of the navigation holds.
    fn nav(&mut self, items: &[NavItem], parent: NodeId, depth: u16) {
        for item in items {
            match item {
                NavItem::Page { page, title, language } => {
                    if let Some(page) = self.shared.reading.page(page) {
                        self.chapter(page, title, language.as_ref(), parent, depth);
                    }
                }
                NavItem::Section { title, language, page, items } => {
                    self.section(title, language.as_ref(), page.as_ref(), items, parent, depth);
                }
                // An address elsewhere is no page of a book; its words are on the page that mentions it.
                NavItem::Link { .. } => {}
            }
        }
    }

    /// Sees to it that what comes next begins on a right-hand page.
    fn turn_over(&mut self, parent: NodeId) {
        let number = self.next();
        if number % 2 == 1 {
            return;
        }
        let mut blank = front::blank(self.ctx.style);
        for sheet in &mut blank.pages {
            sheet.label = Some(number.to_string());
        }
        self.opened.push(self.shared.catalog.digits().format(u64::from(number)));
        self.list.append(blank, parent, 0);
    }

    fn section(
        &mut self,
        title: &str,
        language: Option<&Tag>,
        page: Option<&PageId>,
        items: &[NavItem],
        parent: NodeId,
        depth: u16,
    ) {
        let page = page.and_then(|page| self.shared.reading.page(page));
        if page.is_none() && !holds_pages(items, self.shared) {
            return;
        }
        if depth == 0 {
            self.turn_over(parent);
        }
        let part = self.list.structure.add(parent, if depth == 0 { Role::Part } else { Role::Section });
        let first = self.next();
        let anchor: Arc<str> = format!(":part-{}", self.entries.len()).into();
        self.entries.push(Entry {
            depth,
            title: title.to_owned(),
            language: language.cloned(),
            anchor: Arc::clone(&anchor),
            number: self.number(first),
            section: true,
        });
        if depth == 0 {
            self.part = Some(title.to_owned());
            let mut opener = front::part_page(&self.ctx, title, &anchor, &entries_of(items, self.shared), first);
            for (number, sheet) in (first..).zip(&mut opener.pages) {
                sheet.label = Some(number.to_string());
                self.opened.push(self.shared.catalog.digits().format(u64::from(number)));
            }
            self.list.append(opener, part, 0);
        } else {
            let destination = Destination { page: first - 1, y: 0.0 };
            let depth = u8::try_from(depth + 1).unwrap_or(u8::MAX);
            self.list.outline.push(OutlineEntry { depth, title: title.to_owned(), destination });
            self.list.anchors.insert(anchor, destination);
        }
        if let Some(page) = page {
            // Its label stands in the contents already.
            let listed = self.entries.len();
            self.chapter(page, title, language, part, depth + 1);
            self.entries.truncate(listed);
        }
        self.nav(items, part, depth + 1);
        if depth == 0 {
            self.part = None;
        }
    }
}

/// What the page of a part lists: the pages in it, and of a section its own page or its first.
fn entries_of<'n>(items: &'n [NavItem], shared: &ExportContext<'_>) -> Vec<(&'n str, Option<&'n Tag>, &'n PageId)> {
    items
        .iter()
        .filter_map(|item| match item {
            NavItem::Page { page, title, language } => {
                Some((title.as_str(), language.as_ref(), shared.reading.page(page).map(|_| page)?))
            }
            NavItem::Section { title, language, page, items } => {
                let own = page.as_ref().filter(|page| shared.reading.page(page).is_some());
                let first = || entries_of(items, shared).first().map(|(.., page)| *page);
                Some((title.as_str(), language.as_ref(), own.or_else(first)?))
            }
            NavItem::Link { .. } => None,
        })
        .collect()
}

/// Whether a section leads to any page of the edition.
fn holds_pages(items: &[NavItem], shared: &ExportContext<'_>) -> bool {
    items.iter().any(|item| match item {
        NavItem::Page { page, .. } => shared.reading.page(page).is_some(),
        NavItem::Section { page, items, .. } => {
            page.as_ref().is_some_and(|page| shared.reading.page(page).is_some()) || holds_pages(items, shared)
        }
        NavItem::Link { .. } => false,
    })
}

/// Where the pages of the text begin.
pub(super) fn page_starts(shared: &ExportContext<'_>, style: &Style) -> Vec<PageStart> {
    text(shared, style).starts
}

/// Lays out what stands between contents and the back of a book.
fn text<'a>(shared: &'a ExportContext<'a>, style: &'a Style) -> Body<'a> {
    let ctx = shared.context(style);
    let parts = shared.reading.parts();
    let mut body = Body::new(ctx, shared, Reach::Edition);
    let root = Structure::ROOT;
    body.nav(&parts.nav, root, 0);
    // Pages outside the navigation; without one they are the book.
    let rest: Vec<NavItem> = parts
        .nav_rest
        .iter()
        .filter_map(|id| shared.reading.page(id))
        .map(|page| NavItem::Page {
            page: page.id.clone(),
            title: page.title.clone(),
            language: page
                .title_language
                .clone()
                .or_else(|| (page.language != parts.locale).then(|| page.language.clone())),
        })
        .collect();
    if parts.nav.is_empty() {
        body.nav(&rest, root, 0);
    } else if !rest.is_empty() {
        body.section(shared.catalog.term(Term::FurtherPages), None, None, &rest, root, 0);
    }
    body
}

/// A document that is laid out.
pub(super) struct Laid {
    pub(super) list: DisplayList,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The first sheet of every page that is a chapter, from 0, in order.
    pub(super) sheets: Vec<(usize, PageId)>,
}

impl Laid {
    /// A document whose text comes after what `list` holds already.
    fn new(mut list: DisplayList, text: DisplayList, set: BTreeMap<PageId, u32>, diagnostics: Vec<Diagnostic>) -> Self {
        let before = list.pages.len();
        let mut sheets: Vec<(usize, PageId)> =
            set.into_iter().map(|(page, first)| (before + first as usize - 1, page)).collect();
        sheets.sort();
        list.append(text, Structure::ROOT, 0);
        Self { list, diagnostics, sheets }
    }
}

/// Puts the numbers of pages, which are known now, where links to them say them.
pub(super) fn settle(ctx: &Context<'_>, text: &mut DisplayList) {
    let labels: Vec<Option<String>> = text.pages.iter().map(|page| page.label.clone()).collect();
    let DisplayList { pages, anchors, .. } = text;
    for (number, page) in pages.iter_mut().enumerate() {
        page.settle(&mut |awaited: &Awaited| {
            let Some(place) = anchors.get(&awaited.words.anchor) else { return Vec::new() };
            // Whoever is on a page already needs not be told which it is.
            let label = labels.get(place.page as usize).filter(|_| place.page as usize != number);
            let Some(Some(label)) = label else { return Vec::new() };
            let shown = label.parse().map_or_else(|_| label.clone(), |number| ctx.catalog.digits().format(number));
            settled(ctx, &awaited.words.said.replace('\u{FFFC}', &shown), awaited)
        });
    }
}

/// Words in the room that was kept for them.
fn settled(ctx: &Context<'_>, words: &str, awaited: &Awaited) -> Vec<Set> {
    let Awaited { words: kept, place, color } = awaited;
    let look = LineStyle { theme: ctx.style.plain, bold: false, size: kept.size, color: *color, align: Align::Start };
    let width = width_of(ctx, words, look, ctx.reading.locale());
    let Some(line) = set(ctx, words, look, ctx.reading.locale(), width, None).into_iter().next() else {
        return Vec::new();
    };
    let left = if kept.right { place.x + place.width - width } else { place.x };
    let runs = line.drawn.into_iter().filter_map(|(_, drawn)| match drawn {
        Drawn::Glyphs(run) => Some(run),
        Drawn::Ground { .. } | Drawn::Rule { .. } | Drawn::Object { .. } | Drawn::Link { .. } => None,
    });
    runs.map(|ShapedRun { face, size, color, right_to_left, text, glyphs, x, .. }| {
        let origin = Point { x: left + x, y: place.y + place.height };
        (RunStyle { face, size, color, origin, right_to_left }, text, glyphs)
    })
    .collect()
}

/// The families that a text is set in, those that set most first.
fn typefaces(ctx: &Context<'_>, list: &DisplayList) -> Vec<&'static str> {
    let mut count: BTreeMap<&'static str, usize> = BTreeMap::new();
    for page in &list.pages {
        for (_, item) in page.items() {
            if let Item::Run(run) = item {
                *count.entry(ctx.engine.faces.get(run.face).file.family).or_default() += page.text(run).len();
            }
        }
    }
    let mut families: Vec<(&'static str, usize)> = count.into_iter().collect();
    families.sort_by_key(|(family, glyphs)| (std::cmp::Reverse(*glyphs), *family));
    families.into_iter().map(|(family, _)| family).collect()
}

/// Lays out the book.
pub(super) fn book(shared: &ExportContext<'_>, style: &Style) -> Laid {
    let ctx = shared.context(style);
    let root = Structure::ROOT;
    let mut body = text(shared, style);
    let typefaces = typefaces(&ctx, &body.list);
    for page in [back::glossary(shared), Some(back::colophon(shared, &typefaces))].into_iter().flatten() {
        let title = page.title.clone();
        body.chapter(&page, &title, None, root, 0);
    }
    let Body { list: mut text, entries, diagnostics, set, .. } = body;
    settle(&ctx, &mut text);

    let mut list = DisplayList::default();
    list.append(front::cover(&ctx, shared), root, 0);
    list.append(front::title_page(&ctx, shared), root, 0);
    list.append(front::contents(&ctx, shared, &entries, style), root, 0);
    // The text begins on a right-hand page.
    if list.pages.len() % 2 == 1 {
        list.append(front::blank(style), root, 0);
    }
    for (number, sheet) in (1_u32..).zip(&mut list.pages) {
        sheet.label = roman(number.into());
    }
    Laid::new(list, text, set, diagnostics)
}

/// Lays out a packet; none when the edition has none of its pages.
pub(super) fn packet<'a>(
    shared: &'a ExportContext<'a>,
    packet: &'a Packet,
    shape: Shape,
    style: &'a Style,
) -> Option<Laid> {
    let ctx = shared.context(style);
    let mut body = Body::new(ctx, shared, Reach::Pages(&packet.pages));
    for page in packet.pages.iter().filter_map(|id| shared.reading.page(id)) {
        let language = page
            .title_language
            .clone()
            .or_else(|| (page.language != *shared.reading.locale()).then(|| page.language.clone()));
        body.chapter(page, &page.title, language.as_ref(), Structure::ROOT, 0);
    }
    if body.list.pages.is_empty() {
        return None;
    }
    let Body { list: mut text, entries, diagnostics, set, .. } = body;
    settle(&ctx, &mut text);
    let mut list = DisplayList::default();
    // Where margins alternate, page 1 is a right-hand page, as it was set.
    let with_blank = |front: usize| if style.options.paper.is_small() { front.next_multiple_of(2) } else { front };
    let opening = front::packet_opening(&ctx, shared, packet, &entries, |front| {
        let pages = with_blank(front) + text.pages.len();
        match shape.layout {
            Layout::Booklet => sheets(pages),
            Layout::Standard | Layout::LargePrint => pages.div_ceil(2),
        }
    });
    list.append(opening, Structure::ROOT, 0);
    if with_blank(list.pages.len()) > list.pages.len() {
        list.append(front::blank(style), Structure::ROOT, 0);
    }
    for (number, sheet) in (1_u32..).zip(&mut list.pages) {
        sheet.label = roman(number.into());
    }
    Some(Laid::new(list, text, set, diagnostics))
}

#[cfg(test)]
mod tests {
    use crate::PdfOptions;
    use pamphlet_document::sample::{block, cell, inline, list, page, paragraph, parts, row, run, text};
    use pamphlet_document::{BlockKind, InlineKind, ListKind, NavItem, Note, Origin, PageId, Table};
    use pamphlet_locale::Catalog;
    use pamphlet_media::Media;
    use pamphlet_reading::sample::reading_from;
    use pamphlet_source::{SourceId, Span};

    #[test]
    fn a_note_at_the_foot_does_not_hide_where_the_next_pages_begin() {
        let reference = InlineKind::FootnoteReference { label: "one".to_owned(), number: 1 };
        let mut blocks = vec![run(vec![text("Noted"), inline(reference)])];
        blocks.extend((0..150).map(|number| paragraph(&format!("Paragraph {number} has a few words."))));
        let mut long = page("long", "Long", blocks);
        long.notes = vec![Note {
            label: "one".to_owned(),
            number: 1,
            references: 1,
            span: Span::new(0, 0),
            origin: Origin { source: SourceId(0), start: 0 },
            blocks: vec![paragraph("The note.")],
        }];
        let mut parts = parts("en", vec![long]);
        parts.nav_rest = vec![PageId("long".to_owned())];
        let reading = reading_from(parts);
        let catalog = Catalog::of(reading.locale());
        let starts = crate::page_starts(&reading, &catalog, &Media::default(), &PdfOptions::default());
        let (starts, _) = starts.expect("nothing fails");
        let blocks: Vec<usize> = starts.iter().map(|start| start.block).collect();
        assert!(blocks.len() > 2 && blocks.is_sorted() && blocks[0] == 0, "{blocks:?}");
        assert!(blocks[1..].iter().all(|block| (2..151).contains(block)), "{blocks:?}");
    }

    #[test]
    fn a_list_and_a_table_over_many_pages_begin_inside_of_them() {
        let items = (0..120).map(|number| vec![paragraph(&format!("Item {number} has a few words."))]).collect();
        let rows = (0..120).map(|number| row(vec![cell(false, vec![text(&format!("Row {number}"))])])).collect();
        let table = Table { caption: Vec::new(), columns: Vec::new(), head: Vec::new(), body: rows };
        let list = block(BlockKind::List(list(ListKind::Bullet, items)));
        let mut parts = parts("en", vec![page("long", "Long", vec![list, block(BlockKind::Table(table))])]);
        let page = NavItem::Page { page: PageId("long".to_owned()), title: "Long".to_owned(), language: None };
        parts.nav = vec![NavItem::Section { title: "Part".to_owned(), language: None, page: None, items: vec![page] }];
        let reading = reading_from(parts);
        let catalog = Catalog::of(reading.locale());
        let starts = crate::page_starts(&reading, &catalog, &Media::default(), &PdfOptions::default());
        let (starts, _) = starts.expect("nothing fails");
        // The list is block 0, its items 1 to 120, the table 121, its cells 122 to 241.
        let blocks: Vec<usize> = starts.iter().map(|start| start.block).collect();
        assert!(blocks.is_sorted() && blocks.len() > 4, "{blocks:?}");
        let inside = |range: std::ops::Range<usize>| blocks.iter().filter(|block| range.contains(block)).count();
        assert!(inside(2..121) > 1 && inside(123..242) > 1 && inside(242..999) == 0, "{blocks:?}");
        // The page with the name of the part is marked where its first chapter begins.
        assert_eq!((starts[0].label.as_str(), blocks[0], starts[1].block), ("1", 0, 0));
    }

    #[test]
    fn a_page_that_begins_in_a_paragraph_says_where() {
        let long = paragraph(&"A sentence of words that go on. ".repeat(700));
        let code = (0..150).map(|line| format!("line{line}")).collect::<Vec<_>>().join("\n");
        let code = block(BlockKind::Code(pamphlet_document::CodeBlock {
            language: None,
            title: None,
            line_numbers: None,
            highlighted: Vec::new(),
            annotations: Vec::new(),
            text: code,
        }));
        let mut parts = parts("en", vec![page("long", "Long", vec![long, code, paragraph("The end.")])]);
        parts.nav_rest = vec![PageId("long".to_owned())];
        let reading = reading_from(parts);
        let catalog = Catalog::of(reading.locale());
        let starts = crate::page_starts(&reading, &catalog, &Media::default(), &PdfOptions::default());
        let (starts, _) = starts.expect("nothing fails");
        let places: Vec<(usize, u16)> = starts.iter().map(|start| (start.block, start.part)).collect();
        assert!(places.is_sorted() && places[0] == (0, 0), "{places:?}");
        assert!(places.iter().filter(|(block, part)| *block == 0 && *part > 0).count() > 3, "{places:?}");
        assert!(places.iter().filter(|(block, part)| *block == 1 && *part > 0).count() > 1, "{places:?}");
    }
}
