//! Graphs as they are written, and as nobody should write them.

use super::*;
use crate::draw;

fn drawn(source: &str) -> Result<Vector, Undrawn> {
    draw("dot", source, Faces::embedded(), &Tag::parse("en").expect("is a language"), &mut Vec::new())
}

/// The words of a drawing, sorted.
fn words(source: &str) -> Vec<String> {
    let vector = drawn(source).unwrap_or_else(|undrawn| panic!("{source}: {undrawn}"));
    let mut words: Vec<String> = vector.words.into_iter().map(|words| words.text).collect();
    words.sort();
    words
}

fn refused(source: &str) -> (Option<usize>, String) {
    let undrawn = drawn(source).expect_err("is refused");
    (undrawn.line, undrawn.reason)
}

#[test]
fn nodes_edges_and_clusters_keep_their_words() {
    let source = "# a comment\nstrict digraph \"G\" {\n rankdir=LR; node [shape=box];\n a [label=\"One\\ntwo\"];\n\
                  subgraph cluster_x { label=\"In the box\"; b; subgraph cluster_y { c } }\n /* more */\n\
                  a -> {b c} -> d [label=<by <b>law</b>>, taillabel=1, headlabel=\"n\"]; // end\n a:n -> d:s }\n";
    let said = words(source);
    for word in ["One", "two", "b", "c", "d", "In the box", "by law", "1 … n"] {
        assert!(said.iter().any(|own| own == word), "{word}: {said:?}");
    }
}

#[test]
fn names_and_labels_are_in_any_script() {
    assert_eq!(words("graph Проверка { \"Начало\" -- 終; 終 -- क्षमता }"), ["Начало", "क्षमता", "終"]);
}

#[test]
fn signs_of_the_flowchart_are_words_here() {
    let label = "a <b> & \\\"c\\\" #1; 50 % `x` _y_ $z$ [e] {f} |g|";
    let source = format!("digraph {{ end [label=\"{label}\"]; end -> subgraph_ [label=\"{label}\"] }}");
    let said = words(&source).join(" ");
    for word in label.replace('\\', "").split(' ') {
        assert!(said.split_whitespace().filter(|own| *own == word).count() == 2, "{word}: {said}");
    }
}

#[test]
fn records_and_tables_are_lines() {
    assert_eq!(
        words("digraph { a [shape=record, label=\"{<p> Name|+ one\\l+ two \\{x\\}\\l|{left|right}}\"] }"),
        ["+ one", "+ two {x}", "Name", "left | right"]
    );
    assert_eq!(
        words(
            "digraph { a [shape=none label=<<TABLE><TR><TD>a</TD><TD>b &amp; c</TD></TR><TR><TD>d</TD></TR></TABLE>>] }"
        ),
        ["a | b & c", "d"]
    );
}

#[test]
fn what_is_not_understood_is_named_by_line() {
    for (source, line, word) in [
        ("digraph {\n a -> \n}", 3, "name"),
        ("digraph {\n a -- b\n}", 2, "not an edge"),
        ("digraph {\n a [label=\"x\n}", 2, "no end"),
        ("graph {\n a -- b", 2, "“}” is missing"),
        ("a -> b", 1, "begins neither"),
        ("digraph {\n a [URL=\"https://example.org\"]\n}", 2, "link"),
        ("digraph {\n a\n b [image=\"x.png\"]\n}", 3, "another file"),
        ("digraph { a [label=<<img src=\"x\"/>>] }", 1, "another file"),
        ("digraph {\n a\n} more", 3, "follows its end"),
        ("digraph {\n ! }", 2, "“!”"),
    ] {
        let (found, reason) = refused(source);
        assert!(found == Some(line) && reason.contains(word), "{source}: {found:?} {reason}");
    }
}

#[test]
fn what_would_take_too_long_is_refused() {
    let many = |count: usize| (0..count).map(|at| format!("n{at} ")).collect::<String>();
    assert!(refused(&format!("digraph {{ {{ {} }} -> {{ a b }} }}", many(5_000))).1.contains("too many parts"));
    assert!(refused(&format!("digraph {{ {{ {} }} -> {{ {} }} }}", many(60), many(60))).1.contains("too many parts"));
    assert!(refused(&format!("digraph {{{}", "{".repeat(10_000))).1.contains("deep"));
    assert!(refused(&format!("digraph {{ {} }}", "a\n".repeat(500))).1.contains("lines"));
    let deep = format!("digraph {{ a [shape=record label=\"{}x{}\"] }}", "{".repeat(9_000), "}".repeat(9_000));
    assert_eq!(words(&deep), ["x"]);
}

#[test]
fn colours_are_those_of_style_sheets() {
    let svg = |attributes: &str| drawn(&format!("digraph {{ a [style=filled {attributes}] }}")).expect("is drawn").svg;
    assert!(svg("fillcolor=lightblue2").contains("#add8e6"));
    assert!(svg("fillcolor=\"#aabbcc\"").contains("#aabbcc"));
    assert!(svg("fillcolor=\"0.5 0.2 1\"").contains("#d3d3d3"), "no colour of a style sheet");
}
