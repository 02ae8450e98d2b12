//! The breaking of a paragraph as a whole, after Knuth and Plass (1981): of all ways to break it the one with the
//! least sum of demerits. Never fails: a line that cannot be filled well is filled badly, and says so.

use super::node::Node;
use super::{Align, Setting};

/// Badness of a line whose spaces are as wide or narrow as they should be at most: TeX's scale (The `TeXbook`, 14).
const BADNESS: f64 = 100.0;

/// Spaces so many times wider than that are all equally bad, so that one line does not decide about all others.
const WORST_STRETCH: f64 = 50.0;

/// What TeX calls `\linepenalty`: of ways that are equally good the one with fewer lines is taken.
const LINE: f64 = 10.0;

/// From here on a line is called tight or loose, and from here on very loose; two neighbours more than a class apart
/// look uneven.
const LOOSE: f64 = 0.5;
const VERY_LOOSE: f64 = 1.0;

/// Demerits of such neighbours: less than TeX's 10,000, as letters give where spaces would have to.
const UNEVEN: f64 = 6_000.0;

/// Demerits of a second hyphen right below another: it is borne.
const SECOND_HYPHEN: f64 = 12_000.0;

/// Demerits of each further one: three are a ladder, which is seen.
const LADDER: f64 = 90_000.0;

/// Demerits of a hyphen right above the last line.
const HYPHEN_BEFORE_LAST: f64 = 40_000.0;

/// Demerits of the end of a word alone in the last line: worse than a line of wide spaces.
const REMNANT: f64 = 250_000.0;

/// A last line that fills less of the column looks lost, whether both sides are flush or one.
const SHORT_JUSTIFIED: f64 = 0.1;
const SHORT_RAGGED: f64 = 0.12;

/// Badness of such a line; a ragged one is easier to avoid.
const LOST_JUSTIFIED: f64 = 40.0;
const LOST_RAGGED: f64 = 60.0;

/// A rag of so much of the column, or so many points, is the measure of a good one; badness at it, and how many times
/// it is the worst.
const RAG: f64 = 0.12;
const LEAST_RAG: f64 = 8.0;
const BADNESS_OF_RAG: f64 = 40.0;
const WORST_RAG: f64 = 12.0;

/// A ragged line may end earlier instead: its hyphens count so much more.
const RAGGED_HYPHENS: f64 = 4.0;

/// Demerits of a line that is too wide, where nothing fits: more than those of any paragraph.
const OVERFULL: f64 = 1e9;

/// A hair's breadth is nothing, points: sums of many small numbers are not exact.
const ROUNDING: f64 = 0.01;

/// A line as nodes: from the first that is set to the break that ends it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LineRange {
    /// First node of the line.
    pub from: usize,
    /// The break that ends it.
    pub to: usize,
}

/// The start of a line with the best way to it.
struct Start {
    /// Node after the break.
    node: usize,
    /// How many lines are above it.
    line: usize,
    demerits: f64,
    before: Option<usize>,
    /// How many lines above end with a hyphen, one below the other.
    hyphens: u8,
    fitness: i8,
    /// The break that ended the line above.
    break_at: usize,
}

/// Sums of widths up to each node.
struct Sums {
    width: Vec<f64>,
    stretch: Vec<f64>,
    shrink: Vec<f64>,
}

fn sums(nodes: &[Node]) -> Sums {
    let capacity = nodes.len() + 1;
    let mut sums = Sums {
        width: Vec::with_capacity(capacity),
        stretch: Vec::with_capacity(capacity),
        shrink: Vec::with_capacity(capacity),
    };
    let (mut width, mut stretch, mut shrink) = (0.0, 0.0, 0.0);
    for node in nodes {
        sums.width.push(width);
        sums.stretch.push(stretch);
        sums.shrink.push(shrink);
        match node {
            Node::Indent { width: own } | Node::Box { width: own, .. } => width += f64::from(*own),
            Node::Glue { width: own, stretch: more, shrink: less, .. } => {
                width += f64::from(*own);
                stretch += f64::from(*more);
                shrink += f64::from(*less);
            }
            Node::Letters { stretch: more, shrink: less } => {
                stretch += f64::from(*more);
                shrink += f64::from(*less);
            }
            Node::Break { .. } => {}
        }
    }
    sums.width.push(width);
    sums.stretch.push(stretch);
    sums.shrink.push(shrink);
    sums
}

/// The width of a line, by its number.
pub(super) fn line_width(setting: &Setting, line: usize) -> f64 {
    f64::from(setting.beside.get(line).map_or(setting.width, |beside| beside.width))
}

/// A line that might be: its width when nothing is stretched, what its spaces give, and the width it should have.
struct Trial {
    natural: f64,
    stretch: f64,
    shrink: f64,
    target: f64,
    /// Whether a paragraph, or a line that the author ends, ends with it.
    last: bool,
}

/// A line's badness and fitness class; `None` when it is too wide.
fn judge(setting: &Setting, line: &Trial) -> Option<(f64, i8)> {
    let left = line.target - line.natural;
    if setting.align != Align::Justified {
        return judge_ragged(left, line);
    }
    if left < 0.0 {
        let ratio = if line.shrink > 0.0 { -left / line.shrink } else { f64::INFINITY };
        let fits = ratio <= 1.0 || -left < ROUNDING;
        return fits.then(|| (BADNESS * ratio.min(1.0).powi(3), if ratio > LOOSE { -1 } else { 0 }));
    }
    if line.last {
        return Some((if line.natural < line.target * SHORT_JUSTIFIED { LOST_JUSTIFIED } else { 0.0 }, 0));
    }
    let ratio = if line.stretch > 0.0 {
        left / line.stretch
    } else if left < ROUNDING {
        0.0
    } else {
        WORST_STRETCH
    };
    let fitness = if ratio > VERY_LOOSE { 2 } else { i8::from(ratio > LOOSE) };
    Some((BADNESS * ratio.min(WORST_STRETCH).powi(3), fitness))
}

/// The same for a line that is flush at one side: lines of about one length make a good rag.
fn judge_ragged(left: f64, line: &Trial) -> Option<(f64, i8)> {
    if left < -ROUNDING {
        return None;
    }
    if line.last {
        return Some((if line.natural < line.target * SHORT_RAGGED { LOST_RAGGED } else { 0.0 }, 0));
    }
    let ratio = left / (line.target * RAG).max(LEAST_RAG);
    Some((BADNESS_OF_RAG * ratio.min(WORST_RAG).powi(2), 0))
}

/// The first node of a line that begins behind a break: room at its beginning is not set.
fn skip(nodes: &[Node], mut node: usize) -> usize {
    while matches!(nodes.get(node), Some(Node::Glue { .. } | Node::Break { forced: false, .. })) {
        node += 1;
    }
    node
}

/// A place where a line may end.
#[derive(Clone, Copy)]
struct Break {
    at: usize,
    penalty: f64,
    hyphen: f64,
    forced: bool,
}

/// The search under way.
struct Search<'s> {
    nodes: &'s [Node],
    setting: &'s Setting,
    sums: Sums,
    starts: Vec<Start>,
    /// The starts from which a line may still end at the next break.
    active: Vec<usize>,
}

impl Search<'_> {
    /// The line from a start to a break.
    fn trial(&self, start: &Start, end: Break) -> Trial {
        let (from, sums) = (start.node, &self.sums);
        Trial {
            natural: sums.width[end.at] - sums.width[from] + end.hyphen,
            stretch: sums.stretch[end.at] - sums.stretch[from],
            shrink: sums.shrink[end.at] - sums.shrink[from],
            target: line_width(self.setting, start.line),
            last: end.forced,
        }
    }

    /// The demerits of a line from a start to a break.
    fn demerits(&self, start: &Start, end: Break, line: &Trial, badness: f64, fitness: i8) -> f64 {
        let ragged = end.hyphen > 0.0 && self.setting.align != Align::Justified;
        let penalty = end.penalty * if ragged { RAGGED_HYPHENS } else { 1.0 };
        let mut demerits = (LINE + badness).powi(2) + penalty * penalty;
        if start.hyphens > 0 && end.hyphen > 0.0 {
            demerits += if start.hyphens == 1 { SECOND_HYPHEN } else { LADDER };
        }
        if start.hyphens > 0 && end.forced {
            demerits += if line.natural < line.target * SHORT_RAGGED { REMNANT } else { HYPHEN_BEFORE_LAST };
        }
        if (start.fitness - fitness).abs() > 1 {
            demerits += UNEVEN;
        }
        demerits
    }

    /// The start of the line behind a break that ends the line of another start.
    fn next(&self, before: usize, end: Break, demerits: f64, fitness: i8) -> Start {
        let start = &self.starts[before];
        Start {
            node: skip(self.nodes, end.at + 1),
            line: start.line + 1,
            demerits: start.demerits + demerits,
            before: Some(before),
            hyphens: if end.hyphen > 0.0 { start.hyphens.saturating_add(1) } else { 0 },
            fitness,
            break_at: end.at,
        }
    }

    /// The best ways to a break: one for each number of lines above, as far as lines differ in width.
    fn ways(&mut self, end: Break, found: &mut Vec<(usize, Start)>) {
        let special_lines = self.setting.beside.len();
        let mut widest: Option<usize> = None;
        let mut index = 0;
        while index < self.active.len() {
            let id = self.active[index];
            let start = &self.starts[id];
            if start.node > end.at {
                index += 1;
                continue;
            }
            let line = self.trial(start, end);
            if let Some((badness, fitness)) = judge(self.setting, &line) {
                let demerits = self.demerits(start, end, &line, badness, fitness);
                let next = self.next(id, end, demerits, fitness);
                let bucket = next.line.min(special_lines);
                match found.iter_mut().find(|(known, _)| *known == bucket) {
                    Some((_, best)) if best.demerits <= next.demerits => {}
                    Some((_, best)) => *best = next,
                    None => found.push((bucket, next)),
                }
                index += 1;
            } else {
                widest = Some(match widest {
                    Some(other) if self.starts[other].node > start.node => other,
                    _ => id,
                });
                self.active.remove(index);
            }
        }
        if let Some(id) = widest
            && found.is_empty()
            && self.active.iter().all(|id| self.starts[*id].node > end.at)
        {
            // Nothing fits: the shortest of the lines that are too wide is taken as it is.
            let next = self.next(id, end, OVERFULL, 0);
            found.push((next.line.min(special_lines), next));
        }
    }

    /// The lines on the best way to a break that ends a paragraph, or a line that the author ends.
    fn lines(&self, best: &Start, out: &mut Vec<LineRange>) {
        let first = out.len();
        let mut line = Some(best);
        while let Some(end) = line {
            let Some(before) = end.before else { break };
            out.push(LineRange { from: self.starts[before].node, to: end.break_at });
            line = (before > 0 && self.starts[before].before.is_some()).then(|| &self.starts[before]);
        }
        out[first..].reverse();
    }

    /// Begins anew behind a break, with so many lines above.
    fn begin(&mut self, node: usize, line: usize, break_at: usize) {
        self.starts.clear();
        self.starts.push(Start { node, line, demerits: 0.0, before: None, hyphens: 0, fitness: 0, break_at });
        self.active.clear();
        self.active.push(0);
    }
}

pub(super) fn total_fit(nodes: &[Node], setting: &Setting) -> Vec<LineRange> {
    let mut search = Search { nodes, setting, sums: sums(nodes), starts: Vec::new(), active: Vec::new() };
    search.begin(skip(nodes, 0), 0, 0);
    let mut lines = Vec::new();
    let mut found: Vec<(usize, Start)> = Vec::new();
    for (at, node) in nodes.iter().enumerate() {
        let Node::Break { penalty, hyphen, forced } = *node else { continue };
        let end = Break { at, penalty: f64::from(penalty), hyphen: f64::from(hyphen), forced };
        found.clear();
        search.ways(end, &mut found);
        if forced {
            let best = found.drain(..).min_by(|(_, one), (_, other)| one.demerits.total_cmp(&other.demerits));
            if let Some((_, best)) = best {
                search.lines(&best, &mut lines);
                search.begin(skip(nodes, at + 1), lines.len(), at);
            }
        } else {
            for (_, start) in found.drain(..) {
                search.starts.push(start);
                search.active.push(search.starts.len() - 1);
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use crate::display::Color;
    use crate::font::Theme;
    use crate::paragraph::{Align, Content, Engine, Setting, TextStyle, lay};
    use pamphlet_locale::{Direction, Tag};

    #[test]
    fn three_hyphens_hardly_stand_above_each_other() {
        let words = "Wer eine Nachricht verschickt, möchte meistens nicht, dass andere sie lesen. Die Verschlüsselung sorgt \
                     dafür, dass nur die Empfängerin den Inhalt sieht, aber die Betreiber wissen trotzdem, wann jemand \
                     geschrieben hat. Darum vergleichen wir die Programme sorgfältig miteinander und beschreiben ihre \
                     Einstellungen verständlich.";
        let text = [words; 6].join(" ");
        let engine = Engine::shared();
        let setting = Setting {
            width: 0.0,
            beside: Vec::new(),
            indent: 0.0,
            align: Align::Justified,
            direction: Direction::Ltr,
            leading: 14.0,
            hyphenate: true,
        };
        // Where three were only a pair more, there were 26.
        let mut ladders = 0;
        for width in 220..420 {
            let mut content = Content::default();
            content.push(
                &text,
                TextStyle::plain(Theme::Sans, 10.0, Color::BLACK),
                &Tag::parse("de").unwrap(),
                None,
                None,
            );
            #[expect(clippy::cast_precision_loss, reason = "a small number")]
            let lines = lay(engine, &content, &Setting { width: width as f32, ..setting.clone() }).lines;
            ladders += lines.windows(3).filter(|lines| lines.iter().all(|line| line.hyphenated)).count();
        }
        assert!(ladders <= 5, "{ladders}");
    }
}
