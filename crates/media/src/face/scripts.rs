//! `docs/scripts.md`: what of each script is shaped, has letters, is hyphenated, justified and spoken by the interface;
//! written from what the code does.

use super::{Faces, Region, Theme, Wish, is_invisible};
use pamphlet_locale::{Catalog, Custom, Tag, hyphenation, languages};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use unicode_script::{Script, UnicodeScript};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/scripts.md");

const HEAD: &str = "<!-- Written by `cargo xtask generate` from the fonts in crates/media and the tables in crates/locale. -->\n\n\
# Scripts and languages\n\n\
Letters of every script are shaped as OpenType has it (by harfrust), and run in the order of the Unicode Bidirectional \
Algorithm. What can be seen depends on the embedded fonts: a letter that none of them has is a box, and `missing-glyph` names \
its script once. A site may bring fonts for further ones (`brand.fonts`).\n\n\
The words of the interface were written by the developers of Pamphlet, with terms that are usual in software and books of \
each language. Those of most languages have not been read by native speakers yet, and corrections are welcome: each is a \
file in `crates/locale/locales`.\n\n\
## Scripts\n\n\
How many letters of a script have a glyph, and in which face most of them stand in handouts.\n\n\
| script | letters with a glyph | face |\n|---|---|---|\n";

const LANGUAGES: &str = "\n## Languages\n\n\
Languages with words of the interface. Others are set by the same rules, with these words in English.\n\n\
| language | tag | script | hyphenated | running text | digits of pages |\n|---|---|---|---|---|---|\n";

const HYPHENATED: &str = "\n## Hyphenation\n\n\
Languages whose words are divided, by patterns or by rules of spelling. Those of India are not: a hyphen is not expected \
at the ends of their lines, which are ragged instead.\n\n";

/// A script: its letters, those with a glyph, and how many of these each face has.
#[derive(Default)]
struct Row {
    all: usize,
    shown: usize,
    faces: BTreeMap<&'static str, usize>,
}

/// The page.
fn page() -> String {
    let faces = Faces::embedded();
    let wish = Wish { theme: Theme::Sans, bold: false, italic: false, region: Region::Other };
    let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
    for character in ('\0'..='\u{3FFFF}').filter(|character| character.is_alphabetic() && !is_invisible(*character)) {
        let script = character.script();
        if matches!(script, Script::Common | Script::Inherited) {
            continue;
        }
        let row = rows.entry(script.full_name()).or_default();
        row.all += 1;
        if let Some(face) = faces.pick(character.encode_utf8(&mut [0; 4]), script, wish, None, false) {
            row.shown += 1;
            *row.faces.entry(faces.get(face).file.family).or_default() += 1;
        }
    }
    let mut out = HEAD.to_owned();
    let mut without = Vec::new();
    for (script, Row { all, shown, faces }) in rows {
        let script = script.replace('_', " ");
        match faces.into_iter().max_by_key(|(_, count)| *count) {
            Some((face, _)) => {
                let _ = writeln!(out, "| {script} | {shown} of {all} | {face} |");
            }
            None => without.push(script),
        }
    }
    let _ = writeln!(out, "\nWithout a letter: {}.", without.join(", "));
    out.push_str(LANGUAGES);
    for tag in languages() {
        let catalog = Catalog::of(&tag);
        let mut scripts = catalog.name().chars().map(|letter| letter.script());
        let script = scripts.find(|script| !matches!(script, Script::Common | Script::Inherited));
        let _ = writeln!(
            out,
            "| {} | `{tag}` | {} | {} | {} | {} |",
            catalog.name(),
            script.map_or("", |script| script.full_name()),
            if hyphenation(&tag).is_some() { "yes" } else { "no" },
            if Custom::of(&tag).justified { "justified" } else { "ragged" },
            catalog.digits().format(1_234_567_890),
        );
    }
    out.push_str(HYPHENATED);
    let codes = ('a'..='z').flat_map(|one| ('a'..='z').map(move |two| format!("{one}{two}")));
    // Of the codes with three letters only these may have any.
    let divided: BTreeSet<String> = codes
        .chain(["fur", "pms"].map(str::to_owned))
        .filter(|code| Tag::parse(code).is_some_and(|tag| hyphenation(&tag).is_some()))
        .map(|code| format!("`{code}`"))
        .collect();
    let _ = writeln!(out, "{}.", divided.into_iter().collect::<Vec<_>>().join(", "));
    out
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test looks at the source tree")]
fn generated_files_are_current() {
    let written = std::fs::read_to_string(FILE).unwrap_or_default();
    assert!(written == page(), "docs/scripts.md is stale: run `cargo xtask generate`");
}

#[test]
#[ignore = "writes docs/scripts.md"]
#[expect(clippy::disallowed_methods, reason = "a test writes into the source tree when it is asked to")]
fn write_generated_files() {
    std::fs::write(FILE, page()).expect("can be written");
}
