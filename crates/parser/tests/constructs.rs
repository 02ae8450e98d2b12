//! One test a construct: what authors write and the tree it becomes. Spans are tested by themselves, below.

use insta::assert_snapshot;
use pamphlet_document::walk;
use pamphlet_parser::{Appended, Dialect, Input, Skeleton, Snippets, parse};
use pamphlet_source::{SourceId, Span};

fn tree_of(text: &str, reference: Option<&Skeleton>, snippets: &dyn Snippets) -> String {
    let parsed = parse(&Input {
        source: SourceId(0),
        text,
        dialect: &Dialect::default(),
        snippets,
        appended: &Appended::read(&[(SourceId(9), "*[TLS]: Transport Layer Security\n")], &Dialect::default(), true).0,
        reference,
        repair: true,
    });
    let tree = pamphlet_document::dump::outline(&parsed.document);
    let found: Vec<&str> = parsed.diagnostics.iter().map(|found| found.code.name()).collect();
    if found.is_empty() { tree } else { format!("{tree}-- {}", found.join(", ")) }
}

fn tree(text: &str) -> String {
    tree_of(text, None, &())
}

#[test]
fn callouts_in_every_syntax() {
    assert_snapshot!(tree(
        "!!! warning inline end \"Mind **this**\"\n\n    Text.\n\n    ??? note\n\n        Inner.\n\n!!! odd \"\"\n    Bare.\n\n\
         <div class=\"admonition tip\" markdown>\n<p class=\"admonition-title\">Hint</p>\n\nText.\n\n</div>\n\n\
         <details class=\"info\" markdown open>\n<summary>More <em>here</em></summary>\n- a\n</details>\n\n\
         /// note | Title\nText.\n///\n"
    ));
}

#[test]
fn lists_nest_as_the_reader_of_the_page_says() {
    let text = "- a\n  - b\n\n1. c\n\n    d\n\n    - e\n- [x] f\n";
    assert_snapshot!("nesting_python", tree(text));
    assert_snapshot!("nesting_commonmark", tree_of(text, Some(&Skeleton::default()), &()));
}

#[test]
fn definitions_notes_and_abbreviations() {
    assert_snapshot!(tree(
        "**Term**\n\n:   What it means.[^1]\n\n    More of it.\n\n:   Or this.\n\n[^1]: A note on TLS.\n\n    Its second part.\n\n\
         *[API]: interface\n\nAn API, not APIs. `API`\n"
    ));
}

#[test]
fn tabs_grids_and_annotations() {
    assert_snapshot!(tree(
        "=== \"One\"\n\n    Text.\n\n=== \"Two\"\n\n    ```sh title=\"a.sh\" hl_lines=\"1 3-4\" linenums=\"2\"\n    x\n    ```\n\n\
         <div class=\"grid cards\" markdown>\n\n- a\n- b\n\n</div>\n\nText (1)\n{ .annotate }\n\n1. Note\n"
    ));
}

#[test]
fn what_stands_in_a_line() {
    assert_snapshot!(tree(
        "==a **b**== ^^c^^ H~2~O x^2^ ~~d~~ {++e++}{--f--}{~~g~>h~~}{>>i<<} ++ctrl+x++ $y_1$ \\(z\\) `#!py q` \
         :material-heart:{ .red } :smile: [k](l.md){ .md-button } <kbd>m</kbd> <abbr title=\"o\">n</abbr> \
         <small>p</small> <span lang=\"fr\">oui</span> a_b_c \\*r\\*\n"
    ));
}

#[test]
fn pictures_and_figures() {
    assert_snapshot!(tree(
        "![A](a.svg#only-light){ align=right width=\"40\" }\n![A](b.svg#only-dark){ align=right }\n\n\
         <figure markdown>\n![B](b.png)\n<figcaption>Caption</figcaption>\n</figure>\n\n[Go](x.md){ .md-button .md-button--primary }\n"
    ));
}

#[test]
fn html_becomes_nodes() {
    assert_snapshot!(tree(
        "<table><caption>C</caption><tr><th colspan=\"2\">H</th></tr><tr><td>a <b>b</b></td><td>c</td></tr></table>\n\n\
         <dl><dt>T</dt><dd>D</dd></dl>\n\n<iframe src=\"https://v.example/1\" title=\"A film\"></iframe>\n\n<style>p{}</style>\n\n\
         <!-- gone -->\n\n<p align=\"center\">One<br>two</p>\n\n<div markdown=\"span\">*x*</div>\n\n</div>\n\n<foo> stays\n\n\
         <div style=\"page-break-after: always\"></div>\n\n<math><mi>x</mi></math>\n"
    ));
}

#[test]
fn formulas_diagrams_and_progress() {
    assert_snapshot!(tree(
        "$$\na = b\n$$\n\n\\[ c \\]\n\n```mermaid\ngraph LR\n```\n\n[=65% \"two thirds\"]\n\n| a | b |\n|:--|--:|\n| `x` | y { .z } |\n"
    ));
}

#[test]
fn anchors_are_unique() {
    assert_snapshot!(tree("## Übung & Co.\n\n## Übung & Co.\n\n## Own { #mine .x }\n\n## 你好\n"));
}

struct Folder;

impl Snippets for Folder {
    fn find(&self, path: &str) -> Option<(SourceId, &str)> {
        (path == "part.md").then_some((SourceId(5), "one\n\n# --8<-- [start:s]\ntwo\n# --8<-- [end:s]\n\nthree\n"))
    }
}

#[test]
fn snippets_whole_and_in_part() {
    assert_snapshot!(tree_of(
        "--8<-- \"part.md:s\"\n\n!!! note\n\n    --8<-- \"part.md:1:1\"\n\n;--8<-- \"kept\"\n\n--8<-- \"none.md\"\n",
        None,
        &Folder
    ));
}

#[test]
fn spans_hold_what_they_say() {
    let text = "Intro *a* b.\n\n> - c `d`\n>\n>     !!! note \"e\"\n>\n>         f ==g==\n";
    let parsed = parse(&Input {
        source: SourceId(0),
        text,
        dialect: &Dialect::default(),
        snippets: &(),
        appended: &Appended::default(),
        reference: None,
        repair: true,
    });
    let mut seen = Vec::new();
    for placed in &parsed.document.blocks {
        walk::each_inline(std::iter::once(placed.block.as_ref()), &mut |node| {
            let Span { start, end } = placed.origin.absolute(node.span);
            seen.push(&text[start as usize..end as usize]);
        });
    }
    assert_eq!(seen, ["Intro ", "*a*", "a", " b.", "c ", "`d`", "e", "f ", "==g==", "g"]);
}
