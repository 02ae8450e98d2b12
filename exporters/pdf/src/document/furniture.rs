//! What stands around the text of every page: running heads, page numbers, and single lines placed by hand.

use crate::display::{Artifact, Color, DisplayPage, NodeId, Owner, Point, RunStyle};
use crate::font::Theme;
use crate::layout::Context;
use crate::paragraph::{Align, Content, Drawn, Line, Setting, TextStyle, lay, measure};
use crate::style::Style;
use crate::style::sizes::document::furniture as sizes;
use pamphlet_locale::{Direction, Tag};
use pamphlet_source::limits;

/// How a single line looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LineStyle {
    pub(super) theme: Theme,
    pub(super) bold: bool,
    pub(super) size: f32,
    pub(super) color: Color,
    pub(super) align: Align,
}

impl LineStyle {
    fn text(self) -> TextStyle {
        TextStyle { bold: self.bold, tabular: true, ..TextStyle::plain(self.theme, self.size, self.color) }
    }
}

/// A box for lines: left side, width, and the first baseline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LineBox {
    pub(super) left: f32,
    pub(super) width: f32,
    pub(super) baseline: f32,
}

/// How wide words are on one line.
pub(super) fn width_of(ctx: &Context<'_>, words: &str, style: LineStyle, language: &Tag) -> f32 {
    let mut content = Content::default();
    content.push(words, style.text(), language, None, None);
    // A little more, so that no word is taken for too wide.
    measure(ctx.engine, &content, ctx.style.direction).most + 0.01
}

/// Sets words in a box; returns the lines.
pub(super) fn set(
    ctx: &Context<'_>,
    words: &str,
    style: LineStyle,
    language: &Tag,
    width: f32,
    leaf: Option<NodeId>,
) -> Vec<Line> {
    let mut content = Content::default();
    content.push(words, style.text(), language, leaf, None);
    let setting = Setting {
        width,
        beside: Vec::new(),
        indent: 0.0,
        align: style.align,
        direction: ctx.style.direction,
        leading: style.size * sizes::LEADING,
        hyphenate: false,
    };
    lay(ctx.engine, &content, &setting).lines
}

/// Puts a line on a page.
pub(super) fn put(page: &mut DisplayPage, line: Line, left: f32, baseline: f32, owner: Owner) {
    for (node, drawn) in line.drawn {
        if let Drawn::Glyphs(run) = drawn {
            let style = RunStyle {
                face: run.face,
                size: run.size,
                color: run.color,
                origin: Point { x: left + run.x, y: baseline - run.rise },
                right_to_left: run.right_to_left,
            };
            page.push_run(node.map_or(owner, Owner::Node), style, &run.text, run.glyphs);
        }
    }
}

/// Puts words on one line; what does not fit is cut at a word, with an ellipsis.
pub(super) fn one_line(
    page: &mut DisplayPage,
    ctx: &Context<'_>,
    words: &str,
    style: LineStyle,
    language: &Tag,
    place: LineBox,
    owner: Owner,
) {
    let lay = |words: &str| set(ctx, words, style, language, place.width, None);
    let most = words.char_indices().nth(limits::HEAD_CHARACTERS).map_or(words.len(), |(at, _)| at);
    let mut lines = if most == words.len() { lay(words) } else { Vec::new() };
    if lines.len() != 1 {
        let Some(cut) = longest_cut(&words[..most], |cut| lay(cut).len() <= 1) else { return };
        lines = lay(&cut);
    }
    if let Some(line) = lines.pop() {
        put(page, line, place.left, place.baseline, owner);
    }
}

/// The longest beginning of some words that fits with an ellipsis behind it, rather whole words than half ones. A
/// longer one is wider, so that a few tries find it, however long the words are.
fn longest_cut(words: &str, fits: impl Fn(&str) -> bool) -> Option<String> {
    let ends: Vec<usize> = words.char_indices().map(|(at, _)| at).collect();
    let shown = |at: usize| format!("{}…", words[..at].trim_end());
    let count = ends.partition_point(|at| fits(&shown(*at)));
    let mut cut = *ends.get(count.checked_sub(1)?)?;
    let whole = words[cut..].starts_with(' ') || words[..cut].ends_with(' ');
    if let Some(space) = words[..cut].rfind(' ').filter(|space| !whole && space * 2 > cut) {
        cut = space;
    }
    Some(shown(cut))
}

/// What the head and foot of a page say.
#[derive(Debug, Clone, Default)]
pub(super) struct Furniture<'a> {
    /// At the inner side of the head, with its language.
    pub(super) head_inner: Option<(&'a str, &'a Tag)>,
    /// At the outer side of the head.
    pub(super) head_outer: Option<(&'a str, &'a Tag)>,
    /// At the inner side of the foot.
    pub(super) foot_inner: Option<(&'a str, &'a Tag)>,
    /// At the outer side of the foot: the number of the page.
    pub(super) number: Option<String>,
}

/// Puts head and foot on a page. `inner_left` says on which side the inner margin is.
pub(super) fn furnish(page: &mut DisplayPage, ctx: &Context<'_>, furniture: &Furniture<'_>, inner_left: bool) {
    let landscape = ctx.style.landscape();
    let style: &Style = if page.width > page.height { &landscape } else { ctx.style };
    let (left, right) = if inner_left { (style.inner, style.outer) } else { (style.outer, style.inner) };
    let width = page.width - left - right;
    let size = (style.small.size * sizes::SIZE).max(style.least);
    let soft = LineStyle { theme: style.plain, bold: false, size, color: style.palette.soft, align: Align::Start };
    let at = |inner: bool| {
        // A box of the start side is flush left when text runs to the right.
        let on_left = inner == inner_left;
        let align = if on_left == (style.direction == Direction::Ltr) { Align::Start } else { Align::End };
        LineStyle { align, ..soft }
    };
    let half = width / 2.0 - sizes::APART;
    let place = |inner: bool, baseline: f32, both: bool| {
        let width = if both { half } else { width };
        let left = if inner == inner_left { left } else { page.width - right - width };
        LineBox { left, width, baseline }
    };
    let head = style.top * sizes::HEAD;
    let foot = page.height - style.bottom * sizes::FOOT;
    // A page with the name of its book is not named twice.
    let inner = furniture.head_inner.map(|(words, _)| words);
    let head_outer = furniture.head_outer.filter(|(words, _)| inner.is_none_or(|inner| inner != *words));
    let both_heads = inner.is_some() && head_outer.is_some();
    let mut jobs = Vec::new();
    if let Some((words, language)) = furniture.head_inner {
        jobs.push((words.to_owned(), at(true), language.clone(), place(true, head, both_heads), Artifact::Header));
    }
    if let Some((words, language)) = head_outer {
        jobs.push((words.to_owned(), at(false), language.clone(), place(false, head, both_heads), Artifact::Header));
    }
    if let Some((words, language)) = furniture.foot_inner {
        let mut place = place(true, foot, true);
        let wide = width * sizes::FOOT_WIDTH;
        if inner_left {
            place.width = wide;
        } else {
            place.left = page.width - right - wide;
            place.width = wide;
        }
        jobs.push((words.to_owned(), at(true), language.clone(), place, Artifact::Footer));
    }
    if let Some(number) = &furniture.number {
        let style = LineStyle { bold: true, color: style.palette.text, ..at(false) };
        jobs.push((number.clone(), style, ctx.reading.locale().clone(), place(false, foot, true), Artifact::Footer));
    }
    for (words, style, language, place, kind) in jobs {
        one_line(page, ctx, &words, style, &language, place, Owner::Artifact(kind));
    }
}

#[cfg(test)]
mod tests {
    use super::longest_cut;
    use std::cell::Cell;

    #[test]
    fn what_does_not_fit_is_cut_at_a_word_in_few_tries() {
        let cut = |words: &str, most: usize| longest_cut(words, |cut| cut.chars().count() <= most);
        assert_eq!(cut("How to keep a secret", 13).as_deref(), Some("How to keep…"));
        assert_eq!(cut("How to keep a secret", 12).as_deref(), Some("How to keep…"));
        assert_eq!(cut("How to keep a secret", 11).as_deref(), Some("How to…"));
        assert_eq!(cut("Donaudampfschifffahrt", 8).as_deref(), Some("Donauda…"));
        assert_eq!(cut("a", 0), None);
        let tries = Cell::new(0);
        let long = "x".repeat(100_000);
        let found = longest_cut(&long, |cut| {
            tries.set(tries.get() + 1);
            cut.len() < 100
        });
        assert!(found.is_some() && tries.get() < 20, "{} tries", tries.get());
    }
}
