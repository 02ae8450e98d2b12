//! The handbook, torn and patched at random: whatever becomes of a page, every exporter makes its files of it.

use pamphlet_pipeline::system::MemorySystem;
use pamphlet_pipeline::verify::verify;
use pamphlet_pipeline::{Request, build};
use pamphlet_source::Severity;
use std::path::{Path, PathBuf};

/// How many handbooks are torn.
const ROUNDS: u64 = 16;

/// Pieces of markup, whole and torn, in scripts of both directions.
const PIECES: &[&str] = &[
    "\n",
    "    ",
    "\n\n## ",
    "\n# ",
    "!!! tip\n\n    ",
    "\n\n??? note \"",
    "\n=== \"",
    "\n| a | b |\n|---|---|\n| ",
    "[^1]",
    "\n[^1]: ",
    "`",
    "**",
    "<div class=\"grid cards\" markdown>\n\n",
    "</div>",
    "{ .x #y }",
    "](",
    "![",
    "$$",
    "\\(",
    "\n```\n",
    "\n- ",
    "\n1. ",
    "\n> ",
    "\u{200f}",
    "\u{202e}",
    "\0",
    "\u{feff}",
    "<svg>",
    "<table><tr><td>",
    "&#x0;",
    "\n/// tab | ",
    "\n*[HTML]: ",
    "\n--8<-- \"x\"\n",
    "<details>",
    "<dl><dt>",
    "中文",
    "हिन्दी",
    "العربية",
    "<math><mfrac>",
    "$\\frac{",
    "\t",
    "\r",
    ":material-email:",
];

/// A sequence of numbers that is the same in every run (xorshift, Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (end as u64).max(1)).expect("is below a length")
    }
}

/// Inserts pieces, cuts, copies and joins lines at up to a dozen places.
fn tear(text: &str, numbers: &mut Numbers) -> String {
    let mut text: Vec<char> = text.chars().collect();
    for _ in 0..=numbers.below(12) {
        let from = numbers.below(text.len() + 1);
        let to = (from + numbers.below(300)).min(text.len());
        let part = text[from..to].to_vec();
        match numbers.below(5) {
            0 | 1 => drop(text.splice(from..from, PIECES[numbers.below(PIECES.len())].chars())),
            2 => drop(text.drain(from..to)),
            3 => {
                let place = numbers.below(text.len() + 1);
                text.splice(place..place, part);
            }
            _ => {
                let glue = [" ", "\n    ", "\n> ", "\n\n"][numbers.below(4)];
                let joined = String::from_iter(part).replace('\n', glue);
                text.splice(from..to, joined.chars());
            }
        }
    }
    text.into_iter().collect()
}

/// Every file below a folder, by its path from it.
#[expect(clippy::disallowed_methods, reason = "the handbook lies beside the crates")]
fn files(folder: &Path, below: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder.join(below)).expect("is a folder") {
        let entry = entry.expect("can be read");
        let path = below.join(entry.file_name());
        if entry.file_type().expect("is known").is_dir() {
            files(folder, &path, found);
        } else {
            let bytes = std::fs::read(entry.path()).expect("can be read");
            found.push((path, bytes));
        }
    }
}

#[test]
fn torn_pages_come_out_of_every_exporter() {
    let handbook = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/handbook");
    let mut found = Vec::new();
    files(&handbook, Path::new(""), &mut found);
    found.sort();
    for round in 1..=ROUNDS {
        let mut numbers = Numbers(round.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let system = MemorySystem::default();
        for (path, bytes) in &found {
            let page = path.extension().is_some_and(|extension| extension == "md");
            let torn = page.then(|| tear(&String::from_utf8_lossy(bytes), &mut numbers));
            system.put(Path::new("/site").join(path), torn.as_deref().map_or(bytes, str::as_bytes));
        }
        let mut request = Request::new("/site", "/out/dist");
        request.locales = vec!["en".to_owned(), "it".to_owned()];
        let report = build::build(&system, &request, &()).expect("is built");
        let failed: Vec<_> = report.findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
        assert!(failed.is_empty(), "round {round}: {failed:#?}");
        assert_eq!(verify(&system, Path::new("/out/dist")).expect("is an output").1, []);
    }
}
