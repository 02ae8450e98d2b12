//! Kinds of damage that translation tools do, each with the source page, the translation as it should be, and as the tool
//! left it: what is shown of the two is the same, something is said of the damage, and a file that is written back is whole.
//!
//! A file of `tests/damage` holds many: `%% name`, the source page, `%% whole`, `%% damaged`. What nobody sees is written
//! `\u{200b}`. All but pages with front matter begin with a heading and a sentence, which are left out.
#![allow(clippy::disallowed_methods, reason = "tests read their own files")]

mod support;

use pamphlet_document::outline;
use pamphlet_parser::Skeleton;
use pamphlet_source::TextEdit;

/// A kind of damage.
struct Case {
    name: String,
    source: String,
    whole: String,
    damaged: String,
}

fn cases() -> Vec<Case> {
    let mut found = Vec::new();
    for path in support::files(&support::crate_folder().join("tests/damage"), ".txt") {
        let text = std::fs::read_to_string(&path).expect("a file is UTF-8");
        let part = |text: &str, head: &str| {
            let text = shown(text);
            if found_front_matter(head) { text } else { format!("# Start\n\nWords of the page.\n\n{text}") }
        };
        for case in text.split("%% ").skip(1).collect::<Vec<_>>().chunks(3) {
            let [first, whole, damaged] = case else { panic!("{}: three parts make a case", path.display()) };
            let (name, source) = first.split_once('\n').expect("a case has a name");
            let behind = |part: &str, word: &str| {
                part.strip_prefix(word).unwrap_or_else(|| panic!("{name}: no {word}")).to_owned()
            };
            found.push(Case {
                name: name.to_owned(),
                source: part(source, source),
                whole: part(&behind(whole, "whole\n"), source),
                damaged: part(&behind(damaged, "damaged\n"), source),
            });
        }
    }
    found
}

fn found_front_matter(source: &str) -> bool {
    source.starts_with("---")
}

/// A text with the signs that nobody sees.
fn shown(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("a sign ends with a brace");
        let sign = u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a sign has a code");
        out.push(sign);
        out.push_str(rest);
    }
    out
}

#[test]
fn a_damaged_page_is_read_as_the_whole_one() {
    let mut others = Vec::new();
    let mut untold = Vec::new();
    let mut unwritten = Vec::new();
    for Case { name, source, whole, damaged } in cases() {
        let reference = Skeleton::of_page(&support::page(&source, None).document, &source);
        let wanted = support::page(&whole, Some(&reference));
        let repaired = wanted.diagnostics.iter().find(|found| found.code.is_repair());
        assert!(repaired.is_none(), "{name}: the whole page is not damaged: {repaired:?}");
        let found = support::page(&damaged, Some(&reference));
        if outline(&found.document) != outline(&wanted.document) {
            others.push(format!("{name}\n{}\n{}", outline(&wanted.document), outline(&found.document)));
        }
        if !found.diagnostics.iter().any(|found| found.code.is_repair()) {
            untold.push(name.clone());
        }
        let edits: Vec<TextEdit> = found.diagnostics.iter().flat_map(|found| found.edits.clone()).collect();
        let written =
            TextEdit::apply(&edits, &damaged).unwrap_or_else(|| panic!("{name}: edits do not fit: {edits:?}"));
        let again = support::page(&written, Some(&reference));
        let left = again.diagnostics.iter().find(|found| found.code.is_repair());
        if left.is_some() || outline(&again.document) != outline(&found.document) {
            unwritten.push(format!("{name}: {written:?} {left:?}"));
        }
    }
    assert!(others.is_empty(), "{}: {}", others.len(), others.join("\n\n"));
    assert!(unwritten.is_empty(), "{}", unwritten.join("\n"));
    assert!(untold.is_empty(), "nothing is said of {untold:?}");
}

/// Source pages and translations in which nothing is damaged, though it looks so.
const WHOLE: [(&str, &str); 18] = [
    ("An *emphasis*.\n\n{* a/b.py hl[1] *}\n", "Eine *Betonung*.\n\n{* a/b.py hl[1] *}\n"),
    ("An *emphasis* of 2 * 3 * 4.\n", "Eine *Betonung* von 2 * 3 * 4.\n"),
    ("The `scope` is `\"request\"`.\n", "Alt dependency'nin `scope` değeri `\"request\"` scope'una eşittir.\n"),
    (
        "[a](b.md){ .x rel=\"noopener noreferrer\" target=\"_blank\" }\n",
        "[c](b.md){ .x rel=\"noopener noreferrer\" target=\"_blank\" }\n",
    ),
    ("The word 'note' and `note`.\n", "Das Wort 'note' und `note`, ‘note’.\n"),
    ("A ~~b~~ and ～.\n", "午前～午後～夜、~~消す~~。\n"),
    ("| a | b |\n|---|---|\n| 1 | 2 |\n", "値は 3|4 です。\n\n| ア | イ |\n|---|---|\n| 1 | 2 |\n"),
    ("[a][b]\n\n[b]: c.md\n", "[d][b] [e]\n\n[b]: c.md\n"),
    ("x^2^ and :material-home: at 10:30\n", "x^2^ und :material-home: um 10:30 : 40\n"),
    (
        "<div class=\"grid\" markdown>\n\nA\n\n</div>\n",
        "<div class=\"grid rtl\" dir=\"rtl\" markdown>\n\nא\n\n</div>\n",
    ),
    (
        "<img src=\"a.png\" alt=\"Cat\" align=\"left\">\n",
        "<img src=\"de/a.png\" alt=\"Katze\" align=\"right\" loading=\"lazy\">\n",
    ),
    ("```console\nls\n```\n", "```bash\nls\n```\n"),
    ("## A { #a }\n\n[b](#a)\n", "## Ä { #ae }\n\n[b](#ae)\n"),
    ("A **b** and *c*.\n", "Ein **b**, *c* und 5 * 3; a*b.\n"),
    ("---\ntitle: A\ndate: 2024\n---\n\n# A\n", "---\ntitle: B\ntranslator: C\nlang: de\n---\n\n# B\n"),
    ("Term\n:   Meaning.\n", "Wort\n:   Bedeutung: klar.\n\nNur: Worte.\n"),
    ("[a](b.md) and [c](https://d.org/e)\n", "[a](b.md) und [c](https://de.d.org/f/)\n"),
    ("Use &lt;b&gt; &amp; `c`.\n", "Nutze &lt;b&gt; &amp; `c`, R&amp;D mehr.\n"),
];

#[test]
fn what_only_looks_like_damage_stays() {
    for (source, written) in WHOLE {
        let reference = Skeleton::of_page(&support::page(source, None).document, source);
        let found = support::page(written, Some(&reference));
        let repaired = found.diagnostics.iter().find(|found| found.code.is_repair());
        assert!(repaired.is_none(), "{written}: {repaired:?}");
    }
}

#[test]
fn a_fence_round_a_whole_page_goes() {
    let source = "# Start\n\nWords **b**.\n\n```sh\nls\n```\n";
    let reference = Skeleton::of_page(&support::page(source, None).document, source);
    let whole = "# Anfang\n\nWorte **b**.\n\n```sh\nls\n```\n";
    let wanted = outline(&support::page(whole, Some(&reference)).document);
    for damaged in [format!("```markdown\n{whole}```\n"), format!("````md\n{whole}````\n"), format!("{whole}```\n")] {
        let found = support::page(&damaged, Some(&reference));
        assert_eq!(outline(&found.document), wanted, "{damaged}");
        assert!(found.diagnostics.iter().any(|found| found.code.is_repair()), "{damaged}");
    }
}
