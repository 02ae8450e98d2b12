//! References inside a picture: ids are renamed, those that nobody uses go, and what would draw without end is stopped.

use super::element::{Child, Element, Value};
use crate::picture::PictureError;
use pamphlet_source::limits::{SVG_DRAWN, SVG_DRAWN_BYTES, SVG_LEVELS};
use std::collections::{BTreeMap, BTreeSet};

/// Renames ids to `<prefix>-<number>` in the order of use, takes out references that lead nowhere or in a circle.
///
/// # Errors
/// When following the references draws more elements, or goes deeper, than the limits allow.
pub(super) fn resolve(tree: &mut Element, prefix: &str, notes: &mut Vec<String>) -> Result<(), PictureError> {
    let mut graph = Graph::default();
    graph.add(tree, None);
    let mut cut = BTreeSet::new();
    graph.weigh(0, 0, &mut cut)?;
    if !cut.is_empty() {
        notes.push("a part that contains itself was taken out".to_owned());
    }
    let mut names = BTreeMap::new();
    let mut index = 0;
    rename(tree, &graph, &cut, prefix, &mut names, &mut index);
    keep_ids(tree, &names, &mut BTreeSet::new());
    Ok(())
}

/// What is drawn for an element once references are followed.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    elements: u64,
    /// Of outlines, dashes and other values, counted each time they are drawn.
    bytes: u64,
    /// Points of outlines, at which markers may stand.
    points: u64,
}

impl Weight {
    /// What an element by itself draws.
    fn of(element: &Element) -> Self {
        let mut weight = Self { elements: 1, ..Self::default() };
        for (name, value) in &element.attributes {
            let Value::Text(text) = value else { continue };
            weight.bytes = weight.bytes.saturating_add(text.len() as u64);
            if matches!(*name, "d" | "points") {
                weight.points = points(text);
            }
        }
        weight
    }

    fn add(&mut self, other: Self) {
        self.elements = self.elements.saturating_add(other.elements);
        self.bytes = self.bytes.saturating_add(other.bytes);
        self.points = self.points.saturating_add(other.points);
    }

    fn times(self, count: u64) -> Self {
        Self {
            elements: self.elements.saturating_mul(count),
            bytes: self.bytes.saturating_mul(count),
            points: self.points.saturating_mul(count),
        }
    }
}

/// About how many points an outline has, rather too many: two numbers a point, or a letter. A point may part numbers.
fn points(outline: &str) -> u64 {
    let is_number = |byte: u8| byte.is_ascii_digit() || byte == b'.';
    let bytes = outline.as_bytes();
    let runs = bytes.windows(2).filter(|pair| is_number(pair[0]) && !is_number(pair[1])).count() + 1;
    let numbers = runs + outline.matches('.').count();
    let letters = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    (numbers / 2 + letters) as u64
}

/// The elements by number, in the order of the file, with what they hold and refer to.
#[derive(Default)]
struct Graph {
    children: Vec<Vec<usize>>,
    references: Vec<Vec<(&'static str, String)>>,
    /// Bytes of values that everything in an element takes over.
    inherited: Vec<u64>,
    own: Vec<Weight>,
    by_id: BTreeMap<String, usize>,
    weights: Vec<Option<Weight>>,
    open: Vec<bool>,
}

impl Graph {
    fn add(&mut self, element: &Element, parent: Option<usize>) {
        let number = self.children.len();
        self.children.push(Vec::new());
        self.weights.push(None);
        self.open.push(false);
        self.own.push(Weight::of(element));
        let inherited = element.attributes.iter().filter_map(|(name, value)| match value {
            // To read a dash takes about four times as long as a piece of an outline.
            Value::Text(text) if *name == "stroke-dasharray" => Some(text.len() as u64 * 4),
            Value::Text(text) if *name == "font-family" => Some(text.len() as u64),
            _ => None,
        });
        self.inherited.push(inherited.sum());
        self.references.push(
            element
                .attributes
                .iter()
                .filter_map(|(name, value)| match value {
                    Value::Url(id) | Value::Href(id) => Some((*name, id.clone())),
                    Value::Text(_) => None,
                })
                .collect(),
        );
        if let Some(parent) = parent {
            self.children[parent].push(number);
        }
        if let Some(id) = &element.id {
            self.by_id.entry(id.clone()).or_insert(number);
        }
        for child in &element.children {
            if let Child::Element(child) = child {
                self.add(child, Some(number));
            }
        }
    }

    /// What is drawn for an element. A reference to an element that is being weighed is a circle: it is cut.
    fn weigh(
        &mut self,
        number: usize,
        depth: usize,
        cut: &mut BTreeSet<(usize, String)>,
    ) -> Result<Weight, PictureError> {
        if let Some(weight) = self.weights[number] {
            return Ok(weight);
        }
        if depth > SVG_LEVELS {
            return Err(PictureError(format!("the SVG file refers to itself more than {SVG_LEVELS} deep")));
        }
        self.open[number] = true;
        let mut weight = self.own[number];
        for child in self.children[number].clone() {
            weight.add(self.weigh(child, depth + 1, cut)?);
        }
        let mut markers = Weight::default();
        for (name, id) in self.references[number].clone() {
            let Some(target) = self.by_id.get(&id).copied() else { continue };
            if self.open[target] {
                cut.insert((number, id));
                continue;
            }
            let drawn = self.weigh(target, depth + 1, cut)?;
            if name == "marker-mid" { markers.add(drawn) } else { weight.add(drawn) }
        }
        let points = weight.points.max(1);
        weight.add(markers.times(points));
        weight.bytes = weight.bytes.saturating_add(self.inherited[number].saturating_mul(weight.elements));
        self.open[number] = false;
        self.weights[number] = Some(weight);
        if weight.elements > SVG_DRAWN {
            return Err(PictureError(format!("the SVG file draws more than {SVG_DRAWN} elements")));
        }
        if weight.bytes > SVG_DRAWN_BYTES {
            let most = SVG_DRAWN_BYTES >> 20;
            return Err(PictureError(format!("what the SVG file draws takes more than {most} MiB")));
        }
        Ok(weight)
    }
}

fn rename(
    element: &mut Element,
    graph: &Graph,
    cut: &BTreeSet<(usize, String)>,
    prefix: &str,
    names: &mut BTreeMap<String, String>,
    index: &mut usize,
) {
    let number = *index;
    *index += 1;
    element.attributes.retain_mut(|(_, value)| match value {
        Value::Text(_) => true,
        Value::Url(id) | Value::Href(id) => {
            if !graph.by_id.contains_key(id) || cut.contains(&(number, id.clone())) {
                return false;
            }
            let next = names.len() + 1;
            id.clone_from(names.entry(id.clone()).or_insert_with(|| format!("{prefix}-{next}")));
            true
        }
    });
    for child in &mut element.children {
        if let Child::Element(child) = child {
            rename(child, graph, cut, prefix, names, index);
        }
    }
    // Without what it draws, a `<use>` is invalid; so is text on no path.
    element.children.retain(|child| match child {
        Child::Element(child) => {
            !matches!(child.name, "use" | "textPath") || child.attributes.iter().any(|(name, _)| *name == "xlink:href")
        }
        Child::Text(_) => true,
    });
}

fn keep_ids(element: &mut Element, names: &BTreeMap<String, String>, seen: &mut BTreeSet<String>) {
    element.id = element.id.take().filter(|id| seen.insert(id.clone())).and_then(|id| names.get(&id).cloned());
    for child in &mut element.children {
        if let Child::Element(child) = child {
            keep_ids(child, names, seen);
        }
    }
}
