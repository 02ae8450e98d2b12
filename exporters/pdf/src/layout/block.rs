//! Blocks: which of them is set how. Kinds with more to them have files of their own.

use super::anchor_name;
use super::env::{Env, ParagraphStyle};
use super::out::Out;
use crate::display::{Artifact, Color, Form, Item, Owner, Point, Rect, Role, Stroke};
use crate::font::Theme;
use crate::layout::flow::{DrawnItem, FlowItem, Frame, OutlineMark, SideRule, VBox};
use crate::paragraph::Align;
use crate::style::sizes::{
    FITTED, button, heading as heading_sizes, inline, progress as progress_bar, quote, space, stars, stroke,
};
use crate::style::{RuleKind, Size};
use pamphlet_locale::Direction;
use pamphlet_reading::{
    Block, BlockKind, Callout, Diagram, Emphasis, Heading, Inline, InlineKind, Progress, block_lines, plain_text,
};
use pamphlet_source::{Code, Diagnostic, limits};

impl Env<'_> {
    /// Sets blocks one below the other.
    pub(super) fn blocks(&self, out: &mut Out<'_>, blocks: &[Block]) {
        for (index, block) in blocks.iter().enumerate() {
            self.block_before(out, block, blocks.get(index + 1));
        }
    }

    /// Sets a block that another follows.
    pub(super) fn block_before(&self, out: &mut Out<'_>, block: &Block, next: Option<&Block>) {
        Env { following: next.map(|next| self.start_side(next)), ..*self }.block(out, block);
        if next.is_some_and(|next| belong_together(block, next)) {
            out.keep_with_next();
        }
    }

    /// To which side a block begins, judged by its words.
    pub(super) fn start_side(&self, block: &Block) -> Direction {
        let own = Direction::of(block.language.as_ref().unwrap_or(self.language));
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
            | BlockKind::Divider
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
        self.look.size.leading * space::BLOCK
    }

    /// Room between paragraphs.
    pub(super) fn paragraph_space(&self) -> f32 {
        // Notes, cells and boxes have no room for first lines that are set in.
        if self.is_book() && self.in_column() {
            self.ctx.style.paragraph_space
        } else {
            self.look.size.leading * space::PARAGRAPH
        }
    }

    /// Sets a block.
    pub(super) fn block(&self, out: &mut Out<'_>, block: &Block) {
        out.starts.push((out.structure.next_id(), std::ptr::from_ref(block).addr()));
        let env = self.around(block);
        let is_paragraph = matches!(block.kind, BlockKind::Paragraph { .. });
        let is_group = matches!(block.kind, BlockKind::Group { .. });
        // Lists stand beside something at their end side; at their start side it would push labels and words apart.
        let beside = matches!(block.kind, BlockKind::List(_)) && out.aside.is_some_and(|aside| aside.left == env.rtl())
            || matches!(&block.kind, BlockKind::Heading(heading) if env.is_opening(out, heading));
        if !is_paragraph && !beside && !is_group {
            out.clear();
        }
        let had_aside = out.aside.is_some();
        if !matches!(block.kind, BlockKind::Heading(_)) {
            env.anchor(out, block.attrs.id.as_ref());
        }
        if env.depth > limits::LAYOUT_LEVELS {
            env.flat(out, block);
        } else {
            env.kind(out, block);
        }
        if !is_group && !matches!(block.kind, BlockKind::Heading(_)) {
            out.heading_above = None;
        }
        if !is_paragraph && !is_group {
            out.after_paragraph = false;
        }
        // What stands beside something begins at its top.
        out.close_above = !had_aside && out.aside.is_some();
    }

    /// How a block is set: in its language, from its side.
    fn around<'b>(&'b self, block: &'b Block) -> Env<'b> {
        let mut env = match &block.language {
            Some(language) => self.speaking(language),
            None => *self,
        };
        env.span = block.span;
        let own = Direction::of(env.language);
        env.direction = self.direction_of(block, own);
        if block.language.is_some() && own != self.ctx.style.direction && self.look.align != Align::Center {
            // A paragraph in the other direction is aligned at its own start.
            env.look.align = Align::Start;
        }
        env
    }

    /// Whether a heading is the title of the page, with what stands below it still to come.
    fn is_opening(&self, out: &Out<'_>, heading: &Heading) -> bool {
        heading.level == 1 && self.opening.is_some() && !out.opened
    }

    /// To which side a block begins. A list, box or table whose words all run against the page begins at their side:
    /// labels, logos and rules stand where those words start.
    fn direction_of(&self, block: &Block, own: Direction) -> Direction {
        match &block.kind {
            BlockKind::List(list) => {
                let against = |item: &pamphlet_reading::ListItem| {
                    item.language
                        .as_ref()
                        .map(Direction::of)
                        .or_else(|| common_direction(&item.blocks))
                        .is_some_and(|direction| direction != own)
                };
                if !list.items.is_empty() && list.items.iter().all(against) { turned(own) } else { own }
            }
            BlockKind::Card(card) => common_direction(&card.description).unwrap_or(own),
            BlockKind::Admonition(Callout { blocks, .. })
            | BlockKind::Collapsible(Callout { blocks, .. })
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
            | BlockKind::Divider
            | BlockKind::Math(_)
            | BlockKind::Diagram(_)
            | BlockKind::PageBreak
            | BlockKind::Group { .. }
            | BlockKind::Unsupported { .. } => self.direction,
        }
    }

    fn kind(&self, out: &mut Out<'_>, block: &Block) {
        match &block.kind {
            BlockKind::Heading(heading) => self.heading(out, block, heading),
            BlockKind::Paragraph { content } => match self.beside_text(content) {
                Some(figure) => {
                    out.clear();
                    self.figure(out, &figure);
                    out.after_paragraph = false;
                }
                None => self.text_block(out, content),
            },
            BlockKind::List(list) => self.list(out, list),
            BlockKind::DefinitionList(list) => self.definition_list(out, list),
            BlockKind::Quote { blocks } => self.quote(out, blocks),
            BlockKind::Code(code) => self.code_block(out, code),
            BlockKind::Table(table) => self.table(out, table),
            BlockKind::Admonition(callout) | BlockKind::Collapsible(callout) => self.callout(out, callout),
            BlockKind::Tabs(tabs) => self.tabs(out, tabs),
            BlockKind::Grid(grid) => self.grid(out, grid),
            BlockKind::Figure(figure) => self.figure(out, figure),
            BlockKind::Annotated(annotated) => {
                let env = self.annotating(out, annotated.notes.items.len());
                env.blocks(out, &annotated.blocks);
                env.annotations(out, &annotated.notes, annotated.is_in_code());
            }
            BlockKind::Buttons { content } => self.buttons(out, content),
            BlockKind::Progress(progress) => self.progress(out, progress),
            BlockKind::ThematicBreak => self.thematic_break(out),
            BlockKind::Divider => self.divider(out),
            BlockKind::Math(math) => self.math_block(out, math),
            BlockKind::Diagram(diagram) => self.diagram(out, diagram),
            BlockKind::PageBreak => out.push(FlowItem::PageBreak),
            BlockKind::Group { blocks } => self.group(out, block, blocks),
            BlockKind::Card(card) => self.card(out, card),
            BlockKind::Threats(threats) => self.threats(out, threats),
            BlockKind::Unsupported { text } => self.unsupported(out, text),
        }
    }

    /// A block that is nested too deep: its words alone.
    fn flat(&self, out: &mut Out<'_>, block: &Block) {
        self.say(
            out,
            Diagnostic::new(Code::LimitReached, "blocks are nested too deep and are set as plain words")
                .help("nest less deep"),
        );
        for words in block_lines(block) {
            self.words(out, &words, self.look, Role::Paragraph, None);
        }
    }

    /// The look of headings of a level.
    pub(super) fn heading_look(&self, level: u8) -> ParagraphStyle {
        let style = self.ctx.style;
        let usual = style.heading(level);
        // The leading of headings differs less from script to script.
        let leading = usual.leading + (self.fit(usual).leading - usual.leading) * space::SCRIPT;
        ParagraphStyle {
            size: Size { leading, ..usual },
            theme: style.plain,
            color: style.palette.text,
            bold: true,
            align: Align::Start,
            tabular: false,
            hyphenate: false,
        }
    }

    fn heading(&self, out: &mut Out<'_>, block: &Block, heading: &Heading) {
        let look = if self.in_cell || self.depth > 2 {
            ParagraphStyle { bold: true, align: Align::Start, ..self.look }
        } else {
            self.heading_look(heading.level)
        };
        let align = if heading.level == 1 { self.title_align() } else { self.heading_align() };
        let look = ParagraphStyle { align, ..look };
        let node = out.structure.add(self.parent, Role::Heading(heading.announced));
        let after =
            look.size.leading * if heading.level == 1 { heading_sizes::BELOW_TITLE } else { heading_sizes::BELOW };
        let first = self.is_opening(out, heading);
        // A heading in a box ends no section.
        if heading.level <= 2 && self.in_column() {
            self.section_codes(out);
        }
        if !first {
            let above = if heading.level <= 2 { heading_sizes::ABOVE } else { heading_sizes::ABOVE_LESSER };
            out.space(look.size.leading * heading_sizes::ABOVE_OWN + self.look.size.leading * above);
        }
        let title = plain_text(&heading.content);
        if let Some(page) = self.page {
            let names = std::iter::once(&heading.anchor).chain(&heading.aliases).chain(&block.attrs.id);
            let vbox = VBox {
                anchors: names.map(|name| (anchor_name(&page.id, Some(name)), 0.0)).collect(),
                outline: heading
                    .listed
                    .then(|| OutlineMark { depth: heading.level.max(1), title: title.clone(), y: 0.0 })
                    .into_iter()
                    .collect(),
                ..VBox::default()
            };
            out.vbox(vbox);
            out.keep();
        }
        let mut content = self.inlines(out, &heading.content, look, node);
        if heading.level == 1 {
            self.fit_on_one_line(out, &mut content);
        }
        let start = out.flow.items.len();
        let env = Env { area: self.balanced(out, &content, look), ..*self };
        env.content(out, &content, look, 0.0);
        keep_all(&mut out.flow.items, start, heading_sizes::LINES_KEPT);
        out.keep();
        if first {
            self.below_title(out);
        } else {
            out.space(after);
            out.keep();
        }
        out.heading_above = Some(title.into());
    }

    /// A paragraph.
    fn text_block(&self, out: &mut Out<'_>, content: &[Inline]) {
        let node = out.structure.add(self.parent, Role::Paragraph);
        let space = self.paragraph_space();
        out.space(space);
        let titles = serves_as_title(content);
        if titles && out.after_paragraph {
            out.space(self.look.size.leading * space::ABOVE_BOLD_LINE);
        }
        let indented = out.after_paragraph && space == 0.0 && !titles && !is_link(content);
        let indent = if indented { self.ctx.style.indent } else { 0.0 };
        let (start, links) = (out.flow.items.len(), out.codes.waiting.len());
        self.paragraph(out, content, self.look, node, indent);
        // A single line below a title announces as the title does: a label, a word on what is to come.
        let lines = out.flow.items[start..].iter().filter(|item| matches!(item, FlowItem::VBox(_))).count();
        if lines == 1 && out.heading_above.is_some() {
            out.keep_with_next();
        }
        let column = self.in_column();
        for link in &mut out.codes.waiting[links..] {
            link.place = column.then_some(start);
        }
        out.space(space);
        out.after_paragraph = !titles;
    }

    fn quote(&self, out: &mut Out<'_>, blocks: &[Block]) {
        let node = out.structure.add(self.parent, Role::BlockQuote);
        let space = self.block_space();
        let pad = self.look.size.size * quote::PAD;
        out.space(space);
        let frame = Frame {
            above: quote::PAD_BLOCK,
            below: quote::PAD_BLOCK,
            rule: Some(SideRule { color: self.ctx.style.palette.hairline, kind: RuleKind::Solid, right: self.rtl() }),
            ..self.frame()
        };
        out.push(FlowItem::Open(frame));
        let area = self.inset(pad, pad * quote::PAD_END);
        self.within(out, node, area, |env, out| env.blocks(out, blocks));
        out.push(FlowItem::Close);
        out.space(space);
    }

    fn group(&self, out: &mut Out<'_>, block: &Block, blocks: &[Block]) {
        if block.language.is_none() && block.attrs.is_empty() {
            self.blocks(out, blocks);
            return;
        }
        let node = out.structure.add(self.parent, Role::Division);
        self.set_language(out, node, self.language);
        let mut env = Env { parent: node, depth: self.depth + 1, ..*self };
        if block.attrs.get("align") == Some("center") {
            env.look.align = Align::Center;
        }
        env.blocks(out, blocks);
    }

    fn buttons(&self, out: &mut Out<'_>, content: &[Inline]) {
        let node = out.structure.add(self.parent, Role::Paragraph);
        let space = self.block_space();
        out.space(space);
        let leading = self.look.size.leading * button::LEADING;
        let size = Size { leading, ..self.look.size };
        let look = ParagraphStyle { size, theme: self.ctx.style.plain, align: Align::Start, ..self.look };
        let mut content = self.inlines(out, content, look, node);
        // A frame that nearly fits is not broken between two pages.
        let least = crate::paragraph::measure(self.ctx.engine, &content, Direction::of(self.language)).least;
        if least > self.area.width && self.area.width >= least * (button::SMALLEST - 0.05) {
            content.scale(self.area.width / least * FITTED);
        }
        self.content(out, &content, look, 0.0);
        out.space(space);
    }

    fn progress(&self, out: &mut Out<'_>, progress: &Progress) {
        let node = out.structure.add(self.parent, Role::Paragraph);
        let palette = self.ctx.style.palette;
        out.space(self.block_space());
        let look = ParagraphStyle { theme: self.ctx.style.plain, align: Align::Start, ..self.look };
        self.paragraph(out, &progress.label, look, node, 0.0);
        out.keep();
        #[expect(clippy::cast_precision_loss, reason = "at most ten thousand")]
        let part = progress.basis_points.min(10_000) as f32 / 10_000.0;
        let (height, width) = (progress_bar::HEIGHT, self.area.width * progress_bar::WIDTH);
        let left = self.left_of_start(width);
        let fill_left = if self.rtl() { left + width * (1.0 - part) } else { left };
        let owner = Owner::Artifact(Artifact::Layout);
        let whole = Rect { x: left, y: 1.0, width, height };
        let done = Rect { x: fill_left, y: 1.0, width: width * part, height };
        let stroke = Some(Stroke { color: palette.soft, width: stroke::HAIR, dash: None });
        let mut vbox = VBox { height: height + progress_bar::BELOW, ..VBox::default() };
        let item = Item::Form { form: Form::Rectangle(done, 0.0), fill: Some(palette.accent), stroke: None };
        vbox.drawn.push(DrawnItem::Item { owner, item });
        let item = Item::Form { form: Form::Rectangle(whole, 0.0), fill: None, stroke };
        vbox.drawn.push(DrawnItem::Item { owner, item });
        out.vbox(vbox);
        out.space(self.block_space());
    }

    /// A line between the parts of a box.
    fn divider(&self, out: &mut Out<'_>) {
        let leading = self.look.size.leading;
        out.space(leading * space::RULE);
        let rule = self.hairline(0.0, self.ctx.style.palette.hairline, stroke::HAIR);
        out.vbox(VBox { height: stroke::HAIR, drawn: vec![rule], ..VBox::default() });
        out.space(leading * space::RULE);
    }

    fn thematic_break(&self, out: &mut Out<'_>) {
        let leading = self.look.size.leading;
        out.space(leading * space::BREAK);
        let middle = self.area.left + self.area.width / 2.0;
        let mut vbox = VBox { height: leading, ..VBox::default() };
        let side = stars::SIDE;
        for offset in [-stars::APART, 0.0, stars::APART] {
            let (x, y) = (middle + offset - side / 2.0, leading / 2.0 - side / 2.0);
            let place = Rect { x, y, width: side, height: side };
            let fill = Some(self.ctx.style.palette.soft);
            let item = Item::Form { form: Form::Ellipse(place), fill, stroke: None };
            vbox.drawn.push(DrawnItem::Item { owner: Owner::Artifact(Artifact::Layout), item });
        }
        out.vbox(vbox);
        out.space(leading * space::BREAK);
    }

    fn diagram(&self, out: &mut Out<'_>, diagram: &Diagram) {
        if self.drawing(out, diagram) {
            return;
        }
        let code = pamphlet_reading::CodeBlock {
            title: Some(diagram.label.text.clone()),
            text: diagram.source.clone(),
            ..pamphlet_reading::CodeBlock::default()
        };
        self.code_block(out, &code);
    }

    fn unsupported(&self, out: &mut Out<'_>, text: &str) {
        let size = Size {
            size: self.look.size.size * inline::SOURCE,
            leading: self.look.size.leading * inline::SOURCE_LEADING,
        };
        let size = self.ctx.style.at_least(size);
        let look = ParagraphStyle { size, theme: Theme::Mono, align: Align::Start, ..self.look };
        out.space(self.block_space());
        self.words(out, text, look, Role::Paragraph, None);
        out.space(self.block_space());
    }

    /// A line across the area at a height of a vbox.
    pub(super) fn hairline(&self, y: f32, color: Color, width: f32) -> DrawnItem {
        let form = Form::Line(Point { x: self.area.left, y }, Point { x: self.area.left + self.area.width, y });
        let stroke = Some(Stroke { color, width, dash: None });
        DrawnItem::Item { owner: Owner::Artifact(Artifact::Layout), item: Item::Form { form, fill: None, stroke } }
    }
}

/// Whether a paragraph is a bold line that stands for a title: short, bold as a whole, and no sentence.
fn serves_as_title(content: &[Inline]) -> bool {
    let mut seen = content.iter().filter(|inline| !plain_text(std::slice::from_ref(inline)).trim().is_empty());
    let bold = |inline: &Inline| matches!(&inline.kind, InlineKind::Styled { style: Emphasis::Strong, .. });
    let (Some(only), None) = (seen.next(), seen.next()) else { return false };
    let words = plain_text(content);
    let words = words.trim();
    bold(only)
        && words.chars().count() <= BOLD_LINE
        && !words.ends_with(['.', '!', '?', '。', '！', '？', '।', '۔', '؟'])
}

/// The most characters of a bold line that stands for a title.
const BOLD_LINE: usize = 80;

/// Whether a paragraph is a link and nothing else.
fn is_link(content: &[Inline]) -> bool {
    matches!(content, [Inline { kind: InlineKind::Link(_), .. }])
}

/// Whether a page should not end between two blocks: a line that announces what follows; a line with nothing but
/// a link that says more about the grid above it.
pub(super) fn belong_together(first: &Block, second: &Block) -> bool {
    match (&first.kind, &second.kind) {
        (BlockKind::Paragraph { content }, _) if serves_as_title(content) => true,
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

/// Forbids page breaks between the pieces from a place on, unless they are too many for one page.
pub(super) fn keep_all(items: &mut Vec<FlowItem>, start: usize, most: usize) {
    let lines = items[start..].iter().filter(|item| matches!(item, FlowItem::VBox(_))).count();
    if lines > most {
        return;
    }
    let tail = items.split_off(start);
    for item in tail {
        if matches!(item, FlowItem::VBox(_)) && items.len() > start {
            items.push(FlowItem::Keep);
        }
        items.push(item);
    }
}
