//! Parts of a book in other languages than its own, and the words of ours among them.

mod support;

use pamphlet_document::sample::{
    block, cell, heading, icon, inline, item, link, list, page, paragraph, parts, row, run, tag, text,
};
use pamphlet_document::{
    Admonition, Block, BlockKind, CalloutKind, CalloutTitle, Cell, CodeBlock, InlineKind, Link, LinkRole, ListKind,
    Note, Origin, Page, Placement, Table,
};
use pamphlet_media::Media;
use pamphlet_reading::sample::reading_from;
use pamphlet_source::{SourceId, Span};
use support::{book, chapter, check, file, icons};

#[test]
fn callouts_in_the_language_of_the_book() {
    let warning = Admonition {
        callout: CalloutKind::Warning,
        heading: CalloutTitle::Implied { word: "Attention".to_owned() },
        placement: Placement::Block,
        blocks: vec![paragraph("Text.")],
    };
    let callout = block(BlockKind::Admonition(warning));
    insta::assert_snapshot!(check("en", vec![callout.clone()]), @r#"
    <div epub:type="notice" role="doc-notice" class="admonition warning" aria-labelledby="callout">
    <p class="admonition-title" id="callout"><svg/> Attention</p>
    <p>Text.</p>
    </div>
    "#);
    insta::assert_snapshot!(check("it", vec![callout]), @r#"
    <div epub:type="notice" role="doc-notice" class="admonition warning" aria-labelledby="callout">
    <p class="admonition-title" id="callout"><svg/> <span lang="it" xml:lang="it">Avviso</span></p>
    <p>Text.</p>
    </div>
    "#);
}

#[test]
fn parts_in_another_language() {
    let arabic = Block { language: Some(tag("ar")), ..paragraph("نص") };
    let french = Block { language: Some(tag("fr")), ..heading(2, "Bonjour") };
    let run_in = run(vec![
        text("a "),
        inline(InlineKind::Language { language: tag("he"), content: vec![text("שלום")] }),
        inline(InlineKind::Language { language: tag("en"), content: vec![text("same")] }),
    ]);
    insta::assert_snapshot!(check("en", vec![arabic, french, run_in]), @r#"
    <p lang="ar" xml:lang="ar" dir="rtl">نص</p>
    <h2 id="bonjour" lang="fr" xml:lang="fr">Bonjour</h2>
    <p>a <bdi lang="he" xml:lang="he" dir="rtl">שלום</bdi><span>same</span></p>
    "#);
}

#[test]
fn words_made_for_a_link_say_their_language() {
    let icon_only = |url: &str, title, role| {
        inline(InlineKind::Link(Link { role, ..link(url, title, vec![icon("material/heart")]) }))
    };
    let mut titled = link("https://example.org/a", Some("Homepage"), vec![icon("material/heart")]);
    titled.title_language = Some(tag("en"));
    let content = vec![
        icon_only("https://example.org/b", None, Some(LinkRole::new("documentation"))),
        inline(InlineKind::Link(titled)),
        icon_only("https://example.org/c", Some("Qui"), None),
    ];
    let paragraph = Block { language: Some(tag("fr")), ..run(content) };
    insta::assert_snapshot!(check("it", vec![paragraph]), @r#"<p lang="fr" xml:lang="fr"><a href="https://example.org/b"><svg/><span lang="it" xml:lang="it">Documentazione</span></a><a href="https://example.org/a"><svg/><span lang="en" xml:lang="en">Homepage</span></a><a href="https://example.org/c"><svg/>Qui</a></p>"#);
}

#[test]
fn a_quote_in_a_language_that_runs_the_other_way() {
    let quote = |language: &str, words: &str| Block {
        language: Some(tag(language)),
        ..block(BlockKind::Quote { blocks: vec![paragraph(words)] })
    };
    let mixed = |language: &str, words: &str| {
        run(vec![text("1 "), inline(InlineKind::Language { language: tag(language), content: vec![text(words)] })])
    };
    let inner = Block {
        language: Some(tag("ar")),
        ..block(BlockKind::Quote { blocks: vec![Block { language: Some(tag("en")), ..paragraph("back again") }] })
    };
    insta::assert_snapshot!(check("en", vec![quote("ar", "نص"), mixed("ar", "نص"), inner]), @r#"
    <blockquote lang="ar" xml:lang="ar" dir="rtl"><p>نص</p>
    </blockquote>
    <p>1 <bdi lang="ar" xml:lang="ar" dir="rtl">نص</bdi></p>
    <blockquote lang="ar" xml:lang="ar" dir="rtl"><p lang="en" xml:lang="en" dir="ltr">back again</p>
    </blockquote>
    "#);
    let arabic =
        Page { language: tag("ar"), ..page("page", "Page", vec![quote("en", "a text"), mixed("en", "a text")]) };
    insta::assert_snapshot!(chapter("ar", arabic), @r#"
    <blockquote lang="en" xml:lang="en" dir="ltr"><p>a text</p>
    </blockquote>
    <p>1 <bdi lang="en" xml:lang="en" dir="ltr">a text</bdi></p>
    "#);
}

#[test]
fn a_title_has_a_language_of_its_own() {
    let mut titled = link("https://example.org/", Some("Der Server"), vec![text("the server")]);
    titled.title_language = Some(tag("de"));
    let mut same = link("https://example.org/", Some("the other"), vec![text("the server")]);
    same.title_language = Some(tag("en"));
    let content = [titled, same].map(|link| inline(InlineKind::Link(link))).to_vec();
    insta::assert_snapshot!(check("en", vec![run(content)]), @r#"<p><a href="https://example.org/" title="Der Server" lang="de" xml:lang="de"><span lang="en" xml:lang="en">the server</span></a><a href="https://example.org/" title="the other">the server</a></p>"#);
}

#[test]
fn words_of_ours_are_in_english_where_a_language_has_none() {
    let words = || {
        vec![
            block(BlockKind::Admonition(Admonition {
                callout: CalloutKind::Warning,
                heading: CalloutTitle::Implied { word: "warning".to_owned() },
                placement: Placement::Block,
                blocks: vec![run(vec![
                    text("Hatari"),
                    inline(InlineKind::FootnoteReference { label: "a".to_owned(), number: 1 }),
                ])],
            })),
            block(BlockKind::List(pamphlet_document::List {
                items: vec![item(Some(true), vec![paragraph("Tayari")])],
                ..list(ListKind::Bullet, Vec::new())
            })),
            block(BlockKind::List(list(ListKind::Bullet, vec![vec![run(vec![icon("material/check")])]]))),
        ]
    };
    let mut page = Page { language: tag("rw"), fallback: true, ..page("page", "Page", words()) };
    page.notes = vec![Note {
        origin: Origin { source: SourceId(0), start: 0 },
        span: Span::new(0, 0),
        label: "a".to_owned(),
        number: 1,
        references: 1,
        blocks: vec![paragraph("Maelezo.")],
    }];
    let reading = reading_from(parts("rw", vec![page.clone()]));
    let mut book = book(&reading, &Media::default());
    insta::assert_snapshot!(icons(&file(&mut book, "OEBPS/text/page.xhtml")), @r##"
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE html>
    <html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="rw" xml:lang="rw" dir="ltr">
    <head>
    <meta charset="utf-8"/>
    <title>Page</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <link rel="stylesheet" type="text/css" href="../stylesheet.css"/>
    </head>
    <body class="chapter" epub:type="bodymatter">
    <section epub:type="chapter" role="doc-chapter" aria-labelledby="title">
    <h1 data-generated="title" id="title">Page</h1>
    <aside class="admonition note" role="note" data-generated="notice" aria-label="Note" lang="en" xml:lang="en" dir="ltr"><p>This page has not been translated yet.</p></aside>
    <div epub:type="notice" role="doc-notice" class="admonition warning" aria-labelledby="callout">
    <p class="admonition-title" id="callout"><svg/> <span lang="en" xml:lang="en">Warning</span></p>
    <p>Hatari<a class="noteref" epub:type="noteref" role="doc-noteref" id="_note.1.1" href="#_note.1">1</a></p>
    </div>
    <ul class="tasks">
    <li class="task"><span role="img" aria-label="Done" lang="en" xml:lang="en">☑</span> Tayari</li>
    </ul>
    <ul>
    <li><svg/> <span data-generated="icon" lang="en" xml:lang="en">Yes</span></li>
    </ul>
    <section class="notes" epub:type="footnotes" role="doc-endnotes" aria-labelledby="notes">
    <h2 data-generated="heading" id="notes" lang="en" xml:lang="en">Notes</h2>
    <div class="note" epub:type="footnote" role="doc-footnote" id="_note.1">
    <p><a class="backlink" role="doc-backlink" href="#_note.1.1" aria-label="Back to the text 1" lang="en" xml:lang="en">1.</a> Maelezo.</p>
    </div>
    </section>
    </section>
    </body>
    </html>
    "##);
    let nav = file(&mut book, "OEBPS/nav.xhtml");
    assert!(
        nav.contains(r#"<h1 id="toc-title"><span lang="en" xml:lang="en" dir="ltr">Contents</span></h1>"#),
        "{nav}"
    );
    assert!(
        file(&mut book, "OEBPS/colophon.xhtml")
            .contains(r#"<dt><span lang="en" xml:lang="en" dir="ltr">Licence</span></dt>"#)
    );
    assert!(file(&mut book, "OEBPS/content.opf").contains("<dc:language>en</dc:language>"));
    // A language that has words is marked nowhere.
    let plain = icons(&chapter("it", Page { language: tag("it"), ..page }));
    assert!(!plain.contains("lang=\"en\""), "{plain}");
}

#[test]
fn a_page_that_is_not_translated_says_so() {
    let mut page = page("page", "A <title> & \"more\"\u{1}", vec![paragraph("Text.")]);
    page.fallback = true;
    insta::assert_snapshot!(chapter("it", page), @r#"
    <aside class="admonition note" role="note" data-generated="notice" aria-label="Nota" lang="it" xml:lang="it" dir="ltr"><p>Questa pagina non è ancora stata tradotta.</p></aside>
    <p>Text.</p>
    "#);
}

/// A number with a unit of another language stands where its column begins; a sentence is read from its own start.
#[test]
fn short_values_stand_where_their_column_begins() {
    let english = |words: &str| Block { language: Some(tag("en")), ..paragraph(words) };
    let row = |words: &str| {
        row(vec![cell(false, vec![text("سطر")]), Cell { blocks: vec![english(words)], ..cell(false, Vec::new()) }])
    };
    let body = vec![row("19 m"), row("A sentence that is much longer than its column.")];
    let table = Table { caption: Vec::new(), columns: Vec::new(), head: Vec::new(), body };
    let page = page("page", "Page", vec![block(BlockKind::Table(table))]);
    let body = chapter("ar", Page { language: tag("ar"), ..page });
    assert!(body.contains("<td class=\"turned\"><p lang=\"en\" xml:lang=\"en\" dir=\"ltr\">19 m</p>"), "{body}");
    assert!(body.contains("<td><p lang=\"en\" xml:lang=\"en\" dir=\"ltr\">A sentence"), "{body}");
}

/// Colour and icon say what a callout is for; before a title of its author's that is heard, too.
#[test]
fn the_icon_of_a_callout_says_its_kind() {
    let titled = |words: &str| {
        let heading = CalloutTitle::Written { span: Span::default(), content: vec![text(words)] };
        let (callout, placement) = (CalloutKind::Danger, Placement::Block);
        check("it", vec![block(BlockKind::Admonition(Admonition { callout, heading, placement, blocks: Vec::new() }))])
    };
    let body = titled("Non bere");
    assert!(body.contains("id=\"callout\"><svg Pericolo/> Non bere</p>"), "{body}");
    let body = titled("Pericolo di vita");
    assert!(body.contains("id=\"callout\"><svg/> Pericolo di vita</p>"), "{body}");
}

/// What stands in strings and comments of code runs in its own direction, and turns no sign around it.
#[test]
fn text_in_code_runs_its_own_way() {
    let code = CodeBlock {
        language: Some("python".to_owned()),
        text: "x = [\"אא\", \"בב\"]  # גג.".to_owned(),
        ..CodeBlock::default()
    };
    let body = check("en", vec![block(BlockKind::Code(code))]);
    for part in [
        "<span class=\"c-s\">\"</span><span class=\"c-s\" dir=\"rtl\">אא</span><span class=\"c-s\">\"</span>, ",
        "<span class=\"c-c\"># </span><span class=\"c-c\" dir=\"rtl\">גג.</span>",
    ] {
        assert!(body.contains(part), "{part}\n{body}");
    }
}
