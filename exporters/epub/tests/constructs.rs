//! Each construct of the model as a chapter shows it.

mod support;

use pamphlet_document::sample::{
    block, card, cell, comparison, every_inline, heading, icon, inline, item, link, list, page, paragraph, picture,
    row, run, styled, tag, text,
};
use pamphlet_document::{
    Admonition, AssetRef, BlockKind, CalloutKind, CalloutTitle, Emphasis, Grid, Heading, InlineKind, Link, ListKind,
    Note, Origin, Page, Picture, Placement, Table, Target,
};
use pamphlet_reading::sample::reading;
use pamphlet_source::{SourceId, Span};
use support::{chapter, check, file, icons};

#[test]
fn inlines() {
    insta::assert_snapshot!(check("en", vec![run(every_inline())]), @r#"
    <p>Text &lt;&amp;&gt; line<br/>
    <em>emphasis</em> <strong>strong</strong> <del>deleted</del> <ins>inserted</ins> <mark>marked</mark> <small>small</small> <sub>sub</sub> <sup>super</sup> <span class="quoted">“quoted”</span> <span id="here">span</span> <bdi lang="ar" xml:lang="ar" dir="rtl">سلام</bdi> <span lang="it" xml:lang="it">ciao</span> <span class="comment">comment</span> <span class="keys"><kbd>Ctrl</kbd>+<kbd>C</kbd></span> <code translate="no">a &lt; b</code> <a href="https://example.org/a%20b" title="A title">outside</a> <a href="basics/keys.xhtml#what-is-a-key">inside</a> <a href="index.xhtml">here</a> <a href="index.xhtml">nowhere</a> <span>gone</span> <img src="../images/logos-lantern.svg" alt="A lantern" class="dark-ink"/> <span class="absent-picture">Far away (<a href="https://example.org/far.png">example.org/far.png</a>)</span> <svg heart/> 😄<sup>1</sup> <abbr title="Virtual Private Network">VPN</abbr> <dfn title="secret">key</dfn> <math xmlns="http://www.w3.org/1998/Math/MathML" alttext="a squared is less than b"><msup><mi>a</mi><mn>2</mn></msup><mo>&lt;</mo><mi>b</mi></math> &lt;blink&gt;</p>
    "#);
}

#[test]
fn headings_that_jump_are_announced_without_the_jump() {
    insta::assert_snapshot!(check("en", vec![heading(3, "One"), heading(5, "Two"), heading(4, "Three")]), @r#"
    <h2 id="one">One</h2>
    <h4 aria-level="3" id="two">Two</h4>
    <h3 id="three">Three</h3>
    "#);
}

#[test]
fn what_says_nothing_is_no_heading() {
    let empty = |anchor: &str| {
        let heading =
            Heading { level: 3, anchor: anchor.to_owned(), aliases: Vec::new(), role: None, content: Vec::new() };
        block(BlockKind::Heading(heading))
    };
    insta::assert_snapshot!(check("en", vec![heading(2, "One"), empty("_1"), paragraph("Words")]), @r#"
    <h2 id="one">One</h2>
    <div id="_1"></div>
    <p>Words</p>
    "#);
}

#[test]
fn lists() {
    let mut tasks = list(ListKind::numbers_from(3), vec![vec![paragraph("Three")]]);
    tasks.items.push(item(Some(true), vec![paragraph("Done"), paragraph("and more")]));
    insta::assert_snapshot!(check("en", vec![block(BlockKind::List(tasks))]), @r#"
    <ol start="3">
    <li>Three</li>
    <li class="task"><span role="img" aria-label="Done">☑</span> <p>Done</p>
    <p>and more</p>
    </li>
    </ol>
    "#);
}

#[test]
fn a_card_says_what_its_links_are() {
    insta::assert_snapshot!(check("en", vec![block(BlockKind::Card(card()))]), @r#"
    <div role="group" class="admonition recommendation card" aria-label="Lantern">
    <p class="logo"><img src="../images/logos-lantern.svg" alt="Lantern logo" class="logo dark-ink"/></p>
    <p><strong>Lantern</strong> is a messenger that keeps nothing.</p>
    <ul class="card-links" data-made="links">
    <li><a href="https://example.org/"><svg/>Homepage</a></li>
    <li><a href="https://example.org/privacy#/%23top"><svg/>Privacy Policy</a></li>
    <li><a href="https://example.org/code"><svg/>Source code</a></li>
    </ul>
    <div role="group" class="admonition downloads" aria-labelledby="downloads">
    <p class="admonition-title" id="downloads">Downloads</p>
    <ul>
    <li><a href="https://example.org/F-Droid"><svg/>F-Droid</a></li>
    <li><a href="https://example.org/Windows"><svg/>Windows</a></li>
    </ul>
    </div>
    </div>
    "#);
}

#[test]
fn long_words_in_cells_may_be_broken() {
    let long = "https://example.org/a/long/address";
    let mut table = comparison();
    table.body.truncate(1);
    for (at, words) in [
        (0, long),
        (1, long),
        (2, "twelve short words, and no column is too wide"),
        (3, "言葉の間に空白がない言語の長い文もここに入る"),
    ] {
        table.body[0].cells[at] = cell(false, vec![text(words)]);
    }
    let chapter = check("en", vec![block(BlockKind::Table(table))]);
    let cells = |opening: &str| chapter.matches(opening).count();
    assert_eq!((cells("<td class=\"long\">"), cells("<td class=\"center long\" ")), (1, 1), "{chapter}");
    assert_eq!(cells("long\""), 2, "the other cells keep their words whole: {chapter}");
}

#[test]
fn marks_of_a_table_are_words() {
    insta::assert_snapshot!(check("en", vec![block(BlockKind::Table(comparison()))]), @r#"
    <figure class="table">
    <figcaption>Three messengers</figcaption>
    <table class="wide">
    <thead>
    <tr><th scope="col">Name</th><th scope="col" class="center">Encrypted</th><th scope="col">Paper</th><th scope="col" class="end">Payment</th></tr>
    </thead>
    <tbody>
    <tr><td>Lantern</td><td class="center" data-label="Encrypted: "><svg/> <span data-generated="icon">Yes</span></td><td data-label="Paper: "><svg/> in part</td><td class="end" data-label="Payment: ">cash</td></tr>
    <tr><td>Beacon</td><td class="center" data-label="Encrypted: "><svg/> <span data-generated="icon">No</span></td><td></td><td class="end" data-label="Payment: ">card</td></tr>
    <tr><td>Wick</td><td class="center" data-label="Encrypted: "><svg/> <span data-generated="icon">Partly</span></td><td data-label="Paper: ">yes</td><td class="end" data-label="Payment: ">none</td></tr>
    </tbody>
    </table>
    </figure>
    "#);
}

#[test]
fn a_table_without_a_head() {
    let table = Table {
        caption: Vec::new(),
        columns: vec![pamphlet_document::ColumnAlignment::None; 2],
        head: Vec::new(),
        body: vec![row(vec![cell(true, vec![text("A")]), cell(true, Vec::new())])],
    };
    insta::assert_snapshot!(check("en", vec![block(BlockKind::Table(table))]), @r#"
    <figure class="table">
    <table>
    <tbody>
    <tr><th scope="row">A</th><td></td></tr>
    </tbody>
    </table>
    </figure>
    "#);
}

#[test]
fn links_without_words_get_some() {
    let content = vec![
        inline(InlineKind::Link(link("https://example.org/x/", None, vec![icon("material/heart")]))),
        inline(InlineKind::Link(link("javascript:alert(1)", None, vec![text("a script")]))),
        inline(InlineKind::Link(link(
            "https://example.org/",
            None,
            vec![inline(InlineKind::Link(link("https://example.org/inner", None, vec![text("inner")])))],
        ))),
    ];
    insta::assert_snapshot!(check("en", vec![run(content)]), @r#"<p><a href="https://example.org/x/"><svg/>example.org/x</a><span>a script</span><a href="https://example.org/"><span>inner</span></a></p>"#);
}

#[test]
fn a_link_that_leads_nowhere_keeps_its_title() {
    let gone = Link {
        target: Target::Unresolved { address: "#plan".to_owned() },
        ..link("", Some("Planning"), vec![text("📆")])
    };
    insta::assert_snapshot!(check("en", vec![run(vec![inline(InlineKind::Link(gone))])]), @r#"<p><span title="Planning">📆</span></p>"#);
}

#[test]
fn a_picture_beside_its_own_words_is_not_heard_twice() {
    let logo = || inline(InlineKind::Picture(picture("logos/lantern.svg", "Lantern")));
    let linked = |words: &str| {
        inline(InlineKind::Link(link("https://example.org/", None, vec![logo(), text(" "), text(words)])))
    };
    let beside = run(vec![
        logo(),
        text(" "),
        inline(InlineKind::Link(link("https://example.org/", None, vec![text("Lantern")]))),
        text(" and "),
        logo(),
    ]);
    insta::assert_snapshot!(check("en", vec![beside]), @r#"<p><img src="../images/logos-lantern.svg" alt="" class="dark-ink"/> <a href="https://example.org/">Lantern</a> and <img src="../images/logos-lantern.svg" alt="Lantern" class="dark-ink"/></p>"#);
    insta::assert_snapshot!(check("en", vec![run(vec![linked("lantern"), linked("Read more")])]), @r#"<p><a href="https://example.org/"><img src="../images/logos-lantern.svg" alt="" class="dark-ink"/> lantern</a><a href="https://example.org/"><img src="../images/logos-lantern.svg" alt="Lantern" class="dark-ink"/> Read more</a></p>"#);
}

#[test]
fn pictures_that_are_not_there_are_words() {
    let missing = Picture { source: AssetRef::Missing { address: "x.png".to_owned() }, ..picture("", "A map") };
    let remote =
        Picture { source: AssetRef::Remote { url: "https://example.org/a b.png".to_owned() }, ..picture("", "") };
    let decorative = picture("none.png", "");
    let content = [missing, Picture { decorative: false, ..remote }, decorative]
        .map(|picture| inline(InlineKind::Picture(picture)));
    insta::assert_snapshot!(check("en", vec![run(content.to_vec())]), @r#"<p><span class="absent-picture">A map</span><span class="absent-picture">Picture (<a href="https://example.org/a%20b.png">example.org/a%20b.png</a>)</span></p>"#);
}

#[test]
fn a_picture_without_words_says_nothing_in_a_link_of_words() {
    let remote = || {
        let source = AssetRef::Remote { url: "https://example.org/face.png".to_owned() };
        inline(InlineKind::Picture(Picture { source, decorative: false, ..picture("", "") }))
    };
    let linked = |content| inline(InlineKind::Link(link("https://example.org/ada", None, content)));
    let content = vec![linked(vec![remote(), text("Ada")]), linked(vec![remote()])];
    insta::assert_snapshot!(check("en", vec![run(content)]), @r#"<p><a href="https://example.org/ada">Ada</a><a href="https://example.org/ada">example.org/ada</a></p>"#);
}

#[test]
fn notes_lead_there_and_back() {
    let reference = || inline(InlineKind::FootnoteReference { label: "a".to_owned(), number: 1 });
    let mut page = page("page", "Page", vec![run(vec![text("One"), reference()]), run(vec![text("two"), reference()])]);
    page.language = tag("fa");
    let note = |number, references, blocks| Note {
        origin: Origin { source: SourceId(0), start: 0 },
        span: Span::new(0, 0),
        label: "a".to_owned(),
        number,
        references,
        blocks,
    };
    page.notes = vec![
        note(1, 2, vec![paragraph("The note."), paragraph("Goes on.")]),
        note(2, 0, vec![block(BlockKind::Quote { blocks: vec![paragraph("Unused.")] })]),
    ];
    insta::assert_snapshot!(chapter("fa", page.clone()), @r##"
    <p>One<a class="noteref" epub:type="noteref" role="doc-noteref" dir="ltr" id="_note.1.1" href="#_note.1">۱</a></p>
    <p>two<a class="noteref" epub:type="noteref" role="doc-noteref" dir="ltr" id="_note.1.2" href="#_note.1">۱</a></p>
    <section class="notes" epub:type="footnotes" role="doc-endnotes" aria-labelledby="notes">
    <h2 data-generated="heading" id="notes">یادداشت‌ها</h2>
    <div class="note" epub:type="footnote" role="doc-footnote" id="_note.1">
    <p><a class="backlink" role="doc-backlink" href="#_note.1.1" aria-label="بازگشت به متن ۱">۱.</a> <a class="backlink" role="doc-backlink" href="#_note.1.2" aria-label="بازگشت به متن ۱">↩︎</a> The note.</p>
    <p>Goes on.</p>
    </div>
    <div class="note" epub:type="footnote" role="doc-footnote" id="_note.2">
    <p><span class="number" data-generated="number">۲.</span> </p>
    <blockquote><p>Unused.</p>
    </blockquote>
    </div>
    </section>
    "##);

    // A page that is not translated keeps its digits, and their direction.
    page.language = tag("en");
    let chapter = chapter("fa", page);
    assert!(chapter.contains("href=\"#_note.1\">1</a>"), "{chapter}");
    assert!(chapter.contains("<span dir=\"ltr\">1.</span></a>"), "{chapter}");
}

#[test]
fn answers_are_words_that_are_seen() {
    let items = |names: &[&str]| names.iter().map(|name| vec![run(vec![icon(name)])]).collect();
    let answers = list(ListKind::Bullet, items(&["material/check", "nobody/close", "material/heart", "nobody/heart"]));
    insta::assert_snapshot!(check("en", vec![block(BlockKind::List(answers))]), @r#"
    <ul>
    <li><svg/> <span data-generated="icon">Yes</span></li>
    <li><span data-generated="icon">No</span></li>
    <li><svg heart/></li>
    <li><span data-generated="icon">heart</span></li>
    </ul>
    "#);
}

#[test]
fn icons_in_sentences_say_their_names() {
    let sentence = |name: &str| run(vec![text("Press "), icon(name), text(" to stop")]);
    let beside = run(vec![icon("material/close"), text(" Stop")]);
    insta::assert_snapshot!(check("it", vec![sentence("material/close"), sentence("nobody/close"), beside]), @r#"
    <p>Press <svg close/> to stop</p>
    <p>Press <span data-generated="icon">close</span> to stop</p>
    <p><svg/> Stop</p>
    "#);
}

#[test]
fn icons_of_links_have_room_beside_the_words() {
    let linked = |content| run(vec![inline(InlineKind::Link(link("https://example.org/", None, content)))]);
    let heart = || icon("material/heart");
    let blocks = vec![
        linked(vec![heart(), text(" a")]),
        linked(vec![text("a "), heart()]),
        linked(vec![text("a "), heart(), text(" b")]),
        linked(vec![heart(), text(" "), heart(), text(" a "), heart()]),
    ];
    let chapter = chapter("en", page("page", "Page", blocks));
    let classes: String = chapter
        .replace(" aria-hidden=\"true\"", "")
        .split("<svg ")
        .map(|part| match part.split_once("</svg>") {
            Some((tag, after)) => {
                format!("[{}]{after}", if tag.contains("\"icon leading\"") { "leading" } else { "trailing" })
            }
            None => part.to_owned(),
        })
        .collect();
    insta::assert_snapshot!(classes, @r#"
    <p><a href="https://example.org/">[leading]a</a></p>
    <p><a href="https://example.org/">a[trailing]</a></p>
    <p><a href="https://example.org/">a [leading]b</a></p>
    <p><a href="https://example.org/">[leading][leading]a[trailing]</a></p>
    "#);
}

#[test]
fn addresses_in_text_from_right_to_left_are_kept_apart() {
    let to = |url: &str, words: &str| inline(InlineKind::Link(link(url, None, vec![text(words)])));
    let far = AssetRef::Remote { url: "https://example.org/far.png".to_owned() };
    let content = || {
        vec![
            to("https://example.org/a/", "https://example.org/a/"),
            inline(InlineKind::Link(link("https://example.org/b/", None, vec![icon("material/heart")]))),
            to("mailto:ada@example.org", "ada@example.org"),
            to("https://example.org/", "words"),
            to("obsidian://open/ada", "chat"),
            inline(InlineKind::Picture(Picture { source: far.clone(), ..picture("", "Far") })),
        ]
    };
    let hebrew = Page { language: tag("he"), ..page("page", "Page", vec![run(content())]) };
    insta::assert_snapshot!(icons(&chapter("he", hebrew)), @r#"<p><a href="https://example.org/a/"><bdi dir="ltr">https://example.org/a/</bdi></a><a href="https://example.org/b/"><svg/><bdi dir="ltr">example.org/b</bdi></a><a href="mailto:ada@example.org"><bdi dir="ltr">ada@example.org</bdi></a><a href="https://example.org/">words</a><span>chat</span> <span data-generated="address" translate="no">(<bdi dir="ltr">obsidian://open/ada</bdi>)</span><span class="absent-picture">Far (<a href="https://example.org/far.png"><bdi dir="ltr">example.org/far.png</bdi></a>)</span></p>"#);
    assert_eq!(check("en", vec![run(content())]).matches("<bdi").count(), 1, "an address that nothing opens");
    let bare =
        Page { language: tag("he"), ..page("page", "Page", vec![run(vec![text("ראו (https://example.org/a/).")])]) };
    assert!(
        chapter("he", bare).contains("ראו (<bdi dir=\"ltr\">https://example.org/a/</bdi>)."),
        "also without a link"
    );
}

#[test]
fn the_signs_of_a_word_stay_at_their_end_of_it() {
    let short = inline(InlineKind::Abbreviation { text: "F#".to_owned(), expansion: "שפה".to_owned() });
    let content = vec![run(vec![text("כתבתי C++. ואת "), short])];
    let hebrew = Page { language: tag("he"), ..page("page", "דף", content) };
    let chapter = chapter("he", hebrew);
    for wanted in ["כתבתי <bdi dir=\"ltr\">C++</bdi>. ואת", "><bdi dir=\"ltr\">F#</bdi></abbr>"] {
        assert!(chapter.contains(wanted), "{wanted}: {chapter}");
    }
}

#[test]
fn rules_in_boxes_are_lines_of_their_frame() {
    let rule = || block(BlockKind::ThematicBreak);
    let framed = list(ListKind::Bullet, vec![vec![paragraph("Mast"), rule(), paragraph("Wood.")]]);
    let grid = Grid { cards: true, blocks: vec![block(BlockKind::List(framed))] };
    insta::assert_snapshot!(check("en", vec![rule(), block(BlockKind::Grid(grid))]), @r#"
    <hr/>
    <div class="grid cards"><ul>
    <li><p>Mast</p>
    <hr class="divider" aria-hidden="true"/>
    <p>Wood.</p>
    </li>
    </ul>
    </div>
    "#);
}

#[test]
fn callouts_of_kinds_that_the_site_made_up() {
    let callout = |heading| {
        block(BlockKind::Admonition(Admonition {
            callout: CalloutKind::Other("pigeon".to_owned()),
            heading,
            placement: Placement::Block,
            blocks: vec![paragraph("Text.")],
        }))
    };
    let implied = CalloutTitle::Implied { word: "Pigeon".to_owned() };
    insta::assert_snapshot!(check("it", vec![callout(implied), callout(CalloutTitle::Absent)]), @r#"
    <aside role="note" class="admonition note" aria-labelledby="callout">
    <p class="admonition-title" id="callout"><svg/> Pigeon</p>
    <p>Text.</p>
    </aside>
    <aside role="note" class="admonition note">
    <p>Text.</p>
    </aside>
    "#);
}

#[test]
fn quotations_have_the_marks_of_their_language() {
    let french = Page { language: tag("fr"), ..page("page", "Page", vec![run(vec![styled(Emphasis::Quoted, "mot")])]) };
    insta::assert_snapshot!(chapter("fr", french), @r#"<p><span class="quoted">« mot »</span></p>"#);
}

#[test]
fn labels_of_cells_have_the_colon_of_their_language() {
    let french = Page { language: tag("fr"), ..page("page", "Page", vec![block(BlockKind::Table(comparison()))]) };
    let chapter = chapter("fr", french);
    assert!(chapter.contains("data-label=\"Payment\u{A0}: \">cash"), "{chapter}");
}

#[test]
fn package() {
    let sample = reading("ar");
    let mut archive = support::dated_book(&sample);
    // The digest is that of all chapters, which other tests look at.
    let package = file(&mut archive, "OEBPS/content.opf");
    let (before, rest) = package.split_once("schema:sha256\">").expect("it is there");
    let package = format!("{before}schema:sha256\">…{}", &rest[64..]);
    insta::assert_snapshot!(package, @r##"
    <?xml version="1.0" encoding="UTF-8"?>
    <package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="epub-id-1" xml:lang="ar" dir="rtl">
      <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
        <dc:identifier id="epub-id-1">urn:uuid:5f0c0d3e-5d4b-5d0a-9f5e-0a6d1f6c7b21</dc:identifier>
        <dc:title>A &lt;Book&gt; &amp; "more"</dc:title>
        <dc:date>2026-08-22T00:00:00Z</dc:date>
        <dc:language>ar</dc:language>
        <dc:language>en</dc:language>
        <dc:language>it</dc:language>
        <meta property="dcterms:modified">2026-08-22T10:30:01Z</meta>
        <dc:description>Everything at once.</dc:description>
        <dc:subject>Privacy</dc:subject>
        <dc:rights>CC-BY-4.0</dc:rights>
        <meta property="schema:accessMode">textual</meta>
        <meta property="schema:accessModeSufficient">textual</meta>
        <meta property="schema:accessibilityFeature">structuralNavigation</meta>
        <meta property="schema:accessibilityFeature">tableOfContents</meta>
        <meta property="schema:accessibilityFeature">readingOrder</meta>
        <meta property="schema:accessibilityFeature">displayTransformability</meta>
        <meta property="schema:accessibilityFeature">ARIA</meta>
        <meta property="schema:accessibilityFeature">MathML</meta>
        <meta property="schema:accessibilityFeature">describedMath</meta>
        <meta property="schema:accessibilityHazard">none</meta>
        <meta property="schema:accessibilitySummary">نص يتكيف مع الشاشة، بعناوين وجدول محتويات وروابط. لا توجد صور ذات معنى. لا صوت ولا فيديو.</meta>
        <meta name="cover" content="cover-image"/>
        <dc:identifier id="isbn">urn:isbn:9780306406157</dc:identifier>
        <dc:creator id="creator-1">Ada</dc:creator>
        <meta refines="#creator-1" property="role" scheme="marc:relators">aut</meta>
        <meta refines="#creator-1" property="file-as">Ada, the First</meta>
        <dc:creator id="creator-2">Bea</dc:creator>
        <meta refines="#creator-2" property="role" scheme="marc:relators">aut</meta>
        <dc:contributor id="contributor-1">Cleo</dc:contributor>
        <meta refines="#contributor-1" property="role" scheme="marc:relators">trl</meta>
        <dc:subject id="subject-1">COM053000</dc:subject>
        <meta refines="#subject-1" property="authority">BISAC</meta>
        <meta refines="#subject-1" property="term">COM053000</meta>
        <dc:publisher>Example &amp; Co</dc:publisher>
        <dc:source>https://example.org/</dc:source>
        <meta property="schema:bookEdition">2</meta>
        <meta property="schema:version">2.1</meta>
        <meta property="dcterms:audience">general</meta>
        <meta property="dcterms:conformsTo" id="conformance">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>
        <meta property="a11y:certifiedBy" refines="#conformance" id="certifier">Checkers &amp; Co</meta>
        <meta refines="#certifier" property="a11y:certifierCredential">Gold</meta>
        <link rel="a11y:certifierReport" refines="#certifier" href="https://example.org/report"/>
        <meta property="a11y:exemption">eaa-microenterprise</meta>
        <meta property="belongs-to-collection" id="collection">Books &amp; more</meta>
        <meta refines="#collection" property="collection-type">set</meta>
        <meta refines="#collection" property="dcterms:identifier">urn:uuid:0b7a1d9c-9a54-5e0e-8d43-6a1f2f0f3c11</meta>
        <meta refines="#collection" property="group-position">2</meta>
        <!-- of what the book holds but for this file: names, lengths and bytes, in the order of names -->
        <meta property="schema:sha256">…</meta>
        <meta name="generator" content="Pamphlet"/>
      </metadata>
      <manifest>
        <item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
        <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
        <item id="style" href="stylesheet.css" media-type="text/css"/>
        <item id="cover-image" href="images/cover.jpg" media-type="image/jpeg" properties="cover-image"/>
        <item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
        <item id="title" href="title.xhtml" media-type="application/xhtml+xml"/>
        <item id="text-index" href="text/index.xhtml" media-type="application/xhtml+xml" properties="mathml svg"/>
        <item id="text-basics-keys" href="text/basics/keys.xhtml" media-type="application/xhtml+xml"/>
        <item id="text-basics-Keys-2" href="text/basics/Keys-2.xhtml" media-type="application/xhtml+xml"/>
        <item id="glossary" href="glossary.xhtml" media-type="application/xhtml+xml"/>
        <item id="colophon" href="colophon.xhtml" media-type="application/xhtml+xml"/>
      </manifest>
      <spine toc="ncx" page-progression-direction="rtl">
        <itemref idref="cover"/>
        <itemref idref="title"/>
        <itemref idref="nav"/>
        <itemref idref="text-index"/>
        <itemref idref="text-basics-keys"/>
        <itemref idref="text-basics-Keys-2"/>
        <itemref idref="glossary"/>
        <itemref idref="colophon"/>
      </spine>
    </package>
    "##);
    insta::assert_snapshot!(file(&mut archive, "OEBPS/nav.xhtml"), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE html>
    <html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="ar" xml:lang="ar" dir="rtl">
    <head>
    <meta charset="utf-8"/>
    <title>المحتويات</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <link rel="stylesheet" type="text/css" href="stylesheet.css"/>
    </head>
    <body class="contents" epub:type="frontmatter" dir="rtl">
    <nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="toc-title">
    <h1 id="toc-title">المحتويات</h1>
    <ol>
    <li><a href="text/index.xhtml"><span lang="en" xml:lang="en" dir="ltr">Everything</span></a>
    <ol>
    <li><a href="text/index.xhtml#first-part"><span lang="en" xml:lang="en" dir="ltr">First part</span></a>
    <ol>
    <li><a href="text/index.xhtml#a-jump"><span lang="en" xml:lang="en" dir="ltr">A jump</span></a></li>
    </ol>
    </li>
    </ol>
    </li>
    <li><a href="text/basics/keys.xhtml"><span lang="en" xml:lang="en" dir="ltr">Basics</span></a>
    <ol>
    <li><a href="text/basics/keys.xhtml"><span lang="en" xml:lang="en" dir="ltr">Keys</span></a>
    <ol>
    <li><a href="text/basics/keys.xhtml#what-is-a-key"><span lang="en" xml:lang="en" dir="ltr">What is a key</span></a></li>
    </ol>
    </li>
    </ol>
    </li>
    <li><a href="text/basics/Keys-2.xhtml">صفحات أخرى</a>
    <ol>
    <li><a href="text/basics/Keys-2.xhtml"><span lang="en" xml:lang="en" dir="ltr">No heading at all</span></a></li>
    </ol>
    </li>
    <li><a href="glossary.xhtml">الاختصارات</a></li>
    <li><a href="colophon.xhtml">عن هذه الطبعة</a></li>
    </ol>
    </nav>
    <nav epub:type="landmarks" id="landmarks" hidden="hidden" aria-label="كتاب">
    <ol>
    <li><a epub:type="cover" href="cover.xhtml">الغلاف</a></li>
    <li><a epub:type="titlepage" href="title.xhtml">صفحة العنوان</a></li>
    <li><a epub:type="toc" href="nav.xhtml">المحتويات</a></li>
    <li><a epub:type="bodymatter" href="text/index.xhtml">بداية النص</a></li>
    <li><a epub:type="glossary" href="glossary.xhtml">الاختصارات</a></li>
    <li><a epub:type="colophon" href="colophon.xhtml">عن هذه الطبعة</a></li>
    </ol>
    </nav>
    </body>
    </html>
    "#);
    insta::assert_snapshot!(file(&mut archive, "OEBPS/toc.ncx"), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="ar">
    <head>
    <meta name="dtb:uid" content="urn:uuid:5f0c0d3e-5d4b-5d0a-9f5e-0a6d1f6c7b21"/>
    <meta name="dtb:depth" content="3"/>
    <meta name="dtb:totalPageCount" content="0"/>
    <meta name="dtb:maxPageNumber" content="0"/>
    </head>
    <docTitle><text>A &lt;Book&gt; &amp; "more"</text></docTitle>
    <navMap>
    <navPoint id="navPoint-1"><navLabel><text>Everything</text></navLabel><content src="text/index.xhtml"/>
    <navPoint id="navPoint-2"><navLabel><text>First part</text></navLabel><content src="text/index.xhtml#first-part"/>
    <navPoint id="navPoint-3"><navLabel><text>A jump</text></navLabel><content src="text/index.xhtml#a-jump"/></navPoint>
    </navPoint>
    </navPoint>
    <navPoint id="navPoint-4"><navLabel><text>Basics</text></navLabel><content src="text/basics/keys.xhtml"/>
    <navPoint id="navPoint-5"><navLabel><text>Keys</text></navLabel><content src="text/basics/keys.xhtml"/>
    <navPoint id="navPoint-6"><navLabel><text>What is a key</text></navLabel><content src="text/basics/keys.xhtml#what-is-a-key"/></navPoint>
    </navPoint>
    </navPoint>
    <navPoint id="navPoint-7"><navLabel><text>صفحات أخرى</text></navLabel><content src="text/basics/Keys-2.xhtml"/>
    <navPoint id="navPoint-8"><navLabel><text>No heading at all</text></navLabel><content src="text/basics/Keys-2.xhtml"/></navPoint>
    </navPoint>
    <navPoint id="navPoint-9"><navLabel><text>الاختصارات</text></navLabel><content src="glossary.xhtml"/></navPoint>
    <navPoint id="navPoint-10"><navLabel><text>عن هذه الطبعة</text></navLabel><content src="colophon.xhtml"/></navPoint>
    </navMap>
    </ncx>
    "#);
}

#[test]
fn lines_of_code_are_told_from_what_a_narrow_page_breaks() {
    let code = |text: &str, line_numbers: Option<u32>| {
        block(BlockKind::Code(pamphlet_document::CodeBlock {
            language: None,
            title: None,
            line_numbers,
            highlighted: Vec::new(),
            annotations: Vec::new(),
            text: text.to_owned(),
        }))
    };
    let blocks = vec![code("one\n\ntwo", None), code("first\nsecond", Some(9)), code("alone", None)];
    insta::assert_snapshot!(check("en", blocks), @r#"
    <pre dir="ltr" translate="no"><code><span class="line">one

    </span><span class="line">two</span></code></pre>
    <pre dir="ltr" translate="no"><code><span class="line numbered"><span class="line-number" data-generated="number">  9 </span>first
    </span><span class="line numbered"><span class="line-number" data-generated="number"> 10 </span>second</span></code></pre>
    <pre dir="ltr" translate="no"><code>alone</code></pre>
    "#);
}
