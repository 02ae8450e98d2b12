//! What every text file keeps to, and how a page of every construct looks.

use pamphlet_document::sample::{comparison, edition, page, parts};
use pamphlet_document::{BlockKind, Edition};
use pamphlet_locale::Catalog;
use pamphlet_media::Media;
use pamphlet_text::{TextOptions, export};
use std::collections::BTreeMap;

fn files(edition: &Edition, width: usize) -> BTreeMap<String, String> {
    let catalog = Catalog::of(edition.locale());
    let exported = export(edition, &catalog, &Media::default(), &TextOptions { width }).expect("text can be made");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is UTF-8");
    exported.files.into_iter().map(|file| (file.path, text(file.bytes))).collect()
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
                assert!(!line.contains("**") && !line.contains("](") && !line.contains("</"), "{path}: {line}");
            }
        }
    }
}

#[test]
fn a_page_of_everything() {
    insta::assert_snapshot!(files(&edition("en"), 60)["text/index.txt"], @r#"
    Everything


    First part

    Text <&> line
    emphasis strong (Deleted: deleted) inserted marked small sub
    super “quoted” span سلام ciao (comment) Ctrl+C a < b outside
    [1] inside [2] here nowhere gone (Picture: A lantern)
    (Picture: Far away) [3] 😄[4] VPN key (secret) a^2 < b

    [1] https://example.org/a b
    [2] Keys, basics/keys.txt
    [3] https://example.org/far.png
    [4] The note.

    A jump

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

    50.5 %

      · · ·

        \frac{a}{b}

        x

    Diagram (mermaid):
        graph LR
         A --> B

    هذا نص.

      Lantern is a messenger that keeps nothing.

      • Homepage: https://example.org/
      • Privacy Policy: https://example.org/privacy#/#top
      • Source code: https://example.org/code

      Downloads:
      • F-Droid: https://example.org/F-Droid
      • Windows: https://example.org/Windows

    Protects from:

    • Passive attacks
    • Censorship

    kept
    "#);
}

#[test]
fn tables_that_are_too_wide_are_records() {
    let blocks = vec![pamphlet_document::sample::block(BlockKind::Table(comparison()))];
    let edition = Edition::new(parts("it", vec![page("page", "Page", blocks)])).expect("it is resolved");
    insta::assert_snapshot!(files(&edition, 72)["text/page.txt"], @r"
    Page

    Three messengers:

    Name     Encrypted  Paper    Payment

    Lantern     Sì      in part     cash
    Beacon      No                  card
    Wick     In parte   yes         none
    ");
    insta::assert_snapshot!(files(&edition, 30)["text/page.txt"], @r"
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
    ");
}

#[test]
fn programs_find_every_text() {
    let files = files(&edition("en"), 72);
    insta::assert_snapshot!(files["llms.txt"], @r##"
    # A <Book> & "more"

    > Everything at once.

    Licence: CC-BY-4.0

    ## Plain text

    - [A <Book> & "more"](book-en.txt)

    ## Basics

    - [Keys](text/basics/keys.txt)

    ## Further pages

    - [Everything](text/index.txt)
    - [No heading at all](text/basics/Keys.txt)
    "##);
    let listed = |path: &&String| files["llms.txt"].contains(&format!("]({path})"));
    assert_eq!(files.keys().filter(listed).count() + 1, files.len());
}
