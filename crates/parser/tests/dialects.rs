//! Extensions that a site switches on, and their options: the same text with and without them.

use pamphlet_document::{dump, outline};
use pamphlet_parser::{Appended, Dialect, Input, parse};
use pamphlet_source::{SourceId, yaml};

/// The tree of a text, a line a node, without indentation, parted by `|`.
fn tree(extensions: &str, text: &str) -> String {
    let extensions = yaml::parse(extensions).expect("extensions are YAML");
    let mut dialect = Dialect::from_extensions(&extensions);
    let config = yaml::Map(vec![("markdown_extensions".to_owned(), extensions)]);
    dialect.plugins.notations = Dialect::of(&config, &yaml::Map::default()).plugins.notations;
    let parsed = parse(&Input {
        source: SourceId(0),
        text,
        dialect: &dialect,
        snippets: &(),
        appended: &Appended::default(),
        reference: None,
        repair: true,
    });
    outline(&parsed.document)
        .replace("\\\"", "\"")
        .replace("\\\\", "\\")
        .lines()
        .map(str::trim)
        .collect::<Vec<_>>()
        .join("|")
}

macro_rules! dialects {
    ($($name:ident: $extensions:literal, $text:literal, $with:literal, $without:literal;)+) => {
        $(#[test] fn $name() {
            assert_eq!(tree($extensions, $text), $with, "with it");
            assert_eq!(tree("[]", $text), $without, "without it");
        })+
    };
}

dialects! {
    attribute_lists_of_headings: "[attr_list]", "# A {.b}\n\n## Other uses of {% include ... %}\n\nA {.b}\n{.c}",
        "heading 1 #a {.b}|\"A\"|heading 2 #other-uses-of {... %=\"\" include=\"\" %=\"\"}|\"Other uses of\"|paragraph {.c}|\"A {.b}\"",
        "heading 1 #a-b|\"A {.b}\"|heading 2 #other-uses-of-include|\"Other uses of {% include ... %}\"|paragraph|\"A {.b}\"|soft break|\"{.c}\"";
    sane_lists_end_where_their_kind_changes: "[sane_lists]", "1. a\n\n- b",
        "numbers from 1|item|paragraph|\"a\"|bullets|item|paragraph|\"b\"",
        "numbers from 1, loose|item|paragraph|\"a\"|item|paragraph|\"b\"";
    sane_lists_need_their_own_mark: "[sane_lists]", "- a\n1. b",
        "bullets|item|paragraph|\"a\"|soft break|\"1. b\"",
        "bullets|item|paragraph|\"a\"|item|paragraph|\"b\"";
    truly_sane_lists_nest_deeper_than_they_have_to: "[mdx_truly_sane_lists]", "1. a\n\n    * b\n    * c\n\n2. d",
        "numbers from 1, loose|item|paragraph|\"a\"|bullets|item|paragraph|\"b\"|item|paragraph|\"c\"|item|paragraph|\"d\"",
        "numbers from 1, loose|item|paragraph|\"a\"|bullets|item|paragraph|\"b\"|item|paragraph|\"c\"|item|paragraph|\"d\"";
    truly_sane_lists_nest_by_two: "[mdx_truly_sane_lists]", "- a\n  - b",
        "bullets|item|paragraph|\"a\"|bullets|item|paragraph|\"b\"",
        "bullets|item|paragraph|\"a\"|item|paragraph|\"b\"";
    lists_without_a_blank_line: "[mdx_breakless_lists]", "a\n- b",
        "paragraph|\"a\"|bullets|item|paragraph|\"b\"",
        "paragraph|\"a\"|soft break|\"- b\"";
    letters_and_roman_numbers: "[pymdownx.fancylists]", "iv. a\nv. b\n\nA) c",
        "numbers from iv|item|paragraph|\"a\"|item|paragraph|\"b\"|numbers from A|item|paragraph|\"c\"",
        "paragraph|\"iv. a\"|soft break|\"v. b\"|paragraph|\"A) c\"";
    lines_of_code_are_numbered: "[{pymdownx.highlight: {linenums: true, default_lang: js}}]",
        "```py\na\n```\n\n```{ .py linenums=0 }\nb\n```\n\n```\nc\n```",
        "code py from line 1|| a|code py|| b|code js from line 1|| c", "code py|| a|code py|| b|code|| c";
    languages_have_names_of_the_sites_own:
        "[{pymdownx.highlight: {extend_pygments_lang: [{name: cf, lang: ini}]}}, attr_list]",
        "```cf\na\n```\n\n```py\nb\n```", "code ini|| a|code py|| b", "code cf|| a|code py|| b";
    formulas_begin_with_the_signs_of_the_site: "[{pymdownx.arithmatex: {inline_syntax: [round], block_syntax: [square]}}]",
        "$a$ \\(b\\)\n\n$$\nc\n$$\n\n\\[\nd\n\\]",
        "paragraph|\"$a$ \"|math Tex \"b\"|paragraph|\"$$\"|soft break|\"c\"|soft break|\"$$\"|math Tex|| d",
        "paragraph|\"$a$ (b)\"|paragraph|\"$$\"|soft break|\"c\"|soft break|\"$$\"|paragraph|\"[\"|soft break|\"d\"|soft break|\"]\"";
    formulas_of_other_extensions: "[mdx_math, markdown_katex]", "$a$ \\(b\\) $`c`$",
        "paragraph|\"$a$ \"|math Tex \"b\"|\" \"|math Tex \"c\"",
        "paragraph|\"$a$ (b) $\"|code \"c\"|\"$\"";
    lines_break: "[nl2br]", "a\nb", "paragraph|\"a\"|line break|\"b\"", "paragraph|\"a\"|soft break|\"b\"";
    notations_are_drawn_by_their_extensions: "[plantuml_markdown]", "```plantuml\nA -> B\n```\n\n```dot\nA\n```",
        "diagram plantuml|| A -> B|code dot|| A", "code plantuml|| A -> B|code dot|| A";
    headings_need_room: "[pymdownx.saneheaders]", "#a", "paragraph|\"#a\"", "heading 1 #a|\"a\"";
    typographic_signs: "[smarty]", "\"It's\" -- *\"so\"*... `--` \\\"",
        "paragraph|\"“It’s” – \"|emphasis|\"“so”\"|\"… \"|code \"--\"|\" \"\"",
        "paragraph|\"\"It's\" -- \"|emphasis|\"\"so\"\"|\"... \"|code \"--\"|\" \\\"\"";
    every_escape: "[{pymdownx.escapeall: {nbsp: true}}]", "\\a \\, b\\ c",
        "paragraph|\"a , b\\u{a0}c\"", "paragraph|\"\\a \\, b\\ c\"";
    options_of_tilde_and_caret: "[{pymdownx.tilde: {subscript: false}}, {pymdownx.caret: {insert: false}}]",
        "~~a~~ H~2~O x^2^ ^^b^^",
        "paragraph|deleted|\"a\"|\" H~2~O x\"|superscript|\"2\"|\" ^^b^^\"", "paragraph|\"~~a~~ H~2~O x^2^ ^^b^^\"";
    changes_that_are_accepted: "[{pymdownx.critic: {mode: accept}}]", "{++a++}{--b--} {~~c~>d~~}{>>e<<}",
        "paragraph|\"a d\"", "paragraph|\"{++a++}{--b--} {~~c~>d~~}{>>e<<}\"";
    changes_that_are_rejected: "[{pymdownx.critic: {mode: reject}}]", "{++a++}{--b--} {~~c~>d~~}",
        "paragraph|\"b c\"", "paragraph|\"{++a++}{--b--} {~~c~>d~~}\"";
    levels_of_headings: "[{toc: {baselevel: 2, marker: '{toc}'}}]", "{toc}\n\n# a",
        "heading 2 #a|\"a\"", "paragraph|\"{toc}\"|heading 1 #a|\"a\"";
    anchors_of_tabs: "[{pymdownx.tabbed: {slugify: true}}]", "=== \"One two\"\n\n    a",
        "tabs|tab {#one-two}|label|\"One two\"|paragraph|\"a\"", "paragraph|\"=== \"One two\"\"|code|| a";
    anchors_of_tabs_below_headings: "[{pymdownx.tabbed: {slugify: !!python/name:pymdownx.slugs.x '', combine_header_slug: true}}]",
        "# A\n\n=== \"日本\"\n\n    a",
        "heading 1 #a|\"A\"|tabs|tab {#a-日本}|label|\"日本\"|paragraph|\"a\"",
        "heading 1 #a|\"A\"|paragraph|\"=== \"日本\"\"|code|| a";
    anchors_of_tabs_keep_what_their_function_keeps: "[{pymdownx.tabbed: {slugify: {object: pymdownx.slugs.slugify, kwds: {case: lower}}}}]",
        "=== \"... or Me ...\"\n\n    a", "tabs|tab {#-or-me-}|label|\"... or Me ...\"|paragraph|\"a\"",
        "paragraph|\"=== \"... or Me ...\"\"|code|| a";
    anchors_of_headings_keep_capitals: "[{toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {}}}]", "# Über Me",
        "heading 1 #Über-Me|\"Über Me\"", "heading 1 #uber-me|\"Über Me\"";
    numbers_of_tabs: "[pymdownx.tabbed]", "[x](#__tabbed_1_1)\n\n=== \"A\"\n\n    a",
        "paragraph|link → #__tabbed_1_1|\"x\"|tabs|tab {#__tabbed_1_1}|label|\"A\"|paragraph|\"a\"",
        "paragraph|link → #__tabbed_1_1|\"x\"|paragraph|\"=== \"A\"\"|code|| a";
    wiki_links: "[wikilinks]", "[[One two]]", "paragraph|link → /One_two/|\"One two\"", "paragraph|\"[[One two]]\"";
    stars_inside_of_words_are_text: "[{pymdownx.betterem: {smart_enable: all}}]", "2*3*4 a*b c*d *e* 語*強*調",
        "paragraph|\"2*3*4 a*b c*d \"|emphasis|\"e\"|\" 語\"|emphasis|\"強\"|\"調\"",
        "paragraph|\"2\"|emphasis|\"3\"|\"4 a\"|emphasis|\"b c\"|\"d \"|emphasis|\"e\"|\" 語\"|emphasis|\"強\"|\"調\"";
    progress_inside_of_a_sentence: "[pymdownx.progressbar]", "[=25% \"a quarter\"] done", "paragraph|\"a quarter done\"",
        "paragraph|\"[=25% \"a quarter\"] done\"";
    blocks_of_as_many_signs_nest_where_all_are_closed: "[pymdownx.blocks.details]",
        "/// details | A\na\n\n/// details | B\nb\n///\n///\n\nc",
        "collapsible|title|\"A\"|paragraph|\"a\"|collapsible|title|\"B\"|paragraph|\"b\"|paragraph|\"c\"",
        "paragraph|\"/// details | A\"|soft break|\"a\"|paragraph|\"/// details | B\"|soft break|\"b\"|soft break|\"///\"|soft break|\"///\"|paragraph|\"c\"";
    no_indented_code: "[{pymdownx.superfences: {disable_indented_code_blocks: true}}]", "a\n\n    b",
        "paragraph|\"a\"|paragraph|\"b\"", "paragraph|\"a\"|code|| b";
    captions_are_counted: "[pymdownx.blocks.caption]", "a\n\n/// figure-caption\nb\n///",
        "figure {#__figure-caption_1}|paragraph|\"a\"|caption|paragraph|\"Figure 1. \"|\"b\"", "paragraph|\"a\"|paragraph|\"/// figure-caption\"|soft break|\"b\"|soft break|\"///\"";
}

#[test]
fn a_page_says_where_it_would_lose_words_of_a_row() {
    let extensions = yaml::parse("[]").expect("YAML");
    let parsed = parse(&Input {
        source: SourceId(0),
        text: "a | b\n--|--\none | two | three\n",
        dialect: &Dialect::from_extensions(&extensions),
        snippets: &(),
        appended: &Appended::default(),
        reference: None,
        repair: true,
    });
    assert!(dump(&parsed.document).contains("two | three"), "{}", dump(&parsed.document));
    assert_eq!(parsed.diagnostics.iter().map(|found| found.code.name()).collect::<Vec<_>>(), ["website-differs"]);
}

#[test]
fn an_end_tag_of_a_break_is_a_break() {
    assert_eq!(tree("[]", "a</br>b"), tree("[]", "a<br>b"));
}

#[test]
fn captions_are_counted_by_kinds_and_levels() {
    let extensions = "[attr_list, tables, footnotes, pymdownx.blocks.caption]";
    let text = "One.\n/// figure-caption\nFirst.\n///\n\nTwo.\n/// figure-caption | ^1 #second\nDeeper.\n///\n\n\
        | a |\n|---|\n| 1 |\n/// table-caption | < 4.2\nPorts.\n///\n\n\
        Three.\n/// figure-caption\n    attrs: {id: own, class: wide}\nInner.\n///\n/// figure-caption\nOuter.\n///\n\n\
        Text.\n/// figure-caption | no selector\nWords.\n///\n\n[^n]\n\n[^n]: Four.\n\n    /// figure-caption\n    Noted.\n    ///\n";
    let made = tree(extensions, text);
    for part in [
        "figure {#__figure-caption_1}|paragraph|\"One.\"|caption|paragraph|\"Figure 1. \"|\"First.\"",
        "figure {#second}|paragraph|\"Two.\"|caption|paragraph|\"Figure 1.1. \"|\"Deeper.\"",
        "caption|paragraph|\"Table 4.2. \"|\"Ports.\"",
        "figure {#__figure-caption_2}|figure {#own .wide}|paragraph|\"Three.\"|caption|paragraph|\"Figure 2.1. \"|\"Inner.\"",
        "caption|paragraph|\"Figure 2. \"|\"Outer.\"",
        "\"/// figure-caption | no selector\"|soft break|\"Words.\"",
        "\"Figure 3. \"|\"Noted.\"",
    ] {
        assert!(made.contains(part), "{part}\n{made}");
    }
    let levels = "[{pymdownx.blocks.caption: {auto_level: 1, types: [{name: plan, prefix: \"Plan {}:\"}, chart]}}]";
    let made = tree(levels, "A.\n/// plan\nIn.\n///\n/// plan\nOut.\n///\n\nB.\n/// chart\nC.\n///\n");
    assert!(made.contains("\"In.\"") && made.contains("\"Plan 1: \"|\"Out.\"") && made.contains("\"C.\""), "{made}");
    let html = "[{pymdownx.blocks.caption: {types: [{name: plan, prefix: \"Plan <b class='x'>{}</b>:\"}]}}]";
    assert!(tree(html, "A.\n/// plan\nIn.\n///\n").contains("\"Plan 1: \""));
    // Captions of captions end nowhere deep.
    let deep = format!("A.\n{}", "/// figure-caption\nb\n///\n".repeat(3000));
    assert!(tree(extensions, &deep).contains("\"b\""));
}

#[test]
fn blocks_of_slashes_keep_what_they_do_not_know() {
    let extensions = "[pymdownx.blocks.admonition, pymdownx.blocks.html, pymdownx.blocks.tab, pymdownx.fancylists]";
    let made = |text: &str| tree(extensions, text);
    let shown = made("/// note | T\n    attrs: {id: x, class: y}\n\nWords.\n///\n");
    assert!(shown.starts_with("callout Note {#x .y}") && shown.contains("\"Words.\""), "{shown}");
    assert_eq!(made("/// html | div\n    # attrs: {id: x}\n\nW.\n///\n"), "group|paragraph|\"W.\"");
    assert!(made("/// note | T\n    key: words that stay\n///\n").contains("words that stay"));
    let frame = made("/// admonition\nWords.\n///\n");
    assert_eq!(frame, "callout Note|paragraph|\"Words.\"");
    let own = "[{pymdownx.blocks.admonition: {types: [{name: aside, class: remark}]}}]";
    assert!(tree(own, "/// aside\nW.\n///\n").contains("Remark"), "{}", tree(own, "/// aside\nW.\n///\n"));
    assert!(made("/// html | div.a#b[title=\"c d\"]\nW.\n///\n").starts_with("group {#b .a title=\"c d\"}"));
    assert_eq!(made("/// html | script\nlet a;\n///\n\nW.\n"), "paragraph|\"W.\"");
    assert_eq!(made("/// html | pre\na *b*\n///\n").split('|').next(), Some("code"));
    assert!(made("/// html | div\n    markdown: raw\n\nSome *stars*.\n///\n").contains("\"Some *stars*.\""));
    assert!(made("/// fancylists | type=a\ni. a\nj. b\n///\n").starts_with("numbers from i|item"));
    assert!(made("/// fancylists | start=3 type=A\n#. a\n#. b\n///\n").starts_with("numbers from C|item"));
    assert!(tree("[pymdownx.fancylists]", "/// fancylists | type=a\ni. a\n///\n").starts_with("numbers from i|item"));
    assert!(tree("[pymdownx.fancylists]", "/// fancylists | type=j\ni. a\n///\n").contains("type=j"));
    assert!(tree("[pymdownx.fancylists]", "/// note\na\n///\n").contains("/// note"));
    assert_eq!(made("- a\n* b\n+ c\n").matches("bullets").count(), 1);
}

#[test]
fn words_in_brackets_have_attributes() {
    let extensions = yaml::parse("[attr_list, pymdownx.bracketspan]").expect("is YAML");
    let config = yaml::Map(vec![("markdown_extensions".to_owned(), extensions)]);
    let dialect = Dialect::of(&config, &yaml::Map::default());
    let text = "A [b *c* [d]{#e}]{.f .g} and [plain] and [link](x.md){.h} `[i]{.j}`.\n";
    let input = Input {
        source: SourceId(0),
        text,
        dialect: &dialect,
        snippets: &(),
        appended: &Appended::default(),
        reference: None,
        repair: true,
    };
    let made = outline(&parse(&input).document);
    assert!(
        made.contains("{.f .g}") && made.contains("#e") && made.contains("[plain]") && made.contains("[i]{.j}"),
        "{made}"
    );
    assert!(!made.contains("\"[b"), "{made}");
}

#[test]
fn programs_in_blocks_are_no_lost_words() {
    let extensions = yaml::parse("[pymdownx.blocks.html, pymdownx.fancylists]").expect("is YAML");
    let text =
        "/// html | script\nlet alpha = beta;\n///\n\n/// fancylists | start=3 type=a\ni. gamma\n///\n\nWords.\n";
    let parsed = parse(&Input {
        source: SourceId(0),
        text,
        dialect: &Dialect::from_extensions(&extensions),
        snippets: &(),
        appended: &Appended::default(),
        reference: None,
        repair: true,
    });
    assert_eq!(parsed.diagnostics, []);
}
