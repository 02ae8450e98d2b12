//! A graph as a flowchart in the language of Mermaid.

use super::label::{self, Names};
use super::read::{Attributes, Cluster, Edge, Graph, Node, Value};
use std::fmt::Write as _;
use std::str::FromStr as _;

/// Writes a graph as a flowchart.
pub(super) fn flowchart(graph: &Graph) -> String {
    let mut out = String::new();
    let title = Writer { graph }.label(&graph.attributes, &graph.name).join(" ");
    if !title.is_empty() {
        let _ = writeln!(out, "---\ntitle: \"{}\"\n---", title.replace('\\', "\\\\").replace('"', "\\\""));
    }
    let direction = match text(&graph.attributes, "rankdir").to_ascii_uppercase().as_str() {
        "LR" => "LR",
        "RL" => "RL",
        "BT" => "BT",
        _ => "TB",
    };
    let _ = writeln!(out, "flowchart {direction}");
    let writer = Writer { graph };
    writer.inside(None, &mut out);
    for edge in &graph.edges {
        writer.edge(edge, &mut out);
    }
    for (number, edge) in graph.edges.iter().enumerate() {
        if let Some(color) = color(text(&edge.attributes, "color")) {
            let _ = writeln!(out, "linkStyle {number} stroke:{color}");
        }
    }
    out
}

struct Writer<'g> {
    graph: &'g Graph,
}

impl Writer<'_> {
    /// The lines that a label says; those of a node without a label are its name.
    fn label(&self, attributes: &Attributes, name: &str) -> Vec<String> {
        let names = Names { own: name, graph: &self.graph.name };
        let mut lines = attributes.get("label").map(|label| label::lines(label, &names)).unwrap_or_default();
        lines.extend(attributes.get("xlabel").into_iter().flat_map(|label| label::lines(label, &names)));
        lines
    }

    /// Writes what stands in a cluster, or in none.
    fn inside(&self, cluster: Option<usize>, out: &mut String) {
        for (number, node) in self.graph.nodes.iter().enumerate().filter(|(_, node)| node.cluster == cluster) {
            self.node(number, node, out);
        }
        for (number, part) in self.graph.clusters.iter().enumerate().filter(|(_, part)| part.parent == cluster) {
            if !self.holds(number) {
                continue;
            }
            let label = quoted(&self.label(&part.attributes, ""));
            let _ = writeln!(out, "subgraph c{number}[{label}]");
            self.inside(Some(number), out);
            let _ = writeln!(out, "end");
            style_of_cluster(number, part, out);
        }
    }

    /// Whether any node stands in a cluster. An empty one is not drawn, as Graphviz does not draw it.
    fn holds(&self, cluster: usize) -> bool {
        self.graph.nodes.iter().any(|node| node.cluster == Some(cluster))
            || self.graph.clusters.iter().enumerate().any(|(number, part)| {
                // Those inside come behind those around them.
                number > cluster && part.parent == Some(cluster) && self.holds(number)
            })
    }

    fn node(&self, number: usize, node: &Node, out: &mut String) {
        let attributes = &node.attributes;
        let shape = text(attributes, "shape").to_ascii_lowercase();
        let lines = match attributes.get("label") {
            Some(Value::Text(label)) if shape.ends_with("record") => {
                let down = matches!(text(&self.graph.attributes, "rankdir"), "LR" | "RL");
                label::record(label, down, &Names { own: &node.name, graph: &self.graph.name })
            }
            Some(_) => self.label(attributes, &node.name),
            None => {
                let own = if shape == "point" { Vec::new() } else { vec![node.name.clone()] };
                own.into_iter().chain(self.label(attributes, &node.name)).collect()
            }
        };
        let rounded = text(attributes, "style").contains("rounded");
        let (open, close) = sides(&shape, rounded);
        let _ = writeln!(out, "n{number}{open}{}{close}", quoted(&lines));
        let mut styles = styles(attributes, "color");
        if matches!(shape.as_str(), "plaintext" | "plain" | "none" | "underline") {
            styles = vec!["fill:none".to_owned(), "stroke:none".to_owned()];
        }
        if !styles.is_empty() {
            let _ = writeln!(out, "style n{number} {}", styles.join(","));
        }
    }

    fn edge(&self, edge: &Edge, out: &mut String) {
        let attributes = &edge.attributes;
        let name = format!("{} {}", self.graph.nodes[edge.from].name, self.graph.nodes[edge.to].name);
        let mut lines = self.label(attributes, &name);
        let names = Names { own: &name, graph: &self.graph.name };
        let end = |key: &str| {
            let lines = attributes.get(key).map(|label| label::lines(label, &names)).unwrap_or_default();
            lines.join(" ")
        };
        let (tail, head) = (end("taillabel"), end("headlabel"));
        if !tail.is_empty() || !head.is_empty() {
            lines.push(format!("{tail} … {head}").trim().to_owned());
        }
        let directed = if self.graph.directed { "forward" } else { "none" };
        let ways = match text(attributes, "dir") {
            "" => directed,
            other => other,
        };
        let has = |way: bool, key: &str| way && text(attributes, key) != "none";
        let head = has(matches!(ways, "forward" | "both"), "arrowhead");
        let tail = has(matches!(ways, "back" | "both"), "arrowtail");
        let (from, to, head, tail) =
            if tail && !head { (edge.to, edge.from, true, false) } else { (edge.from, edge.to, head, tail) };
        let style = text(attributes, "style");
        let wide = text(attributes, "penwidth").parse::<f32>().is_ok_and(|width| width >= 2.0);
        let line = match (style.contains("invis"), style.contains("dashed") || style.contains("dotted")) {
            (true, _) => "~~~".to_owned(),
            (_, dotted) => {
                let body = match (dotted, wide || style.contains("bold")) {
                    (true, _) => "-.-",
                    (false, true) => "==",
                    (false, false) => "--",
                };
                // Without an arrow the line is as long as with one.
                let last = if body == "==" { "=" } else { "-" };
                let last = match (head, dotted) {
                    (true, _) => ">",
                    (false, true) => "",
                    (false, false) => last,
                };
                format!("{}{body}{last}", if tail { "<" } else { "" })
            }
        };
        let label = if lines.is_empty() || line == "~~~" { String::new() } else { format!("|{}|", quoted(&lines)) };
        let _ = writeln!(out, "n{from} {line}{label} n{to}");
    }
}

fn text<'a>(attributes: &'a Attributes, key: &str) -> &'a str {
    attributes.get(key).map_or("", Value::as_str)
}

/// What stands around the label of a node, by the name of its shape (<https://graphviz.org/doc/info/shapes.html>).
fn sides(shape: &str, rounded: bool) -> (&'static str, &'static str) {
    match shape {
        "box" | "rect" | "rectangle" | "record" if rounded => ("(", ")"),
        "mrecord" => ("(", ")"),
        "" | "ellipse" | "oval" | "egg" => ("([", "])"),
        "circle" | "point" => ("((", "))"),
        "doublecircle" | "mcircle" => ("(((", ")))"),
        "diamond" | "mdiamond" => ("{", "}"),
        "hexagon" | "octagon" | "septagon" | "pentagon" | "doubleoctagon" | "tripleoctagon" => ("{{", "}}"),
        "parallelogram" => ("[/", "/]"),
        "trapezium" | "triangle" | "house" => ("[/", "\\]"),
        "invtrapezium" | "invtriangle" | "invhouse" => ("[\\", "/]"),
        "cylinder" => ("[(", ")]"),
        _ => ("[", "]"),
    }
}

fn style_of_cluster(number: usize, cluster: &Cluster, out: &mut String) {
    let mut styles = styles(&cluster.attributes, "pencolor");
    if let Some(ground) = color(text(&cluster.attributes, "bgcolor")) {
        styles.push(format!("fill:{ground}"));
    }
    if !styles.is_empty() {
        let _ = writeln!(out, "style c{number} {}", styles.join(","));
    }
}

/// The look of a node or cluster, whose outline has a colour by a name of its own or by `color`.
fn styles(attributes: &Attributes, outline: &str) -> Vec<String> {
    let style = text(attributes, "style");
    let color_of = |key: &str| color(text(attributes, key));
    let mut out = Vec::new();
    if style.contains("filled") || style.contains("radial") {
        let fill = color_of("fillcolor").or_else(|| color_of("color"));
        out.push(format!("fill:{}", fill.unwrap_or_else(|| "#d3d3d3".to_owned())));
    }
    out.extend(color_of(outline).or_else(|| color_of("color")).map(|color| format!("stroke:{color}")));
    out.extend(color_of("fontcolor").map(|color| format!("color:{color}")));
    if style.contains("dashed") || style.contains("dotted") {
        out.push("stroke-dasharray:4 3".to_owned());
    }
    if style.contains("invis") {
        return vec!["fill:none".to_owned(), "stroke:none".to_owned(), "color:transparent".to_owned()];
    }
    out
}

/// A colour as a style sheet has it: the first of a list; of the names of X11 those that style sheets know, without the
/// number of a shade.
fn color(written: &str) -> Option<String> {
    let first = written.split([':', ';']).next().unwrap_or_default().trim().to_ascii_lowercase();
    let first = first.rsplit('/').next().unwrap_or_default();
    let name = first.trim_end_matches(|c: char| c.is_ascii_digit());
    let known = if first.starts_with('#') { first } else { name };
    let color = svgtypes::Color::from_str(known).ok().filter(|_| !known.is_empty())?;
    Some(format!("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue))
}

/// Lines as a label in quotes, of which nothing is markup.
fn quoted(lines: &[String]) -> String {
    let mut out = String::from("\"");
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            out.push_str("<br/>");
        }
        for character in line.chars() {
            match character {
                '"' | '#' | '<' | '>' | '&' | '`' | '%' | ';' | '\\' | '$' | '*' | '_' | '~' => {
                    let _ = write!(out, "#{};", u32::from(character));
                }
                other => out.push(other),
            }
        }
    }
    if lines.is_empty() {
        out.push(' ');
    }
    out.push('"');
    out
}
