//! Input that is meant to hurt: bounded in time and depth, and said so. Each case is read at one size and at four times
//! that size, and may not take much more than four times as long.

use pamphlet_document::{plain_text, walk};
use pamphlet_parser::{Appended, Dialect, Input, Parsed, Skeleton, Snippets, parse};
use pamphlet_source::limits::REPAIR_EDIT_BYTES;
use pamphlet_source::{Code, SourceId};
use std::time::{Duration, Instant};

/// One snippet, whatever its name.
struct One(String);

impl Snippets for One {
    fn find(&self, _: &str) -> Option<(SourceId, &str)> {
        Some((SourceId(1), &self.0))
    }
}

fn read(text: &str, reference: Option<&Skeleton>, snippets: &dyn Snippets) -> Parsed {
    parse(&Input {
        source: SourceId(0),
        text,
        dialect: &Dialect { autolinks: true, smart_symbols: true, ..Dialect::default() },
        snippets,
        appended: &Appended::default(),
        reference,
        repair: true,
    })
}

fn time(text: &str, reference: Option<&Skeleton>) -> Duration {
    let start = Instant::now();
    drop(read(text, reference, &()));
    start.elapsed()
}

/// Text that is repeated, what stands before it and what is repeated after it.
const REPEATED: &[(&str, &str, &str)] = &[
    ("", "[", ""),
    ("", "[a]", ""),
    ("", "[", "]"),
    ("", "![", ""),
    ("", "> ", ""),
    ("", "> a\n", ""),
    ("", "- ", ""),
    ("", "- a\n", ""),
    ("", "- a\n\n", ""),
    ("", "*", ""),
    ("", "*a ", ""),
    ("", "*a **b ", ""),
    ("", "**a *a ", " a* a**"),
    ("", "a **b c. ", ""),
    ("", "*a _", "_ a*"),
    ("", "`a ``b ", ""),
    ("", "==a ", ""),
    ("", "==a ^^b ", "^^ b=="),
    ("", "~a", ""),
    ("", "{++a {--b ", ""),
    ("", "$a ", ""),
    ("", "$$\na\n", ""),
    ("", "a{ .b", ""),
    ("[a](b){ ", ".c ", ""),
    ("", "[a](b){ .c }", ""),
    ("", "<div markdown>\n", ""),
    ("", "<div markdown>\n", "</div>\n"),
    ("", "<div>", "</div>"),
    ("", "<div markdown>\n<details markdown>\n</div>\n", ""),
    ("", "</div>\n", ""),
    ("", "a <span class=x>", ""),
    ("a ", "<b>", "</b>"),
    ("", "<div class=\"", ""),
    ("", "<div a=\"\n", ""),
    ("", "<!-- a\n", ""),
    ("", "a <!-- ", ""),
    ("", "> <div markdown>\n", "\n</div>\n"),
    ("", "```a\n\n", ""),
    ("", "- a\n\n    ```a\n\n", ""),
    ("", "a[^1]", "\n\n[^1]: b"),
    ("", "a[^1] ", ""),
    ("", "## a\n\n", ""),
    ("", "!!! note\n", ""),
    ("", "=== \"a\"\n\n    b\n\n", ""),
    ("", "a\n\n:   b\n\n", ""),
    ("a\n", ":   b\n", ""),
    ("", "/// note\n", ""),
    ("", ":a", ""),
    ("", "++a", ""),
    ("", "https://a(", ""),
    ("", "[a](", "("),
    ("", "a@", ""),
    ("|a|b|\n|-|-|\n", "|c|d|\n", ""),
    ("<table>", "<tr><td>a", ""),
    ("", "a <math>\n", ""),
    ("", "a (1)\n{ .annotate }\n\n1. b\n\n", ""),
    ("", "[=50%\n", ""),
    ("", "--8<--\n", ""),
    ("", "\\", ""),
    ("", "\r\n", ""),
    ("", " ", ""),
    ("", "&amp;", ""),
    ("", "（：", ""),
    ("", "a\n:\n\nb\n\n", ""),
    ("", "\\=== \"a\"\n\n```\nb\n```\n\n", ""),
    ("", "<0>a ", ""),
    ("", "’b", ""),
    ("", "* *f", ""),
    ("", "^ ^e~ ~", ""),
    ("", "(^1", ""),
    ("", "(^1) ", ""),
    ("", "$ z", ""),
    ("", "$ z $ ", ""),
    ("", "｛．a", ""),
    ("", "(.a)", ""),
    ("", "[l][n] ", ""),
    ("", "[n]\n\n[o]: p.md\n\n", ""),
    ("", "［l］［m］ ", ""),
    ("", "| x | y |\n\n|—|—|\n\n", ""),
    ("", "a\n| x ｜ y |\n|—|—|\n| 1 | 2 |\n\n", ""),
    ("", ": material", ""),
    ("", ":x-y: ", ""),
    ("", "&lt;br&gt;", ""),
    ("", "{ ++ p", ""),
    ("", "!!! note \"z\" a\n\n", ""),
    ("", "! ! ! note \"z\"\n", ""),
    ("", "== \"b\"\n\n    c\n\n", ""),
    ("", "a\n---\n", ""),
    ("", "´´´sh\n", ""),
    ("", "](i．md", ""),
    ("", "[[h](i.md) ", ""),
    ("", "- ]x[ u\n", ""),
    ("", "[^1]: s\n\nt\n\n", ""),
    ("", "d\n:   e\n\nf\n\n", ""),
    ("—\n", "a：b\n", ""),
];

/// A source page that has of everything, so that all damage is looked for.
const KNOWN: &str = "# A {#a}\n\nA `b` ==c== ~~d~~ ^^e^^ *f* **g** x~1~ y^2^ $z$ :material-home: :smile: [h](i.md) ![j](k.png) \
    [l][m] n[^1]<br>o {++p++} ++q++\n\n[m]: r.md\n\n[^1]: s\n\n    t\n\n- [ ] u\n\n    - v\n\n1. w\n\n| x | y |\n|---|---|\n\
    | 1 | 2 |\n\n!!! note \"z\"\n\n    a\n\n=== \"b\"\n\n    c\n\nd\n:   e\n\n> f\n\n---\n\n```sh\ng\n```\n\n*[HTML]: h\n";

/// Cases, by name, that grow with a count.
fn cases(count: usize) -> Vec<(String, String)> {
    let deep = count.min(200);
    let nested = |line: &str| (0..deep).map(|depth| format!("{}{line}", "    ".repeat(depth))).collect::<String>();
    let growing = |mark: &str, rest: &str| (3..deep).map(|length| mark.repeat(length) + rest).collect::<String>();
    let numbered = |make: &dyn Fn(usize) -> String| (0..count).map(make).collect::<String>();
    let mut all: Vec<(String, String)> = REPEATED
        .iter()
        .map(|(before, unit, after)| {
            (format!("{before}{unit}{after}"), (*before).to_owned() + &unit.repeat(count) + &after.repeat(count))
        })
        .collect();
    all.extend([
        ("nested lists".to_owned(), nested("- a\n")),
        ("nested callouts".to_owned(), nested("!!! note\n\n")),
        ("nested notes".to_owned(), nested("[^1]: a\n\n")),
        ("growing ticks".to_owned(), growing("`", " a ")),
        ("growing fences".to_owned(), growing("`", "\n\n")),
        ("growing blocks".to_owned(), growing("/", " note\n")),
        ("notes".to_owned(), numbered(&|at| format!("a[^{at}]\n\n[^{at}]: b\n\n"))),
        ("abbreviations".to_owned(), numbered(&|at| format!("*[A{at}]: b\n")) + &"A1 A2 ".repeat(count)),
        ("link references".to_owned(), numbered(&|at| format!("[a{at}]: b\n")) + &"[a1][a2] ".repeat(count)),
        ("wide table".to_owned(), "|a".repeat(count) + "|\n" + &"|-".repeat(count) + "|\n"),
    ]);
    all
}

#[test]
fn time_grows_with_size_alone() {
    let reference = Skeleton::default();
    let known = read(KNOWN, None, &()).document;
    let known = Skeleton::of_page(&known, KNOWN);
    let mut slow = Vec::new();
    // Eight times the size: eight times the time if linear, sixty-four times if quadratic.
    for ((name, small), (_, large)) in cases(400).into_iter().zip(cases(3_200)) {
        for reference in [None, Some(&reference), Some(&known)] {
            // The machine may be busy with something else: only what is slow six times in a row is slow.
            let growth = (0..6).map(|_| {
                let first = time(&small, reference).max(Duration::from_millis(5));
                time(&large, reference).as_secs_f64() / first.as_secs_f64()
            });
            if growth.clone().all(|growth| growth > 40.0) {
                slow.push(format!("{name:?}: {} bytes, {} bytes", small.len(), large.len()));
            }
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn a_megabyte_of_brackets_is_read() {
    for text in ["[", "![", "> ", "- ", "*", "{ .a ", "<div>", "`", "\\"] {
        let text = text.repeat((1 << 20) / text.len());
        let taken = time(&text, None);
        assert!(taken < Duration::from_secs(20), "{:?}: {taken:?}", &text[..8]);
    }
}

#[test]
fn what_nests_too_deep_is_kept_as_text_and_reported() {
    let callouts: String = (0..200).map(|depth| format!("{}!!! note\n\n", "    ".repeat(depth))).collect();
    for text in [
        "> ".repeat(500) + "word",
        "- ".repeat(500) + "word",
        callouts + &"    ".repeat(200) + "word",
        "<div class=\"a\" markdown>\n".repeat(500) + "word\n" + &"</div>\n".repeat(500),
        "*a _".repeat(200) + "word" + &"_ a*".repeat(200),
    ] {
        let parsed = read(&text, None, &());
        let start = &text[..20];
        assert!(parsed.diagnostics.iter().any(|found| found.code == Code::LimitReached), "{start:?}");
        let mut words = String::new();
        let blocks = parsed.document.blocks.iter().map(|placed| placed.block.as_ref());
        walk::each_inline(blocks, &mut |node| words += &plain_text(std::slice::from_ref(node)));
        assert!(words.contains("word"), "{start:?}");
    }
}

struct Circle;

impl Snippets for Circle {
    fn find(&self, path: &str) -> Option<(SourceId, &str)> {
        match path {
            "self" => Some((SourceId(1), "a\n\n--8<-- \"self\"\n")),
            "a" => Some((SourceId(2), "--8<-- \"b\"\n--8<-- \"b\"\n--8<-- \"b\"\n")),
            "b" => Some((SourceId(3), "--8<-- \"c\"\n--8<-- \"c\"\n--8<-- \"c\"\n")),
            "c" => Some((SourceId(4), "c\n\n")),
            _ => None,
        }
    }
}

#[test]
fn a_snippet_that_includes_itself_stops() {
    let parsed = read("--8<-- \"self\"\n\n--8<-- \"a\"\n", None, &Circle);
    assert!(parsed.diagnostics.iter().any(|found| found.code == Code::RecursiveSnippet));
    assert_eq!(parsed.document.blocks.iter().filter(|placed| placed.origin.source == SourceId(4)).count(), 9);
}

/// All text of a page, its notes included.
fn words(parsed: &Parsed) -> String {
    let mut words = String::new();
    let notes = parsed.document.notes.iter().flat_map(|note| &note.blocks);
    let blocks = parsed.document.blocks.iter().map(|placed| placed.block.as_ref()).chain(notes);
    walk::each_block(blocks, &mut |block| {
        walk::children(block, &mut |child| {
            if let walk::Child::Inlines(content) = child {
                words += &plain_text(content);
            }
        });
    });
    words
}

fn count(parsed: &Parsed, code: Code) -> usize {
    parsed.diagnostics.iter().filter(|found| found.code == code).count()
}

/// Where nothing is cut off there is nothing to say, and all of it is there.
#[test]
fn what_has_no_bound_is_kept_whole() {
    let brackets = "[".repeat(1 << 20);
    let parsed = read(&brackets, None, &());
    assert!(words(&parsed) == brackets, "brackets are lost");
    assert!(parsed.diagnostics.is_empty());

    let notes: String = (0..10_000).map(|at| format!("a[^{at}]\n\n[^{at}]: b{at}\n\n")).collect();
    let parsed = read(&notes, None, &());
    assert_eq!(parsed.document.notes.len(), 10_000);
    assert!((1..).zip(&parsed.document.notes).all(|(number, note)| note.number == number));
    assert!(parsed.diagnostics.is_empty());

    let closed = format!("[a](b){{ {}}}", ".c ".repeat(1 << 18));
    assert_eq!(words(&read(&closed, None, &())), "a");
}

#[test]
fn what_is_torn_or_refused_is_reported() {
    let lone: String = (0..10_000).map(|at| format!("[^{at}]: b{at}\n\n")).collect();
    let parsed = read(&lone, None, &());
    assert_eq!(count(&parsed, Code::UnusedFootnote), 10_000);
    assert!(words(&parsed).contains("b9999"));

    let unclosed = format!("[a](b){{ {}", ".c ".repeat(1 << 18));
    assert_eq!(count(&read(&unclosed, None, &()), Code::RepairAttributes), 1);

    // Nine to the power of nine: what each line says nine times is what the line before it says nine times.
    let mut aliases = String::from("---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for at in 1..9 {
        let list = vec![format!("*a{}", at - 1); 9].join(", ");
        aliases += &format!("a{at}: &a{at} [{list}]\n");
    }
    let parsed = read(&(aliases + "---\nword\n"), None, &());
    assert_eq!(count(&parsed, Code::InvalidFrontMatter), 1);
    assert_eq!(words(&parsed), "word");
}

/// A head of many columns over many rows of one cell: rows are filled up, so that twenty kilobytes make a hundred
/// million cells.
#[test]
fn tables_that_would_be_filled_up_without_end_stay_text() {
    let table = |columns: usize, rows: usize| {
        format!("{}|\n{}|\n{}", "|a".repeat(columns), "|-".repeat(columns), "|b|\n".repeat(rows))
    };
    let parsed = read(&table(5_000, 5_000), None, &());
    assert_eq!(count(&parsed, Code::LimitReached), 1);
    assert_eq!(words(&parsed).matches('b').count(), 5_000);
    assert_eq!(count(&read(&table(100, 900), None, &()), Code::LimitReached), 0);

    let row = "<tr><td colspan=200 rowspan=200>c</td></tr>";
    let parsed = read(&format!("<table>{}</table>", row.repeat(100)), None, &());
    assert_eq!(count(&parsed, Code::LimitReached), 1);
    assert_eq!(words(&parsed).matches('c').count(), 100);
    let parsed = read(&format!("<table>{}</table>", row.repeat(2)), None, &());
    assert_eq!(count(&parsed, Code::LimitReached), 0);
}

/// What is written once and filled in at each use makes a square of a page.
#[test]
fn what_is_filled_in_at_each_use_is_bounded() {
    let long = "u".repeat(99_999);
    let paragraphs = read(&format!("[a]: {long}\n\n{}", "[a]\n\n".repeat(500)), None, &());
    assert_eq!(count(&paragraphs, Code::LimitReached), 1);
    assert_eq!(words(&paragraphs).matches("[a]").count(), 500 - 2);
    let items = read(&format!("[a]: {long}\n\n{}", "- [a]\n".repeat(500)), None, &());
    assert_eq!(count(&items, Code::LimitReached), 1);
    assert_eq!(words(&items).matches("[a]").count(), 500 - (8 << 20) / 99_999);

    let abbreviation = read(&format!("*[A]: {long}\n\nA A A\n"), None, &());
    assert!(abbreviation.document.abbreviations.is_empty() && words(&abbreviation).contains("*[A]"));
    let name = format!("*[{}]: b\n\nc\n", "a".repeat(201));
    assert!(read(&name, None, &()).document.abbreviations.is_empty());

    let ranges = vec!["1:1000"; 1_000].join(",");
    let parts = read(&format!("--8<-- \"a.md:{ranges}\"\n"), None, &One("word word word\n".repeat(1_000)));
    assert_eq!(count(&parts, Code::LimitReached), 1);
}

/// What the edits of all repairs put, counted at each repair.
fn put(parsed: &Parsed) -> usize {
    parsed.diagnostics.iter().flat_map(|diagnostic| &diagnostic.edits).map(|edit| edit.put.len()).sum()
}

#[test]
fn edits_of_one_long_line_are_no_copies_of_it_for_each_repair() {
    let text = |count: usize| format!("{}b{}", "**a *a ".repeat(count), " a* a**".repeat(count));
    let few = read(&text(20), None, &());
    let repairs = count(&few, Code::RepairEmphasis);
    assert!(repairs > 10 && few.diagnostics.iter().filter(|found| !found.edits.is_empty()).count() >= repairs);
    let many = read(&text(8_000), None, &());
    assert!(count(&many, Code::RepairEmphasis) > 4_000 && put(&many) <= REPAIR_EDIT_BYTES, "{}", put(&many));
}

#[test]
fn a_row_loses_all_marks_that_have_no_partner() {
    let parsed = read(&"a **b c. ".repeat(3_001), Some(&Skeleton::default()), &());
    assert_eq!(words(&parsed).split_whitespace().collect::<Vec<_>>().join(" "), "a b c. ".repeat(3_001).trim());
    assert_eq!(count(&parsed, Code::RepairEmphasis), 3_001);
}
