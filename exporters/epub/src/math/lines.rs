//! A formula that is too wide for any page, in several lines. No reader breaks `MathML` by itself, and letters that grow
//! smaller until all fit cannot be read. Lines begin with the sign that relates or joins, as in print.

use super::is_dropped;
pub(super) use super::width::columns;
use super::width::width;
use pamphlet_source::limits::MATHML_LEVELS;
use roxmltree::Node;

/// From this width on, in sizes of its letters, a formula is broken: on a telephone it would be set at three quarters.
pub(super) const WHOLE: f32 = 28.0;
/// How wide a line may be.
const LINE: f32 = 20.0;
/// How wide a line may be beside columns that leave less.
const LEAST: f32 = 8.0;
/// How far lines after the first are set in.
pub(super) const INDENT: f32 = 2.0;

/// What a line costs that is wider, for each size of a letter.
const WIDER: f32 = 20.0;
/// What each line costs.
const ANOTHER: f32 = 3.0;
/// What a break inside of brackets costs, for each pair.
const INSIDE: f32 = 6.0;

/// Signs that relate what stands on their two sides.
const RELATIONS: &str = "=≠<>≤≥≪≫≈≃≅≡∼∝∈∉∋⊂⊃⊆⊇→←↔⇒⇐⇔↦⟶⟵⟹⟸⟺≔∣⊢⊨≺≻";
/// Signs that join them.
const JOINING: &str = "+-−±∓×÷·⋅∗∪∩∧∨⊕⊗∘∖⊎";

/// The lines of a formula that has to be broken; none where one line will do, or where nothing is gained.
pub(super) fn lines<'a, 'x>(root: Node<'a, 'x>) -> Option<Vec<Vec<Node<'a, 'x>>>> {
    if width(root, 0) <= WHOLE {
        return None;
    }
    within(root, LINE)
}

/// The lines of a row of a table whose first columns have some width, which stand in its last one; none where one line
/// will do.
pub(super) fn row_lines<'a, 'x>(row: Node<'a, 'x>, first: f32) -> Option<Vec<Vec<Node<'a, 'x>>>> {
    let last = row.children().rfind(Node::is_element)?;
    if first + width(last, 0) <= WHOLE { None } else { within(last, (LINE - first).max(LEAST)) }
}

/// The lines of something that are no wider than a bound, where that can be had.
fn within<'a, 'x>(root: Node<'a, 'x>, bound: f32) -> Option<Vec<Vec<Node<'a, 'x>>>> {
    let mut parts = Vec::new();
    flatten(root, &mut parts, 0);
    let widths: Vec<f32> = parts.iter().map(|part| width(*part, 0)).collect();
    let breaks: Vec<(usize, f32)> = breaks(&parts);
    // The best ways to end a line before each break, and at the end.
    let ends: Vec<(usize, f32)> = breaks.iter().copied().chain([(parts.len(), 0.0)]).collect();
    let mut best: Vec<(f32, Option<usize>)> = Vec::new();
    for (number, (end, cost)) in ends.iter().enumerate() {
        let line = |from: usize| {
            let own: f32 = widths[from..*end].iter().sum::<f32>() + if from > 0 { INDENT } else { 0.0 };
            ANOTHER + cost + (own - bound).max(0.0) * WIDER
        };
        let mut found = (line(0), None);
        for (before, (cost, _)) in best.iter().enumerate().take(number) {
            let whole = cost + line(ends[before].0);
            if whole < found.0 {
                found = (whole, Some(before));
            }
        }
        best.push(found);
    }
    let mut out = Vec::new();
    let mut at = Some(ends.len() - 1);
    while let Some(number) = at {
        at = best[number].1;
        out.push(parts[at.map_or(0, |before| ends[before].0)..ends[number].0].to_vec());
    }
    out.reverse();
    (out.len() > 1).then_some(out)
}

/// How wide the widest of some lines is.
pub(super) fn widest(lines: &[Vec<Node<'_, '_>>]) -> f32 {
    let of = |(number, line): (usize, &Vec<Node<'_, '_>>)| {
        line.iter().map(|part| width(*part, 0)).sum::<f32>() + if number > 0 { INDENT } else { 0.0 }
    };
    // Readers leave room on the two sides of a cell.
    lines.iter().enumerate().map(of).fold(0.0, f32::max) + 0.8
}

/// The parts that stand beside each other. What groups without showing it is opened; what grows with its content is not.
fn flatten<'a, 'x>(node: Node<'a, 'x>, out: &mut Vec<Node<'a, 'x>>, depth: usize) {
    for child in node.children().filter(|child| child.is_element() && !is_dropped(*child)) {
        let grows = |sign: Node<'_, '_>| sign.tag_name().name() == "mo" && sign.attribute("stretchy") == Some("true");
        let groups = match child.tag_name().name() {
            "mrow" => !child.children().any(|part| grows(part) || part.attribute("fence") == Some("true")),
            "mstyle" => child.attribute("mathsize").is_none() && child.attribute("displaystyle") != Some("false"),
            "semantics" => true,
            _ => false,
        };
        if groups && depth < MATHML_LEVELS {
            flatten(child, out, depth + 1);
        } else {
            out.push(child);
        }
    }
}

/// Before which parts a line may end, and what that costs.
fn breaks(parts: &[Node<'_, '_>]) -> Vec<(usize, f32)> {
    let mut out = Vec::new();
    let mut inside = 0_u8;
    // Whether something stands before that a sign can join to.
    let mut joins = false;
    for (index, part) in parts.iter().enumerate() {
        let text = part.text().map_or("", str::trim);
        let nested = INSIDE * f32::from(inside);
        match part.tag_name().name() {
            "mo" => {
                let is = |signs: &str| !text.is_empty() && text.chars().all(|sign| signs.contains(sign));
                if joins && is(RELATIONS) {
                    out.push((index, nested));
                } else if joins && is(JOINING) {
                    out.push((index, 1.0 + nested));
                }
                match text {
                    "(" | "[" | "{" => inside = inside.saturating_add(1),
                    ")" | "]" | "}" => inside = inside.saturating_sub(1),
                    _ => {}
                }
                joins = matches!(text, ")" | "]" | "}" | "!" | "|" | "‖");
            }
            "mspace" => {
                let wide = part.attribute("width").and_then(|width| width.strip_suffix("em")?.parse::<f32>().ok());
                if index > 0 && wide.is_some_and(|wide| wide >= 1.0) {
                    out.push((index, nested));
                }
            }
            _ => joins = true,
        }
    }
    out
}
