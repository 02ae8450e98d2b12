//! What is drawn of a line whose parts have their places: grounds and rules, areas of links, glyphs and objects.

use super::super::content::{ObjectKind, Rule};
use super::super::fragment::{FragmentKind, to_points};
use super::super::line::{Drawn, Line, ShapedRun};
use super::{LineRun, Setter};
use crate::display::{FaceId, Glyph, NodeId};
use crate::font::Region;
use crate::style::sizes::decoration;

impl Setter<'_> {
    /// Grounds, frames and rules of runs.
    pub(super) fn decorate(&self, line: &mut Line, groups: &[Group], line_runs: &[LineRun]) {
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
                group.line_runs.iter().all(|line_run| {
                    line_runs[*line_run]
                        .fragment
                        .is_some_and(|f| matches!(self.fragments[f].kind, FragmentKind::Space { .. }))
                })
            };
            let style = &run.style;
            if style.ground.is_some() || style.frame.is_some() {
                let pad = style.size * decoration::SIDES;
                let language = self.content.languages.get(usize::from(run.language));
                let low = matches!(language.map(Region::of), Some(Region::Naskh | Region::Persian));
                let (above, below) = if low { decoration::HEIGHT_OF_NASKH } else { decoration::HEIGHT };
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
            let thickness = (style.size * decoration::RULE).max(decoration::RULE_LEAST);
            match style.rule {
                Rule::None => {}
                Rule::Under(color) => line.drawn.push((
                    None,
                    Drawn::Rule { x, width, y: style.rise - style.size * decoration::UNDER, thickness, color },
                )),
                Rule::Through(color) => {
                    line.drawn.push((
                        None,
                        Drawn::Rule { x, width, y: style.rise + style.size * decoration::THROUGH, thickness, color },
                    ));
                }
            }
        }
    }

    pub(super) fn links(&self, groups: &[Group]) -> Vec<(Option<NodeId>, Drawn)> {
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

    pub(super) fn draw(&self, line: &mut Line, group: &Group, line_runs: &[LineRun], end: Option<char>) {
        let run = &self.content.runs[group.run as usize];
        if group.object {
            self.object(line, group, line_runs);
            return;
        }
        let rtl = group.level % 2 == 1;
        let (mut text, starts) = self.text(group, line_runs);
        if end == Some('\u{AD}') {
            text.push('\u{AD}');
        }
        let mut glyphs: Vec<Glyph> = Vec::new();
        let mut air = group.air.iter().peekable();
        let mut x = group.x;
        let mut scale = 0.0;
        for (place, index) in group.line_runs.iter().enumerate() {
            while let Some((_, width)) = air.next_if(|(at, _)| *at <= place) {
                match glyphs.last_mut() {
                    Some(last) => last.advance += width,
                    None => x += width,
                }
            }
            let line_run = &line_runs[*index];
            let Some(fragment) = line_run.fragment.map(|index| &self.fragments[index]) else { continue };
            scale = fragment.scale;
            let Some(shaped) = &line_run.shaped else { continue };
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
            let difference = line_run.width - natural;
            if difference.abs() > 0.001 {
                spread_glyphs(&mut glyphs[first..], difference);
            }
            if line_run.pull != 0.0 {
                for glyph in &mut glyphs[first..] {
                    glyph.dx -= line_run.pull;
                }
            }
        }
        if glyphs.is_empty() {
            return;
        }
        if end == Some(' ') && !text.ends_with(' ') {
            x -= self.space_at_end(group, line_runs, &mut text, &mut glyphs);
        }
        let face = self.engine.faces.get(group.face);
        let size = if scale > 0.0 { scale * face.units_per_em() } else { run.style.size };
        line.drawn.push((
            run.node,
            Drawn::Glyphs(ShapedRun {
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

    /// Draws something that stands in a line and is no text.
    fn object(&self, line: &mut Line, group: &Group, line_runs: &[LineRun]) {
        let fragment = group.line_runs.first().and_then(|index| line_runs[*index].fragment);
        let Some(FragmentKind::Object(index)) = fragment.map(|index| &self.fragments[index].kind) else { return };
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
    fn text(&self, group: &Group, line_runs: &[LineRun]) -> (String, Vec<usize>) {
        let mut text = String::new();
        let mut starts = vec![0; group.line_runs.len()];
        let mut places: Vec<usize> = (0..group.line_runs.len()).collect();
        if group.level % 2 == 1 {
            places.reverse();
        }
        for place in places {
            starts[place] = text.len();
            let line_run = &line_runs[group.line_runs[place]];
            if line_run.hyphen {
                text.push('\u{AD}');
            } else if let Some(index) = line_run.fragment {
                let fragment = &self.fragments[index];
                match fragment.kind {
                    FragmentKind::Space { .. } => text.push(' '),
                    FragmentKind::Text => {
                        text.push_str(&self.content.text[fragment.range.clone()][line_run.range.clone()]);
                    }
                    FragmentKind::Object(_) | FragmentKind::Break => {}
                }
            }
        }
        (text, starts)
    }

    /// Adds a space behind the last word of a line, outside of its width; says how far to the left the text begins then.
    fn space_at_end(&self, group: &Group, line_runs: &[LineRun], text: &mut String, glyphs: &mut Vec<Glyph>) -> f32 {
        let fragments = group.line_runs.iter().filter_map(|line_run| line_runs[*line_run].fragment);
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
pub(super) struct Group {
    /// Its first piece in reading order.
    pub(super) first: usize,
    /// Its pieces from left to right.
    pub(super) line_runs: Vec<usize>,
    /// Room before the piece of an index.
    pub(super) air: Vec<(usize, f32)>,
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) run: u32,
    pub(super) face: FaceId,
    pub(super) level: u8,
    pub(super) object: bool,
    pub(super) missing: bool,
}
