//! The graph of a source in DOT (<https://graphviz.org/doc/info/lang.html>).

use super::token::{Placed, Token, tokens};
use crate::Undrawn;
use pamphlet_source::limits::{DIAGRAM_ITEMS, DIAGRAM_LEVELS, grouped};
use std::collections::{BTreeMap, BTreeSet};

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// With the escapes of labels.
    Text(String),
    /// A label in HTML.
    Html(String),
}

impl Value {
    /// What it says, as it is written.
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Text(text) | Self::Html(text) => text,
        }
    }
}

/// Attributes by name.
pub(super) type Attributes = BTreeMap<String, Value>;

/// A graph.
#[derive(Debug, Default)]
pub(super) struct Graph {
    pub(super) directed: bool,
    pub(super) name: String,
    pub(super) attributes: Attributes,
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Edge>,
    pub(super) clusters: Vec<Cluster>,
}

/// A node.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) name: String,
    pub(super) attributes: Attributes,
    /// In which cluster it stands.
    pub(super) cluster: Option<usize>,
}

/// An edge between nodes.
#[derive(Debug)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) attributes: Attributes,
}

/// A part of a graph that is drawn in a box.
#[derive(Debug)]
pub(super) struct Cluster {
    pub(super) attributes: Attributes,
    pub(super) parent: Option<usize>,
}

/// Reads a source.
pub(super) fn graph(source: &str) -> Result<Graph, Undrawn> {
    let mut reader = Reader {
        tokens: tokens(source)?,
        at: 0,
        graph: Graph::default(),
        by_name: BTreeMap::new(),
        mentioned: Vec::new(),
    };
    let strict = reader.keyword("strict");
    reader.graph.directed = match (reader.keyword("digraph"), reader.keyword("graph")) {
        (true, _) => true,
        (false, true) => false,
        (false, false) => return Err(reader.wrong("it begins neither with “graph” nor with “digraph”")),
    };
    if let Some(Token::Bare(name) | Token::Quoted(name)) = reader.peek() {
        let name = name.clone();
        reader.graph.name = name;
        reader.at += 1;
    }
    reader.sign('{')?;
    let mut scope = Scope::default();
    reader.statements(&mut scope, 0)?;
    reader.sign('}')?;
    if reader.at < reader.tokens.len() {
        return Err(reader.wrong("something follows its end"));
    }
    let mut graph = reader.graph;
    graph.attributes = scope.graph;
    if strict {
        let mut seen = BTreeSet::new();
        let directed = graph.directed;
        graph.edges.retain(|edge| {
            let (from, to) = (edge.from, edge.to);
            seen.insert(if directed { (from, to) } else { (from.min(to), from.max(to)) })
        });
    }
    Ok(graph)
}

/// What holds for what follows in a pair of braces.
#[derive(Debug, Clone, Default)]
struct Scope {
    graph: Attributes,
    node: Attributes,
    edge: Attributes,
    cluster: Option<usize>,
}

struct Reader {
    tokens: Vec<Placed>,
    at: usize,
    graph: Graph,
    by_name: BTreeMap<String, usize>,
    /// The nodes in the order in which the source names them, again and again.
    mentioned: Vec<usize>,
}

impl Reader {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    fn wrong(&self, reason: &str) -> Undrawn {
        let line = self.tokens.get(self.at).or(self.tokens.last()).map(|(_, line)| *line);
        Undrawn { reason: format!("it is not understood: {reason}"), line }
    }

    fn keyword(&mut self, word: &str) -> bool {
        let is = matches!(self.peek(), Some(Token::Bare(own)) if own.eq_ignore_ascii_case(word));
        self.at += usize::from(is);
        is
    }

    fn is_sign(&mut self, sign: char) -> bool {
        let is = self.peek() == Some(&Token::Sign(sign));
        self.at += usize::from(is);
        is
    }

    fn sign(&mut self, sign: char) -> Result<(), Undrawn> {
        if self.is_sign(sign) { Ok(()) } else { Err(self.wrong(&format!("“{sign}” is missing"))) }
    }

    fn statements(&mut self, scope: &mut Scope, depth: usize) -> Result<(), Undrawn> {
        if depth > DIAGRAM_LEVELS {
            return Err(self.wrong(&format!("it is nested more than {DIAGRAM_LEVELS} deep")));
        }
        while self.at < self.tokens.len() && self.peek() != Some(&Token::Sign('}')) {
            if !self.is_sign(';') {
                self.statement(scope, depth)?;
            }
        }
        Ok(())
    }

    fn statement(&mut self, scope: &mut Scope, depth: usize) -> Result<(), Undrawn> {
        for (word, target) in [("graph", 0), ("node", 1), ("edge", 2)] {
            if self.keyword(word) {
                return self.attributes(match target {
                    0 => &mut scope.graph,
                    1 => &mut scope.node,
                    _ => &mut scope.edge,
                });
            }
        }
        // `key = value` of the graph.
        if matches!(self.tokens.get(self.at + 1), Some((Token::Sign('='), _))) {
            let (key, value) = self.pair()?;
            scope.graph.insert(key, value);
            return Ok(());
        }
        let (first, is_node) = self.end(scope, depth)?;
        let mut ends = vec![first];
        while let Some(Token::Edge(arrow)) = self.peek() {
            if *arrow != self.graph.directed {
                let sign = if self.graph.directed { "--" } else { "->" };
                return Err(self.wrong(&format!("“{sign}” is not an edge of this kind of graph")));
            }
            self.at += 1;
            ends.push(self.end(scope, depth)?.0);
        }
        if ends.len() == 1 {
            if is_node {
                let mut own = Attributes::new();
                self.attributes(&mut own)?;
                for node in &ends[0] {
                    self.graph.nodes[*node].attributes.extend(own.clone());
                }
            }
            return Ok(());
        }
        let mut own = scope.edge.clone();
        self.attributes(&mut own)?;
        for pair in ends.windows(2) {
            for (from, to) in pair[0].iter().flat_map(|from| pair[1].iter().map(|to| (*from, *to))) {
                self.count()?;
                self.graph.edges.push(Edge { from, to, attributes: own.clone() });
            }
        }
        Ok(())
    }

    /// The nodes at an end of an edge, and whether they are one by name.
    fn end(&mut self, scope: &Scope, depth: usize) -> Result<(Vec<usize>, bool), Undrawn> {
        let named = self.keyword("subgraph");
        let name = match self.peek() {
            Some(Token::Bare(name) | Token::Quoted(name)) if named => {
                let name = name.clone();
                self.at += 1;
                name
            }
            _ => String::new(),
        };
        if named || self.peek() == Some(&Token::Sign('{')) {
            return Ok((self.part(&name, scope, depth)?, false));
        }
        let Some(Token::Bare(name) | Token::Quoted(name) | Token::Html(name)) = self.peek() else {
            return Err(self.wrong("a name is missing"));
        };
        let name = name.clone();
        let node = self.node(name, scope)?;
        self.at += 1;
        // A port, and a side of it.
        for _ in 0..2 {
            if self.is_sign(':') {
                self.at += 1;
            }
        }
        Ok((vec![node], true))
    }

    /// The nodes of a part of the graph.
    fn part(&mut self, name: &str, scope: &Scope, depth: usize) -> Result<Vec<usize>, Undrawn> {
        self.sign('{')?;
        let mut inner = scope.clone();
        // What is said of the whole holds inside of it, but not its words and its look.
        inner.graph.clear();
        let is_cluster = name.starts_with("cluster");
        let number = self.graph.clusters.len();
        if is_cluster {
            self.count()?;
            self.graph.clusters.push(Cluster { attributes: Attributes::new(), parent: scope.cluster });
            inner.cluster = Some(number);
        }
        let from = self.mentioned.len();
        self.statements(&mut inner, depth + 1)?;
        self.sign('}')?;
        if is_cluster {
            self.graph.clusters[number].attributes = inner.graph;
        }
        let mut seen = BTreeSet::new();
        Ok(self.mentioned[from..].iter().copied().filter(|node| seen.insert(*node)).collect())
    }

    /// The node of a name, which is there from its first mention on.
    fn node(&mut self, name: String, scope: &Scope) -> Result<usize, Undrawn> {
        if let Some(node) = self.by_name.get(&name).copied() {
            // It stands in the innermost cluster that names it.
            if scope.cluster.is_some() && self.is_within(scope.cluster, self.graph.nodes[node].cluster) {
                self.graph.nodes[node].cluster = scope.cluster;
            }
            self.mentioned.push(node);
            return Ok(node);
        }
        self.count()?;
        let node = self.graph.nodes.len();
        self.mentioned.push(node);
        self.by_name.insert(name.clone(), node);
        self.graph.nodes.push(Node { name, attributes: scope.node.clone(), cluster: scope.cluster });
        Ok(node)
    }

    /// Whether a cluster lies in another, or in none.
    fn is_within(&self, mut inner: Option<usize>, outer: Option<usize>) -> bool {
        while inner != outer {
            let Some(cluster) = inner else { return false };
            inner = self.graph.clusters[cluster].parent;
        }
        true
    }

    fn count(&self) -> Result<(), Undrawn> {
        let count = self.graph.nodes.len() + self.graph.edges.len() + self.graph.clusters.len();
        if count < DIAGRAM_ITEMS {
            return Ok(());
        }
        let most = grouped(DIAGRAM_ITEMS as u64);
        Err(Undrawn::whole(format!("it has too many parts to be laid out (more than {most} nodes and edges)")))
    }

    /// Lists of attributes in brackets, as many as there are.
    fn attributes(&mut self, into: &mut Attributes) -> Result<(), Undrawn> {
        while self.is_sign('[') {
            while !self.is_sign(']') {
                if self.is_sign(',') || self.is_sign(';') {
                    continue;
                }
                let (key, value) = self.pair()?;
                into.insert(key, value);
            }
        }
        Ok(())
    }

    fn pair(&mut self) -> Result<(String, Value), Undrawn> {
        let Some(Token::Bare(key) | Token::Quoted(key)) = self.peek() else {
            return Err(self.wrong("the name of an attribute is missing"));
        };
        let key = key.to_ascii_lowercase();
        let active = match key.as_str() {
            "url" | "href" | "edgeurl" | "edgehref" | "headurl" | "headhref" | "tailurl" | "tailhref" | "labelurl"
            | "labelhref" => Some("it has a link, which nobody can follow in a picture"),
            "image" | "shapefile" | "imagepath" | "stylesheet" => Some("it shows another file"),
            _ => None,
        };
        if let Some(reason) = active {
            let line = self.tokens.get(self.at).map(|(_, line)| *line);
            return Err(Undrawn { reason: reason.to_owned(), line });
        }
        self.at += 1;
        if !self.is_sign('=') {
            // An attribute without a value is on.
            return Ok((key, Value::Text("true".to_owned())));
        }
        let value = match self.peek() {
            Some(Token::Bare(text) | Token::Quoted(text)) => Value::Text(text.clone()),
            Some(Token::Html(html)) => Value::Html(html.clone()),
            _ => return Err(self.wrong(&format!("the value of “{key}” is missing"))),
        };
        self.at += 1;
        Ok((key, value))
    }
}
