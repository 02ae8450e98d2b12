//! How well the lines and pages of a document are set, as figures and places.
//!
//! In: a [`DisplayList`], as it is painted; nothing that layout says about itself is believed. Out: a [`Quality`].

use crate::display::{DisplayList, DisplayPage, FaceId, GlyphRun, Item, NodeId, Owner, Role, Structure};
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// Beyond so many natural spaces a word space is loose.
pub(crate) const LOOSE: f32 = 1.5;
/// A space of so many natural ones or more is a wide one that was written.
const WANTED: f32 = 2.8;
/// Spaces wider than this, above each other in three lines, are seen as a river.
const RIVER: f32 = 1.25;

/// Figures of a document, to be added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// Pages.
    pub pages: u64,
    /// Lines of text.
    pub lines: u64,
    /// Of them, lines with word spaces that are spread or narrowed.
    pub spread: u64,
    /// Of them, lines whose spaces are beyond [`LOOSE`].
    pub loose: u64,
    /// Lines that end with a hyphen that was added.
    pub hyphens: u64,
    /// Lines that end with a hyphen below one that does.
    pub hyphens_in_a_row: u64,
    /// Wide spaces that stand above each other in three lines or more.
    pub rivers: u64,
    /// Last lines of paragraphs that stand alone on a page.
    pub widows: u64,
    /// First lines of paragraphs that stand alone at the foot of a page.
    pub orphans: u64,
    /// Headings with nothing below them on the page.
    pub stranded: u64,
    /// Lines that reach beyond the sheet, or of which layout said that they reach beyond their column.
    pub overfull: u64,
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        let Self {
            pages,
            lines,
            spread,
            loose,
            hyphens,
            hyphens_in_a_row,
            rivers,
            widows,
            orphans,
            stranded,
            overfull,
        } = other;
        self.pages += pages;
        self.lines += lines;
        self.spread += spread;
        self.loose += loose;
        self.hyphens += hyphens;
        self.hyphens_in_a_row += hyphens_in_a_row;
        self.rivers += rivers;
        self.widows += widows;
        self.orphans += orphans;
        self.stranded += stranded;
        self.overfull += overfull;
    }
}

/// What is wrong at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DefectKind {
    /// The last line of a paragraph stands alone on a page.
    Widow,
    /// The first line of a paragraph stands alone at the foot of a page.
    Orphan,
    /// A heading has nothing below it.
    Stranded,
    /// A line is wider than it may be.
    Overfull,
}

/// Where something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// What.
    pub fault: DefectKind,
    /// The page, from 1; none where it is not known.
    pub page: Option<usize>,
    /// The words of the line.
    pub words: String,
}

/// How well a document is set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Quality {
    /// In figures.
    pub figures: Figures,
    /// What is listed by place.
    pub places: Vec<Defect>,
}

/// A line of a block of text.
struct Line {
    page: usize,
    y: f32,
    size: f32,
    left: f32,
    right: f32,
    words: String,
    /// Whether it ends with a hyphen that was added.
    hyphen: bool,
    /// Where its spaces are, and how many natural ones each is.
    spaces: Vec<(f32, f32, f32)>,
}

/// Measures a document. `space` is the natural width of the space of a face, in parts of the size.
pub(crate) fn measure(list: &DisplayList, space: impl Fn(FaceId, u16) -> f32) -> Quality {
    let mut blocks: BTreeMap<NodeId, Vec<Line>> = BTreeMap::new();
    for (number, page) in list.pages.iter().enumerate() {
        for (owner, item) in page.items() {
            let (Owner::Node(node), Item::Run(run)) = (owner, item) else { continue };
            let lines = blocks.entry(block_of(&list.structure, *node)).or_default();
            add_run(lines, number, page, run, &space);
        }
    }
    let mut quality = Quality::default();
    quality.figures.pages = u64::try_from(list.pages.len()).unwrap_or(0);
    for (block, lines) in &blocks {
        let prose = !matches!(list.structure.node(*block).role, Role::Code | Role::Formula);
        judge_lines(lines, prose, &mut quality.figures);
        if matches!(list.structure.node(*block).role, Role::Paragraph | Role::ListBody) && !in_note(list, *block) {
            judge_breaks(lines, &mut quality);
        }
        for line in lines {
            let width = list.pages[line.page].width;
            if line.left < -0.5 || line.right > width + 0.5 {
                quality.note(DefectKind::Overfull, line);
            }
        }
    }
    for (block, lines) in &blocks {
        if matches!(list.structure.node(*block).role, Role::Heading(_))
            && let Some(last) = lines.last()
            && is_stranded(list, &blocks, *block, last)
        {
            quality.note(DefectKind::Stranded, last);
        }
    }
    quality
}

impl Quality {
    fn note(&mut self, fault: DefectKind, line: &Line) {
        *match fault {
            DefectKind::Widow => &mut self.figures.widows,
            DefectKind::Orphan => &mut self.figures.orphans,
            DefectKind::Stranded => &mut self.figures.stranded,
            DefectKind::Overfull => &mut self.figures.overfull,
        } += 1;
        let words = line.words.chars().take(60).collect();
        self.places.push(Defect { fault, page: Some(line.page + 1), words });
    }
}

/// The block that a leaf is text of: its nearest ancestor that is none of the things inside a line.
fn block_of(structure: &Structure, node: NodeId) -> NodeId {
    let mut node = node;
    loop {
        let own = structure.node(node);
        let inside = match own.role {
            Role::Content | Role::Link | Role::Reference | Role::Span => true,
            // Code in a line stands in a paragraph, as a block it does not.
            Role::Code => !matches!(
                structure.node(own.parent).role,
                Role::Document | Role::Part | Role::Article | Role::Section | Role::Division | Role::ListBody
            ),
            Role::Document
            | Role::Part
            | Role::Article
            | Role::Section
            | Role::Division
            | Role::BlockQuote
            | Role::Heading(_)
            | Role::Paragraph
            | Role::List
            | Role::ListItem
            | Role::Label
            | Role::ListBody
            | Role::Table
            | Role::TableHead
            | Role::TableBody
            | Role::TableRow
            | Role::TableHeader(_)
            | Role::TableData
            | Role::Figure
            | Role::Caption
            | Role::Formula
            | Role::Note
            | Role::Contents
            | Role::ContentsItem => false,
        };
        if !inside || node == Structure::ROOT {
            return node;
        }
        node = own.parent;
    }
}

fn has_ancestor(structure: &Structure, mut node: NodeId, role: Role) -> Option<NodeId> {
    while node != Structure::ROOT {
        if structure.node(node).role == role {
            return Some(node);
        }
        node = structure.node(node).parent;
    }
    None
}

fn in_note(list: &DisplayList, node: NodeId) -> bool {
    has_ancestor(&list.structure, node, Role::Note).is_some()
}

fn add_run(
    lines: &mut Vec<Line>,
    number: usize,
    page: &DisplayPage,
    run: &GlyphRun,
    space: &impl Fn(FaceId, u16) -> f32,
) {
    let text = page.text(run);
    let mut x = run.origin.x;
    let mut spaces = Vec::new();
    // Words that go on without a hyphen, addresses and code, end with the same character and no glyph for it.
    let end = text.trim_end();
    let mark = end.strip_suffix('\u{AD}').map(str::len);
    let mut hyphen = false;
    for glyph in page.glyphs(run) {
        let at = usize::try_from(glyph.cluster).unwrap_or(0);
        hyphen |= mark == Some(at);
        if text.get(at..).is_some_and(|rest| rest.starts_with(' ')) {
            let natural = space(run.face, glyph.id) * run.size;
            // Wider ones were wanted: lines are not spread so far.
            if natural > 0.0 && glyph.advance < natural * WANTED {
                spaces.push((x, x + glyph.advance, glyph.advance / natural));
            }
        }
        x += glyph.advance;
    }
    let own = Line {
        page: number,
        y: run.origin.y,
        size: run.size,
        left: run.origin.x,
        right: x,
        words: text.to_owned(),
        hyphen,
        spaces,
    };
    // Raised and lowered text is of the same line.
    match lines.last_mut() {
        Some(last) if last.page == number && (last.y - own.y).abs() < last.size.max(own.size) * 0.6 => {
            last.left = last.left.min(own.left);
            last.right = last.right.max(own.right);
            last.words.push_str(&own.words);
            last.hyphen = own.hyphen;
            last.spaces.extend(own.spaces);
            if own.size > last.size {
                (last.size, last.y) = (own.size, own.y);
            }
        }
        _ => lines.push(own),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a line has few spaces")]
fn judge_lines(lines: &[Line], prose: bool, figures: &mut Figures) {
    let mut hyphen_above = false;
    for (index, line) in lines.iter().enumerate() {
        figures.lines += 1;
        figures.hyphens += u64::from(line.hyphen);
        figures.hyphens_in_a_row += u64::from(line.hyphen && hyphen_above);
        hyphen_above = line.hyphen;
        if !prose || line.spaces.is_empty() {
            continue;
        }
        let mean = line.spaces.iter().map(|(.., ratio)| ratio).sum::<f32>() / line.spaces.len() as f32;
        figures.spread += u64::from((mean - 1.0).abs() > 0.02);
        figures.loose += u64::from(mean > LOOSE);
        // A river is counted where it ends.
        for space in &line.spaces {
            let below = lines.get(index + 1).is_some_and(|next| next.spaces.iter().any(|next| flows(*space, *next)));
            if !below && length_above(lines, index, *space) >= 3 {
                figures.rivers += 1;
            }
        }
    }
}

/// Whether two wide spaces of lines one above the other touch over half of the narrower.
fn flows(one: (f32, f32, f32), other: (f32, f32, f32)) -> bool {
    let overlap = one.1.min(other.1) - one.0.max(other.0);
    one.2 > RIVER && other.2 > RIVER && overlap > (one.1 - one.0).min(other.1 - other.0) * 0.5
}

/// How many lines a river that ends with a space has.
fn length_above(lines: &[Line], index: usize, space: (f32, f32, f32)) -> usize {
    let (mut length, mut space) = (1, space);
    for above in lines[..index].iter().rev() {
        match above.spaces.iter().find(|above| flows(space, **above)) {
            Some(found) => space = *found,
            None => break,
        }
        length += 1;
    }
    length
}

fn judge_breaks(lines: &[Line], quality: &mut Quality) {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
    if first.page == last.page {
        return;
    }
    if lines.get(1).is_some_and(|second| second.page != first.page) {
        quality.note(DefectKind::Orphan, first);
    }
    if lines.len() > 1 && lines[lines.len() - 2].page != last.page {
        quality.note(DefectKind::Widow, last);
    }
}

/// Whether nothing stands below a heading on its page, though its article goes on on the next.
fn is_stranded(list: &DisplayList, blocks: &BTreeMap<NodeId, Vec<Line>>, heading: NodeId, line: &Line) -> bool {
    let Some(article) = has_ancestor(&list.structure, heading, Role::Article) else { return false };
    let of_article = |node: NodeId| has_ancestor(&list.structure, node, Role::Article) == Some(article);
    let goes_on = list.pages.get(line.page + 1).is_some_and(|page| {
        page.items().iter().any(|(owner, _)| matches!(owner, Owner::Node(node) if of_article(*node)))
    });
    if !goes_on {
        return false;
    }
    let text_below = blocks.iter().any(|(block, lines)| {
        !in_note(list, *block)
            && !matches!(list.structure.node(*block).role, Role::Heading(_))
            && of_article(*block)
            && lines.iter().any(|other| other.page == line.page && other.y > line.y + 0.1)
    });
    let shown_below = list.pages[line.page].items().iter().any(|(owner, item)| {
        let place = match item {
            Item::Picture { place, .. } | Item::Icon { place, .. } => *place,
            Item::Form { form, .. } => form.bounds(),
            Item::Run(_) | Item::Code { .. } | Item::Link { .. } | Item::PageOf(_) => return false,
        };
        matches!(owner, Owner::Node(_)) && place.y > line.y
    });
    !text_below && !shown_below
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::display::{Color, Glyph, Point, RunStyle};

    /// Adds a line of a block: letters four points wide, spaces as wide as said.
    fn line(list: &mut DisplayList, page: usize, node: NodeId, y: f32, text: &str, space: f32) {
        line_of(list, page, node, y, text, space, true);
    }

    /// The same, with a glyph for a hyphen at its end or without.
    fn line_of(list: &mut DisplayList, page: usize, node: NodeId, y: f32, text: &str, space: f32, hyphens: bool) {
        let style = RunStyle {
            face: FaceId(0),
            size: 10.0,
            color: Color::BLACK,
            origin: Point { x: 10.0, y },
            right_to_left: false,
        };
        let glyphs: Vec<Glyph> = text
            .char_indices()
            .filter(|(_, character)| hyphens || *character != '\u{AD}')
            .map(|(index, character)| Glyph {
                id: 1,
                cluster: u32::try_from(index).unwrap(),
                advance: if character == ' ' { space } else { 4.0 },
                dx: 0.0,
                dy: 0.0,
            })
            .collect();
        list.pages[page].push_run(Owner::Node(node), style, text, glyphs);
    }

    fn list(pages: usize) -> (DisplayList, NodeId) {
        let mut list = DisplayList { pages: vec![DisplayPage::new(200.0, 300.0); pages], ..DisplayList::default() };
        let article = list.structure.add(Structure::ROOT, Role::Article);
        (list, article)
    }

    fn measured(list: &DisplayList) -> Quality {
        measure(list, |_, _| 0.2)
    }

    #[test]
    fn spaces_hyphens_and_rivers() {
        let (mut list, article) = list(1);
        let paragraph = list.structure.add(article, Role::Paragraph);
        for (y, text, space) in
            [(10.0, "aa aa\u{AD}", 3.2), (22.0, "aa a\u{AD}", 3.2), (34.0, "aa a", 2.8), (46.0, "a", 2.0)]
        {
            line(&mut list, 0, paragraph, y, text, space);
        }
        // An address goes on without a hyphen.
        let address = list.structure.add(article, Role::Paragraph);
        for y in [58.0, 70.0] {
            line_of(&mut list, 0, address, y, "a/\u{AD}", 2.0, false);
        }
        let figures = measured(&list).figures;
        assert_eq!((figures.lines, figures.loose, figures.spread), (6, 2, 3));
        assert_eq!((figures.hyphens, figures.hyphens_in_a_row, figures.rivers), (2, 1, 1));
    }

    #[test]
    fn lines_left_alone() {
        let (mut list, article) = list(3);
        let heading = list.structure.add(article, Role::Heading(2));
        let first = list.structure.add(article, Role::Paragraph);
        let second = list.structure.add(article, Role::Paragraph);
        line(&mut list, 0, heading, 280.0, "Title", 2.0);
        for (page, y) in [(1, 10.0), (1, 22.0), (2, 10.0)] {
            line(&mut list, page, first, y, "words", 2.0);
        }
        let names = |list: &DisplayList| measured(list).places.iter().map(|place| place.fault).collect::<Vec<_>>();
        assert_eq!(names(&list), [DefectKind::Widow, DefectKind::Stranded]);
        line(&mut list, 2, first, 22.0, "words", 2.0);
        line(&mut list, 0, second, 292.0, "words", 2.0);
        assert_eq!(names(&list), []);
        line(&mut list, 1, second, 34.0, "words", 2.0);
        line(&mut list, 1, second, 46.0, &"w".repeat(60), 2.0);
        assert_eq!(names(&list), [DefectKind::Orphan, DefectKind::Overfull]);
    }
}
