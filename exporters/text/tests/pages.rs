//! What every text file keeps to, and how a page of every construct looks.

use pamphlet_document::sample::{
    LETTERS, block, cell, comparison, edition, every_block, extreme_words, extremes, heading, inline, link, list, page,
    paragraph, parts, picture, row, run, text,
};
use pamphlet_document::{
    Admonition, AssetRef, Block, BlockKind, CalloutKind, CalloutTitle, Cell, ColumnAlignment, Commit, Edition,
    EditionParts, InlineKind, Link, ListKind, Page, Picture, Placement, Revision, Table, Target,
};
use pamphlet_locale::{Address, Catalog};
use pamphlet_media::Media;
use pamphlet_reading::sample::reading_of;
use pamphlet_source::Span;
use pamphlet_text::{TextOptions, export};
use std::collections::{BTreeMap, BTreeSet};

fn files(edition: &Edition, width: usize) -> BTreeMap<String, String> {
    let catalog = Catalog::of(edition.locale());
    let exported =
        export(&reading_of(edition), &catalog, &Media::default(), &TextOptions { width, ..TextOptions::default() })
            .expect("text can be made");
    let read = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is UTF-8");
    exported.files.into_iter().map(|file| (file.path, read(file.bytes))).collect()
}

#[test]
fn every_file_is_plain() {
    for locale in ["en", "ar", "zh-Hant", "ja"] {
        for (path, text) in files(&edition(locale), 72) {
            // An index for programs, whose form is fixed.
            if path == "llms.txt" {
                continue;
            }
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{path} ends with one line end");
            assert!(!text.starts_with('\u{FEFF}'), "{path} has no mark");
            for line in text.lines() {
                assert_eq!(line, line.trim_end(), "{path}: no line ends in a space");
                // Markup that is not understood is text.
                let line = line.replace("<marquee>kept</marquee>", "");
                assert!(!line.contains("**") && !line.contains("](") && !line.contains("</"), "{path}: {line}");
            }
        }
    }
}

#[test]
fn a_line_stands_before_each_page_of_the_whole() {
    let files = files(&edition("en"), 60);
    let (book, line) = (&files["book-en.txt"], format!("\n\n{}\n\n", "=".repeat(60)));
    let pages: Vec<&String> =
        files.iter().filter(|(path, _)| path.starts_with("text/")).map(|(_, text)| text).collect();
    assert!(pages.len() > 1 && pages.iter().all(|page| book.contains(&format!("{line}{page}"))), "{book}");
}

#[test]
fn a_page_of_everything() {
    insta::assert_snapshot!(files(&edition("en"), 60)["text/index.txt"], @r"
    Everything


    First part
    ----------

    Text <&> line
    emphasis strong (Deleted: deleted) inserted marked small sub
    super “quoted” span سلام ciao (comment) Ctrl+C a < b outside
    [1] inside [2] here nowhere gone (Picture: A lantern)
    (Picture: Far away) [3] heart 😄[4] VPN key (secret) a^2 < b
    <blink>

    [1] A title: https://example.org/a%20b
    [2] Keys: basics/keys.txt
    [3] https://example.org/far.png
    [4] The note.

    A jump
    ~~~~~~

    • One
    • Two
      • Two and a half

    3. Three

    • Done: Done
    • To do: Open

    Term
        What it means.

        Said by somebody.

    install.sh:
        apt install lantern  # <3

          exit

    install.sh:
        apt install lantern  # <3

          exit

    Three messengers:

    Name     Encrypted  Paper    Payment

    Lantern     Yes     in part     cash
    Beacon      No                  card
    Wick      Partly    yes         none

    Note:
      What it says.

    Abstract:
      What it says.

    Info:
      What it says.

    Important:
      What it says.

    Success:
      What it says.

    Question:
      What it says.

    Warning: Mind the gap
      What it says.

    Failure:
      What it says.

    Danger:
      What it says.

    Bug:
      What it says.

    Example:
      What it says.

    Quote:
      What it says.

    Recommendation:
      What it says.

    Pigeon:
      What it says.

    More:
      Folded away.

    Left:
      On the left.

    Right:
      On the right.

    • A card

    (Picture: A lantern)

    A lantern, lit.

    Noted (1)

    (1) The annotation.

    Begin: https://example.org/start

    50.5 %

      · · ·

        \frac{a}{b}

        x

    Diagram (mermaid):
        graph LR
         A --> B

    هذا نص.

      Lantern is a messenger that keeps nothing.

      • Homepage: https://example.org/
      • Privacy Policy: https://example.org/privacy#/%23top
      • Source code: https://example.org/code

      Downloads:
      • F-Droid: https://example.org/F-Droid
      • Windows: https://example.org/Windows

    Protects from:

    • Passive attacks
    • Censorship

    <marquee>kept</marquee>

    Date: 22 August 2026
    Version: 1.2.0
    ");
}

#[test]
fn tables_that_are_too_wide_are_records() {
    let blocks = vec![block(BlockKind::Table(comparison()))];
    let edition = Edition::new(parts("it", vec![page("page", "Page", blocks)])).expect("it is resolved");
    insta::assert_snapshot!(files(&edition, 72)["text/page.txt"], @"
    Page

    Three messengers:

    Name     Encrypted  Paper    Payment

    Lantern     Sì      in part     cash
    Beacon      No                  card
    Wick     In parte   yes         none

    Data: 22 agosto 2026
    Versione: 1.2.0
    ");
    insta::assert_snapshot!(files(&edition, 30)["text/page.txt"], @"
    Page

    Three messengers:

    Name:

    • Lantern
      Encrypted: Sì
      Paper: in part
      Payment: cash

    • Beacon
      Encrypted: No
      Payment: card

    • Wick
      Encrypted: In parte
      Paper: yes
      Payment: none

    Data: 22 agosto 2026
    Versione: 1.2.0
    ");
}

#[test]
fn a_table_keeps_every_word_of_what_stands_in_it() {
    let words = |text: &str| -> BTreeMap<String, usize> {
        let mut words = BTreeMap::new();
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            *words.entry(word.to_owned()).or_default() += 1;
        }
        words
    };
    let written = |blocks: Vec<Block>| {
        let others = ["index", "basics/keys"].map(|id| page(id, id, vec![heading(2, "What is a key")]));
        let pages = [vec![page("page", "Page", blocks)], others.to_vec()].concat();
        let edition = Edition::new(parts("en", pages)).expect("it is resolved");
        words(&files(&edition, 72)["text/page.txt"])
    };
    let whole = Cell { blocks: every_block(), ..cell(false, Vec::new()) };
    let body = vec![row(vec![cell(false, vec![text("Page")]), whole])];
    let table = Table { caption: Vec::new(), columns: vec![ColumnAlignment::None; 2], head: Vec::new(), body };
    let (outside, inside) = (written(every_block()), written(vec![block(BlockKind::Table(table))]));
    let lost: Vec<_> = outside.iter().filter(|(word, count)| inside.get(*word).unwrap_or(&0) < count).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn titles_of_links_are_told_beside_their_addresses() {
    let gone = Link {
        target: Target::Unresolved { address: "#plan".to_owned() },
        ..link("", Some("Planning"), vec![text("📆")])
    };
    let blocks = vec![run(vec![
        inline(InlineKind::Link(link("https://example.org/docs", Some("Documentation"), vec![text("📖")]))),
        text(" "),
        inline(InlineKind::Link(gone)),
    ])];
    let edition = Edition::new(parts("en", vec![page("page", "Page", blocks)])).expect("it is resolved");
    insta::assert_snapshot!(files(&edition, 72)["text/page.txt"], @"
    Page

    📖 [1] 📆 (Planning)

    [1] Documentation: https://example.org/docs

    Date: 22 August 2026
    Version: 1.2.0
    ");
}

#[test]
fn labels_and_numbers_stand_as_the_script_has_them() {
    let label = CalloutTitle::Written { span: Span::new(0, 0), content: vec![text("鍵について")] };
    let blocks = vec![block(BlockKind::Admonition(Admonition {
        callout: CalloutKind::Other("key".to_owned()),
        heading: label,
        placement: Placement::Block,
        blocks: vec![run(vec![
            inline(InlineKind::Link(link("https://example.org/key", None, vec![text("公開鍵")]))),
            text("は公開できます。"),
        ])],
    }))];
    let edition = Edition::new(parts("ja", vec![page("page", "鍵", blocks)])).expect("it is resolved");
    insta::assert_snapshot!(files(&edition, 72)["text/page.txt"], @"
    鍵

    鍵について：
      公開鍵[1]は公開できます。

    [1] https://example.org/key

    日付: 2026年8月22日
    バージョン: 1.2.0
    ");
}

#[test]
fn the_number_behind_a_stop_stands_apart_where_words_run_both_ways() {
    let blocks = vec![run(vec![
        text("متصفح Chrome."),
        inline(InlineKind::Link(link("https://example.org/x", None, vec![text("Firefox.")]))),
        text(" ثم كلمات"),
    ])];
    let mut page = page("page", "كلمات", blocks);
    page.language = pamphlet_locale::Tag::parse("ar").expect("is a tag");
    let edition = Edition::new(parts("ar", vec![page])).expect("it is resolved");
    let shown = files(&edition, 72)["text/page.txt"].clone();
    assert!(shown.contains("Firefox. \u{2066}[1]\u{2069} ثم"), "{shown}");
}

#[test]
fn the_signs_of_a_word_stay_at_their_end_of_it() {
    let blocks = vec![run(vec![text("אני כותב C++. ואת Tor.")])];
    let mut page = page("page", "דף", blocks);
    page.language = pamphlet_locale::Tag::parse("he").expect("is a tag");
    let edition = Edition::new(parts("he", vec![page])).expect("it is resolved");
    let shown = files(&edition, 72)["text/page.txt"].clone();
    assert!(shown.contains("אני כותב \u{2066}C++\u{2069}. ואת Tor."), "{shown}");
}

#[test]
fn programs_find_every_text() {
    let files = files(&edition("en"), 72);
    insta::assert_snapshot!(files["llms.txt"], @r#"
    # A <Book> & "more"

    > Everything at once.

    Licence: CC-BY-4.0

    ## Plain text

    - [A <Book> & "more"](book-en.txt)

    ## Contents

    - [Everything](text/index.txt)

    ## Basics

    - [Keys](text/basics/keys.txt)

    ## Further pages

    - [No heading at all](text/basics/Keys.txt)
    "#);
    let listed = |path: &&String| files["llms.txt"].contains(&format!("]({path})"));
    assert_eq!(files.keys().filter(listed).count() + 1, files.len());
}

#[test]
fn what_is_too_large_is_whole() {
    let edition = Edition::new(parts("en", vec![extremes()])).expect("it is resolved");
    for (path, written) in files(&edition, 40).into_iter().filter(|(path, _)| path != "llms.txt") {
        let words: BTreeSet<&str> = written.split(|c: char| !c.is_alphanumeric()).collect();
        let lost: Vec<String> = extreme_words().into_iter().filter(|word| !words.contains(word.as_str())).collect();
        assert!(lost.is_empty(), "{path}: {lost:?}");
        let letters: usize =
            written.lines().filter(|line| line.trim().bytes().all(|b| b == b'x')).map(|line| line.trim().len()).sum();
        assert_eq!(letters, LETTERS, "{path}: the long word is whole");
    }
}

#[test]
fn hostile_words_stay_words_of_one_line() {
    let pages = vec![
        page(
            "a",
            "<b>&\"'\u{1}",
            vec![heading(2, "Two\u{7}"), run(vec![text("a\u{8}b\u{1b}[31mc <script>&amp;\u{feff}")])],
        ),
        page("A", "", vec![run(vec![text("The name differs only in case.")])]),
    ];
    let files = files(&Edition::new(parts("en", pages)).expect("it is resolved"), 72);
    let bare = |text: &str| text.chars().filter(|c| c.is_control() && *c != '\n').count();
    for (path, written) in &files {
        assert_eq!(bare(written), 0, "{path}: {written:?}");
        assert!(!written.contains('\u{feff}'), "{path}");
    }
    insta::assert_snapshot!(files["text/a.txt"], @r#"
    <b>&"'


    Two
    ---

    ab[31mc <script>&amp;

    Date: 22 August 2026
    Version: 1.2.0
    "#);
    let names: Vec<&String> = files.keys().filter(|path| path.to_lowercase() == "text/a.txt").collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn a_picture_without_words_says_nothing_in_a_link_of_words() {
    let remote = || Picture {
        source: AssetRef::Remote { url: "https://example.org/face.png".to_owned() },
        decorative: false,
        ..picture("", "")
    };
    let linked = |content| inline(InlineKind::Link(link("https://example.org/ada", None, content)));
    let shown = || inline(InlineKind::Picture(remote()));
    let blocks =
        vec![run(vec![linked(vec![shown(), text("Ada")])]), run(vec![linked(vec![shown()])]), run(vec![shown()])];
    let edition = Edition::new(parts("en", vec![page("page", "Page", blocks)])).expect("it is resolved");
    insta::assert_snapshot!(files(&edition, 72)["text/page.txt"], @"
    Page

    Ada [1]

    example.org/ada [1]

    (Picture) [2]

    [1] https://example.org/ada
    [2] https://example.org/face.png

    Date: 22 August 2026
    Version: 1.2.0
    ");
}

#[test]
fn texts_say_when_they_were_changed_and_where_the_newest_is() {
    let revision = |time: i64, changed: bool| Revision {
        commit: Some(Commit { time, id: format!("{time:x}").repeat(40), date: format!("2026-01-0{time}") }),
        changed,
    };
    let dated = |name: &str, revision: Revision| Page {
        date: revision.commit.as_ref().map(|commit| commit.date.clone()),
        url: Address::parse(&format!("https://example.org/{name}/")),
        revision,
        ..page(name, name, Vec::new())
    };
    let pages = vec![dated("one", revision(1, false)), dated("two", revision(2, true))];
    let newest = Revision::newest(pages.iter().map(|page| &page.revision));
    let edition = Edition::new(EditionParts { revision: newest, ..parts("en", pages) }).expect("is resolved");
    let files = files(&edition, 72);
    assert_eq!(
        files["text/one.txt"],
        "one\n\nDate: 1 January 2026\nVersion: 1.2.0 (1111111111)\nNewest version: https://example.org/one/\n"
    );
    let version = "Version: 1.2.0 (2222222222-dirty)\n";
    assert!(files["text/two.txt"].contains(version), "{}", files["text/two.txt"]);
    let book = &files["book-en.txt"];
    let (head, _) = book.split_once("Contents").expect("has contents");
    assert!(head.contains(&format!("Date: 22 August 2026\n{version}")), "{head}");
    assert!(head.contains("Newest version: https://example.org/\n"), "{head}");
}

#[test]
fn code_in_text_from_right_to_left_is_kept_apart_where_it_would_be_turned() {
    let code = |text: &str| inline(InlineKind::Code { text: text.to_owned(), language: None });
    let content = vec![text("ראו "), code("/etc/hosts"), text(" או "), code("main()"), text(" או "), code("tor")];
    let mut page = page("page", "דף", vec![run(content)]);
    page.language = pamphlet_locale::Tag::parse("he").expect("is a tag");
    let edition = Edition::new(parts("he", vec![page])).expect("it is resolved");
    let shown = files(&edition, 72)["text/page.txt"].clone();
    assert!(shown.contains("\u{2066}/etc/hosts\u{2069}") && shown.contains("\u{2066}main()\u{2069}"), "{shown}");
}

#[test]
fn notes_of_code_have_the_digits_of_its_marks() {
    let notes = || list(ListKind::numbers_from(1), vec![vec![paragraph("নোট")]]);
    let annotated = |blocks| block(BlockKind::Annotated(pamphlet_document::Annotated { blocks, notes: notes() }));
    let code = pamphlet_document::CodeBlock {
        annotations: vec![pamphlet_document::CodeAnnotation { number: 1, start: 3, end: 6 }],
        text: "ls (1)".to_owned(),
        ..pamphlet_document::CodeBlock::default()
    };
    let words = run(vec![text("কথা"), inline(InlineKind::AnnotationReference { number: 1 })]);
    let blocks = vec![annotated(vec![block(BlockKind::Code(code))]), annotated(vec![words])];
    let mut page = page("page", "পাতা", blocks);
    page.language = pamphlet_locale::Tag::parse("bn").expect("is a tag");
    let edition = Edition::new(parts("bn", vec![page])).expect("it is resolved");
    let shown = files(&edition, 72)["text/page.txt"].clone();
    assert!(shown.contains("(1) নোট") && shown.contains("(১) নোট"), "{shown}");
}
