//! The breaking of a paragraph as a whole, after Knuth and Plass (1981): of all ways to break it the one with the
//! least sum of demerits. Never fails: a line that cannot be filled well is filled badly, and says so.

use super::node::Node;
use super::{Flush, Setting};

/// A line as nodes: from the first that is set to the break that ends it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cut {
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
            Node::Part { width: own, .. } => width += f64::from(*own),
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

/// A line's demerits and fitness; `None` when it is too wide.
fn judge(setting: &Setting, natural: f64, stretch: f64, shrink: f64, target: f64, last: bool) -> Option<(f64, i8)> {
    let left = target - natural;
    if setting.flush == Flush::Justified {
        if left < 0.0 {
            let ratio = if shrink > 0.0 { -left / shrink } else { f64::INFINITY };
            // A hair's breadth is nothing: sums of many small numbers are not exact.
            return if ratio <= 1.0 || -left < 0.01 {
                Some((100.0 * ratio.min(1.0).powi(3), if ratio > 0.5 { -1 } else { 0 }))
            } else {
                None
            };
        }
        if last {
            // A last line of a few letters looks lost.
            return Some((if natural < target * 0.1 { 40.0 } else { 0.0 }, 0));
        }
        let ratio = if stretch > 0.0 {
            left / stretch
        } else if left < 0.01 {
            0.0
        } else {
            50.0
        };
        let fitness = if ratio > 1.0 { 2 } else { i8::from(ratio > 0.5) };
        return Some((100.0 * ratio.min(50.0).powi(3), fitness));
    }
    if left < -0.01 {
        return None;
    }
    if last {
        return Some((if natural < target * 0.12 { 60.0 } else { 0.0 }, 0));
    }
    // Good rag: lines of about one length; half an eighth of the column is nothing.
    let ratio = left / (target * 0.12).max(8.0);
    Some((40.0 * ratio.min(12.0).powi(2), 0))
}

pub(super) fn total_fit(nodes: &[Node], setting: &Setting) -> Vec<Cut> {
    let sums = sums(nodes);
    let skip = |mut node: usize| {
        while matches!(nodes.get(node), Some(Node::Glue { .. } | Node::Break { forced: false, .. })) {
            node += 1;
        }
        node
    };
    let ragged_hyphens = if setting.flush == Flush::Justified { 1.0 } else { 4.0 };
    let mut starts =
        vec![Start { node: skip(0), line: 0, demerits: 0.0, before: None, hyphens: 0, fitness: 0, break_at: 0 }];
    let mut active: Vec<usize> = vec![0];
    let special_lines = setting.beside.len();
    let mut cuts = Vec::new();
    let mut found: Vec<(usize, Start)> = Vec::new();
    for (at, node) in nodes.iter().enumerate() {
        let Node::Break { penalty, hyphen, forced } = *node else { continue };
        found.clear();
        let mut widest: Option<usize> = None;
        let mut dropped = false;
        let mut index = 0;
        while index < active.len() {
            let id = active[index];
            let start = &starts[id];
            if start.node > at {
                index += 1;
                continue;
            }
            let natural = sums.width[at] - sums.width[start.node] + f64::from(hyphen);
            let (stretch, shrink) =
                (sums.stretch[at] - sums.stretch[start.node], sums.shrink[at] - sums.shrink[start.node]);
            let target = line_width(setting, start.line);
            let judged = judge(setting, natural, stretch, shrink, target, forced);
            #[expect(clippy::single_match_else, reason = "both ways are of one weight")]
            match judged {
                Some((badness, fitness)) => {
                    let penalty = f64::from(penalty) * if hyphen > 0.0 { ragged_hyphens } else { 1.0 };
                    let mut demerits = (10.0 + badness).powi(2) + penalty * penalty;
                    if start.hyphens > 0 && hyphen > 0.0 {
                        // Two are borne, three are a ladder.
                        demerits += if start.hyphens == 1 { 12_000.0 } else { 90_000.0 };
                    }
                    if start.hyphens > 0 && forced {
                        // The end of a word alone in the last line is worse than a line of wide spaces.
                        demerits += if natural < target * 0.12 { 250_000.0 } else { 40_000.0 };
                    }
                    if (start.fitness - fitness).abs() > 1 {
                        demerits += 6_000.0;
                    }
                    let total = start.demerits + demerits;
                    let line = start.line + 1;
                    let bucket = line.min(special_lines);
                    let next = Start {
                        node: skip(at + 1),
                        line,
                        demerits: total,
                        before: Some(id),
                        hyphens: if hyphen > 0.0 { start.hyphens.saturating_add(1) } else { 0 },
                        fitness,
                        break_at: at,
                    };
                    match found.iter_mut().find(|(known, _)| *known == bucket) {
                        Some((_, best)) if best.demerits <= total => {}
                        Some((_, best)) => *best = next,
                        None => found.push((bucket, next)),
                    }
                    index += 1;
                }
                None => {
                    widest = Some(match widest {
                        Some(other) if starts[other].node > start.node => other,
                        _ => id,
                    });
                    dropped = true;
                    active.remove(index);
                }
            }
        }
        if found.is_empty() && active.iter().all(|id| starts[*id].node > at) && dropped {
            // Nothing fits: the shortest of the lines that are too wide is taken as it is.
            if let Some(id) = widest {
                let start = &starts[id];
                let next = Start {
                    node: skip(at + 1),
                    line: start.line + 1,
                    demerits: start.demerits + 1e9,
                    before: Some(id),
                    hyphens: if hyphen > 0.0 { start.hyphens.saturating_add(1) } else { 0 },
                    fitness: 0,
                    break_at: at,
                };
                found.push((next.line.min(special_lines), next));
            }
        }
        if forced {
            let best = found.drain(..).min_by(|(_, one), (_, other)| one.demerits.total_cmp(&other.demerits));
            if let Some((_, best)) = best {
                let mut line = Some(&best);
                let first = cuts.len();
                while let Some(end) = line {
                    let Some(before) = end.before else { break };
                    cuts.push(Cut { from: starts[before].node, to: end.break_at });
                    line = (before > 0 && starts[before].before.is_some()).then(|| &starts[before]);
                }
                cuts[first..].reverse();
                let next = Start {
                    node: skip(at + 1),
                    line: cuts.len(),
                    demerits: 0.0,
                    before: None,
                    hyphens: 0,
                    fitness: 0,
                    break_at: at,
                };
                starts.clear();
                starts.push(next);
                active.clear();
                active.push(0);
            }
        } else {
            for (_, start) in found.drain(..) {
                starts.push(start);
                active.push(starts.len() - 1);
            }
        }
    }
    cuts
}

#[cfg(test)]
mod tests {
    use crate::display::Color;
    use crate::font::Theme;
    use crate::paragraph::{Content, Engine, Flush, Rule, Setting, TextStyle, lay};
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
            flush: Flush::Justified,
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
                TextStyle {
                    theme: Theme::Sans,
                    bold: false,
                    italic: false,
                    size: 10.0,
                    rise: 0.0,
                    color: Color::BLACK,
                    ground: None,
                    frame: None,
                    rule: Rule::None,
                    tabular: false,
                    code: false,
                },
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
