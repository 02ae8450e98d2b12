//! The setting of lines that have been found: their pieces in visual order, spread to the width of the column.

mod draw;

use super::content::OBJECT;
use super::fit::{LineRange, line_width};
use super::fragment::{Fragment, FragmentKind, is_han, to_points};
use super::line::Line;
use super::node::{Node, TORN};
use super::{Align, Content, Engine, Paragraph, Setting};
use crate::bidi::visual_order;
use crate::font::{is_invisible, is_wide_mark};
use crate::segment::is_unspaced;
use draw::Group;
use pamphlet_locale::Direction;
use std::ops::Range;
use std::sync::Arc;
use unicode_script::UnicodeScript;

/// Beyond this ratio (two and a half natural spaces) words are not spread: a ragged line is better.
const LOOSEST: f32 = 3.0;

/// Below this ratio spaces are not narrowed.
const NARROWEST: f32 = 1.3;

/// By how much a line may be too wide, points: a third of a point is not seen, and the parts of a word that is broken are
/// a hair wider than the whole.
const UNSEEN: f32 = 0.35;

/// A part of a line before it has a place.
struct LineRun {
    fragment: Option<usize>,
    range: Range<usize>,
    shaped: Option<Arc<crate::shape::Shaped>>,
    width: f32,
    pull: f32,
    level: u8,
    hyphen: bool,
}

/// The parts of a line, and what each can give: its index, by how much it can be stretched, and shrunk.
#[derive(Default)]
struct Parts {
    line_runs: Vec<LineRun>,
    indent: f32,
    spaces: Vec<(usize, f32, f32)>,
    letters: Vec<(usize, f32, f32)>,
}

impl Parts {
    /// Brings a line to its target, as far as spaces and letters may give.
    fn spread(&mut self, line: &mut Line) {
        let left = line.target - line.width;
        let sum = |of: &[(usize, f32, f32)]| {
            of.iter().fold((0.0, 0.0), |(more, less), (_, stretch, shrink)| (more + stretch, less + shrink))
        };
        let part = |(stretch, shrink): (f32, f32)| if left >= 0.0 { stretch } else { -shrink };
        // Spaces and letters share what there is to give, letters no more than they may.
        let ((stretch, shrink), of_letters) = (sum(&self.spaces), sum(&self.letters));
        let both = part((stretch, shrink)) + part(of_letters);
        let share = if both == 0.0 { 0.0 } else { (left / both).clamp(0.0, 1.0) };
        let of_use = left < 0.0 || stretch > 0.0;
        let own: f32 = if of_use { part(of_letters) * share } else { 0.0 };
        let left = left - own;
        let (whole, sign) = if left >= 0.0 { (stretch, 1.0) } else { (shrink, -1.0) };
        let ratio =
            if whole > 0.0 { (left.abs() / whole).min(if left < 0.0 { NARROWEST } else { f32::MAX }) } else { 0.0 };
        line.ratio = if whole > 0.0 {
            ratio * sign
        } else if left > 1.0 {
            f32::MAX
        } else {
            0.0
        };
        if ratio > LOOSEST {
            return;
        }
        let mut give = |index: usize, change: f32| {
            self.line_runs[index].width += change;
            line.width += change;
        };
        if of_use {
            for (index, stretch, shrink) in &self.letters {
                give(*index, part((*stretch, *shrink)) * share);
            }
        }
        for (index, stretch, shrink) in &self.spaces {
            give(*index, if left >= 0.0 { *stretch } else { -*shrink } * ratio);
        }
    }
}

pub(super) fn set_lines(
    engine: &Engine,
    content: &Content,
    fragments: &[Fragment],
    nodes: &[Node],
    ranges: &[LineRange],
    setting: &Setting,
) -> Paragraph {
    let mut paragraph = Paragraph::default();
    for fragment in fragments.iter().filter(|fragment| fragment.missing) {
        for character in content.text[fragment.range.clone()].chars() {
            if !paragraph.missing.contains(&character) {
                paragraph.missing.push(character);
            }
        }
    }
    let (mut notes, mut anchors) = (content.notes.iter().peekable(), content.anchors.iter().peekable());
    let mut addresses = content.addresses.iter().peekable();
    let count = ranges.len();
    for (number, range) in ranges.iter().enumerate() {
        let mut line = Setter { engine, content, fragments, setting }.line(nodes, *range, number);
        let end = end_of_text(&nodes[range.from..range.to], fragments).unwrap_or(0);
        let end = if number + 1 == count { usize::MAX } else { end };
        while let Some((_, note)) = notes.next_if(|(at, _)| *at < end) {
            line.notes.push(*note);
        }
        while let Some((_, anchor)) = anchors.next_if(|(at, _)| *at < end) {
            line.anchors.push(Arc::clone(anchor));
        }
        while let Some((_, number)) = addresses.next_if(|(at, _)| *at < end) {
            line.addresses.push(*number);
        }
        paragraph.lines.push(line);
    }
    paragraph
}

/// Where the text of a line ends, in bytes of its paragraph.
fn end_of_text(nodes: &[Node], fragments: &[Fragment]) -> Option<usize> {
    nodes.iter().rev().find_map(|node| match node {
        Node::Box { fragment, to, .. } => Some(fragments[*fragment as usize].range.start + *to as usize),
        Node::Indent { .. } | Node::Glue { .. } | Node::Letters { .. } | Node::Break { .. } => None,
    })
}

struct Setter<'s> {
    engine: &'s Engine,
    content: &'s Content,
    fragments: &'s [Fragment],
    setting: &'s Setting,
}

impl Setter<'_> {
    #[expect(clippy::cast_possible_truncation, reason = "points of a page")]
    fn line(&self, nodes: &[Node], range: LineRange, number: usize) -> Line {
        let (hyphen, forced, torn) = match nodes.get(range.to) {
            Some(Node::Break { hyphen, forced, penalty }) => (*hyphen, *forced, *penalty >= TORN),
            _ => (0.0, true, false),
        };
        let target = line_width(self.setting, number) as f32;
        let mut parts = self.parts(&nodes[range.from..range.to]);
        if hyphen > 0.0 {
            let last = parts.line_runs.last().and_then(|line_run| line_run.fragment);
            parts.line_runs.extend(last.map(|last| self.hyphen(last)));
        }
        let natural = parts.indent + parts.line_runs.iter().map(|line_run| line_run.width).sum::<f32>();
        let mut line = Line { target, hyphenated: hyphen > 0.0, torn, last: forced, width: natural, ..Line::default() };
        // Parts of words are a hair wider by themselves than inside them: spaces give way in ragged lines too.
        if natural > target || self.setting.align == Align::Justified && !forced {
            parts.spread(&mut line);
        }
        line.overfull = line.width > target + UNSEEN;
        let end = if hyphen == 0.0 { self.end(&nodes[range.from..range.to], forced) } else { None };
        self.place(&mut line, &parts.line_runs, parts.indent, number, end);
        line
    }

    /// The parts of a line, shaped, each in its own width.
    fn parts(&self, nodes: &[Node]) -> Parts {
        let mut parts = Parts::default();
        for node in nodes {
            match *node {
                Node::Indent { width } => parts.indent += width,
                Node::Box { fragment, from, to, pull, width } => {
                    self.part(&mut parts.line_runs, fragment as usize, from as usize..to as usize, pull, width);
                }
                Node::Glue { fragment, width, stretch, shrink } => {
                    parts.spaces.push((parts.line_runs.len(), stretch, shrink));
                    let index = fragment.map(|index| index as usize);
                    let level = index.map_or_else(
                        || parts.line_runs.last().map_or(0, |line_run| line_run.level),
                        |index| self.fragments[index].level,
                    );
                    parts.line_runs.push(LineRun {
                        fragment: index,
                        range: index.map_or(0..0, |index| 0..self.fragments[index].range.len()),
                        shaped: index.and_then(|index| self.fragments[index].shaped.clone()),
                        width,
                        pull: 0.0,
                        level,
                        hyphen: false,
                    });
                }
                Node::Letters { stretch, shrink } => {
                    parts.letters.push((parts.line_runs.len().saturating_sub(1), stretch, shrink));
                }
                Node::Break { .. } => {}
            }
        }
        parts.line_runs.iter_mut().for_each(|line_run| self.finish(line_run));
        parts
    }

    /// The hyphen behind a word that goes on in the next line.
    fn hyphen(&self, last: usize) -> LineRun {
        let fragment = &self.fragments[last];
        let shaped = self.engine.shaper.shape(fragment.key, "-");
        LineRun {
            fragment: Some(last),
            range: 0..0,
            width: to_points(shaped.width, fragment.scale),
            shaped: Some(shaped),
            pull: 0.0,
            level: fragment.level,
            hyphen: true,
        }
    }

    /// What a line that is not the last says behind its words: that the word goes on (ISO 32000-1, 14.8.2.2.3), or
    /// that it is one (14.8.2.5).
    fn end(&self, nodes: &[Node], forced: bool) -> Option<char> {
        let after = end_of_text(nodes, self.fragments).and_then(|end| self.content.text.get(end..))?;
        match after.chars().find(|character| !is_invisible(*character)) {
            Some(' ' | '\n') => Some(' '),
            _ if !forced && self.is_inside_word(nodes) => Some('\u{AD}'),
            _ => None,
        }
    }

    /// Whether a line ends inside a word without a hyphen of its own: in an address, in code, after a hyphen that the
    /// author wrote. Scripts without spaces between words are not asked.
    fn is_inside_word(&self, nodes: &[Node]) -> bool {
        let end = end_of_text(nodes, self.fragments);
        let Some((before, after)) = end.and_then(|end| self.content.text.split_at_checked(end)) else { return false };
        let seen = |character: &char| !is_invisible(*character);
        let joined = |character: char| {
            !character.is_whitespace()
                && character != OBJECT
                && !is_unspaced(character)
                && !is_han(character.script())
                && !is_wide_mark(character)
        };
        before.chars().rev().find(seen).is_some_and(joined) && after.chars().find(seen).is_some_and(joined)
    }

    /// Adds a part of a fragment, joined to the one before it where a word was not broken after all.
    fn part(&self, line_runs: &mut Vec<LineRun>, fragment: usize, range: Range<usize>, pull: f32, width: f32) {
        if let Some(last) = line_runs.last_mut()
            && last.fragment == Some(fragment)
            && last.range.end == range.start
        {
            last.range.end = range.end;
            last.width += width;
            return;
        }
        let level = self.fragments[fragment].level;
        line_runs.push(LineRun { fragment: Some(fragment), range, shaped: None, width, pull, level, hyphen: false });
    }

    /// Shapes a part of a word, or takes what was shaped.
    fn finish(&self, line_run: &mut LineRun) {
        let Some(index) = line_run.fragment else { return };
        let fragment = &self.fragments[index];
        if fragment.kind != FragmentKind::Text {
            return;
        }
        let whole = line_run.range == (0..fragment.range.len());
        if whole || fragment.missing {
            line_run.shaped.clone_from(&fragment.shaped);
            if line_run.pull == 0.0 && whole && (line_run.width - fragment.width).abs() < fragment.width * 0.3 {
                return;
            }
            if line_run.pull == 0.0 {
                // A closing CJK mark keeps the width of its node; a word gets its own.
                let mark = fragment.range.len() <= 4 && line_run.width < fragment.width * 0.7;
                line_run.width = if mark { line_run.width } else { fragment.width };
            }
            return;
        }
        let text = &self.content.text[fragment.range.clone()][line_run.range.clone()];
        let shaped = self.engine.shaper.shape(fragment.key, text);
        line_run.width = to_points(shaped.width, fragment.scale);
        line_run.shaped = Some(shaped);
    }

    fn place(&self, line: &mut Line, line_runs: &[LineRun], indent: f32, number: usize, end: Option<char>) {
        let beside = self.setting.beside.get(number);
        let left = beside.map_or(0.0, |beside| beside.left);
        let rtl = self.setting.direction == Direction::Rtl;
        let free = (line.target - line.width).max(0.0);
        let at_right = match self.setting.align {
            Align::Justified | Align::Start => rtl,
            Align::End => !rtl,
            Align::Center => false,
        };
        let mut x =
            left + match self.setting.align {
                Align::Center => free / 2.0,
                Align::Justified | Align::Start | Align::End => {
                    if at_right {
                        line.target - line.width
                    } else {
                        0.0
                    }
                }
            } + if rtl { 0.0 } else { indent };
        let levels: Vec<u8> = line_runs.iter().map(|line_run| line_run.level).collect();
        let order = visual_order(&levels);
        let mut groups: Vec<Group> = Vec::new();
        let mut last: Option<usize> = None;
        for index in order {
            let line_run = &line_runs[index];
            let width = line_run.width;
            let Some(fragment) = line_run.fragment else {
                // Air: room after the glyph before it.
                if let Some(group) = groups.last_mut().filter(|group| !group.object) {
                    group.air.push((group.line_runs.len(), width));
                    group.width += width;
                    last = last.map(|_| index);
                }
                x += width;
                continue;
            };
            let own = &self.fragments[fragment];
            let object = matches!(own.kind, FragmentKind::Object(_));
            let rtl = line_run.level % 2 == 1;
            let joins = last.is_some_and(|last| if rtl { index + 1 == last } else { last + 1 == index });
            let joined = groups.last_mut().filter(|group| {
                joins
                    && !object
                    && !group.object
                    && group.run == own.run
                    && group.face == own.key.face
                    && group.level == line_run.level
                    && group.missing == own.missing
            });
            match joined {
                Some(group) => {
                    group.line_runs.push(index);
                    group.width += width;
                    group.first = group.first.min(index);
                }
                None => groups.push(Group {
                    first: index,
                    line_runs: vec![index],
                    air: Vec::new(),
                    x,
                    width,
                    run: own.run,
                    face: own.key.face,
                    level: line_run.level,
                    object,
                    missing: own.missing,
                }),
            }
            last = Some(index);
            x += width;
        }
        self.decorate(line, &groups, line_runs);
        let links = self.links(&groups);
        groups.sort_by_key(|group| group.first);
        let last = groups.len().wrapping_sub(1);
        for (index, group) in groups.iter().enumerate() {
            self.draw(line, group, line_runs, end.filter(|_| index == last));
        }
        line.drawn.extend(links);
    }
}
