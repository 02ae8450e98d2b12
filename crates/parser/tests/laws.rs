//! Laws for every text: it parses, spans are true, no word is lost, twice is equal, and work grows with size.

#[path = "support/laws.rs"]
mod laws;

use proptest::prelude::*;
use std::sync::mpsc;
use std::time::Duration;

/// Pieces that pages are made of, whole and torn.
const PIECES: &[&str] = &[
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "    ",
    "  ",
    " ",
    " ",
    "# ",
    "## ",
    "- ",
    "1. ",
    "> ",
    "* ",
    "| ",
    "|---|---|\n",
    ":   ",
    ":\n",
    "---\n",
    "- - -\n",
    "```\n",
    "~~~\n",
    "!!! note",
    "!!! ",
    "??? tip \"",
    "=== \"",
    "\\=== \"",
    "===「",
    "/// ",
    "<div markdown>\n",
    "</div>\n",
    "<details class=\"x\" markdown>\n",
    "<summary>",
    "</summary>\n",
    "</details>",
    "<p>",
    "</p>",
    "<0>",
    "</0>",
    "<strong x-id=\"1\">",
    "</strong>",
    "<h3 spaces-before=\"0\">\n",
    "</h3>\n",
    "<ul>",
    "<li>",
    "</li>",
    "</ul>",
    "<fn name=\"1\">",
    "</fn>",
    "<footnotes>",
    "<a href=\"x.md\">",
    "</a>",
    "<br>",
    "<table>",
    "<tr><td>",
    "[",
    "]",
    "](",
    "] (",
    ")",
    "(",
    "{",
    "}",
    "{ .card-link title=",
    "{](",
    " \"\"",
    "\"",
    "“",
    "」",
    "**",
    "** ",
    "*",
    "_",
    "`",
    "``",
    "==",
    "^^",
    "~~",
    "++",
    "$",
    "\\",
    "\\(",
    "[^1]",
    "[^1]: ",
    "[^2]",
    " [^2]: ",
    "*[AB]: ",
    "\\*[AB]: ",
    "*[AB]： ",
    "--8<-- \"x\"",
    "\\--8<-- \"x\"",
    ":material-heart:",
    ": material-menu:",
    "：octicons-home-16：",
    "![",
    "https://a.example/",
    "（",
    "）",
    "［",
    "］",
    "｛",
    "：",
    "。",
    "\u{200b}",
    "\u{202a}",
    "\u{feff}",
    "\u{a0}",
    "é",
    "漢",
    "👩\u{200d}💻",
    "\t",
    "\r\n",
    "{ .annotate }",
    "(1)",
];

fn page() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        2 => "[a-z]{1,6}".prop_map(|word| word),
        1 => "\\PC{0,6}",
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_parses(text in page()) {
        laws::parses(&text);
    }

    #[test]
    fn twice_is_equal(text in page()) {
        laws::is_deterministic(&text);
    }

    #[test]
    fn spans_are_true(text in page()) {
        laws::spans_are_true(&text);
    }

    #[test]
    fn any_bytes_parse(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        laws::parses(&String::from_utf8_lossy(&bytes));
    }
}

/// Runs in a thread of its own and fails if it is not done in time. The inputs are so large that anything
/// quadratic takes minutes, and the time so long that no busy machine needs it for what is linear.
fn in_time(name: &str, text: String) {
    let (done, wait) = mpsc::channel();
    let worker = std::thread::Builder::new().stack_size(2 << 20).spawn(move || {
        laws::parses(&text);
        let _ = done.send(());
    });
    let worker = worker.expect("a thread can be started");
    match wait.recv_timeout(Duration::from_mins(1)) {
        Ok(()) => {}
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("{name} is not parsed in a minute"),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            let _ = worker.join();
            panic!("{name} panics");
        }
    }
}

/// A piece once for each number, which stands where its `#` are.
fn numbered(numbers: std::ops::Range<usize>, piece: &str) -> String {
    numbers.map(|number| piece.replace('#', &number.to_string())).collect()
}

macro_rules! nasty {
    ($($name:ident: $text:expr;)+) => {
        $(#[test] fn $name() { in_time(stringify!($name), $text); })+
    };
}

const MANY: usize = 20_000;

nasty! {
    brackets: "[".repeat(MANY);
    closing_brackets: "](".repeat(MANY);
    links_in_links: "[a](".repeat(MANY);
    braces: "{ .a ".repeat(MANY);
    attribute_lists: format!("a{}", "{ .a title=b c }".repeat(MANY / 4));
    stars: "**a ".repeat(MANY);
    mixed_stars: "*a **b ".repeat(MANY / 2);
    ticks: (1..400).map(|length| "`".repeat(length) + "a").collect();
    quotes: "> ".repeat(MANY) + "a";
    lists: (0..400).map(|depth| " ".repeat(depth * 2) + "- a\n").collect();
    many_items: "- a\n".repeat(MANY);
    callouts: (0..300).map(|depth| "    ".repeat(depth) + "!!! note\n").collect();
    bare_callouts: "!!! a b\n".repeat(MANY / 4);
    tabs: "\\=== \"a\"\n\n```\nb\n```\n\n".repeat(MANY / 8);
    fences: "```\n~~~\n".repeat(MANY / 4) + "a";
    open_fences: (0..2_000).map(|length| "`".repeat(3 + length % 50) + "x\n").collect();
    footnotes: numbered(0..10_000, "[^#] [^#]: a\n");
    glued_footnotes: numbered(0..5_000, "[^#] ") + "\n\n[^x]: a" + &numbered(0..5_000, " [^#]: b");
    references: numbered(0..10_000, "[#]: a\n[#]\n");
    tags: "<div markdown>".repeat(MANY / 8);
    lines_of_tags: "<div markdown>\n".repeat(MANY / 8);
    closing_tags: "</div>\n".repeat(MANY / 4);
    paragraphs_in_html: "<p spaces-before=\"0\">\n".repeat(MANY / 8);
    lists_in_html: "<h2 spaces-before=\"0\">".to_owned() + &"<ul><li>".repeat(MANY / 16);
    placeholders: "<0>".repeat(MANY);
    snippets: "--8<-- \"a\"\n".repeat(200);
    colons: "a\n:\n\n".repeat(MANY / 4);
    icons: ": material-".repeat(MANY / 4);
    shortcodes: ":a".repeat(MANY);
    tables: "|a|b\n|-|-\n".to_owned() + &"|a|b\n".repeat(MANY / 4);
    wide_tables: "|".repeat(MANY / 4) + "\n" + &"|-".repeat(MANY / 8) + "\n";
    dollars: "$a ".repeat(MANY);
    critics: "{~~a~>".repeat(MANY / 4);
    blocks: "/// a\n".repeat(MANY / 8);
    definitions: "a\n:   ".repeat(MANY / 8);
    swallowed: "It is. recommendation\n\n    ![a](b){ .card-link }\n\n".repeat(MANY / 40);
    abbreviations: numbered(0..3_000, "*[A#]: b\n") + &"A1 A2 ".repeat(5_000);
    front_matter: "---\n".to_owned() + &"a: [".repeat(5_000) + "\n---\n";
    invisible: "\u{200b}\u{202a}".repeat(MANY / 2);
}

#[test]
fn words_stay() {
    for text in [
        "# One two\n\nThree **four** `five` [six](seven.md \"eight\") ![nine](ten.svg)\n",
        "!!! note \"Eleven\"\n\n    Twelve\n\n=== \"Thirteen\"\n\n    Fourteen\n",
        "It was 2016. recommendation\n\n    ![Fifteen](a.svg)\n\n    **Sixteen** x [:octicons-home-16: y](z){ .md-button }\n",
        "<div class=\"admonition recommendation\" markdown>\n\n![l](a.svg)\n\n**N** d\n\n[:octicons-home-16: H](h){ .md-button } extra words\n\n> quoted\n\n- [:simple-linux: L](l) more\n- plain\n\n</div>\n",
        "- a\n  - b\n    - c\n\n1. d\n\n   e\n",
        "<h3 spaces-before=\"0\">\n  f\n</h3>\n<p spaces-before=\"0\">g <a href=\"h\">i</p>\n<ul><li>j<li>k</li></ul>\n",
        "t\n:\n\nu\n\n[^1]: v [^2]: w [^2] [^1]\n",
        "???\n\nx\n\n<0>y</0> <unknown>z</unknown>\n",
    ] {
        laws::loses_no_word(text);
    }
}
