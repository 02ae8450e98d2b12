//! Blocks: which of them is set how. Kinds with more to them have files of their own.

use super::{Composer, Look, anchor_name};
use crate::display::{Artifact, Color, Form, Item, Owner, Point, Rect, Role, Stroke};
use crate::font::Theme;
use crate::layout::flow::{FlowItem, Frame, Mark, OutlineMark, SideRule, Slab};
use crate::paragraph::{Content, Flush};
use crate::style::{RuleKind, Size};
use pamphlet_document::{
    Admonition, Block, BlockKind, Collapsible, Diagram, Heading, Inline, InlineKind, Progress, plain_text,
};
use pamphlet_locale::{Direction, Term};
use pamphlet_source::{Code, Diagnostic, limits};

impl Composer<'_> {
    /// Sets blocks one below the other.
    pub fn blocks(&mut self, blocks: &[Block]) {
        for (index, block) in blocks.iter().enumerate() {
            self.following = blocks.get(index + 1).map(|next| self.start_side(next));
            self.block(block);
            if blocks.get(index + 1).is_some_and(|next| belong_together(block, next)) {
                self.keep_with_next();
            }
        }
    }

    /// To which side a block begins, judged by its words.
    pub(super) fn start_side(&self, block: &Block) -> Direction {
        let own = Direction::of(block.language.as_ref().unwrap_or(&self.language));
        match &block.kind {
            BlockKind::Paragraph { .. } | BlockKind::Heading(_) | BlockKind::Group { .. } => own,
            BlockKind::List(_)
            | BlockKind::DefinitionList(_)
            | BlockKind::Quote { .. }
            | BlockKind::Table(_)
            | BlockKind::Code(_)
            | BlockKind::Admonition(_)
            | BlockKind::Collapsible(_)
            | BlockKind::Tabs(_)
            | BlockKind::Grid(_)
            | BlockKind::Figure(_)
            | BlockKind::Annotated(_)
            | BlockKind::Buttons { .. }
            | BlockKind::Progress(_)
            | BlockKind::ThematicBreak
            | BlockKind::Math(_)
            | BlockKind::Diagram(_)
            | BlockKind::PageBreak
            | BlockKind::Card(_)
            | BlockKind::Threats(_)
            | BlockKind::Unsupported { .. } => self.direction_of(block, own),
        }
    }

    /// Room between blocks that are not paragraphs.
    pub(super) fn block_space(&self) -> f32 {
        self.look.size.leading * 0.55
    }

    /// Room between paragraphs.
    pub(super) fn paragraph_space(&self) -> f32 {
        if self.is_book() && !self.in_cell && self.depth == 0 {
            self.ctx.style.paragraph_space
        } else {
            self.look.size.leading * 0.5
        }
    }

    /// Sets a block.
    pub fn block(&mut self, block: &Block) {
        let outer_span = std::mem::replace(&mut self.span, block.span);
        let outer_size = self.look.size;
        let outer_language = block.language.clone().map(|language| self.speak(language));
        let outer_flush = self.look.flush;
        let outer_direction = self.direction;
        self.direction = self.direction_of(block, Direction::of(&self.language));
        if outer_language.is_some() && Direction::of(&self.language) != self.ctx.style.direction {
            // A paragraph that runs the other way is flush at its own start.
            self.look.flush = if outer_flush == Flush::Center { Flush::Center } else { Flush::Start };
        }
        let is_paragraph = matches!(block.kind, BlockKind::Paragraph { .. });
        // Lists stand beside something at their end side; at their start side it would push labels and words apart.
        let beside = matches!(block.kind, BlockKind::List(_))
            && self.aside.is_some_and(|aside| aside.left == self.rtl())
            || matches!(&block.kind, BlockKind::Heading(heading) if heading.level == 1 && self.opening.is_some());
        if !is_paragraph && !beside && !matches!(block.kind, BlockKind::Group { .. }) {
            self.clear();
        }
        let had_aside = self.aside.is_some();
        if let (Some(id), Some(page)) = (&block.attrs.id, self.page)
            && !matches!(block.kind, BlockKind::Heading(_))
        {
            let name = anchor_name(&page.id, Some(id));
            self.flow.push(FlowItem::Slab(Slab { anchors: vec![(name, 0.0)], ..Slab::default() }));
            self.keep();
        }
        if self.depth > limits::LAYOUT_LEVELS {
            self.flat(block);
        } else {
            self.kind(block);
        }
        if !matches!(block.kind, BlockKind::Heading(_) | BlockKind::Group { .. }) {
            self.heading_above = None;
        }
        if !is_paragraph && !matches!(block.kind, BlockKind::Group { .. }) {
            self.after_paragraph = false;
        }
        // What stands beside something begins at its top.
        self.close_above = !had_aside && self.aside.is_some();
        if let Some(language) = outer_language {
            self.language = language;
        }
        self.look.size = outer_size;
        self.look.flush = outer_flush;
        self.direction = outer_direction;
        self.span = outer_span;
    }

    /// To which side a block begins. A list, box or table whose words all run against the page begins at their side:
    /// labels, logos and rules stand where those words start.
    fn direction_of(&self, block: &Block, own: Direction) -> Direction {
        match &block.kind {
            BlockKind::List(list) => {
                let against = |item: &pamphlet_document::ListItem| {
                    item.language
                        .as_ref()
                        .map(Direction::of)
                        .or_else(|| common_direction(&item.blocks))
                        .is_some_and(|direction| direction != own)
                };
                if !list.items.is_empty() && list.items.iter().all(against) { turned(own) } else { own }
            }
            BlockKind::Card(card) => common_direction(&card.description).unwrap_or(own),
            BlockKind::Admonition(Admonition { blocks, .. })
            | BlockKind::Collapsible(Collapsible { blocks, .. })
            | BlockKind::Quote { blocks } => common_direction(blocks).unwrap_or(own),
            BlockKind::DefinitionList(_)
            | BlockKind::Table(_)
            | BlockKind::Code(_)
            | BlockKind::Tabs(_)
            | BlockKind::Grid(_)
            | BlockKind::Annotated(_)
            | BlockKind::Progress(_)
            | BlockKind::Threats(_) => own,
            BlockKind::Heading(_)
            | BlockKind::Paragraph { .. }
            | BlockKind::Figure(_)
            | BlockKind::Buttons { .. }
            | BlockKind::ThematicBreak
            | BlockKind::Math(_)
            | BlockKind::Diagram(_)
            | BlockKind::PageBreak
            | BlockKind::Group { .. }
            | BlockKind::Unsupported { .. } => self.direction,
        }
    }

    fn kind(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading(heading) => self.heading(block, heading),
            BlockKind::Paragraph { content } => match self.beside_text(content) {
                Some(figure) => {
                    self.clear();
                    self.figure(&figure);
                    self.after_paragraph = false;
                }
                None => self.text_block(content),
            },
            BlockKind::List(list) => self.list(list),
            BlockKind::DefinitionList(list) => self.definition_list(list),
            BlockKind::Quote { blocks } => self.quote(blocks),
            BlockKind::Code(code) => self.code_block(code),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Admonition(admonition) => self.admonition(admonition),
            BlockKind::Collapsible(collapsible) => self.collapsible(collapsible),
            BlockKind::Tabs(tabs) => self.tabs(tabs),
            BlockKind::Grid(grid) => self.grid(grid),
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::Annotated(annotated) => {
                self.blocks(&annotated.blocks);
                self.annotations(&annotated.notes);
            }
            BlockKind::Buttons { content } => self.buttons(content),
            BlockKind::Progress(progress) => self.progress(progress),
            BlockKind::ThematicBreak => self.thematic_break(),
            BlockKind::Math(math) => self.math_block(math),
            BlockKind::Diagram(diagram) => self.diagram(diagram),
            BlockKind::PageBreak => self.flow.push(FlowItem::PageBreak),
            BlockKind::Group { blocks } => self.group(block, blocks),
            BlockKind::Card(card) => self.card(card),
            BlockKind::Threats(threats) => self.threats(threats),
            BlockKind::Unsupported { text } => self.unsupported(text),
        }
    }

    /// A block that is nested too deep: its words alone.
    fn flat(&mut self, block: &Block) {
        self.say(
            Diagnostic::new(Code::LimitReached, "blocks are nested too deep and are set as plain words")
                .help("nest less deep"),
        );
        let mut words = Vec::new();
        gather(block, &mut words, 0);
        let look = self.look;
        for words in words {
            self.words(&words, look, Role::Paragraph, None);
        }
    }

    /// The look of headings of a level.
    pub(super) fn heading_look(&self, level: u8) -> Look {
        let style = self.ctx.style;
        let usual = style.heading(level);
        // Lines of headings differ less from script to script.
        let leading = usual.leading + (self.fit(usual).leading - usual.leading) * 0.7;
        Look {
            size: Size { leading, ..usual },
            theme: style.plain,
            color: style.palette.text,
            bold: true,
            flush: Flush::Start,
            tabular: false,
            hyphenate: false,
        }
    }

    fn heading(&mut self, block: &Block, heading: &Heading) {
        let look = if self.in_cell || self.depth > 2 {
            Look { bold: true, flush: Flush::Start, ..self.look }
        } else {
            self.heading_look(heading.level)
        };
        // PDF/UA-1, 7.4.2: no level is skipped on the way down.
        let level = heading.level.clamp(1, 6).min(self.last_heading + 1);
        self.last_heading = level;
        let flush = if heading.level == 1 { self.title_flush() } else { self.heading_flush() };
        let look = Look { flush, ..look };
        let node = self.structure.add(self.parent, Role::Heading(level));
        let after = look.size.leading * if heading.level == 1 { 0.5 } else { 0.3 };
        let first = heading.level == 1 && self.opening.is_some();
        // A heading in a box ends no section.
        if heading.level <= 2 && self.in_column() {
            self.section_codes();
        }
        if !first {
            self.space(look.size.leading * 0.35 + self.look.size.leading * if heading.level <= 2 { 1.1 } else { 0.65 });
        }
        let title = plain_text(&heading.content);
        if let Some(page) = self.page {
            let names = std::iter::once(&heading.anchor).chain(&heading.aliases).chain(&block.attrs.id);
            let slab = Slab {
                anchors: names.map(|name| (anchor_name(&page.id, Some(name)), 0.0)).collect(),
                outline: vec![OutlineMark { depth: heading.level.max(1), title: title.clone(), y: 0.0 }],
                ..Slab::default()
            };
            self.flow.push(FlowItem::Slab(slab));
            self.keep();
        }
        let mut content = self.inlines(&heading.content, look, node);
        if heading.level == 1 {
            self.fit_on_one_line(&mut content);
        }
        let start = self.flow.items.len();
        let area = self.area;
        self.area = self.balanced(&content, look);
        self.content(&content, look, 0.0);
        self.area = area;
        keep_all(&mut self.flow.items, start, 12);
        self.keep();
        if first {
            self.below_title();
        } else {
            self.space(after);
            self.keep();
        }
        self.heading_above = Some(title);
    }

    /// A paragraph.
    fn text_block(&mut self, content: &[Inline]) {
        let node = self.structure.add(self.parent, Role::Paragraph);
        let space = self.paragraph_space();
        self.space(space);
        let indented = self.after_paragraph && space == 0.0 && !is_link(content);
        let indent = if indented { self.ctx.style.indent } else { 0.0 };
        let look = self.look;
        let (start, links) = (self.flow.items.len(), self.codes.waiting.len());
        self.paragraph(content, look, node, indent);
        // A single line below a title announces as the title does: a label, a word on what is to come.
        let lines = self.flow.items[start..].iter().filter(|item| matches!(item, FlowItem::Slab(_))).count();
        if lines == 1 && self.heading_above.is_some() {
            self.keep_with_next();
        }
        let column = self.in_column();
        for link in &mut self.codes.waiting[links..] {
            link.place = column.then_some(start);
        }
        self.space(space);
        self.after_paragraph = true;
    }

    fn quote(&mut self, blocks: &[Block]) {
        let node = self.structure.add(self.parent, Role::BlockQuote);
        let space = self.block_space();
        let pad = self.look.size.size * 1.1;
        self.space(space);
        let frame = Frame {
            left: self.area.left,
            width: self.area.width,
            above: 1.0,
            below: 1.0,
            rule: Some(SideRule { color: self.ctx.style.palette.hairline, kind: RuleKind::Solid, right: self.rtl() }),
            ..Frame::default()
        };
        self.flow.push(FlowItem::Open(frame));
        let area = self.inset(pad, pad * 0.5);
        self.within(node, area, |composer| composer.blocks(blocks));
        self.flow.push(FlowItem::Close);
        self.space(space);
    }

    fn group(&mut self, block: &Block, blocks: &[Block]) {
        if block.language.is_none() && block.attrs.is_empty() {
            self.blocks(blocks);
            return;
        }
        let node = self.structure.add(self.parent, Role::Division);
        let language = self.language.clone();
        self.set_language(node, &language);
        let outer = std::mem::replace(&mut self.parent, node);
        self.depth += 1;
        let centred = block.attrs.get("align") == Some("center");
        let flush = self.look.flush;
        if centred {
            self.look.flush = Flush::Center;
        }
        self.blocks(blocks);
        self.look.flush = flush;
        self.depth -= 1;
        self.parent = outer;
    }

    fn buttons(&mut self, content: &[Inline]) {
        let node = self.structure.add(self.parent, Role::Paragraph);
        let space = self.block_space();
        self.space(space);
        let leading = self.look.size.leading * 1.35;
        let size = Size { leading, ..self.look.size };
        let look = Look { size, theme: self.ctx.style.plain, flush: Flush::Start, ..self.look };
        let mut content = self.inlines(content, look, node);
        // A frame is not torn for want of a little room.
        let least = crate::paragraph::measure(self.ctx.engine, &content, Direction::of(&self.language)).least;
        if least > self.area.width && self.area.width >= least * (SMALLEST_BUTTON - 0.05) {
            content.scale(self.area.width / least * 0.995);
        }
        self.content(&content, look, 0.0);
        self.space(space);
    }

    fn progress(&mut self, progress: &Progress) {
        let node = self.structure.add(self.parent, Role::Paragraph);
        let palette = self.ctx.style.palette;
        self.space(self.block_space());
        let look = Look { theme: self.ctx.style.plain, flush: Flush::Start, ..self.look };
        let percent = format!("{}\u{A0}%", self.number(u64::from(progress.basis_points / 100)));
        if plain_text(&progress.label).trim().is_empty() {
            let leaf = self.structure.add(node, Role::Content);
            let mut content = Content::default();
            let language = self.language.clone();
            content.push_verbatim(&percent, self.text_style(look), &language, Some(leaf), None);
            self.content(&content, look, 0.0);
        } else {
            self.paragraph(&progress.label, look, node, 0.0);
        }
        self.keep();
        #[expect(clippy::cast_precision_loss, reason = "at most ten thousand")]
        let part = progress.basis_points.min(10_000) as f32 / 10_000.0;
        let (height, width) = (5.0, self.area.width * 0.6);
        let rtl = self.rtl();
        let left = if rtl { self.area.left + self.area.width - width } else { self.area.left };
        let fill_left = if rtl { left + width * (1.0 - part) } else { left };
        let owner = Owner::Artifact(Artifact::Layout);
        let whole = Rect { x: left, y: 1.0, width, height };
        let done = Rect { x: fill_left, y: 1.0, width: width * part, height };
        let stroke = Some(Stroke { color: palette.soft, width: 0.6, dash: None });
        let mut slab = Slab { height: height + 4.0, ..Slab::default() };
        let item = Item::Form { form: Form::Rectangle(done, 0.0), fill: Some(palette.accent), stroke: None };
        slab.marks.push(Mark::Item { owner, item });
        let item = Item::Form { form: Form::Rectangle(whole, 0.0), fill: None, stroke };
        slab.marks.push(Mark::Item { owner, item });
        self.flow.push(FlowItem::Slab(slab));
        self.space(self.block_space());
    }

    fn thematic_break(&mut self) {
        let leading = self.look.size.leading;
        if !self.in_column() {
            // In a box a line divides; stars would divide chapters.
            self.space(leading * 0.4);
            let rule = self.hairline(0.0, self.ctx.style.palette.hairline, 0.6);
            self.flow.push(FlowItem::Slab(Slab { height: 0.6, marks: vec![rule], ..Slab::default() }));
            self.space(leading * 0.4);
            return;
        }
        self.space(leading * 0.5);
        let middle = self.area.left + self.area.width / 2.0;
        let mut slab = Slab { height: leading, ..Slab::default() };
        for offset in [-14.0, 0.0, 14.0] {
            let place = Rect { x: middle + offset - 1.1, y: leading / 2.0 - 1.1, width: 2.2, height: 2.2 };
            let fill = Some(self.ctx.style.palette.soft);
            let item = Item::Form { form: Form::Ellipse(place), fill, stroke: None };
            slab.marks.push(Mark::Item { owner: Owner::Artifact(Artifact::Layout), item });
        }
        self.flow.push(FlowItem::Slab(slab));
        self.space(leading * 0.5);
    }

    fn diagram(&mut self, diagram: &Diagram) {
        let words = format!("{} ({})", self.ctx.catalog.term(Term::Diagram), diagram.notation);
        self.say(Diagnostic::new(Code::Degraded, "a diagram is shown as its source"));
        let code = pamphlet_document::CodeBlock {
            title: Some(words),
            text: diagram.source.clone(),
            ..pamphlet_document::CodeBlock::default()
        };
        self.code_block(&code);
    }

    fn unsupported(&mut self, text: &str) {
        let size = Size { size: self.look.size.size * 0.86, leading: self.look.size.leading * 0.9 };
        let look = Look { size, theme: Theme::Mono, flush: Flush::Start, ..self.look };
        self.space(self.block_space());
        self.words(text, look, Role::Paragraph, None);
        self.space(self.block_space());
    }

    /// A line across the area at a height of a slab.
    pub(super) fn hairline(&self, y: f32, color: Color, width: f32) -> Mark {
        let form = Form::Line(Point { x: self.area.left, y }, Point { x: self.area.left + self.area.width, y });
        let stroke = Some(Stroke { color, width, dash: None });
        Mark::Item { owner: Owner::Artifact(Artifact::Layout), item: Item::Form { form, fill: None, stroke } }
    }
}

/// How far the letters of a button shrink to let it stand on one line.
pub(super) const SMALLEST_BUTTON: f32 = 0.8;

/// Whether a paragraph is a link and nothing else.
fn is_link(content: &[Inline]) -> bool {
    matches!(content, [Inline { kind: InlineKind::Link(_), .. }])
}

/// Whether a page should not end between two blocks: a line that announces what follows; a line with nothing but
/// a link that says more about the grid above it.
pub(super) fn belong_together(first: &Block, second: &Block) -> bool {
    match (&first.kind, &second.kind) {
        (
            BlockKind::Paragraph { content },
            BlockKind::List(_)
            | BlockKind::Code(_)
            | BlockKind::Table(_)
            | BlockKind::Tabs(_)
            | BlockKind::Grid(_)
            | BlockKind::Quote { .. }
            | BlockKind::Math(_)
            | BlockKind::Diagram(_)
            | BlockKind::Figure(_),
        ) => plain_text(content).trim_end().ends_with([':', '：', '…', '։', '።']),
        (BlockKind::Grid(_), BlockKind::Paragraph { content }) => is_link(content),
        (BlockKind::Paragraph { .. } | BlockKind::List(_) | BlockKind::Grid(_), BlockKind::Buttons { .. }) => true,
        _ => false,
    }
}

/// The direction that blocks share by languages of their own; none when one of them has the language around it.
pub(super) fn common_direction(blocks: &[Block]) -> Option<Direction> {
    let mut all = blocks.iter().map(|block| block.language.as_ref().map(Direction::of));
    let first = all.next()??;
    all.all(|direction| direction == Some(first)).then_some(first)
}

fn turned(direction: Direction) -> Direction {
    match direction {
        Direction::Ltr => Direction::Rtl,
        Direction::Rtl => Direction::Ltr,
    }
}

/// Forbids breaks between the pieces from a place on, if they are not too many to stand on one page.
pub(super) fn keep_all(items: &mut Vec<FlowItem>, start: usize, most: usize) {
    let lines = items[start..].iter().filter(|item| matches!(item, FlowItem::Slab(_))).count();
    if lines > most {
        return;
    }
    let tail = items.split_off(start);
    for item in tail {
        if matches!(item, FlowItem::Slab(_)) && items.len() > start {
            items.push(FlowItem::Keep);
        }
        items.push(item);
    }
}

/// The words of a block and of all it holds, without recursion deeper than sense.
fn gather(block: &Block, out: &mut Vec<String>, depth: usize) {
    if depth > 200 {
        return;
    }
    pamphlet_document::walk::children(block, &mut |child| match child {
        pamphlet_document::walk::Child::Blocks(blocks) => blocks.iter().for_each(|block| gather(block, out, depth + 1)),
        pamphlet_document::walk::Child::Inlines(content) => {
            let words = plain_text(content);
            if !words.is_empty() {
                out.push(words);
            }
        }
        pamphlet_document::walk::Child::Link(link) => out.push(plain_text(&link.content)),
        pamphlet_document::walk::Child::Picture(picture) => out.push(picture.alternative.clone()),
    });
    match &block.kind {
        BlockKind::Code(code) => out.push(code.text.clone()),
        BlockKind::Math(math) => out.push(math.source.clone()),
        BlockKind::Diagram(diagram) => out.push(diagram.source.clone()),
        BlockKind::Unsupported { text } => out.push(text.clone()),
        BlockKind::Heading(_)
        | BlockKind::Paragraph { .. }
        | BlockKind::List(_)
        | BlockKind::DefinitionList(_)
        | BlockKind::Quote { .. }
        | BlockKind::Table(_)
        | BlockKind::Admonition(_)
        | BlockKind::Collapsible(_)
        | BlockKind::Tabs(_)
        | BlockKind::Grid(_)
        | BlockKind::Figure(_)
        | BlockKind::Annotated(_)
        | BlockKind::Buttons { .. }
        | BlockKind::Progress(_)
        | BlockKind::ThematicBreak
        | BlockKind::PageBreak
        | BlockKind::Group { .. }
        | BlockKind::Card(_)
        | BlockKind::Threats(_) => {}
    }
}
