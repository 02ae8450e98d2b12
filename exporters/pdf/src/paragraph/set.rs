//! The setting of lines that have been found: their pieces in visual order, spread to the width of the column.

use super::content::{OBJECT, ObjectKind, Rule};
use super::fit::{LineRange, line_width};
use super::fragment::{Fragment, Kind, is_han, to_points};
use super::line::{Drawn, GlyphPiece, Line};
use super::node::{Node, TORN};
use super::{Align, Content, Engine, Paragraph, Setting};
use crate::bidi::visual_order;
use crate::display::{FaceId, Glyph, NodeId};
use crate::font::{Region, is_invisible, is_wide_mark};
use crate::segment::is_unspaced;
use pamphlet_locale::Direction;
use std::ops::Range;
use std::sync::Arc;
use unicode_script::UnicodeScript;

/// Beyond this ratio (two and a half natural spaces) words are not spread: a ragged line is better.
const LOOSEST: f32 = 3.0;

/// Below this ratio spaces are not narrowed.
const NARROWEST: f32 = 1.3;

/// A part of a line before it has a place.
struct Piece {
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
    pieces: Vec<Piece>,
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
            self.pieces[index].width += change;
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
            let last = parts.pieces.last().and_then(|piece| piece.fragment);
            parts.pieces.extend(last.map(|last| self.hyphen(last)));
        }
        let natural = parts.indent + parts.pieces.iter().map(|piece| piece.width).sum::<f32>();
        let mut line = Line { target, hyphenated: hyphen > 0.0, torn, last: forced, width: natural, ..Line::default() };
        // Parts of words are a hair wider by themselves than inside them: spaces give way in ragged lines too.
        if natural > target || self.setting.align == Align::Justified && !forced {
            parts.spread(&mut line);
        }
        // A third of a point is not seen; the parts of a word that is broken are a hair wider than the whole.
        line.overfull = line.width > target + 0.35;
        let end = if hyphen == 0.0 { self.end(&nodes[range.from..range.to], forced) } else { None };
        self.place(&mut line, &parts.pieces, parts.indent, number, end);
        line
    }

    /// The parts of a line, shaped, each in its own width.
    fn parts(&self, nodes: &[Node]) -> Parts {
        let mut parts = Parts::default();
        for node in nodes {
            match *node {
                Node::Indent { width } => parts.indent += width,
                Node::Box { fragment, from, to, pull, width } => {
                    self.part(&mut parts.pieces, fragment as usize, from as usize..to as usize, pull, width);
                }
                Node::Glue { fragment, width, stretch, shrink } => {
                    parts.spaces.push((parts.pieces.len(), stretch, shrink));
                    let index = fragment.map(|index| index as usize);
                    let level = index.map_or_else(
                        || parts.pieces.last().map_or(0, |piece| piece.level),
                        |index| self.fragments[index].level,
                    );
                    parts.pieces.push(Piece {
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
                    parts.letters.push((parts.pieces.len().saturating_sub(1), stretch, shrink));
                }
                Node::Break { .. } => {}
            }
        }
        parts.pieces.iter_mut().for_each(|piece| self.finish(piece));
        parts
    }

    /// The hyphen behind a word that goes on in the next line.
    fn hyphen(&self, last: usize) -> Piece {
        let fragment = &self.fragments[last];
        let shaped = self.engine.shaper.shape(fragment.key, "-");
        Piece {
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
    fn part(&self, pieces: &mut Vec<Piece>, fragment: usize, range: Range<usize>, pull: f32, width: f32) {
        if let Some(last) = pieces.last_mut()
            && last.fragment == Some(fragment)
            && last.range.end == range.start
        {
            last.range.end = range.end;
            last.width += width;
            return;
        }
        let level = self.fragments[fragment].level;
        pieces.push(Piece { fragment: Some(fragment), range, shaped: None, width, pull, level, hyphen: false });
    }

    /// Shapes a part of a word, or takes what was shaped.
    fn finish(&self, piece: &mut Piece) {
        let Some(index) = piece.fragment else { return };
        let fragment = &self.fragments[index];
        if fragment.kind != Kind::Text {
            return;
        }
        let whole = piece.range == (0..fragment.range.len());
        if whole || fragment.missing {
            piece.shaped.clone_from(&fragment.shaped);
            if piece.pull == 0.0 && whole && (piece.width - fragment.width).abs() < fragment.width * 0.3 {
                return;
            }
            if piece.pull == 0.0 {
                // A closing CJK mark keeps the width of its node; a word gets its own.
                let mark = fragment.range.len() <= 4 && piece.width < fragment.width * 0.7;
                piece.width = if mark { piece.width } else { fragment.width };
            }
            return;
        }
        let text = &self.content.text[fragment.range.clone()][piece.range.clone()];
        let shaped = self.engine.shaper.shape(fragment.key, text);
        piece.width = to_points(shaped.width, fragment.scale);
        piece.shaped = Some(shaped);
    }

    fn place(&self, line: &mut Line, pieces: &[Piece], indent: f32, number: usize, end: Option<char>) {
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
        let levels: Vec<u8> = pieces.iter().map(|piece| piece.level).collect();
        let order = visual_order(&levels);
        let mut groups: Vec<Group> = Vec::new();
        let mut last: Option<usize> = None;
        for index in order {
            let piece = &pieces[index];
            let width = piece.width;
            let Some(fragment) = piece.fragment else {
                // Air: room after the glyph before it.
                if let Some(group) = groups.last_mut().filter(|group| !group.object) {
                    group.air.push((group.pieces.len(), width));
                    group.width += width;
                    last = last.map(|_| index);
                }
                x += width;
                continue;
            };
            let own = &self.fragments[fragment];
            let object = matches!(own.kind, Kind::Object(_));
            let rtl = piece.level % 2 == 1;
            let joins = last.is_some_and(|last| if rtl { index + 1 == last } else { last + 1 == index });
            let joined = groups.last_mut().filter(|group| {
                joins
                    && !object
                    && !group.object
                    && group.run == own.run
                    && group.face == own.key.face
                    && group.level == piece.level
                    && group.missing == own.missing
            });
            match joined {
                Some(group) => {
                    group.pieces.push(index);
                    group.width += width;
                    group.first = group.first.min(index);
                }
                None => groups.push(Group {
                    first: index,
                    pieces: vec![index],
                    air: Vec::new(),
                    x,
                    width,
                    run: own.run,
                    face: own.key.face,
                    level: piece.level,
                    object,
                    missing: own.missing,
                }),
            }
            last = Some(index);
            x += width;
        }
        self.decorate(line, &groups, pieces);
        let links = self.links(&groups);
        groups.sort_by_key(|group| group.first);
        let last = groups.len().wrapping_sub(1);
        for (index, group) in groups.iter().enumerate() {
            self.draw(line, group, pieces, end.filter(|_| index == last));
        }
        line.drawn.extend(links);
    }

    /// Grounds, frames and rules of runs.
    fn decorate(&self, line: &mut Line, groups: &[Group], pieces: &[Piece]) {
        let mut index = 0;
        while index < groups.len() {
            let group = &groups[index];
            let (x, mut width) = (group.x, group.width);
            let run = &self.content.runs[group.run as usize];
            let alike = |next: &&Group| {
                let other = &self.content.runs[next.run as usize].style;
                next.run == group.run
                    || (run.style.frame.is_some() || run.style.ground.is_some())
                        && (other.frame, other.ground, other.rule)
                            == (run.style.frame, run.style.ground, run.style.rule)
            };
            while let Some(next) = groups.get(index + 1).filter(alike) {
                width = next.x + next.width - x;
                index += 1;
            }
            index += 1;
            let blank = |group: &Group| {
                group.pieces.iter().all(|piece| {
                    pieces[*piece].fragment.is_some_and(|f| matches!(self.fragments[f].kind, Kind::Space { .. }))
                })
            };
            let style = &run.style;
            if style.ground.is_some() || style.frame.is_some() {
                let pad = style.size * 0.14;
                // The letters of Naskh reach twice as far down.
                let language = self.content.languages.get(usize::from(run.language));
                let low = matches!(language.map(Region::of), Some(Region::Naskh | Region::Persian));
                let (above, below) = if low { (0.98, 0.5) } else { (0.92, 0.28) };
                line.drawn.push((
                    None,
                    Drawn::Ground {
                        x: x - pad,
                        width: width + 2.0 * pad,
                        ascent: style.rise + style.size * above,
                        descent: style.size * below - style.rise,
                        fill: style.ground,
                        frame: style.frame,
                    },
                ));
            }
            if groups.len() == 1 && blank(group) {
                continue;
            }
            let thickness = (style.size * 0.05).max(0.35);
            match style.rule {
                Rule::None => {}
                Rule::Under(color) => line
                    .drawn
                    .push((None, Drawn::Rule { x, width, y: style.rise - style.size * 0.16, thickness, color })),
                Rule::Through(color) => {
                    line.drawn
                        .push((None, Drawn::Rule { x, width, y: style.rise + style.size * 0.24, thickness, color }));
                }
            }
        }
    }

    fn links(&self, groups: &[Group]) -> Vec<(Option<NodeId>, Drawn)> {
        let mut areas: Vec<(u16, f32, f32, f32)> = Vec::new();
        for group in groups {
            let run = &self.content.runs[group.run as usize];
            let Some(link) = run.link else { continue };
            match areas.last_mut() {
                Some((last, x, width, size)) if *last == link && (*x + *width - group.x).abs() < 1.0 => {
                    *width = group.x + group.width - *x;
                    *size = size.max(run.style.size);
                }
                _ => areas.push((link, group.x, group.width, run.style.size)),
            }
        }
        areas
            .into_iter()
            .map(|(link, x, width, size)| {
                let node = self.content.links.get(usize::from(link)).map(|link| link.node);
                (node, Drawn::Link { link, x, width, size })
            })
            .collect()
    }

    fn draw(&self, line: &mut Line, group: &Group, pieces: &[Piece], end: Option<char>) {
        let run = &self.content.runs[group.run as usize];
        if group.object {
            self.object(line, group, pieces);
            return;
        }
        let rtl = group.level % 2 == 1;
        let (mut text, starts) = self.text(group, pieces);
        if end == Some('\u{AD}') {
            text.push('\u{AD}');
        }
        let mut glyphs: Vec<Glyph> = Vec::new();
        let mut air = group.air.iter().peekable();
        let mut x = group.x;
        let mut scale = 0.0;
        for (place, index) in group.pieces.iter().enumerate() {
            while let Some((_, width)) = air.next_if(|(at, _)| *at <= place) {
                match glyphs.last_mut() {
                    Some(last) => last.advance += width,
                    None => x += width,
                }
            }
            let piece = &pieces[*index];
            let Some(fragment) = piece.fragment.map(|index| &self.fragments[index]) else { continue };
            scale = fragment.scale;
            let Some(shaped) = &piece.shaped else { continue };
            let first = glyphs.len();
            let offset = u32::try_from(starts[place]).unwrap_or(0);
            glyphs.extend(shaped.glyphs.iter().map(|glyph| Glyph {
                id: glyph.id,
                cluster: glyph.cluster + offset,
                advance: to_points(glyph.advance, fragment.scale),
                dx: to_points(glyph.dx, fragment.scale),
                dy: to_points(glyph.dy, fragment.scale),
            }));
            // Spaces as they were spread, and marks without their air: the difference goes to the last glyph.
            let natural = to_points(shaped.width, fragment.scale);
            let difference = piece.width - natural;
            if difference.abs() > 0.001 {
                spread_glyphs(&mut glyphs[first..], difference);
            }
            if piece.pull != 0.0 {
                for glyph in &mut glyphs[first..] {
                    glyph.dx -= piece.pull;
                }
            }
        }
        if glyphs.is_empty() {
            return;
        }
        if end == Some(' ') && !text.ends_with(' ') {
            x -= self.space_at_end(group, pieces, &mut text, &mut glyphs);
        }
        let face = self.engine.faces.get(group.face);
        let size = if scale > 0.0 { scale * face.units_per_em() } else { run.style.size };
        line.drawn.push((
            run.node,
            Drawn::Glyphs(GlyphPiece {
                face: group.face,
                size,
                color: run.style.color,
                x,
                rise: run.style.rise,
                right_to_left: rtl,
                text,
                glyphs,
            }),
        ));
    }
}

impl Setter<'_> {
    /// Draws something that stands in a line and is no text.
    fn object(&self, line: &mut Line, group: &Group, pieces: &[Piece]) {
        let fragment = group.pieces.first().and_then(|index| pieces[*index].fragment);
        let Some(Kind::Object(index)) = fragment.map(|index| &self.fragments[index].kind) else { return };
        let Some(object) = self.content.objects.get(*index) else { return };
        line.ascent = line.ascent.max(object.ascent);
        line.descent = line.descent.max(object.descent);
        if object.kind == ObjectKind::Space {
            return;
        }
        let drawn = Drawn::Object {
            kind: object.kind.clone(),
            x: group.x,
            width: object.width,
            ascent: object.ascent,
            descent: object.descent,
            color: self.content.runs[group.run as usize].style.color,
        };
        line.drawn.push((object.node, drawn));
    }

    /// The text of a group in reading order, and where that of each of its pieces begins.
    fn text(&self, group: &Group, pieces: &[Piece]) -> (String, Vec<usize>) {
        let mut text = String::new();
        let mut starts = vec![0; group.pieces.len()];
        let mut places: Vec<usize> = (0..group.pieces.len()).collect();
        if group.level % 2 == 1 {
            places.reverse();
        }
        for place in places {
            starts[place] = text.len();
            let piece = &pieces[group.pieces[place]];
            if piece.hyphen {
                text.push('\u{AD}');
            } else if let Some(index) = piece.fragment {
                let fragment = &self.fragments[index];
                match fragment.kind {
                    Kind::Space { .. } => text.push(' '),
                    Kind::Text => text.push_str(&self.content.text[fragment.range.clone()][piece.range.clone()]),
                    Kind::Object(_) | Kind::Break => {}
                }
            }
        }
        (text, starts)
    }

    /// Adds a space behind the last word of a line, outside of its width; says how far to the left the text begins then.
    fn space_at_end(&self, group: &Group, pieces: &[Piece], text: &mut String, glyphs: &mut Vec<Glyph>) -> f32 {
        let fragments = group.pieces.iter().filter_map(|piece| pieces[*piece].fragment);
        let Some(fragment) = fragments.map(|index| &self.fragments[index]).next() else { return 0.0 };
        let shaped = self.engine.shaper.shape(fragment.key, " ");
        let [space] = &*shaped.glyphs else { return 0.0 };
        if space.id == 0 {
            return 0.0;
        }
        let advance = to_points(space.advance, fragment.scale);
        let cluster = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let glyph = Glyph { id: space.id, cluster, advance, dx: 0.0, dy: 0.0 };
        text.push(' ');
        if group.level % 2 == 1 {
            glyphs.insert(0, glyph);
            return advance;
        }
        glyphs.push(glyph);
        0.0
    }
}

/// Gives the letters of a word more or less room: evenly, and what belongs to one letter stays where it is.
fn spread_glyphs(glyphs: &mut [Glyph], difference: f32) {
    let ends: Vec<usize> = (0..glyphs.len())
        .filter(|at| glyphs.get(at + 1).is_none_or(|next| next.cluster != glyphs[*at].cluster))
        .collect();
    #[expect(clippy::cast_precision_loss, reason = "a word has few letters")]
    let share = difference / ends.len() as f32;
    for at in ends {
        glyphs[at].advance += share;
    }
}

/// Pieces that stand beside each other and look the same.
struct Group {
    /// Its first piece in reading order.
    first: usize,
    /// Its pieces from left to right.
    pieces: Vec<usize>,
    /// Room before the piece of an index.
    air: Vec<(usize, f32)>,
    x: f32,
    width: f32,
    run: u32,
    face: FaceId,
    level: u8,
    object: bool,
    missing: bool,
}
