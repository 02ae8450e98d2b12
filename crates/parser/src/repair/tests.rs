//! Every kind of damage at the level of lines: what comes out, and what is reported.

use super::{abbreviations, file};
use crate::context::Context;
use crate::report::Report;
use crate::skeleton::{HeadingShape, LinkShape, Section, Shape, ShapeKind, Skeleton, TitleShape};
use crate::text::{self, Texts};
use pamphlet_document::{Attrs, CalloutKind, Vocabulary};
use pamphlet_source::{Diagnostic, SourceId, TextEdit};

/// What the lines of a file become, and what is said. The edits that the repairs name make the same of the file, and each
/// repair has some.
#[track_caller]
fn run(written: &str, reference: Option<&Skeleton>, is_glossary: bool) -> (String, Vec<Diagnostic>) {
    let mut texts = Texts::new(SourceId(0), written);
    let mut report = Report::default();
    let all = text::lines(texts.as_str(), 0);
    let context =
        Context { repair: true, reference, vocabulary: &Vocabulary::shipped(), dedent_sections: false, callouts: true };
    let whole = (0, written.len());
    let all = if is_glossary {
        abbreviations(&context, &mut texts, whole, all, &mut report)
    } else {
        file(&context, &mut texts, whole, all, &mut report)
    };
    let out = all.iter().map(|&line| texts.text(line)).collect::<Vec<_>>().join("\n");
    let found = report.finish(&texts);
    if !is_glossary {
        let edits: Vec<TextEdit> = found.iter().flat_map(|diagnostic| diagnostic.edits.clone()).collect();
        let written_back = TextEdit::apply(&edits, written).expect("edits fit the file");
        assert_eq!(written_back.trim_end_matches('\n'), out.trim_end_matches('\n'));
        for diagnostic in &found {
            assert!(!diagnostic.edits.is_empty(), "{diagnostic:?} of {written:?}");
        }
    }
    (out, found)
}

/// What a page becomes, then its diagnostics.
fn mended(written: &str, reference: Option<&Skeleton>) -> String {
    let (out, diagnostics) = run(written, reference, false);
    diagnostics.iter().fold(out + "\n", |all, diagnostic| {
        let place = diagnostic.place.expect("a repair has a place");
        let original = diagnostic.original.as_deref().expect("a repair keeps what stood there");
        all + &format!("-- {} {}..{} {original:?}\n", diagnostic.code.name(), place.span.start, place.span.end)
    })
}

fn untouched(written: &str) {
    let (out, diagnostics) = run(written, None, false);
    assert_eq!(out.trim_end(), written.trim_end());
    assert_eq!(diagnostics, [], "{written}");
}

#[test]
fn english_pages_stay_as_they_are() {
    for written in [
        "A [link](a.md \"Title\"){ .button } and `](x \"\")`, [aside] (see below), [1] (2).",
        "2 ** 3 ** 4 and **bold** and * a * b",
        "- item\n\n    text with [a](b.md) note\n\n        code\n",
        "See the example. note\n\n    indented = code[x](y)\n",
        "!!! note \"Title\"\n    Body\n\n??? tip inline end\n\n    Body\n\n??? \"No type\"\n\n    Body\n\n???+ \"Open\"\n\n    Body\n\n!!! warning Careful here\n\ntext",
        "=== \"Tab\"\n\n    ```\n    code\n    ```\n\n=======\n",
        "Term\n\n:   Meaning\n\n: not alone\n",
        "[^1]: One. See [^2] and `[^3]:` too.\n[^2]: Two\n",
        "--8<-- \"a.md\"\n\n*[HTML]: Markup\n",
        "## Title { #id .class }\n\n| a { .x } | b |\n|---|---|\n| [x](y) { .z } | c |\n",
        "A :material-heart: icon, 10:30: time, `: material-x:`.",
        "if a <0> b then {x} and {{ y }} and {~~a~>b~~}",
        "```\n\\=== \"x\"\n](y \"\")\n```\n",
        "制限は[並列](other.md#並列実行（同時ジョブ）)を、[x](https://example.org/a#並列（同時）-x)も。",
        "مرحبا\u{200f}! \u{2068}name\u{2069} کتاب\u{200c}ها 👩\u{200d}💻",
    ] {
        untouched(written);
    }
}

#[test]
fn links() {
    insta::assert_snapshot!(mended("- [Bank](threats.md#banks \"\"){.brown} [to] (a.md) x [y]（https://example.org/a） ［z］(b.md)", None), @r###"
    - [Bank](threats.md#banks){.brown} [to](a.md) x [y](https://example.org/a) [z](b.md)
    -- repair-empty-title 25..28 " \"\""
    -- repair-link 41..49 "] (a.md)"
    -- repair-full-width 54..82 "]（https://example.org/a）"
    -- repair-full-width 87..96 "］(b.md)"
    "###);
    insta::assert_snapshot!(mended("[a](https://wiki. example. org/?  q=1) [b](# some- part) [c](https://x.example « T »)", None), @r###"
    [a](https://wiki.example.org/?q=1) [b](#some-part) [c](https://x.example "T")
    -- repair-link 4..37 "https://wiki. example. org/?  q=1"
    -- repair-link 43..55 "# some- part"
    -- repair-link 79..86 "« T »"
    "###);
    insta::assert_snapshot!(mended("[more{](about.md) class=\"button\" } and [x](y.md) { .z }", None), @r###"
    [more](about.md){ class="button" } and [x](y.md){ .z }
    -- repair-attributes 5..34 "{](about.md) class=\"button\" }"
    -- repair-attributes 48..55 " { .z }"
    "###);
}

#[test]
fn attributes() {
    let mut reference = Skeleton::default();
    reference.classes.extend(["card-link".to_owned(), "tip-icon".to_owned()]);
    let attrs = Attrs { classes: vec!["tip-icon".into()], ..Attrs::default() };
    reference.pictures.insert("a.svg".into(), attrs);
    insta::assert_snapshot!(mended("[x](y){ .card-link title=Strona domowa } [x](y){ . ard-link title=«Docs»}", Some(&reference)), @r###"
    [x](y){ .card-link title="Strona domowa" } [x](y){ .card-link title="Docs"}
    -- repair-attributes 6..40 "{ .card-link title=Strona domowa }"
    -- repair-translated-syntax 47..75 "{ . ard-link title=«Docs»}"
    "###);
    insta::assert_snapshot!(mended("![x](a.svg){class=\"ikona-porady\"} ![x](a.svg){ .tip-tip-conic loading-lazy }", Some(&reference)), @r###"
    ![x](a.svg){class="tip-icon"} ![x](a.svg){ .tip-icon loading=lazy }
    -- repair-translated-syntax 11..33 "{class=\"ikona-porady\"}"
    -- repair-translated-syntax 45..76 "{ .tip-tip-conic loading-lazy }"
    "###);
}

#[test]
fn text_in_a_line() {
    insta::assert_snapshot!(mended("a ** bold** and **more **b", None), @r###"
    a **bold** and **more** b
    -- repair-emphasis 2..11 "** bold**"
    -- repair-emphasis 16..25 "**more **"
    "###);
    insta::assert_snapshot!(mended("[: material-menu:](x) ：octicons-home-16： [octicons-eye-16: Y](z)", None), @r###"
    [:material-menu:](x) :octicons-home-16: [:octicons-eye-16: Y](z)
    -- repair-icon 1..17 ": material-menu:"
    -- repair-icon 22..44 "：octicons-home-16："
    -- repair-icon 46..62 "octicons-eye-16:"
    "###);
    insta::assert_snapshot!(mended("use <0>The guide</0> now\n\n<details class=\"downloads\" markdown><0>Get</0>", None), @r###"
    use The guide now

    <details class="downloads" markdown><summary>Get</summary>
    -- repair-placeholder 4..20 "<0>The guide</0>"
    -- repair-placeholder 62..72 "<0>Get</0>"
    "###);
    insta::assert_snapshot!(mended("a \u{200b}\u{200b}b [x](\u{202a}https://a.example\u{202c})", None), @r###"
    a b [x](https://a.example)
    -- repair-invisible 2..37 "\u{200b}\u{200b}\u{202a}\u{202c}"
    "###);
}

#[test]
fn tabs() {
    insta::assert_snapshot!(mended("\\=== \"Uno\"\n\n```\nText *a*\n\nmore\n```\n\n\\=== \"Due\"\n\n```\nb\n```\n", None), @r###"
    === "Uno"


        Text *a*

        more


    === "Due"


        b

    -- repair-tab 0..10 "\\=== \"Uno\"\n\n```\nText *a*\n\nmore\n```"
    -- repair-tab 36..46 "\\=== \"Due\"\n\n```\nb\n```"
    "###);
    insta::assert_snapshot!(mended("===「行動」\n\n    文\n", None), @r###"
    === "行動"

        文
    -- repair-tab 0..15 "===「行動」"
    "###);
}

#[test]
fn definitions() {
    insta::assert_snapshot!(mended("**Term**\n:\n\nMeaning of it,\nlong.\n\n**Other**\n:\n\nMore\n", None), @r###"
    **Term**


    :   Meaning of it,
        long.

    **Other**


    :   More
    -- repair-definition 9..10 ":"
    -- repair-definition 44..45 ":"
    "###);
}

#[test]
fn footnotes() {
    insta::assert_snapshot!(mended("a[^1] b[^2] c[^3]\n\n[^1]: One.\n\n    More [x](y) [^2]: Two. [^3]: Three.\n", None), @r###"
    a[^1] b[^2] c[^3]

    [^1]: One.

        More [x](y)
    [^2]: Two.
    [^3]: Three.
    -- repair-footnote 47..52 "[^2]:"
    -- repair-footnote 58..63 "[^3]:"
    "###);
}

#[test]
fn snippets_and_abbreviations() {
    let reference = Skeleton { snippets: vec!["parts/people.md".into()], ..Skeleton::default() };
    insta::assert_snapshot!(mended("\\--8<-- \"a.md\"\n\n--8<-- \"parts>\n\n\\*[AI]: machine\n*[OS]\u{a0}: system\n", Some(&reference)), @r###"
    --8<-- "a.md"

    --8<-- "parts/people.md"

    *[AI]: machine
    *[OS]: system
    -- repair-snippet 0..14 "\\--8<-- \"a.md\""
    -- repair-snippet 16..30 "--8<-- \"parts>"
    -- repair-abbreviation 32..47 "\\*[AI]: machine"
    -- repair-abbreviation 48..63 "*[OS]\u{a0}: system"
    "###);
    let (out, diagnostics) = run("*[AB]: a b\n\n: lost\n*[CD]： c d\n*[EF] (G): e f\nWord: x\n", None, true);
    insta::assert_snapshot!(out, @r###"
    *[AB]: a b


    *[CD]: c d
    *[EF]: (G) e f
    "###);
    assert_eq!(diagnostics.len(), 4);
}

#[test]
fn callouts() {
    insta::assert_snapshot!(mended("It was checked in 2020. recommendation\n\n    ![Logo](a.svg)\n\n    **Box** is. [:h:](b){ .card-link }\n", None), @r###"
    It was checked in 2020.

    !!! recommendation

        ![Logo](a.svg)

        **Box** is. [:h:](b){ .card-link }
    -- repair-callout 24..38 "recommendation"
    "###);
    insta::assert_snapshot!(mended("!!! warning Mind the step\n\n    a\n\n!!! note «Nota bene»\n\n  two\n\n  more\n\n！！！ tip\n    b\n", None), @r###"
    !!! warning "Mind the step"

        a

    !!! note "Nota bene"

        two

        more

    !!! tip
        b
    -- repair-callout 0..25 "!!! warning Mind the step"
    -- repair-callout 34..56 "!!! note «Nota bene»"
    -- repair-callout 58..60 "  "
    -- repair-callout 73..86 "！！！ tip"
    "###);
}

#[test]
fn callouts_by_their_place_in_the_source_page() {
    let callout = |kind: CalloutKind, title| Shape {
        depth: 0,
        kind: ShapeKind::Callout { kind, title },
        attrs: Attrs::default(),
    };
    let card = Shape { depth: 0, kind: ShapeKind::Card { downloads: true }, attrs: Attrs::default() };
    let heading = |anchor: &str| HeadingShape { level: 2, anchor: anchor.into(), role: None };
    let reference = Skeleton {
        sections: vec![
            Section { heading: None, blocks: vec![callout(CalloutKind::Warning, TitleShape::Implied)] },
            Section { heading: Some(heading("a")), blocks: vec![card] },
        ],
        ..Skeleton::default()
    };
    let written = "!!! попередження\n\n    a\n\n## B\n\n!!! khuyến nghị\n\n    b\n\n    ??? tải xuống\n\n        c\n";
    insta::assert_snapshot!(mended(written, Some(&reference)), @r###"
    !!! warning

        a

    ## B

    !!! recommendation

        b

        ??? downloads

            c
    -- repair-callout 0..28 "!!! попередження"
    -- repair-callout 43..62 "!!! khuyến nghị"
    -- repair-callout 75..92 "??? tải xuống"
    "###);
}

#[test]
fn a_tail_of_html() {
    let written = "## Title\n\n- one<sup id=\"fnref:1\"><a href=\"#fn:1\" class=\"footnote-ref\">2</sup></li> \n  \n  <li>\n    two\n  </li></ul>\n\n<h3 spaces-before=\"0\">\n  Next\n</h3>\n\n<p spaces-before=\"0\">\n  Words <a href=\"a.md\">to\n  read</a>{ .button } and <strong x-id=\"1\">bold</strong>.\n</p>\n\n<small markdown>\n\nstays\n\n</small>\n\n<footnotes>\n  <fn name=\"1\" spaces-before=\"0\">\n    <p spaces-before=\"0\">\n      A note.\n    </p>\n  </fn>\n</footnotes>\n";
    insta::assert_snapshot!(mended(written, None), @r###"
    ## Title

    - one[^1]
    - two

    ### Next

    Words [to read](a.md){ .button } and **bold**.

    <small markdown>

    stays

    </small>

    [^1]: A note.

    -- repair-html 10..83 "<sup id=\"fnref:1\"> </li> <li> </li> </ul> <h3 spaces-before=\"0\"> </h3> <p spaces-before=\"0\"> <a href=\"a.md\"> </a> <strong x-id=\"1\"> </strong> </p> <footnotes> <fn name=\"1\" spaces-before=\"0\"> <p spaces-before=\"0\"> </p> </fn> </footnotes>"
    -- repair-footnote 15..77 "<sup id=\"fnref:1\"><a href=\"#fn:1\" class=\"footnote-ref\">2</sup>"
    "###);
    insta::assert_snapshot!(mended("- a <strong x-id=\"1\">b</strong>", None), @r###"
    - a **b**
    -- repair-html 0..31 "<strong x-id=\"1\"> </strong>"
    "###);
}

#[test]
fn links_that_the_source_page_knows() {
    let mut reference = Skeleton::default();
    reference.links.insert("somepage".into(), vec![LinkShape::default()]);
    insta::assert_snapshot!(mended("[x] (somepage) and [y](some page) and [z] (aside)", Some(&reference)), @r###"
    [x](somepage) and [y](somepage) and [z] (aside)
    -- repair-link 2..14 "] (somepage)"
    -- repair-link 23..32 "some page"
    "###);
}

/// The shape of a page as it is written.
fn drawn(source: &str) -> Skeleton {
    let (dialect, appended) = (crate::Dialect::default(), crate::Appended::default());
    let input = crate::Input {
        source: SourceId(1),
        text: source,
        dialect: &dialect,
        snippets: &(),
        appended: &appended,
        reference: None,
        repair: true,
    };
    Skeleton::of(&crate::parse(&input).document)
}

#[test]
fn boxes_and_tabs_get_back_what_the_source_page_has_in_them() {
    let source = "# A\n\n!!! note \"T\"\n\n    Words.\n\n    - one\n    - two\n\n??? tip\n\n    More.\n\nText.\n\n=== \"L\"\n\n    Shell.\n\n=== \"W\"\n\n    Mouse.\n\nEnd.\n";
    let written = "# A\n\n!!! note \"T\"\n\nWorte.\n\n- eins\n- zwei\n\n??? tip\n\nNoch mehr.\n\nText.\n\n=== „L“\n\nSchale.\n\n=== \"W\"\n\n   Maus.\n\nEnde.\n";
    let wanted = "# A\n\n!!! note \"T\"\n\n    Worte.\n\n    - eins\n    - zwei\n\n??? tip\n\n    Noch mehr.\n\nText.\n\n=== \"L\"\n\n    Schale.\n\n=== \"W\"\n\n    Maus.\n\nEnde.";
    let (out, found) = run(written, Some(&drawn(source)), false);
    assert_eq!(out, wanted);
    let codes: Vec<&str> = found.iter().map(|diagnostic| diagnostic.code.name()).collect();
    let fallen = codes.iter().filter(|code| **code == "repair-indentation").count();
    assert_eq!((fallen, codes.len()), (4, 5), "{codes:?}");
    // Without a source page nobody knows how much belongs in there, and with another one nothing does.
    assert_eq!(run(wanted, Some(&drawn(source)), false), (wanted.to_owned(), Vec::new()));
    assert_eq!(run("!!! note\n\nText.", None, false).0, "!!! note\n\nText.");
    let other = "!!! note\n\n    | a |\n    |---|\n";
    assert_eq!(run("!!! note\n\nText.", Some(&drawn(other)), false).0, "!!! note\n\nText.");
}

#[test]
fn code_goes_back_into_its_step() {
    let source = "# A\n\n1. One\n\n    ```sh\n    touch\n    ```\n\n2. Two\n\n```\nalone\n```\n";
    let written = "# A\n\n1. Eins\n\n```sh\ntouch\n```\n\n2. Zwei\n\n```\nalone\n```";
    let (out, found) = run(written, Some(&drawn(source)), false);
    assert_eq!(out, "# A\n\n1. Eins\n\n    ```sh\n    touch\n    ```\n\n2. Zwei\n\n```\nalone\n```");
    assert_eq!(found.len(), 1);
    // The source page has it between two lists as well.
    let apart = "# A\n\n1. One\n\n```sh\ntouch\n```\n\n2. Two\n\n```\nalone\n```\n";
    assert_eq!(run(written, Some(&drawn(apart)), false).0, written);
}

#[test]
fn room_in_the_mark_of_an_open_fold_is_taken_out() {
    let (out, found) = run("??? + tip\n\n    Words", Some(&drawn("???+ tip\n\n    Words\n")), false);
    assert_eq!(out, "???+ tip\n\n    Words");
    assert_eq!(found.len(), 1);
}

/// What a page becomes beside this source page, and how many repairs it took; the source page as its own translation
/// stays as it is.
#[track_caller]
fn becomes(source: &str, written: &str, wanted: &str, repairs: usize) {
    let (out, found) = run(written, Some(&drawn(source)), false);
    assert_eq!(out.trim_end(), wanted.trim_end());
    assert_eq!(found.len(), repairs, "{found:?}");
    let (own, found) = run(source, Some(&drawn(source)), false);
    assert_eq!((own.trim_end(), found), (source.trim_end(), Vec::new()));
}

#[test]
fn text_goes_back_into_its_step() {
    becomes(
        "1. One\n\n    Text of it.\n\n2. Two\n\nThe end.",
        "1. Eins\n\nText davon.\n\n2. Zwei\n\nDas Ende.",
        "1. Eins\n\n    Text davon.\n\n2. Zwei\n\nDas Ende.",
        1,
    );
    // Nobody knows which is which.
    let written = "1. Eins\n\nText davon.\n\nMehr.\n\n2. Zwei\n\nDas Ende.";
    becomes("1. One\n\n    Text of it.\n\n2. Two\n\nThe end.", written, written, 0);
}

#[test]
fn tags_have_no_room() {
    let source = "<div class=\"grid\" markdown>\n\nA <kbd>key</kbd> here.<br>\n\n</div>";
    becomes(
        source,
        "< div class=\"grid\" markdown >\n\nEine < kbd >Taste</ kbd > hier.< br >\n\n</ div>",
        "<div class=\"grid\" markdown>\n\nEine <kbd>Taste</kbd> hier.<br>\n\n</div>",
        5,
    );
    becomes(
        source,
        "＜div class=\"grid\" markdown＞\n\n鍵＜kbd＞の＜/kbd＞。\n\n＜/div＞",
        "<div class=\"grid\" markdown>\n\n鍵<kbd>の</kbd>。\n\n</div>",
        4,
    );
    let words = "Wenn x < b und y > c, `< kbd >` oder 1 < u > 2.";
    becomes("If x < b and y > c.", words, words, 0);
}

#[test]
fn links_get_their_brackets_back() {
    let source = "See :octicons-home-16: [Words](tags.md){ .x } in a sentence.\n\n- [The card](https://example.org/card){ .card-link title=\"A card\" }\n\n[box](box.md) and [tags](tags.md#a).";
    for (written, wanted) in [
        (
            "Siehe :octicons-home-16: Alle Wörter(tags.md){ .x } dort.",
            "Siehe :octicons-home-16: [Alle Wörter](tags.md){ .x } dort.",
        ),
        ("Siehe Wörter(tags.md) dort.", "Siehe [Wörter](tags.md) dort."),
        (
            "- (https://example.org/card){ .card-link title=\"Karte\" }",
            "- [Karte](https://example.org/card){ .card-link title=\"Karte\" }",
        ),
        ("Lies (den Kasten)[box.md] dort.", "Lies [den Kasten](box.md) dort."),
        ("Lies ]Tags[(tags.md#a) dort.", "Lies [Tags](tags.md#a) dort."),
        ("「箱」(box.md)と【札】（tags.md#a）。", "[箱](box.md)と[札](tags.md#a)。"),
    ] {
        let (out, found) = run(written, Some(&drawn(source)), false);
        assert_eq!(out, wanted);
        assert!(!found.is_empty());
    }
    for words in ["Wörter(andere.md) dort.", "Ein Kasten (siehe box.md).", "`Wörter(tags.md)`", "Kasten (box.md)."] {
        assert_eq!(run(words, Some(&drawn(source)), false).0, words);
    }
    assert_eq!(run(source, Some(&drawn(source)), false).0, source);
}

#[test]
fn fences_get_their_marks_back() {
    let source = "```sh\nlight\n```\n\nWords.\n\n```sh\nmore\n```\n\nEnd.";
    let wanted = "```sh\nlight\n```\n\nWörter.\n\n```sh\nmore\n```\n\nEnde.";
    becomes(source, "```sh\nlight\n``\n\nWörter.\n\n```sh\nmore\n```\n\nEnde.", wanted, 1);
    becomes(source, "``sh\nlight\n```\n\nWörter.\n\n```sh\nmore\n```\n\nEnde.", wanted, 1);
    becomes(source, "```sh\nlight\n``\n\nWörter.\n\n```sh\nmore\n``\n\nEnde.", wanted, 2);
    let inner = "````md\n```\ninner\n```\n````\n\nEnde.";
    becomes(inner, inner, inner, 0);
}

#[test]
fn fences_of_four_marks_end_with_four() {
    let source = "````md\n```sh\ninner\n```\n````\n\nWords.\n\n````md\n```\nmore\n```\n````\n\nEnd.";
    let wanted = "````md\n```sh\ninnen\n```\n````\n\nWörter.\n\n````md\n```\nmehr\n```\n````\n\nEnde.";
    becomes(source, wanted, wanted, 0);
    // The fence inside says where it ends; one that says nothing is told by how long the code is.
    becomes(source, &wanted.replacen("````\n\nW", "```\n\nW", 1), wanted, 1);
    becomes(source, &wanted.replace("````\n\nE", "```\n\nE"), wanted, 1);
    becomes(source, &wanted.replace("````\n\n", "```\n\n"), wanted, 2);
    let tildes = |text: &str| text.replace("````", "~~~~").replace("```", "~~~");
    becomes(&tildes(source), &tildes(&wanted.replace("````\n\n", "```\n\n")), &tildes(wanted), 2);
    // On a page that knows of no code there, nothing is guessed.
    let alone = "````md\n```sh\ninnen\n```\n```\n\nEnde.";
    assert_eq!(run(alone, None, false).0, alone);
}

#[test]
fn lists_that_lost_their_parent_are_lists() {
    becomes(
        "Words.\n\n- one\n\n    - inner\n    - more\n\n- two",
        "Wörter.\n\n    - innen\n    - mehr\n\n- zwei",
        "Wörter.\n\n- innen\n- mehr\n\n- zwei",
        1,
    );
    let held = "- eins\n\n    - innen\n\n!!! note\n\n    - darin\n\n[^1]: Note\n\n    - dort";
    becomes("- one\n\n    - inner\n\n!!! note\n\n    - in it\n\n[^1]: Note\n\n    - there", held, held, 0);
    let code = "Wörter.\n\n    - code\n\n- zwei";
    becomes("Words.\n\n    - code\n\n- two", code, code, 0);
}
