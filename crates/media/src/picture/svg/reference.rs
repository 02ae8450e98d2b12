//! References inside a picture: ids are renamed, those that nobody uses go, and what would draw without end is stopped.

use super::element::{Child, Element, Value};
use crate::picture::PictureError;
use pamphlet_source::limits::{SVG_DRAWN, SVG_LEVELS};
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

/// The prefix of the ids of a cleaned picture; none when it has none.
pub(super) fn prefix_of(svg: &str) -> Option<&str> {
    let after = &svg[svg.find(" id=\"")? + " id=\"".len()..];
    after[..after.find('"')?].rsplit_once('-').map(|(prefix, _)| prefix)
}

/// The elements by number, in the order of the file, with what they hold and refer to.
#[derive(Default)]
struct Graph {
    children: Vec<Vec<usize>>,
    references: Vec<Vec<String>>,
    by_id: BTreeMap<String, usize>,
    weights: Vec<Option<u64>>,
    open: Vec<bool>,
}

impl Graph {
    fn add(&mut self, element: &Element, parent: Option<usize>) {
        let number = self.children.len();
        self.children.push(Vec::new());
        self.weights.push(None);
        self.open.push(false);
        self.references.push(
            element
                .attributes
                .iter()
                .filter_map(|(_, value)| match value {
                    Value::Url(id) | Value::Href(id) => Some(id.clone()),
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

    /// How many elements are drawn for one. A reference to an element that is being weighed is a circle: it is cut.
    fn weigh(&mut self, number: usize, depth: usize, cut: &mut BTreeSet<(usize, String)>) -> Result<u64, PictureError> {
        if let Some(weight) = self.weights[number] {
            return Ok(weight);
        }
        if depth > SVG_LEVELS {
            return Err(PictureError(format!("the SVG file refers to itself more than {SVG_LEVELS} deep")));
        }
        self.open[number] = true;
        let mut weight = 1_u64;
        for child in self.children[number].clone() {
            weight = weight.saturating_add(self.weigh(child, depth + 1, cut)?);
        }
        for id in self.references[number].clone() {
            let Some(target) = self.by_id.get(&id).copied() else { continue };
            if self.open[target] {
                cut.insert((number, id));
            } else {
                weight = weight.saturating_add(self.weigh(target, depth + 1, cut)?);
            }
        }
        self.open[number] = false;
        self.weights[number] = Some(weight);
        if weight > SVG_DRAWN {
            return Err(PictureError(format!("the SVG file draws more than {SVG_DRAWN} elements")));
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
